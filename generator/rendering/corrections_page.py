"""The list of what changed in the archive's briefings, and how to ask for a correction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import filterfalse

from generator.archive import Archive
from generator.edits import Change
from generator.rendering import pages, paging, wording
from generator.rendering.pages import Plan
from generator.seed import SeedFacts


@dataclass(frozen=True)
class Entry:
    """One change: the briefing's path in docs/, its title and that one's language, "" where it is the archive's."""

    path: str
    title: str
    language: str
    change: Change


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the page of changes and corrections, the newest first, and where it is long for its further pages."""
    yield Plan("corrections.md", _page)
    yield from (Plan(f"corrections/{part.name}.md", _part, (part,)) for part in _parts(_entries(archive)))


def _entries(archive: Archive) -> list[Entry]:
    seeds = [*(briefing.seed for briefing in archive.facts.values()), *archive.withdrawn.values()]
    found = [entry for seed in seeds for entry in _of_seed(seed)]
    return sorted(found, key=lambda entry: (entry.change.date.sort_key, entry.path), reverse=True)


def _of_seed(seed: SeedFacts) -> Iterator[Entry]:
    path, withdrawn = f"briefings/{seed.id}.md", seed.edits.withdrawn
    if withdrawn is None:
        for change in filterfalse(seed.edits.is_addition, seed.edits.changes):
            yield Entry(path, wording.shown_title(seed), wording.title_language(seed), change)
    else:
        yield Entry(path, wording.title_without_text(seed), "", Change(withdrawn.date, f"Withdrawn: {withdrawn.reason}"))


def _parts(entries: list[Entry]) -> list[paging.Part[Entry]]:
    return paging.parts(entries, lambda entry: entry.change.date.year)


def _page(archive: Archive) -> bytes:
    entries = _entries(archive)
    parts = _parts(entries)
    return _render("corrections.md", "Changes and corrections", [] if parts else entries, parts, archive)


def _part(archive: Archive, part: paging.Part[Entry]) -> bytes:
    return _render(f"corrections/{part.name}.md", f"Changes and corrections, {part.heading}", part.items, [], archive)


def _render(path: str, title: str, entries: Sequence[Entry], parts: list[paging.Part[Entry]], archive: Archive) -> bytes:
    contact = pages.correction_address(archive, "")
    meta = {"title": title}
    return pages.render("corrections.md", path, meta, title=title, entries=entries, parts=parts, correction=contact)
