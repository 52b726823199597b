"""What a citation's note says: the label verbatim, then what the editors could make of it."""

from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase

from generator.annotating.citations import is_identified, is_unidentified
from generator.briefing import Briefing, Citation, Record
from generator.edits import UNNAMED, Reading
from generator.reading.markers import label_of
from generator.reading.registry import Registry
from generator.rendering import sourcing, wording
from generator.rendering.briefing_text import use_of_note
from generator.text import dates
from generator.text.markup import Markdown, external, link, plain

RETURN_LINKS_MOST = 26
"""Uses of one note with a way back: as many as there are letters."""


def of_briefing(briefing: Briefing, registry: Registry) -> list[tuple[int, Markdown]]:
    """Return a briefing's notes, by number; links are relative to a briefing's page."""
    readings = {label_of(label.text): reading for label, reading in briefing.seed.edits.citations.items()}
    uses = Counter(citation.number for citation in briefing.citations)
    return [
        (
            citation.number,
            Markdown(f"{_note(citation, readings, registry)} {_ways_back(citation.number, uses[citation.number])}"),
        )
        for citation in _first_uses(briefing.citations)
    ]


def _ways_back(number: int, uses: int) -> Markdown:
    """Return links to the places where a note is used, lettered where there are several."""
    if uses == 1:
        return Markdown(f'[↩](#{use_of_note(number, 1)}){{ .note-return aria-label="Back to the text" }}')
    links = [
        f'[{letter}](#{use_of_note(number, use)}){{ .note-return aria-label="Back to use {letter} in the text" }}'
        for use, letter in enumerate(ascii_lowercase[:uses], 1)
    ]
    more = f" and {uses - RETURN_LINKS_MOST} more" if uses > RETURN_LINKS_MOST else ""
    return Markdown(f"↩ {' '.join(links)}{more}")


def _first_uses(cited: tuple[Citation, ...]) -> list[Citation]:
    first: dict[int, Citation] = {}
    for citation in cited:
        first.setdefault(citation.number, citation)
    return list(first.values())


def _note(citation: Citation, readings: dict[str, Reading], registry: Registry) -> Markdown:
    """Return a note: the label verbatim, then what the editors could make of it, what is unknown as unknown."""
    reading = readings.get(citation.label)
    lines = [f"“{plain(citation.label)}”"]
    for record in citation.records:
        which = f"“{plain(record.text)}”: " if len(citation.records) > 1 else ""
        lines.append(which + " ".join(_record_words(record, reading, registry)))
    if citation.names and is_unidentified(citation, by_name=False):
        named = " and ".join(_name(actor, registry) for actor in citation.names)
        lines.append(Markdown(f"The label names {named}; in which role is not known."))
    return Markdown("<br>".join(lines))


def _record_words(record: Record, reading: Reading | None, registry: Registry) -> Iterator[Markdown]:
    if not is_identified(record) and not sourcing.carrier(record, registry):
        unknown = "no body, title or date of that name is known to the editors" if reading and reading.unidentified else ""
        yield plain(f"Not identified{': ' + unknown if unknown else ''}.")
        yield plain(wording.CHECKED[record.checked] + ".")
        return
    if record.speaker and not record.speaker_likely:
        same = record.source and _publisher(record.source, registry) == record.speaker
        yield Markdown(f"{'Speaker and publisher' if same else 'Speaker'}: {_name(record.speaker, registry)}.")
    if record.source and record.source != record.carrier:
        part = "Cited from" if record.speaker else "Source"
        yield Markdown(f"{part}: {_name(record.source, registry, source_first=True)}.")
    yield from _carrier_words(record, reading, registry)
    if record.speaker_likely:
        probably = f"probably {_name(record.speaker, registry)} (editors’ reading{_because(reading)})"
        yield Markdown(f"Speaker: not named in the citation; {probably}.")
    yield from _document_words(record, reading)


def _carrier_words(record: Record, reading: Reading | None, registry: Registry) -> Iterator[Markdown]:
    if record.carrier and record.carrier != UNNAMED:
        named = _name(record.carrier, registry, source_first=True)
        likely = f"probably {named} (editors’ reading{_because(reading)})"
        yield Markdown(f"Carried by: {likely if record.carrier_likely else named}.")
    elif carried := sourcing.carrier(record, registry):
        yield plain(f"Carried by: {carried}.")


def _because(reading: Reading | None) -> Markdown:
    return Markdown(f": {plain(reading.basis.rstrip('.'))}") if reading and reading.basis else Markdown("")


def _document_words(record: Record, reading: Reading | None) -> Iterator[Markdown]:
    if record.document:
        dated = f", {dates.in_words(dates.parse(record.date))}" if record.date else ""
        yield Markdown(f"Document: {external(record.document, record.url)}{plain(dated)}.")
    elif record.url:
        yield Markdown(f"Link given: {external(record.url, record.url)}.")
    else:
        elsewhere = f"; {reading.seen_elsewhere.rstrip('.')}" if reading and reading.seen_elsewhere else ""
        yield plain(f"Document: not identified{elsewhere}.")
    yield plain(wording.CHECKED[record.checked] + ".")


def _publisher(source: str, registry: Registry) -> str:
    publisher = registry.sources[source].publisher if source in registry.sources else None
    return publisher.text if publisher else ""


def _name(identifier: str, registry: Registry, *, source_first: bool = False) -> Markdown:
    """Return a linked name: one link a string, to the source where a source owns it, else to the actor."""
    if identifier in registry.sources and (source_first or identifier not in registry.actors):
        return link(registry.sources[identifier].name.text, f"../sources/{identifier}.md")
    if identifier in registry.actors:
        return link(registry.actors[identifier].name.text, f"../actors/{identifier}.md")
    return plain(identifier)
