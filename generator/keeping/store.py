"""One SQLite file for values that may be lost at any time, and the one place that sees to a damaged one."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from generator.disk import fingerprints

_FAULTS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What SQLite raises at a damaged file: its messages quote names that may be garbled, and sizes may be any."""

_NAME = "cache.sqlite"


class Store:
    """A file, or memory where there can be none.

    A file that cannot be read or written (a disk's fault, a full disk, a cache from elsewhere) is begun anew: from then on
    memory serves and nothing is known, and the file is removed at the end, so that the next build begins anew too.
    """

    def __init__(self, tables: str, db: sqlite3.Connection | None = None, folder: Path | None = None) -> None:
        """Take an open database, or an empty one in memory.

        tables: as SQL makes them. folder: that of its file, None where that is not to be touched.
        """
        self._tables, self._folder = tables, folder
        self._db = db or _connected(":memory:", tables)
        self._damaged: sqlite3.Connection | None = None

    @classmethod
    def in_file(cls, folder: Path, tables: str) -> Self:
        """Open the file in a folder, or begin one; nobody else can read or write it meanwhile.

        One with other tables, or that cannot be used, is begun anew, in memory if need be.
        """
        file = str(folder / _NAME)
        try:
            folder.mkdir(exist_ok=True)
            (folder / ".gitignore").write_text("*\n")
            try:
                return cls(tables, _connected(file, tables), folder)
            except _FAULTS as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                    raise  # somebody looks into it: it is left alone, and memory serves
                _remove(folder)
                return cls(tables, _connected(file, tables), folder)
        except (OSError, *_FAULTS):
            return cls(tables)

    @classmethod
    def copied(cls, folder: Path, tables: str) -> Self:
        """Return a copy in memory of the file in a folder, as far as it can be read, also while a build writes it."""
        try:
            address = f"{(folder / _NAME).absolute().as_uri()}?mode=ro&immutable=1"
            with contextlib.closing(sqlite3.connect(address, uri=True)) as kept:
                db = sqlite3.connect(":memory:", check_same_thread=False)
                kept.backup(db)
            return cls(tables, _prepared(db, tables))
        except _FAULTS:
            return cls(tables)

    def empty(self) -> None:
        """Forget every value."""
        for (table,) in self.run("SELECT name FROM sqlite_master WHERE type = 'table'"):
            self.run(f"DELETE FROM {table}")  # noqa: S608  (ours)

    def run(self, query: str, *values: str | bytes) -> list[Any]:
        """Run a query and return its rows."""
        return list(self.each(query, *values))

    def each(self, query: str, *values: str | bytes) -> Iterator[Any]:
        """Yield the rows of a query, which runs when the first is asked for; of a damaged file, those before the damage."""
        try:
            yield from self._db.execute(query, values)
        except _FAULTS:
            self._damaged = self._damaged or self._db
            self._db = _connected(":memory:", self._tables)

    def commit(self) -> None:
        """Keep what was written."""
        with contextlib.suppress(*_FAULTS):  # what cannot be kept is made anew by the next build
            self._db.commit()

    def close(self) -> None:
        """Keep what is not kept yet, or remove what was damaged."""
        self.commit()
        if self._damaged:
            if self._folder:
                _remove(self._folder)
            self._damaged.close()
        self._db.close()

    def __del__(self) -> None:
        """Let go of memory that nobody has closed."""
        self._db.close()


def _remove(folder: Path) -> None:
    for file in folder.glob(f"{_NAME}*"):
        with contextlib.suppress(OSError):
            file.unlink()


def _connected(name: str, tables: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=0, check_same_thread=False)
    try:
        db.executescript("PRAGMA trusted_schema = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN EXCLUSIVE")
    except _FAULTS:
        db.close()
        raise
    return _prepared(db, tables)


def _prepared(db: sqlite3.Connection, tables: str) -> sqlite3.Connection:
    """Return a database that has some tables; raises sqlite3.Error for one that was made with others."""
    version = int(fingerprints.of_bytes(tables.encode())[:7], 16)
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] not in (0, version):
            raise sqlite3.DatabaseError("these are the tables of another version")
        db.executescript(f"PRAGMA user_version = {version}; {tables}")
    except _FAULTS:
        db.close()
        raise
    return db
