"""The proof of promise 1: a published page's text is its seed's text, and its notes say what the seed's markers say."""

import hashlib
import json
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.etree
import lxml.html

from generator.archive import Archive
from generator.briefing import Briefing
from generator.disk import atomic_writes
from generator.problems import Problem
from generator.reading import markers
from generator.seed import SeedFacts
from generator.text.markup import folded

RECORD = "data/proof.json"
"""Where a site says what of it was proved."""

FORMAT = "annotated-briefings proof 1"
"""Its first field; the number grows when a field changes its meaning."""

_TEXTS: Any = lxml.etree.XPath(
    "//*[contains(concat(' ', @class, ' '), ' seed-text ')]"
    "//text()[not(ancestor::sup or ancestor::a[contains(concat(' ', @class, ' '), ' headerlink ')])]"
)
"""The words of a page's text: all but note references and paragraph links, the only ones in it that are ours."""

_INDEX = re.compile(r"archive/(?:\d+|undated)(?:-\d+)?")
"""The addresses of the index of briefings by year, below `briefings/`."""

_WHO = "if it comes back, a theme, a plugin or a Markdown extension changes"
"""What is at fault where nobody has changed the finished page."""

_NOTES: Any = lxml.etree.XPath("//*[starts-with(@id, 'fn:') or starts-with(@id, 'note-')]")


def check(briefing: Briefing, site: Path) -> Iterator[Problem]:
    """Yield what is wrong with one briefing's page: it is missing, or says something else than the seed.

    site: the folder of HTML pages, with directory addresses.
    """
    try:
        content = (site / "briefings" / briefing.id / "index.html").read_bytes()
    except OSError:
        yield missing(briefing.seed)
        return
    yield from compare(briefing, parsed(content))


def missing(seed: SeedFacts) -> Problem:
    """Return the problem of a briefing that has no page."""
    message = f"The site has no page for this briefing (briefings/{seed.id}/index.html)."
    return Problem(seed.path, 0, 0, "page-missing", message, "build the site again")


def answered_for(archive: Archive) -> set[str]:
    """Return the ids below `briefings/` that a site may have: of seeds, withdrawals and former ids."""
    seeds = [*(briefing.seed for briefing in archive.facts.values()), *archive.withdrawn.values()]
    return {*archive.facts, *archive.withdrawn, *(old.text for seed in seeds for old in seed.edits.formerly)}


def posing(page: Any, address: str, answered: Container[str]) -> Iterator[Problem]:
    """Yield the problem of a page that passes for a briefing, by its address or its form, where no seed answers for it.

    page: from `parsed`, of no briefing. address: its folder on the site. answered: from `answered_for`.
    """
    top, _, below = address.partition("/")
    if (top == "briefings" and below and not _INDEX.fullmatch(below) and below not in answered) or _TEXTS(page):
        message = "The page passes for a briefing, and no seed answers for it."
        hint = "take it out of docs/, or add the seed that it came from"
        yield Problem(f"{address}/", 0, 0, "page-without-seed", message, hint)


def compare(briefing: Briefing, page: Any) -> Iterator[Problem]:
    """Yield where a page says something else than the briefing: its text, a citation's label, an editors' note.

    page: from `parsed`.
    """
    shown, wanted = _text(page), text_of_seed(briefing)
    if shown != wanted:
        yield _differs(briefing, shown, wanted)
    notes = {note.get("id"): folded(note.text_content()) for note in _NOTES(page)}
    for identifier, words in _words_of_notes(briefing):
        if words not in notes.get(identifier, ""):
            message = f"The page lacks, in its note {identifier}, the words “{words[:60]}”."
            hint = f"build the site again; {_WHO} the notes"
            yield Problem(briefing.seed.path, 0, 0, "note-differs", message, hint)


def _words_of_notes(briefing: Briefing) -> dict[tuple[str, str], None]:
    """Return what each note must say, with its place, each once: the labels verbatim, and the editors' words."""
    said = [(f"fn:{citation.number}", f"“{folded(citation.label)}”") for citation in briefing.citations]
    said += [(f"note-{note.letter.lower()}", folded(note.note.note)) for note in briefing.notes]
    return dict.fromkeys(said)


def _differs(briefing: Briefing, shown: str, wanted: str) -> Problem:
    at = next(
        (at for at, both in enumerate(zip(shown, wanted, strict=False)) if both[0] != both[1]), min(len(shown), len(wanted))
    )
    page, seed = (text[max(0, at - 20) : at + 40] for text in (shown, wanted))
    message = f"The page does not say what the seed says: the page has “{page}”, the seed “{seed}”."
    hint = f"build the site again; {_WHO} the text"
    return Problem(briefing.seed.path, 0, 0, "text-differs", message, hint)


def text_of_page(content: bytes) -> str:
    """Return the text of a page's `.seed-text`, white space folded, note references and paragraph links left out."""
    return _text(parsed(content))


def words_of_page(content: bytes) -> str:
    """Return all words of a page, white space folded."""
    return folded(parsed(content).text_content())


def parsed(content: bytes) -> Any:
    """Return a page as lxml has it; what is no page at all is an empty one."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(content, parser=parser)
    except lxml.etree.ParserError:
        return lxml.html.document_fromstring(b"<p>")


def _text(page: Any) -> str:
    return folded("".join(map(str, _TEXTS(page))))


def text_of_seed(briefing: Briefing) -> str:
    """Return the text that a briefing's page must show: the seed's, without markers and hidden lines, white space folded."""
    shown = (p for p in briefing.seed.paragraphs if not p.hidden)
    return folded("\n".join(markers.without(p.text, briefing.citations_in[p.number]) for p in shown))


def entry(briefing: Briefing) -> dict[str, str]:
    """Return a briefing's line in `data/proof.json`: where it stands, and the hashes of its seed and of its page's text."""
    return {
        "id": briefing.id,
        "page": f"briefings/{quote(briefing.id)}/",
        "seed": f"data/seeds/{quote(briefing.id)}.txt",
        "seed_sha256": briefing.seed.sha256,
        "text_sha256": hashlib.sha256(text_of_seed(briefing).encode()).hexdigest(),
    }


def record(entries: Iterable[dict[str, str]], site: Path) -> None:
    """Write `data/proof.json` of a site: what has been proved, one briefing a line, by id.

    entries: those of the briefings whose page says what their seed says.
    """
    rows = (json.dumps(one, ensure_ascii=False) for one in sorted(entries, key=lambda one: one["id"]))
    file = site / RECORD
    file.parent.mkdir(parents=True, exist_ok=True)
    with atomic_writes.begun(site, file) as to:
        to.write(f'{{"format": "{FORMAT}", "briefings": ['.encode())
        for at, row in enumerate(rows):
            to.write(f"{',' if at else ''}\n{row}".encode())
        to.write(b"\n]}\n")
