"""Who is named together: the actors of the same briefings, and where to read of both."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.archive import Archive
from generator.briefing import Marks
from generator.formats import Actor
from generator.linking import links

MOST = 20
"""Actors listed as named in the same briefings; an actor of a large archive meets hundreds."""


@dataclass(frozen=True)
class Neighbour:
    """An actor named in the same briefings: in how many, and where: a briefing, its paragraph that names both, or two."""

    actor: Actor
    shared: int
    path: str
    paragraphs: tuple[int, ...]


def of(actor: Actor, archive: Archive) -> list[Neighbour]:
    """Return the actors named in the same briefings, the most often first: each with the newest place where both stand.

    A paragraph that names both goes before two paragraphs of a newer briefing, and of actors that are named as often those
    go first that have one.
    """
    together: dict[str, list[str]] = {}
    for identifier in archive.links.named.get(actor.id, ()):
        for other in archive.facts[identifier].actors:
            together.setdefault(other, []).append(identifier)
    together.pop(actor.id, None)
    counts = sorted(map(len, together.values()), reverse=True)
    least = counts[MOST - 1] if len(counts) > MOST else 0
    found = [
        Neighbour(archive.registry.actors[other], len(briefings), *_place(actor.id, other, briefings, archive))
        for other, briefings in together.items()
        if len(briefings) >= least
    ]
    return sorted(found, key=lambda one: (-one.shared, len(one.paragraphs), one.actor.id))[:MOST]


def _place(actor: str, other: str, briefings: Sequence[str], archive: Archive) -> tuple[str, tuple[int, ...]]:
    """Return the newest place where two actors stand: a briefing's path, and its paragraphs. briefings: newest first."""
    newest = None
    for identifier in briefings:
        here, there = (_paragraphs(one, archive.marks[identifier]) for one in (actor, other))
        path = f"briefings/{identifier}.md"
        both = next(filter(frozenset(here).__contains__, there), 0)
        if both:
            return path, (both,)
        newest = newest or (path, (min(here[0], there[0]), max(here[0], there[0])))
    return newest or ("", ())


def _paragraphs(actor: str, marks: Marks) -> list[int]:
    """Return the paragraphs of a briefing's running text that name an actor."""
    return [mention.paragraph for mention in links.naming(actor, marks)]
