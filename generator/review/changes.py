"""What a change adds, changes, renames and removes: briefings and entries of the registry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.formats import Id, Text
from generator.keys import keys
from generator.review.sides import Sides
from generator.seed import SeedFacts


@dataclass(frozen=True)
class Differences:
    """How two sets of entries differ, by id. changed: with the keys that differ. renamed: new ids by their old ones."""

    added: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What a change does to each kind of entry. settings: the keys of `archive.yml` that differ."""

    briefings: Differences
    actors: Differences
    sources: Differences
    terms: Differences
    topics: Differences
    settings: tuple[str, ...]

    def was(self, briefing: str) -> str:
        """Return the id that a briefing had before the change."""
        return next((old for old, new in self.briefings.renamed.items() if new == briefing), briefing)


def changes_of(sides: Sides) -> Changes:
    """Return what a change adds, changes, renames and removes."""
    base, head = sides.base, sides.head
    return Changes(
        _briefings(sides),
        _entries(base.registry.actors, head.registry.actors),
        _entries(base.registry.sources, head.registry.sources),
        _plain(base.registry.terms, head.registry.terms),
        _entries(base.registry.topics, head.registry.topics),
        changed_keys(base.registry.settings, head.registry.settings),
    )


def changed_keys(before: Any, after: Any) -> tuple[str, ...]:
    """Return the keys of an entry in which two versions of it differ, wherever they stand in their files."""
    old, new = said(before), said(after)
    return tuple(key for key in new if old[key] != new[key])


def said(value: Any) -> Any:
    """Return what editors wrote as plain values: without its places, and without what the program adds."""
    if isinstance(value, Text):
        return value.text
    if known := keys(type(value)):
        return {key: said(getattr(value, field.name)) for key, field in known.items()}
    if isinstance(value, dict):
        return {said(key): said(child) for key, child in value.items()}
    return [said(child) for child in value] if isinstance(value, tuple) else value


def _briefings(sides: Sides) -> Differences:
    before, after = sides.base.seeds, sides.head.seeds
    found = _differences(before, after, {i: seed.edits.formerly for i, seed in after.items()})
    both = before.keys() & after.keys() & sides.ids
    return _with_changed(found, both, lambda old, new: _of_briefing(before[old], after[new], sides))


def _of_briefing(before: SeedFacts, after: SeedFacts, sides: Sides) -> tuple[str, ...]:
    is_other_text = before.sha256 != after.sha256 and after.path in sides.paths
    return (*(("text",) if is_other_text else ()), *changed_keys(before.edits, after.edits))


def _entries(before: Mapping[str, Any], after: Mapping[str, Any]) -> Differences:
    found = _differences(before, after, {key: getattr(entry, "formerly", ()) for key, entry in after.items()})
    both = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    return _with_changed(found, both, lambda old, new: changed_keys(before[old], after[new]))


def _with_changed(found: Differences, both: Iterable[str], differing: Callable[[str, str], tuple[str, ...]]) -> Differences:
    """Return differences with what differs in entries that both sides have; that one was renamed is told apart."""
    changed = {key: differing(key, key) for key in sorted(both)}
    for old, new in found.renamed.items():
        changed[new] = tuple(key for key in differing(old, new) if key != "formerly")
    return replace(found, changed={key: what for key, what in changed.items() if what})


def _plain(before: Mapping[str, str], after: Mapping[str, str]) -> Differences:
    found = _differences(before, after, {})
    both = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    return _with_changed(found, both, lambda _old, _new: ("meaning",))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], formerly: Mapping[str, Sequence[Id]]) -> Differences:
    gone = before.keys() - after.keys()
    renamed = {old.text: new for new, olds in formerly.items() for old in olds if old.text in gone}
    added = after.keys() - before.keys() - set(renamed.values())
    return Differences(tuple(sorted(added)), {}, renamed, tuple(sorted(gone - renamed.keys())))


def formerly_lost(sides: Sides) -> list[tuple[str, str]]:
    """Return the former ids that an entry had before a change and that nothing has any more, with the entry that had them."""
    base, head = sides.base, sides.head
    lost = _lost(base.seeds, head.seeds)
    if head.registry.is_whole:
        lost += _lost(base.registry.actors, head.registry.actors) + _lost(base.registry.sources, head.registry.sources)
    return lost


def _lost(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str]]:
    now = _former(after.values())
    return [(old, who) for old, who in _former(before.values()).items() if old not in now and old not in after]


def _former(entries: Iterable[Any]) -> dict[str, str]:
    given = ((entry.edits.formerly if isinstance(entry, SeedFacts) else entry.formerly, entry.id) for entry in entries)
    return {old.text: identifier for olds, identifier in given for old in olds}
