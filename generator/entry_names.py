"""The names of an entry of the registry, each with how it counts: whatever looks at names asks here for them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.briefing import Rule
from generator.formats import Actor, Alias, Source, Text
from generator.keys import NameUse, keys


class Use(NamedTuple):
    """How names of a use count.

    rule: by which they link; None for those that link nothing as they stand. is_known_by: the entry is known by such a name
    alone, so that no two may share it. is_other: pages, lists and the search give it beside the entry's name. merged_under:
    the key that takes such names from an entry that is merged into another; "" where none does.
    """

    rule: Rule | None
    is_known_by: bool = False
    is_other: bool = False
    merged_under: str = ""


USES: dict[NameUse, Use] = {
    "name": Use("name", is_known_by=True, merged_under="aliases"),
    "alias": Use("alias", is_known_by=True, is_other=True, merged_under="aliases"),
    "alias with company": Use("alias with company", is_other=True, merged_under="aliases"),
    "weak alias": Use("weak alias", is_other=True, merged_under="weak_aliases"),
    "original name": Use("alias", is_known_by=True, is_other=True, merged_under="aliases"),
    "family name": Use(None),  # `naming.surnames` makes the surname of it, or of the name
    "not": Use(None, merged_under="not"),
}
"""What follows from each use that a `Key` can say its names have."""


class EntryName(NamedTuple):
    """A name of an entry. text: with its place in the file, if that is known.

    company: ids of actors; the name counts only in briefings that name one of them. language: of a name in another script.
    """

    text: Text
    use: NameUse
    company: tuple[str, ...] = ()
    language: str = ""

    @property
    def rule(self) -> Rule | None:
        """Return the rule by which it links, None where it links nothing as it stands."""
        return USES[self.use].rule

    @property
    def is_known_by(self) -> bool:
        """Return whether the entry is known by it alone, without company."""
        return USES[self.use].is_known_by


Entry = Actor | Source


def of_entry(entry: Entry) -> tuple[EntryName, ...]:
    """Return every name under a key of an entry that is one of names, in the order of its class: `not` and family names too.

    An actor `{name: Ada Quill, weak_aliases: [the pilot]}` has “Ada Quill” as a name and “the pilot” as a weak alias.
    """
    found: list[EntryName] = []
    for field in keys(type(entry)).values():
        if field.key.name:
            found += _under(getattr(entry, field.name), field.key.name)
    return tuple(found)


def _under(value: Any, use: NameUse, language: str = "") -> Iterator[EntryName]:
    if isinstance(value, Alias):
        company = tuple(other.text for other in value.with_)
        yield EntryName(value.text, "alias with company" if company and use == "alias" else use, company)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _under(value[key], use, str(key))
    elif isinstance(value, tuple):
        for one in value:
            yield from _under(one, use)
    elif value:
        yield EntryName(value if isinstance(value, Text) else Text(value), use, language=language)


def known_by(entry: Entry) -> list[str]:
    """Return the names by which an entry is known without company: its name, its aliases, its names in other scripts."""
    return [name.text.text for name in of_entry(entry) if name.is_known_by]


def others(entry: Entry) -> list[EntryName]:
    """Return the names that are given beside an entry's name, each text once."""
    found = {name.text.text: name for name in reversed(of_entry(entry)) if USES[name.use].is_other}
    return list(reversed(found.values()))


def excepted(entry: Entry) -> tuple[str, ...]:
    """Return the strings in which a name of an entry is not that entry's."""
    return tuple(name.text.text for name in of_entry(entry) if name.use == "not")
