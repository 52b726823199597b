"""What leads from one briefing, actor or source to another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.annotating.citations import is_checked, is_unidentified
from generator.briefing import Briefing, BriefingFacts, Citation, Cited, Marks, Mention, Spoken, Turn
from generator.formats import Actor, Role
from generator.linking import related
from generator.linking.related import Nearest, Related
from generator.reading.registry import Registry


@dataclass(frozen=True)
class Links:
    """Who is named where, what is cited where, which briefings belong together; newest first, undated last.

    named: by actor, the briefings whose running text names it. spoken: by actor, those in which it speaks.
    cited, about: by source, by topic likewise.
    related, before, after: by briefing.
    below: by actor, what is part of it. held: by actor, who held it, and the role. year: by briefing, None where unknown.
    unresolved, unidentified: the briefings with such names, with such citations.
    """

    named: Mapping[str, list[str]]
    spoken: Mapping[str, list[str]]
    cited: Mapping[str, list[str]]
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
    named = _places(order, {identifier: briefing.actors for identifier, briefing in briefings.items()})
    dated = [i for i in order if briefings[i].seed.period]
    related_, nearest = related.of_all(briefings, named, order, before)
    made = Links(
        named=named,
        spoken=_places(order, {identifier: [one.actor for one in here.spoken] for identifier, here in briefings.items()}),
        cited=_places(order, {identifier: briefing.sources for identifier, briefing in briefings.items()}),
        about=_places(order, {identifier: _topics(briefing) for identifier, briefing in briefings.items()}),
        related=related_,
        before=dict(pairwise(dated)),
        after={old: new for new, old in pairwise(dated)},
        below=_below(registry),
        held=_held(registry),
        year={identifier: briefings[identifier].seed.filed_year for identifier in order},
        unresolved=[i for i in order if briefings[i].has_unresolved],
        unidentified=[i for i in order if briefings[i].has_unidentified],
        newest_first=order,
    )
    return made, nearest


def _places(order: Sequence[str], keys: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return by key the briefings that have it, in order. keys: by briefing."""
    found: dict[str, list[str]] = {}
    for identifier in order:
        for key in keys[identifier]:
            found.setdefault(key, []).append(identifier)
    return found


def _topics(briefing: BriefingFacts) -> Iterable[str]:
    return briefing.seed.edits.topic_ids


def _below(registry: Registry) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in registry.actors.values():
        for above in actor.above:
            found.setdefault(above, []).append(actor)
    return found


def _held(registry: Registry) -> dict[str, list[tuple[Actor, Role]]]:
    found: dict[str, list[tuple[Actor, Role]]] = {}
    for actor in registry.actors.values():
        for role in actor.roles:
            if role.position:
                found.setdefault(role.position.text, []).append((actor, role))
    return found


def of_briefing(briefing: Briefing) -> BriefingFacts:
    """Return what lists need of a briefing."""
    actors = (mention.actor for mention in briefing.mentions if mention.actor and mention.in_ == "text")
    return BriefingFacts(
        seed=briefing.seed.facts,
        actors=tuple(dict.fromkeys(actors)),
        cited=tuple(cited for citation in briefing.citations for cited in _cited(citation)),
        spoken=_spoken(briefing.turns),
        has_unresolved=any(mention.is_open for mention in briefing.mentions),
        has_unidentified=any(map(is_unidentified, briefing.citations)),
    )


def _spoken(turns: Iterable[Turn]) -> tuple[Spoken, ...]:
    found: dict[str, list[Turn]] = {}
    for turn in turns:
        if turn.actor:
            found.setdefault(turn.actor, []).append(turn)
    return tuple(Spoken(actor, len(own), own[0].paragraph) for actor, own in found.items())


def naming(actor: str, marks: Marks) -> list[Mention]:
    """Return the mentions of an actor in a briefing's running text."""
    return [mention for mention in marks.mentions if mention.actor == actor and mention.in_ == "text"]


def citing(source: str, marks: Marks) -> list[Citation]:
    """Return the citations of a source in a briefing."""
    return [citation for citation in marks.citations if source in _sources(citation)]


def _sources(citation: Citation) -> list[str]:
    """Return the sources that a citation's records name, and who carried them, each once."""
    return list(dict.fromkeys(who for record in citation.records for who in (record.source, record.carrier) if who))


def _cited(citation: Citation) -> Iterator[Cited]:
    for source in _sources(citation):
        own = [record for record in citation.records if source in (record.source, record.carrier)]
        speakers = tuple(dict.fromkeys(record.speaker for record in own if record.speaker))
        yield Cited(source, any(record.carrier == source for record in own), speakers, is_checked(citation))
