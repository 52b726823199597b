"""Sentences quoted from briefings: the words around a place, with the citation and the editors' notes that go with them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.annotating import anchors
from generator.briefing import AnchoredNote, Briefing, Citation, Mention
from generator.reading import markers
from generator.rendering import wording
from generator.seed import Paragraph
from generator.text import sentences
from generator.text.markup import Markdown, folded, part

LABELS_MOST = 12
"""Labels shown with a quotation; a paragraph with more of them is no prose."""

LABEL_MOST = 120
"""Code points of a label shown in a quotation; the whole label stands in the briefing's note."""


class Quote(NamedTuple):
    """A passage of a briefing as other pages quote it.

    words: Markdown, the place meant in bold. cited: the labels that go with its paragraph, with
    whether they were checked. notes: the editors' notes on the passage. beside: those on another passage of its
    paragraph, each with the words that it is on. unresolved: the names in it that nothing tells apart, each with the actors
    that it could mean, by id.
    """

    paragraph: int
    words: Markdown
    cited: tuple[tuple[int, str, str], ...]
    notes: tuple[AnchoredNote, ...]
    beside: tuple[tuple[AnchoredNote, str], ...] = ()
    unresolved: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class QuotedIn:
    """The passages of one briefing that a page quotes, and how it names the briefing: path in docs/, title, when.

    language, title_language: the text's and the title's, "" where it is the archive's.
    """

    path: str
    title: str
    when: str
    year: int | None
    quotes: tuple[Quote, ...]
    language: str = ""
    title_language: str = ""


def naming(briefing: Briefing, mentions: Iterable[Mention]) -> QuotedIn:
    """Return the sentences of a briefing in which some mentions stand, each once."""
    shown: dict[tuple[int, str], Quote] = {}
    for mention in mentions:
        quote = _around(briefing, mention)
        place = quote.paragraph, quote.words.replace("**", "")
        first = shown.setdefault(place, quote)
        if mention.is_open:
            unresolved = dict.fromkeys([*first.unresolved, (mention.exact, mention.candidates)])
            shown[place] = first._replace(unresolved=tuple(unresolved))
    return _in_briefing(briefing, tuple(shown.values()))


def citing(briefing: Briefing, citations: Iterable[Citation]) -> QuotedIn:
    """Return the sentences of a briefing that some citations follow; those of the same words once, with all their labels."""
    by_words: dict[tuple[int, str], list[Quote]] = {}
    for citation in citations:
        quote = _before(briefing, citation)
        by_words.setdefault((quote.paragraph, quote.words), []).append(quote)
    cited = [tuple(dict.fromkeys(label for quote in same for label in quote.cited)) for same in by_words.values()]
    found = tuple(same[0]._replace(cited=labels) for same, labels in zip(by_words.values(), cited, strict=True))
    return _in_briefing(briefing, found)


def _in_briefing(briefing: Briefing, found: tuple[Quote, ...]) -> QuotedIn:
    """Return quotes of a briefing with what a page says of the briefing itself."""
    seed = briefing.seed
    return QuotedIn(
        f"briefings/{seed.id}.md",
        wording.shown_title(seed),
        wording.when(seed),
        seed.filed_year,
        found,
        seed.foreign_language,
        wording.title_language(seed),
    )


def _around(briefing: Briefing, mention: Mention) -> Quote:
    """Return the sentence in which a mention stands, with what goes with it."""
    number, start, end = mention.paragraph, mention.start, mention.end
    paragraph = briefing.paragraphs[number]
    first, last = sentences.around(paragraph.text, start, end)
    words = _words(paragraph, first, last, (start, end), _gone(briefing, paragraph, first, last))
    here = (*briefing.citations_in[number][:LABELS_MOST], *briefing.citations_of[number][:LABELS_MOST])
    cited = list(dict.fromkeys(here))[:LABELS_MOST]
    return Quote(number, words, _labels(cited), tuple(anchors.touching(briefing, number, first, last)))


def _before(briefing: Briefing, citation: Citation) -> Quote:
    """Return the sentence that a citation follows, with what goes with it."""
    paragraph = briefing.paragraphs[citation.covers]
    at = citation.start if citation.paragraph == citation.covers else len(paragraph.text)
    at = max(1, len(paragraph.text[:at].rstrip()))
    first, last = sentences.around(paragraph.text, at - 1, at)
    words = _words(paragraph, first, last, (last, last), _gone(briefing, paragraph, first, last))
    notes = tuple(anchors.touching(briefing, paragraph.number, first, last))
    others = [note for note in briefing.notes_in[paragraph.number] if note not in notes]
    beside = tuple((note, noted_words(briefing, note)) for note in others)
    return Quote(paragraph.number, words, _labels([citation]), notes, beside)


def noted_words(briefing: Briefing, note: AnchoredNote) -> str:
    """Return the words that an editors' note is on, as a reader sees them: white space folded, without markers."""
    paragraph = briefing.paragraphs[note.paragraph]
    gone = _gone(briefing, paragraph, note.start, note.end)
    return folded("".join(paragraph.text[at] for at in range(note.start, note.end) if not any(a <= at < b for a, b in gone)))


def _gone(briefing: Briefing, paragraph: Paragraph, first: int, last: int) -> list[tuple[int, int]]:
    """Return what the markers in a stretch of a paragraph take with them."""
    here = briefing.citations_in[paragraph.number]
    start = bisect_left(here, first, key=lambda citation: citation.end)
    end = bisect_left(here, last, key=lambda citation: citation.start)
    return list(markers.gone(paragraph.text, here[start:end]))


def _words(paragraph: Paragraph, first: int, last: int, meant: tuple[int, int], gone: list[tuple[int, int]]) -> Markdown:
    """Return a stretch of a paragraph as Markdown, without its markers, with the part that is meant in bold."""
    text = paragraph.text
    starts, ends = sentences.edges(text)
    pieces = [] if first in starts else ["… "]
    cuts = sorted({first, last, *meant, *(edge for span in gone for edge in span)})
    for start, end in pairwise(cuts):
        inside = first <= start and end <= last
        if not inside or any(a <= start and end <= b for a, b in gone):
            continue
        words = part(text, start, end)
        pieces.append(f"**{words}**" if meant == (start, end) else words)
    whole = last in ends
    return Markdown("".join(pieces).strip() + ("" if whole else " …"))


def _labels(cited: list[Citation]) -> tuple[tuple[int, str, str], ...]:
    found = {}
    for citation in cited:
        checked = {record.checked for record in citation.records}
        words = wording.CHECKED[checked.pop() if len(checked) == 1 else "no"]
        label = citation.label if len(citation.label) <= LABEL_MOST else f"{citation.label[:LABEL_MOST].rstrip()} …"
        found[citation.number] = (citation.number, label, words[:1].lower() + words[1:])
    return tuple(found.values())
