"""The public list of names that could be somebody in the registry and that nothing tells apart."""

from collections.abc import Iterator

from generator import pages, paging
from generator.actor_page import named_in
from generator.archive import Archive
from generator.pages import Output


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield the page of unresolved names, newest briefing first, and its further pages."""
    found = []
    for identifier in archive.links.newest_first:
        briefing = archive.briefings[identifier]
        open_ones = [mention for mention in briefing.mentions if mention.actor is None and mention.in_ == "text"]
        if open_ones:
            found.append(named_in(briefing, open_ones))
    parts = paging.parts(found, lambda item: item.year)
    title = "Unresolved names"
    yield pages.render(
        "unresolved.md", "unresolved.md", {"title": title}, title=title, quoted=[] if parts else found, parts=parts
    )
    for part in parts:
        heading = f"{title}, {part.heading}"
        yield pages.render(
            "unresolved.md", f"unresolved/{part.name}.md", {"title": heading}, title=heading, quoted=part.items, parts=[]
        )
