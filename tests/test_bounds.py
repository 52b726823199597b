"""What an archive costs grows with its size and not faster, whatever stands in it: steps are counted, not seconds."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from archives import made, make_seeds

from generator import archive

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
    "links in Markdown": (50, lambda n: _markdown("[a](http://lamp.example/) " * n)),
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
    "briefings that name one person": (
        20,
        lambda n: {
            **ACTOR,
            **{f"seeds/s{at}.txt": f"Ilsa Marrow lit lamp {at}. [Citation: Harbour Wire]\n" for at in range(n)},
        },
    ),
}


def _steps(root: Path, seeds: Seeds) -> int:
    """Return how many lines of the program and its libraries run to make an archive's pages."""
    steps = 0

    def count(_frame: FrameType, _event: str, _found: object) -> Callable[..., Any]:
        nonlocal steps
        steps += 1
        return count

    make_seeds(root, seeds)
    before = sys.gettrace()
    sys.settrace(count)
    try:
        made(archive.load(root))
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(("size", "seeds"), GROWING.values(), ids=GROWING)
def test_twice_as_much_costs_twice_as_much(root: Path, size: int, seeds: Callable[[int], Seeds]) -> None:
    """Of what is added when an archive doubles and doubles again, the second is about twice the first, not four times."""
    _steps(root / "warm", seeds(3))
    one, two, four = (_steps(root / f"{times}", seeds(times * size)) for times in (1, 2, 4))
    assert four - two < 2.5 * (two - one) + 2000
