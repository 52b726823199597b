"""JSON Schemas of the files that editors write, from the classes in `formats` and `edits`; `make schemas` writes them.

Text editors check and complete by them.

To the archive every value is the text in the file. A YAML plugin takes `2031` for a number, `true` for a boolean and, by
YAML 1.1, `no` for false; so where text may stand, these may too. A schema never refuses what `entries` reads. It lets
through what only the whole archive can tell, such as an id that is not there.
"""

import inspect
import json
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Literal

from generator import edits, formats
from generator.formats import Id, Text
from generator.keys import keys
from generator.reading import key_tables
from generator.text.dates import Date, End

FILES: dict[str, Any] = {
    "archive": formats.Settings,
    "edits": edits.Edits,
    "actor": formats.Actor,
    "source": formats.Source,
    "terms": dict[str, str],
    "topics": dict[Id, formats.Topic],
}
"""What a file holds, by the name of its schema."""

_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY = rf"[0-9]{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])({_TIME})?)?)?[?~%]?"
_DATE = rf"{_DAY}(/({_DAY}|\.\.)?)?|(\.\.)?/{_DAY}"
_ADDRESS = r'https?://[^\s<>"]+'
_FORMS: dict[Any, str] = {
    Id: r"(?![^\s]*\.[Hh][Tt][Mm][Ll]\s*$)[^\u0000-/:-@\[-^`{-\u007f][^\u0000-,/:-@\[-^`{-\u007f]{0,99}",
    formats.Url: _ADDRESS,
    formats.Contact: rf'(mailto:)?[^\s@<>"]+@[^\s@<>"]+|{_ADDRESS}',
    formats.Language: r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    formats.Country: r"(?!UK)[A-Z]{2}",
    formats.SameAs: r"[a-z][\w.-]*:\S+",
    Date: _DATE,
    End: rf"{_DATE}|\.\.",
}
"""The forms of texts, as both Python and ECMAScript read them. The reader's own stand in `scalars`, `dates` and `ids`."""

_KINDS: dict[Any, list[str]] = {kind: ["string", "number", "boolean"] for kind in (str, Text, Id)}
_KINDS |= {formats.Language: ["string", "boolean"], formats.Country: ["string", "boolean"]}  # no: Norwegian; NO: Norway
_NOTE = (
    "Made by `make schemas` from generator/formats.py and generator/edits.py. "
    "Why a text may be a number: generator/reading/schemas.py."
)


def texts() -> Iterator[tuple[str, str]]:
    """Yield each schema's path and text."""
    for name, kind in FILES.items():
        head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": _NOTE, "title": name}
        head |= {"description": inspect.getdoc(kind)} if is_dataclass(kind) else {}
        whole = _of(kind)
        if not whole.get("required"):
            whole["type"] = ["object", "null"]  # such a file may be empty
        yield f"schemas/{name}.schema.json", json.dumps(head | whole, ensure_ascii=False, indent=2) + "\n"


def write(root: Path) -> None:
    """Write the schemas below a folder, and the tables in its docs/format.md."""
    page = (root / "docs/format.md").read_text(encoding="utf-8")
    for path, text in (*texts(), ("docs/format.md", key_tables.with_tables(page, FILES.values()))):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


def _of(type_: Any, *, required: bool = True) -> dict[str, Any]:
    """Return the schema of a type. required: an empty value, which counts as not given, will not do."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (types.UnionType, typing.Union):
        members = [_of(member, required=required) for member in arguments if member is not type(None)]
        return members[0] if len(members) == 1 else {"anyOf": members}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0])}
    if origin is dict:
        names = {"propertyNames": {"pattern": _pattern(Id)}} if arguments[0] is Id else {}
        return {"type": "object", **names, "additionalProperties": _of(arguments[1])}
    if keys(type_):
        return _entry(type_, required=required)
    return _choice(arguments) if origin is Literal else _scalar(type_, required=required)


def _entry(kind: type, *, required: bool) -> dict[str, Any]:
    """Return the schema of a class; one with a short form may be a text alone."""
    properties = {
        key: {"description": _plain(key_tables.meaning(field)), **_of(field.type, required=field.is_required)}
        for key, field in keys(kind).items()
    }
    needed = [key for key, field in keys(kind).items() if field.is_required]
    whole = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
    return {"anyOf": [_scalar(Text, required=required), whole]} if "SHORT" in vars(kind) else whole


def _plain(words: str) -> str:
    """Return Markdown in plain words: a link is its words."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", words)


def _choice(choices: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a word out of some; YAML takes nothing for null and, before 1.2, `no` for false."""
    taken_for: dict[str, Any] = {"no": False, "": None}
    return {"enum": [*choices, *(taken_for[choice] for choice in choices if choice in taken_for)]}


def _scalar(type_: Any, *, required: bool) -> dict[str, Any]:
    """Return the schema of a single value; a date, an id or a yes or no is never empty."""
    if type_ is bool:
        return {"enum": [True, False, "true", "false"]}
    if type_ in (Date, End):
        return {"type": ["string", "integer"], "pattern": _pattern(type_), "minimum": 1, "maximum": 9999}
    kinds = _KINDS.get(type_, ["string"])
    if required or type_ is Id:
        return {"type": kinds, "pattern": _pattern(type_)}
    return {"type": [*kinds, "null"]} | ({"pattern": rf"{_pattern(type_)}|^\s*$"} if type_ in _FORMS else {})


def _pattern(type_: Any) -> str:
    """Return the pattern of a text with a form, white space around it allowed; else that of any text but an empty one."""
    return rf"^\s*({_FORMS[type_]})\s*$" if type_ in _FORMS else r"\S"


if __name__ == "__main__":
    write(Path())
