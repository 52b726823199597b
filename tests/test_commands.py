"""What the commands say when something is odd: where they are called from, what cannot be written, what is not there."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import make_archive, make_seeds
from click.testing import CliRunner, Result

from generator.cli import main
from generator.disk.locks import Lock
from generator.publishing import site_build
from generator.writing import docs_folder

SEEDS = {"seeds/archive.yml": "contact: a@example.org\n", "seeds/ferry.txt": "Nobody came.\n"}


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_from_a_folder_inside_the_archive_the_way_out_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_seeds(root, SEEDS) / "seeds")
    result = _run("check")
    assert result.exit_code == 2
    assert f"Did you mean --root {root.resolve()}?" in result.output


def test_what_cannot_be_written_is_told_and_no_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **_named: object) -> None:
        raise OSError(28, "No space left on device", "docs/index.md")

    monkeypatch.setattr(docs_folder, "_write", full)
    result = _run("build", "--root", str(make_seeds(root, SEEDS)))
    assert result.exit_code == 2
    assert "docs/ cannot be written: docs/index.md: No space left on device." in result.output


def test_explain_has_a_line_for_each_name_and_counts_lines_as_reports_do(root: Path) -> None:
    """A name may go on in the next line, and a form feed of an old wire text is no end of a line."""
    files = {"seeds/registry/actors/ilsa.yml": "name: Ilsa Marrow\nkind: person\n"}
    make_seeds(root, {**files, "seeds/a.txt": "The lamps\x0cwere lit by Ilsa\nMarrow and went\nout.\n"})
    told = _run("explain", "a", "--root", str(root)).output
    assert told == "a:1 ¶1: “Ilsa Marrow” is ilsa, by the rule “name” (Ilsa Marrow)\n"
    assert "it has 1 to 3" in _run("explain", "a:4", "--root", str(root)).output


def test_explain_takes_a_path_as_reports_give_it_and_says_that_nothing_is_linked(root: Path) -> None:
    make_seeds(root, SEEDS)
    assert _run("explain", "seeds/ferry.txt", "--root", str(root)).output == "Nothing is linked there, and nothing is open.\n"
    assert "it has 1 to 1" in _run("explain", "ferry:2", "--root", str(root)).output


def test_a_name_that_several_briefings_have_is_one_file(root: Path) -> None:
    """Its file is shown once and counted once, whether it is saved now or was before."""
    texts = {f"seeds/{name}.txt": f"Mira Solberg came to the {name}.\n" for name in ("ferry", "harbour", "tower")}
    archive = str(make_seeds(root, texts))
    told = _run("suggest", "--write", "--root", archive).output
    assert told.count("name: Mira Solberg") == 1
    assert told.count("mira-solberg.yml: as above") == 2
    assert "3 suggestions." in told
    assert told.endswith("1 saved in seeds/registry/actors/: review each, then take `draft: true` out.\n")
    assert _run("suggest", "--write", "--root", archive).output.endswith("1 has a file of that name already.\n")


def test_a_site_is_published_by_one_at_a_time(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two at once would mix their search indexes, and one could finish a site that `briefings site` is exchanging."""
    site = tmp_path_factory.mktemp("site")
    (site / "index.html").write_text("<p>A page.")
    turn = Lock(make_seeds(root, SEEDS) / "docs" / site_build.LOCK)
    try:
        result = _run("publish", str(site), "--root", str(root))
    finally:
        turn.end()
    assert result.exit_code == 2
    assert "Another build of this archive is running" in result.output
    assert [file.name for file in site.iterdir()] == ["index.html"]


def test_publishing_a_folder_without_a_page_is_wrong_usage(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = tmp_path_factory.mktemp("no-site")
    result = _run("publish", str(site), "--root", str(make_seeds(root, SEEDS)))
    assert result.exit_code == 2
    assert f"There is no page in {site}." in result.output


def _without_rights(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Return what a command says to somebody whom a folder's rights bind, as they do not bind root."""

    def bound() -> None:
        for reads_all in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH; 24 is PR_CAPBSET_DROP
            ctypes.CDLL(None).prctl(24, reads_all, 0, 0, 0)

    command = [sys.executable, *words]
    return subprocess.run(command, cwd=root, preexec_fn=bound, capture_output=True, text=True, check=False)


@pytest.fixture(params=["seeds", "seeds/registry"])
def closed(root: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """Return an archive, and the folder of it into which nobody may look."""
    make_archive(root, {**SEEDS, "seeds/registry/actors/ilsa.yml": "name: Ilsa Marrow\\nkind: person\\n"})
    folder: str = request.param
    (root / folder).chmod(0)
    if not _without_rights(root, "-c", f"__import__('os').listdir({folder!r})").returncode:
        pytest.skip("nothing here takes the right to read from a program")
    yield root, folder
    (root / folder).chmod(0o755)


@pytest.mark.parametrize("command", ["build", "check", "suggest"])
def test_a_folder_that_nobody_may_look_into_is_told(closed: tuple[Path, str], command: str) -> None:
    """By its name, and without a traceback; without seeds/ itself a build would take every page away."""
    root, folder = closed
    done = _without_rights(root, str(Path(sys.executable).with_name("briefings")), command)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    if folder == "seeds":
        assert (done.returncode, "briefings: seeds/ cannot be read: Permission denied." in said) == (2, True)
    elif command != "suggest":
        assert (done.returncode, "seeds/registry: error: This folder cannot be read" in said) == (1, True)


def test_mkdocs_blames_the_seeds_that_nobody_may_look_into(closed: tuple[Path, str]) -> None:
    root, folder = closed
    done = _without_rights(root, "-m", "mkdocs", "build", "--strict")
    assert done.returncode == 1
    assert ("seeds/ cannot be read" in done.stderr) == (folder == "seeds")
    assert "docs/ cannot be written" not in done.stderr
