"""Problems in the forms that tools read."""

import json
from datetime import UTC, datetime
from pathlib import Path

from archives import make_seeds
from click.testing import CliRunner

from generator import problems
from generator.cli import main
from generator.problems import Problem

NASTY = Problem("seeds/a,b:c.yml", 3, 7, "bad-date", "50 % of “x”\nis no date.", "write: a, b", "date: 50 %", 4)
WHOLE = Problem("seeds/c.txt", 0, 0, "no-date", "No date.")


def test_github_shows_it_beside_the_line() -> None:
    """A pull request's reader sees the words at the file and line; no message can end the command or forge another."""
    assert problems.as_github([NASTY, WHOLE]) == (
        "::error file=seeds/a%2Cb%3Ac.yml,line=3,col=7,title=bad-date::50 %25 of “x”%0Ais no date. Fix: write: a, b\n"
        "::notice file=seeds/c.txt,title=no-date::No date.\n"
    )


def test_json_is_one_array() -> None:
    """A tool gets one array whatever was found, with what a person would read."""
    assert json.loads(problems.as_json([])) == []
    first, second = json.loads(problems.as_json([NASTY, WHOLE]))
    assert first == {
        "level": "error",
        "kind": "bad-date",
        "path": "seeds/a,b:c.yml",
        "line": 3,
        "column": 7,
        "message": "50 % of “x”\nis no date.",
        "hint": "write: a, b",
    }
    assert (second["level"], second["line"]) == ("notice", 0)


def test_the_carets_stand_under_the_words() -> None:
    """In a long line the window moves along, so that the words meant are seen and marked, and controls do no harm."""
    problem = Problem("a.txt", 1, 501, "bad-date", "Words.", "", "x" * 500 + "\x1b[31m" + "y" * 500, 4)
    _, line, carets = problems.as_text([problem]).splitlines()
    assert len(line) < 120
    assert line[carets.index("^") :].startswith(" [31m")
    assert carets.count("^") == 4


def test_counts_are_in_words() -> None:
    """The last line of every command says how many there are of each level."""
    assert problems.counted([NASTY, WHOLE, WHOLE]) == "1 error, 2 notices"
    assert problems.counted([]) == "no errors, no notices"


def test_stale_lists_what_nobody_checked_for_two_years(tmp_path: Path) -> None:
    """An editor who looks after the registry gets the entries to look at again, and the pull request's check does not."""
    entry = "name: {}\nkind: person\nchecked: {}\n"
    root = make_seeds(
        tmp_path,
        {
            "seeds/archive.yml": "contact: a@example.org\n",
            "seeds/registry/actors/marrow.yml": entry.format("Ilsa Marrow", "2001-05-02"),
            "seeds/registry/actors/quill.yml": entry.format("Odo Quill", datetime.now(UTC).date()),
            "seeds/registry/sources/wire.yml": "name: Quay Wire\nchecked: 2001-05\n",
        },
    )
    assert _kinds(root) == []
    assert _kinds(root, "--stale") == [
        ("stale", "seeds/registry/actors/marrow.yml"),
        ("stale", "seeds/registry/sources/wire.yml"),
    ]


def _kinds(root: Path, *options: str) -> list[tuple[str, str]]:
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--format", "json", *options])
    assert result.exit_code == 0
    return [(problem["kind"], problem["path"]) for problem in json.loads(result.stdout)]
