"""Which of several overlapping stretches of a text are kept."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything with a start and an end, in code points of the same text."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends; the code point there is no more part of it."""


S = TypeVar("S", bound=Span)


def kept(spans: Iterable[S], beside: Iterable[Span] = ()) -> list[S]:
    """Return spans that overlap neither each other nor those beside them: the longest wins, then the first.

    Returned in the order of the text.
    """
    taken: list[tuple[int, int]] = sorted((span.start, span.end) for span in beside)
    winners: list[S] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if not _overlaps(span, taken):
            taken.append((span.start, span.end))
            winners.append(span)
    return sorted(winners, key=lambda span: span.start)


def _overlaps(span: Span, taken: list[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in taken)
