"""Names below seeds/ that not every system can hold, and links: an archive must be the same wherever it is cloned."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.disk import ids, tree
from generator.disk.tree import Tree, is_utf8
from generator.problems import Problem

ENTRIES = ("seeds/registry/actors/", "seeds/registry/sources/")
"""Folders with a file for each entry, named for its id."""


def check(found: Tree, endings: tuple[str, ...]) -> Iterator[Problem]:
    """Yield an error for each link, each folder that is closed, and each name that not every system can hold as it is.

    That is a name that Windows cannot hold or that is not in UTF-8, and each of several that differ in case or form alone.

    found: what is below seeds/. endings: those of seeds. Names that make an id are judged as ids, by whoever reads them.
    """
    yield from map(_link, found.links)
    for path in filter(is_utf8, found.closed):
        message = "This folder cannot be read; nothing in it is published."
        yield Problem(path, 0, 0, "unreadable", message, "give whoever builds the archive the right to read it")
    for path in (*found.folders, *found.files):
        reason = "" if _has_id(path, endings) else ids.why_not_everywhere(PurePosixPath(path).name)
        if reason:
            yield Problem(path, 0, 0, "unportable-name", f"The name {reason}.", "give it another name")
    yield from _alike(found, endings)


def links(root: Path, folder: Path) -> list[Problem]:
    """Return an error for each symbolic link in a folder that an engine copies from, or for the folder itself, by path.

    root: the archive's; paths in it are told relative to it.
    """
    found = sorted(tree.links_below(folder))
    return [_link((path.relative_to(root) if path.is_relative_to(root) else path).as_posix()) for path in found]


def _link(path: str) -> Problem:
    message = "This is a symbolic link, and none is followed."
    return Problem(path, 0, 0, "not-a-file", message, "put what it leads to here itself, or take the link away")


def _alike(found: Tree, endings: tuple[str, ...]) -> Iterator[Problem]:
    """Yield an error for each of several names in a folder that are one on macOS or Windows.

    They compare names as Unicode's canonical caseless matching does (The Unicode Standard, 3.13, D145).
    """
    groups: dict[str, list[str]] = {}
    for path in (*found.files, *found.folders, *found.links):
        groups.setdefault(f"{PurePosixPath(path).parent}/{_as_one_system_has_it(PurePosixPath(path).name)}", []).append(path)
    for paths in groups.values():
        for path in paths if len(paths) > 1 and not _one_id(paths, endings) else ():
            others = ", ".join(other for other in paths if other != path)
            message = f"The name differs from {others} by case or by the form of its letters alone."
            hint = "give one of them another name: on macOS and Windows they are one"
            yield Problem(path, 0, 0, "unportable-name", message, hint)


def _as_one_system_has_it(name: str) -> str:
    """Return what names have in common that macOS or Windows take for one: `2030A` and `2030a`."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _one_id(paths: list[str], endings: tuple[str, ...]) -> bool:
    """Return whether some paths are told as one id anyway."""
    return len({ids.id_of(path).casefold() for path in paths}) == 1 and all(_has_id(path, endings) for path in paths)


def _has_id(path: str, endings: tuple[str, ...]) -> bool:
    if path.startswith("seeds/registry/"):
        return path.startswith(ENTRIES) and path.lower().endswith(".yml")
    return path.lower().endswith(endings)
