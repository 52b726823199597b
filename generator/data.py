"""The archive as open data: a line for each briefing, mention and citation, the seeds' own bytes, and citations."""

from collections.abc import Iterator

from generator import cite, exports
from generator.archive import Archive
from generator.pages import Plan


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the data files, which go by briefing: lines of data, each seed as received, what cites each."""
    yield from (Plan(f"data/{name}.jsonl", _lines, (name,)) for name in ("briefings", "mentions", "citations"))
    for identifier in archive.facts:
        cited = tuple(f"data/cite/{identifier}.{ending}" for ending in exports.FORMATS)
        yield Plan(f"data/seeds/{identifier}.txt", _of_briefing, (identifier,), cited)


def _lines(archive: Archive, name: str) -> bytes:
    rows = archive.rows[name]
    return b"".join(rows[identifier] for identifier in sorted(rows))


def _of_briefing(archive: Archive, identifier: str) -> tuple[bytes, ...]:
    seed = archive.briefings[identifier].seed
    cited = cite.reference(seed, archive.site)
    return (seed.raw, *(made_of(cited).encode() for _, made_of in exports.FORMATS.values()))
