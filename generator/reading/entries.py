"""Typed entries out of YAML trees, by the types that `formats` declares."""

import difflib
import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, Literal, TypeVar

from generator.disk import ids
from generator.disk.yamltree import Mapping, Node, Place, Scalar, Sequence
from generator.formats import Contact, Country, Id, Language, SameAs, Text, Url
from generator.problems import Problem
from generator.text import dates
from generator.text.markup import folded

T = TypeVar("T")
_SET_BY_PROGRAM = ("id", "path", "line", "column")


def read(kind: type[T], tree: Mapping, problems: list[Problem], given: dict[str, Any]) -> T | None:
    """Return the entry of a dataclass that a mapping holds, or None where a required key is missing.

    kind: a class of `model`. problems: what is wrong is added here; a wrong value counts as absent.
    given: fields that the program sets (`id`, `path`).
    """
    values: dict[str, Any] = given | _place(kind, tree)
    known = _fields(typing.cast("Any", kind))
    seen: set[str] = set()
    empty = {key.text for key, node in tree.items if isinstance(node, Scalar) and not node.text.strip()}
    for key, node in tree.items:
        if key.text in seen:
            problems.append(_at(key, "repeated-key", f"The key “{key.text}” stands twice.", "keep one of the two"))
        elif key.text not in known:
            problems.append(_unknown_key(key, list(known)))
        else:
            name, type_ = known[key.text]
            value = read_value(type_, node, problems)
            if value is not None:
                values[name] = value
        seen.add(key.text)
    missing = [name for name in _required(typing.cast("Any", kind)) if name not in values]
    absent = [name for name in missing if name.rstrip("_") not in seen - empty]
    problems += [_missing(tree.place, name.rstrip("_")) for name in absent]
    return None if missing else kind(**values)


def _place(kind: Any, tree: Mapping) -> dict[str, int]:
    """Return where an entry stands, for classes that keep it."""
    keeps = "line" in {field.name for field in fields(kind)}
    return {"line": tree.place.line, "column": tree.place.column} if keeps else {}


def _missing(place: Place, key: str) -> Problem:
    return place.problem("missing-key", f"The key “{key}” is missing.", f"add `{key}: ...`")


def _unknown_key(key: Scalar, known: list[str]) -> Problem:
    return _at(key, "unknown-key", f"“{key.text}” is no key here.", did_you_mean(key.text, known))


def did_you_mean(word: str, known: list[str], most: int = 24) -> str:
    """Return a hint: the known word nearest to one that is not, else some known words, at most so many."""
    near = _nearest(word.casefold(), tuple(known))
    if near:
        return f"did you mean “{near[0]}”?"
    more = f" and {len(known) - most} more" if len(known) > most else ""
    some = (f"“{one}”" if " " in one else one for one in sorted(known)[:most])  # a citation's label may hold commas
    return f"known here: {', '.join(some)}{more}" if known else "none is known here"


@lru_cache(maxsize=16)  # an actor whose file has an error is missing in thousands of places, and looking takes a second
def _nearest(word: str, known: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(word, known, n=1, cutoff=0.6)


@cache
def _fields(kind: Any) -> dict[str, tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return {
        f.name.rstrip("_"): (f.name, hints[f.name])
        for f in fields(kind)
        if f.name not in _SET_BY_PROGRAM or "SHORT" in vars(kind)
    }


@cache
def _required(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)


def read_value(type_: Any, node: Node, problems: list[Problem]) -> Any:  # noqa: PLR0911  (one line a kind of type)
    """Return what a node says as a type of `model`, or None (and a problem) where it does not."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (types.UnionType, typing.Union):
        return read_value(_chosen(arguments, node), node, problems)
    if origin is tuple:
        return _tuple(arguments[0], node, problems)
    if origin is dict:
        return _dict(arguments[0], arguments[1], node, problems)
    if is_dataclass(type_) and type_ not in _SCALARS:
        return _entry(typing.cast("type", type_), node, problems)
    if not isinstance(node, Scalar):
        problems.append(_wrong(node, "a single value is wanted here", "put it in quotes if it holds : # [ or {"))
        return None
    if origin is Literal:
        return _choice(arguments, node, problems)
    return _SCALARS[type_](node, problems)


def _chosen(arguments: tuple[Any, ...], node: Node) -> Any:
    """Return the member of a union that a node's shape asks for (a list for a tuple, a map for a dict)."""
    members = [argument for argument in arguments if argument is not type(None)]
    if len(members) > 1 and isinstance(node, Sequence):
        return next(member for member in members if typing.get_origin(member) is tuple)
    return members[0]


def _tuple(item: Any, node: Node, problems: list[Problem]) -> tuple[Any, ...] | None:
    if not isinstance(node, Sequence):
        problems.append(_wrong(node, "a list is wanted here", "write `- ...` lines, or [a, b]"))
        return None
    problems += [_wrong(c, "an empty item", "take it out") for c in node.items if isinstance(c, Scalar) and not c.text.strip()]
    values = [read_value(item, child, problems) for child in node.items]
    return tuple(value for value in values if value is not None)


def _dict(key_type: Any, value_type: Any, node: Node, problems: list[Problem]) -> dict[Any, Any] | None:
    if not isinstance(node, Mapping):
        problems.append(_wrong(node, "keys with values are wanted here", "write `key: value` lines"))
        return None
    values: dict[Any, Any] = {}
    seen: set[str] = set()
    for key, child in node.items:
        if folded(key.text) in seen:  # labels and rulings are found in a text whatever white space they have
            problems.append(_at(key, "repeated-key", f"The key “{key.text}” stands twice.", "keep one of the two"))
            continue
        seen.add(folded(key.text))
        if isinstance(child, Scalar) and not child.text.strip():
            problems.append(_wrong(key, f"“{key.text}” has no value here", "write one, or take the key out"))
            continue
        name, value = _SCALARS[key_type](key, problems), read_value(value_type, child, problems)
        if name is not None and value is not None:
            values[name] = value
    return values


def _entry(kind: type, node: Node, problems: list[Problem]) -> Any:
    short = vars(kind).get("SHORT")
    if short and isinstance(node, Scalar):
        words = _text(node, problems)
        return kind(**{short: words}) if words else None
    if not isinstance(node, Mapping):
        keys = ", ".join(_fields(kind))
        problems.append(_wrong(node, "keys with values are wanted here", f"known keys: {keys}"))
        return None
    return read(kind, node, problems, {})


def _choice(choices: tuple[str, ...], node: Scalar, problems: list[Problem]) -> str | None:
    if node.text in choices:
        return node.text
    hint = did_you_mean(node.text, [choice for choice in choices if choice])
    problems.append(_wrong(node, f"“{node.text}” is none of {', '.join(c for c in choices if c)}", hint))
    return None


def _text(node: Scalar, _problems: list[Problem]) -> Text | None:
    words = " ".join(node.text.split())
    return Text(words, node.place.line, node.place.column) if words else None


def _id(node: Scalar, problems: list[Problem]) -> Id | None:
    reason = ids.why_bad(node.text)
    if reason:
        problems.append(
            _at(node, "bad-id", f"“{node.text}” can be no id: it {reason}.", f"{ids.better(node.text)} could be one")
        )
        return None
    return Id(node.text, node.place.line, node.place.column)


def _string(node: Scalar, _problems: list[Problem]) -> str | None:
    """Return a text; None where it is empty, which counts as not given."""
    return node.text.strip() or None


def _of_form(pattern: str, wanted: str, hint: str) -> Callable[[Scalar, list[Problem]], str | None]:
    """Return a reader of texts that have a form. wanted: the form in words."""
    form = re.compile(pattern)

    def reader(node: Scalar, problems: list[Problem]) -> str | None:
        text = node.text.strip()
        if text and not form.fullmatch(text):
            problems.append(_wrong(node, f"“{text}” is not {wanted}", hint))
            return None
        return text or None

    return reader


_two_capitals = _of_form(r"[A-Z]{2}", "a country's code", "write two capitals, such as FR")


def _country(node: Scalar, problems: list[Problem]) -> str | None:
    """Return a country's code; codes of states that are no more, and those that ISO leaves to its users (XK), count too."""
    code = _two_capitals(node, problems)
    if code != "UK":
        return code
    # ISO 3166 reserves it, so that nobody else gets it; the same country by two codes would be two.
    problems.append(_wrong(node, "“UK” is not a country's code in ISO 3166-1", "write GB"))
    return None


def _boolean(node: Scalar, problems: list[Problem]) -> bool | None:
    if node.text in ("true", "false"):
        return node.text == "true"
    problems.append(_wrong(node, f"“{node.text}” is neither true nor false", "write true or false"))
    return None


def _end(node: Scalar, problems: list[Problem]) -> dates.Date | None:
    return _date(node, problems, dates.parse_end)


def _date(node: Scalar, problems: list[Problem], parse: Callable[[str], dates.Date] = dates.parse) -> dates.Date | None:
    try:
        return parse(node.text)
    except dates.BadDate as error:
        hint = "write 2023-10-27, 2023-10, 2023, 2023-10-26/2023-10-28; add ? where uncertain, ~ where about"
        problems.append(_at(node, "bad-date", str(error), hint))
        return None


_SCALARS: dict[Any, Callable[[Scalar, list[Problem]], Any]] = {
    str: _string,
    Text: _text,
    Id: _id,
    bool: _boolean,
    Url: _of_form(r"https?://[^\s<>\"]+", "a web address", "write it in full, https://..."),
    Contact: _of_form(
        r"(?:mailto:)?[^\s@<>\"]+@[^\s@<>\"]+|https?://[^\s<>\"]+", "an address", "write name@example.org, or https://..."
    ),
    Language: _of_form(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language's code", "write en, ar or pt-BR"),
    Country: _country,
    SameAs: _of_form(r"[a-z][\w.-]*:\S+", "an id elsewhere", "write wikidata:Q1, or an address"),
    dates.Date: _date,
    dates.End: _end,
}


def _wrong(node: Node, message: str, hint: str) -> Problem:
    return _at(node, "wrong-value", f"{message[0].upper()}{message[1:]}.", hint)


def _at(node: Node, kind: str, message: str, hint: str) -> Problem:
    width = len(node.text) if isinstance(node, Scalar) else 1
    return node.place.problem(kind, message, hint, max(1, width))
