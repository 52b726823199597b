"""The formats of the files that editors write for the whole archive: `seeds/archive.yml` and `seeds/registry/**`.

A field is a key (a trailing underscore is dropped, so that `from` can be one), its type says what may
stand there, a field without a default must be given. `entries.read` reads files by these classes.
"""

from dataclasses import dataclass, field
from typing import Literal, NewType

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

    language: Language = Language("en")
    contact: Contact = Contact("")
    markers: tuple[str, ...] = ("Citation", "Source")
    boilerplate: tuple[str, ...] = ()
    surname_scope: Literal["briefing", "archive"] = "briefing"
    index_persons: bool = False
    repository: Url = Url("")


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
    source: Url = Url("")
    note: str = ""
    line: int = 0
    column: int = 0


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
    original_names: dict[str, Text] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    part_of: Text | None = None
    of: Text | None = None
    country: Country = Country("")
    same_as: tuple[SameAs, ...] = ()
    checked: Date | None = None
    formerly: tuple[Id, ...] = ()
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
    because: Url = Url("")


Ownership = Literal["state", "public-service", "private", "party", "nonprofit", "intergovernmental", "unknown"]


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
    country: Country = Country("")
    url: Url = Url("")
    description: Description = field(default_factory=Description)
    checked: Date | None = None
    assessments: tuple[Assessment, ...] = ()
    formerly: tuple[Id, ...] = ()
    draft: bool = False
    id: str = ""
    path: str = ""


@dataclass(frozen=True)
class Topic:
    """An entry of `seeds/registry/topics.yml`."""

    name: str
    description: str = ""
