"""The generated files in docs/: written only when they changed, removed only when they are ours."""

import json
from collections.abc import Iterable
from pathlib import Path

from generator.pages import Output
from generator.problems import Problem

MANIFEST = ".generated.json"
"""In docs/; lists what the generator wrote and is its only licence to overwrite or remove."""


def write(root: Path, outputs: Iterable[Output]) -> list[Problem]:
    """Bring docs/ up to the outputs: write what differs, remove what was ours and is no more.

    root: the folder that holds docs/. Returns a problem for each foreign file in the way, which is left as it is.
    An interrupted run is repaired by the next: the list of our files is written before the first of them.
    """
    docs = root / "docs"
    before = listed(docs)
    wanted = _by_path(outputs)
    foreign = [output for output in wanted if _is_in_the_way(docs, output.path, is_ours=output.path in before)]
    mine = [output for output in wanted if output not in foreign]
    _record(docs, before | {output.path for output in mine})
    for output in mine:
        _write(docs / output.path, output.content)
    for path in sorted(before - {output.path for output in wanted}):
        _remove(docs, path)
    _record(docs, {output.path for output in mine})
    return [_in_the_way(output.path) for output in foreign]


def _is_in_the_way(docs: Path, path: str, *, is_ours: bool) -> bool:
    """Return whether something that is not ours stands at a path, or where a folder of it would be."""
    file = docs / path
    above = [folder for folder in file.parents if folder.is_relative_to(docs)]
    if file.is_symlink() or any(folder.is_symlink() or folder.is_file() for folder in above if folder != docs):
        return True
    return file.is_dir() or (file.exists() and not is_ours)


def _by_path(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs by path, the first of each; raises ValueError for one that would leave docs/."""
    first: dict[str, Output] = {}
    for output in outputs:
        if not _is_inside(output.path):
            raise ValueError(f"“{output.path}” is not inside docs/")
        first.setdefault(output.path, output)
    return [first[path] for path in sorted(first)]


def listed(docs: Path) -> set[str]:
    """Return the paths in docs/ that the generator wrote."""
    try:
        paths = json.loads((docs / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in paths if isinstance(path, str) and _is_inside(path)} if isinstance(paths, list) else set()


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def _record(docs: Path, paths: set[str]) -> None:
    _write(docs / MANIFEST, (json.dumps(sorted(paths), ensure_ascii=False, indent=0) + "\n").encode())


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, and not where it says the same already."""
    try:
        if file.read_bytes() == content:
            return
    except OSError:
        file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name[:60]}.new")
    beside.write_bytes(content)
    beside.replace(file)


def _remove(docs: Path, path: str) -> None:
    """Remove a file of ours that is there, and the folders it leaves empty."""
    if _is_in_the_way(docs, path, is_ours=True):
        return
    (docs / path).unlink(missing_ok=True)
    for folder in (docs / path).parents:
        if folder == docs or (folder.exists() and any(folder.iterdir())):
            return
        if folder.exists():
            folder.rmdir()


def _in_the_way(path: str) -> Problem:
    message = "A file that the generator did not write stands where it would write one; it is left as it is."
    return Problem(f"docs/{path}", 0, 0, "foreign-file", message, "move it away or give it another name")
