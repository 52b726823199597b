"""Where in an archive's YAML files the ids of briefings, actors and sources are named."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.disk.tree import files_below
from generator.editing import entry_files, yaml_edits, yaml_files
from generator.editing.entry_files import FOLDERS, EntryFile
from generator.editing.yaml_files import YamlFile
from generator.edits import Edits
from generator.formats import Actor, Source
from generator.keys import Key
from generator.reading.references import Pattern, patterns
from generator.reading.seed_files import discover

CLASSES: dict[entry_files.Kind, type] = {"briefing": Edits, "actor": Actor, "source": Source}
"""What the YAML file of each kind of entry holds."""


def renamed(root: Path, holding: EntryFile, new: str) -> dict[str, YamlFile]:
    """Return by path every file that names a holding, with another id in its place; once in a list that has both.

    Raises Refused where a file that names it cannot be read or edited.
    """
    found = {}
    places = {kind: _places(root, kind, holding) for kind in CLASSES}
    for path, kind in _files(root):
        if places[kind] and entry_files.naming(root, path, holding.id):
            before = yaml_files.read(root, path)
            once = _without(before, (way for way in places[kind] if new in before.words(way[0])), holding.id)
            after = yaml_edits.replaced(once, places[kind], holding.id, new)
            if after != before:
                found[path] = after
    return found


def without(file: YamlFile, holding: EntryFile) -> YamlFile:
    """Return the file of a holding's kind without the holding in its lists."""
    return _without(file, (way for way, says in patterns(CLASSES[holding.kind]) if holding.kind in says.refers), holding.id)


def _without(file: YamlFile, places: Iterable[Pattern], word: str) -> YamlFile:
    for key, *rest in places:
        file = yaml_edits.without(file, key, word) if rest == ["*"] else file
    return file


def _files(root: Path) -> Iterator[tuple[str, entry_files.Kind]]:
    """Yield each file that could name something, with the kind of entry that it holds."""
    yield from ((file.edits, "briefing") for file in discover(root)[0] if file.edits)
    for kind, folder in FOLDERS.items():
        yield from ((path, kind) for path in files_below(root, folder, (".yml",)))


def _places(root: Path, kind: entry_files.Kind, holding: EntryFile) -> tuple[Pattern, ...]:
    """Return where the file of an entry of a kind would name a holding."""
    return tuple(way for way, says in patterns(CLASSES[kind]) if _may_mean(root, says, holding))


def _may_mean(root: Path, key: Key, holding: EntryFile) -> bool:
    """Return whether the id of a holding, where it stands under a key, means the holding: it, or what is meant before it.

    Where an actor and a source share an id, a speaker is the actor and a carrier the source, as on the pages.
    """
    if holding.kind not in key.refers:
        return False
    before = key.refers[: key.refers.index(holding.kind)]
    return not any(_is_published(root, kind, holding.id) for kind in before if kind in FOLDERS)


def _is_published(root: Path, kind: entry_files.Kind, identifier: str) -> bool:
    path = f"{FOLDERS[kind]}/{identifier}.yml"
    if not (root / path).is_file():
        return False
    draft = yaml_files.read(root, path).value("draft")
    return getattr(draft, "value", "") != "true"
