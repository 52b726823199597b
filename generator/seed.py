"""A seed document as it was read: its paragraphs, and what is known of it, as values that never change."""

from bisect import bisect_right
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import itemgetter
from typing import Literal

from generator.edits import Edits
from generator.text.dates import Date


@dataclass(frozen=True)
class Markup:
    """An element of a seed's markup that opens or closes inside a paragraph's text.

    at: where, in code points of the paragraph's text. tag: em, strong, code, a, br. opens: or closes.
    """

    at: int
    tag: Literal["em", "strong", "code", "a", "br"]
    opens: bool
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A non-blank paragraph of a seed: what `#pN` points to.

    number: from 1. start: where it stands in the seed's text, in code points.
    text: its words, markers included, as a reader of the seed has them.
    runs: stretches of `text` that stand in the seed's text as they are: where each starts here, and where there. One, but
    where markup stands between them.
    tag: p, a heading (h2 to h6), a table's cell (th, td) or pre. hidden: it is boilerplate.
    is_title: it is the text's own title, whoever names the one that is printed. align: to where a cell's column is set (left,
    center, right), "" where the text does not say.
    """

    number: int
    start: int
    text: str
    tag: str = "p"
    runs: tuple[tuple[int, int], ...] = ()
    markup: tuple[Markup, ...] = ()
    hidden: bool = False
    is_title: bool = False
    align: str = ""

    @property
    def is_prose(self) -> bool:
        """Return whether names and citations are looked for in it: it is shown, and no block of code."""
        return not self.hidden and self.tag != "pre"

    @property
    def links(self) -> list[tuple[int, int, str]]:
        """Return the links that the seed has in it: start, end, address."""
        ends = [mark for mark in self.markup if mark.tag == "a"]
        pairs = zip(ends[::2], ends[1::2], strict=False)  # links do not nest
        return [(opening.at, closing.at, opening.href) for opening, closing in pairs]

    def in_seed(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of this paragraph's text stands in the seed's text."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        """Return where a code point of this paragraph's text stands in the seed's text."""
        run = bisect_right(self.runs, at, key=itemgetter(0)) - 1
        here, there = self.runs[run] if run >= 0 else (0, self.start)
        return there + at - here


@dataclass(frozen=True)
class Container:
    """An element of a seed's markup that opens or closes around paragraphs (blockquote, ul, ol, li, a table and its parts).

    Or that stands between them: hr, and an empty cell.
    align: of an empty cell, as a paragraph's.
    """

    tag: str
    opens: bool
    start: int = 1
    align: str = ""


Layout = tuple[Paragraph | Container, ...]
"""Paragraphs in order, with the containers around them."""


@dataclass(frozen=True)
class Contents:
    """What a seed's file holds: a text, and what its contributor says of it there (title, date, period, language)."""

    layout: Layout
    contributor: Edits = field(default_factory=Edits)


Basis = Literal["editors", "contributor", "text", "opening words"]


@dataclass(frozen=True, kw_only=True)
class SeedFacts:
    """What is known of a seed document, without its text.

    title_basis: who says the title; date_basis, period_by likewise of the date and the period, "" where there is none.
    foreign_language: its language where that is not the archive's, else "".
    """

    id: str
    path: str
    sha256: str
    encoding: str
    title: str
    title_basis: Basis
    date: Date | None
    date_basis: Literal["editors", "contributor", "text", ""]
    language: str
    edits: Edits
    foreign_language: str = ""
    period_by: Literal["editors", "contributor", ""] = ""

    @property
    def period(self) -> Date | None:
        """Return when the events it describes took place, else its own date, else None."""
        return self.edits.period or self.date

    @property
    def inferred_date(self) -> Date | None:
        """Return its own date where that was read in the text and is not sure, else None."""
        return self.date if self.date and self.date_basis == "text" and not self.date.is_certain else None

    @property
    def filed_year(self) -> int | None:
        """Return the year it is filed under in indexes; None where no date is known."""
        return self.period.year if self.period else None


@dataclass(frozen=True, kw_only=True)
class Seed(SeedFacts):
    """A seed document as it was read.

    text: decoded, without byte order mark, lines ending in LF; spans count its code points.
    layout: its paragraphs in order, with the containers around them.
    """

    raw: bytes
    text: str
    layout: Layout

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs, in order."""
        return tuple(part for part in self.layout if isinstance(part, Paragraph))

    @property
    def facts(self) -> SeedFacts:
        """Return what is known of it, without its text."""
        return SeedFacts(**{field.name: getattr(self, field.name) for field in fields(SeedFacts)})
