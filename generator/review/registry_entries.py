"""What a person must decide about the entries that a change adds, changes or takes away."""

from collections.abc import Iterator, Mapping

from generator import entry_names
from generator.entry_names import known_by
from generator.formats import Actor
from generator.problems import plural
from generator.reading.references import references
from generator.rendering.wording import capital
from generator.review.changes import Changes, Differences
from generator.review.printed import Item, quoted
from generator.review.sides import Sides
from generator.text.names import same_name

INLINE = 4
"""What is said of persons stands in the sentence itself up to so many; more is a list."""


def persons(sides: Sides, changes: Changes) -> list[Item]:
    """Return what to decide about persons that are new or changed: what their entries lack, and what changed."""
    actors = sides.head.registry.actors
    new = [actors[key] for key in changes.actors.added if actors[key].kind == "person"]
    changed = [actors[key] for key in changes.actors.changed if actors[key].kind == "person"]
    if not (new or changed):
        return []
    counts = [plural(len(new), "new entry", "new entries")] if new else []
    counts += [plural(len(changed), "changed entry", "changed entries")] if changed else []
    told = [words for person in changed for words in _changed(person, changes.actors)]
    told += [words for person in (*new, *changed) for words in _lacking(person)]
    lead = f"Persons, who may be living: {', '.join(counts)}"
    if len(told) <= INLINE:
        return [Item("persons", ". ".join(filter(None, [lead, "; ".join(told)])) + ".")]
    return [Item("persons", f"{lead}:", tuple(told))]


def _changed(person: Actor, actors: Differences) -> Iterator[str]:
    yield f"{quoted(person.name)} changed in {', '.join(map(quoted, actors.changed[person.id]))}"


def _lacking(person: Actor) -> Iterator[str]:
    """Yield what an entry of a person lacks: a dated role, sources of roles."""
    if not any(role.from_ or role.to for role in person.roles):
        yield f"{quoted(person.name)} has no dated role"
    bare = sum(not role.source for role in person.roles)
    if bare:
        yield f"{plural(bare, 'role')} of {quoted(person.name)} {'has' if bare == 1 else 'have'} no source"


def removed(sides: Sides, changes: Changes) -> list[Item]:
    """Return what to decide about the entries that are gone, and whose names no new entry has."""
    moved = dict(moved_entries(sides, changes))
    gone = [*changes.actors.removed, *changes.sources.removed]
    lines = [quoted(key) for key in gone if key not in moved]
    hint = f"Their addresses will lead nowhere; if another entry stands for one, add its id there under {quoted('formerly')}"
    found = [Item("entries-removed", f"{capital(plural(len(lines), 'entry', 'entries'))} gone. {hint}:", tuple(lines))]
    others = [*changes.terms.removed, *changes.topics.removed]
    more = [Item("terms-removed", "Abbreviations and topics gone:", tuple(map(quoted, others)))] if others else []
    return [*(found if lines else []), *more]


def moved_entries(sides: Sides, changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield the ids of entries that are gone while a new entry has one of their names, with that entry's id."""
    base, head = sides.base.registry, sides.head.registry
    yield from _same_names(base.actors, head.actors, changes.actors)
    yield from _same_names(base.sources, head.sources, changes.sources)


def _same_names(before: Mapping[str, object], after: Mapping[str, object], found: Differences) -> Iterator[tuple[str, str]]:
    new = {name: key for key in reversed(found.added) for name in _names(after[key])}
    for key in found.removed:
        taken = next((new[name] for name in _names(before[key]) if name in new), "")
        if taken:
            yield key, taken


def _names(entry: object) -> list[str]:
    return [same_name(name) for name in known_by(entry)]  # type: ignore[arg-type]


def settings(sides: Sides) -> list[Item]:
    """Return that the reading of every text has changed, where it has."""
    keys = ", ".join(map(quoted, sides.all_because))
    words = f"archive.yml changes {keys}, on which the reading of every text depends: all were read again."
    return [Item("settings", words)] if keys else []


def named_nowhere(sides: Sides, changes: Changes) -> list[Item]:
    """Return the new actors that no briefing names, and how many of the new spellings stand nowhere."""
    registry = sides.head.registry
    mentions = [mention for briefing in sides.head.briefings.values() for mention in briefing.mentions]
    named, spelt = {mention.actor for mention in mentions}, {mention.alias for mention in mentions}
    new = [registry.actors[key] for key in changes.actors.added]
    nowhere = [f"{quoted(actor.id)}{_used(actor.id, sides)}" for actor in new if actor.id not in named]
    spellings = {name.text.text for actor in new for name in entry_names.others(actor)} - spelt
    kept = f"{plural(len(spellings), 'spelling')} (kept for later texts and for search)" if spellings else ""
    if len(nowhere) <= INLINE:
        words = ", ".join(filter(None, [*nowhere, kept]))
        return [Item("named-nowhere", f"New but named nowhere: {words}.")] if words else []
    actors = plural(len(nowhere), "actor")
    return [Item("named-nowhere", f"New but named nowhere: {', '.join(filter(None, [actors, kept]))}.", tuple(nowhere))]


def _used(identifier: str, sides: Sides) -> str:
    """Return by which keys of the registry an actor is referred to, in brackets; "" by none."""
    registry = sides.head.registry
    used = {key for entry in registry.entries for key, named, _ in references(entry, "actor") if named.text == identifier}
    return f" (used as {', '.join(map(quoted, sorted(used)))})" if used else ""
