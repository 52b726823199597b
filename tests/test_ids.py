"""Ids: which names can be permanent addresses, and what to rename the others to."""

from pathlib import Path

import pytest
from archives import make_seeds

from generator import archive
from generator.disk import ids


@pytest.mark.parametrize(
    "identifier",
    [
        "a",
        "console",
        "com10",
        "a.con",
        "html",
        "a.htm",
        "000_535efacda7bc178e",
        "2031-10-04_talks.v2",
        "беседа",
        "بيان",
        "_draft",
        "x" * 100,
        "é",
    ],
)
def test_good_ids(identifier: str) -> None:
    """Letters and digits of any script, dots, dashes and underscores make an address that stays."""
    assert ids.why_bad(identifier) == ""


@pytest.mark.parametrize(
    ("identifier", "better"),
    [
        ("Read me", "Read-me"),
        ("index", "index-text"),
        ("README", "README-text"),
        ("Archive", "Archive-text"),
        (".hidden", "hidden"),
        ("x" * 101, "x" * 100),
        ("漢" * 84, "漢" * 81),
        ("a/b?c#d%e", "a-b-c-d-e"),
        ("e\u0301", "\u00e9"),
        ("a\u202eb", "a-b"),
        ("?", "text"),
        ("CON", "CON-text"),
        ("nul.v2", "nul-text.v2"),
        ("com1." + "x" * 96, "com1-text." + "x" * 90),
        ("lpt¹", "lpt¹-text"),
        ("talks.", "talks"),
        ("talks.html", "talks"),
        ("talks.HTML.html", "talks"),
        (".html", "text"),
        ("x" * 100 + ".html", "x" * 100),
        ("", "text"),
    ],
)
def test_bad_ids_get_a_name_that_is_good(identifier: str, better: str) -> None:
    """Whoever is told to rename a file is told a name that will be taken."""
    assert ids.why_bad(identifier)
    assert ids.better(identifier) == better
    assert ids.why_bad(ids.better(identifier)) == ""


@pytest.mark.parametrize("folder", ["seeds", "seeds/registry/actors"])
def test_a_rename_is_to_a_name_that_nothing_has(root: Path, folder: str) -> None:
    """Whoever follows it would put one text in the place of another, or be told of the next error."""
    ending, words = ("txt", "She ate.") if folder == "seeds" else ("yml", "{name: A, kind: state}")
    names = ["a b", "A,b", "A-B", "c d"]
    found = archive.load(make_seeds(root, {f"{folder}/{name}.{ending}": words for name in names}))
    hints = {problem.path: problem.hint for problem in found.problems if problem.kind == "bad-id"}
    told = {f"{folder}/A,b": "A-b-2", f"{folder}/a b": "a-b-3", f"{folder}/c d": "c-d"}
    assert hints == {f"{path}.{ending}": f"rename it to {name}.{ending}" for path, name in told.items()}


def test_a_rename_in_the_registry_is_to_no_word_of_editors_files(root: Path) -> None:
    found = archive.load(make_seeds(root, {"seeds/registry/actors/none.yml": "{name: A, kind: state}"}))
    assert [problem.hint for problem in found.problems if problem.kind == "bad-id"] == ["rename it to none-2.yml"]


def test_names_of_pages_are_told_and_stop_nobody_else(tmp_path: Path) -> None:
    """A folder `statement.html` would pass for a page when the site is finished."""
    files = {
        "seeds/statement.html.txt": "A lamp.\n",
        "seeds/talks.txt": "A lamp was lit.\n",
        "seeds/talks.yml": "formerly: [old.html]\n",
        "seeds/registry/actors/marrow.html.yml": "name: Ilsa Marrow\nkind: person\n",
    }
    loaded = archive.load(make_seeds(tmp_path, files))
    assert list(loaded.briefings) == ["talks"]
    assert {problem.path for problem in loaded.problems if problem.kind == "bad-id"} == {*files} - {"seeds/talks.txt"}
