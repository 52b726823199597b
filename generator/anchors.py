"""Editors' notes and the exact words they are on; never moved by guess."""

import difflib

from generator import sentences
from generator.formats import Note
from generator.model import AnchoredNote, Paragraph, Seed
from generator.problems import Problem

LOOKED_FOR = 10
"""Quotes of a seed that do not stand and for which the nearest passage is looked up; each costs up to 0.2 s."""


def read(seed: Seed) -> tuple[tuple[AnchoredNote, ...], list[Problem]]:
    """Return a seed's notes at the places of their quotes, and the quotes that do not stand, or stand twice.

    Letters follow the editors' file. White space in a quote counts as a single space.
    """
    found: list[AnchoredNote] = []
    problems: list[Problem] = []
    for at, note in enumerate(seed.edits.notes):
        standing = [(p, at) for p in seed.paragraphs if not p.hidden for at in places(note.quote.text, p)]
        if len(standing) == 1:
            paragraph, (start, end) = standing[0]
            found.append(AnchoredNote(_letter(at), paragraph.number, start, end, note))
        else:
            problems.append(_problem(seed, note, [p.number for p, _ in standing], look=len(problems) < LOOKED_FOR))
    return tuple(found), problems


def _letter(at: int) -> str:
    """Return the letter of a note by its place from 0: A to Z, then AA, AB, ..."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_letter(at // 26 - 1) if at >= 26 else "") + alphabet[at % 26]


def places(quote: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return where a quote stands in a paragraph, white space folded."""
    kept = [i for i, c in enumerate(paragraph.text) if not c.isspace() or i == 0 or not paragraph.text[i - 1].isspace()]
    folded = "".join(" " if paragraph.text[i].isspace() else paragraph.text[i] for i in kept)
    found, at = [], folded.find(quote)
    while quote and at >= 0:
        found.append((kept[at], kept[at + len(quote) - 1] + 1))
        at = folded.find(quote, at + 1)
    return found


def _problem(seed: Seed, note: Note, numbers: list[int], *, look: bool) -> Problem:
    place = (seed.edits.path, note.quote.line, note.quote.column)
    if numbers:
        shown = ", ".join(f"¶{number}" for number in numbers)
        message = f"The quoted words stand {len(numbers)} times in the text ({shown})."
        return Problem(*place, "quote-repeats", message, "quote more words, so that they stand once")
    nearest = _nearest(seed, note.quote.text[:400]) if look else ""
    hint = f"the nearest passage: “{nearest}”" if nearest else "copy the words from the seed, letter for letter"
    return Problem(*place, "quote-not-found", "The quoted words do not stand in the text.", hint)


def _nearest(seed: Seed, quote: str) -> str:
    passages = [p.text[start:end] for p in seed.paragraphs for start, end in sentences.spans(p.text[:20_000])]
    near = difflib.get_close_matches(quote, passages[:400], n=1, cutoff=0.3)
    return " ".join(near[0].split())[:200] if near else ""


def of_paragraph(notes: tuple[AnchoredNote, ...], number: int) -> list[AnchoredNote]:
    """Return the notes on a paragraph, in the order of the text."""
    return sorted((note for note in notes if note.paragraph == number), key=lambda note: note.end)


def touching(notes: tuple[AnchoredNote, ...], number: int, start: int, end: int) -> list[AnchoredNote]:
    """Return the notes on a stretch of a paragraph's text: they go wherever it is quoted."""
    return [note for note in of_paragraph(notes, number) if note.start < end and start < note.end]
