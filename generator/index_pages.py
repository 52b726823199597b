"""The home page and the indexes: briefings by year, actors and sources by letter, topics, terms."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator import pages, paging, wording
from generator.archive import Archive
from generator.model import Briefing, Seed
from generator.pages import Output

NEWEST = 10
"""Briefings on the home page."""

WITHOUT_LETTERS = 40
"""Entries that an A-Z index lists without a heading for each letter."""

ON_ONE_PAGE = 300
"""Entries that an A-Z index holds on one page; a larger one has a page a letter."""


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield the home page, the indexes, the topics and the terms."""
    yield _home(archive)
    yield from _briefings(archive)
    yield from _a_to_z(archive, "actors", "Actors")
    yield from _a_to_z(archive, "sources", "Sources")
    yield from _topics(archive)
    terms = sorted(archive.registry.terms.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    yield pages.render("terms.md", "terms.md", {"title": "Abbreviations and terms"}, terms=terms)


def _row(briefing: Briefing) -> tuple[str, str, str]:
    seed = briefing.seed
    return f"briefings/{seed.id}.md", wording.shown_title(seed), wording.when(seed)


def _added(seed: Seed) -> tuple[Any, str]:
    return (seed.edits.changes[0].date.sort_key if seed.edits.changes else ((0, 0, 0), (0, 0, 0))), seed.id


def _home(archive: Archive) -> Output:
    newest = sorted(archive.briefings.values(), key=lambda b: _added(b.seed), reverse=True)[:NEWEST]
    counts = {
        "briefings": len(archive.briefings),
        "actors": len(archive.registry.actors),
        "sources": len(archive.registry.sources),
    }
    return pages.render(
        "home.md", "index.md", {"title": "Home", "kind": "home"}, newest=[_row(b) for b in newest], counts=counts
    )


def _briefings(archive: Archive) -> Iterator[Output]:
    order = [archive.briefings[identifier] for identifier in archive.links.newest_first]
    parts = paging.parts(order, lambda briefing: briefing.seed.filed_year)
    rows = [] if parts else [_row(briefing) for briefing in order]
    yield pages.render(
        "briefings.md", "briefings/index.md", {"title": "Briefings"}, entries=rows, parts=parts, count=len(order)
    )
    for part in parts:
        title = f"Briefings, {part.heading}"
        path = f"briefings/archive/{part.name}.md"
        yield pages.render("briefings-part.md", path, {"title": title}, title=title, entries=[_row(b) for b in part.items])


def _a_to_z(archive: Archive, folder: str, title: str) -> Iterator[Output]:
    entries: Sequence[Any] = list((archive.registry.actors if folder == "actors" else archive.registry.sources).values())
    entries = sorted(entries, key=lambda entry: (_filed_as(entry).casefold(), entry.id))
    by_letter: dict[str, list[Any]] = {}
    for entry in entries:
        by_letter.setdefault(pages.initial(_filed_as(entry)), []).append(entry)
    letters = [(letter, _file_name(letter, at), here) for at, (letter, here) in enumerate(by_letter.items())]
    paged = len(entries) > ON_ONE_PAGE
    yield pages.render(
        "a-to-z.md",
        f"{folder}/index.md",
        {"title": title},
        title=title,
        folder=folder,
        letters=letters,
        paged=paged,
        with_letters=len(entries) > WITHOUT_LETTERS,
    )
    for letter, name, here in letters if paged else ():
        path = f"{folder}/archive/{name}.md"
        heading = f"{title}, {letter}"
        yield pages.render("a-to-z-part.md", path, {"title": heading}, title=heading, folder=folder, entries=here)


def _file_name(letter: str, number: int) -> str:
    return letter.lower() if letter.isalnum() else f"other-{number}"


def _filed_as(entry: Any) -> str:
    """Return what an entry is sorted by: a person's family name first, other names without their article."""
    name: str = entry.name.text
    if getattr(entry, "kind", "") == "person":
        family = entry.family_name or name.rsplit(maxsplit=1)[-1]
        return f"{family}, {name}"
    return name.removeprefix("The ")


def _topics(archive: Archive) -> Iterator[Output]:
    by_topic: dict[str, list[Briefing]] = {topic: [] for topic in archive.registry.topics}
    for identifier in archive.links.newest_first:
        for named in archive.briefings[identifier].seed.edits.topics:
            if named.text in by_topic:
                by_topic[named.text].append(archive.briefings[identifier])
    topics = sorted(archive.registry.topics.items(), key=lambda pair: pair[1].name.casefold())
    rows = [(identifier, topic, len(by_topic[identifier])) for identifier, topic in topics]
    yield pages.render("topics.md", "topics/index.md", {"title": "Topics"}, topics=rows)
    for identifier, topic in topics:
        parts = paging.parts(by_topic[identifier], lambda briefing: briefing.seed.filed_year)
        listed = [] if parts else [_row(b) for b in by_topic[identifier]]
        meta = {"title": topic.name, "kind": "topic", "description": topic.description}
        yield pages.render("topic.md", f"topics/{identifier}.md", meta, topic=topic, id=identifier, entries=listed, parts=parts)
        for part in parts:
            path = f"topics/{identifier}/{part.name}.md"
            title = f"{topic.name}, {part.heading}"
            yield pages.render("briefings-part.md", path, {"title": title}, title=title, entries=[_row(b) for b in part.items])
