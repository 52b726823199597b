"""What a briefing's citations say about its sourcing, in words: counts and names, never a judgement."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from generator.annotating import citations
from generator.briefing import Briefing, Citation, Record
from generator.edits import UNNAMED
from generator.reading import markers
from generator.reading.registry import Registry
from generator.rendering import states, wording
from generator.rendering.wording import listed
from generator.seed import Paragraph
from generator.text import date_lines

DISCLAIMER = "These are counts and names from the citations. They do not say whether the text is right."


@dataclass(frozen=True)
class Cell:
    """One paragraph's sourcing: its number, who is cited as speaking and who as carrying, in words."""

    paragraph: int
    speakers: tuple[str, ...]
    carriers: tuple[str, ...]
    unidentified: int

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to say of the paragraph."""
        return not (self.speakers or self.carriers or self.unidentified)


@dataclass(frozen=True)
class Sourcing:
    """The sourcing of a briefing, as sentences and as one cell for each paragraph that cites or could."""

    sentences: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> list[tuple[Cell, Cell]]:
        """Return from which cell to which each row of a table goes: of those with nothing to say one row has all in turn."""
        found: list[tuple[Cell, Cell]] = []
        for is_empty, run in groupby(self.cells, key=attrgetter("is_empty")):
            cells = list(run)
            found += [(cells[0], cells[-1])] if is_empty else zip(cells, cells, strict=True)
        return found


def of_briefing(briefing: Briefing, registry: Registry) -> Sourcing:
    """Return a briefing's sourcing; every number can be recomputed from `data/citations.jsonl`."""
    prose = [p for p in briefing.seed.paragraphs if briefing.citations_of[p.number] or _is_running_text(p, briefing)]
    cells = tuple(_cell(p.number, briefing, registry) for p in prose)
    return Sourcing(tuple(_sentences(briefing, prose, registry)) if briefing.citations else (), cells)


def _is_running_text(paragraph: Paragraph, briefing: Briefing) -> bool:
    rest = markers.without(paragraph.text, briefing.citations_in[paragraph.number]).strip()
    is_date = date_lines.of_line(rest, briefing.seed.language) is not None
    return paragraph.is_prose and paragraph.tag == "p" and len(rest) > 1 and not paragraph.is_title and not is_date


def name(identifier: str, registry: Registry) -> str:
    """Return the name of an actor or, failing that, of a source."""
    entry = registry.actors.get(identifier) or registry.sources.get(identifier)
    return entry.name.text if entry else identifier


def carrier(record: Record, registry: Registry) -> str:
    """Return in words who carried what a record cites: by name, by the label's words where these are not registered."""
    words = citations.carried_by(record.text)
    if record.carrier == UNNAMED:
        return f"{words or 'others'}, not named"
    if record.carrier:
        return name(record.carrier, registry)
    return f"“{words}”, not in the registry" if words else ""


def _cell(number: int, briefing: Briefing, registry: Registry) -> Cell:
    records = [r for c in briefing.citations_of[number] for r in c.records]
    speakers = [("probably " if r.speaker_likely else "") + name(r.speaker, registry) for r in records if r.speaker]
    carriers = [("probably " if r.carrier_likely else "") + words for r in records if (words := carrier(r, registry))]
    sources = [f"{words} (role not known)" for r in records if (words := _part(r, "source", registry))]
    unidentified = sum(not citations.is_identified(record) for record in records)
    return Cell(number, tuple(dict.fromkeys(speakers)), tuple(dict.fromkeys([*carriers, *sources])), unidentified)


def _sentences(briefing: Briefing, prose: list[Paragraph], registry: Registry) -> Iterator[str]:
    records = [record for citation in briefing.citations for record in citation.records]
    yield _how_many(briefing, prose) + " " + _what_they_give(briefing.citations)
    if spoken := _who(briefing, registry, "speaker"):
        yield f"Cited as speaking: {spoken}."
    if carried := _who(briefing, registry, "carrier"):
        yield f"Cited as carrying: {carried}."
    if named := _who(briefing, registry, "source"):
        yield f"Named as source, role not known: {named}."
    yield from _unidentified(briefing)
    yield from _one_statement(briefing)
    if its_name := states.of_all(records, registry):
        yield f"Every speaker or carrier that could be identified is a body of one state, or owned by it: {its_name}."
    yield from _reach(briefing, prose)
    checked = sum(map(citations.is_checked, briefing.citations))
    yield f"Checked against originals: {checked} of {len(briefing.citations)}."


def _how_many(briefing: Briefing, prose: list[Paragraph]) -> str:
    count, paragraphs = len(briefing.citations), len(prose)
    covered = {citation.covers for citation in briefing.citations}
    uncited = [p.number for p in prose if p.number not in covered]
    each_one = paragraphs > 1 and not uncited and count == len(covered) == paragraphs
    if each_one and _at_an_end(briefing) == set(briefing.citations):
        return f"Each of the {wording.number(paragraphs)} paragraphs ends with one citation."
    if each_one:
        return f"Each of the {wording.number(paragraphs)} paragraphs has one citation."
    some = wording.capital(wording.counted(count, "citation"))
    without = f"; {wording.number(len(uncited))} of {wording.counted(paragraphs, 'paragraph')} without" if uncited else ""
    return f"{some} in {wording.counted(len(covered), 'paragraph')}{without}."


def _what_they_give(cited: tuple[Citation, ...]) -> str:
    """Return what the labels give by themselves, and of how many the editors have found the document."""
    given = {what: sum(bool(form.search(c.label)) for c in cited) for what, form in GIVEN.items()}
    known = sum(any(record.document for record in citation.records) for citation in cited)
    found = f" The editors have identified the document of {known} of {len(cited)}." if known else ""
    if not any(given.values()):
        return f"{'None gives a' if len(cited) > 1 else 'It gives no'} title, date or link.{found}"
    return wording.capital(listed([f"{n} of {len(cited)} with {what}" for what, n in given.items() if n])) + "." + found


GIVEN = {
    "a title": re.compile(r"[“«„\"][^“”«»„\"]{3,}[”»“\"]"),
    "a date": re.compile(r"\b(?:1[5-9]|20)\d\d\b"),
    "a link": re.compile(r"https?://\S", re.IGNORECASE),
}
"""What a label gives by itself: words in quotation marks, a year, an address."""


def _unidentified(briefing: Briefing) -> Iterator[str]:
    """Yield which citations nobody has identified; that they could not be is said where editors say so."""
    found = list(filter(citations.is_unidentified, briefing.citations))
    if not found:
        return
    said = {markers.label_of(label.text) for label, reading in briefing.seed.edits.citations.items() if reading.unidentified}
    noun, verb = ("citation", "is") if len(found) == 1 else ("citations", "are")
    tried = all(citation.label in said for citation in found)
    yield f"The {noun} in {_among(found, briefing)} {'could not be identified' if tried else f'{verb} not identified yet'}."


def _among(found: list[Citation], briefing: Briefing) -> str:
    """Return where citations stand, and how many of a paragraph's they are where it has others."""
    here = Counter(citation.covers for citation in found)
    places = []
    for number, count in here.items():
        all_here = len(briefing.citations_of[number])
        some = f" ({wording.number(count)} of {wording.number(all_here)})" if count < all_here else ""
        places.append(f"¶{number}{some}")
    return listed(places)


def _at_an_end(briefing: Briefing) -> set[Citation]:
    """Return the citations that end a paragraph: behind them stand at most other markers and a full stop."""
    found: set[Citation] = set()
    for number, here in briefing.citations_in.items():
        text, behind = briefing.paragraphs[number].text, ""
        end = len(text)
        for citation in reversed(here):
            behind += text[citation.end : end].strip()
            if len(behind) > 1:
                break
            found.add(citation)
            end = citation.start
    return found


def _who(briefing: Briefing, registry: Registry, part: str) -> str:
    """Return who is cited in a part (speaker, carrier, or source where neither is known), each with its paragraphs."""
    found: dict[str, dict[str, None]] = {}
    for citation in briefing.citations:
        for record in citation.records:
            place = ("probably " if getattr(record, f"{part}_likely", False) else "") + f"¶{citation.covers}"
            if words := _part(record, part, registry):
                found.setdefault(words, {})[place] = None
    return listed([f"{words} ({', '.join(places)})" for words, places in found.items()])


def _part(record: Record, part: str, registry: Registry) -> str:
    if part == "speaker":
        return name(record.speaker, registry) if record.speaker else ""
    if part == "carrier":
        return carrier(record, registry)
    known = record.speaker or record.carrier == record.source
    return name(record.source, registry) if record.source and not known else ""


def _one_statement(briefing: Briefing) -> Iterator[str]:
    """Yield which paragraphs may rest on one statement.

    One speaker is taken for sure in one and probably in another, and neither's document has been identified.
    """
    by_speaker: dict[str, list[tuple[int, bool]]] = {}
    for citation in briefing.citations:
        for record in citation.records:
            if record.speaker and not record.document:
                by_speaker.setdefault(record.speaker, []).append((citation.covers, record.speaker_likely))
    for places in by_speaker.values():
        paragraphs = sorted({place for place, _ in places})
        if len(paragraphs) > 1 and any(likely for _, likely in places):
            yield f"{listed([f'¶{number}' for number in paragraphs])} may rest on one statement."


def _reach(briefing: Briefing, prose: list[Paragraph]) -> Iterator[str]:
    if prose and _at_an_end(briefing):
        yield "A citation at a paragraph’s end does not show which of its sentences it covers."
