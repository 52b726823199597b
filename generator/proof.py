"""The proof of promise 1: a published page's text is its seed's text, markers aside."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from generator import markers
from generator.archive import Archive
from generator.markup import folded
from generator.model import Briefing
from generator.problems import Problem

_TEXTS: Any = lxml.etree.XPath(
    "//*[contains(concat(' ', @class, ' '), ' seed-text ')]"
    "//text()[not(ancestor::sup or ancestor::a[contains(concat(' ', @class, ' '), ' headerlink ')])]"
)
"""The words of a page's text: all but note references and paragraph links, the only ones in it that are ours."""


def check(archive: Archive, site: Path) -> list[Problem]:
    """Return the briefings whose page is missing or says something else than the seed.

    site: the folder of HTML pages, with directory addresses.
    """
    return [problem for briefing in archive.briefings.values() for problem in _check(briefing, site)]


def _check(briefing: Briefing, site: Path) -> Iterator[Problem]:
    page = site / "briefings" / briefing.id / "index.html"
    try:
        shown = text_of_page(page.read_bytes())
    except OSError:
        message = f"The site has no page for this briefing ({page.relative_to(site).as_posix()})."
        yield Problem(briefing.seed.path, 0, 0, "page-missing", message, "build the site again")
        return
    wanted = text_of_seed(briefing)
    if shown != wanted:
        yield _differs(briefing, shown, wanted)


def text_of_page(content: bytes) -> str:
    """Return the text of a page's `.seed-text`, white space folded, note references and paragraph links left out."""
    page = lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    return folded("".join(map(str, _TEXTS(page))))


def text_of_seed(briefing: Briefing) -> str:
    """Return the text that a briefing's page must show: the seed's, without markers and hidden lines, white space folded."""
    shown = (p for p in briefing.seed.paragraphs if not p.hidden)
    return folded("\n".join(markers.without(p.text, briefing.citations_in[p.number]) for p in shown))


def _differs(briefing: Briefing, shown: str, wanted: str) -> Problem:
    matcher = difflib.SequenceMatcher(None, wanted[:20_000], shown[:20_000], autojunk=False)
    at = next((match for match in matcher.get_opcodes() if match[0] != "equal"), ("", 0, 0, 0, 0))
    page, seed = shown[max(0, at[3] - 20) : at[4] + 20], wanted[max(0, at[1] - 20) : at[2] + 20]
    message = f"The page does not say what the seed says: the page has “{page}”, the seed “{seed}”."
    hint = "a theme, a plugin or a Markdown extension changes the text; take it out"
    return Problem(briefing.seed.path, 0, 0, "text-differs", message, hint)
