"""What a seed comes to once it is read, and where that is kept."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generator.briefing import Briefing, BriefingFacts, Marks
from generator.disk import files
from generator.disk.tree import Tree
from generator.keeping import rows
from generator.linking.related import Nearest
from generator.problems import Problem
from generator.reading import registry, registry_checks, seed_files
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile
from generator.seed import SeedFacts

V = TypeVar("V")


@dataclass(frozen=True)
class Annotated:
    """What a seed came to, its text apart, and what is wrong or open in it.

    facts: of its briefing, None where it has no page. withdrawn: what is known of it where it was withdrawn.
    small: the surnames (folded) that its text has in small letters.
    """

    facts: BriefingFacts | None
    withdrawn: SeedFacts | None
    problems: tuple[Problem, ...]
    small: tuple[str, ...]


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


def _as_it_is(annotated: Annotated, briefing: Briefing | None) -> tuple[Annotated, Briefing | None]:
    return annotated, briefing


class Kept:
    """What was read in this run, in memory; nothing is known of any run before."""

    pack: Callable[[Annotated, Briefing | None], Any] = staticmethod(_as_it_is)
    """Makes of what a seed comes to what `add` takes, in the process that read the seed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._briefings: dict[str, Briefing] = {}

    def discovered(self, root: Path) -> tuple[list[SeedFile], list[Problem]]:
        """Return an archive's seed files and what is wrong with names."""
        return seed_files.discover(root)

    def registry(self, root: Path, below: Tree | None = None) -> tuple[Registry, list[Problem]]:
        """Return an archive's registry and what is wrong or open in it. below: what is below `seeds/`, where that is known."""
        known, problems = registry.load(root, below)
        return known, files.with_excerpts(root, [*problems, *registry_checks.check(known)])

    def annotated(self, _found: Sequence[SeedFile], _known: Registry) -> dict[str, Annotated]:
        """Return what is known before anything is read of seeds as they now are, by id.

        known: the registry as far as readings depend on it.
        """
        return {}

    def add(self, file: SeedFile, parts: Any) -> Annotated:
        """Keep what a seed came to, and return it. parts: from `pack`."""
        annotated, briefing = parts
        if briefing:
            self._briefings[file.id] = briefing
        return annotated  # type: ignore[no-any-return]  # as `_as_it_is` gives it

    def briefings(self, ids: Collection[str]) -> Mapping[str, Briefing]:
        """Return the briefings with some ids."""
        return Lazily(ids, self._briefings.__getitem__)

    def marks(self, ids: Collection[str]) -> Mapping[str, Marks]:
        """Return who is named and what is cited in the briefings with some ids."""
        return self.briefings(ids)

    def rows(self, ids: Collection[str]) -> Mapping[str, Mapping[str, bytes]]:
        """Return by data file the lines that it has of each briefing, of those with some ids."""
        return Lazily(rows.FILES, lambda name: {one: rows.of_briefing(self._briefings[one])[name] for one in ids})

    def nearest(self) -> Nearest:
        """Return which briefings were nearest to which the last time."""
        return {}

    def keep_nearest(self, nearest: Nearest) -> None:
        """Keep which briefings are nearest to which."""
