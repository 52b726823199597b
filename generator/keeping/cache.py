"""What earlier builds made, in .briefings-cache/: only a shortcut, which may be deleted at any time.

Each thing is kept under the fingerprint of all it was made of, so it is used where that is the same and nowhere else.
"""

import contextlib
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from generator.disk import fingerprints
from generator.disk.locks import Lock
from generator.keeping import file_index, readings, rendered_pages
from generator.keeping.codec import dumped, loaded, sealed, unsealed
from generator.keeping.file_index import FileIndex
from generator.keeping.readings import Readings
from generator.keeping.rendered_pages import RenderedPages
from generator.keeping.store import Store
from generator.keeping.traces import Known, Trace
from generator.problems import Problem, may_pass

V = TypeVar("V")

FOLDER = ".briefings-cache"

LOCK = ".generated.lock"
"""In docs/; locked while a build runs. Not in the cache's folder: a build goes on without a cache, and not without docs/."""

_TABLES = f"""
{file_index.TABLE}
{readings.TABLE}
{rendered_pages.TABLE}
CREATE TABLE IF NOT EXISTS values_(name TEXT PRIMARY KEY, made_of TEXT, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS traces(path TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""


class Cache:
    """What is read and made in a run, and what runs before it have kept."""

    def __init__(self, root: Path, store: Store, program: str, lock: Lock | None = None) -> None:
        """Begin with what a store holds. root: the folder that holds `seeds/`. lock: ends with the cache."""
        self._store, self._lock = store, lock
        self.program = program
        """The fingerprint of the program as it is now; under `mkdocs serve` a template may change between two builds."""
        self.files = FileIndex(root, store)
        """What stands below seeds/."""
        self.readings = Readings(store, self.files, program)
        """What the seeds came to."""
        self.pages = RenderedPages(store)
        """What the engine made of docs/."""
        self.written: set[str] = set()
        """The paths in docs/ of what was written since the cache was opened."""
        self._traces: tuple[dict[str, Trace], Known] | None = None

    def __enter__(self) -> Self:
        """Return the cache."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the cache and let the next build in."""
        self.close()

    def close(self) -> None:
        """Keep what is not kept yet, and let the next build in."""
        self._store.close()
        if self._lock:
            self._lock.end()

    def value(self, name: str, made_of: str) -> Any:
        """Return what is kept under a name, if it was made of the same; else None."""
        kept = self._store.run("SELECT value FROM values_ WHERE name = ? AND made_of = ?", name, made_of)
        return loaded(kept[0][0], f"{name} {made_of}") if kept else None

    def keep(self, name: str, made_of: str, value: Any) -> None:
        """Keep a value under a name."""
        self._store.run("REPLACE INTO values_ VALUES(?, ?, ?)", name, made_of, dumped(value, f"{name} {made_of}"))

    def kept(self, name: str, of: Callable[[], str], read: Callable[[], tuple[V, list[Problem]]]) -> tuple[V, list[Problem]]:
        """Return something as it is kept, or read, with what is wrong in it.

        of: tells the fingerprint of what it is read from, as that is now.
        """
        made_of = of()
        known: tuple[V, list[Problem]] | None = self.value(name, f"{self.program} {made_of}")
        if known is None:
            known = read()
            self.files.look_again()
            if of() == made_of and not may_pass(known[1]):  # and no file was changed while it was read
                self.keep(name, f"{self.program} {made_of}", known)
        return known

    def traces(self) -> tuple[dict[str, Trace], Known]:
        """Return how the files of docs/ were made, by the path of their plan, and what there was to be read then."""
        self._traces = self._traces or self._traces_before()
        return self._traces

    def _traces_before(self) -> tuple[dict[str, Trace], Known]:
        known: Known | None = self.value("read", self.program)
        if known is None:
            self._store.run("DELETE FROM traces")
        kept = {}
        for path, value in self._store.run("SELECT path, value FROM traces"):
            with contextlib.suppress(ValueError):
                kept[path] = Trace.unpacked(unsealed(value, path) or b"")
        return kept, known or {}

    def keep_traces(self, traces: Mapping[str, Trace], known: Known) -> None:
        """Keep how the files of docs/ were made, and what there was to be read."""
        for path in self.pages.made_of().keys() - traces.keys():
            self.pages.forget(path)
        time.sleep(fingerprints.JUST_NOW / 1e9)  # from now on any change of these files shows
        before, _ = self.traces()
        self._store.run("DELETE FROM values_ WHERE name = 'read'")  # half of what follows is worse than nothing
        for path in before.keys() - traces.keys():
            self._store.run("DELETE FROM traces WHERE path = ?", path)
        for path, one in traces.items():
            if before.get(path) is not one:
                self._store.run("REPLACE INTO traces VALUES(?, ?)", path, sealed(one.packed, path))
        self.keep("read", self.program, known)
        self._traces = dict(traces), known
        self._store.commit()


def to_build(root: Path, *, is_clean: bool = False) -> Cache:
    """Open the cache of an archive for a build, one at a time, or begin one.

    root: the folder that holds `seeds/`. is_clean: begin anew whatever is there. Raises Busy, OSError.
    """
    lock = Lock(root / "docs" / LOCK)
    store = Store.in_file(root / FOLDER, _TABLES)
    if is_clean:
        store.empty()
    return Cache(root, store, fingerprints.of_program(), lock)


def to_read(root: Path) -> Cache:
    """Return what builds of an archive have kept, for a command that keeps nothing; also while a build runs."""
    return Cache(root, Store.copied(root / FOLDER, _TABLES), fingerprints.of_program())


def empty(root: Path) -> Cache:
    """Return the cache of a run that knows of none before and of none after it, in memory."""
    return Cache(root, Store(_TABLES), "")
