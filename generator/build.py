"""From seeds to docs/: the whole of `briefings build`, which the command and the plugin both call."""

import calendar
from collections.abc import Iterator
from pathlib import Path

from generator import (
    actor_page,
    archive,
    briefing_page,
    corrections_page,
    data,
    docs_folder,
    index_pages,
    moved_pages,
    search_page,
    source_page,
    unresolved_pages,
)
from generator.archive import Archive, Progress
from generator.pages import Output
from generator.problems import Problem


def build(root: Path, progress: Progress = lambda _done, _all: None) -> tuple[Archive, list[Problem]]:
    """Read an archive and write its pages and data to docs/.

    root: the folder that holds seeds/ and docs/. Returns the archive and every problem, those of writing
    included. What could be built is written, whatever is wrong elsewhere.
    """
    loaded = archive.load(root, progress)
    foreign = docs_folder.write(root, outputs(loaded))
    return loaded, sorted([*loaded.problems, *foreign])


def outputs(loaded: Archive) -> Iterator[Output]:
    """Yield every file that an archive has in docs/; of two for one path the first counts."""
    yield from briefing_page.markdown_pages(loaded)
    yield from actor_page.markdown_pages(loaded)
    yield from source_page.markdown_pages(loaded)
    yield from index_pages.markdown_pages(loaded)
    yield from unresolved_pages.markdown_pages(loaded)
    yield from corrections_page.markdown_pages(loaded)
    yield from search_page.markdown_pages(loaded)
    yield from data.files(loaded)
    yield from moved_pages.markdown_pages(loaded)


def newest_change(loaded: Archive) -> int:
    """Return the day of an archive's newest change as seconds since 1970, 0 where none is dated: its only clock.

    Within what gzip and ZIP can date: from 1980 to 2099; other days count as the nearest of these.
    """
    days = [change.date.sort_key[0] for b in loaded.briefings.values() for change in b.seed.edits.changes]
    newest = min(max(days, default=(0, 0, 0)), (2099, 12, 31))
    return calendar.timegm((*newest, 0, 0, 0)) if newest >= (1980, 1, 1) else 0
