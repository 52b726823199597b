"""The archive as open data: a line for each briefing, mention and citation, the seeds' own bytes, and citations."""

from collections.abc import Iterator

from generator import cite, exports
from generator.archive import Archive
from generator.pages import Plan


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the data files, which go by briefing: lines of data, each seed as received, what cites each."""
    yield from (Plan(f"data/{name}.jsonl", _lines, (name,)) for name in ("briefings", "mentions", "citations"))
    for identifier in archive.facts:
        yield Plan(f"data/seeds/{identifier}.txt", _received, (identifier,))
        yield from (Plan(f"data/cite/{identifier}.{ending}", _cited, (identifier, ending)) for ending in exports.FORMATS)


def _lines(archive: Archive, name: str) -> bytes:
    rows = archive.rows[name]
    return b"".join(rows[identifier] for identifier in sorted(rows))


def _received(archive: Archive, identifier: str) -> bytes:
    return archive.briefings[identifier].seed.raw


def _cited(archive: Archive, identifier: str, ending: str) -> bytes:
    _, made_of = exports.FORMATS[ending]
    return made_of(cite.reference(archive.facts[identifier].seed, archive.site)).encode()
