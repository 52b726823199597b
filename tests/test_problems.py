"""Problems in the forms that tools read."""

import json

from generator import problems
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
