"""Names below seeds/: links are told and never followed, and what not every system can hold is told before it is cloned."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import SAMPLE, make_seeds
from click.testing import CliRunner, Result

from generator import archive
from generator.cli import main
from generator.disk import file_names, fingerprints
from generator.disk.tree import Tree
from generator.problems import Problem, errors
from generator.reading import seed_formats

LINKED = [
    "seeds",
    "seeds/2034",
    "seeds/archive.yml",
    "seeds/undated-memo.txt",
    "seeds/strait-visit.yml",
    "seeds/registry",
    "seeds/registry/actors",
    "seeds/registry/sources",
    "seeds/registry/terms.yml",
    "seeds/registry/topics.yml",
]


def told(root: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.kind) for problem in errors(archive.load(root).problems)]


def held(path: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (path, *path.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("path", LINKED)
def test_a_link_in_the_place_of_what_was_there_is_one_error(tmp_path: Path, path: str) -> None:
    """Nothing behind it is read, and what would follow from its absence is not told on top."""
    root = make_seeds(tmp_path / "archive", SAMPLE)
    assert told(root) == []
    (root / path).rename(tmp_path / "moved")
    (root / path).symlink_to(tmp_path / "moved")
    assert told(root) == [(path, "not-a-file")]
    behind = "seeds/strait-visit.txt" if path == "seeds" else path
    assert not [p for p in archive.load(root).problems if p.path.startswith(f"{behind}/")]


@pytest.mark.parametrize(
    "path", ["seeds/registry/actors/evil", "seeds/evil", "seeds/registry/actors/evil.yml", "seeds/evil.jpg"]
)
@pytest.mark.parametrize("target", ["/etc", "/nowhere", "."])
def test_a_link_beside_the_others_is_one_error_and_harms_none(tmp_path: Path, path: str, target: str) -> None:
    root = make_seeds(tmp_path, SAMPLE)
    before = archive.load(root)
    (root / path).symlink_to(target)
    after = archive.load(root)
    assert told(root) == [(path, "not-a-file")]
    assert (after.briefings, after.registry.actors) == (before.briefings, before.registry.actors)


@pytest.mark.parametrize("path", ["seeds/registry", "seeds/registry/actors", "seeds/archive.yml", "seeds/2034"])
def test_a_build_after_another_sees_that_a_link_stands_there_now(tmp_path: Path, path: str) -> None:
    """What it leads to may be just what was there; it is not read all the same."""
    root = make_seeds(tmp_path / "archive", SAMPLE)
    assert CliRunner().invoke(main, ["build", "--root", str(root)]).exit_code == 0
    (root / path).rename(tmp_path / "moved")
    (root / path).symlink_to(tmp_path / "moved")
    for _ in range(2):
        result = CliRunner().invoke(main, ["build", "--root", str(root)])
        assert (result.exit_code, result.output.count("error:")) == (1, 1)
        assert f"{path}: error: This is a symbolic link" in result.output
    assert (root / "docs/actors/ilsa-marrow.md").exists() == ("registry" not in path)


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Return a new archive, and beside it what nobody wants to publish."""
    make_seeds(tmp_path, {"secret/words.txt": "The key is under the mat.\n"})
    assert run("init", str(tmp_path / "archive")).exit_code == 0
    return tmp_path / "archive"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def engine(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("docs/words.txt", "../../secret/words.txt"),
        ("docs/other", "../../secret"),
        ("docs/.words.txt", "../../secret/words.txt"),
        ("docs/a/b/nowhere.md", "nowhere"),
        ("docs/copy.md", "about.md"),
        ("theme/assets/words.txt", "../../../secret/words.txt"),
        ("theme/sitemap.xml", "../../secret/words.txt"),
    ],
)
def test_nothing_behind_a_link_is_published(started: Path, path: str, target: str) -> None:
    """Words from elsewhere on the computer, a repository with all it ever held; and whoever builds is told where it is."""
    (started / path).parent.mkdir(parents=True, exist_ok=True)
    (started / path).symlink_to(target)
    with (started / "mkdocs.yml").open("a") as settings:
        settings.write('exclude_docs: "!.words.txt"\n')
    says = f"{path}: error: This is a symbolic link, and none is followed. [not-a-file]"
    for done in (engine(started), engine(started, "--strict")):
        assert (done.returncode, done.stderr.count("symbolic link")) == (1, 1)
        assert says in done.stderr
        assert not (started / "site").exists()
    assert run("site", "--root", str(started)).exit_code == 1
    assert not (started / "site").exists()
    for command in ("check", "build"):
        result = run(command, "--root", str(started))
        assert (result.exit_code, says in result.output) == ((1, True) if path.startswith("docs") else (0, False))


def test_links_that_lead_round_in_a_circle_hold_up_no_build(started: Path) -> None:
    """MkDocs would go round through two of them for longer than anybody waits."""
    for name in ("one", "two"):
        (started / "docs" / name).symlink_to(".")
    done = engine(started)
    assert [f"docs/{name}: error: " in done.stderr for name in ("one", "two")] == [True, True]


def test_the_lock_of_an_editor_holds_up_no_build(started: Path) -> None:
    """Emacs leaves a link beside a file with changes that are not saved; it names who has it, and leads nowhere."""
    (started / "docs" / ".#about.md").symlink_to("ada@example.org.4711:1")
    assert engine(started, "--strict").returncode == 0
    assert run("check", "--root", str(started)).exit_code == 0


def test_a_link_is_told_when_another_engine_has_built(started: Path) -> None:
    """Zensical runs no plugins: it may have followed the link."""
    assert engine(started).returncode == 0
    (started / "docs" / "words.txt").symlink_to("../../secret/words.txt")
    result = run("publish", str(started / "site"), "--root", str(started))
    assert (result.exit_code, "docs/words.txt: error: This is a symbolic link" in result.output) == (1, True)


def test_nothing_is_written_through_a_link_in_the_place_of_docs(started: Path, tmp_path: Path) -> None:
    (started / "docs").rename(tmp_path / "moved")
    (started / "docs").symlink_to(tmp_path / "moved")
    before = held(tmp_path / "moved")
    result = run("build", "--root", str(started))
    assert (result.exit_code, "docs is a symbolic link" in result.output) == (2, True)
    assert "docs: error: This is a symbolic link" in engine(started).stderr
    assert held(tmp_path / "moved") == before


def test_a_link_in_the_place_of_all_seeds_takes_no_page_away(tmp_path: Path) -> None:
    root = make_seeds(tmp_path / "archive", SAMPLE)
    assert CliRunner().invoke(main, ["build", "--root", str(root)]).exit_code == 0
    before = sorted((root / "docs").rglob("*"))
    (root / "seeds").rename(tmp_path / "moved")
    (root / "seeds").symlink_to(tmp_path / "moved")
    for command in ("build", "check"):
        result = CliRunner().invoke(main, [command, "--root", str(root)])
        assert (result.exit_code, "seeds is a symbolic link" in result.output) == (2, True)
    assert sorted((root / "docs").rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("seeds", ["new", "-", "--id", "lamps"]),
        ("seeds", ["rename", "strait-visit", "strait-talks"]),
        ("seeds/strait-visit.yml", ["withdraw", "strait-visit", "--reason", "A hoax."]),
        ("seeds/strait-visit.yml", ["rename", "strait-visit", "strait-talks"]),
    ],
)
def test_no_command_writes_through_a_link(tmp_path: Path, path: str, call: list[str]) -> None:
    root = make_seeds(tmp_path / "archive", SAMPLE)
    (root / path).rename(tmp_path / "moved")
    (root / path).symlink_to(tmp_path / "moved")
    before = held(tmp_path / "moved")
    result = CliRunner().invoke(main, [*call, "--root", str(root)], input="Two lamps were lit.\n")
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)
    assert held(tmp_path / "moved") == before
    assert (root / path).is_symlink()


def found(files: list[str], folders: list[str] | None = None) -> list[Problem]:
    return list(file_names.check(Tree(tuple(files), tuple(folders or ())), seed_formats.endings()))


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        ([], ["seeds/2030A", "seeds/2030a"]),
        ([], ["seeds/x/Caf\u00e9", "seeds/x/Cafe\u0301"]),
        (["seeds/a.yml", "seeds/A.yml"], []),
        (["seeds/caf\u00e9.txt", "seeds/cafe\u0301.txt"], []),
        (["seeds/scan.pdf", "seeds/SCAN.pdf"], []),
        (["seeds/registry/terms.yml", "seeds/registry/Terms.yml"], []),
        (["seeds/registry/actors/tern.YAML", "seeds/registry/actors/tern.yaml"], []),
        ([], ["seeds/registry", "seeds/Registry"]),
    ],
)
def test_names_that_are_one_on_macos_or_windows_are_told_with_each_other(files: list[str], folders: list[str]) -> None:
    problems = found(files, folders)
    paths = [*files, *folders]
    assert {problem.path for problem in problems} == set(paths)
    assert {problem.kind for problem in problems} == {"unportable-name"}
    for problem in problems:
        assert all(path in problem.message for path in paths if path != problem.path)


def test_names_that_every_system_tells_apart_are_left_alone() -> None:
    assert not found(["seeds/a.txt", "seeds/a.yml", "seeds/b/a.pdf", "seeds/ä.pdf", "seeds/a.pdf"], ["seeds/b", "seeds/ß2"])


def test_two_files_of_one_id_are_told_as_that_and_once(tmp_path: Path) -> None:
    """By whoever reads ids; a file system that holds one of them only cannot show it."""
    assert not found(["seeds/a.txt", "seeds/A.txt", "seeds/registry/actors/x.yml", "seeds/registry/actors/X.yml"])
    make_seeds(tmp_path, {"seeds/x/a.txt": "One.", "seeds/y/A.txt": "Two."})
    assert [kind for _, kind in told(tmp_path)] == ["duplicate-id", "duplicate-id"]


@pytest.mark.parametrize("name", ["con", "Aux", "nul.d", "com1", "LPT9", "2031.", "2031 ", "a:b", "what?"])
def test_a_folder_that_windows_cannot_hold_is_an_error(name: str) -> None:
    [problem] = found([], [f"seeds/{name}"])
    assert (problem.path, problem.kind) == (f"seeds/{name}", "unportable-name")


@pytest.mark.parametrize("path", ["seeds/con.txt", "seeds/aux.md", "seeds/lamps..txt", "seeds/registry/actors/nul.yml"])
def test_an_id_that_windows_cannot_hold_is_an_error_with_a_better_one(tmp_path: Path, path: str) -> None:
    make_seeds(tmp_path, {path: "name: Tern\nkind: group\n"})
    [problem] = errors(archive.load(tmp_path).problems)
    assert (problem.path, problem.kind) == (path, "bad-id")
    assert "rename it to " in problem.hint


@pytest.mark.parametrize("path", ["seeds/registry/Terms.yml", "seeds/registry/people/a.yml", "seeds/registry/actors/a.yaml"])
def test_a_file_of_the_registry_that_nothing_reads_is_told(tmp_path: Path, path: str) -> None:
    make_seeds(tmp_path, {path: "name: Tern\nkind: group\n"})
    assert (path, "unread-file") in [(problem.path, problem.kind) for problem in archive.load(tmp_path).problems]


def test_a_folder_that_cannot_be_read_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeds in it would be missing from the site, and nobody would know."""
    make_seeds(root, {"seeds/a.txt": "A lamp.\n", "seeds/shut/b.txt": "Another lamp.\n"})
    scandir = os.scandir

    def shut(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", shut)
    found = archive.load(root)
    assert list(found.facts) == ["a"]
    assert ("seeds/shut", "unreadable") in {(problem.path, problem.kind) for problem in found.problems}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems hold no such names and have no such pipes")
def test_names_in_no_utf8_and_pipes_harm_no_build(root: Path) -> None:
    """Neither a text of an old disk nor a pipe that nobody writes into keeps the others from being published, or waits."""
    make_seeds(root, {"seeds/a.txt": "Kelp was counted.\n"})
    old = os.fsencode(root / "seeds") + b"/caf\xe9"
    Path(os.fsdecode(old)).mkdir()
    for name in (old + b".txt", old + b".pdf", old + b"/b.txt"):
        Path(os.fsdecode(name)).write_text("Lamps.\n")
    Path(os.fsdecode(old + b"-link.txt")).symlink_to(os.fsdecode(b"caf\xe9.txt"))
    os.mkfifo(root / "seeds/pipe")
    os.mkfifo(root / "seeds/pipe.txt")
    time.sleep(2 * fingerprints.JUST_NOW / 1e9)  # from now on what these files are may be kept
    for _ in range(2):
        result = CliRunner().invoke(main, ["build", "--root", str(root)])
        assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
        assert (root / "docs/briefings/a.md").exists()
    assert told(root) == [
        ("seeds/caf\udce9", "unportable-name"),
        ("seeds/caf\udce9-link.txt", "not-a-file"),
        ("seeds/caf\udce9.pdf", "unportable-name"),
        ("seeds/caf\udce9.txt", "bad-id"),
        ("seeds/pipe.txt", "not-a-file"),
    ]
