"""Editors' notes and the exact words they are on; never moved by guess."""

import difflib
from collections.abc import Iterable, Iterator

from generator.briefing import AnchoredNote, Briefing
from generator.edits import Note
from generator.problems import Problem
from generator.seed import Paragraph, Seed
from generator.text import sentences

LOOKED_FOR = 10
"""Quotes of a seed that do not stand and for which the nearest passage is looked up; each costs up to 0.2 s."""


def of_seed(seed: Seed) -> tuple[tuple[AnchoredNote, ...], list[Problem]]:
    r"""Return a seed's notes at the places of their quotes, and the quotes that do not stand, or stand twice.

    Letters follow the editors' file. White space in a quote counts as a single space: “lit at dusk” stands in “lit\nat dusk”.
    """
    found: list[AnchoredNote] = []
    problems: list[Problem] = []
    passages = Passages(p for p in seed.paragraphs if not p.hidden and seed.edits.notes)
    for at, note in enumerate(seed.edits.notes):
        standing = list(passages.places(note.quote.text))
        if len(standing) == 1:
            found.append(AnchoredNote(_letter(at), *standing[0], note))
        else:
            problems.append(_problem(seed, note, [number for number, *_ in standing], look=len(problems) < LOOKED_FOR))
    return tuple(found), problems


def _letter(at: int) -> str:
    """Return the letter of a note by its place from 0: A to Z, then AA, AB, ..."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_letter(at // 26 - 1) if at >= 26 else "") + alphabet[at % 26]


class Passages:
    """The paragraphs of a text as one, white space folded, so that a thousand quotes are looked for in it quickly."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        """Fold some paragraphs."""
        folded = []
        self._at: list[tuple[int, int]] = []
        for paragraph in paragraphs:
            text = paragraph.text
            kept = [i for i, c in enumerate(text) if not c.isspace() or i == 0 or not text[i - 1].isspace()]
            self._at += [(paragraph.number, i) for i in [*kept, len(text)]]
            folded.append("".join(" " if text[i].isspace() else text[i] for i in kept))
        self._text = "\n".join([*folded, ""])

    def places(self, quote: str, part: str | None = None) -> Iterator[tuple[int, int, int]]:
        """Yield where a quote stands, or the first place of a part of it there: a paragraph's number, a start and an end."""
        at = self._text.find(quote) if "\n" not in quote else -1
        words = quote if part is None else part
        inner = quote.find(words)
        while words and at >= 0 and inner >= 0:
            number, start = self._at[at + inner]
            yield number, start, self._at[at + inner + len(words) - 1][1] + 1
            at = self._text.find(quote, at + 1)


def _problem(seed: Seed, note: Note, numbers: list[int], *, look: bool) -> Problem:
    place = (seed.edits.path, note.quote.line, note.quote.column)
    if numbers:
        shown = ", ".join(f"¶{number}" for number in dict.fromkeys(numbers))
        message = f"The quoted words stand {len(numbers)} times in the text ({shown})."
        return Problem(*place, "quote-repeats", message, "quote more words, so that they stand once")
    nearest = _nearest(seed, note.quote.text[:400]) if look else ""
    hint = f"the nearest passage: “{nearest}”" if nearest else "copy the words from the seed, letter for letter"
    return Problem(*place, "quote-not-found", "The quoted words do not stand in the text.", hint)


def _nearest(seed: Seed, quote: str) -> str:
    passages = [p.text[start:end] for p in seed.paragraphs for start, end in sentences.spans(p.text[:20_000])]
    near = difflib.get_close_matches(quote, passages[:400], n=1, cutoff=0.3)
    return " ".join(near[0].split())[:200] if near else ""


def touching(briefing: Briefing, number: int, start: int, end: int) -> list[AnchoredNote]:
    """Return the notes on a stretch of a paragraph's text: they go wherever it is quoted."""
    return [note for note in briefing.notes_in[number] if note.start < end and start < note.end]
