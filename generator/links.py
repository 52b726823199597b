"""What leads from one briefing, actor or source to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator import related
from generator.citations import is_unidentified
from generator.formats import Actor, Role
from generator.model import BriefingFacts, Citation, Mention
from generator.registry import Registry
from generator.related import Nearest, Related


@dataclass(frozen=True)
class Links:
    """Who is named where, what is cited where, which briefings belong together; newest first, undated last.

    named: by actor, the briefing's id and its mentions in running text. cited: by source likewise.
    about: by topic, the briefings on it. related, before, after: by briefing.
    below: by actor, what is part of it. held: by actor, who held it, and the role. year: by briefing, None where unknown.
    unresolved, unidentified: the briefings with such names, with such citations.
    """

    named: Mapping[str, list[tuple[str, list[Mention]]]]
    cited: Mapping[str, list[tuple[str, list[Citation]]]]
    about: Mapping[str, list[str]]
    related: Mapping[str, list[Related]]
    before: Mapping[str, str]
    after: Mapping[str, str]
    below: Mapping[str, list[Actor]]
    held: Mapping[str, list[tuple[Actor, Role]]]
    year: Mapping[str, int | None]
    unresolved: Sequence[str]
    unidentified: Sequence[str]
    newest_first: Sequence[str]


def newest_first(briefings: Mapping[str, BriefingFacts]) -> list[str]:
    """Return the briefings' ids, newest first, the undated last; ties by id."""
    dated = sorted(i for i, b in briefings.items() if b.seed.period)
    dated.sort(key=lambda i: briefings[i].seed.period.sort_key, reverse=True)  # type: ignore[union-attr]  # dated only
    return dated + sorted(i for i, b in briefings.items() if not b.seed.period)


def make(briefings: Mapping[str, BriefingFacts], registry: Registry, before: Nearest) -> tuple[Links, Nearest]:
    """Return what leads from each briefing, actor and source to others, and what spares work the next time.

    before: what that was the last time.
    """
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
    places = {actor: [identifier for identifier, _ in where] for actor, where in named.items()}
    related_, nearest = related.of_all(briefings, places, order, before)
    made = Links(
        named=named,
        cited=cited,
        about=_about(briefings, order),
        related=related_,
        before=dict(pairwise(dated)),
        after={old: new for new, old in pairwise(dated)},
        below=_below(registry),
        held=_held(registry),
        year={identifier: briefings[identifier].seed.filed_year for identifier in order},
        unresolved=[i for i in order if any(mention.is_open for mention in briefings[i].mentions)],
        unidentified=[i for i in order if any(map(is_unidentified, briefings[i].citations))],
        newest_first=order,
    )
    return made, nearest


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
