"""Front matter: what a contributor says of a text ahead of it, in YAML between two lines of hyphens."""

import re
from dataclasses import replace

from generator.disk import yamltree
from generator.disk.files import TextFile, in_text
from generator.edits import Edits
from generator.problems import Problem
from generator.reading import entries

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_WHOLE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYS = ("title", "date", "period", "language")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[Tt\s]+(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:\s*(Z|[+-]\d\d):?(\d\d)?)?")
"""A time as YAML writes it (YAML 1.1, timestamp), which generators of sites put under `date`."""


_HAS_KEYS = re.compile(rf"^(?:{'|'.join(_KEYS)})[ \t]*:", re.MULTILINE)


def has_keys(head: str) -> bool:
    """Return whether the lines of front matter have one of its keys, whatever it says: `date: soon` has."""
    return bool(_HAS_KEYS.search(head))


def read(file: TextFile) -> tuple[Edits, int, list[Problem]] | Problem:
    r"""Return what a text's front matter says, where the text behind it starts, and what in it is not used.

    A problem where it never closes or holds no keys. `---\ntitle: Lamps\n---\nTwo were lit.` says the title "Lamps".
    """
    if not _OPENING.match(file.text):
        return Edits(), 0, []
    match = _WHOLE.match(file.text)
    if not match:
        hint = "add a line `---` after the last key, or an empty line before the first if this is a rule"
        return in_text(file.text, file.path, 0, "front-matter", "Front matter opens here and never closes.", hint, 3)
    tree = yamltree.parse(match[1], file.path, first_line=2)
    if isinstance(tree, Problem):
        return tree
    if tree is None:
        return Edits(), match.end(), []
    if not isinstance(tree, yamltree.Mapping):
        hint = "write `title: ...` lines there, or an empty line before the first `---` if this is a rule"
        return in_text(file.text, file.path, 0, "front-matter", "Front matter must hold keys with values.", hint, 3)
    problems: list[Problem] = []
    unknown = [key for key, _ in tree.items if key.text not in _KEYS]
    known = replace(tree, items=tuple((key, _as_date(key, value)) for key, value in tree.items if key.text in _KEYS))
    said = entries.read(Edits, known, problems, {}) or Edits()
    problems += [_unused(key) for key in unknown]
    return said, match.end(), [replace(problem, kind="unused-front-matter") for problem in problems]


def _as_date(key: yamltree.Scalar, value: yamltree.Node) -> yamltree.Node:
    """Return a key's value, a time under `date` as EDTF has it: `2031-07-27 23:43:44-04:00` is `2031-07-27T23:43:44-04:00`."""
    match = _TIMESTAMP.fullmatch(value.text) if key.text == "date" and isinstance(value, yamltree.Scalar) else None
    if match is None or not isinstance(value, yamltree.Scalar):
        return value
    zone = f"{match[3]}:{match[4] or '00'}" if match[3] and match[3] != "Z" else match[3] or ""
    return replace(value, text=f"{match[1]}T{match[2]}{zone}")


def _unused(key: yamltree.Scalar) -> Problem:
    hint = f"front matter may say {', '.join(_KEYS)}; editors' words go into a .yml file beside the seed"
    return key.place.problem("unused-front-matter", f"“{key.text}” is not used.", hint, len(key.text))
