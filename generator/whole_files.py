"""Files that are written whole or not at all, whatever kills the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

BESIDE = ".generated.new"
"""In docs/ and on a site; each file is written here first. One name for all, so that what is killed leaves one file at most."""


@contextmanager
def begun(folder: Path, file: Path) -> Iterator[BinaryIO]:
    """Give what to write a file's bytes to; it takes its place when the block has ended, and only then.

    folder: docs/ or a site, which the file stands in somewhere.
    """
    with (folder / BESIDE).open("wb") as to:
        yield to
    (folder / BESIDE).replace(file)


def write(folder: Path, file: Path, content: bytes) -> None:
    """Write a file, as `begun` does."""
    with begun(folder, file) as to:
        to.write(content)


def sweep(folder: Path) -> None:
    """Remove what a program that was killed has left in a folder."""
    (folder / BESIDE).unlink(missing_ok=True)
