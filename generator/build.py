"""From seeds to docs/: the whole of `briefings build`, which the command and the plugin both call."""

import calendar
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import archive
from generator.archive import Archive, Tell, in_silence
from generator.disk import fingerprints
from generator.keeping.cache import Cache
from generator.problems import Problem, may_pass
from generator.reading import site_settings
from generator.rendering import data, moved_pages, page_kinds
from generator.rendering.pages import Plan
from generator.writing import docs_folder


@dataclass(frozen=True)
class Built:
    """What a build came to: how many briefings and actors there are, and every problem."""

    briefings: int
    actors: int
    problems: tuple[Problem, ...]


def bring_up(root: Path, cache: Cache, tell: Tell = in_silence, scheduler: str = "") -> Built:
    """Build an archive, unless nothing of it has changed since the last build.

    The arguments are those of `build`.
    """
    tell("Looking for changes")
    made_of = _made_of(root, cache)
    known: Built | None = cache.value("built", f"{made_of} {_written(root)}")
    if known and docs_folder.stands(root, cache):
        return known
    loaded, problems = build(root, cache, tell, scheduler)
    built = Built(len(loaded.facts), len(loaded.registry.actors), tuple(problems))
    # A foreign file may go without a change of any seed; and a seed may have changed in the middle of the build.
    if len(problems) == len(loaded.problems) and not may_pass(problems) and _made_of(root, cache) == made_of:
        cache.keep("built", f"{made_of} {_written(root)}", built)
    return built


def _written(root: Path) -> str:
    """Return the fingerprint of which files are ours: fewer, where a foreign one stood in the way of a later build."""
    return fingerprints.of_file(root / "docs" / docs_folder.MANIFEST)


def _made_of(root: Path, cache: Cache) -> str:
    return fingerprints.of((cache.program, cache.files.of_seeds(), site_settings.read(root)))


def build(
    root: Path, cache: Cache | None = None, tell: Tell = in_silence, scheduler: str = ""
) -> tuple[Archive, list[Problem]]:
    """Read an archive and write its pages and data to docs/.

    root: the folder that holds seeds/ and docs/. cache: what earlier builds made. tell: told of each stage. scheduler: of a
    cluster that reads along. Returns the archive and every problem, those of writing included. What could be built is
    written, whatever is wrong elsewhere.
    """
    gc.disable()  # what is loaded stays: looking through it for garbage again and again takes a third of the time
    try:
        loaded = archive.load(root, tell, cache, scheduler)
        gc.freeze()
    finally:
        gc.enable()
    foreign = docs_folder.write(root, loaded, plans(loaded), cache, tell("Writing pages"))
    return loaded, sorted([*loaded.problems, *foreign])


def plans(loaded: Archive) -> Iterator[Plan]:
    """Yield a plan for every file that an archive has in docs/; of two for one path the first counts."""
    yield from page_kinds.plans(loaded)
    yield from data.plans(loaded)
    yield from moved_pages.plans(loaded)


def newest_change(loaded: Archive) -> int:
    """Return the day of an archive's newest change as seconds since 1970, 0 where none is dated: its only clock.

    Within what gzip and ZIP can date: from 1980 to 2099; other days count as the nearest of these.
    """
    days = [change.date.sort_key[0] for b in loaded.facts.values() for change in b.seed.edits.changes]
    newest = min(max(days, default=(0, 0, 0)), (2099, 12, 31))
    return calendar.timegm((*newest, 0, 0, 0)) if newest >= (1980, 1, 1) else 0
