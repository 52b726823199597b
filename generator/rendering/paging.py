"""Lists that grow with the archive, in pages that do not: by year, a year in parts, the undated apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.text import dates

T = TypeVar("T")

UNDATED = "Undated"
"""What is said in place of a year where none is known."""

PART = 100
"""Items on a page: about what a reader scrolls through, and 60 kB of HTML at 600 bytes an item."""


@dataclass(frozen=True)
class PartLink:
    """What leads to one page of a list. name: for its address ("2023", "2023-2", "undated"); heading: for a reader."""

    name: str
    heading: str


@dataclass(frozen=True)
class Part(PartLink, Generic[T]):
    """One page of a list."""

    items: tuple[T, ...]

    @property
    def link(self) -> PartLink:
        """Return what leads here, without the items."""
        return PartLink(self.name, self.heading)


def parts(items: Sequence[T], year: Callable[[T], int | None]) -> list[Part[T]]:
    """Return the pages of a list too long for one, newest year first, undated last; none for a shorter list.

    items: newest first. year: an item's, None where unknown. A year's parts are numbered from its oldest,
    so that a new item changes the newest part only.
    """
    if len(items) <= PART:
        return []
    years: dict[int | None, list[T]] = {}
    for item in items:
        years.setdefault(year(item), []).append(item)
    order = sorted((y for y in years if y is not None), reverse=True)
    found = []
    for at in [*order, *([None] if None in years else [])]:
        found += _of_year(at, years[at])
    return found


def _of_year(year: int | None, newest_first: list[T]) -> list[Part[T]]:
    oldest_first = newest_first[::-1]
    chunks = [oldest_first[i : i + PART] for i in range(0, len(oldest_first), PART)]
    name, heading = ("undated", UNDATED) if year is None else (str(year), dates.year_words(year))
    if len(chunks) == 1:
        return [Part(name, heading, tuple(newest_first))]
    found = [
        Part(f"{name}-{n}", f"{heading}, part {n} of {len(chunks)}", tuple(chunk[::-1])) for n, chunk in enumerate(chunks, 1)
    ]
    return found[::-1]
