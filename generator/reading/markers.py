"""Citation markers in a paragraph's text: where they stand, and the text without them.

Grammar (docs/format.md has it with examples):

    marker = "[" word ":" label "]" | "(" word ":" label ")" | word ":" label, as a whole paragraph
    word   = one of archive.yml's `markers`, in any case, plural too; spaces may stand around it
    label  = anything in which brackets of the marker's own kind are balanced
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.text.markup import folded
from generator.text.spans import Span


@dataclass(frozen=True)
class Marker:
    """A citation marker in a paragraph's text, brackets included, and the label in it."""

    start: int
    end: int
    label_start: int
    label_end: int


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    either = "|".join(re.escape(word) + "s?" for word in words) or r"(?!)"
    opening = re.compile(rf"[\[(]\s*(?:{either})\s*[:：]", re.IGNORECASE)
    whole = re.compile(rf"\s*(?:{either})\s*[:：]\s*(?=\S)", re.IGNORECASE)
    return opening, whole


def find(text: str, words: tuple[str, ...]) -> tuple[list[Marker], list[int], list[int]]:
    """Return a paragraph's citation markers, where one opens that never closes, and where one has no label.

    text: one paragraph. words: the marker words, such as "Citation". Time is linear in the text. In "Lit. [Citation: the log]
    [Citation: ]" the first is a marker with the label "the log", the second has no label.
    """
    opening, whole = _patterns(words)
    line = whole.match(text)
    if line:
        return [Marker(0, len(text), line.end(), len(text.rstrip()))], [], []
    closing: dict[int, int] | None = None
    markers: list[Marker] = []
    unclosed: list[int] = []
    empty: list[int] = []
    at = 0
    while match := opening.search(text, at):
        closing = _closing(text) if closing is None else closing
        close = closing.get(match.start())
        at = match.end()
        if close is None:
            unclosed.append(match.start())
        elif text[match.end() : close].strip():
            label = text[match.end() : close]
            start = match.end() + len(label) - len(label.lstrip())
            markers.append(Marker(match.start(), close + 1, start, start + len(label.strip())))
            at = close + 1
        else:
            empty.append(match.start())
    return markers, unclosed, empty


def _closing(text: str) -> dict[int, int]:
    """Return for each bracket that is closed the place of the bracket that closes it."""
    open_brackets: dict[str, list[int]] = {"]": [], ")": []}
    found = {}
    for match in re.finditer(r"[\[\]()]", text):
        bracket = match[0]
        if bracket == "[":
            open_brackets["]"].append(match.start())
        elif bracket == "(":
            open_brackets[")"].append(match.start())
        elif open_brackets[bracket]:
            found[open_brackets[bracket].pop()] = match.start()
    return found


def without(text: str, markers: Sequence[Span]) -> str:
    """Return a paragraph's text without its markers and the white space directly before each.

    At a line's start the white space after a marker goes instead.
    """
    pieces, at = [], 0
    for start, end in gone(text, markers):
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]])


def gone(text: str, markers: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the stretch of text that each marker takes with it: itself and the white space beside it."""
    at, words_before = 0, False
    for marker in markers:
        start, end = marker.start, marker.end
        while start > at and text[start - 1].isspace():
            start -= 1
        words_before = words_before or start > at
        while not words_before and end < len(text) and text[end].isspace():
            end += 1
        yield start, end
        at = end


def label_of(text: str) -> str:
    """Return a label as it is shown and compared: white space folded to single spaces."""
    return folded(text)
