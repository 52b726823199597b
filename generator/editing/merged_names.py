"""The names that an entry of the registry gains from another that is merged into it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from generator.editing import yaml_edits, yaml_files
from generator.editing.holdings import Holding
from generator.editing.refusals import Refused
from generator.editing.yaml_files import YamlFile, quoted
from generator.formats import Actor, Alias, Source
from generator.problems import Problem
from generator.reading import entries
from generator.text.names import same_name

T = TypeVar("T", Actor, Source)


def with_names(root: Path, gone: Holding, stays: Holding) -> YamlFile:
    """Return the file of an entry with the names and aliases of another that it lacks.

    Raises Refused where the two say that they are not one: different kinds, or a name that is under `not`.
    """
    file = yaml_files.read(root, stays.path)
    if gone.kind == "source":
        of_source, to_source = _entry(Source, root, gone), _entry(Source, root, stays)
        return yaml_edits.added(file, "aliases", _lacking([of_source.name, *of_source.aliases], _names(to_source)))
    old, new = _entry(Actor, root, gone), _entry(Actor, root, stays)
    _refuse_two(old, new)
    strong = _names(new)
    own_words = [Alias(old.name), *old.aliases]
    file = yaml_edits.added(file, "aliases", [*_aliases(own_words, strong), *_lacking(old.original_names.values(), strong)])
    file = yaml_edits.added(
        file, "weak_aliases", _lacking(old.weak_aliases, strong | {same_name(f"{w}") for w in new.weak_aliases})
    )
    return yaml_edits.added(file, "not", [quoted(words) for words in old.not_ if words not in new.not_])


def _entry(kind: type[T], root: Path, holding: Holding) -> T:
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
        for words in one.not_:
            if same_name(words) in _names(other):
                raise Refused(
                    f"{one.path} says under `not` that “{words}” is somebody else. If they are one, take that out first."
                )


def _names(entry: Actor | Source) -> set[str]:
    """Return the names by which an entry is found without company, as they are compared."""
    if isinstance(entry, Source):
        return {same_name(name.text) for name in (entry.name, *entry.aliases)}
    aliases = [alias.text.text for alias in entry.aliases if not alias.with_]
    return {same_name(name) for name in (entry.name.text, *aliases, *map(str, entry.original_names.values()))}


def _lacking(names: Iterable[object], known: set[str]) -> list[str]:
    """Return names that are not known yet, as YAML. known: grows by them."""
    found = []
    for name in map(str, names):
        if same_name(name) not in known:
            known.add(same_name(name))
            found.append(quoted(name))
    return found


def _aliases(aliases: Iterable[Alias], known: set[str]) -> Iterator[str]:
    """Yield aliases that are not known yet, as YAML, with their company."""
    for alias in aliases:
        for name in _lacking([alias.text], known):
            company = ", ".join(word.text for word in alias.with_)
            yield f"{{text: {name}, with: [{company}]}}" if company else name
