"""The names that an entry of the registry gains from another that is merged into it."""

from pathlib import Path

from generator.editing import yaml_edits, yaml_files
from generator.editing.entry_files import EntryFile
from generator.editing.refusals import Refused
from generator.editing.yaml_files import YamlFile, quoted
from generator.entry_names import USES, Entry, EntryName, excepted, known_by, of_entry
from generator.formats import Actor, Source
from generator.problems import Problem
from generator.reading import entries
from generator.text.names import same_name


def with_names(root: Path, gone: EntryFile, stays: EntryFile) -> YamlFile:
    """Return the file of an entry with the names and aliases of another that it lacks.

    Raises Refused where the two say that they are not one: different kinds, or a name that is under `not`.
    """
    file = yaml_files.read(root, stays.path)
    kind = Source if gone.kind == "source" else Actor
    old, new = _entry(kind, root, gone), _entry(kind, root, stays)
    if isinstance(old, Actor) and isinstance(new, Actor):
        _refuse_two(old, new)
    for key, names in _gained(old, new).items():
        file = yaml_edits.added(file, key, names)
    return file


def _gained(old: Entry, new: Entry) -> dict[str, list[str]]:
    """Return the names of an entry that another lacks, as YAML, by the key under which that one is to have them.

    What counts without company is looked at first, so that the same words with company do not stand for it.
    """
    known = set(map(same_name, known_by(new)))
    weak = {same_name(name.text.text) for name in of_entry(new) if name.use == "weak alias"}
    gained: dict[str, list[str]] = {}
    names = sorted(of_entry(old), key=lambda name: (not name.is_known_by, bool(name.company)))
    for name in names:
        words, key = name.text.text, USES[name.use].merged_under
        strong, has = same_name(words) in known, {"not": words in excepted(new), "weak_aliases": same_name(words) in weak}
        if key and not has.get(key) and (key == "not" or not strong):
            gained.setdefault(key, []).append(_written(name))
            known |= {same_name(words)} if name.is_known_by else set()
            weak |= {same_name(words)} if name.use == "weak alias" else set()
    return gained


def _written(name: EntryName) -> str:
    """Return a name as YAML, with its company."""
    words = quoted(name.text.text)
    return f"{{text: {words}, with: [{', '.join(name.company)}]}}" if name.company else words


def _entry(kind: type[Entry], root: Path, holding: EntryFile) -> Entry:
    problems: list[Problem] = []
    entry = entries.read_file(kind, root, holding.path, problems, {"id": holding.id, "path": holding.path})
    if entry is None or problems:
        raise Refused(f"{holding.path} has errors, or is empty. Mend it first.", problems[0] if problems else None)
    return entry


def _refuse_two(old: Actor, new: Actor) -> None:
    if old.kind != new.kind:
        what = f"{old.path} has the kind {old.kind}, {new.path} the kind {new.kind}"
        raise Refused(f"{what}. If they are one, correct one of them first.")
    for one, other in ((old, new), (new, old)):
        for words in excepted(one):
            if same_name(words) in map(same_name, known_by(other)):
                raise Refused(
                    f"{one.path} says under `not` that “{words}” is somebody else. If they are one, take that out first."
                )
