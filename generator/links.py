"""What leads from one briefing, actor or source to another."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.formats import Actor, Role
from generator.model import BriefingFacts, Citation, Mention
from generator.registry import Registry

RELATED_MOST = 5
"""Related briefings shown on a page; readers of longer lists stop before the sixth."""

_POSTINGS_MOST = 400
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
        for actor, found in _by_actor(briefing).items():
            named.setdefault(actor, []).append((identifier, found))
        for source, citations in _by_source(briefing).items():
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


def _by_actor(briefing: BriefingFacts) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in briefing.mentions:
        if mention.actor and mention.in_ == "text":
            found.setdefault(mention.actor, []).append(mention)
    return found


def _by_source(briefing: BriefingFacts) -> dict[str, list[Citation]]:
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
    actors_of: dict[str, list[str]] = {identifier: [] for identifier in order}
    for actor in sorted(named, key=lambda a: (-weight[a], a)):
        for identifier, _ in named[actor]:
            actors_of[identifier].append(actor)
    return {i: _nearest(i, actors_of, named, weight, place) for i in order}


def _nearest(
    identifier: str,
    actors_of: Mapping[str, list[str]],
    named: Mapping[str, list[tuple[str, list[Mention]]]],
    weight: Mapping[str, int],
    place: Mapping[str, int],
) -> list[Related]:
    score: Counter[str] = Counter()
    shared: dict[str, list[str]] = {}
    for actor in actors_of[identifier]:
        for other, _ in named[actor][:_POSTINGS_MOST]:
            if other != identifier:
                score[other] += weight[actor]
                shared.setdefault(other, []).append(actor)
    best = sorted(score, key=lambda other: (-score[other], place[other], other))[:RELATED_MOST]
    return [Related(other, tuple(shared[other])) for other in best]
