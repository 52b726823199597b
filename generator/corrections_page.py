"""The list of what changed in the archive's briefings, and how to ask for a correction."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import pages, paging, wording
from generator.archive import Archive
from generator.formats import Change
from generator.model import Seed
from generator.pages import Output


@dataclass(frozen=True)
class Entry:
    """One change: the briefing's path in docs/ and title, and the change itself."""

    path: str
    title: str
    change: Change


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield the page of changes and corrections, the newest first, and where it is long its further pages."""
    found = [entry for seed in _seeds(archive) for entry in _entries(seed)]
    found.sort(key=lambda entry: (entry.change.date.sort_key, entry.path), reverse=True)
    parts = paging.parts(found, lambda entry: entry.change.date.year)
    title, contact = "Changes and corrections", pages.correction_address(archive, "")
    yield _page("corrections.md", title, [] if parts else found, parts, contact)
    for part in parts:
        yield _page(f"corrections/{part.name}.md", f"{title}, {part.heading}", list(part.items), [], contact)


def _seeds(archive: Archive) -> list[Seed]:
    return [*(briefing.seed for briefing in archive.briefings.values()), *archive.withdrawn.values()]


def _entries(seed: Seed) -> Iterator[Entry]:
    path, withdrawn = f"briefings/{seed.id}.md", seed.edits.withdrawn
    if withdrawn is None:
        for change in seed.edits.changes:
            yield Entry(path, wording.shown_title(seed), change)
    else:
        yield Entry(path, wording.title_without_text(seed), Change(withdrawn.date, f"Withdrawn: {withdrawn.reason}"))


def _page(path: str, title: str, entries: list[Entry], parts: list[paging.Part[Entry]], contact: str) -> Output:
    meta = {"title": title}
    return pages.render("corrections.md", path, meta, title=title, entries=entries, parts=parts, correction=contact)
