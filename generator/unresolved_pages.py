"""The public lists of what is open: names that nothing tells apart, and citations that nobody has identified."""

from collections.abc import Iterable, Iterator

from generator import pages, paging, quotes
from generator.actor_page import named_in
from generator.archive import Archive
from generator.citations import is_unidentified
from generator.model import Briefing
from generator.pages import Output
from generator.quotes import QuotedIn


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield the list of unresolved names and that of unidentified citations, newest briefing first."""
    briefings = [archive.briefings[identifier] for identifier in archive.links.newest_first]
    yield from _list("unresolved", "Unresolved names", filter(None, map(_names, briefings)))
    yield from _list("unidentified", "Unidentified citations", filter(None, map(_citations, briefings)))


def _names(briefing: Briefing) -> QuotedIn | None:
    found = [mention for mention in briefing.mentions if mention.actor is None and mention.in_ == "text"]
    return named_in(briefing, found) if found else None


def _citations(briefing: Briefing) -> QuotedIn | None:
    found = [citation for citation in briefing.citations if is_unidentified(citation)]
    return quotes.in_briefing(briefing, quotes.merged(quotes.before(briefing, c) for c in found)) if found else None


def _list(name: str, title: str, found: Iterable[QuotedIn]) -> Iterator[Output]:
    """Yield a list's page, and where it is long its further pages."""
    quoted = list(found)
    parts = paging.parts(quoted, lambda item: item.year)
    rest = [] if parts else quoted
    yield pages.render(f"{name}.md", f"{name}.md", {"title": title}, title=title, quoted=rest, parts=parts)
    for part in parts:
        heading = f"{title}, {part.heading}"
        path = f"{name}/{part.name}.md"
        yield pages.render(f"{name}.md", path, {"title": heading}, title=heading, quoted=part.items, parts=[])
