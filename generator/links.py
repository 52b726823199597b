"""What leads from one briefing, actor or source to another."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.formats import Actor, Role
from generator.model import BriefingFacts, Citation, Mention
from generator.registry import Registry

RELATED_MOST = 5
"""Related briefings shown on a page; readers of longer lists stop before the sixth."""

_PLACES = 1 << 40
"""More than an archive has briefings."""

_POSTINGS_MOST = 100
"""An actor of more briefings than this brings no candidates of its own, so that cost stays linear."""


@dataclass(frozen=True)
class Related:
    """Another briefing and the actors that both name, the rarest first."""

    briefing: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """Who is named where, what is cited where, which briefings belong together; newest first, undated last.

    named: by actor, the briefing's id and its mentions in running text. cited: by source likewise.
    about: by topic, the briefings on it. related, before, after: by briefing.
    below: by actor, what is part of it. held: by actor, who held it, and the role.
    """

    named: Mapping[str, list[tuple[str, list[Mention]]]]
    cited: Mapping[str, list[tuple[str, list[Citation]]]]
    about: Mapping[str, list[str]]
    related: Mapping[str, list[Related]]
    before: Mapping[str, str]
    after: Mapping[str, str]
    below: Mapping[str, list[Actor]]
    held: Mapping[str, list[tuple[Actor, Role]]]
    newest_first: Sequence[str]


def newest_first(briefings: Mapping[str, BriefingFacts]) -> list[str]:
    """Return the briefings' ids, newest first, the undated last; ties by id."""
    dated = sorted(i for i, b in briefings.items() if b.seed.period)
    dated.sort(key=lambda i: briefings[i].seed.period.sort_key, reverse=True)  # type: ignore[union-attr]  # dated only
    return dated + sorted(i for i, b in briefings.items() if not b.seed.period)


def make(briefings: Mapping[str, BriefingFacts], registry: Registry) -> Links:
    """Return what leads from each briefing, actor and source to others."""
    order = newest_first(briefings)
    named: dict[str, list[tuple[str, list[Mention]]]] = {}
    cited: dict[str, list[tuple[str, list[Citation]]]] = {}
    for identifier in order:
        briefing = briefings[identifier]
        for actor, found in by_actor(briefing).items():
            named.setdefault(actor, []).append((identifier, found))
        for source, citations in by_source(briefing).items():
            cited.setdefault(source, []).append((identifier, citations))
    dated = [i for i in order if briefings[i].seed.period]
    return Links(
        named=named,
        cited=cited,
        about=_about(briefings, order),
        related=_related(briefings, named, order),
        before=dict(pairwise(dated)),
        after={old: new for new, old in pairwise(dated)},
        below=_below(registry),
        held=_held(registry),
        newest_first=order,
    )


def _about(briefings: Mapping[str, BriefingFacts], order: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for identifier in order:
        for topic in dict.fromkeys(named.text for named in briefings[identifier].seed.edits.topics):
            found.setdefault(topic, []).append(identifier)
    return found


def _below(registry: Registry) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in registry.actors.values():
        for above in dict.fromkeys(named.text for named in (actor.part_of, actor.of) if named):
            found.setdefault(above, []).append(actor)
    return found


def _held(registry: Registry) -> dict[str, list[tuple[Actor, Role]]]:
    found: dict[str, list[tuple[Actor, Role]]] = {}
    for actor in registry.actors.values():
        for role in actor.roles:
            if role.position:
                found.setdefault(role.position.text, []).append((actor, role))
    return found


def by_actor(briefing: BriefingFacts) -> dict[str, list[Mention]]:
    """Return the mentions of each actor in a briefing's running text."""
    found: dict[str, list[Mention]] = {}
    for mention in briefing.mentions:
        if mention.actor and mention.in_ == "text":
            found.setdefault(mention.actor, []).append(mention)
    return found


def by_source(briefing: BriefingFacts) -> dict[str, list[Citation]]:
    """Return the citations of each source in a briefing."""
    found: dict[str, list[Citation]] = {}
    for citation in briefing.citations:
        for source in dict.fromkeys(who for record in citation.records for who in (record.source, record.carrier) if who):
            found.setdefault(source, []).append(citation)
    return found


def _related(
    briefings: Mapping[str, BriefingFacts], named: Mapping[str, list[tuple[str, list[Mention]]]], order: list[str]
) -> dict[str, list[Related]]:
    """Return for each briefing those that share the most and the rarest actors with it.

    The weight of a shared actor is its inverse document frequency, in whole steps, so that one more
    briefing rarely changes another's list (K. Sparck Jones, "A statistical interpretation of term
    specificity", 1972).
    """
    weight = {a: 1 + round(math.log2(len(briefings) / len(where))) for a, where in named.items()}
    place = {identifier: at for at, identifier in enumerate(order)}
    places = {a: [place[identifier] for identifier, _ in where] for a, where in named.items()}
    actors_at: list[list[str]] = [[] for _ in order]
    for actor in sorted(named, key=lambda a: (-weight[a], a)):
        for at in places[actor]:
            actors_at[at].append(actor)
    first = {a: here[:_POSTINGS_MOST] for a, here in places.items()}
    nearest = (_nearest(at, actors, first, weight) for at, actors in enumerate(actors_at))
    return {i: [Related(order[other], shared) for other, shared in found] for i, found in zip(order, nearest, strict=True)}


def _nearest(
    at: int, actors: Sequence[str], places: Mapping[str, list[int]], weight: Mapping[str, int]
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the places of the briefings that share the most with the one at a place, and the actors each shares.

    actors: its own. places: by actor, in the order of the archive, by which ties go too.
    """
    score: dict[int, int] = {}
    for actor in actors:
        points = weight[actor]
        for other in places[actor]:
            score[other] = score.get(other, 0) + points
    score.pop(at, None)
    # One number a candidate, the higher score first and then the earlier place: numbers sort ten times as fast as pairs.
    best = sorted([other - points * _PLACES for other, points in score.items()])[:RELATED_MOST]
    found = (number % _PLACES for number in best)
    return [(other, tuple(actor for actor in actors if _holds(places[actor], other))) for other in found]


def _holds(places: list[int], place: int) -> bool:
    """Return whether a place is among some places, which are in order."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place
