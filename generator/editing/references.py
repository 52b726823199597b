"""Where in an archive's YAML files the ids of briefings, actors and sources are named."""

from collections.abc import Iterator
from pathlib import Path

from generator.disk.tree import files_below
from generator.editing import holdings, yaml_edits, yaml_files
from generator.editing.holdings import FOLDERS, Holding
from generator.editing.yaml_files import Pattern, YamlFile
from generator.reading.seed_files import discover

_SPEAKER: tuple[Pattern, ...] = (("citations", "*", "speaker"), ("citations", "*", "speaker", "*"))
_CARRIER: tuple[Pattern, ...] = (("citations", "*", "carrier"), ("citations", "*", "carrier", "*"))

_IN_ACTORS: tuple[Pattern, ...] = (
    ("part_of",),
    ("of",),
    ("aliases", "*", "with", "*"),
    ("roles", "*", "position"),
    ("roles", "*", "of"),
)
_IN_SOURCES: tuple[Pattern, ...] = (("publisher",), ("speaks_for",))
_RULINGS: tuple[Pattern, ...] = (("actors", "*"), ("actors", "*", "actor"))


def renamed(root: Path, holding: Holding, new: str) -> dict[str, YamlFile]:
    """Return by path every file that names a holding, with another id in its place.

    Where an actor and a source share an id, a speaker is the actor and a carrier the source, as on the pages.
    Raises Refused where a file that names it cannot be read or edited.
    """
    found = {}
    for path, patterns in _places(root, holding):
        if holdings.naming(root, path, holding.id):
            before = yaml_files.read(root, path)
            once = yaml_edits.without(before, "see_also", holding.id) if _names_both(before, holding, new) else before
            after = yaml_edits.replaced(once, patterns, holding.id, new)
            if after != before:
                found[path] = after
    return found


def _names_both(file: YamlFile, holding: Holding, new: str) -> bool:
    return holding.kind == "briefing" and new in file.words("see_also")


def _places(root: Path, holding: Holding) -> Iterator[tuple[str, tuple[Pattern, ...]]]:
    """Yield each file that could name a holding, with the places where it would."""
    in_edits = _in_editors_files(root, holding)
    for file in discover(root)[0]:
        if file.edits:
            yield file.edits, in_edits
    if holding.kind == "actor":
        yield from ((path, _IN_ACTORS) for path in files_below(root, FOLDERS["actor"], (".yml",)))
        yield from ((path, _IN_SOURCES) for path in files_below(root, FOLDERS["source"], (".yml",)))


def _in_editors_files(root: Path, holding: Holding) -> tuple[Pattern, ...]:
    if holding.kind == "briefing":
        return (("see_also", "*"),)
    if holding.kind == "actor":
        return (*_RULINGS, *_SPEAKER, *(() if _is_published(root, "source", holding.id) else _CARRIER))
    return (("citations", "*", "source"), *_CARRIER, *(() if _is_published(root, "actor", holding.id) else _SPEAKER))


def _is_published(root: Path, kind: holdings.Kind, identifier: str) -> bool:
    path = f"{FOLDERS[kind]}/{identifier}.yml"
    if not (root / path).is_file():
        return False
    draft = yaml_files.read(root, path).value("draft")
    return getattr(draft, "value", "") != "true"
