"""What an archive costs grows with its size and not faster, whatever stands in it: steps are counted, not seconds."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from archives import made, make_seeds
from engine import html_of_page

from generator import archive
from generator.archive import Archive
from generator.publishing import proof
from generator.suggesting import suggestions

Seeds = dict[str, str]

ACTOR = {"seeds/registry/actors/marrow.yml": "name: Ilsa Marrow\nkind: person\nfamily_name: Marrow\n"}
WIRE = {"seeds/registry/sources/wire.yml": "name: Harbour Wire\n"}


def _text(words: str) -> Seeds:
    return {"seeds/a.txt": words, **ACTOR, **WIRE}


def _markdown(words: str) -> Seeds:
    return {"seeds/a.md": words, **ACTOR, **WIRE}


def _edited(edits: dict[str, Any], words: str) -> Seeds:
    return {**_text(words), "seeds/a.yml": json.dumps(edits)}


def _lamps(n: int) -> str:
    return "".join(f"Lamp {at} was lit by Ilsa Marrow. [Citation: label {at}]\n\n" for at in range(n))


GROWING: dict[str, tuple[int, Callable[[int], Seeds]]] = {
    "nested brackets": (400, lambda n: _text("[" * n + "Citation: a" + "]" * n)),
    "nested markers": (100, lambda n: _text("[Citation: a " * n + "]" * n)),
    "markers that never close": (200, lambda n: _text("[Citation: a " * n)),
    "one label again and again": (100, lambda n: _text("A lamp. [Citation: Harbour Wire] " * n)),
    "labels": (50, lambda n: _text(_lamps(n))),
    "a long line": (2000, lambda n: _text("lamp " * n)),
    "sentences that name": (100, lambda n: _text("Ilsa Marrow came. " * n)),
    "sentences that name and cite": (50, lambda n: _text("Ilsa Marrow came [Citation: Harbour Wire]. " * n)),
    "names in Markdown": (50, lambda n: _markdown("*Ilsa* Marrow **came**. " * n)),
    "quotation marks": (200, lambda n: _text("“" * n + "a" + "”" * n)),
    "paragraphs": (100, lambda n: _text("A lamp was lit.\n\n" * n)),
    "quotes in Markdown": (100, lambda n: _markdown("> " * n + "a")),
    "lists in Markdown": (40, lambda n: _markdown("- " * n + "a")),
    "list items in Markdown": (50, lambda n: _markdown("- a\n" * n)),
    "rows in Markdown": (50, lambda n: _markdown("| a | b |\n|---|---|\n" + "| c | [Citation: Harbour Wire] |\n" * n)),
    "emphasis in Markdown": (100, lambda n: _markdown("*a **b " * n)),
    "emphasis in emphasis beside a link": (
        100,
        lambda n: _markdown("[a](http://b.example/) " + "*_a " * n + "b" + " a_*" * n),
    ),
    "links in Markdown": (50, lambda n: _markdown("[a](http://lamp.example/) " * n)),
    "cited links in Markdown": (
        40,
        lambda n: _markdown("[a](http://b.example/) Marrow [Citation: [b](http://c.example/)] " * n),
    ),
    "links that never close": (100, lambda n: _markdown("[a](" * n)),
    "brackets in Markdown": (100, lambda n: _markdown("[" * n + "]" * n)),
    "ticks": (100, lambda n: _markdown("".join("`" * (1 + at % 9) + " a " for at in range(n)))),
    "code in Markdown": (100, lambda n: _markdown("".join(f"    code {at}\n" for at in range(n)))),
    "front matter": (50, lambda n: _markdown("---\n" + "".join(f"key{at}: a\n" for at in range(n)) + "---\nA lamp.\n")),
    "notes": (30, lambda n: _edited({"notes": [{"quote": f"Lamp {at} was", "note": "a"} for at in range(n)]}, _lamps(n))),
    "notes on nothing": (
        50,
        lambda n: _edited({"notes": [{"quote": f"No {at}", "note": "a"} for at in range(n)]}, "A lamp.\n"),
    ),
    "notes on one paragraph": (
        40,
        lambda n: _edited(
            {"notes": [{"quote": f"({at})", "note": "a"} for at in range(n)]}, "".join(f"A lamp ({at}). " for at in range(n))
        ),
    ),
    "readings": (40, lambda n: _edited({"citations": {f"label {at}": {"basis": "a"} for at in range(n)}}, _lamps(n))),
    "rulings": (
        40,
        lambda n: _edited(
            {"actors": [{"quote": f"Lamp {at} was lit by Ilsa", "exact": "Ilsa", "actor": "marrow"} for at in range(n)]},
            _lamps(n),
        ),
    ),
    "aliases": (
        50,
        lambda n: {
            "seeds/a.txt": "A lamp. " * 20,
            "seeds/registry/actors/a.yml": json.dumps(
                {"name": "Lamp", "kind": "group", "aliases": [f"Lamp {at}" for at in range(n)]}
            ),
        },
    ),
    "persons of one name": (
        20,
        lambda n: {
            "seeds/a.txt": "Ilsa Marrow met Marrow.\n" * 5,
            **{f"seeds/registry/actors/m{at}.yml": f"name: Ilsa Marrow\nkind: person\nformerly: [o{at}]\n" for at in range(n)},
        },
    ),
    "abbreviations": (
        40,
        lambda n: {
            "seeds/a.txt": "".join(f"The LM{at} lamp. " for at in range(n)),
            "seeds/registry/terms.yml": json.dumps({f"LM{at}": "a lamp" for at in range(n)}),
        },
    ),
    "abbreviations that are names": (
        40,
        lambda n: {
            "seeds/a.txt": "HC met on LM. " * n,
            "seeds/registry/actors/council.yml": "name: Harbour Council\nkind: organisation\naliases: [HC]\n",
            "seeds/registry/terms.yml": "HC: Harbour Council\nLM: a lamp\n",
        },
    ),
    "files that can have no id": (200, lambda n: {f"seeds/{at}/readme.txt": "A lamp.\n" for at in range(n)}),
    "briefings that name one person": (
        20,
        lambda n: {
            **ACTOR,
            **{f"seeds/s{at}.txt": f"Ilsa Marrow lit lamp {at}. [Citation: Harbour Wire]\n" for at in range(n)},
        },
    ),
}


DEEP = {
    "a file's size": ({"seeds/a.txt": "lamp " * 1_600_001}, "too-large"),
    "an editors' file's size": ({"seeds/a.txt": "A lamp.", "seeds/a.yml": "title: " + "lamp " * 1_600_000}, "too-large"),
    "YAML": ({"seeds/a.txt": "A lamp.", "seeds/a.yml": "notes: " + "[" * 100_000}, "yaml"),
    "YAML in front matter": ({"seeds/a.md": "---\n" + "{" * 100_000 + "\n---\nA lamp.\n"}, "yaml"),
    "YAML that grows when it is read": (
        {"seeds/a.txt": "A lamp.", "seeds/a.yml": "a: &a [b, b]\n" + "".join(f"x{n}: &x{n} [*a, *a]\n" for n in range(99))},
        "yaml",
    ),
    "quotes in Markdown": ({"seeds/a.md": "A lamp.\n\n" + "> " * 20 + "was lit"}, "too-deep"),
    "lists in Markdown": ({"seeds/a.md": "A lamp.\n\n" + "- " * 10 + "was lit"}, "too-deep"),
    "an id": ({f"seeds/{'a' * 101}.txt": "A lamp."}, "bad-id"),
}


@pytest.mark.parametrize(("seeds", "kind"), DEEP.values(), ids=DEEP)
def test_what_is_past_a_limit_is_told_once_and_harms_no_other(root: Path, seeds: Seeds, kind: str) -> None:
    found = archive.load(make_seeds(root, {**seeds, "seeds/other.txt": "Another lamp.\n"}))
    assert [problem.kind for problem in found.problems if problem.level == "error"] == [kind]
    assert "other" in found.briefings


@pytest.mark.parametrize(
    "words", ["> " * 19 + "was lit", "- " * 9 + "was lit", "1. " * 9 + "was lit", "*" * 90 + "lit" + "*" * 90]
)
def test_what_is_at_a_limit_is_on_the_page(root: Path, words: str) -> None:
    found = archive.load(make_seeds(root, {"seeds/a.md": words}))
    shown = proof.text_of_page(html_of_page(made(found, "briefings/a.md")["briefings/a.md"]))
    assert shown == proof.text_of_seed(found.briefings["a"]) == words.strip("*").split(". ")[-1].split("> ")[-1].split("- ")[-1]


def _steps(root: Path, seeds: Seeds, make: Callable[[Archive], object] = made) -> int:
    """Return how many lines of the program and its libraries run to make an archive's pages, or something else of it."""
    steps = 0

    def count(_frame: FrameType, _event: str, _found: object) -> Callable[..., Any]:
        nonlocal steps
        steps += 1
        return count

    make_seeds(root, seeds)
    before = sys.gettrace()
    sys.settrace(count)
    try:
        make(archive.load(root))
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(("size", "seeds"), GROWING.values(), ids=GROWING)
def test_twice_as_much_costs_twice_as_much(root: Path, size: int, seeds: Callable[[int], Seeds]) -> None:
    """Of what is added when an archive doubles and doubles again, the second is about twice the first, not four times."""
    _steps(root / "warm", seeds(3))
    one, two, four = (_steps(root / f"{times}", seeds(times * size)) for times in (1, 2, 4))
    assert four - two < 2.5 * (two - one) + 2000


@pytest.mark.parametrize("words", ["Ilsa Marrow came by. ", "Orla Vane came. ", "A lamp. [Citation: Orla Vane] "])
def test_twice_as_many_names_to_suggest_cost_twice_as_much(root: Path, words: str) -> None:
    def suggest(found: Archive) -> None:
        suggestions.of_briefing(found.briefings["a"], found.registry)

    _steps(root / "warm", _text(words), suggest)
    one, two, four = (_steps(root / f"{times}", _text(words * 50 * times), suggest) for times in (1, 2, 4))
    assert four - two < 2.5 * (two - one) + 2000


def test_problems_of_one_line_hold_it_once(root: Path) -> None:
    """A text may be one line of megabytes, with thousands of problems: each with a line of its own filled the memory."""
    found = archive.load(make_seeds(root, {"seeds/a.txt": "Lamps\n" + "was lit [Citation: a " * 50 + "\nin Saltmouth\n"}))
    lines = [problem.excerpt for problem in found.problems if problem.kind == "unclosed-marker"]
    assert len(lines) == 50
    assert all(line is lines[0] and line.startswith("was lit") for line in lines)
