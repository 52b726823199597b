"""The tables of keys in docs/format.md, from the classes in `formats` and `edits`; the text around them is written by hand."""

import typing
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from generator.keys import Field, keys

_HEAD = "| key | meaning |\n|---|---|\n"


def with_tables(page: str, types: Iterable[Any]) -> str:
    """Return docs/format.md with the table of each class as the class makes it.

    page: as it stands. types: what files hold; every class that they lead to has a table, the first one below a heading that
    is its `HEADING`, or else its name. Raises ValueError where a class has none yet.
    """
    for kind in dict.fromkeys(kind for type_ in types for kind in classes(type_)):
        page = _with_table(page, kind)
    return page


def classes(type_: Any) -> list[type]:
    """Return the classes with keys that a type leads to, from the outermost inwards: `tuple[Alias, ...]` leads to `Alias`."""
    inner = [field.type for field in keys(type_).values()]
    below = [kind for part in (*inner, *typing.get_args(type_)) for kind in classes(part)]
    return [type_, *below] if inner else below


def meaning(field: Field) -> str:
    """Return what a key means, and what it is where it is not given: "Who says it. Default: `editors`."."""
    given = () if field.is_required else field.default
    words = f"[{', '.join(given)}]" if isinstance(given, tuple) and given else given
    return f"{field.key.means} Default: `{words}`." if words and isinstance(words, str) else field.key.means


def _with_table(page: str, kind: type) -> str:
    heading = f"\n### {vars(kind).get('HEADING', kind.__name__)}\n"
    before, found, section = page.partition(heading)
    above, head, below = section.partition(_HEAD)
    if not (found and head) or "\n#" in above:
        raise ValueError(f"docs/format.md has no table for {kind.__name__}: add “{heading.strip()}”, and below it\n{_HEAD}")
    old = sum(len(line) for line in takewhile(lambda line: line.startswith("|"), below.splitlines(keepends=True)))
    return f"{before}{heading}{above}{_HEAD}{''.join(_row(*item) for item in keys(kind).items())}{below[old:]}"


def _row(key: str, field: Field) -> str:
    return f"| **`{key}`** | {meaning(field)} |\n" if field.is_required else f"| `{key}` | {meaning(field)} |\n"
