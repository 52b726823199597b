"""The search page: a title and a line of words; the theme's `search.html` puts the search below them."""

from collections.abc import Iterator

from generator.archive import Archive
from generator.rendering import pages
from generator.rendering.pages import Plan


def plans(_archive: Archive) -> Iterator[Plan]:
    """Yield a plan for the search page; whatever is in the archive is found through the index."""
    yield Plan("search.md", _page)


def _page(_archive: Archive) -> bytes:
    return pages.render("search.md", "search.md", {"title": "Search", "kind": "search", "template": "search.html"})
