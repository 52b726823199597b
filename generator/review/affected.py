"""Which briefings a change of the registry can touch: those whose words can mean something else after it.

A superset, found on raw text and cheaply: whether anything differs there is for the annotation to say.
"""

from collections.abc import Iterator
from typing import Any

from generator import entry_names
from generator.formats import Settings
from generator.keys import keys
from generator.naming import spellings, surnames
from generator.naming.surnames import Surnames
from generator.reading import seed_formats
from generator.reading.registry import Registry
from generator.review.strings import Strings, SurnameDiff, squashed


def settings_that_matter(base: Settings, head: Settings) -> list[str]:
    """Return the keys of `archive.yml` that differ and on which the reading of every seed depends."""
    read = ((key, field.name) for key, field in keys(Settings).items() if field.key.is_read)
    return [key for key, name in read if getattr(base, name) != getattr(head, name)]


class Affected:
    """What of a registry differs, as strings to look for in texts and in editors' files."""

    def __init__(self, base: Registry, head: Registry) -> None:
        """Compare two registries."""
        self.ids = frozenset(_changed_ids(base, head))
        strings = {text for identifier in self.ids for text in _changed_strings(identifier, base, head)}
        before, after = surnames.of_registry(base), surnames.of_registry(head)
        strings |= set(_first_names_that_are_surnames(before, after))
        self._names = Strings(strings)
        self._exceptions = [squashed(text) for identifier in self.ids for text in _exceptions(identifier, base, head)]
        self._diff = SurnameDiff(before, after)

    def is_empty(self) -> bool:
        """Return whether nothing differs that a text could hold."""
        return not (self._names.texts or self._exceptions or self._diff.surnames or self._diff.words)

    def touches(self, path: str, text: str) -> bool:
        """Return whether a seed's text can name somebody else, or somebody otherwise, under the two registries."""
        words = seed_formats.of(path).plain_words(text)
        text = text if words == text else f"{text}\n\n{words}"  # what is a mark here may be a word there
        squash = squashed(text)
        if any(exception in squash for exception in self._exceptions):
            return True
        return self._names.stand_in(text, squash) or self._diff.otherwise(text, squash)


def _changed_ids(base: Registry, head: Registry) -> Iterator[str]:
    """Yield the ids of actors, sources and topics whose entries differ, or that only one of two registries has."""
    pairs = ((base.actors, head.actors), (base.sources, head.sources), (base.topics, head.topics))
    for before, after in pairs:
        yield from (key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _changed_strings(identifier: str, base: Registry, head: Registry) -> Iterator[str]:
    """Yield the strings that name an actor or a source in one of two registries, and not likewise in the other."""
    before, after = (_spellings(identifier, known) for known in (base, head))
    yield from (text for text, *_ in before ^ after)


def _spellings(identifier: str, known: Registry) -> set[tuple[Any, ...]]:
    """Return the strings by which an actor or a source can be named, each with how it counts."""
    found: set[tuple[Any, ...]] = set()
    if identifier in known.actors:
        found |= {(one.text, one.rule, one.company) for one in spellings.of_actor(known.actors[identifier])}
    if identifier in known.sources:
        found |= {(text, "source") for text in spellings.of_source(known.sources[identifier])}
    return found


def _exceptions(identifier: str, base: Registry, head: Registry) -> Iterator[str]:
    """Yield the strings that an actor's `not` has in one of two registries only."""
    before, after = (known.actors.get(identifier) for known in (base, head))
    yield from {*(entry_names.excepted(before) if before else ())} ^ {*(entry_names.excepted(after) if after else ())}


def _first_names_that_are_surnames(base: Surnames, head: Surnames) -> Iterator[str]:
    """Yield the surnames that are also first names, of other persons in one of two registries than in the other."""
    surnames_ = base.holders.keys() | head.holders.keys()
    for word in (base.first_names.keys() | head.first_names.keys()) & surnames_:
        if base.first_names.get(word) != head.first_names.get(word):
            yield word
