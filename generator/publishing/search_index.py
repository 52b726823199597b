"""What a search looks through: of every page worth finding its words alone, with facets, a date and a place to open."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from generator.archive import Archive
from generator.briefing import BriefingFacts
from generator.formats import Actor
from generator.rendering import wording
from generator.seed import SeedFacts

LISTS = ("actors", "briefings", "corrections", "search", "sources", "topics", "unidentified", "unresolved")
"""Folders whose own pages only list others: a search finds the others."""

SECTIONS = (
    "sourcing-at-a-glance",
    "related-briefings",
    "about-this-text",
    "cited-in-the-archive",
    "speaks-in",
    "named-in",
    "in-the-archive",
    "also-named-in-the-same-briefing",
    "also-named-in-the-same-briefings",
    "briefings",
    "spellings",
)
"""Headings of what a page says of other pages, or says a second time: whoever searches for a name wants its own page."""

IGNORED = ".headerlink, .note-number, .note-return, .note-letter, .basis, .facts, .foot"
"""Parts of a page that are no words to search for."""

UNSEEN = "\u200b"
"""A zero-width space. Pagefind takes it for a heading's words, but for no word of the page."""

EVERY = "ꙮ"
"""A word that every page has among what is said of it and no reader types. `search.js` looks for it where only facets are
chosen: a search without a word would fetch the whole index (1.2 MB for 2,000 briefings, against 20 kB). It stands before
the names of sources and topics too, doubled before those of actors, so that whoever types such a name gets its page first."""


@dataclass(frozen=True)
class Entry:
    """What the index says of a page beside its words.

    facets: names and values. about: its kind and date in words, for the list of results. date: to sort by.
    spellings: other names of an actor. called: its names as one word each. weight: of all its words, where
    it is not Pagefind's own: 7 in the title, 1 in a paragraph.
    """

    facets: tuple[tuple[str, str], ...]
    about: str
    date: str = "0000"
    spellings: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    weight: str = ""


def copy(page: Any, folder: str, archive: Archive, to: Path) -> None:
    """Write a copy of a page that a search may find, cut down to what it is found by.

    page: from `proof.parsed`; it is used up. folder: its address in the site. to: a folder without a copy of it.
    """
    entry = entry_of(archive, folder)
    content = searchable(page, entry) if entry else b""
    if content:
        (to / folder).mkdir(parents=True)
        (to / folder / "index.html").write_bytes(content)


def entry_of(archive: Archive, folder: str) -> Entry | None:
    """Return what the index says of a page, by its address in the site; None for one that no search should find."""
    known = archive.registry
    section, _, identifier = folder.partition("/")
    if section == "briefings" and identifier in archive.facts:
        return _briefing(archive.facts[identifier], archive)
    if section == "actors" and identifier in known.actors:
        actor, others = known.actors[identifier], _spellings(known.actors[identifier])
        called = _called(EVERY * 2, actor.name.text, *others)
        return Entry((("kind", "actor"),), wording.KINDS[actor.kind].removesuffix("s"), spellings=others, called=called)
    if section == "sources" and identifier in known.sources:
        source = known.sources[identifier]
        spellings = tuple(alias.text for alias in source.aliases)
        called = _called(EVERY, source.name.text, *spellings)
        return Entry((("kind", "source"),), "Source", spellings=spellings, called=called)
    if section == "topics" and identifier in known.topics:
        return Entry((("kind", "topic"),), "Topic", called=_called(EVERY, known.topics[identifier].name))
    return None if section in (*LISTS, ".") else Entry((("kind", "page"),), "About the archive", weight="0.1")


def _briefing(briefing: BriefingFacts, archive: Archive) -> Entry:
    seed, known = briefing.seed, archive.registry
    topics = [topic for topic in seed.edits.topic_ids if topic in known.topics]
    facets = [("kind", "briefing"), ("year", str(seed.filed_year or "undated"))]
    facets += sorted(("topic", known.topics[topic].name) for topic in topics)
    facets += sorted(("actor", known.actors[actor].name.text) for actor in briefing.actors)
    facets += sorted(("speaks", known.actors[one.actor].name.text) for one in briefing.spoken)
    facets += sorted(("source", known.sources[source].name.text) for source in briefing.sources if source in known.sources)
    return Entry(tuple(facets), f"Briefing, {wording.when(seed)}", _date(seed))


def _date(seed: SeedFacts) -> str:
    """Return what a briefing is sorted by: the earliest day it can mean, then the latest; undated last where new is first."""
    if not seed.period:
        return "0000"
    return "/".join(f"{year:04}-{month:02}-{day:02}" for year, month, day in seed.period.sort_key)


def _spellings(actor: Actor) -> tuple[str, ...]:
    """Return every other name that the registry has of an actor, each once."""
    aliases = [*(alias.text.text for alias in actor.aliases), *(alias.text for alias in actor.weak_aliases)]
    return tuple(dict.fromkeys([*aliases, *(actor.original_names[code].text for code in sorted(actor.original_names))]))


def _called(sign: str, *names: str) -> tuple[str, ...]:
    """Return names as one word each, letters and digits alone, behind a sign; `folded` in `search.js` does the same."""
    words = ("".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum()) for name in names)
    return tuple(dict.fromkeys(sign + word for word in words if word))


_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML (XML 1.0, 2.2), and so none of lxml's."""


def searchable(page: Any, entry: Entry) -> bytes:
    """Return a page as the index is to read it: its own words, each paragraph under a heading that leads to it.

    page: from `proof.parsed`; it is used up. One that is not of this theme's making is no page to search: nothing is
    returned of it.
    """
    own = next(iter(page.xpath("//*[contains(concat(' ', @class, ' '), ' page ')]")), None)
    if own is None:
        return b""
    own.set("data-pagefind-body", "")
    if entry.weight:
        own.set("data-pagefind-weight", entry.weight)
    for heading in own.xpath("./h2[@id]"):
        if heading.get("id") in SECTIONS:
            _cut(heading)
    notes = _notes(own)
    _mark_paragraphs(own)
    _add(own, entry, notes)
    document = lxml.html.Element("html", lang=page.get("lang") or "en")
    document.append(own)
    return bytes(lxml.html.tostring(document, encoding="utf-8", doctype="<!doctype html>"))


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


def _mark_paragraphs(own: Any) -> None:
    """Open each paragraph of the text with a heading that leads to it, and leave no other places but the sections.

    A result opens at the last heading before the words that were found. These headings say `UNSEEN` and nothing
    else, so they put no word between those of the text.
    """
    for element in own.xpath(".//*[@id]"):
        identifier = element.get("id")
        is_paragraph = re.fullmatch(r"p\d+", identifier)
        if is_paragraph or element.tag != "h2":
            del element.attrib["id"]
        if is_paragraph:
            heading = lxml.html.Element("h6", id=identifier)
            heading.text, heading.tail, element.text = UNSEEN, _writable(element.text or ""), None
            element.insert(0, heading)


def _add(own: Any, entry: Entry, notes: dict[str, list[str]]) -> None:
    """Add what the index says of a page: after its title the other names, where they weigh as much; its notes, by paragraph."""
    title = next(iter(own.xpath(".//h1")), None)
    if title is not None and entry.spellings:
        names = lxml.html.Element("p", {"data-pagefind-weight": "7"})
        names.text = _writable(". ".join(entry.spellings) + ".")
        title.addnext(names)
    told = [*_told(entry), ("data-pagefind-meta", f"notes:{json.dumps(notes, ensure_ascii=False)}")] if notes else _told(entry)
    for attribute, value in told:
        own.append(lxml.html.Element("span", {attribute: _writable(value)}))


def _writable(text: str) -> str:
    """Return a text without what lxml reads in a page and refuses to write there."""
    return _UNWRITABLE.sub("", text)


def _told(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "data-pagefind-meta", f"about:{entry.about}"
    yield "data-pagefind-meta", f"every:{EVERY}"
    if entry.called:
        yield "data-pagefind-meta", f"called:{' '.join(entry.called)}"
    yield "data-pagefind-sort", f"date:{entry.date}"
    for name, value in entry.facets:
        yield "data-pagefind-filter", f"{name}:{value}"
