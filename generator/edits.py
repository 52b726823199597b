"""The format of an editors' file, `seeds/<briefing>.yml`: what editors add to a briefing."""

from dataclasses import dataclass, field
from typing import Literal

from generator.formats import Id, Language, Text, Url
from generator.text.dates import Date

NONE = "none"
"""In place of an actor's id: nobody is meant, so nothing is linked."""

UNNAMED = "unnamed"
"""In place of a carrier's id: the report names no outlet ("as reported by news agencies")."""


@dataclass(frozen=True)
class Headnote:
    """Editors' words before a text, and when they wrote them."""

    SHORT = "text"
    text: Text
    date: Date | None = None


@dataclass(frozen=True)
class Origin:
    """Where else the text stands, when it was seen there, and how far it agrees."""

    url: Url
    seen: Date | None = None
    agrees: str = ""


@dataclass(frozen=True)
class Further:
    """Something to read beside a briefing; not a source of it."""

    title: str
    url: Url = Url("")
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
    url: Url = Url("")
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
    link: Url = Url("")


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
    language: Language = Language("")
    origin: Origin | None = None
    rights: str = ""
    headnote: Headnote | None = None
    further: tuple[Further, ...] = ()
    topics: tuple[Text, ...] = ()
    actors: "dict[Text, Text] | tuple[PlaceRuling, ...]" = field(default_factory=dict)
    citations: dict[Text, Reading] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    see_also: tuple[Text, ...] = ()
    formerly: tuple[Id, ...] = ()
    withdrawn: Withdrawal | None = None
    changes: tuple[Change, ...] = ()
    path: str = ""

    @property
    def topic_ids(self) -> tuple[str, ...]:
        """Return its topics, each once however often it stands there."""
        return tuple(dict.fromkeys(topic.text for topic in self.topics))

    @property
    def added(self) -> Date | None:
        """Return the date of its earliest change, in whatever order they stand."""
        return min((change.date for change in self.changes), key=lambda date: date.sort_key, default=None)

    def is_addition(self, change: Change) -> bool:
        """Return whether a change says no more than that the briefing was added, as `briefings new` writes it."""
        return change.note.strip(" .").lower() == "added" and change.date == self.added

    @property
    def version(self) -> Date | None:
        """Return the date of its latest change."""
        return max((change.date for change in self.changes), key=lambda date: date.sort_key, default=None)
