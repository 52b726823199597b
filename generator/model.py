"""The archive's vocabulary: what the program makes of a seed, as values that never change."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from operator import itemgetter
from typing import Literal, NamedTuple, TypeVar

from generator.formats import Checked, Edits, Note
from generator.text.dates import Date

T = TypeVar("T")

NONE = "none"
"""In place of an actor's id: nobody is meant, so nothing is linked."""

UNNAMED = "unnamed"
"""In place of a carrier's id: the report names no outlet ("as reported by news agencies")."""


@dataclass(frozen=True)
class Markup:
    """An element of a Markdown seed that opens or closes inside a paragraph's text.

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
    runs: stretches of `text` that stand in the seed's text as they are: where each starts here, and where there. One, but for
    a Markdown seed.
    tag: p, a heading, li, tr (cells parted by tabs, at `cells`) or pre. hidden: it is boilerplate.
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
        """Return the links that a Markdown seed has in it: start, end, address."""
        ends = [mark for mark in self.markup if mark.tag == "a"]
        pairs = zip(ends[::2], ends[1::2], strict=False)  # links do not nest in Markdown
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
    """An element of a Markdown seed that opens or closes around paragraphs (blockquote, ul, ol, li, table).

    align: of an empty cell, as a paragraph's.
    """

    tag: str
    opens: bool
    start: int = 1
    align: str = ""


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
    def filed_year(self) -> int | None:
        """Return the year it is filed under in indexes; None where no date is known."""
        return self.period.year if self.period else None


@dataclass(frozen=True, kw_only=True)
class Seed(SeedFacts):
    """A seed document as it was read.

    text: decoded, without byte order mark, lines ending in LF; spans count its code points.
    layout: its paragraphs in order, with the containers of a Markdown seed around them.
    """

    raw: bytes
    text: str
    layout: "tuple[Paragraph | Container, ...]"

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs, in order."""
        return tuple(part for part in self.layout if isinstance(part, Paragraph))

    @property
    def facts(self) -> SeedFacts:
        """Return what is known of it, without its text."""
        return SeedFacts(**{field.name: getattr(self, field.name) for field in fields(SeedFacts)})


Rule = Literal["name", "alias", "alias with company", "weak alias", "surname", "ruling"]


class Mention(NamedTuple):  # a tuple, as are records and citations: there are millions, and tuples load twice as fast
    """A place where a text names an actor.

    paragraph: its number. start, end: in code points of that paragraph's text. in_: the running text,
    or a citation's label. actor: None where known aliases stood but nothing tells whose.
    alias: the registry's or ruling's words. candidates: all that this string could have been.
    """

    paragraph: int
    start: int
    end: int
    exact: str
    in_: Literal["text", "label"]
    actor: str | None
    rule: Rule
    alias: str
    candidates: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Return whether the running text has a name here that nothing tells apart."""
        return self.actor is None and self.in_ == "text"


class Record(NamedTuple):
    """One source record in a citation's label; "" where nothing is known."""

    text: str
    source: str = ""
    speaker: str = ""
    speaker_likely: bool = False
    carrier: str = ""
    carrier_likely: bool = False
    document: str = ""
    date: str = ""
    url: str = ""
    checked: Checked = "no"


class Citation(NamedTuple):
    """A citation marker in a text.

    paragraph: the number of the paragraph it stands in. start, end: the marker, brackets included, in code
    points of that paragraph's text. label_start: where the label starts there.
    label: verbatim, white space folded. number: its note's; equal labels share one.
    covers: the paragraph it follows, itself unless it stands on a line of its own.
    names: the actors that the label names.
    """

    paragraph: int
    start: int
    end: int
    label_start: int
    label: str
    number: int
    covers: int
    records: tuple[Record, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnchoredNote:
    """An editors' note and the stretch of a paragraph's text that it is on; letter: A, B, ..."""

    letter: str
    paragraph: int
    start: int
    end: int
    note: Note


class Cited(NamedTuple):
    """What counts of a citation for one of the sources that its records name.

    is_carrier: the source carried it. speakers: who speaks in its records. is_checked: all of the citation is.
    """

    source: str
    is_carrier: bool
    speakers: tuple[str, ...]
    is_checked: bool


@dataclass(frozen=True)
class BriefingFacts:
    """What lists need of a briefing: little, since every build holds that of all.

    actors: those that its running text names, by id, the first first. cited: each citation, for each of its sources.
    has_unresolved: a name that nothing tells apart. has_unidentified: a citation of which nothing is known.
    """

    seed: SeedFacts
    actors: tuple[str, ...]
    cited: tuple[Cited, ...]
    has_unresolved: bool
    has_unidentified: bool

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the sources that it cites, by id, the first first."""
        return tuple(dict.fromkeys(cited.source for cited in self.cited))


@dataclass(frozen=True)
class Marks:
    """Who is named and what is cited in a briefing."""

    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Briefing(Marks):
    """A seed with what the archive makes of it."""

    seed: Seed
    notes: tuple[AnchoredNote, ...]

    @property
    def id(self) -> str:
        """Return its permanent id, the seed's file name without the ending."""
        return self.seed.id

    @cached_property
    def paragraphs(self) -> dict[int, Paragraph]:
        """Return the seed's paragraphs by their numbers."""
        return {paragraph.number: paragraph for paragraph in self.seed.paragraphs}

    @cached_property
    def citations_in(self) -> dict[int, list[Citation]]:
        """Return the citations that stand in each paragraph, by its number."""
        return _grouped(self.paragraphs, self.citations, lambda citation: citation.paragraph)

    @cached_property
    def citations_of(self) -> dict[int, list[Citation]]:
        """Return the citations that cover each paragraph, by its number."""
        return _grouped(self.paragraphs, self.citations, lambda citation: citation.covers)

    @cached_property
    def mentions_in(self) -> dict[int, list[Mention]]:
        """Return the mentions that stand in each paragraph, by its number."""
        return _grouped(self.paragraphs, self.mentions, lambda mention: mention.paragraph)

    @cached_property
    def notes_in(self) -> dict[int, list[AnchoredNote]]:
        """Return the editors' notes on each paragraph, by its number, in the order of the text."""
        notes = sorted(self.notes, key=lambda note: note.end)
        return _grouped(self.paragraphs, notes, lambda note: note.paragraph)


def _grouped(numbers: Iterable[int], items: Iterable[T], number: Callable[[T], int]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = {key: [] for key in numbers}
    for item in items:
        groups.setdefault(number(item), []).append(item)
    return groups
