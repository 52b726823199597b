"""Giving something another id: its files move, whatever names it follows, and the old address leads to the new one."""

from dataclasses import dataclass
from pathlib import Path

from generator.editing import editors_files, entry_files, file_changes, references, yaml_edits
from generator.editing.entry_files import EntryFile
from generator.editing.yaml_files import YamlFile


@dataclass(frozen=True)
class Done:
    """What was done to which files. told: what is left for the editors, each a sentence."""

    holding: EntryFile
    moved: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def rename(root: Path, old: str, new: str) -> Done:
    """Give a briefing, an actor or a source another id; raises Refused, with nothing changed, where that cannot be.

    root: the folder that holds seeds/. old: an id, with `actor:` or so before it where several have it.
    """
    before = entry_files.find(root, old)
    new = new.removeprefix(f"{before.kind}:")
    entry_files.must_be_free(root, before.kind, new, own=before)
    after = before.moved(new)
    files = references.renamed(root, before, new)
    own = files.pop(before.edits, None) or editors_files.read_or_new(root, before.edits)
    written = {path: file.raw for path, file in files.items()} | {after.edits: _with_former_id(own, before.id, new).raw}
    moved = [(before.path, after.path)]
    if before.edits != before.path:
        written[after.path] = file_changes.content(root, before.path)
        moved += [(before.edits, after.edits)] if (root / before.edits).exists() else []
    file_changes.apply(root, written, [path for path, _ in moved], [after.path, after.edits])
    made = () if len(moved) > 1 or before.kind != "briefing" else (after.edits,)
    return Done(after, tuple(moved), changed=tuple(sorted(files)), made=made)


def _with_former_id(file: YamlFile, old: str, new: str) -> YamlFile:
    """Return a file whose `formerly` has the old id; where it has the new one, that is its own again."""
    if new in file.words("formerly"):
        return yaml_edits.replaced(file, [("formerly", "*")], new, old)
    return yaml_edits.added(file, "formerly", [old])
