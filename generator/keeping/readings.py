"""What seeds come to once they are read, and what is kept of that."""

import errno
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from generator.briefing import Briefing, BriefingFacts, Marks
from generator.disk import fingerprints
from generator.keeping import data_records
from generator.keeping.codec import pickled, sealed, unpickled, unsealed
from generator.keeping.file_index import FileIndex
from generator.keeping.store import Store
from generator.problems import Problem, may_pass
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile
from generator.seed import Seed, SeedFacts

V = TypeVar("V")

TABLE = "CREATE TABLE IF NOT EXISTS seeds(part TEXT, id TEXT, made_of TEXT, value BLOB, PRIMARY KEY(part, id)) WITHOUT ROWID;"

IN_MEMORY = 20_000
"""Briefings whose texts are held in memory once they were used: about 12 kB each, of texts of 3 kB."""

_AT_ONCE = 500
"""Seeds after which what was read is kept for good, so that a build that is killed was not in vain."""


@dataclass(frozen=True)
class Reading:
    """What a seed came to, its text apart, and what is wrong or open in it.

    facts: of its briefing, None where it has no page. withdrawn: what is known of it where it was withdrawn.
    lowercase: the surnames (folded) that its text has in small letters.
    """

    facts: BriefingFacts | None
    withdrawn: SeedFacts | None
    problems: tuple[Problem, ...]
    lowercase: tuple[str, ...]


Parts = Mapping[str, bytes]
"""What a seed came to, as the bytes that are kept of it, by part: each is loaded for itself."""

Records = Mapping[str, Mapping[str, bytes]]
"""By data file, the records that it has of each briefing, by id."""

PARTS = ("reading", "marks", "words", *data_records.FILES)

SAYS = ("facts", "briefing", *data_records.FILES)
"""What has a fingerprint of its own, since pages show one and not the other; they stand before the part `reading`."""

_LONG = 32
"""Bytes of a fingerprint."""


def parts(reading: Reading, briefing: Briefing | None) -> Parts:
    """Return what a seed came to by its parts; that of a seed without a page too."""
    seed = briefing.seed if briefing else None
    marks = Marks(briefing.mentions, briefing.citations, briefing.turns) if briefing else None
    words = (seed.raw, seed.text, seed.layout, briefing.notes) if seed and briefing else None
    records = data_records.of_briefing(briefing) if briefing else dict.fromkeys(data_records.FILES, b"")
    made = {part: pickled(value) for part, value in (("reading", reading), ("marks", marks), ("words", words))}
    # No list shows the hash of a text: an edit that changes nothing else leaves the lists as they are.
    listed = replace(reading.facts, seed=replace(reading.facts.seed, sha256="")) if reading.facts else None
    says = [pickled(listed), made["reading"] + made["marks"], *(records[name] for name in data_records.FILES)]
    return made | {"reading": "".join(map(fingerprints.of_bytes, says)).encode() + made["reading"]} | records


@lru_cache(IN_MEMORY)  # `mkdocs serve` builds again and again, and most seeds stay as they are
def _reading(content: bytes) -> Reading | None:
    """Return the part `reading` from its bytes; None for bytes of something else."""
    found = unpickled(content[len(SAYS) * _LONG :])
    return found if isinstance(found, Reading) else None


class Lazily(Mapping[str, V]):
    """A mapping of known keys whose values are got when they are asked for."""

    def __init__(self, keys: Collection[str], get: Callable[[str], V]) -> None:
        """Hold the keys, and what gets the value of one."""
        self._keys, self._get = keys, get

    def __getitem__(self, key: str) -> V:
        """Return the value of a key, got now."""
        if key not in self._keys:
            raise KeyError(key)
        return self._get(key)

    def __contains__(self, key: object) -> bool:
        """Return whether a key is known."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Return the keys, in order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._keys)


class Readings:
    """Keeps what seeds came to; what is lost of it is read again when it is asked for."""

    def __init__(self, store: Store, index: FileIndex, program: str) -> None:
        """Keep it in a store that has `TABLE`. index: of the archive's files. program: the fingerprint of the program."""
        self._store, self._index, self._program = store, index, program
        self._of_every_seed = ""
        self._found: dict[str, SeedFile] = {}
        self._made_of: dict[str, str] = {}
        self._facts: dict[str, BriefingFacts] = {}
        self.says: dict[str, dict[str, str]] = {what: {} for what in SAYS}
        """The fingerprints of what each briefing says, by what they are of and by its id."""

    def begin(
        self, found: Sequence[SeedFile], names: Registry, read: Callable[[Sequence[SeedFile]], list[Parts]]
    ) -> dict[str, Reading]:
        """Return what is kept of seeds as they now are, by id; the rest is forgotten.

        names: the registry as far as readings depend on it. read: reads seeds, should something be lost.
        """
        self._read = read
        self._of_every_seed = f"{self._program} {fingerprints.of(names)}"
        self._found = {file.id: file for file in found}
        self._made_of = {file.id: self._of_seed(file) for file in found}
        known: dict[str, Reading] = {}
        gone = []
        for identifier, made_of, value in self._store.each("SELECT id, made_of, value FROM seeds WHERE part = 'reading'"):
            if identifier not in self._found:
                gone.append(identifier)
            elif self._made_of[identifier] == made_of:
                content = unsealed(value, f"{made_of} reading")
                if content and (reading := self._noted(identifier, content)):
                    known[identifier] = reading
        for identifier in gone:
            for part in PARTS:
                self._store.run("DELETE FROM seeds WHERE part = ? AND id = ?", part, identifier)
        return known

    def _of_seed(self, file: SeedFile) -> str:
        own = (f"{path} {self._index.of_file(path) if path else ''}" for path in (file.path, file.edits))
        return fingerprints.of_all([self._of_every_seed, *own])

    def add(self, file: SeedFile, made: Parts) -> Reading:
        """Keep what a seed came to, and return it. made: from `parts`."""
        reading = self._noted(file.id, made["reading"])
        if reading is None:
            raise TypeError(f"what {file.path} came to is no reading")
        made_of = self._made_of[file.id]
        if self._of_seed(file) != made_of or may_pass(reading.problems):
            made_of = self._made_of[file.id] = f"read for once: {file.path}"  # it changed meanwhile, or could not be read
        for part, content in made.items():
            row = part, file.id, made_of, sealed(content, f"{made_of} {part}")
            self._store.run("REPLACE INTO seeds VALUES(?, ?, ?, ?)", *row)
        if len(self._facts) % _AT_ONCE == 0:
            self._store.commit()
        return reading

    def _noted(self, identifier: str, content: bytes) -> Reading | None:
        """Return what a seed came to, from the bytes of its part `reading`."""
        reading = _reading(content)
        if reading and reading.facts:
            self._facts[identifier] = reading.facts
            for at, what in enumerate(SAYS):
                self.says[what][identifier] = content[at * _LONG : (at + 1) * _LONG].decode()
        return reading

    def loading(self, ids: Collection[str]) -> tuple[Mapping[str, Briefing], Mapping[str, Marks], Records]:
        """Return the briefings with some ids, their marks, and by data file their records, each loaded when it is asked for."""
        marks: Callable[[str], Marks] = lru_cache(IN_MEMORY)(lambda identifier: self._part(identifier, "marks"))
        briefing = lru_cache(IN_MEMORY)(lambda identifier: self._load(identifier, marks(identifier)))
        records = Lazily(data_records.FILES, lambda name: self._records(name, ids))
        return Lazily(ids, briefing), Lazily(ids, marks), records

    def _load(self, identifier: str, marks: Marks) -> Briefing:
        raw, text, layout, notes = self._part(identifier, "words")
        seed = Seed(**vars(self._facts[identifier].seed), raw=raw, text=text, layout=layout)
        return Briefing(marks.mentions, marks.citations, marks.turns, seed, notes)

    def _part(self, identifier: str, part: str) -> Any:
        kept = self._store.run("SELECT value FROM seeds WHERE part = ? AND id = ?", part, identifier)
        value = unpickled(self._content(identifier, part, kept[0][0] if kept else None))
        return unpickled(self._again(identifier)[part]) if value is None else value

    def _records(self, name: str, ids: Collection[str]) -> dict[str, bytes]:
        kept = dict(self._store.run("SELECT id, value FROM seeds WHERE part = ?", name))
        return {identifier: self._content(identifier, name, kept.get(identifier)) for identifier in ids}

    def _content(self, identifier: str, part: str, kept: Any) -> bytes:
        content = unsealed(kept, f"{self._made_of[identifier]} {part}")
        return self._again(identifier)[part] if content is None else content

    def _again(self, identifier: str) -> Parts:
        """Read a seed of which something was lost; raises OSError where it has no page any more."""
        file = self._found[identifier]
        [made] = self._read([file])
        if self.add(file, made).facts is None:
            raise OSError(errno.ESTALE, "this has changed while it was read", file.path)
        return made
