"""What a briefing's editors ruled on names: whom a string means, in all of the text or in one place."""

from collections.abc import Iterator

from generator.annotating.anchors import Passages
from generator.edits import NONE, PlaceRuling
from generator.naming.spellings import Spelling
from generator.reading.registry import Registry
from generator.seed import Seed
from generator.text.names import Match, Names


def of_seed(seed: Seed, registry: Registry) -> Names[Spelling]:
    """Return the strings that a seed's editors ruled on, for all of its text."""
    ruled = seed.edits.actors if isinstance(seed.edits.actors, dict) else {}
    names: Names[Spelling] = Names()
    for text, actor in ruled.items():
        if is_ruled(actor.text, registry):
            names.add(text.text, Spelling(text.text, "ruling", actor.text))
    return names


def standing(seed: Seed, registry: Registry) -> Iterator[Match[Spelling]]:
    """Yield where the strings stand that a seed's editors ruled on for all of its text."""
    names = of_seed(seed, registry)
    for paragraph in seed.paragraphs if seed.edits.actors else ():
        yield from names.find(paragraph.text) if paragraph.is_prose else ()


def is_ruled(actor: str, registry: Registry) -> bool:
    """Return whether a ruling's word is an actor of the registry or `none`."""
    return actor == NONE or actor in registry.actors


def by_paragraph(seed: Seed, registry: Registry) -> dict[int, list[Match[Spelling]]]:
    """Return the places that a seed's editors ruled on one by one, by the number of their paragraph."""
    found: dict[int, list[Match[Spelling]]] = {}
    ruled = seed.edits.actors if isinstance(seed.edits.actors, tuple) else ()
    passages = Passages(seed.paragraphs if ruled else ())
    for ruling in ruled:
        if is_ruled(ruling.actor.text, registry):
            for number, start, end in places(ruling, passages):
                match = Match(start, end, Spelling(ruling.exact.text, "ruling", ruling.actor.text))
                found.setdefault(number, []).append(match)
    return found


def places(ruling: PlaceRuling, passages: Passages) -> Iterator[tuple[int, int, int]]:
    """Yield where a ruling for one place holds in a text: the first `exact` inside each place of its quote."""
    return passages.places(ruling.quote.text, ruling.exact.text)
