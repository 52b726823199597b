"""The home page and the indexes: briefings by year and month, actors and sources by letter, topics, terms."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator import home_page, listings, pages, paging
from generator.archive import Archive
from generator.model import Briefing
from generator.pages import Output

WITHOUT_LETTERS = 40
"""Entries that an A-Z index lists without a heading for each letter."""

ON_ONE_PAGE = 300
"""Entries that an A-Z index holds on one page; a larger one has a page a letter."""


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield the home page, the indexes, the topics and the terms."""
    yield home_page.markdown_page(archive)
    yield from _briefings(archive)
    yield from _a_to_z(archive, "actors", "Actors")
    yield from _a_to_z(archive, "sources", "Sources")
    yield from _topics(archive)
    terms = sorted(archive.registry.terms.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    yield pages.render("terms.md", "terms.md", {"title": "Abbreviations and terms"}, terms=terms)


def _briefings(archive: Archive) -> Iterator[Output]:
    order = listings.newest_first(archive)
    parts = listings.parts(order)
    yield pages.render(
        "briefings.md",
        "briefings/index.md",
        {"title": "Briefings"},
        groups=[] if parts else listings.by_year(order),
        parts=parts,
        count=len(order),
        has_topics=bool(archive.registry.topics),
    )
    yield from _parts("Briefings", "briefings/archive", "briefings/index.md", parts)


def _parts(title: str, folder: str, whole: str, parts: Sequence[paging.Part[Briefing]]) -> Iterator[Output]:
    """Yield the pages of a list's parts, which are newest first. folder, whole: where they and the list stand in docs/."""
    for at, part in enumerate(parts):
        yield pages.render(
            "briefings-part.md",
            f"{folder}/{part.name}.md",
            {"title": f"{title}, {part.heading}"},
            title=f"{title}, {part.heading}",
            whole=(title, whole),
            folder=folder,
            newer=parts[at - 1] if at else None,
            older=parts[at + 1] if at + 1 < len(parts) else None,
            groups=listings.by_month(part.items),
        )


def _a_to_z(archive: Archive, folder: str, title: str) -> Iterator[Output]:
    entries: Sequence[Any] = list((archive.registry.actors if folder == "actors" else archive.registry.sources).values())
    entries = sorted(entries, key=lambda entry: (_filed_as(entry).casefold(), entry.id))
    by_letter: dict[str, list[tuple[Any, str]]] = {}
    for entry in entries:
        by_letter.setdefault(pages.initial(_filed_as(entry)), []).append((entry, _other_names(entry)))
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
        with_filter=len(entries) > listings.AT_A_GLANCE and not paged,
    )
    for letter, name, here in letters if paged else ():
        path = f"{folder}/archive/{name}.md"
        heading = f"{title}, {letter}"
        yield pages.render(
            "a-to-z-part.md", path, {"title": heading}, title=heading, whole=(title, folder), folder=folder, entries=here
        )


def _file_name(letter: str, number: int) -> str:
    return letter.lower() if letter.isalnum() else f"other-{number}"


def _filed_as(entry: Any) -> str:
    """Return what an entry is sorted by: a person's family name first, other names without their article."""
    name: str = entry.name.text
    if getattr(entry, "kind", "") == "person":
        family = entry.family_name or name.rsplit(maxsplit=1)[-1]
        return f"{family}, {name}"
    return name.removeprefix("The ")


def _other_names(entry: Any) -> str:
    """Return an entry's other spellings, which the filter looks in too; "" where it has none."""
    names = [getattr(alias, "text", alias) for alias in (*entry.aliases, *getattr(entry, "weak_aliases", ()))]
    return ", ".join(dict.fromkeys([*map(str, names), *getattr(entry, "original_names", {}).values()]))


def _topics(archive: Archive) -> Iterator[Output]:
    by_topic: dict[str, list[Briefing]] = {topic: [] for topic in archive.registry.topics}
    for briefing in listings.newest_first(archive):
        for topic in dict.fromkeys(named.text for named in briefing.seed.edits.topics):
            if topic in by_topic:
                by_topic[topic].append(briefing)
    topics = sorted(archive.registry.topics.items(), key=lambda pair: pair[1].name.casefold())
    rows = [(identifier, about, len(by_topic[identifier])) for identifier, about in topics]
    yield pages.render("topics.md", "topics/index.md", {"title": "Topics"}, topics=rows)
    for identifier, about in topics:
        parts = listings.parts(by_topic[identifier])
        groups = [] if parts else listings.by_year(by_topic[identifier])
        meta = {"title": about.name, "kind": "topic", "description": about.description}
        path = f"topics/{identifier}.md"
        yield pages.render("topic.md", path, meta, topic=about, id=identifier, groups=groups, parts=parts)
        yield from _parts(about.name, f"topics/{identifier}", path, parts)
