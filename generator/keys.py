"""What a key of the editors' files is, said once beside its field in `formats` and `edits`.

Tables, schemas, checks of ids, `rename`, `merge` and the registry that seeds are read with are derived from it.
"""

import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

EntryKind = Literal["briefing", "actor", "source", "topic"]
"""What an archive has by id."""

NameUse = Literal["name", "alias", "alias with company", "weak alias", "original name", "family name", "not"]
"""How a name counts, as `entry_names` has it; `not`: as nobody's. An alias has company if the file gives it some."""

AS_ABOVE: tuple[Any, ...] = ("as above",)
"""For `refers`, in a class that stands under several keys: the id there is of what the key above it refers to."""


@dataclass(frozen=True)
class Key:
    """The facts about a key, beside its field: `name: Annotated[Text, Key("Its name.", name="name")]`.

    A field without one is set by the program (`id`, `path`, `line`, `column`), and is no key.

    means: what it says, in Markdown, as docs/format.md and the schemas print it.
    refers: what the ids that stand there are of; where an actor and a source share an id, the first of the two is meant.
    instead: a word that may stand in place of such an id.
    name: that the texts there are names of the entry, and how they count; None for anything else.
    reads: whether the reading of a text depends on it, as it does on every name; an editors' file is read whole with its seed.
    """

    means: str
    refers: tuple[EntryKind, ...] = ()
    instead: str = ""
    name: NameUse | None = None
    reads: bool = False

    @property
    def is_read(self) -> bool:
        """Return whether the reading of a text depends on what stands there."""
        return self.reads or self.name is not None


class Field(NamedTuple):
    """A key with what its class declares. name: of the attribute. type: what may stand there. default: MISSING if required."""

    name: str
    type: Any
    key: Key
    default: Any

    @property
    def is_required(self) -> bool:
        """Return whether the key must be given."""
        return self.default is MISSING


def keys(kind: Any) -> Mapping[str, Field]:
    """Return the fields of a class of `formats` or `edits` by their keys: `not` is that of `not_`.

    Fields that the program sets are left out; any other type has none.
    """
    return _keys(kind)


@cache
def _keys(kind: Any) -> Mapping[str, Field]:
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return {}
    hints = typing.get_type_hints(kind, include_extras=True)
    bare = typing.get_type_hints(kind)
    found = {}
    for field in fields(kind):
        key = next((fact for fact in getattr(hints[field.name], "__metadata__", ()) if isinstance(fact, Key)), None)
        if key:
            default = field.default if field.default_factory is MISSING else field.default_factory()
            found[field.name.rstrip("_")] = Field(field.name, bare[field.name], key, default)
    return found
