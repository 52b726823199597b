"""Speakers' labels: the words at the start of a paragraph that say who speaks it, in texts that are transcripts."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.briefing import Citation
from generator.naming.surname_words import TITLES
from generator.seed import Paragraph
from generator.text.names import words

_LABEL = re.compile(
    r"[^\w\[(]{0,3}?(?P<words>[^\W\d_](?:[^\n:;!?\"“”«»()\[\]]{0,70}?[\w.])?)"
    r"(?:[^\S\n]?\([^()\n]{1,60}\))?[^\S\n]?[:：](?!\S*//)(?=\s|[\"“«]|$)"
)
"""What stands before a colon at a paragraph's start: “MR. QUILL:”, “The Secretary:”, “PRESIDENT OAKE (via interpreter):”."""

_LETTER = re.compile(r"[^\w\[(]{0,3}?(?P<words>Q|[^\W\d_](?=\t|[^\S\n]{2}))(?=[^\S\n]+[^\W_]|[^\S\n]+[\"“‘'«(\[.…—–-])")
"""A letter that stands apart at a paragraph's start; “Q” alone even by one space, as no language has such a word."""

_MOST_WORDS = 8
_CLOSES = re.compile(r"[.!?…。！？؟।:—–\-\"'”’»)\]]\W*\Z")
"""How what is spoken ends, if it is not cut short in the middle."""


class Label(NamedTuple):
    """A label at the start of a paragraph: the paragraph's number, and where its words start and end there.

    same: what the labels of one speaker have in common: “MR. QUILL” and “MR QUILL” are one.
    """

    paragraph: int
    start: int
    end: int
    words: str
    same: str


def of_text(paragraphs: Sequence[Paragraph], citations: Sequence[Citation]) -> tuple[Label, ...]:
    """Return the labels of a transcript's turns, in order; nothing of a text that is no transcript.

    citations: the text's; no marker, “Source: Harbour Wire”, opens a turn.
    A text is one where labels take turns: two of them come again, or one does and one is a title, with or without a name
    (“Mr. Quill”, “The Secretary”). Then others of the same form count too, if they stand once. Where none comes again, those
    count that are a title in capitals.
    """
    marked = {(citation.paragraph, citation.start) for citation in citations}
    found = [
        (label, paragraph)
        for paragraph in paragraphs
        if paragraph.is_prose and (label := _label(paragraph)) and (label.paragraph, label.start) not in marked
    ]
    labels = [label for label, _ in found]
    times = Counter(label.same for label in labels)
    again = [label for label in labels if times[label.same] > 1]
    takes_turns = len({label.same for label in again}) > 1 or (len(times) > 1 and any(map(_is_titled, labels)))
    if again and takes_turns and _are_spoken(found):
        forms = {_form(label.words) for label in again}
        return tuple(label for label in labels if times[label.same] > 1 or _form(label.words) in forms)
    return tuple(label for label, paragraph in found if _form(label.words) == "capitals" and _is_spoken_by(label, paragraph))


def _label(paragraph: Paragraph) -> Label | None:
    for match in (_LETTER.match(paragraph.text), _LABEL.match(paragraph.text)):
        if match and _could_name(match["words"]):
            return Label(paragraph.number, *match.span("words"), match["words"], " ".join(words(match["words"])))
    return None


def _could_name(label: str) -> bool:
    """Return whether words are few and capitalised as names and posts are; particles (“de la”, “of”) may stand inside."""
    parts = label.split()
    small = [at for at, part in enumerate(parts) if part[0].islower()]
    return len(parts) <= _MOST_WORDS and all(0 < at < len(parts) - 1 and len(parts[at]) <= 4 for at in small)


def _form(label: str) -> str:
    """Return in which of the ways a label is written that one text keeps to: in capitals or not."""
    letters = [c for c in label if c.isalpha()]
    return "capitals" if sum(map(str.isupper, letters)) > len(letters) * 0.6 else "words"


def _is_titled(label: Label) -> bool:
    """Return whether a label is a title, with or without a name."""
    return next((part for part in label.same.split() if part != "the"), "") in TITLES


def _is_spoken_by(label: Label, paragraph: Paragraph) -> bool:
    """Return whether a label is a title and a sentence stands behind it."""
    return _is_titled(label) and len(paragraph.text[label.end :].split()) > 3 and _ends_as_speech(paragraph)


def _are_spoken(found: Sequence[tuple[Label, Paragraph]]) -> bool:
    """Return whether what stands behind labels is speech: most of it ends as sentences do, or the label stands alone."""
    return sum(_ends_as_speech(paragraph) for _, paragraph in found) * 2 > len(found)


def _ends_as_speech(paragraph: Paragraph) -> bool:
    return bool(_CLOSES.search(paragraph.text))
