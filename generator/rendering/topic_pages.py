"""The pages of topics: each with the briefings on it, and the list of them all."""

from collections.abc import Iterator

from generator.archive import Archive
from generator.rendering import index_pages, listings, pages
from generator.rendering.pages import Plan
from generator.rendering.search_fields import SearchFields


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the list of topics, for each topic's page and for its further pages."""
    yield Plan("topics/index.md", _topics)
    for topic in archive.registry.topics:
        yield Plan(f"topics/{topic}.md", _topic, (topic,))
        parts = listings.parts(archive.links.about.get(topic, ()), archive)
        yield from index_pages.part_plans(archive.registry.topics[topic].name, f"topics/{topic}", f"topics/{topic}.md", parts)


def fields(archive: Archive, identifier: str) -> SearchFields | None:
    """Return what a search has of a topic's page."""
    topic = archive.registry.topics.get(identifier)
    return SearchFields("topic", "Topic", topic.name) if topic else None


def _topics(archive: Archive) -> bytes:
    topics = sorted(archive.registry.topics.items(), key=lambda pair: pair[1].name.casefold())
    rows = [(identifier, about, len(archive.links.about.get(identifier, ()))) for identifier, about in topics]
    return pages.render("topics.md", "topics/index.md", {"title": "Topics"}, topics=rows)


def _topic(archive: Archive, identifier: str) -> bytes:
    about, briefings = archive.registry.topics[identifier], archive.links.about.get(identifier, ())
    parts = listings.parts(briefings, archive)
    groups = [] if parts else listings.by_year(briefings, archive)
    meta = {"title": about.name, "kind": "topic", "description": about.description}
    path = f"topics/{identifier}.md"
    return pages.render("topic.md", path, meta, topic=about, id=identifier, groups=groups, parts=parts)
