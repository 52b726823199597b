"""Which files are seeds, what id each has, and which editors' file belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator import entries, ids, tree
from generator.problems import Problem

ENDINGS = (".txt", ".md")


@dataclass(frozen=True)
class SeedFile:
    """A seed's file that has an id of its own; edits: the path of the editors' file beside it, or ""."""

    id: str
    path: str
    edits: str


def discover(root: Path) -> tuple[list[SeedFile], list[Problem]]:
    """Return the seed files below `seeds/`, one an id, and what is wrong with file names.

    Of two seeds with one id both are named in an error, and one is kept: the one with an editors' file beside it,
    else the one whose id is in lower case, else the one with the shorter, then smaller path.
    """
    leave_out = ("seeds/registry", "seeds/schema")
    problems: list[Problem] = []
    by_id: dict[str, list[str]] = {}
    for path in tree.files_below(root, "seeds", ENDINGS, leave_out):
        problem = _bad_file(root, path)
        if problem:
            problems.append(problem)
        else:
            by_id.setdefault(_folded_id(path), []).append(path)
    others = set(tree.files_below(root, "seeds", (".yml",), leave_out)) - {"seeds/archive.yml"}
    found = []
    for paths in by_id.values():
        paths.sort(key=lambda path: _precedence(path, others))
        problems += [_duplicate(path, paths) for path in paths if len(paths) > 1]
        found.append(_seed_file(paths[0], others))
    used = {str(PurePosixPath(path).with_suffix(".yml")) for paths in by_id.values() for path in paths}
    problems += _unread(root)
    problems += [_orphan(path, by_id) for path in sorted(others - used) if not _named_like_a_bad_seed(path, problems)]
    return sorted(found, key=lambda file: file.id), problems


def _unread(root: Path) -> Iterator[Problem]:
    """Yield a notice for each file below seeds/ that is neither a seed nor a file of the editors'."""
    for path in tree.files_below(root, "seeds", ("",), ("seeds/schema",)):
        ending = PurePosixPath(path).suffix.lower()
        is_registry = path.startswith("seeds/registry/")
        if ending == ".yml" or (ending in ENDINGS and not is_registry):
            continue
        hint = "rename it to end in .yml" if is_registry or ending in (".yaml", ".json") else "a seed ends in .txt or .md"
        yield Problem(path, 0, 0, "unread-file", "Nothing reads this file.", hint)


def _precedence(path: str, editors_files: set[str]) -> tuple[bool, bool, int, str]:
    """Return what to sort files of one id by: the first is published."""
    identifier = ids.id_of(path)
    return not _seed_file(path, editors_files).edits, identifier != identifier.lower(), len(path), path


def _seed_file(path: str, editors_files: set[str]) -> SeedFile:
    beside = str(PurePosixPath(path).with_suffix(".yml"))
    return SeedFile(ids.id_of(path), path, beside if beside in editors_files else "")


def _folded_id(path: str) -> str:
    return ids.id_of(path).casefold()


def _bad_file(root: Path, path: str) -> Problem | None:
    if (root / path).is_symlink():
        return Problem(path, 0, 0, "not-a-file", "This is a link to another file.", "put the text itself here")
    reason = ids.why_bad(ids.id_of(path))
    return ids.bad_name(path, reason) if reason else None


def _duplicate(path: str, paths: list[str]) -> Problem:
    others = ", ".join(other for other in paths if other != path)
    outcome = "This one is published." if path == paths[0] else f"{paths[0]} is published, this one is not."
    message = f"Another seed has the same id: {others}. {outcome}"
    return Problem(path, 0, 0, "duplicate-id", message, "give one of them another name")


def _orphan(path: str, by_id: dict[str, list[str]]) -> Problem:
    hint = entries.did_you_mean(ids.id_of(path), [ids.id_of(paths[0]) for paths in by_id.values()])
    message = "There is no seed of this name for the editors' file to belong to."
    return Problem(path, 0, 0, "no-such-seed", message, hint)


def _named_like_a_bad_seed(path: str, problems: list[Problem]) -> bool:
    return any(ids.id_of(problem.path) == ids.id_of(path) for problem in problems)
