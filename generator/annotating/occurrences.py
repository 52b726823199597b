"""Where names stand in a seed: every spelling that is found and counts there, whomever it means."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple

from generator.annotating import rulings
from generator.annotating.labels import Label
from generator.briefing import Citation
from generator.edits import NONE
from generator.naming import surnames
from generator.naming.spellings import NameIndex, Spelling
from generator.naming.surnames import SurnameContext, Surnames
from generator.reading.registry import Registry
from generator.seed import Markup, Paragraph, Seed
from generator.text.names import Match
from generator.text.spans import merged


class Occurrence(NamedTuple):
    """Spellings found at one place of a paragraph: in its running text, in a citation's label or in a speaker's.

    meant: what the words before tell, where one of them is a surname. fitting: those whose conditions are met, all of one
    actor. is_told: they are surnames, and the words before tell whose.
    """

    paragraph: Paragraph
    start: int
    end: int
    in_: Literal["text", "label", "speaker"]
    spellings: tuple[Spelling, ...]
    meant: SurnameContext | None = None
    fitting: tuple[Spelling, ...] = ()
    is_told: bool = False


def of_seed(
    seed: Seed, citations: tuple[Citation, ...], speaking: Sequence[Label], registry: Registry, name_index: NameIndex
) -> Iterator[Occurrence]:
    """Yield the places of a seed's text at which spellings stand, by paragraph and place. speaking: its speakers' labels."""
    labels = {label.paragraph: label for label in speaking}
    ruled, ruled_in = rulings.of_seed(seed, registry), rulings.by_paragraph(seed, registry)
    cited: dict[int, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.paragraph, []).append(citation)
    for paragraph in seed.paragraphs:
        if paragraph.is_prose:
            matches = [
                *name_index.spellings.find(paragraph.text),
                *ruled.find(paragraph.text),
                *ruled_in.get(paragraph.number, ()),
            ]
            here = cited.get(paragraph.number, [])
            label = labels.get(paragraph.number)
            yield from _in_paragraph(paragraph, matches, here, label, name_index)


def _in_paragraph(
    paragraph: Paragraph,
    matches: list[Match[Spelling]],
    cited: list[Citation],
    label: Label | None,
    name_index: NameIndex,
) -> Iterator[Occurrence]:
    """Yield the places of a paragraph at which matches count: none crosses a bracket, markup, or its actor's `not` list."""
    at: dict[tuple[int, int], list[Spelling]] = {}
    across_markup = merged((m.start, m.end) for m in matches if is_between(paragraph.markup, m.start, m.end))
    for match in matches:
        start, end = match.start, match.end
        marker = _marker_at(cited, start, end)
        crosses = marker and (_crosses(start, end, marker.start, marker.end) or start < marker.label_start < end)
        # A name that markup splits keeps shorter names inside it from counting: "**Ilsa** Marrow" is not any other Marrow.
        around = bisect_right(across_markup, start, key=itemgetter(0)) - 1
        split = around >= 0 and end <= across_markup[around][1]
        # A source's name keeps actors inside it from counting in running text; a label is about sources anyway.
        is_sources_name = match.value.actor == NONE and match.value.rule == "name"
        if not (crosses or split or (marker and is_sources_name) or _is_excepted(match, paragraph.text, name_index.exceptions)):
            at.setdefault((start, end), []).append(match.value)
    for (start, end), standing in sorted(at.items()):
        in_: Literal["text", "label", "speaker"] = "label" if _marker_at(cited, start, end) else "text"
        if label and start < label.end:
            in_ = "speaker"
        yield Occurrence(
            paragraph, start, end, in_, tuple(standing), _meant(paragraph, start, end, standing, name_index.surnames)
        )


def is_between(markup: Sequence[Markup], start: int, end: int) -> bool:
    """Return whether some markup, which is in order, opens or closes inside a stretch."""
    at = bisect_right(markup, start, key=attrgetter("at"))
    return at < len(markup) and markup[at].at < end


def _marker_at(cited: list[Citation], start: int, end: int) -> Citation | None:
    """Return the citation's marker that a stretch of a paragraph touches, if it does."""
    at = bisect_right(cited, start, key=lambda citation: citation.end)
    return cited[at] if at < len(cited) and cited[at].start < end else None


def _crosses(start: int, end: int, first: int, last: int) -> bool:
    return start < last and first < end and not (first <= start and end <= last)


def _is_excepted(match: Match[Spelling], text: str, exceptions: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether a name found stands in a string that its actor's entry says is never this actor."""
    if match.value.rule == "ruling":
        return False
    never = exceptions.get(match.value.actor, ())
    return any(string in text[max(0, match.end - len(string)) : match.start + len(string)] for string in never)


def _meant(paragraph: Paragraph, start: int, end: int, standing: list[Spelling], holders: Surnames) -> SurnameContext | None:
    """Return what the words before a surname say; None where no surname stands, or it is an institution's name."""
    surname = next((spelling for spelling in standing if spelling.rule == "surname"), None)
    if surname is None or surnames.is_institution(paragraph.text, end):
        return None
    return surnames.before(paragraph.text, start, holders.of(surname.text), holders)
