"""The archive's vocabulary: what editors write (registry, editors' files) and what the program makes of a seed.

The classes of the first half are the formats of `seeds/**/*.yml`: a field is a key (a trailing
underscore is dropped, so that `from` can be one), its type says what may stand there, a field
without a default must be given. `entries.read` reads files by them.
"""

from dataclasses import dataclass, field
from typing import Literal

from generator.dates import Date, End

# ---- What editors write ----------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A word or sentence in a file, with the place it stands at, for problems found later."""

    text: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Settings:
    """`seeds/archive.yml`: the archive's own settings."""

    language: str = "en"
    contact: str = ""
    markers: tuple[str, ...] = ("Citation", "Source")
    boilerplate: tuple[str, ...] = ()
    surname_scope: Literal["briefing", "archive"] = "briefing"
    index_persons: bool = False
    repository: str = ""


@dataclass(frozen=True)
class Alias:
    """Another spelling of an actor; `with_`: only where one of these actors is named in the briefing too."""

    SHORT = "text"
    text: Text
    with_: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Role:
    """A post somebody held: in words, as a position of the registry, or both."""

    title: str = ""
    position: Text | None = None
    of: Text | None = None
    from_: Date | None = None
    to: End | None = None
    source: str = ""
    note: str = ""


Kind = Literal["person", "position", "organisation", "state", "group"]


@dataclass(frozen=True)
class Actor:
    """`seeds/registry/actors/<id>.yml`: someone or something that acts in the briefings."""

    name: Text
    kind: Kind
    description: str = ""
    aliases: tuple[Alias, ...] = ()
    weak_aliases: tuple[Text, ...] = ()
    not_: tuple[str, ...] = ()
    family_name: str = ""
    original_names: dict[str, str] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    part_of: Text | None = None
    of: Text | None = None
    country: str = ""
    same_as: tuple[str, ...] = ()
    checked: Date | None = None
    formerly: tuple[Text, ...] = ()
    draft: bool = False
    id: str = ""
    path: str = ""


@dataclass(frozen=True)
class Description:
    """What a source's page says of it, in four parts; a part nobody has written is left out."""

    in_brief: str = ""
    coverage: str = ""
    ownership_and_funding: str = ""
    method: str = ""


@dataclass(frozen=True)
class Assessment:
    """One person's dated judgement of a source, with its scope; never shown without it."""

    about: str
    text: str
    by: str
    date: Date
    grade: Literal["A", "B", "C", "D", "E", "F", ""] = ""
    because: str = ""


Ownership = Literal[
    "state", "public-service", "private", "party", "nonprofit", "intergovernmental", "unknown"
]


@dataclass(frozen=True)
class Source:
    """`seeds/registry/sources/<id>.yml`: an outlet or a series of statements that citations name."""

    name: Text
    aliases: tuple[Text, ...] = ()
    kind: str = ""
    publisher: Text | None = None
    speaks_for: Text | None = None
    ownership: Ownership = "unknown"
    owner: str = ""
    country: str = ""
    url: str = ""
    description: Description = field(default_factory=Description)
    checked: Date | None = None
    assessments: tuple[Assessment, ...] = ()
    formerly: tuple[Text, ...] = ()
    draft: bool = False
    id: str = ""
    path: str = ""


@dataclass(frozen=True)
class Topic:
    """An entry of `seeds/registry/topics.yml`."""

    name: str
    description: str = ""


@dataclass(frozen=True)
class Origin:
    """Where else the text stands, when it was seen there, and how far it agrees."""

    url: str
    seen: Date | None = None
    agrees: str = ""


@dataclass(frozen=True)
class Further:
    """Something to read beside a briefing; not a source of it."""

    title: str
    url: str = ""
    by: str = ""
    date: Date | None = None
    why: str = ""


@dataclass(frozen=True)
class Likely:
    """An actor or source that editors take to be meant, or (`likely`) take to be probably meant."""

    SHORT = "id"
    id: Text | None = None
    likely: Text | None = None

    @property
    def named(self) -> Text | None:
        """Return whichever of the two is given."""
        return self.id or self.likely


@dataclass(frozen=True)
class Document:
    """The very document a citation means, once somebody has found it."""

    title: str
    url: str = ""
    date: Date | None = None


Checked = Literal["no", "agrees", "differs", "not found"]


@dataclass(frozen=True)
class Reading:
    """What the editors could make of one citation label."""

    speaker: Likely | None = None
    carrier: Likely | None = None
    source: Text | None = None
    basis: str = ""
    document: Document | None = None
    seen_elsewhere: str = ""
    checked: Checked = "no"
    unidentified: bool = False


@dataclass(frozen=True)
class Note:
    """An editors' note on a passage, anchored by the passage's exact words."""

    quote: Text
    note: str
    by: str = "editors"
    date: Date | None = None
    link: str = ""


@dataclass(frozen=True)
class PlaceRuling:
    """An editors' ruling for one place: `exact` inside the passage `quote` is `actor` (or `none`)."""

    quote: Text
    exact: Text
    actor: Text


@dataclass(frozen=True)
class Change:
    """One entry of a briefing's history."""

    date: Date
    note: str


@dataclass(frozen=True)
class Withdrawal:
    """When and why a briefing was withdrawn."""

    date: Date
    reason: str


@dataclass(frozen=True)
class Edits:
    """`seeds/<briefing>.yml`: what editors add to a briefing."""

    title: str = ""
    date: Date | None = None
    period: Date | None = None
    period_basis: str = ""
    language: str = ""
    origin: Origin | None = None
    rights: str = ""
    headnote: str = ""
    further: tuple[Further, ...] = ()
    topics: tuple[Text, ...] = ()
    actors: "dict[Text, Text] | tuple[PlaceRuling, ...]" = field(default_factory=dict)
    citations: dict[Text, Reading] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    see_also: tuple[Text, ...] = ()
    formerly: tuple[Text, ...] = ()
    withdrawn: Withdrawal | None = None
    changes: tuple[Change, ...] = ()
    path: str = ""


# ---- What the program makes of a seed ---------------------------------------------------------


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
    offsets: for a Markdown seed the place of each code point of `text` in the seed's text, else None:
    the text stands there as it is.
    tag: p, a heading, li, tr (cells parted by tabs, at `cells`) or pre. hidden: it is boilerplate.
    """

    number: int
    start: int
    text: str
    tag: str = "p"
    offsets: tuple[int, ...] | None = None
    markup: tuple[Markup, ...] = ()
    hidden: bool = False

    @property
    def is_prose(self) -> bool:
        """Return whether names and citations are looked for in it: it is shown, and no block of code."""
        return not self.hidden and self.tag != "pre"

    def in_seed(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of this paragraph's text stands in the seed's text."""
        if self.offsets is None:
            return self.start + start, self.start + end
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True)
class Container:
    """An element of a Markdown seed that opens or closes around paragraphs (blockquote, ul, ol, li, table)."""

    tag: str
    opens: bool
    start: int = 1


Basis = Literal["editors", "contributor", "text", "opening words"]


@dataclass(frozen=True)
class Seed:
    """A seed document as it was read.

    text: decoded, without byte order mark, lines ending in LF; spans count its code points.
    layout: its paragraphs in order, with the containers of a Markdown seed around them.
    title_basis: who says the title; date_basis likewise, "" where there is no date.
    """

    id: str
    path: str
    raw: bytes
    text: str
    sha256: str
    encoding: str
    layout: "tuple[Paragraph | Container, ...]"
    title: str
    title_basis: Basis
    date: Date | None
    date_basis: Literal["editors", "contributor", "text", ""]
    language: str
    edits: Edits

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs, in order."""
        return tuple(part for part in self.layout if isinstance(part, Paragraph))

    @property
    def period(self) -> Date | None:
        """Return when the events it describes took place, else its own date, else None."""
        return self.edits.period or self.date

    @property
    def filed_year(self) -> int | None:
        """Return the year it is filed under in indexes; None where no date is known."""
        return self.period.year if self.period else None


Rule = Literal["name", "alias", "alias with company", "weak alias", "surname", "ruling"]


@dataclass(frozen=True)
class Mention:
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


@dataclass(frozen=True)
class Record:
    """One source record in a citation's label; "" where nothing is known.

    carrier "unnamed": the label says that others carried it, but not who.
    """

    text: str
    source: str = ""
    speaker: str = ""
    speaker_likely: bool = False
    carrier: str = ""
    document: str = ""
    date: str = ""
    url: str = ""
    checked: Checked = "no"


@dataclass(frozen=True)
class Citation:
    """A citation marker in a text.

    paragraph: the number of the paragraph it stands in. start, end: the marker, brackets included, in code
    points of that paragraph's text. label_start: where the label starts there.
    label: verbatim, white space folded. number: its note's; equal labels share one.
    covers: the paragraph it follows, itself unless it stands on a line of its own.
    """

    paragraph: int
    start: int
    end: int
    label_start: int
    label: str
    number: int
    covers: int
    records: tuple[Record, ...]


@dataclass(frozen=True)
class AnchoredNote:
    """An editors' note and the stretch of a paragraph's text that it is on; letter: A, B, ..."""

    letter: str
    paragraph: int
    start: int
    end: int
    note: Note


@dataclass(frozen=True)
class Briefing:
    """A seed with what the archive makes of it."""

    seed: Seed
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]
    notes: tuple[AnchoredNote, ...]

    @property
    def id(self) -> str:
        """Return its permanent id, the seed's file name without the ending."""
        return self.seed.id
