"""The ids that an entry names: where they stand, and what they may be of, by the keys of its class."""

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from generator.formats import Text
from generator.keys import AS_ABOVE, EntryKind, Field, Key, keys

Pattern = tuple[str, ...]
"""The way to values in a file: keys, `*` for any key or item. `("roles", "*", "of")` leads to what each role has under `of`."""


class Reference(NamedTuple):
    """An id that an entry names. key: it stands under. says: what may stand there."""

    key: str
    id: Text
    says: Key


def references(entry: Any, *kinds: EntryKind) -> Iterator[Reference]:
    """Yield the ids in an entry that may be of some kinds, in the order of its keys: those of `see_also` for a briefing."""
    kind: Any = type(entry)
    for key, field in _leading(kind, kinds):
        for named in _in_value(key, field.key, value) if (value := getattr(entry, field.name)) else ():
            if any(one in kinds for one in named.says.refers):
                yield named


@cache
def _leading(kind: Any, kinds: tuple[EntryKind, ...]) -> list[tuple[str, Field]]:
    """Return the keys of a class that lead to ids of some kinds: every build asks every briefing for them."""
    leading = {way[0] for way, says in patterns(kind) if any(one in kinds for one in says.refers)}
    return [(key, field) for key, field in keys(kind).items() if key in leading]


def patterns(kind: type, above: Key | None = None) -> Iterator[tuple[Pattern, Key]]:
    """Yield where ids may stand in a file that holds an entry of a class, with what each may be of.

    For `Actor`, for one, `("aliases", "*", "with", "*")` and `("part_of",)`. above: the key that the entry stands under.
    """
    for key, field in keys(kind).items():
        yield from (((key, *way), says) for way, says in _in_type(field.type, _says(field.key, above)))


def _says(key: Key, above: Key | None) -> Key:
    return above if above and key.refers == AS_ABOVE else key


def _in_value(key: str, says: Key, value: Any) -> Iterator[Reference]:
    if isinstance(value, Text):
        yield Reference(key, value, says)
    elif isinstance(value, tuple | dict):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _in_value(key, says, child)
    else:
        for own, field in keys(type(value)).items():
            yield from _in_value(own, _says(field.key, says), getattr(value, field.name))


def _in_type(type_: Any, says: Key) -> Iterator[tuple[Pattern, Key]]:
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (types.UnionType, typing.Union):
        for member in arguments:
            yield from _in_type(member, says)
    elif origin in (tuple, dict):
        yield from ((("*", *way), found) for way, found in _in_type(arguments[origin is dict], says))
    elif type_ is Text:
        yield from [((), says)] if says.refers else []
    else:
        yield from patterns(type_, says)
        short = keys(type_).get(getattr(type_, "SHORT", ""))
        if short and (found := _says(short.key, says)).refers:
            yield (), found
