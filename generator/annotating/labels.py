"""Speakers' labels: the words at the start of a paragraph that say who speaks it, in texts that are transcripts."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.briefing import Citation
from generator.naming.surname_words import TITLES
from generator.seed import Paragraph
from generator.text import opening_labels
from generator.text.names import words
from generator.text.opening_labels import is_in_capitals

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
        forms = {is_in_capitals(label.words) for label in again}
        return tuple(label for label in labels if times[label.same] > 1 or is_in_capitals(label.words) in forms)
    return tuple(label for label, paragraph in found if is_in_capitals(label.words) and _is_spoken_by(label, paragraph))


def _label(paragraph: Paragraph) -> Label | None:
    place = opening_labels.find(paragraph.text)
    if place is None:
        return None
    said = paragraph.text[slice(*place)]
    return Label(paragraph.number, *place, said, " ".join(words(said)))


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
