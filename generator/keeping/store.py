"""One SQLite file for values that may be lost at any time: sealed, and with nothing in it that runs.

Each value is sealed with its name, so that a disk's fault gives no page of another seed, or one with a word changed.
"""

import contextlib
import io
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.disk import fingerprints

_FAULTS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What SQLite raises at a damaged file: its messages quote names that may be garbled, and sizes may be any."""


class Damaged(Exception):
    """Raised where what is kept cannot be read or written: a disk's fault, a full disk, or a cache from elsewhere."""


class Store:
    """The file, or memory where there can be none."""

    def __init__(self, folder: Path, tables: str) -> None:
        """Open the file in a folder, or begin one; one that cannot be used is begun anew, in memory if need be.

        tables: as SQL makes them; a file with others is begun anew.
        """
        self._folder, self._tables = folder, tables
        self._db = _open(folder, tables)
        self._damaged: sqlite3.Connection | None = None

    def begin_anew(self) -> None:
        """Go on in memory and with nothing; the file is removed at the end, so that the next build begins anew too."""
        self._damaged = self._damaged or self._db
        self._db = _connected(":memory:", self._tables)

    def empty(self) -> None:
        """Forget every value. Raises Damaged."""
        for (table,) in self.run("SELECT name FROM sqlite_master WHERE type = 'table'"):
            self.run(f"DELETE FROM {table}")  # noqa: S608  (ours)

    def run(self, query: str, *values: str | bytes) -> list[Any]:
        """Run a query and return its rows. Raises Damaged."""
        return list(self.each(query, *values))

    def each(self, query: str, *values: str | bytes) -> Iterator[Any]:
        """Yield the rows of a query, which runs when the first is asked for. Raises Damaged."""
        try:
            yield from self._db.execute(query, values)
        except _FAULTS as error:
            raise Damaged(str(error)) from None

    def commit(self) -> None:
        """Keep what was written."""
        with contextlib.suppress(*_FAULTS):  # what cannot be kept is made anew by the next build
            self._db.commit()

    def close(self) -> None:
        """Keep what is not kept yet, or remove what was damaged."""
        self.commit()
        if self._damaged:
            _remove(self._folder)
            self._damaged.close()
        self._db.close()


def _open(folder: Path, tables: str) -> sqlite3.Connection:
    file = str(folder / "cache.sqlite")
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
        try:
            return _connected(file, tables)
        except _FAULTS as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise  # somebody looks into it: it is left alone, and memory serves
            _remove(folder)
            return _connected(file, tables)
    except (OSError, *_FAULTS):
        return _connected(":memory:", tables)


def _remove(folder: Path) -> None:
    for file in folder.glob("cache.sqlite*"):
        with contextlib.suppress(OSError):
            file.unlink()


def _connected(name: str, tables: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=0, check_same_thread=False)
    version = int(fingerprints.of_bytes(tables.encode())[:7], 16)
    try:
        db.executescript("PRAGMA trusted_schema = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN EXCLUSIVE")
        if db.execute("PRAGMA user_version").fetchone()[0] not in (0, version):
            raise sqlite3.DatabaseError("these are the tables of another version")
        db.executescript(f"PRAGMA user_version = {version}; {tables}")
    except _FAULTS:
        db.close()
        raise
    return db


SEAL = 4
"""Bytes before each value: a checksum of its name and itself, which misses one fault in four thousand million."""


def sealed(content: bytes, name: str) -> bytes:
    """Return bytes as they are kept, sealed with their name."""
    return _seal(content, name) + content


def unsealed(kept: Any, name: str) -> bytes:
    """Return bytes that were kept under a name. Raises Damaged."""
    if not isinstance(kept, bytes) or _seal(kept[SEAL:], name) != kept[:SEAL]:
        raise Damaged(f"{name} is not as it was kept")
    return kept[SEAL:]


def _seal(content: bytes, name: str) -> bytes:
    return zlib.crc32(content, zlib.crc32(name.encode("utf-8", "surrogateescape"))).to_bytes(SEAL, "big")


def dumped(value: Any, name: str) -> bytes:
    """Return a value as it is kept, sealed with its name."""
    return sealed(pickled(value), name)


def pickled(value: Any) -> bytes:
    """Return a value as bytes, to be sealed."""
    return pickle.dumps(value, protocol=5)


def loaded(kept: Any, name: str) -> Any:
    """Return a value that was kept under a name. Raises Damaged."""
    return unpickled(unsealed(kept, name))


def unpickled(content: bytes) -> Any:
    """Return a value of which `pickled` made bytes. Raises Damaged."""
    try:
        return _Loader(io.BytesIO(content)).load()
    except Exception as error:  # noqa: BLE001  (pickle raises whatever a forged value makes it raise)
        raise Damaged(str(error)) from None


class _Loader(pickle.Unpickler):
    """Loads this program's own values and nothing that runs code: a cache may come from somebody else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return one of this program's dataclasses or named tuples; nothing else is ever kept."""
        return _class_of_values(module, name)


@cache
def _class_of_values(module: str, name: str) -> Any:
    found = getattr(sys.modules.get(module), name, None) if module.startswith("generator.") else None
    if not (is_dataclass(found) or (isinstance(found, type) and issubclass(found, tuple))):
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept")
    return found
