"""The archive as open data: a record for each briefing, mention and citation, made by `data_records` when its seed was read."""

from collections.abc import Iterator

from generator.archive import Archive
from generator.rendering.pages import Plan


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the files that have a line for everything."""
    yield from (Plan(f"data/{name}.jsonl", _lines, (name,)) for name in archive.records)


def _lines(archive: Archive, name: str) -> bytes:
    records = archive.records[name]
    return b"".join(records[identifier] for identifier in sorted(records))
