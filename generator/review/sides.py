"""The two sides of a change, before and after: their registries, and the briefings that it can touch."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator import archive
from generator.archive import Progress
from generator.briefing import Briefing
from generator.disk import files
from generator.disk.files import TextFile
from generator.disk.ids import id_of
from generator.edits import Edits
from generator.problems import Problem
from generator.reading import entries, registry, registry_checks, seed_files, seed_formats
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile
from generator.review.affected import Affected, settings_that_matter
from generator.review.git_base import GitBase
from generator.seed import SeedFacts
from generator.text.near_copies import Copy, NearCopies

_WORD = re.compile(r"[^\s,:\[\]{}\"'#]+")
"""What may be an id in an editors' file."""


@dataclass(frozen=True)
class Side:
    """An archive before or after a change: its registry, the briefings that were read, and what is wrong or open."""

    registry: Registry
    briefings: Mapping[str, Briefing]
    withdrawn: Mapping[str, SeedFacts]
    problems: tuple[Problem, ...]

    @property
    def seeds(self) -> dict[str, SeedFacts]:
        """Return the seeds that were read, those withdrawn too."""
        return {**{key: briefing.seed for key, briefing in self.briefings.items()}, **self.withdrawn}


@dataclass(frozen=True)
class Sides:
    """A change: both sides, which files differ, and how much was read.

    paths: of files that differ, as they are or were. ids: of briefings whose seed or editors' file differs.
    all_because: the settings for whose sake every seed was read. others: how many seeds were not read.
    near: which new texts are nearly others. index_of: how many new texts were looked for in all others.
    """

    git: GitBase
    base: Side
    head: Side
    paths: frozenset[str]
    ids: frozenset[str]
    all_because: tuple[str, ...] = ()
    others: int = 0
    near: tuple[Copy, ...] = ()
    index_of: int = 0


def read_sides(git: GitBase, progress: Progress = lambda _done, _all: None) -> Sides:
    """Return both sides of a change, reading only what it can touch."""
    with tempfile.TemporaryDirectory() as folder:
        return _read(git, Path(folder), progress)


def _read(git: GitBase, before: Path, progress: Progress) -> Sides:
    git.write(filter(_is_registry, git.blobs), before)
    paths = frozenset(path for change in git.changes for path in (change.old, change.new) if path)
    new, new_problems = registry.load(git.root)
    old, old_problems = registry.load(before) if any(map(_is_registry, paths)) else (new, new_problems)
    found, more = seed_files.discover(git.root)
    ids = frozenset(id_of(path) for path in paths if _is_of_briefing(path))
    all_because = tuple(settings_that_matter(old.settings, new.settings))
    scan = _Scan(git, old, new, ids, found, is_all=bool(all_because))
    others = scan.others()
    git.write((path for path, identifier in scan.had.items() if identifier not in others), before)
    told = _Progress(progress, 2 * (len(found) - len(others)))
    new_names = paths | (_folders(paths) - _folders(git.blobs))
    stood = [problem for problem in more if problem.path not in new_names and id_of(problem.path) not in ids]
    base_seeds, head_seeds = seed_files.discover(before)[0], [file for file in found if file.id not in others]
    base = _side(before, base_seeds, old, [*old_problems, *registry_checks.check(old), *stood], others, told)
    head = _side(git.root, head_seeds, new, [*new_problems, *registry_checks.check(new), *more], others, told)
    return Sides(git, base, head, paths, ids, all_because, len(others), tuple(scan.near), len(scan.new))


def _folders(paths: Iterable[str]) -> set[str]:
    return {str(folder) for path in paths for folder in PurePosixPath(path).parents}


def _is_registry(path: str) -> bool:
    return path == "seeds/archive.yml" or path.startswith("seeds/registry/")


def _is_of_briefing(path: str) -> bool:
    return not _is_registry(path) and path.lower().endswith((*seed_formats.endings(), ".yml"))


class _Progress:
    """Progress over both sides, told as one."""

    def __init__(self, progress: Progress, of: int) -> None:
        self._progress, self._done, self._of = progress, 0, of

    def __call__(self, _done: int, _all: int) -> None:
        self._done += 1
        self._progress(self._done, self._of)


def _side(
    root: Path, found: list[SeedFile], known: Registry, problems: list[Problem], others: Mapping[str, SeedFacts], told: Progress
) -> Side:
    """Read one side: all its seeds but the others, which are the same on both."""
    texts = archive.read(root, found, known, others, told)
    everything = tuple(sorted(set(files.with_excerpts(root, [*problems, *texts.problems]))))
    return Side(known, texts.briefings, texts.withdrawn, everything)


class _Scan:
    """One pass over the seeds that did not change themselves: which of them the change can touch all the same."""

    def __init__(
        self, git: GitBase, old: Registry, new: Registry, ids: frozenset[str], found: list[SeedFile], *, is_all: bool
    ) -> None:
        self._root, self._ids, self._found, self._is_all = git.root, ids, found, is_all
        self._scope = Affected(old, new)
        self._wanted = self._scope.ids | ids
        self.had = {path: id_of(path) for path in git.blobs if _is_of_briefing(path)}
        had = set(self.had.values())
        texts = {file.id: text for file in found if file.id in ids - had if (text := _plain_words(file, self._text(file.path)))}
        self.new = NearCopies(texts)
        self.near = [copy for identifier, text in texts.items() for copy in self.new.found_in(identifier, text)]

    def others(self) -> dict[str, SeedFacts]:
        """Return the seeds that need not be read, as seeds that hold nothing but their ids, present and former."""
        return {file.id: seed for file in self._found if file.id not in self._ids for seed in self._other(file)}

    def _other(self, file: SeedFile) -> Iterator[SeedFacts]:
        said = self._text(file.edits) if file.edits else ""
        needs_text = bool(self.new) or not (self._is_all or self._scope.is_empty())
        text = self._text(file.path) if needs_text else ""
        if self.new:
            self.near += self.new.found_in(file.id, _plain_words(file, text))
        is_named = not self._wanted.isdisjoint(_WORD.findall(said))
        if not (self._is_all or is_named or self._scope.touches(file.path, text)):
            yield _unread(file, self._former(file, said))

    def _text(self, path: str) -> str:
        file = seed_formats.read_text(self._root, path)
        return file.text if isinstance(file, TextFile) else ""

    def _former(self, file: SeedFile, said: str) -> Edits:
        edits = entries.read_file(Edits, self._root, file.edits, [], {"path": file.edits}) if "formerly" in said else None
        return edits or Edits(path=file.edits)


def _plain_words(file: SeedFile, text: str) -> str:
    return seed_formats.of(file.path).plain_words(text)


def _unread(file: SeedFile, edits: Edits) -> SeedFacts:
    return SeedFacts(
        id=file.id,
        path=file.path,
        sha256="",
        encoding="",
        title="",
        title_basis="opening words",
        date=None,
        date_basis="",
        language="",
        edits=edits,
    )
