"""Which of several overlapping stretches of a text are kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
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
    by_length = sorted(spans, key=lambda span: (span.start - span.end, span.start))
    if not by_length:
        return []
    taken = merged((span.start, span.end) for span in beside)
    winners: list[S] = []
    for span in by_length:
        at = bisect_left(taken, (span.start, span.end))
        if not any(start < span.end and span.start < end for start, end in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, (span.start, span.end))
            winners.append(span)
    return sorted(winners, key=lambda span: span.start)


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches as few that cover the same, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def meets(stretches: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a stretch overlaps one of others. stretches: from `merged`."""
    at = bisect_right(stretches, start, key=itemgetter(1))
    return at < len(stretches) and stretches[at][0] < end
