"""Which briefings belong together: those that name the same actors, and rare ones."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.briefing import BriefingFacts
from generator.disk import fingerprints

MOST = 5
"""Related briefings shown on a page; readers of longer lists stop before the sixth."""

_PLACES = 1 << 40
"""More than an archive has briefings."""

_BRINGS_MOST = 100
"""Briefings, its newest, that an actor brings as candidates, so that cost stays linear."""

Nearest = Mapping[str, tuple[str, tuple[str, ...]]]
"""By briefing a fingerprint of all that counts for it, and the briefings nearest to it."""


class Related(NamedTuple):
    """Another briefing and the actors that both name, the rarest first."""

    briefing: str
    actors: tuple[str, ...]


def of_all(
    briefings: Mapping[str, BriefingFacts], named: Mapping[str, Sequence[str]], order: Sequence[str], before: Nearest
) -> tuple[dict[str, list[Related]], Nearest]:
    """Return for each briefing those that share the most and the rarest actors with it, and what spares work the next time.

    The weight of a shared actor is its inverse document frequency, in whole steps, so that one more
    briefing rarely changes another's list (K. Sparck Jones, "A statistical interpretation of term
    specificity", 1972). named: by actor its briefings, in order. before: what the last time left.
    """
    weight = {a: 1 + round(math.log2(len(briefings) / len(where))) for a, where in named.items()}
    actors: dict[str, list[str]] = {identifier: [] for identifier in order}
    for actor in sorted(named, key=lambda a: (-weight[a], a)):
        for identifier in named[actor]:
            actors[identifier].append(actor)
    nearest = _nearest_of_all(briefings, named, actors, weight, before)
    names = {identifier: frozenset(own) for identifier, own in actors.items()}
    related = {
        identifier: [Related(other, tuple(filter(names[other].__contains__, actors[identifier]))) for other in others]
        for identifier, (_, others) in nearest.items()
    }
    return related, nearest


def _nearest_of_all(
    briefings: Mapping[str, BriefingFacts],
    named: Mapping[str, Sequence[str]],
    actors: Mapping[str, Sequence[str]],
    weight: Mapping[str, int],
    before: Nearest,
) -> Nearest:
    """Return the nearest of each briefing. actors: by briefing, in order, those that it names."""
    order = list(actors)
    place = {identifier: at for at, identifier in enumerate(order)}
    brings = {actor: [place[identifier] for identifier in where[:_BRINGS_MOST]] for actor, where in named.items()}
    dated = [f"{identifier} {_sorted_by(briefings[identifier])}" for identifier in order]
    counts = {a: fingerprints.of_all([f"{weight[a]}", *(dated[at] for at in here)]) for a, here in brings.items()}
    found = {}
    for at, (identifier, own) in enumerate(actors.items()):
        made_of = fingerprints.of_all(counts[actor] for actor in own)
        known = before.get(identifier)
        if known and known[0] == made_of:
            found[identifier] = known
        else:
            found[identifier] = made_of, tuple(order[other] for other in _nearest(at, own, brings, weight))
    return found


def _sorted_by(briefing: BriefingFacts) -> str:
    return str(briefing.seed.period.sort_key) if briefing.seed.period else ""


def _nearest(at: int, actors: Sequence[str], brings: Mapping[str, list[int]], weight: Mapping[str, int]) -> list[int]:
    """Return the places of the briefings that share the most with the one at a place.

    actors: its own. brings: by actor, places in the order of the archive, by which ties go too.
    """
    score: dict[int, int] = {}
    for actor in actors:
        points = weight[actor]
        for other in brings[actor]:
            score[other] = score.get(other, 0) + points
    score.pop(at, None)
    # One number a candidate, the higher score first and then the earlier place: numbers sort ten times as fast as pairs.
    best = sorted([other - points * _PLACES for other, points in score.items()])[:MOST]
    return [number % _PLACES for number in best]
