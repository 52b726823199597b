"""Which files are seeds, what id each has, and which editors' file belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.disk import file_names, ids, tree
from generator.disk.file_names import ENTRIES
from generator.disk.tree import Tree
from generator.problems import Problem, did_you_mean
from generator.reading import seed_formats

_LISTS = ("seeds/registry/terms.yml", "seeds/registry/topics.yml")


@dataclass(frozen=True)
class SeedFile:
    """A seed's file that has an id of its own; edits: the path of the editors' file beside it, or ""."""

    id: str
    path: str
    edits: str


def discover(root: Path, below: Tree | None = None) -> tuple[list[SeedFile], list[Problem]]:
    """Return the seed files below `seeds/`, one an id, and what is wrong with file names.

    Of two seeds with one id both are named in an error, and one is kept: the one with an editors' file beside it,
    else the one whose id is in lower case, else the one with the shorter, then smaller path. below: what is below
    `seeds/`, where that is known.
    """
    below = below or tree.below(root, "seeds")
    endings = seed_formats.endings()
    problems = [*file_names.check(below, endings), *_unread(below)]
    by_id: dict[str, list[str]] = {}
    others = set(_named(below, (".yml",))) - {"seeds/archive.yml"}
    bad: dict[str, str] = {}
    for path in _named(below, endings):
        if reason := ids.why_bad(ids.id_of(path)):
            bad[path] = reason
        else:
            by_id.setdefault(_folded_id(path), []).append(path)
    problems += ids.bad_names(bad, by_id)
    found = []
    for paths in by_id.values():
        paths.sort(key=lambda path: _precedence(path, others))
        problems += [_duplicate(path, paths) for path in paths if len(paths) > 1]
        found.append(_seed_file(paths[0], others))
    used = {beside(path) for paths in by_id.values() for path in paths}
    told = {ids.id_of(problem.path) for problem in problems}
    problems += [_orphan(path, by_id) for path in sorted(others - used) if ids.id_of(path) not in told]
    return sorted(found, key=lambda file: file.id), problems


def beside(path: str) -> str:
    """Return the path of the editors' file of a seed, there or not. path: the seed's."""
    return str(PurePosixPath(path).with_suffix(".yml"))


def _named(below: Tree, endings: tuple[str, ...]) -> list[str]:
    """Return the files with one of some endings, those of the registry left out."""
    return [path for path in below.files if path.lower().endswith(endings) and not path.startswith("seeds/registry/")]


def _unread(below: Tree) -> Iterator[Problem]:
    """Yield a notice for each file below seeds/ that is neither a seed nor a file of the editors'."""
    read = {*_named(below, (*seed_formats.endings(), ".yml")), *(path for path in below.files if _is_read_in_registry(path))}
    for path in below.files:
        if path not in read:
            yield Problem(path, 0, 0, "unread-file", "Nothing reads this file.", _where_to(path))


def _is_read_in_registry(path: str) -> bool:
    return (path.startswith(ENTRIES) and path.lower().endswith(".yml")) or path in _LISTS


def _where_to(path: str) -> str:
    if PurePosixPath(path).suffix.lower() in (".yaml", ".json") or path.startswith(ENTRIES):
        return "rename it to end in .yml"
    if path.startswith("seeds/registry/"):
        return "an entry stands in actors/ or sources/, and ends in .yml"
    *others, last = seed_formats.endings()
    return f"a seed ends in {', '.join(others)} or {last}"


def _precedence(path: str, editors_files: set[str]) -> tuple[bool, bool, int, str]:
    """Return what to sort files of one id by: the first is published."""
    identifier = ids.id_of(path)
    return not _seed_file(path, editors_files).edits, identifier != identifier.lower(), len(path), path


def _seed_file(path: str, editors_files: set[str]) -> SeedFile:
    edits = beside(path)
    return SeedFile(ids.id_of(path), path, edits if edits in editors_files else "")


def _folded_id(path: str) -> str:
    return ids.id_of(path).casefold()


def _duplicate(path: str, paths: list[str]) -> Problem:
    others = ", ".join(other for other in paths if other != path)
    outcome = "This one is published." if path == paths[0] else f"{paths[0]} is published, this one is not."
    message = f"Another seed has the same id: {others}. {outcome}"
    return Problem(path, 0, 0, "duplicate-id", message, "give one of them another name")


def _orphan(path: str, by_id: dict[str, list[str]]) -> Problem:
    hint = _of_registry(path) or did_you_mean(ids.id_of(path), [ids.id_of(paths[0]) for paths in by_id.values()])
    message = "There is no seed of this name for the editors' file to belong to."
    return Problem(path, 0, 0, "no-such-seed", message, hint)


def _of_registry(path: str) -> str:
    """Return where a file belongs that is named like one of the registry, and stands beside the seeds; else nothing."""
    place = f"seeds/registry/{path.removeprefix('seeds/')}"
    return f"if it is of the registry, move it to {place}" if place.startswith(ENTRIES) or place in _LISTS else ""
