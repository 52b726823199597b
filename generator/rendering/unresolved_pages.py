"""The public lists of what is open: names that nothing tells apart, and citations that nobody has identified."""

from collections.abc import Iterable, Iterator, Sequence

from generator.annotating.citations import is_unidentified
from generator.archive import Archive
from generator.rendering import listings, pages, paging, quotes
from generator.rendering.pages import Plan
from generator.rendering.quotes import QuotedIn

_TITLES = {"unresolved": "Unresolved names", "unidentified": "Unidentified citations"}


def plans(name: str, archive: Archive) -> Iterator[Plan]:
    """Yield plans for a list and its further pages. name: "unresolved" for that of names, "unidentified" of citations."""
    yield Plan(f"{name}.md", _list, (name,))
    parts = listings.parts(_with_open(name, archive), archive)
    yield from (Plan(f"{name}/{part.name}.md", _part, (name, part)) for part in parts)


def _with_open(name: str, archive: Archive) -> Sequence[str]:
    """Return the briefings that a list has something of, newest first."""
    return archive.links.unresolved if name == "unresolved" else archive.links.unidentified


def _quoted(name: str, briefings: Iterable[str], archive: Archive) -> list[QuotedIn]:
    found = (archive.briefings[identifier] for identifier in briefings)
    if name == "unresolved":
        return [quotes.naming(briefing, [mention for mention in briefing.mentions if mention.is_open]) for briefing in found]
    return [quotes.citing(briefing, filter(is_unidentified, briefing.citations)) for briefing in found]


def _list(archive: Archive, name: str) -> bytes:
    title = _TITLES[name]
    briefings = _with_open(name, archive)
    parts = listings.parts(briefings, archive)
    quoted = _quoted(name, () if parts else briefings, archive)
    return _page(archive, name, f"{name}.md", title, quoted, parts)


def _part(archive: Archive, name: str, part: paging.Part[str]) -> bytes:
    heading = f"{_TITLES[name]}, {part.heading}"
    path = f"{name}/{part.name}.md"
    quoted = _quoted(name, part.items, archive)
    return _page(archive, name, path, heading, quoted, [])


def _page(
    archive: Archive, name: str, path: str, title: str, quoted: list[QuotedIn], parts: Sequence[paging.Part[str]]
) -> bytes:
    actors = archive.registry.actors
    return pages.render(f"{name}.md", path, {"title": title}, title=title, quoted=quoted, parts=parts, actors=actors)
