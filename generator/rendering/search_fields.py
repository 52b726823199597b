"""What a search has of a page beside its words, whichever search it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchFields:
    """What is known of a page that a search may find.

    kind: of the page, in a word. about: its kind and date in words, for the list of results. name: what it is the page of, ""
    where that is no entry of the registry. other_names: of an actor or a source. is_actor: whoever types the name of an
    actor wants that page before a source's or a topic's. facets: names and values, the kind left out. date: to sort by, as
    text; an undated page's comes before all others. is_minor: its words count for less than those of texts and entries.
    """

    kind: str
    about: str
    name: str = ""
    other_names: tuple[str, ...] = ()
    is_actor: bool = False
    facets: tuple[tuple[str, str], ...] = ()
    date: str = "0000"
    is_minor: bool = False


WRITTEN = SearchFields("page", "About the archive", is_minor=True)
"""What a search has of a page that people wrote, and of one that is like it."""
