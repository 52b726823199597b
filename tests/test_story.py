"""The whole story of a pull request, in a git repository of its own; and ten that mean harm."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import SAMPLE, make_seeds
from click.testing import CliRunner, Result

from generator.cli import main

LETTER = (
    "Letter from Saltmouth\n\n"
    "Foreign Minister Ilsa Marrow met Dorrit Fenwick of the Lamp Guild in Saltmouth. [Citation: Harbour Wire]\n\n"
    "Fenwick said that every lamp was counted. [Citation: Guild papers]\n"
)


@pytest.fixture
def repository(root: Path) -> Path:
    """Return a repository with the sample's seeds on `main`, and a branch for a change."""
    make_seeds(root, SAMPLE)
    _git(root, "init", "-q", "-b", "main")
    _git(root, "config", "user.email", "a@example.org")
    _git(root, "config", "user.name", "A contributor")
    _commit(root, "The archive")
    _git(root, "checkout", "-q", "-b", "change")
    return root


def _git(root: Path, *words: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(["git", *words], cwd=root, env=environment, capture_output=True, text=True, check=True).stdout


def _commit(root: Path, words: str) -> None:
    _git(root, "add", "-A", "seeds")
    _git(root, "commit", "-q", "-m", words)


def _briefings(root: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)], input=given)


def test_from_a_bare_text_to_a_published_page(repository: Path) -> None:
    """New seed, problems, fixes, review, merge, build: each step says what the next one is."""
    added = _briefings(repository, "new", "-", "--id", "saltmouth-letter", given=LETTER)
    assert added.exit_code == 0, added.output
    assert (repository / "seeds/saltmouth-letter.txt").read_text(encoding="utf-8") == LETTER

    edits = repository / "seeds/saltmouth-letter.yml"
    written = edits.read_text(encoding="utf-8")
    edits.write_text(f"{written}perod: 2033-05-02\n", encoding="utf-8")
    slipped = _briefings(repository, "check")
    assert slipped.exit_code == 1
    assert "did you mean “period”?" in slipped.output
    edits.write_text(f"{written}period: 2033-05-02\nrights: not known\n", encoding="utf-8")
    assert _briefings(repository, "check").exit_code == 0

    assert "saved in seeds/registry/actors/" in _briefings(repository, "suggest", "saltmouth-letter", "--write").output
    draft = repository / "seeds/registry/actors/dorrit-fenwick.yml"
    draft.write_text("name: Dorrit Fenwick\nkind: person\ndescription: Of the Lamp Guild.\n", encoding="utf-8")
    assert (
        "Dorrit Fenwick” is dorrit-fenwick, by the rule “name”" in _briefings(repository, "explain", "saltmouth-letter").output
    )

    review = _briefings(repository, "review", "--base", "main")
    assert review.exit_code == 0, review.output
    assert "Adds 1 briefing" in review.output
    assert "Must fix: 0" in review.output

    _commit(repository, "A letter from Saltmouth")
    _git(repository, "checkout", "-q", "main")
    _git(repository, "merge", "-q", "--no-edit", "change")
    assert _briefings(repository, "build").exit_code == 0
    page = (repository / "docs/briefings/saltmouth-letter.md").read_text(encoding="utf-8")
    assert "[Dorrit Fenwick](../actors/dorrit-fenwick.md)" in page
    assert "every lamp was counted" in (repository / "docs/actors/dorrit-fenwick.md").read_text(encoding="utf-8")


def _files(files: dict[str, str | bytes]) -> Callable[[Path], object]:
    return lambda root: make_seeds(root, {f"seeds/{path}": content for path, content in files.items()})


def _link(root: Path) -> None:
    (root / "seeds/evil.txt").symlink_to("/etc/hostname")


BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
HOSTILE: dict[str, Callable[[Path], object]] = {
    "a program": _files({"evil.txt": b"\x7fELF\x02\x01\0\0\0\0" * 50}),
    "nothing": _files({"evil.txt": b""}),
    "fifty megabytes": _files({"evil.txt": b"a" * 50_000_000}),
    "another encoding": _files({"evil.txt": "Die Übergabe der Leuchttürme begann früh.\n".encode("cp1252")}),
    "a tab in the registry": _files({"registry/actors/evil.yml": "name: Evil\n\tkind: person\n"}),
    "a key twice": _files({"registry/actors/evil.yml": "name: Evil\nname: Worse\nkind: person\n"}),
    "a key that is none": _files({"registry/actors/evil.yml": "name: Evil\nkind: person\nscript: alert(1)\n"}),
    "an alias bomb": _files({"registry/actors/evil.yml": BOMB}),
    "one id twice": _files({"x/strait-visit.txt": "Other.\n"}),
    "a link out of the archive": _link,
    "a live title": _files(
        {
            "evil.txt": "Nobody came.\n",
            "evil.yml": "title: '<img src=x onerror=alert(1)> @everyone [x](http://evil.example)'\nperod: 1\n",
        }
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_pull_request_that_means_harm_harms_nobody(repository: Path, name: str) -> None:
    """It has a clear error, in its own files; every other briefing is published as before; its review is inert."""
    _briefings(repository, "build")
    before = {file.name for file in (repository / "docs/briefings").glob("*.md")}
    HOSTILE[name](repository)

    found = json.loads(_briefings(repository, "check", "--format", "json").stdout)
    errors = [problem for problem in found if problem["level"] == "error"]
    assert errors
    assert all(problem["message"] and problem["hint"] for problem in errors)
    innocent = {"seeds/strait-visit.txt"} if name == "one id twice" else set()
    assert {problem["path"] for problem in errors} - innocent <= {
        f"seeds/{path}" for path in ("evil.txt", "evil.yml", "registry/actors/evil.yml", "x/strait-visit.txt")
    }

    assert _briefings(repository, "build").exit_code == 1
    assert before <= {file.name for file in (repository / "docs/briefings").glob("*.md")}
    review = _briefings(repository, "review", "--base", "main", "--format", "markdown")
    assert review.exit_code == 1
    outside_code = "".join(review.stdout.split("`")[::2])
    assert not any(live in outside_code for live in ("<img", "@everyone", "](http"))
