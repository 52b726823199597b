"""What earlier builds made, in .briefings-cache/: only a shortcut, which may be deleted at any time.

Each thing is kept under the fingerprint of all it was made of, so it is used where that is the same and nowhere else.
A file counts as it was where its size, its inode and its times of change are; that is how Git's index goes about it too.
"""

import io
import os
import pickle
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from generator import fingerprints, rows, tree
from generator.kept import Annotated, Kept, Lazily
from generator.model import Briefing, BriefingFacts, Seed
from generator.problems import Problem
from generator.registry import Registry
from generator.seed_files import SeedFile
from generator.tree import Tree

V = TypeVar("V")

FOLDER = ".briefings-cache"

IN_MEMORY = 20_000
"""Briefings whose texts are held in memory once they were used: about 12 kB each, of texts of 3 kB."""

_JUST_NOW = 50_000_000
"""Nanoseconds within which a file may change twice and show one time: five ticks of a slow kernel clock."""

_TABLES = """
CREATE TABLE IF NOT EXISTS files(path TEXT PRIMARY KEY, state TEXT, fingerprint TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS values_(name TEXT PRIMARY KEY, made_of TEXT, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seeds(
  made_of TEXT PRIMARY KEY, annotated BLOB, facts BLOB, words BLOB, briefings TEXT, mentions TEXT, citations TEXT);
CREATE TABLE IF NOT EXISTS plans(path TEXT PRIMARY KEY, made_of TEXT, reads TEXT, was TEXT, state TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rendered(path TEXT PRIMARY KEY, made_of TEXT, value BLOB);
"""


class Busy(Exception):
    """Raised where another build of the same archive is running."""


@dataclass(frozen=True)
class Made:
    """How a file of docs/ was made.

    plan: the fingerprint of its plan. reads: what of the archive was read; was: the fingerprint of that. state: the file's.
    """

    plan: str
    reads: str
    was: str
    state: str


class Cache(Kept):
    """Keeps what a build reads and makes for the next one; one build at a time."""

    def __init__(self, root: Path, *, is_clean: bool = False) -> None:
        """Open the cache of an archive, or begin one; one that cannot be used is begun anew, in memory if need be.

        root: the folder that holds `seeds/`. is_clean: begin anew whatever is there. Raises Busy.
        """
        super().__init__()
        self._root = root
        self._db = _open(root / FOLDER)
        if is_clean:
            self._db.executescript(
                "DELETE FROM files; DELETE FROM values_; DELETE FROM seeds; DELETE FROM plans; DELETE FROM rendered"
            )
        self._files: dict[str, tuple[str, str]] = {
            path: (state, known) for path, state, known in self._db.execute("SELECT * FROM files")
        }
        self._made_of: dict[str, str] = {}
        self._briefing = lru_cache(IN_MEMORY)(self._load)
        self.program = fingerprints.of_program()
        """The fingerprint of the program as it is now; under `mkdocs serve` a template may change between two builds."""
        self.written: set[str] = set()
        """The paths in docs/ of what was written since the cache was opened."""
        self._facts: dict[str, BriefingFacts] = {}
        self.facts: dict[str, str] = {}
        """The fingerprint of each briefing's facts, by id."""

    def __enter__(self) -> Self:
        """Return the cache."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the cache and let the next build in."""
        self.close()

    def close(self) -> None:
        """Keep what is not kept yet, and let the next build in."""
        self._db.commit()
        self._db.close()

    # What is read: files, the registry, seeds

    def of_file(self, path: str) -> str:
        """Return the fingerprint of a file's bytes, "" where there is none. path: relative to the archive."""
        state = state_of(self._root / path)
        known = self._files.get(path, ("", ""))
        if state and state == known[0]:
            return known[1]
        found = _read(self._root / path) if state else ""
        self._files[path] = (state, found)
        if state and is_settled(state):
            self._db.execute("REPLACE INTO files VALUES(?, ?, ?)", (path, state, found))
        return found

    def of_seeds(self) -> str:
        """Return the fingerprint of everything below seeds/."""
        return self._of_files("seeds/")

    def _of_files(self, folder: str) -> str:
        found = (path for path in (*self._tree.files, *self._tree.links) if path.startswith(folder))
        return fingerprints.of_all([*self._tree.folders, *(f"{path} {self.of_file(path)}" for path in found)])

    @cached_property
    def _tree(self) -> Tree:
        return tree.below(self._root, "seeds")

    def value(self, name: str, made_of: str) -> Any:
        """Return what is kept under a name, if it was made of the same; else None."""
        row = self._db.execute("SELECT value FROM values_ WHERE name = ? AND made_of = ?", (name, made_of)).fetchone()
        return _loaded(row[0]) if row else None

    def keep(self, name: str, made_of: str, value: Any) -> None:
        """Keep a value under a name."""
        self._db.execute("REPLACE INTO values_ VALUES(?, ?, ?)", (name, made_of, _dumped(value)))

    def discovered(self, root: Path) -> tuple[list[SeedFile], list[Problem]]:
        """Return the archive's seed files and what is wrong with names: as it is kept, or found."""
        return self._kept("discovered", fingerprints.of(self._tree), lambda: super(Cache, self).discovered(root))

    def registry(self, root: Path) -> tuple[Registry, list[Problem]]:
        """Return the archive's registry and what is wrong or open in it: as it is kept, or read."""
        made_of = f"{self._of_files('seeds/registry')} {self.of_file('seeds/archive.yml')}"
        return self._kept("registry", made_of, lambda: super(Cache, self).registry(root))

    def _kept(self, name: str, made_of: str, make: Callable[[], V]) -> V:
        known: V | None = self.value(name, f"{self.program} {made_of}")
        if known is None:
            known = make()
            self.keep(name, f"{self.program} {made_of}", known)
        return known

    def annotated(self, found: Sequence[SeedFile], known: Registry) -> dict[str, Annotated]:
        """Return what is kept of seeds as they now are, by id; the rest is forgotten."""
        every = f"{self.program} {fingerprints.of(known)}"
        for file in found:
            own = f"{file.path} {self.of_file(file.path)} {file.edits} {self.of_file(file.edits) if file.edits else ''}"
            self._made_of[file.id] = fingerprints.of_bytes(f"{every} {own}".encode())
        ids = {made_of: identifier for identifier, made_of in self._made_of.items()}
        annotated = {}
        old = []
        for made_of, kept, facts in self._db.execute("SELECT made_of, annotated, facts FROM seeds"):
            if made_of in ids:
                annotated[ids[made_of]] = self._known(ids[made_of], _loaded(kept), facts)
            else:
                old.append((made_of,))
        self._db.executemany("DELETE FROM seeds WHERE made_of = ?", old)
        return annotated

    def add(self, file: SeedFile, annotated: Annotated, briefing: Briefing | None) -> None:
        """Keep what a seed came to."""
        facts, words = _dumped(annotated.facts), b""
        lines: Iterable[str] = [""] * len(rows.FILES)
        if briefing:
            seed = briefing.seed
            words = _dumped((seed.raw, seed.text, seed.layout, briefing.notes))
            lines = rows.of_briefing(briefing).values()
        values = (self._made_of[file.id], _dumped(replace(annotated, facts=None)), facts, words, *lines)
        self._db.execute("REPLACE INTO seeds VALUES(?, ?, ?, ?, ?, ?, ?)", values)
        self._known(file.id, annotated, facts)

    def _known(self, identifier: str, annotated: Annotated, facts: bytes) -> Annotated:
        """Return what a seed came to with its facts, as they are kept."""
        known: BriefingFacts | None = annotated.facts or _loaded(facts)
        if known:
            self._facts[identifier] = known
            self.facts[identifier] = fingerprints.of_bytes(facts)
        return replace(annotated, facts=known)

    def briefings(self, ids: Collection[str]) -> Mapping[str, Briefing]:
        """Return the briefings with some ids, each loaded when it is asked for."""
        return Lazily(ids, self._briefing)

    def _load(self, identifier: str) -> Briefing:
        query = "SELECT words FROM seeds WHERE made_of = ?"
        kept = self._db.execute(query, (self._made_of[identifier],)).fetchone()[0]
        raw, text, layout, notes = _loaded(kept)
        facts = self._facts[identifier]
        seed = Seed(**vars(facts.seed), raw=raw, text=text, layout=layout)
        return Briefing(seed, facts.mentions, facts.citations, notes)

    def rows(self, ids: Collection[str]) -> Mapping[str, Mapping[str, str]]:
        """Return by data file the lines that it has of each briefing, of those with some ids."""
        return Lazily(rows.FILES, lambda name: self._rows(name, ids))

    def _rows(self, name: str, ids: Collection[str]) -> dict[str, str]:
        known = dict(self._db.execute(f"SELECT made_of, {name} FROM seeds"))  # noqa: S608  (one of rows.FILES)
        return {identifier: known[self._made_of[identifier]] for identifier in ids}

    # What is made: the files of docs/

    def made(self) -> dict[str, Made]:
        """Return how each file of docs/ was made, by path."""
        return {path: Made(*rest) for path, *rest in self._db.execute("SELECT * FROM plans")}

    def states(self) -> dict[str, str]:
        """Return how each file of docs/ was left, by path: what `state_of` says of it."""
        return dict(self._db.execute("SELECT path, state FROM plans"))

    def keep_made(self, made: Iterable[tuple[str, Made]], gone: Collection[str]) -> None:
        """Keep how files of docs/ were made, and forget others."""
        for table in ("plans", "rendered"):
            self._db.executemany(f"DELETE FROM {table} WHERE path = ?", ((path,) for path in gone))  # noqa: S608  (ours)
        time.sleep(_JUST_NOW / 1e9)  # from now on any change of these files shows
        found = ((path, one.plan, one.reads, one.was, one.state) for path, one in made)
        self._db.executemany("REPLACE INTO plans VALUES(?, ?, ?, ?, ?)", found)
        self._db.commit()

    # What the engine makes of them

    def rendered(self) -> dict[str, str]:
        """Return of what each page that is kept as HTML was made, by its path in docs/."""
        return dict(self._db.execute("SELECT path, made_of FROM rendered"))

    def rendered_page(self, path: str) -> Any:
        """Return what is kept of a page as HTML."""
        return _loaded(zlib.decompress(self._db.execute("SELECT value FROM rendered WHERE path = ?", (path,)).fetchone()[0]))

    def keep_rendered(self, path: str, made_of: str, value: Any) -> None:
        """Keep a page as HTML."""
        self._db.execute("REPLACE INTO rendered VALUES(?, ?, ?)", (path, made_of, zlib.compress(_dumped(value), 1)))


def state_of(file: Path | str) -> str:
    """Return what tells whether a file was touched: its kind, size, inode and times; "" where there is none."""
    try:
        found = os.lstat(file)
    except OSError:
        return ""
    return f"{found.st_mode} {found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


def is_settled(state: str) -> bool:
    """Return whether a file's last change lies so far back that the next one shows."""
    return max(map(int, state.split()[3:])) < time.time_ns() - _JUST_NOW


def _read(file: Path) -> str:
    try:
        return fingerprints.of_bytes(str(file.readlink()).encode() if file.is_symlink() else file.read_bytes())
    except OSError as error:
        return f"{error.errno}"


def _open(folder: Path) -> sqlite3.Connection:
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
        return _connected(str(folder / "cache.sqlite"))
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Busy("Another build of this archive is running; try again when it has ended.") from None
        return _connected(":memory:")
    except sqlite3.DatabaseError:
        for file in folder.glob("cache.sqlite*"):
            file.unlink()
        return _connected(str(folder / "cache.sqlite"))
    except OSError:
        return _connected(":memory:")


def _connected(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=0, check_same_thread=False)
    db.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    db.execute("BEGIN EXCLUSIVE")
    version = int(fingerprints.of_bytes(_TABLES.encode())[:7], 16)
    if db.execute("PRAGMA user_version").fetchone()[0] not in (0, version):
        raise sqlite3.DatabaseError("these are the tables of another version")
    db.executescript(f"PRAGMA user_version = {version}; {_TABLES}")
    return db


def _dumped(value: Any) -> bytes:
    return pickle.dumps(value, protocol=5)


def _loaded(kept: bytes) -> Any:
    return _Loader(io.BytesIO(kept)).load()


class _Loader(pickle.Unpickler):
    """Loads this program's own values and nothing that runs code: a cache may come from somebody else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return one of this program's dataclasses; nothing else is ever kept."""
        return _dataclass(module, name)


@cache
def _dataclass(module: str, name: str) -> Any:
    found = getattr(sys.modules.get(module), name, None) if module.startswith("generator.") else None
    if not is_dataclass(found):
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept")
    return found
