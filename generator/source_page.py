"""A source's page: what it is, and every citation of it in its sentence."""

from collections.abc import Iterator

from generator import citations, pages, paging, quotes
from generator.archive import Archive
from generator.formats import Source
from generator.model import Briefing, Citation
from generator.pages import Output
from generator.quotes import QuotedIn

OWNERSHIP = {
    "state": "owned by a state",
    "public-service": "a public-service body",
    "private": "privately owned",
    "party": "owned by a party",
    "nonprofit": "a non-profit body",
    "intergovernmental": "an intergovernmental body",
    "unknown": "ownership not known",
}


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield each source's page and the further pages of its citations."""
    for source in archive.registry.sources.values():
        cited = [_cited_in(archive.briefings[i], found) for i, found in archive.links.cited.get(source.id, ())]
        parts = paging.parts(cited, lambda item: item.year)
        yield _page(source, archive, cited, parts)
        for part in parts:
            meta = {"title": f"{source.name}, {part.heading}", "kind": "source"}
            yield pages.render(
                "source-part.md",
                f"sources/{source.id}/{part.name}.md",
                meta,
                source=source,
                quoted=part.items,
                heading=part.heading,
            )


def _cited_in(briefing: Briefing, found: list[Citation]) -> QuotedIn:
    return quotes.in_briefing(briefing, quotes.merged(quotes.before(briefing, citation) for citation in found))


def _page(source: Source, archive: Archive, cited: list[QuotedIn], parts: list[paging.Part[QuotedIn]]) -> Output:
    actors = archive.registry.actors
    return pages.render(
        "source.md",
        f"sources/{source.id}.md",
        {"title": source.name.text, "kind": "source", "description": source.description.in_brief},
        source=source,
        ownership=OWNERSHIP[source.ownership],
        actor=actors.get(source.id),
        publisher=actors.get(source.publisher.text) if source.publisher else None,
        speaks_for=actors.get(source.speaks_for.text) if source.speaks_for else None,
        parts_of_description=_description(source),
        tallies=_tallies(source, archive),
        quoted=[] if parts else cited,
        parts=parts,
        correction=pages.correction_address(archive, f"sources/{source.id}"),
        edit=pages.edit_address(archive, source.path),
    )


def _description(source: Source) -> list[tuple[str, str]]:
    said = source.description
    parts = [
        ("In brief", said.in_brief),
        ("Coverage", said.coverage),
        ("Ownership and funding", said.ownership_and_funding),
        ("Method", said.method),
    ]
    return [(heading, words or "Not described yet.") for heading, words in parts]


def _tallies(source: Source, archive: Archive) -> dict[str, int]:
    """Return how often a source is cited, as carrier, for what a speaker said, with its part unknown, and checked."""
    where = archive.links.cited.get(source.id, ())
    records = [r for _, found in where for c in found for r in c.records if source.id in (r.source, r.carrier)]
    carrier = sum(record.carrier == source.id for record in records)
    speaker = sum(bool(record.speaker) and record.carrier != source.id for record in records)
    return {
        "citations": len(records),
        "briefings": len(where),
        "carrier": carrier,
        "speaker": speaker,
        "unknown": len(records) - carrier - speaker,
        "checked": sum(citations.is_checked(citation) for _, found in where for citation in found),
    }
