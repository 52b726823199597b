"""Walking the folder of seeds: which files are there, in one order on every machine."""

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(root: Path, folder: str, endings: tuple[str, ...], leave_out: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the paths below a folder that end in one of some endings, sorted, relative to root.

    Hidden files and folders, and editors' backups, are passed over. Links to folders are not followed;
    links to files are yielded, so that whoever reads them can refuse them.
    leave_out: folders (relative to root) that are not entered.
    """
    found = []
    for where, folders, names in os.walk(root / folder) if not (root / folder).is_symlink() else ():
        here = Path(where).relative_to(root).as_posix()
        folders[:] = [name for name in folders if not name.startswith(".") and f"{here}/{name}" not in leave_out]
        found += [f"{here}/{name}" for name in names if not name.startswith(".") and name.lower().endswith(endings)]
    yield from sorted(found)
