"""The kinds of page: where each stands, what plans its pages, what a search has of them, and where the site names it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from generator.archive import Archive
from generator.rendering import (
    actor_page,
    briefing_page,
    corrections_page,
    home_page,
    index_pages,
    search_page,
    source_page,
    topic_pages,
    unresolved_pages,
)
from generator.rendering.pages import Plan
from generator.rendering.search_fields import WRITTEN, SearchFields

Plans = Callable[[Archive], Iterator[Plan]]


@dataclass(frozen=True)
class PageKind:
    """A kind of page.

    address: the first part of its pages' addresses, "." for the home page. plans: what gives the plans of its pages; none
    where people write them. fields: what a search has of the page at `<address>/<identifier>/`, "" where it stands at the
    address itself; None for one that no search should find, as all of a kind are which does not say. header, footer: what
    it is called there, "" where it is not.
    """

    address: str
    plans: tuple[Plans, ...] = ()
    fields: Callable[[Archive, str], SearchFields | None] = lambda _archive, _identifier: None
    header: str = ""
    footer: str = ""


def _written(_archive: Archive, _identifier: str) -> SearchFields | None:
    return WRITTEN


KINDS = (
    PageKind("briefings", (briefing_page.plans, index_pages.briefings), briefing_page.fields, header="Briefings"),
    PageKind("actors", (actor_page.plans, partial(index_pages.a_to_z, "actors")), actor_page.fields, header="Actors"),
    PageKind("sources", (source_page.plans, partial(index_pages.a_to_z, "sources")), source_page.fields, header="Sources"),
    PageKind("about", fields=_written, header="About"),
    PageKind("method", fields=_written, footer="How the annotation works"),
    PageKind("topics", (topic_pages.plans,), topic_pages.fields, footer="Topics"),
    PageKind("terms", (index_pages.terms,), _written, footer="Abbreviations"),
    PageKind("unresolved", (partial(unresolved_pages.plans, "unresolved"),), footer="Unresolved names"),
    PageKind("unidentified", (partial(unresolved_pages.plans, "unidentified"),), footer="Unidentified citations"),
    PageKind("corrections", (corrections_page.plans,), footer="Corrections"),
    PageKind("contribute", fields=_written, footer="Add a briefing"),
    PageKind("search", (search_page.plans,)),
    PageKind(".", (home_page.plans,)),
)
"""Every kind, in the order in which the site's header and footer name them."""


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield a plan for every page of an archive, those that lead on from retired addresses apart."""
    for kind in KINDS:
        for of_kind in kind.plans:
            yield from of_kind(archive)


def fields(archive: Archive, address: str) -> SearchFields | None:
    """Return what a search has of the page at an address of the site, such as "actors/ilsa-marrow"; None for nothing.

    A page of no kind is one that people wrote.
    """
    first, _, identifier = address.partition("/")
    kind = next((kind for kind in KINDS if kind.address == first), PageKind(first, fields=_written))
    return kind.fields(archive, identifier)


def links() -> Iterator[tuple[str, str]]:
    """Yield the parts of the theme that name kinds of page, by their paths in the project."""
    for place in ("header", "footer"):
        named = [(kind.address, getattr(kind, place)) for kind in KINDS if getattr(kind, place)]
        lines = [f"<a href=\"{{{{ '{address}/' | url }}}}\">{escape(name)}</a>" for address, name in named]
        told = "{# Made by `make schemas` from generator/rendering/page_kinds.py. #}"
        yield (
            f"generator/theme/partials/{place}-links.html",
            f"{told}\n" + ("\n" if place == "header" else " ·\n").join(lines) + "\n",
        )


if __name__ == "__main__":
    for path, text in links():
        Path(path).write_text(text, encoding="utf-8", newline="\n")
