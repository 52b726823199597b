"""Pagefind, the site's search: copies of pages as it reads them, and the index that it makes of these."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html

from generator.publishing.search_documents import Document
from generator.rendering.search_fields import SearchFields

UNSEEN = "\u200b"
"""A zero-width space. Pagefind takes it for a heading's words, but for no word of the page."""

EVERY = "ꙮ"
"""A word that every page has among what is said of it and no reader types. `search.js` looks for it where only facets are
chosen: a search without a word would fetch the whole index (1.2 MB for 2,000 briefings, against 20 kB). It stands before
the names of sources and topics too, doubled before those of actors, so that whoever types such a name gets its page first."""

_MINOR = "0.1"
"""The weight of a page's words where they count for less; Pagefind's own is 7 in the title, 1 in a paragraph."""

_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML (XML 1.0, 2.2), and so none of lxml's."""


class SearchFailed(Exception):
    """Raised when the search index cannot be made; the message is Pagefind's own."""


def write(document: Document, copies: Path) -> None:
    """Write a copy of a page as Pagefind is to read it. copies: a folder without a copy of it."""
    folder = copies / document.address
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(copy(document))


def index(copies: Path, site: Path) -> None:
    """Make the search index of a site, in `pagefind/`; an index that is there already goes first. Raises SearchFailed.

    copies: the folder of what is to be found, by `write`.
    """
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        made = Path(folder) / "pagefind"
        command = [sys.executable, "-m", "pagefind", "--site", str(copies), "--output-path", str(made)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own arguments)
        if done.returncode:
            raise SearchFailed(done.stdout + done.stderr)
        # Only now, and by this process: where it was killed, Pagefind goes on, and would write into the next run's index.
        shutil.rmtree(site / "pagefind", ignore_errors=True)
        shutil.copytree(made, site / "pagefind")


def copy(document: Document) -> bytes:
    """Return a page as the index is to read it: each paragraph under a heading that leads to it. The document is used up."""
    body, fields = document.body, document.fields
    body.set("data-pagefind-body", "")
    if fields.is_minor:
        body.set("data-pagefind-weight", _MINOR)
    _mark_paragraphs(body)
    title = next(iter(body.xpath(".//h1")), None)
    if title is not None and fields.other_names:
        names = lxml.html.Element("p", {"data-pagefind-weight": "7"})  # as much as the title's
        names.text = _writable(". ".join(fields.other_names) + ".")
        names.tail = "\n"
        title.addnext(names)
    for attribute, value in _told(fields, document.notes):
        body.append(lxml.html.Element("span", {attribute: _writable(value)}))
    whole = lxml.html.Element("html", lang=document.language)
    whole.append(body)
    return bytes(lxml.html.tostring(whole, encoding="utf-8", doctype="<!doctype html>"))


def _mark_paragraphs(body: Any) -> None:
    """Open each paragraph of the text with a heading that leads to it, and leave no other places but the sections.

    A result opens at the last heading before the words that were found. These headings say `UNSEEN` and nothing
    else, so they put no word between those of the text.
    """
    for element in body.xpath(".//*[@id]"):
        identifier = element.get("id")
        is_paragraph = re.fullmatch(r"p\d+", identifier)
        if is_paragraph or element.tag != "h2":
            del element.attrib["id"]
        if is_paragraph:
            heading = lxml.html.Element("h6", id=identifier)
            heading.text, heading.tail, element.text = UNSEEN, _writable(element.text or ""), None
            element.insert(0, heading)


def _writable(text: str) -> str:
    """Return a text without what lxml reads in a page and refuses to write there."""
    return _UNWRITABLE.sub("", text)


def _told(fields: SearchFields, notes: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield what is said of a page beside its words: an attribute of Pagefind's and its value."""
    yield "data-pagefind-meta", f"about:{fields.about}"
    yield "data-pagefind-meta", f"every:{EVERY}"
    if fields.name:
        called = _called(EVERY * 2 if fields.is_actor else EVERY, fields.name, *fields.other_names)
        yield "data-pagefind-meta", f"called:{' '.join(called)}"
    yield "data-pagefind-sort", f"date:{fields.date}"
    for name, value in (("kind", fields.kind), *fields.facets):
        yield "data-pagefind-filter", f"{name}:{value}"
    if notes:
        yield "data-pagefind-meta", f"notes:{json.dumps(notes, ensure_ascii=False)}"


def _called(sign: str, *names: str) -> tuple[str, ...]:
    """Return names as one word each, letters and digits alone, behind a sign; `folded` in `search.js` does the same."""
    words = ("".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum()) for name in names)
    return tuple(dict.fromkeys(sign + word for word in words if word))
