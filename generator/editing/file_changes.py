"""Changes to several files of the archive: all of them are made, or none."""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.disk.tree import link_in
from generator.editing.refusals import Refused


def apply(root: Path, written: Mapping[str, bytes], removed: Iterable[str] = (), new: Iterable[str] = ()) -> None:
    """Write files and remove others; raises Refused where that fails, and leaves everything as it was.

    root: the folder that holds seeds/. written: bytes by path. new: those of them that may not be there yet.
    """
    _refuse_overwriting(root, new)
    gone = sorted(set(removed) - set(written))
    _refuse_links(root, [*written, *gone])
    before = {path: content(root, path) for path in [*written, *gone] if (root / path).is_file()}
    folders = {folder for path in written for folder in (root / path).parents if not folder.exists()}
    try:
        beside = {path: _write_beside(root / path, raw) for path, raw in written.items()}
        for path, file in beside.items():
            file.replace(root / path)
        for path in gone:
            (root / path).unlink()
    except OSError as error:
        _restore(root, {path: before.get(path) for path in [*written, *gone]}, folders)
        raise Refused(f"{error.filename}: {error.strerror}. Nothing was changed.") from error


def _refuse_overwriting(root: Path, new: Iterable[str]) -> None:
    for path in new:
        if os.path.lexists(root / path):
            raise Refused(f"{path} is there already, and nothing is overwritten.")


def _refuse_links(root: Path, paths: Iterable[str]) -> None:
    for link in filter(None, (link_in(root, path) for path in paths)):
        raise Refused(f"{link} is a symbolic link, and nothing is written through one.")


def content(root: Path, path: str) -> bytes:
    """Return a file's bytes; raises Refused where it cannot be read."""
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name[:60]}.new")


def _write_beside(file: Path, raw: bytes) -> Path:
    """Write what a file will hold next to it, under a hidden name that nothing reads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(file)
    beside.write_bytes(raw)
    if file.exists():
        shutil.copymode(file, beside)
    return beside


def _restore(root: Path, before: Mapping[str, bytes | None], folders: Iterable[Path]) -> None:
    """Put every file back as it was, as far as the disk lets us. folders: those that were not there."""
    for path, raw in before.items():
        file = root / path
        with suppress(OSError):
            _beside(file).unlink(missing_ok=True)
            if raw is None:
                file.unlink(missing_ok=True)
            elif not file.exists() or file.read_bytes() != raw:
                file.write_bytes(raw)
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):
            folder.rmdir()
