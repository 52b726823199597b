"""What a search looks through, whichever search it is: of every page worth finding its own words, and what is known of it."""

from dataclasses import dataclass
from typing import Any

import lxml.etree

from generator.archive import Archive
from generator.rendering import page_kinds
from generator.rendering.search_fields import SearchFields

_LEFT_OUT = frozenset(["headerlink", "note-number", "note-return", "note-letter", "basis", "facts", "foot"])
"""Classes of what is no word to search for: links that are a sign, and what is said of every page alike."""

_UNSEARCHED = "data-unsearched"
"""The attribute by which templates leave out a part of a page, a heading's with all up to the next of its rank: what it says
of other pages, or a second time. Whoever searches for a name wants its own page."""


_MARKED: Any = lxml.etree.XPath(f".//*[@class or @{_UNSEARCHED}]")

_OWN: Any = lxml.etree.XPath("//*[contains(concat(' ', @class, ' '), ' page ')]")
"""The part of a page that is its own."""


@dataclass(frozen=True)
class Document:
    """A page as a search has it.

    address: its folder on the site. language: of its words. body: the element that holds them, without what is left out;
    each paragraph of a text has its id, `p3`, as have the sections under `h2`. notes: by paragraph the editors' notes on it.
    """

    address: str
    language: str
    body: Any
    fields: SearchFields
    notes: dict[str, list[str]]


def of_page(page: Any, address: str, archive: Archive) -> Document | None:
    """Return a finished page as a search has it; None for one that no search should find, or that the theme did not make.

    page: from `proof.parsed`; it is used up. address: its folder on the site.
    """
    fields = page_kinds.fields(archive, address)
    own = next(iter(_OWN(page)), None)
    if fields is None or own is None:
        return None
    for heading in own.xpath(f"./h2[@{_UNSEARCHED}]"):
        _cut(heading)
    notes = _notes(own)
    for element in _MARKED(own):
        if not _LEFT_OUT.isdisjoint(element.get("class", "").split()) or _UNSEARCHED in element.attrib:
            element.clear(
                keep_tail=True
            )  # to take it out would join texts, which lxml refuses where they hold what XML does not
    return Document(address, page.get("lang") or "en", own, fields, notes)


def _notes(own: Any) -> dict[str, list[str]]:
    """Return the editors' notes of a briefing's page by the paragraph they are on, "p1": each its letter and its words."""
    found: dict[str, list[str]] = {}
    for note in own.xpath(".//*[@class='editors-note']"):
        paragraph = note.xpath("string(./p/a/@href)").removeprefix("#")
        words = "".join(note.xpath("./p[not(@class)]//text()[not(ancestor::a)]"))
        found.setdefault(paragraph, []).append(f"{note.xpath('string(./p/strong)')}: {' '.join(words.split())}")
    return found


def _cut(heading: Any) -> None:
    """Remove a heading and what follows it, up to the next of its rank."""
    following = list(heading.itersiblings())
    heading.drop_tree()
    for element in following:
        if element.tag == "h2":
            return
        element.drop_tree()
