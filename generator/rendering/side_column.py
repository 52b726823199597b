"""What stands beside a briefing on a wide screen: who is named, what is cited, its topics and related briefings."""

from collections import Counter
from typing import Any

from generator.archive import Archive
from generator.briefing import Briefing
from generator.rendering import speaking, wording
from generator.rendering.speaking import Speaker
from generator.seed import SeedFacts
from generator.text.markup import direction

_Entry = dict[str, Any]
"""A line of the column: its words and the address it leads to, if any; for an actor its id and how often the text names it,
for a speaker the number and how many turns.

Words of another language than the archive's, or that run from right to left, say so: `lang`, `dir`.
"""


def of_briefing(briefing: Briefing, archive: Archive) -> list[dict[str, Any]]:
    """Return the column's groups, each a heading with its entries; those that would be empty are left out."""
    registry = archive.registry
    counts = Counter(mention.actor for mention in briefing.mentions if mention.in_ == "text" and mention.actor)
    groups = {"Speakers": [_speaker(speaker) for speaker in speaking.of_briefing(briefing, registry)]}
    groups |= {
        heading: [_actor(actor, registry.actors[actor].name.text, counts[actor]) for actor in _of_kind(kind, counts, archive)]
        for kind, heading in wording.KINDS.items()
    }
    cited = dict.fromkeys(who for c in briefing.citations for r in c.records for who in (r.source, r.carrier))
    sources = [registry.sources[source] for source in cited if source in registry.sources]
    groups["Sources cited"] = [_entry(source.name.text, f"sources/{source.id}/") for source in sources]
    topics = [topic for topic in briefing.seed.edits.topic_ids if topic in registry.topics]
    groups["Topics"] = [_entry(registry.topics[topic].name, f"topics/{topic}/") for topic in topics]
    groups["Related briefings"] = [
        _briefing(archive.facts[other.briefing].seed) for other in archive.links.related[briefing.id]
    ]
    return [{"heading": heading, "lines": lines} for heading, lines in groups.items() if lines]


def _speaker(speaker: Speaker) -> _Entry:
    said = {"speaker": speaker.number, "count": len(speaker.turns)}
    if speaker.actor:
        return _entry(speaker.actor.name.text, f"actors/{speaker.actor.id}/") | said
    return _entry(speaker.labels[0], "") | said


def _of_kind(kind: str, counts: Counter[str], archive: Archive) -> list[str]:
    """Return the actors of a kind, the most often named first."""
    here = [actor for actor in counts if archive.registry.actors[actor].kind == kind]
    return sorted(here, key=lambda actor: (-counts[actor], archive.registry.actors[actor].name.text.casefold()))


def _entry(words: str, address: str) -> _Entry:
    return {"words": words, "address": address} | ({"dir": "rtl"} if direction(words) == "rtl" else {})


def _briefing(seed: SeedFacts) -> _Entry:
    language = wording.title_language(seed)
    return _entry(wording.shown_title(seed), f"briefings/{seed.id}/") | ({"lang": language} if language else {})


def _actor(identifier: str, name: str, count: int) -> _Entry:
    return _entry(name, f"actors/{identifier}/") | {"actor": identifier, "count": count}
