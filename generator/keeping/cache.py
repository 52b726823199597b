"""What earlier builds made, in .briefings-cache/: only a shortcut, which may be deleted at any time.

Each thing is kept under the fingerprint of all it was made of, so it is used where that is the same and nowhere else.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from generator.briefing import Briefing, BriefingFacts, Marks
from generator.disk import fingerprints
from generator.disk.tree import Tree
from generator.disk.turns import Turn
from generator.keeping import packed, rendered_pages, rows, seen_files
from generator.keeping.kept import Annotated, Kept, Lazily
from generator.keeping.made import Known, Made
from generator.keeping.seen_files import SeenFiles
from generator.keeping.store import Damaged, Store, dumped, loaded, sealed, unsealed
from generator.linking.related import Nearest
from generator.problems import Problem, may_pass
from generator.reading import seed_files
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile
from generator.seed import Seed

V = TypeVar("V")

FOLDER = ".briefings-cache"

LOCK = ".generated.lock"
"""In docs/; locked while a build runs. Not in the cache's folder: a build goes on without a cache, and not without docs/."""

IN_MEMORY = 20_000
"""Briefings whose texts are held in memory once they were used: about 12 kB each, of texts of 3 kB."""

_AT_ONCE = 500
"""Seeds after which what was read is kept for good, so that a build that is killed was not in vain."""

_TABLES = f"""
{seen_files.TABLE}
CREATE TABLE IF NOT EXISTS values_(name TEXT PRIMARY KEY, made_of TEXT, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seeds(part TEXT, id TEXT, made_of TEXT, value BLOB, PRIMARY KEY(part, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made(path TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
{rendered_pages.TABLE}
"""


_annotated = lru_cache(IN_MEMORY)(packed.unpack)  # `mkdocs serve` builds again and again, and most seeds stay as they are


class Cache(Kept):
    """Keeps what a build reads and makes for the next one; one build at a time."""

    pack = staticmethod(packed.pack)

    def __init__(self, root: Path, *, is_clean: bool = False) -> None:
        """Open the cache of an archive, or begin one; one that cannot be used is begun anew, in memory if need be.

        root: the folder that holds `seeds/`. is_clean: begin anew whatever is there. Raises Busy, OSError.
        """
        self._root = root
        self._turn = Turn(root / "docs" / LOCK)
        self._store = Store(root / FOLDER, _TABLES)
        try:
            self._begin(is_clean=is_clean)
        except Damaged:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Go on in memory and with nothing; what was kept is removed at the end, so that the next build begins anew too."""
        self._store.begin_anew()
        self._begin(is_clean=False)

    def _begin(self, *, is_clean: bool) -> None:
        super().__init__()
        if is_clean:
            self._store.empty()
        self.seen = SeenFiles(self._root, self._store)
        """What stands below seeds/."""
        self.pages = rendered_pages.RenderedPages(self._store)
        """What the engine made of docs/."""
        self._of_every_seed = ""
        self._made_of: dict[str, str] = {}
        self._briefing = lru_cache(IN_MEMORY)(self._load)
        self._marks = lru_cache(IN_MEMORY)(lambda identifier: self._part(identifier, "marks"))
        self.program = fingerprints.of_program()
        """The fingerprint of the program as it is now; under `mkdocs serve` a template may change between two builds."""
        self.written: set[str] = set()
        """The paths in docs/ of what was written since the cache was opened."""
        self._facts: dict[str, BriefingFacts] = {}
        self._made: tuple[dict[str, Made], Known] | None = None
        self.says: dict[str, dict[str, str]] = {what: {} for what in packed.SAYS}
        """The fingerprints of what each briefing says, by what they are of and by its id."""

    def __enter__(self) -> Self:
        """Return the cache."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the cache and let the next build in."""
        self.close()

    def close(self) -> None:
        """Keep what is not kept yet, or remove what was damaged; and let the next build in."""
        self._store.close()
        self._turn.end()

    # What is read: files, the registry, seeds

    def value(self, name: str, made_of: str) -> Any:
        """Return what is kept under a name, if it was made of the same; else None."""
        kept = self._store.run("SELECT value FROM values_ WHERE name = ? AND made_of = ?", name, made_of)
        return loaded(kept[0][0], f"{name} {made_of}") if kept else None

    def keep(self, name: str, made_of: str, value: Any) -> None:
        """Keep a value under a name."""
        self._store.run("REPLACE INTO values_ VALUES(?, ?, ?)", name, made_of, dumped(value, f"{name} {made_of}"))

    def discovered(self, root: Path) -> tuple[list[SeedFile], list[Problem]]:
        """Return the archive's seed files and what is wrong with names: as it is kept, or found."""
        below = self.seen.tree
        return self._kept("discovered", lambda: fingerprints.of(below), lambda: seed_files.discover(root, below))

    def registry(self, root: Path, below: Tree | None = None) -> tuple[Registry, list[Problem]]:
        """Return the archive's registry and what is wrong or open in it: as it is kept, or read."""
        del below
        return self._kept("registry", self.seen.of_registry, lambda: self._read_registry(root))

    def _read_registry(self, root: Path) -> tuple[Registry, list[Problem]]:
        found = super().registry(root, self.seen.tree)
        self.seen.look_again()  # now that the registry is read
        return found

    def _kept(self, name: str, of: Callable[[], str], make: Callable[[], tuple[V, list[Problem]]]) -> tuple[V, list[Problem]]:
        made_of = of()
        known: tuple[V, list[Problem]] | None = self.value(name, f"{self.program} {made_of}")
        if known is None:
            known = make()
            if of() == made_of and not may_pass(known[1]):  # and no file was changed while it was read
                self.keep(name, f"{self.program} {made_of}", known)
        return known

    def annotated(self, found: Sequence[SeedFile], known: Registry) -> dict[str, Annotated]:
        """Return what is kept of seeds as they now are, by id; the rest is forgotten."""
        self._of_every_seed = f"{self.program} {fingerprints.of(known)}"
        self._made_of = {file.id: self._of_seed(file) for file in found}
        annotated = {}
        gone = []
        for identifier, made_of, one in self._store.each("SELECT id, made_of, value FROM seeds WHERE part = 'annotated'"):
            if identifier not in self._made_of:
                gone.append(identifier)
            elif self._made_of[identifier] == made_of:
                annotated[identifier] = self._known(identifier, unsealed(one, f"{made_of} annotated"))
        for identifier in gone:
            for part in packed.PARTS:
                self._store.run("DELETE FROM seeds WHERE part = ? AND id = ?", part, identifier)
        return annotated

    def _of_seed(self, file: SeedFile) -> str:
        own = f"{file.path} {self.seen.of_file(file.path)} {file.edits} {self.seen.of_file(file.edits) if file.edits else ''}"
        return fingerprints.of_bytes(f"{self._of_every_seed} {own}".encode())

    def add(self, file: SeedFile, parts: packed.Packed) -> Annotated:
        """Keep what a seed came to, and return it."""
        made_of = self._made_of[file.id]
        if self._of_seed(file) != made_of or may_pass(_annotated(parts["annotated"]).problems):
            made_of = self._made_of[file.id] = f"read for once: {file.path}"  # it changed meanwhile, or could not be read
        for part, content in parts.items():
            row = part, file.id, made_of, sealed(content, f"{made_of} {part}")
            self._store.run("REPLACE INTO seeds VALUES(?, ?, ?, ?)", *row)
        if len(self._facts) % _AT_ONCE == 0:
            self._store.commit()
        return self._known(file.id, parts["annotated"])

    def _known(self, identifier: str, content: bytes) -> Annotated:
        """Return what a seed came to, from what is kept."""
        one = _annotated(content)
        if one.facts:
            self._facts[identifier] = one.facts
            for what, fingerprint in packed.says(content).items():
                self.says[what][identifier] = fingerprint
        return one

    def briefings(self, ids: Collection[str]) -> Mapping[str, Briefing]:
        """Return the briefings with some ids, each loaded when it is asked for."""
        return Lazily(ids, self._briefing)

    def _load(self, identifier: str) -> Briefing:
        raw, text, layout, notes = self._part(identifier, "words")
        marks = self._marks(identifier)
        seed = Seed(**vars(self._facts[identifier].seed), raw=raw, text=text, layout=layout)
        return Briefing(marks.mentions, marks.citations, seed, notes)

    def marks(self, ids: Collection[str]) -> Mapping[str, Marks]:
        """Return who is named and what is cited in the briefings with some ids, each loaded when it is asked for."""
        return Lazily(ids, self._marks)

    def _part(self, identifier: str, part: str) -> Any:
        kept = self._store.run("SELECT value FROM seeds WHERE part = ? AND id = ?", part, identifier)
        return loaded(kept[0][0] if kept else b"", f"{self._made_of[identifier]} {part}")

    def rows(self, ids: Collection[str]) -> Mapping[str, Mapping[str, bytes]]:
        """Return by data file the lines that it has of each briefing, of those with some ids."""
        return Lazily(rows.FILES, lambda name: self._rows(name, ids))

    def _rows(self, name: str, ids: Collection[str]) -> dict[str, bytes]:
        known = dict(self._store.run("SELECT id, value FROM seeds WHERE part = ?", name))
        return {identifier: unsealed(known.get(identifier), f"{self._made_of[identifier]} {name}") for identifier in ids}

    def nearest(self) -> Nearest:
        """Return which briefings were nearest to which at the last build."""
        known: Nearest | None = self.value("nearest", self.program)
        return known or {}

    def keep_nearest(self, nearest: Nearest) -> None:
        """Keep which briefings are nearest to which."""
        self.keep("nearest", self.program, nearest)

    # What is made: the files of docs/

    def made(self) -> tuple[dict[str, Made], Known]:
        """Return how the files of docs/ were made, by the path of their plan, and what there was to be read then."""
        self._made = self._made or self._made_before()
        return self._made

    def _made_before(self) -> tuple[dict[str, Made], Known]:
        known: Known | None = self.value("read", self.program)
        if known is None:
            self._store.run("DELETE FROM made")
        try:
            kept = {path: Made.unpacked(unsealed(value, path)) for path, value in self._store.run("SELECT * FROM made")}
        except ValueError as error:
            raise Damaged(str(error)) from None
        return kept, known or {}

    def keep_made(self, made: Mapping[str, Made], known: Known) -> None:
        """Keep how the files of docs/ were made, and what there was to be read."""
        for path in self.pages.made_of().keys() - made.keys():
            self.pages.forget(path)
        time.sleep(fingerprints.JUST_NOW / 1e9)  # from now on any change of these files shows
        before, _ = self.made()
        self._store.run("DELETE FROM values_ WHERE name = 'read'")  # half of what follows is worse than nothing
        for path in before.keys() - made.keys():
            self._store.run("DELETE FROM made WHERE path = ?", path)
        for path, one in made.items():
            if before.get(path) is not one:
                self._store.run("REPLACE INTO made VALUES(?, ?)", path, sealed(one.packed, path))
        self.keep("read", self.program, known)
        self._made = dict(made), known
        self._store.commit()
