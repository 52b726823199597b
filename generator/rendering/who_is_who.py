"""Who is who in a briefing: what its panel says of each actor."""

from dataclasses import dataclass

from generator.annotating import anchors
from generator.briefing import Briefing, Mention
from generator.formats import Actor
from generator.naming import surnames
from generator.reading.registry import Registry
from generator.rendering import wording
from generator.text.markup import folded


@dataclass(frozen=True)
class Entry:
    """An actor in a briefing's who is who: what the panel says of it.

    spellings: how the text writes it, where that is not its name. notes: letters of notes on its mentions.
    by_name: whether the text also writes it as its name.
    """

    actor: Actor
    sentence: str
    spellings: tuple[str, ...]
    notes: tuple[str, ...]
    by_title_only: bool
    by_name: bool


def of_briefing(briefing: Briefing, registry: Registry) -> list[tuple[str, list[Entry]]]:
    """Return the actors the text names, by kind, each with what the panel says of it."""
    named: dict[str, list[Mention]] = {}
    for mention in briefing.mentions:
        if mention.actor and mention.in_ == "text":
            named.setdefault(mention.actor, []).append(mention)
    entries = [_entry(registry.actors[a], found, briefing, registry, named) for a, found in named.items()]
    groups = []
    for kind, heading in wording.KINDS.items():
        here = sorted((e for e in entries if e.actor.kind == kind), key=_alphabetical)
        if here:
            groups.append((heading, here))
    return groups


def _alphabetical(entry: Entry) -> tuple[str, str]:
    actor = entry.actor
    return (surnames.family_name(actor) if actor.kind == "person" else actor.name.text).casefold(), actor.id


def _entry(
    actor: Actor, found: list[Mention], briefing: Briefing, registry: Registry, named: dict[str, list[Mention]]
) -> Entry:
    actors = registry.actors
    written = (folded(m.exact) for m in found if m.rule not in ("name", "surname"))
    letters = [n.letter for m in found for n in anchors.touching(briefing, m.paragraph, m.start, m.end)]
    sentence = wording.offices_at(actor, briefing.seed.period, actors) or actor.description
    return Entry(
        actor,
        sentence,
        tuple(dict.fromkeys(words for words in written if words != actor.name.text)),
        tuple(sorted(set(letters))),
        by_title_only=actor.kind == "position" and not any(_held(actor.id, actors[other]) for other in named),
        by_name=any(mention.rule == "name" for mention in found),
    )


def _held(position: str, actor: Actor) -> bool:
    return any(role.position and role.position.text == position for role in actor.roles)


def only_cited(briefing: Briefing, registry: Registry) -> list[Actor]:
    """Return the actors that only citations name; the text itself does not."""
    in_text = {mention.actor for mention in briefing.mentions if mention.in_ == "text"}
    in_labels = dict.fromkeys(m.actor for m in briefing.mentions if m.in_ == "label" and m.actor not in in_text)
    return [registry.actors[actor] for actor in in_labels if actor]
