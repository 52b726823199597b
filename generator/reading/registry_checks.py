"""What is wrong or open between the registry's entries: references, names, roles, former ids."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator import entry_names
from generator.formats import Actor, Id, Role, Source, Text
from generator.keys import EntryKind
from generator.problems import Problem, did_you_mean
from generator.reading.references import Reference, references
from generator.reading.registry import Registry
from generator.text import dates
from generator.text.names import same_name


def check(registry: Registry) -> Iterator[Problem]:
    """Yield what is wrong or open between the registry's entries.

    Errors: an id that is not there, an alias that two actors own with nothing to tell them apart, a
    role that ends before it starts, an open end (`..`) without `checked`. Notices: no contact address,
    a person's role without a source.
    """
    if not registry.settings.contact:
        hint = "add `contact:` to seeds/archive.yml, an address or a form that needs no account"
        yield Problem("seeds/archive.yml", 0, 0, "no-contact", "Readers have no way to ask for a correction.", hint)
    yield from _unknown_references(registry) if registry.is_whole else ()
    for actor in registry.actors.values():
        yield from _roles(actor)
    yield from _shared_aliases(registry)
    yield from _taken(registry.actors.values())
    yield from _taken(registry.sources.values())


def _unknown_references(registry: Registry) -> Iterator[Problem]:
    for entry in registry.entries:
        for reference in references(entry, *registry.known):
            yield from unknown(entry.path, reference, registry.known)


def unknown(path: str, reference: Reference, known: Mapping[EntryKind, Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield what is wrong with an id that a file gives: that nothing known has it.

    path: of the file. known: what there is, by kind and id. An actor or source whose file is there is not known all the same
    where it is a draft or cannot be read.
    """
    _, named, says = reference
    if named.text != says.instead and not any(named.text in known[kind] for kind in says.refers):
        noun = "actor" if "actor" in says.refers else says.refers[0]  # who could be either is an actor more often
        where = " in the registry (or it is a draft, or its file has an error)" if noun in ("actor", "source") else ""
        message = f"There is no {noun} “{named}”{where}."
        hint = did_you_mean(named.text, list(dict.fromkeys(one for kind in says.refers for one in known[kind])))
        yield Problem(path, named.line, named.column, f"unknown-{noun}", message, hint, width=len(named.text))


def _roles(actor: Actor) -> Iterator[Problem]:
    for role in actor.roles:
        title = role.title or f"{role.position or ''}"
        if not title:
            yield _of_role(
                actor, role, "missing-key", "The role has neither a title nor a position.", "add `title:` or `position:`"
            )
            continue
        start, end = role.from_, role.to
        if start and end and start.start and end.end and end.end.last < start.start.first:
            hint = f"`from` is {start.text}, `to` is {end.text}: correct one of them"
            yield _of_role(actor, role, "role-order", f"The role “{title}” ends before it starts.", hint)
        if end and end.still_held and actor.checked is None:
            hint = "add `checked:` with the day somebody looked it up, or leave `to` out"
            yield _of_role(actor, role, "still-held", f"The role “{title}” is said to be still held.", hint)
        if actor.kind == "person" and not role.source:
            hint = "add `source:` with a link to a decree, an announcement or a dated report"
            yield _of_role(actor, role, "role-without-source", f"The role “{title}” has no source.", hint)


def _of_role(actor: Actor, role: Role, kind: str, message: str, hint: str) -> Problem:
    return Problem(actor.path, role.line, role.column, kind, message, hint)


def _shared_aliases(registry: Registry) -> Iterator[Problem]:
    """Yield an error for each name that two actors own without company to tell them apart."""
    owners: dict[str, tuple[Actor, Text]] = {}
    for actor in registry.actors.values():
        for name in (name.text for name in entry_names.of_entry(actor) if name.is_known_by):
            other = owners.setdefault(same_name(name.text), (actor, name))[0]
            if other.id != actor.id:
                message = f"“{name}” is a name of “{other.id}” too."
                hint = "write {text: ..., with: [an actor named beside it]} under `aliases` in one, or take it out of one"
                yield Problem(actor.path, name.line, name.column, "shared-alias", message, hint, width=len(name.text))


def _taken(found: Iterable[Actor | Source]) -> Iterator[Problem]:
    entries = list(found)
    yield from taken({entry.id: entry.path for entry in entries}, [(entry.path, entry.formerly) for entry in entries])


def taken(living: dict[str, str], formerly: Iterable[tuple[str, tuple[Id, ...]]]) -> Iterator[Problem]:
    """Yield an error for each former id that is in use, and one in each file that claims what another claims.

    living: the file of each id in use. formerly: files, each with the former ids that it claims.
    """
    claims = list(formerly)
    claimants: dict[str, dict[str, None]] = {}
    for path, olds in claims:
        for old in olds:
            claimants.setdefault(old.text, {})[path] = None
    for path, olds in claims:
        for old in olds:
            others = [other for other in claimants[old.text] if other != path]
            message, hint = _why_taken(old.text, living, others)
            if message:
                yield Problem(path, old.line, old.column, "taken-id", message, hint, width=len(old.text))


def _why_taken(old: str, living: dict[str, str], others: list[str]) -> tuple[str, str]:
    """Return why a former id cannot be one, and what to do; "" where it can."""
    if old in living:
        return f"“{old}” is the id of {living[old]}; ids are never used again.", "take it out here"
    if others:
        return (
            f"“{old}” is a former id of {', '.join(others)} too; its address can lead to one only.",
            "take it out of the file where it never was the id",
        )
    return "", ""


def stale(registry: Registry, today: dt.date) -> Iterator[Problem]:
    """Yield a notice for each actor and source that was last checked more than two years before a day."""
    limit = (today.year - 2, today.month, today.day)
    entries = registry.entries
    for entry in entries:
        if entry.checked and entry.checked.end and entry.checked.end.last < limit:
            message = f"“{entry.name}” was last checked on {dates.in_words(entry.checked)}."
            yield Problem(entry.path, 0, 0, "stale", message, "compare it with its sources, then bring `checked:` up to date")
