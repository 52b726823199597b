"""Walking the folders of an archive: which files are there, in one order on every machine, and which links lead out of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tree:
    """What is below a folder: paths relative to the archive's root, sorted.

    links: symbolic links, which nothing follows. closed: folders that cannot be looked into, or whose name is not in UTF-8.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def below(root: Path, folder: str) -> Tree:
    """Return what is below a folder; files and folders whose name starts with a dot are passed over.

    Where the folder is reached through a link, or is one, that link is all there is.
    """
    if link := link_in(root, folder):
        return Tree(links=(link,))
    found: dict[str, list[str]] = {"files": [], "folders": [], "links": [], "closed": []}
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if not is_utf8(here):
            found["closed"].append(here)
            continue
        try:
            with os.scandir(root / here) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        kind = _kind(entry)
                        found[kind].append(f"{here}/{entry.name}")
                        waiting += found[kind][-1:] if kind == "folders" else []
        except FileNotFoundError:
            pass  # it is gone meanwhile, or was never there
        except OSError:
            found["closed"].append(here)
    return Tree(**{kind: tuple(sorted(paths)) for kind, paths in found.items()})


def why_closed(root: Path) -> str:
    """Return why `seeds/` itself cannot be looked into, "" where it can: a build would take every page away."""
    try:
        os.scandir(root / "seeds").close()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or str(error)
    return ""


def is_utf8(name: str) -> bool:
    """Return whether a name is in UTF-8; Python has the bytes of others as surrogates (PEP 383)."""
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "links"
    return "folders" if entry.is_dir(follow_symlinks=False) else "files"


def files_below(root: Path, folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    """Yield the files below a folder that end in one of some endings, sorted, relative to root; no links."""
    yield from (path for path in below(root, folder).files if path.lower().endswith(endings))


def links_below(folder: Path) -> Iterator[Path]:
    """Yield the symbolic links below a folder, or the folder itself where it is one.

    Hidden ones count, since an engine may follow them; but for those that lead nowhere, as the locks of some editors do.
    """
    if folder.is_symlink():
        yield folder
        return
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = f"{here}/{name}"
            if os.path.islink(path) and (not name.startswith(".") or os.path.exists(path)):  # noqa: PTH110, PTH114  (likewise)
                yield Path(path)


def link_in(root: Path, path: str) -> str:
    """Return the outermost symbolic link on the way from the archive's root to a path, the path itself included; else ""."""
    parts = path.split("/")
    steps = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    # What is in a folder that cannot be looked into is no link here; the folder is told.
    return next((step for step in steps if os.path.islink(f"{root}/{step}")), "")  # noqa: PTH114  (asked of every file)
