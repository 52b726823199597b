"""What a briefing's editors ruled on names: whom a string means, in all of the text or in one place."""

from collections.abc import Iterable, Iterator

from generator import anchors
from generator.formats import PlaceRuling
from generator.model import Paragraph, Seed
from generator.names import Match, Names
from generator.registry import Registry
from generator.spellings import NONE, Spelling


def of_seed(seed: Seed, registry: Registry) -> Names[Spelling]:
    """Return the strings that a seed's editors ruled on, for all of its text."""
    ruled = seed.edits.actors if isinstance(seed.edits.actors, dict) else {}
    names: Names[Spelling] = Names()
    for text, actor in ruled.items():
        if is_ruled(actor.text, registry):
            names.add(text.text, Spelling(text.text, "ruling", actor.text))
    return names


def is_ruled(actor: str, registry: Registry) -> bool:
    """Return whether a ruling's word is an actor of the registry or `none`."""
    return actor == NONE or actor in registry.actors


def of_paragraph(seed: Seed, paragraph: Paragraph, registry: Registry) -> Iterator[Match[Spelling]]:
    """Yield the places of a paragraph that a seed's editors ruled on one by one."""
    ruled: Iterable[PlaceRuling] = seed.edits.actors if isinstance(seed.edits.actors, tuple) else ()
    for ruling in ruled:
        if not is_ruled(ruling.actor.text, registry):
            continue
        for start, end in places(ruling, paragraph):
            yield Match(start, end, Spelling(ruling.exact.text, "ruling", ruling.actor.text))


def places(ruling: PlaceRuling, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return where a ruling for one place holds in a paragraph: the first `exact` inside each place of its quote."""
    exact = anchors.places(ruling.exact.text, paragraph)
    found = []
    for start, end in anchors.places(ruling.quote.text, paragraph):
        found += [(first, last) for first, last in exact if start <= first and last <= end][:1]
    return found
