"""A briefing: a seed with its mentions, citations and notes, as values that never change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar, get_args

from generator.edits import Checked, Note
from generator.seed import Paragraph, Seed, SeedFacts

T = TypeVar("T")

Rule = Literal["ruling", "name", "alias", "alias with company", "weak alias", "surname", "speaker"]
"""The rules, the strongest first; docs/method.md explains each."""

RULES: tuple[Rule, ...] = get_args(Rule)


class Mention(NamedTuple):  # a tuple, as are records and citations: there are millions, and tuples load twice as fast
    """A place where a text names an actor.

    paragraph: its number. start, end: in code points of that paragraph's text. in_: the running text,
    a citation's label, or a speaker's label in a transcript. actor: None where known aliases stood but nothing tells whose.
    alias: the registry's or ruling's words. candidates: all that this string could have been.
    """

    paragraph: int
    start: int
    end: int
    exact: str
    in_: Literal["text", "label", "speaker"]
    actor: str | None
    rule: Rule
    alias: str
    candidates: tuple[str, ...]

    @property
    def beside(self) -> str:
        """Return in what it stands, in a word, where that is not the running text: a citation, or a speaker's label."""
        return {"text": "", "label": "citation", "speaker": "speaker"}[self.in_]

    @property
    def is_open(self) -> bool:
        """Return whether the running text has a name here that nothing tells apart."""
        return self.actor is None and self.in_ == "text"


class Turn(NamedTuple):
    """What one speaker says in a transcript, from a label to the next.

    number: from 1. label: its words. paragraph: the number of the one that opens with it; last: of the turn's last. start,
    end: where the label stands, in code points of its paragraph's text. actor: who speaks, None where that is not known.
    words: how many are spoken.
    """

    number: int
    label: str
    paragraph: int
    start: int
    end: int
    last: int
    actor: str | None
    words: int


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


class Spoken(NamedTuple):
    """An actor who speaks in a briefing, with the number of turns and of the paragraph that opens the first."""

    actor: str
    turns: int
    paragraph: int


@dataclass(frozen=True)
class BriefingFacts:
    """What lists need of a briefing: little, since every build holds that of all.

    actors: those that its running text names, by id, the first first. cited: each citation, for each of its sources.
    spoken: the actors who speak in it, the first first.
    has_unresolved: a name that nothing tells apart. has_unidentified: a citation of which nothing is known.
    """

    seed: SeedFacts
    actors: tuple[str, ...]
    cited: tuple[Cited, ...]
    spoken: tuple[Spoken, ...]
    has_unresolved: bool
    has_unidentified: bool

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the sources that it cites, by id, the first first."""
        return tuple(dict.fromkeys(cited.source for cited in self.cited))


@dataclass(frozen=True)
class Marks:
    """Who is named, what is cited and who speaks in a briefing."""

    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]
    turns: tuple[Turn, ...]


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
    def turn_in(self) -> dict[int, Turn]:
        """Return the turns by the number of the paragraph that each opens with its label."""
        return {turn.paragraph: turn for turn in self.turns}

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
