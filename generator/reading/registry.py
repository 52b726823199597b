"""The registry: the reviewed actors, sources, terms and topics, and the archive's settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from generator.disk import ids, tree
from generator.disk.tree import Tree
from generator.edits import Edits
from generator.formats import Actor, Id, Settings, Source, Text, Topic
from generator.keys import EntryKind, keys
from generator.problems import Problem
from generator.reading import entries
from generator.reading.references import patterns

T = TypeVar("T")

OTHER_MEANINGS = tuple(dict.fromkeys(says.instead for _, says in patterns(Edits) if says.instead))
"""What stands where an actor's or source's id could in editors' files, so that none may be called so."""


_STEPS = 9
"""How far up a body is followed; states have fewer levels, and what goes on for ever is a circle."""


@dataclass(frozen=True)
class Registry:
    """Everything editors have reviewed; drafts are left out of `actors` and `sources`.

    states: by country code the actor that is the state, the first of several.
    is_whole: no link stands in the place of a file or folder of it, and each can be read. Else nobody knows what is missing.
    """

    settings: Settings = field(default_factory=Settings)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True

    @property
    def known(self) -> dict[EntryKind, Mapping[str, Any]]:
        """Return what the ids in a file may be of, by kind and id; briefings are not of the registry."""
        return {"actor": self.actors, "source": self.sources, "topic": self.topics}

    @property
    def entries(self) -> list[Actor | Source]:
        """Return its actors, then its sources."""
        return [*self.actors.values(), *self.sources.values()]

    def upwards(self, identifier: str) -> Iterator[str]:
        """Yield the ids of an actor and of what it is part or a post of, step by step; a circle ends somewhere."""
        for _ in range(_STEPS):
            yield identifier
            above = self.actors[identifier].above if identifier in self.actors else ()
            if not above:
                return
            identifier = above[0]


def load(root: Path, below: Tree | None = None) -> tuple[Registry, list[Problem]]:
    """Read `seeds/archive.yml` and `seeds/registry/`.

    root: the folder that holds `seeds/`. below: what is below it, where that is known. Returns the registry and what is
    wrong or open in it; a file that cannot be read leaves its entry out and all the others in.
    """
    below = below or tree.below(root, "seeds")
    problems: list[Problem] = []
    settings = _settings(root, below, problems)
    actors = _folder(Actor, root, below, "seeds/registry/actors/", problems)
    sources = _folder(Source, root, below, "seeds/registry/sources/", problems)
    terms = _mapping(dict[str, str], root, below, "seeds/registry/terms.yml", problems)
    topics = _mapping(dict[Id, Topic], root, below, "seeds/registry/topics.yml", problems)
    known = Registry(
        settings,
        actors,
        sources,
        terms,
        topics={str(key): topic for key, topic in topics.items()},
        states={actor.country: actor.id for actor in reversed(actors.values()) if actor.kind == "state" and actor.country},
        is_whole=not any(_is_of_registry(path) for path in (*below.links, *below.closed)),
    )
    return known, problems


def for_reading(known: Registry) -> Registry:
    """Return a registry with no more than what the reading of a text depends on: names, and which ids there are.

    So a change of anything else in an entry leaves every reading as it is.
    """
    return Registry(
        settings=_as_read(known.settings),
        actors={identifier: _as_read(actor, id=identifier) for identifier, actor in known.actors.items()},
        sources={identifier: _as_read(source, id=identifier) for identifier, source in known.sources.items()},
        topics={identifier: _as_read(topic) for identifier, topic in known.topics.items()},
        is_whole=known.is_whole,
    )


def _as_read(value: Any, **given: str) -> Any:
    """Return a value as far as a reading depends on it, without the place it stands at: each edit above it moves that.

    given: fields that the program sets.
    """
    if not value or isinstance(value, str):
        return value
    if isinstance(value, Text):
        return Text(value.text)
    if isinstance(value, tuple):
        return tuple(map(_as_read, value))
    if isinstance(value, dict):
        return {_as_read(key): _as_read(child) for key, child in value.items()}
    kind: Any = type(value)
    empty, read = _empty_and_read(kind)
    if not (empty or read):
        return value
    return kind(**empty, **{name: _as_read(getattr(value, name)) for name in read}, **given)


@cache
def _empty_and_read(kind: Any) -> tuple[dict[str, str], list[str]]:
    """Return of a class what a reading needs none of and must be given all the same, empty, and the names of what it needs."""
    fields = keys(kind).values()
    empty = {field.name: "" for field in fields if field.is_required and not field.key.is_read}
    return empty, [field.name for field in fields if field.key.is_read]


def _is_of_registry(path: str) -> bool:
    return path in ("seeds", "seeds/registry") or path.startswith("seeds/registry/")


def _settings(root: Path, below: Tree, problems: list[Problem]) -> Settings:
    path = "seeds/archive.yml"
    return (entries.read_file(Settings, root, path, problems, {}) if _is_there(path, below) else None) or Settings()


def _is_there(path: str, below: Tree) -> bool:
    """Return whether there is something to read; of a link, whoever walks the folder says that it is one."""
    return path in below.files or path in below.folders


def _folder(kind: type[T], root: Path, below: Tree, folder: str, problems: list[Problem]) -> dict[str, T]:
    """Return the entries of a folder by id; an entry that cannot be read, or is a draft, is left out."""
    found: dict[str, T] = {}
    by_id: dict[str, list[str]] = {}
    bad: dict[str, str] = {}
    for path in (path for path in below.files if path.startswith(folder) and path.lower().endswith(".yml")):
        identifier = ids.id_of(path)
        reason = ids.why_bad(identifier) or _reserved(identifier)
        if reason:
            bad[path] = reason
        else:
            by_id.setdefault(identifier.casefold(), []).append(path)
    problems += ids.bad_names(bad, [*by_id, *OTHER_MEANINGS])
    for paths in by_id.values():
        paths.sort(key=_precedence)
        problems += [_duplicate(path, paths) for path in paths if len(paths) > 1]
        found |= _entry(kind, root, paths[0], problems)
    return dict(sorted(found.items()))


def _precedence(path: str) -> tuple[bool, int, str]:
    """Return what to sort files of one id by: the first, one in lower case if there is any, is read."""
    name = PurePosixPath(path).name
    return name != name.lower(), len(path), path


def _duplicate(path: str, paths: list[str]) -> Problem:
    others = ", ".join(other for other in paths if other != path)
    outcome = "This one is read." if path == paths[0] else f"{paths[0]} is read, this one is not."
    message = f"“{ids.id_of(path)}” is the id of {others} too; ids may not differ by case only. {outcome}"
    return Problem(path, 0, 0, "duplicate-id", message, "give one of them another name")


def _reserved(identifier: str) -> str:
    return "is a word that means something else in editors' files" if identifier in OTHER_MEANINGS else ""


def _entry(kind: type[T], root: Path, path: str, problems: list[Problem]) -> dict[str, T]:
    """Return the entry of a file under its id, or nothing, with a problem that says why."""
    before = len(problems)
    entry: Any = entries.read_file(kind, root, path, problems, {"id": ids.id_of(path), "path": path})
    if entry is None:
        if len(problems) == before:
            problems.append(Problem(path, 0, 0, "missing-key", "The file is empty.", "add `name: ...`"))
        return {}
    if entry.draft:
        hint = "review it, then take `draft: true` out"
        problems.append(Problem(path, 0, 0, "draft", f"“{entry.name}” is a draft: it links nothing.", hint))
        return {}
    return {entry.id: entry}


def _mapping(kind: Any, root: Path, below: Tree, path: str, problems: list[Problem]) -> dict[str, Any]:
    node = entries.tree_of(root, path, problems) if _is_there(path, below) else None
    return {} if node is None else entries.read_value(kind, node, problems) or {}
