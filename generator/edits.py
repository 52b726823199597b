"""The format of an editors' file, `seeds/<briefing>.yml`: what editors add to a briefing."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from generator.formats import Id, Language, Text, Url
from generator.keys import AS_ABOVE, Key
from generator.text.dates import Date

NONE = "none"
"""In place of an actor's id: nobody is meant, so nothing is linked."""

UNNAMED = "unnamed"
"""In place of a carrier's id: the report names no outlet ("as reported by news agencies")."""


@dataclass(frozen=True)
class Headnote:
    """Editors' words before a text, and when they wrote them."""

    SHORT = "text"
    text: Annotated[Text, Key("The words.")]
    date: Annotated[Date | None, Key("When the editors wrote them.")] = None


@dataclass(frozen=True)
class Origin:
    """Where else the text stands, when it was seen there, and how far it agrees."""

    url: Annotated[Url, Key("Its address.")]
    seen: Annotated[Date | None, Key("When it was seen there.")] = None
    agrees: Annotated[str, Key("How far the two agree, and what was not compared.")] = ""


@dataclass(frozen=True)
class Further:
    """Something to read beside a briefing; not a source of it."""

    HEADING = "Further reading"
    title: Annotated[str, Key("Its title.")]
    url: Annotated[Url, Key("Its address; without one, the title alone is shown.")] = Url("")
    by: Annotated[str, Key("Who published it.")] = ""
    date: Annotated[Date | None, Key("When.")] = None
    why: Annotated[str, Key("What a reader gains by it.")] = ""


@dataclass(frozen=True)
class Likely:
    """An actor or source that editors take to be meant, or (`likely`) take to be probably meant."""

    HEADING = "Speaker and carrier"
    SHORT = "id"
    id: Annotated[
        Text | None, Key("The actor or source. `speaker: ada-quill` is short for `speaker: {id: ada-quill}`.", refers=AS_ABOVE)
    ] = None
    likely: Annotated[
        Text | None, Key("The actor or source that is probably meant; shown as the editors' reading.", refers=AS_ABOVE)
    ] = None

    @property
    def named(self) -> Text | None:
        """Return whichever of the two is given."""
        return self.id or self.likely


@dataclass(frozen=True)
class Document:
    """The very document a citation means, once somebody has found it."""

    title: Annotated[str, Key("Its title.")]
    url: Annotated[Url, Key("Its address.")] = Url("")
    date: Annotated[Date | None, Key("Its date.")] = None


Checked = Literal["no", "agrees", "differs", "not found"]


@dataclass(frozen=True)
class Reading:
    """What the editors could make of one citation label."""

    speaker: Annotated[
        Likely | None,
        Key("Whose words the citation is for; see [Speaker and carrier](#speaker-and-carrier).", refers=("actor", "source")),
    ] = None
    carrier: Annotated[
        Likely | None,
        Key(
            "Who carried them; likewise. `unnamed` where the label says that others did, but not who.",
            refers=("source", "actor"),
            instead=UNNAMED,
        ),
    ] = None
    source: Annotated[Text | None, Key("The id of the registry's source it comes from.", refers=("source",))] = None
    basis: Annotated[str, Key("Why the editors read it so.")] = ""
    document: Annotated[
        Document | None,
        Key("The very document, once somebody has found it; see [Document](#document)."),
    ] = None
    seen_elsewhere: Annotated[str, Key("Where the same matter was seen, while the document itself is not found.")] = ""
    checked: Annotated[
        Checked, Key("`no`, `agrees`, `differs` or `not found`: whether somebody compared it with the original.")
    ] = "no"
    unidentified: Annotated[
        bool,
        Key("`true` where the editors looked and know of no body, title or date of that name."),
    ] = False


@dataclass(frozen=True)
class Note:
    """An editors' note on a passage, anchored by the passage's exact words."""

    quote: Annotated[
        Text, Key("The passage, in the exact words of the seed, long enough to stand there once. White space folds.")
    ]
    note: Annotated[str, Key("What there is to say.")]
    by: Annotated[str, Key("Who says it.")] = "editors"
    date: Annotated[Date | None, Key("When.")] = None
    link: Annotated[Url, Key("The other report.")] = Url("")


@dataclass(frozen=True)
class PlaceRuling:
    """An editors' ruling for one place: `exact` inside the passage `quote` is `actor` (or `none`)."""

    HEADING = "Ruling for one place"
    quote: Annotated[Text, Key("A passage in the exact words of the seed.")]
    exact: Annotated[Text, Key("The string inside that passage.")]
    actor: Annotated[Text, Key("The id of the actor that it means there, or `none`.", refers=("actor",), instead=NONE)]


@dataclass(frozen=True)
class Change:
    """One entry of a briefing's history."""

    date: Annotated[Date, Key("When.")]
    note: Annotated[str, Key("What changed.")]


@dataclass(frozen=True)
class Withdrawal:
    """When and why a briefing was withdrawn."""

    date: Annotated[Date, Key("When.")]
    reason: Annotated[str, Key("Why, in a sentence for readers.")]


@dataclass(frozen=True)
class Edits:
    """`seeds/<briefing>.yml`: what editors add to a briefing."""

    HEADING = "The editors' file"
    title: Annotated[str, Key("A title that the editors supply; printed in [ ].")] = ""
    date: Annotated[Date | None, Key("The date of the text itself, if it is known.")] = None
    period: Annotated[
        Date | None, Key("When the events took place that the text describes. Offices and indexes go by it, else by `date`.")
    ] = None
    period_basis: Annotated[str, Key("Why the editors think so. Shown as “Why these dates?”.")] = ""
    language: Annotated[Language, Key("The text's language, where it is not the archive's.")] = Language("")
    origin: Annotated[Origin | None, Key("Where else the text stands; see [Origin](#origin).")] = None
    rights: Annotated[str, Key("Under what terms the text may be published; `not known` where nobody knows.")] = ""
    headnote: Annotated[Headnote | None, Key("The editors' words before the text; see [Headnote](#headnote).")] = None
    further: Annotated[tuple[Further, ...], Key("What to read beside it; a list of [Further reading](#further-reading).")] = ()
    topics: Annotated[tuple[Text, ...], Key("Ids from `registry/topics.yml`.", refers=("topic",))] = ()
    actors: Annotated[
        dict[Text, Text] | tuple[PlaceRuling, ...],
        Key(
            "Rulings: whom a string means in this briefing. "
            "Either `string: actor-id` lines, or a list of [rulings for one place](#ruling-for-one-place). "
            "`none` links nothing.",
            refers=("actor",),
            instead=NONE,
        ),
    ] = field(default_factory=dict)
    citations: Annotated[
        dict[Text, Reading],
        Key(
            "What the editors made of citations: `label: ` followed by a [Reading](#reading). "
            "The label is written as in the text."
        ),
    ] = field(default_factory=dict)
    turns: Annotated[
        bool,
        Key("`false` where labels at the starts of paragraphs are not those of speakers. Default: `true`; the text decides."),
    ] = True
    notes: Annotated[tuple[Note, ...], Key("Notes on passages, lettered in this order; a list of [Note](#note).")] = ()
    see_also: Annotated[tuple[Text, ...], Key("Ids of other briefings to point to.", refers=("briefing",))] = ()
    formerly: Annotated[tuple[Id, ...], Key("Ids that this briefing had before. Their addresses lead here.")] = ()
    withdrawn: Annotated[
        Withdrawal | None,
        Key(
            "When and why it was withdrawn; see [Withdrawal](#withdrawal). Its page then says so, and the text is gone from it."
        ),
    ] = None
    changes: Annotated[
        tuple[Change, ...],
        Key(
            "The briefing's history; a list of [Change](#change). "
            "The earliest date makes it new on the home page, the latest is its version."
        ),
    ] = ()
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
