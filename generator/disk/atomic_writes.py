"""Files that are written whole or not at all, whatever kills the program."""

import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

BESIDE = ".generated.new"
"""In docs/ and on a site; each file is written here first. One name for all, so that what is killed leaves one file at most."""

_AT_ONCE = 8
"""Files whose bytes the disk is asked for at once: a file system brings many down in the time of one."""


@contextmanager
def begun(folder: Path, file: Path | str) -> Iterator[BinaryIO]:
    """Give what to write a file's bytes to; it takes its place when the block has ended, and only then.

    folder: docs/ or a site, which the file stands in somewhere.
    """
    beside = f"{folder}/{BESIDE}"
    with open(beside, "wb") as to:  # noqa: PTH123  (of many small files, a Path's own steps take as long as the disk)
        yield to
    os.replace(beside, file)  # noqa: PTH105  (likewise)


def write(folder: Path, file: Path | str, content: bytes, *, is_lasting: bool = False) -> None:
    """Write a file, as `begun` does. is_lasting: also a power cut leaves the old or the new one, whole."""
    with begun(folder, file) as to:
        to.write(content)
        if is_lasting:
            to.flush()
            os.fsync(to.fileno())


MANY = 1000
"""Files from which it costs less to have all that is in memory written, other programs' too: 0.2 s and not 1.3 s for 5,366."""


def fsync(files: Collection[str]) -> None:
    """Wait until the bytes of files are on the disk: after a power cut a file may have its size and time, and not its bytes.

    A file that is gone meanwhile, or may not be opened, is passed over.
    """
    if len(files) >= MANY and hasattr(os, "sync"):
        os.sync()
        return
    with ThreadPoolExecutor(_AT_ONCE) as runs:
        list(runs.map(_settle, files))


def _settle(file: str) -> None:
    with suppress(FileNotFoundError, PermissionError):
        descriptor = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_temporary(folder: Path) -> None:
    """Remove what a program that was killed has left in a folder."""
    (folder / BESIDE).unlink(missing_ok=True)
