"""Who is named together: the actors of the same briefings, and where to read of both."""

from collections import Counter
from dataclasses import dataclass

from generator.archive import Archive
from generator.formats import Actor
from generator.model import Marks

MOST = 20
"""Actors listed as named in the same briefings; an actor of a large archive meets hundreds."""


@dataclass(frozen=True)
class Neighbour:
    """An actor named in the same briefings: in how many, and where: a briefing, its paragraphs that name this and that."""

    actor: Actor
    shared: int
    path: str
    here: int
    there: int


def of(actor: Actor, archive: Archive) -> list[Neighbour]:
    """Return the actors named in the same briefings, the most often first: each with the newest place where both stand.

    A paragraph that names both goes before two paragraphs of a newer briefing.
    """
    shared: Counter[str] = Counter()
    places: dict[str, tuple[str, int, int]] = {}
    for identifier in archive.links.named.get(actor.id, ()):
        own, others = _paragraphs(archive.marks[identifier], actor.id)
        here = frozenset(own)
        for other, paragraphs in others.items():
            shared[other] += 1
            both = next(filter(here.__contains__, paragraphs), 0)
            known = places.get(other)
            if known is None or (both and known[1] != known[2]):
                places[other] = (f"briefings/{identifier}.md", both or own[0], both or paragraphs[0])
    best = sorted(shared, key=lambda other: (-shared[other], places[other][1] != places[other][2], other))
    return [Neighbour(archive.registry.actors[other], shared[other], *places[other]) for other in best[:MOST]]


def _paragraphs(marks: Marks, actor: str) -> tuple[list[int], dict[str, list[int]]]:
    """Return the paragraphs of a briefing that name an actor, and by other actor those that name it."""
    found: dict[str, list[int]] = {}
    for mention in marks.mentions:
        if mention.actor and mention.in_ == "text":
            found.setdefault(mention.actor, []).append(mention.paragraph)
    return found.pop(actor), found
