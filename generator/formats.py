"""The formats of the files that editors write for the whole archive: `seeds/archive.yml` and `seeds/registry/**`.

A field is a key (a trailing underscore is dropped, so that `from` can be one), its type says what may
stand there, its `Key` what it is; a field without a default must be given. `SHORT` is the field for which a
text alone may stand, `HEADING` that of the class's table in docs/format.md, where it is not the class's name.
`entries.read` reads files by these classes.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal, NewType

from generator.keys import Key
from generator.text.dates import Date, End


@dataclass(frozen=True)
class Text:
    """A word or sentence in a file, with the place it stands at, for problems found later."""

    text: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return the words alone."""
        return self.text


class Id(Text):
    """An id: what `ids.why_bad` finds nothing wrong with."""


Url = NewType("Url", str)
"""An address that a page may link to: http or https."""

Contact = NewType("Contact", str)
"""A mail address, or the address of a form."""

Language = NewType("Language", str)
"""A language's code (BCP 47), such as `en` or `pt-BR`."""

Country = NewType("Country", str)
"""A country's code of two capitals (ISO 3166-1), such as `RU`."""

SameAs = NewType("SameAs", str)
"""The same thing elsewhere: `wikidata:Q1`, or an address."""


@dataclass(frozen=True)
class Settings:
    """`seeds/archive.yml`: the archive's own settings."""

    language: Annotated[Language, Key("The language of texts and pages as a BCP 47 tag.", reads=True)] = Language("en")
    contact: Annotated[
        Contact,
        Key("Where readers ask for a correction: a mail address, or the `https://` address of a form that needs no account."),
    ] = Contact("")
    markers: Annotated[tuple[str, ...], Key("The words that open a citation marker.", reads=True)] = ("Citation", "Source")
    boilerplate: Annotated[
        tuple[str, ...],
        Key(
            "Whole paragraphs that are not shown (“Get a summary”); white space folds. "
            "They keep their number and are listed under “About this text”.",
            reads=True,
        ),
    ] = ()
    surname_scope: Annotated[
        Literal["briefing", "archive"],
        Key(
            "`briefing`: a bare surname links where the person is named in full in that briefing. "
            "`archive`: also where a title before it tells whose it is, or only one person of the registry bears it ([the "
            "rule](method.md#surname)).",
            reads=True,
        ),
    ] = "briefing"
    index_persons: Annotated[bool, Key("`true` lets search engines index the pages of persons. Default: `false`.")] = False
    repository: Annotated[
        Url,
        Key(
            "The address of the project's repository, for links to each text's history and to the files that editors "
            "write: `https://github.com/<owner>/<name>`, on GitLab with `/-` at its end."
        ),
    ] = Url("")


@dataclass(frozen=True)
class Alias:
    """Another spelling of an actor; `with_`: only where one of these actors is named in the briefing too."""

    SHORT = "text"
    text: Annotated[Text, Key("The spelling.", reads=True)]
    with_: Annotated[
        tuple[Text, ...],
        Key("Ids of actors; the alias counts only in briefings that name one of them.", refers=("actor",), reads=True),
    ] = ()


@dataclass(frozen=True)
class Role:
    """A post somebody held: in words, as a position of the registry, or both."""

    title: Annotated[str, Key("What the post was called.", reads=True)] = ""
    position: Annotated[
        Text | None,
        Key("The id of a position; its page lists the holder.", refers=("actor",), reads=True),
    ] = None
    of: Annotated[Text | None, Key("The id of the actor where the post was held.", refers=("actor",))] = None
    from_: Annotated[Date | None, Key("Since when.")] = None
    to: Annotated[
        End | None,
        Key(
            "Until when. Left out: the end is not known. "
            "`..`: still held, which needs `checked`; an interval open at its end is an error."
        ),
    ] = None
    source: Annotated[Url, Key("A link to what bears it out: a decree, an announcement, a dated report.")] = Url("")
    note: Annotated[str, Key("What the dates do not say.")] = ""
    line: int = 0
    column: int = 0


Kind = Literal["person", "position", "organisation", "state", "group"]


@dataclass(frozen=True)
class Actor:
    """`seeds/registry/actors/<id>.yml`: someone or something that acts in the briefings."""

    name: Annotated[Text, Key("The name by which the archive calls it.", name="name")]
    kind: Annotated[
        Kind, Key("`person`, `position` (an office, whoever holds it), `organisation`, `state` or `group`.", reads=True)
    ]
    description: Annotated[
        str, Key("One sentence for readers: neutral, attributed where it is disputed, without charges or labels.")
    ] = ""
    aliases: Annotated[
        tuple[Alias, ...],
        Key("Other spellings that are safe anywhere, or with company; see [Alias](#alias).", name="alias"),
    ] = ()
    weak_aliases: Annotated[
        tuple[Text, ...],
        Key(
            "Spellings that count only where the actor is named by a stronger form in that briefing (“Foreign Ministry”).",
            name="weak alias",
        ),
    ] = ()
    not_: Annotated[
        tuple[str, ...],
        Key("Strings that are never this actor, though a name of it stands in them; letter for letter.", name="not"),
    ] = ()
    family_name: Annotated[
        str, Key("A person's family name, where it is not the last word of the name.", name="family name")
    ] = ""
    original_names: Annotated[
        dict[str, Text],
        Key("The name in other scripts, by language: `{ru: ...}`. They count as aliases.", name="original name"),
    ] = field(default_factory=dict)
    roles: Annotated[tuple[Role, ...], Key("Posts that a person held; a list of [Role](#role).", reads=True)] = ()
    part_of: Annotated[Text | None, Key("The id of the actor that it is a part of.", refers=("actor",))] = None
    of: Annotated[Text | None, Key("For a position: the id of the actor that it is a post of.", refers=("actor",))] = None
    country: Annotated[Country, Key("For a state: its code of two letters (ISO 3166-1; `GB`, not `UK`).")] = Country("")
    same_as: Annotated[
        tuple[SameAs, ...], Key("The same in other registers (`wikidata:Q...`), only where a person has checked it.")
    ] = ()
    checked: Annotated[Date | None, Key("When somebody last compared the entry with its sources.")] = None
    formerly: Annotated[tuple[Id, ...], Key("Ids that it had before. Their addresses lead here.")] = ()
    draft: Annotated[bool, Key("`true` publishes nothing of it and links nothing.")] = False
    id: str = ""
    path: str = ""

    @property
    def above(self) -> tuple[str, ...]:
        """Return the ids of what it is part of and of what it is a post of."""
        return tuple(dict.fromkeys(one.text for one in (self.part_of, self.of) if one))


@dataclass(frozen=True)
class Description:
    """What a source's page says of it, in four parts; a part nobody has written is left out."""

    in_brief: Annotated[str, Key("What it is, in a sentence or two.")] = ""
    coverage: Annotated[str, Key("What it reports on.")] = ""
    ownership_and_funding: Annotated[str, Key("Who owns and pays it.")] = ""
    method: Annotated[str, Key("How it works and corrects itself.")] = ""


@dataclass(frozen=True)
class Assessment:
    """One person's dated judgement of a source, with its scope; never shown without it."""

    about: Annotated[str, Key("The scope: of what kind of report this is said.")]
    text: Annotated[str, Key("The judgement, in words.")]
    by: Annotated[str, Key("Whose it is.")]
    date: Annotated[Date, Key("When it was made.")]
    grade: Annotated[
        Literal["A", "B", "C", "D", "E", "F", ""],
        Key("A letter of the Admiralty scale, `A` to `F`; never shown without its scope."),
    ] = ""
    because: Annotated[Url, Key("A link to the grounds.")] = Url("")


Ownership = Literal["state", "public-service", "private", "party", "nonprofit", "intergovernmental", "unknown"]


@dataclass(frozen=True)
class Source:
    """`seeds/registry/sources/<id>.yml`: an outlet or a series of statements that citations name."""

    name: Annotated[Text, Key("Its name.", name="name")]
    aliases: Annotated[tuple[Text, ...], Key("Other names by which labels call it.", name="alias")] = ()
    kind: Annotated[str, Key("What it is: news agency, newspaper, broadcaster, government statement ...")] = ""
    publisher: Annotated[Text | None, Key("The id of the actor that publishes it.", refers=("actor",))] = None
    speaks_for: Annotated[Text | None, Key("The id of the actor for which it speaks.", refers=("actor",))] = None
    ownership: Annotated[
        Ownership, Key("`state`, `public-service`, `private`, `party`, `nonprofit`, `intergovernmental` or `unknown`.")
    ] = "unknown"
    owner: Annotated[str, Key("Who owns it.")] = ""
    country: Annotated[
        Country,
        Key(
            "The code of two letters of its country. The page shows the name that the registry has for the state, else the "
            "usual English one."
        ),
    ] = Country("")
    url: Annotated[Url, Key("The address of its site.")] = Url("")
    description: Annotated[Description, Key("See [Description](#description).")] = field(default_factory=Description)
    checked: Annotated[Date | None, Key("When somebody last compared the entry with its sources.")] = None
    assessments: Annotated[tuple[Assessment, ...], Key("See [Assessment](#assessment).")] = ()
    formerly: Annotated[tuple[Id, ...], Key("Ids that it had before.")] = ()
    draft: Annotated[bool, Key("`true` publishes nothing of it.")] = False
    id: str = ""
    path: str = ""


@dataclass(frozen=True)
class Topic:
    """An entry of `seeds/registry/topics.yml`."""

    name: Annotated[str, Key("What readers see.")]
    description: Annotated[str, Key("What the topic takes in.")] = ""
