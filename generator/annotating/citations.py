"""The citations of a seed: which labels its markers hold, and which source records they name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from functools import lru_cache
from operator import itemgetter

from generator.briefing import Citation, Mention, Record
from generator.disk.files import in_text
from generator.edits import UNNAMED, Likely, Reading
from generator.problems import Problem
from generator.reading import markers
from generator.reading.registry import Registry
from generator.seed import Paragraph, Seed
from generator.text.names import Names
from generator.text.spans import kept

_URL = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]", re.IGNORECASE)
_CARRIED = re.compile(r"\b(?:as reported by|reported by|quoted by|citing|via)\b", re.IGNORECASE)


def of_seed(seed: Seed, registry: Registry, sources: Names[str]) -> tuple[tuple[Citation, ...], list[Problem]]:
    """Return a seed's citations, numbered by first use, and the markers that never close or are empty.

    sources: the names of the registry's sources, by which labels name them. "It rained. [Citation: Harbour Wire, 4 May]" has
    one, numbered 1, whose record is of the source that is called Harbour Wire.
    """
    numbers: dict[str, int] = {}
    found: list[Citation] = []
    problems: list[Problem] = []
    readings = {markers.label_of(label.text): reading for label, reading in seed.edits.citations.items()}
    covered = 0
    for paragraph in (p for p in seed.paragraphs if p.is_prose):
        found_here, unclosed, empty = markers.find(paragraph.text, registry.settings.markers)
        problems += [_unclosed(seed, paragraph, at) for at in unclosed]
        problems += [_empty(seed, paragraph, at) for at in empty]
        if len(markers.without(paragraph.text, found_here).strip()) > 1:
            covered = paragraph.number
        links = paragraph.links if found_here else []
        for marker in found_here:
            label = markers.label_of(paragraph.text[marker.label_start : marker.label_end])
            number = numbers.setdefault(label, len(numbers) + 1)
            first = bisect_right(links, marker.start, key=itemgetter(1))
            last = bisect_left(links, marker.end, key=itemgetter(0))
            here = [(paragraph.text[a:b], url) for a, b, url in links[first:last]]
            records = tuple(_records(label, readings.get(label), registry, sources, here))
            citation = Citation(
                paragraph.number,
                marker.start,
                marker.end,
                marker.label_start,
                label,
                number,
                covered or paragraph.number,
                records,
            )
            found.append(citation)
    return tuple(found), problems


def _unclosed(seed: Seed, paragraph: Paragraph, at: int) -> Problem:
    place = paragraph.in_seed(at, at + 1)[0]
    message = "A citation marker opens here and never closes; it stays in the text as it is."
    return in_text(seed.text, seed.path, place, "unclosed-marker", message, "close its bracket in the same paragraph")


def _empty(seed: Seed, paragraph: Paragraph, at: int) -> Problem:
    place = paragraph.in_seed(at, at + 1)[0]
    message = "A citation marker here has no label; it stays in the text as it is."
    return in_text(seed.text, seed.path, place, "empty-marker", message, "write what it cites behind its colon")


def _records(
    label: str, reading: Reading | None, registry: Registry, sources: Names[str], links: list[tuple[str, str]]
) -> Iterator[Record]:
    """Yield a label's source records: what it says by itself, then what editors made of it.

    links: those that the seed has in or around the marker, words and address; a record has that of its own words.
    """
    texts = _split(label)
    for text in texts:
        record = _record(text, sources)
        url = next((url for words, url in links if _URL.fullmatch(url) and (len(texts) == 1 or words in text)), "")
        if url and not record.url:
            record = record._replace(url=url)
        yield _with_reading(record, reading, registry) if reading else record


def _split(label: str) -> list[str]:
    """Return a label's records: parted by semicolons outside brackets and addresses."""
    if ";" not in label:
        return [label]
    parts, depth, start = [], 0, 0
    addresses = [match.span() for match in _URL.finditer(label)]
    for at, character in enumerate(label):
        depth = max(0, depth + (character in "[(") - (character in "])"))  # "1)" closes nothing
        if character == ";" and not depth:
            i = bisect_left(addresses, (at + 1,)) - 1
            if i < 0 or addresses[i][1] <= at:
                parts.append(label[start:at])
                start = at + 1
    return [part.strip() for part in [*parts, label[start:]] if part.strip()] or [label]


_GENERIC = re.compile(
    r"\b(?:agenc(?:y|ies)|media|outlets?|newspapers?|press|sources?|broadcasters?|officials?|others)\W*\Z", re.IGNORECASE
)
"""Words that end a phrase which names no outlet: "Russian news agencies"."""


@lru_cache(maxsize=1 << 10)  # a page asks several times of each of its records
def carried_by(text: str) -> str:
    """Return whom a record calls its carrier ("as reported by X" gives X); "" where it says none."""
    carried = _CARRIED.search(text)
    return text[carried.end() :].strip(" .,;:") if carried else ""


@lru_cache(maxsize=1 << 12)  # the same few sources are cited in the same words
def _record(text: str, sources: Names[str]) -> Record:
    """Return what a record says by itself: "A, via B" names A as source and B as its carrier."""
    found = kept(sources.find(text))
    carried = _CARRIED.search(text)
    behind = carried.end() if carried else len(text)
    source = next((match.value for match in found if match.start < behind), "")
    carrier = next((match.value for match in found if match.start >= behind), "")
    url = _URL.search(text)
    unnamed = UNNAMED if carried and _GENERIC.search(carried_by(text)) else ""
    return Record(text, source or carrier, carrier=carrier or unnamed, url=url[0] if url else "")


def _with_reading(record: Record, reading: Reading, registry: Registry) -> Record:
    speaker, speaker_likely = _named(reading.speaker, registry.actors, registry.sources)
    carrier, carrier_likely = _named(reading.carrier, registry.actors, registry.sources, (UNNAMED,))
    given = reading.source.text if reading.source and reading.source.text in registry.sources else ""
    source = given or record.source or (carrier if carrier in registry.sources else "")
    document = reading.document
    return record._replace(
        source=source,
        speaker=speaker,
        speaker_likely=speaker_likely,
        carrier=carrier or record.carrier,
        carrier_likely=carrier_likely,
        document=document.title if document else "",
        url=(document.url if document else "") or record.url,
        date=document.date.text if document and document.date else "",
        checked=reading.checked,
    )


def _named(who: Likely | None, *known: Container[str]) -> tuple[str, bool]:
    """Return whom a reading names, and whether only probably; an id that is not known counts as not given."""
    if who is None or who.named is None or not any(who.named.text in ids for ids in known):
        return "", False
    return who.named.text, bool(who.likely)


def with_names(cited: tuple[Citation, ...], mentions: tuple[Mention, ...]) -> tuple[Citation, ...]:
    """Return citations with the actors that their labels name. cited, mentions: in the order of the text."""
    names: dict[int, list[str]] = {}
    for mention in mentions:
        if mention.in_ == "label" and mention.actor:
            at = bisect_right(cited, (mention.paragraph, mention.start), key=lambda c: (c.paragraph, c.start)) - 1
            names.setdefault(at, []).append(mention.actor)
    return tuple(c._replace(names=tuple(dict.fromkeys(names[at]))) if at in names else c for at, c in enumerate(cited))


def is_checked(citation: Citation) -> bool:
    """Return whether somebody held all of a citation's records against originals that are named; not found is not checked."""
    return all(r.checked in ("agrees", "differs") and bool(r.document or r.url) for r in citation.records)


def is_unidentified(citation: Citation, *, by_name: bool = True) -> bool:
    """Return whether nothing is known of any of a citation's records, not even that others carried it.

    by_name: an actor that the label names is something known.
    """
    nothing = all(not (is_identified(r) or r.carrier or carried_by(r.text)) for r in citation.records)
    return nothing and not (by_name and citation.names)


def is_identified(record: Record) -> bool:
    """Return whether anything is known of who spoke, carried or published what a record cites, or where it stands."""
    return bool(record.source or record.speaker or record.carrier not in ("", UNNAMED) or record.document or record.url)
