"""The search page: a title and a line of words; the theme's `search.html` puts the search below them."""

from collections.abc import Iterator

from generator import pages
from generator.archive import Archive
from generator.pages import Output


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield the search page."""
    del archive  # whatever is in it is found through the index
    yield pages.render("search.md", "search.md", {"title": "Search", "kind": "search", "template": "search.html"})
