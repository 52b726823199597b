"""Who is named together: the actors of the same briefings, and where to read of both."""

from collections import Counter
from dataclasses import dataclass

from generator.archive import Archive
from generator.formats import Actor
from generator.model import BriefingFacts

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
    for identifier, found in archive.links.named.get(actor.id, ()):
        own = dict.fromkeys(mention.paragraph for mention in found)
        for other, paragraphs in _others(archive.facts[identifier], actor.id).items():
            shared[other] += 1
            both = next((number for number in paragraphs if number in own), 0)
            known = places.get(other)
            if known is None or (both and known[1] != known[2]):
                places[other] = (f"briefings/{identifier}.md", both or next(iter(own)), both or paragraphs[0])
    best = sorted(shared, key=lambda other: (-shared[other], places[other][1] != places[other][2], other))
    return [Neighbour(archive.registry.actors[other], shared[other], *places[other]) for other in best[:MOST]]


def _others(briefing: BriefingFacts, actor: str) -> dict[str, list[int]]:
    """Return the other actors that a briefing's running text names, each with the paragraphs that do."""
    found: dict[str, list[int]] = {}
    for mention in briefing.mentions:
        if mention.actor not in (None, actor) and mention.in_ == "text":
            found.setdefault(mention.actor or "", []).append(mention.paragraph)
    return found
