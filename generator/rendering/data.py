"""The archive as open data: a line for each briefing, mention and citation, as `rows` made it when the seed was read."""

from collections.abc import Iterator

from generator.archive import Archive
from generator.rendering.pages import Plan


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the files that have a line for everything."""
    yield from (Plan(f"data/{name}.jsonl", _lines, (name,)) for name in archive.rows)


def _lines(archive: Archive, name: str) -> bytes:
    rows = archive.rows[name]
    return b"".join(rows[identifier] for identifier in sorted(rows))
