"""The abbreviations and terms of the registry that stand in a briefing's text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.briefing import Briefing
from generator.formats import Actor
from generator.reading.registry import Registry
from generator.seed import Paragraph
from generator.text.names import Names
from generator.text.spans import kept, meets, merged


@dataclass(frozen=True)
class Abbreviation:
    """A term that a text uses, what it means, and the actor it stands for here, if it does.

    number: its entry's on the page, from 1. places: by paragraph, where the first use that is no mention stands.
    """

    number: int
    term: str
    meaning: str
    actor: Actor | None
    places: dict[int, tuple[int, int]]


@lru_cache(maxsize=1)  # all pages of an archive look for the same
def _names(terms: tuple[str, ...]) -> Names[str]:
    found: Names[str] = Names()
    for term in terms:
        found.add(term, term)
    return found


def of_briefing(briefing: Briefing, registry: Registry) -> list[Abbreviation]:
    """Return the terms that stand in a briefing's text, by name: of terms that overlap the longest, “ZED/QUO” and not “ZED”."""
    name_index = _names(tuple(registry.terms))
    places: dict[str, dict[int, tuple[int, int]]] = {}
    for paragraph in (p for p in briefing.seed.paragraphs if p.is_prose):
        matches = kept(name_index.find(paragraph.text))
        taken = merged(_taken(briefing, paragraph)) if matches else []
        for match in matches:
            here = places.setdefault(match.value, {})
            if not meets(taken, match.start, match.end):
                here.setdefault(paragraph.number, (match.start, match.end))
    actors = {mention.exact: mention.actor for mention in briefing.mentions if mention.in_ == "text" and mention.actor}
    return [
        Abbreviation(number, term, registry.terms[term], registry.actors.get(actors.get(term, "")), places[term])
        for number, term in enumerate(sorted(places), 1)
    ]


def _taken(briefing: Briefing, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a paragraph that hold something else: mentions, markers and Markdown links."""
    yield from ((m.start, m.end) for m in briefing.mentions_in[paragraph.number])
    yield from ((c.start, c.end) for c in briefing.citations_in[paragraph.number])
    yield from ((mark.at - 1, mark.at + 1) for mark in paragraph.markup)
    yield from ((start, end) for start, end, _ in paragraph.links)
