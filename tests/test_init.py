"""A new archive stands on its own: checked and built with nothing but the package."""

import os
import shutil
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from importlib.metadata import PathDistribution, version
from pathlib import Path

import pytest
from archives import PROJECT, SAMPLE, make_seeds
from click.testing import CliRunner, Result

from generator import archive
from generator.cli import main
from generator.editing import new_archive
from generator.writing import docs_folder

BARE = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | {"NO_MKDOCS_2_WARNING": "1"}


def init(folder: Path) -> Result:
    return CliRunner().invoke(main, ["init", str(folder)])


def mkdocs(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=folder, env=BARE, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive just started."""
    folder = tmp_path_factory.mktemp("somewhere") / "harbour papers"
    assert init(folder).exit_code == 0
    return folder


def test_an_empty_archive_is_checked_and_built(fresh: Path, tmp_path: Path) -> None:
    """Strictly, and by its own copy of the theme; only the address for corrections is asked for."""
    folder = shutil.copytree(fresh, tmp_path / "archive")
    checked = CliRunner().invoke(main, ["check", "--root", str(folder)])
    assert (checked.exit_code, checked.output.count("notice: ")) == (0, 1)
    assert "[no-contact]" in checked.output
    built = mkdocs(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "Harbour papers" in page
    assert (folder / "site/assets/archive.css").exists()
    assert str(PROJECT) not in (folder / "mkdocs.yml").read_text(encoding="utf-8")


def test_its_pages_speak_of_nobody_in_another_archive(fresh: Path) -> None:
    """What they say of the project's own briefing would be untrue of an archive that does not have it."""
    said = "".join(page.read_text(encoding="utf-8") for page in (fresh / "docs").glob("*.md"))
    names = {actor.name.text for actor in archive.load(PROJECT).registry.actors.values()}
    assert names
    assert sorted(name for name in names if name in said) == []


def test_a_full_archive_is_built_and_git_passes_over_what_is_generated(fresh: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(fresh, tmp_path / "archive")
    make_seeds(folder, SAMPLE)
    built = mkdocs(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    ignored = (folder / ".gitignore").read_text(encoding="utf-8").split()
    generated = [f"/docs/{path}" for path in docs_folder.listed(folder / "docs")]
    assert not [p for p in generated if not any(fnmatch(p, f"{line}*" if line.endswith("/") else line) for line in ignored)]
    written = {f"/docs/{name}.md" for name in ("about", "contribute", "format", "method")}
    assert not written & {line for line in ignored if not line.endswith("/")}


def test_the_first_text_can_be_added_as_the_readme_says(fresh: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(fresh, tmp_path / "archive")
    assert "briefings new FILE" in (folder / "README.md").read_text(encoding="utf-8")
    done = CliRunner().invoke(main, ["new", "-", "--root", str(folder)], input="Two lamps were lit in Eelwick.\n")
    assert done.exit_code == 0
    assert list((folder / "seeds").glob("000_*.txt"))


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody on Windows has it by default: it turns line ends round."""
    settings = ("core.autocrlf=true", "user.name=Ada", "user.email=ada@example.org")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def cloned(folder: Path, to: Path) -> dict[str, bytes]:
    """Commit all that git does not pass over in a folder, and return the files of a clone."""
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=All")
    git(folder, "clone", "--quiet", str(folder), str(to))
    return {path: raw for path, raw in _files(to).items() if not path.startswith(".git/")}


def test_a_clone_has_the_bytes_that_were_received(fresh: Path, tmp_path: Path) -> None:
    """Git that turns line ends round, as on Windows, would give seeds other hashes, and `verify` would cry tampering."""
    folder, texts = shutil.copytree(fresh, tmp_path / "archive"), {}
    for name, text in {
        "unix": b"One lamp.\n",
        "windows": b"Two lamps.\r\nA third.\r\n",
        "mixed": b"A lamp.\n\nAnother.\r\n",
    }.items():
        (tmp_path / name).write_bytes(text)
        done = CliRunner().invoke(main, ["new", str(tmp_path / name), "--id", name, "--root", str(folder)])
        assert done.exit_code == 0, done.output
        texts[f"seeds/{name}.txt"] = text
    before = _files(folder)
    after = cloned(folder, tmp_path / "clone")
    assert {path: after[path] for path in texts} == texts
    assert after == before
    hashes = [
        {name: facts.seed.sha256 for name, facts in archive.load(root).facts.items()} for root in (folder, tmp_path / "clone")
    ]
    assert hashes[0] == hashes[1]


def test_a_clone_of_the_project_has_its_bytes(tmp_path: Path) -> None:
    """Or a page's script and the pages of an archive would have other bytes where git turns line ends round."""
    named = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout.split(
        "\0"
    )
    before = {path: (PROJECT / path).read_bytes() for path in named if (PROJECT / path).is_file()}
    make_seeds(tmp_path / "project", before)
    assert cloned(tmp_path / "project", tmp_path / "clone") == before


def test_make_builds_it_and_greets_nobody_with_a_notice_of_the_engine(fresh: Path, tmp_path: Path) -> None:
    """A build that fails leaves the last good site as it was."""
    folder = shutil.copytree(fresh, tmp_path / "archive")
    assert "make serve" in (folder / "README.md").read_text(encoding="utf-8")
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/.made").touch()
    for name in ("python", "briefings"):
        program = folder / ".venv/bin" / name
        program.write_text(f'#!/bin/sh\nexec "{Path(sys.executable).parent / name}" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    bare = {key: value for key, value in BARE.items() if key != "NO_MKDOCS_2_WARNING"}

    def make(target: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(["make", target], cwd=folder, env=bare, capture_output=True, text=True, check=False)

    built = make("build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "end of life" not in built.stderr
    before = (folder / "site/index.html").read_bytes()
    (folder / "seeds/empty.txt").touch()
    assert make("build").returncode != 0
    assert (folder / "site/index.html").read_bytes() == before


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ("", "annotated-briefings==2.0"),
        ('{"url": "file:///home/ada/project", "dir_info": {}}', "annotated-briefings==2.0"),
        (
            '{"url": "https://example.org/a.git", "vcs_info": {"vcs": "git", "commit_id": "0123abc"}}',
            "annotated-briefings @ git+https://example.org/a.git@0123abc",
        ),
    ],
)
def test_whoever_installs_it_again_gets_the_same_package(tmp_path: Path, origin: str, line: str) -> None:
    """And no folder of this computer's is published."""
    (tmp_path / "METADATA").write_text("Name: annotated-briefings\nVersion: 2.0\n", encoding="utf-8")
    if origin:
        (tmp_path / "direct_url.json").write_text(origin, encoding="utf-8")
    assert new_archive.requirement(PathDistribution(tmp_path)) == line


def test_it_pins_the_package_and_every_file_has_its_name(fresh: Path) -> None:
    assert (fresh / "requirements.txt").read_text(
        encoding="utf-8"
    ) == f"annotated-briefings=={version('annotated-briefings')}\n"
    assert "# Harbour papers\n" in (fresh / "README.md").read_text(encoding="utf-8")
    texts = [file for file in fresh.rglob("*") if file.suffix in (".md", ".yml", ".txt") and "fonts" not in file.parts]
    assert not [file for file in texts if "{name}" in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", ["seeds/a.txt", ".hidden", "a folder/"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "full"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).mkdir() if name.endswith("/") else (folder / name).write_text("Mine.", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    result = init(folder)
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert sorted(folder.rglob("*")) == before


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Mine.", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "archive"):
        result = init(folder)
        assert result.exit_code in (1, 2)
        assert isinstance(result.exception, SystemExit)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "Mine."


@pytest.mark.parametrize("name", ["empty", 'Ænder & Co. "quoted": #1', "2031"])
def test_an_empty_folder_of_any_name_will_do(tmp_path: Path, name: str) -> None:
    """Git may have been there first."""
    (tmp_path / name / ".git").mkdir(parents=True)
    assert init(tmp_path / name).exit_code == 0
    assert CliRunner().invoke(main, ["build", "--root", str(tmp_path / name)]).exit_code == 0


def test_the_package_that_is_built_has_all_it_needs(tmp_path: Path) -> None:
    """Without the project's folder beside it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=PROJECT, env=BARE, capture_output=True, check=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    code = "import sys; sys.path.insert(0, 'installed'); from generator.cli import main; main(['init', 'archive'])"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=BARE, check=True, capture_output=True)
    assert init(tmp_path / "from the project" / "archive").exit_code == 0
    assert _files(tmp_path / "archive") == _files(tmp_path / "from the project" / "archive")


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
