"""A source's page: what it is, and every citation of it in its sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator import entry_names
from generator.archive import Archive
from generator.briefing import Cited
from generator.formats import Source
from generator.linking import links
from generator.rendering import listings, pages, paging, quotes, states
from generator.rendering.pages import Plan
from generator.rendering.quotes import QuotedIn
from generator.rendering.search_fields import SearchFields

OWNERSHIP = {
    "state": "owned by a state",
    "public-service": "a public-service body",
    "private": "privately owned",
    "party": "owned by a party",
    "nonprofit": "a non-profit body",
    "intergovernmental": "an intergovernmental body",
    "unknown": "ownership not known",
}


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield a plan for each source's page and for the further pages of its citations."""
    for source in archive.registry.sources:
        yield Plan(f"sources/{source}.md", _page, (source,))
        for part in _parts(source, archive):
            yield Plan(f"sources/{source}/{part.name}.md", _part, (source, part))


def fields(archive: Archive, identifier: str) -> SearchFields | None:
    """Return what a search has of a source's page."""
    source = archive.registry.sources.get(identifier)
    if source is None:
        return None
    return SearchFields("source", "Source", source.name.text, tuple(name.text.text for name in entry_names.others(source)))


def _parts(source: str, archive: Archive) -> list[paging.Part[str]]:
    """Return the pages of the briefings that cite a source, where they are too many for one."""
    return listings.parts(archive.links.cited.get(source, ()), archive)


def _quoted(source: str, briefings: Sequence[str], archive: Archive) -> list[QuotedIn]:
    found = (archive.briefings[identifier] for identifier in briefings)
    return [quotes.citing(briefing, links.citing(source, briefing)) for briefing in found]


def _part(archive: Archive, source: str, part: paging.Part[str]) -> bytes:
    entry = archive.registry.sources[source]
    meta = {"title": f"{entry.name}, {part.heading}", "kind": "source"}
    quoted = _quoted(source, part.items, archive)
    return pages.render(
        "source-part.md", f"sources/{source}/{part.name}.md", meta, source=entry, quoted=quoted, heading=part.heading
    )


def _page(archive: Archive, identifier: str) -> bytes:
    source = archive.registry.sources[identifier]
    actors = archive.registry.actors
    parts = _parts(identifier, archive)
    cited = () if parts else archive.links.cited.get(identifier, ())
    return pages.render(
        "source.md",
        f"sources/{source.id}.md",
        {"title": source.name.text, "kind": "source", "description": source.description.in_brief},
        source=source,
        ownership=OWNERSHIP[source.ownership],
        country=states.name_of(source.country, archive.registry),
        actor=actors.get(source.id),
        publisher=actors.get(source.publisher.text) if source.publisher else None,
        speaks_for=actors.get(source.speaks_for.text) if source.speaks_for else None,
        parts_of_description=_description(source),
        tallies=_tallies(source, archive),
        quoted=_quoted(identifier, cited, archive),
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
    """Return in how many citations a source is named, in each role, and how many of them were checked.

    A citation counts once: as its carrier; for what the source itself, or whom it speaks for, said; for what others
    said; or with its role not known.
    """
    where = archive.links.cited.get(source.id, ())
    found = [cited for identifier in where for cited in archive.facts[identifier].cited if cited.source == source.id]
    roles = Counter(_role(cited, source, archive) for cited in found)
    counts = {role: roles[role] for role in ("carrier", "speaker", "others", "unknown")}
    return {"citations": len(found), "briefings": len(where), "checked": sum(cited.is_checked for cited in found)} | counts


def _role(cited: Cited, source: Source, archive: Archive) -> str:
    if cited.is_carrier:
        return "carrier"
    own = {source.id, *(who.text for who in (source.publisher, source.speaks_for) if who)}
    if any(own & {*archive.registry.upwards(speaker)} for speaker in cited.speakers):
        return "speaker"
    return "others" if cited.speakers else "unknown"
