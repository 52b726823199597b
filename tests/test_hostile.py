"""An archive made to do harm, in a real Chromium: its pages bring nothing that a harmless one's would not."""

import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from archives import CORPORA, build_site, make_archive
from playwright.sync_api import Browser, Page
from sites import served

from generator import archive, problems
from generator.keys import keys
from generator.reading import key_tables, schemas

HARM = [
    '<script id="harm">alert(1)</script>',
    '"><img id="harm" src="x" onerror="alert(1)">',
    "' id='harm' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='",
    '<svg id="harm"><animate onbegin="alert(1)" attributeName="x" dur="1s"/><script>alert(1)</script></svg>',
    '<iframe id="harm" srcdoc="<script>alert(1)</script>"></iframe>',
    '</title></textarea></style></script></div></p><form id="harm" action="https://harm.example/"><input name="a"></form>',
    '<base id="harm" href="https://harm.example/"><link rel="stylesheet" href="https://harm.example/a.css">',
    '<meta id="harm" http-equiv="refresh" content="0; url=https://harm.example/">',
    "<style id='harm'>@import 'https://harm.example/a.css'; .seed-text { display: none }</style>",
    "[a](javascript:alert(1)) ![b](https://harm.example/b.png) <javascript:alert(1)> [c]: javascript:alert(1)",
    "{: #harm onclick=alert(1) } {#harm onclick=alert(1)} *[Lamp]: <img id=harm src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% include 'a' %} {{ config }} ${alert(1)} --8<-- \"mkdocs.yml\" ::: generator !!! note",
    "<!--><img id=harm src=x onerror=alert(1)>--> <![CDATA[><img id=harm src=x onerror=alert(1)>]]> <?a ><img id=harm>",
    "<math><mglyph><style><img id=harm src=x onerror=alert(1)></style></mglyph></math><template id=harm><b>",
    "&lt;img id=harm src=x onerror=alert(1)&gt; &#60;script id=harm&#62;alert(1)&#60;/script&#62; \\x3cscript\\x3e",
    "\u202e<img id=harm src=x onerror=alert(1)>\u2028\x1bc\x07\x01\ufffe",
]
"""Each tries, in one of the ways there are, to bring an element `harm`, to open a dialog or to ask another site."""

PAIRS = [f"{one} {other}" for one, other in zip(HARM[::2], HARM[1::2], strict=True)]
"""The same as half as many, for what takes long."""

FINE = "words that do no harm"

HARMLESS = [*(f"{FINE}, {number}" for number in range(len(PAIRS) - 1)), "مصباح الميناء"]
"""As many, one of them in a script that runs the other way."""

DAY = "2031-02-03"
LINK = "https://lamp.example/?a=%22%3E%3Cscript%3E&b='onload=alert(1)"


def archive_of(words: list[str]) -> dict[str, str]:
    """Return an archive's files that have some words wherever people can write words of their own."""
    files = {}
    for number, said in enumerate(words):
        files |= _briefing(f"lamp-{number}", said) | _registry(f"{number}", said)
        files[f"seeds/{said.replace('/', '').replace(chr(0), '')[:60]}.txt"] = said
    files["seeds/registry/terms.yml"] = _yaml({f"TL{number}": said for number, said in enumerate(words)})
    files["seeds/registry/topics.yml"] = _yaml(
        {f"t-{n}": {"name": f"Lamps {said}", "description": said} for n, said in enumerate(words)}
    )
    files["seeds/archive.yml"] = _yaml(
        {
            "language": "en",
            "contact": "lamps@lamp.example",
            "markers": ["Citation", "Source"],
            "boilerplate": [f"Get it: {said}" for said in words],
            "surname_scope": "archive",
            "index_persons": True,
            "repository": LINK,
        }
    )
    return files


def _yaml(value: Any) -> str:
    return json.dumps(value)


def _briefing(name: str, said: str) -> dict[str, str]:
    number = name.rpartition("-")[2]
    text = (
        f"A lamp {said}\n\nIlsa Lamp {number} lit the TL{number} lamp, said Wire {number}. {said} "
        f"[Citation: Wire {number} {said}]\n\n"
        f"{said}\n\nOther words {said} (Source: {said}).\n\nGet it: {said}\n\n3 February 2031: {said} said Lamp.\n"
    )
    matter = _yaml({"title": f"Front {said}", "date": DAY, "period": DAY, "language": "en", said: said})
    inside = "\n\n".join(
        [f"# {said}", f"> - {said}\n>   1. {said}", f"| {said} | b |\n|---|---|\n| {said} | {said} |", f"    {said}"]
    )
    words = f"*{said}* `{said}` [a](lamp.html) **[a]({said}) ![b](<{said}>)** <{said}>"
    markdown = f"---\n{matter}\n---\n{inside}\n\n{words}\n\n```{said}\n{said}\n```\n"
    return {
        f"seeds/{name}.txt": text,
        f"seeds/{name}.yml": _yaml(_edits(number, said)),
        f"seeds/plain-{number}.txt": f"{said}\n\n{said} [Citation: {said}]",
        f"seeds/marked-{number}.md": markdown,
        f"seeds/gone-{number}.txt": f"Gone {number}.",
        f"seeds/gone-{number}.yml": _yaml({"withdrawn": {"date": DAY, "reason": said}}),
    }


def _edits(number: str, said: str) -> dict[str, Any]:
    return {
        "title": f"Lamp {number} {said}",
        "date": DAY,
        "period": DAY,
        "period_basis": said,
        "language": "en",
        "origin": {"url": LINK, "seen": DAY, "agrees": said},
        "rights": said,
        "headnote": {"text": said, "date": DAY},
        "further": [{"title": said, "url": LINK, "by": said, "date": DAY, "why": said}],
        "topics": [f"t-{number}"],
        "actors": [{"quote": "said Lamp", "exact": "Lamp", "actor": f"lamp-{number}"}],
        "citations": {
            f"Wire {number} {' '.join(said.split())}": {
                "speaker": {"likely": f"lamp-{number}"},
                "carrier": {"id": f"wire-{number}"},
                "source": f"wire-{number}",
                "basis": said,
                "document": {"title": said, "url": LINK, "date": DAY},
                "seen_elsewhere": said,
                "checked": "differs",
                "unidentified": False,
            }
        },
        "notes": [{"quote": "Other words", "note": said, "by": said, "date": DAY, "link": LINK}],
        "turns": True,
        "see_also": [f"plain-{number}"],
        "formerly": [f"old-lamp-{number}"],
        "changes": [{"date": DAY, "note": said}],
    }


def _registry(number: str, said: str) -> dict[str, str]:
    role = {"title": said, "position": f"post-{number}", "from": DAY, "to": DAY, "source": LINK, "note": said}
    actor = {
        "name": f"Ilsa Lamp {number}",
        "kind": "person",
        "description": said,
        "aliases": [f"Lamp-{number} {said}", {"text": f"Lampy {said}", "with": [f"club-{number}"]}],
        "weak_aliases": [f"Weak {said}"],
        "not": [f"Not {said}"],
        "family_name": "Lamp",
        "original_names": {"ar": said, "ru": said},
        "roles": [role, {"title": said, "of": f"club-{number}"}],
        "country": "FR",
        "same_as": ["wikidata:Q1", LINK],
        "checked": DAY,
        "formerly": [f"old-{number}"],
        "draft": False,
    }
    club = {"name": f"Club {said}", "kind": "organisation", "part_of": f"state-{number}", "description": said}
    judged = {"about": said, "text": said, "by": said, "date": DAY, "grade": "C", "because": LINK}
    source = {
        "name": f"Wire {number}",
        "aliases": [f"Wired {said}"],
        "kind": said,
        "publisher": f"club-{number}",
        "speaks_for": f"club-{number}",
        "ownership": "state",
        "owner": said,
        "country": "FR",
        "url": LINK,
        "description": dict.fromkeys(("in_brief", "coverage", "ownership_and_funding", "method"), said),
        "checked": DAY,
        "assessments": [judged],
        "formerly": [f"old-wire-{number}"],
        "draft": False,
    }
    entries = {
        f"actors/lamp-{number}": actor,
        f"actors/club-{number}": club,
        f"actors/post-{number}": {"name": f"Post {said}", "kind": "position", "of": f"club-{number}"},
        f"actors/state-{number}": {"name": f"State {said}", "kind": "state"},
        f"sources/wire-{number}": source,
    }
    return {f"seeds/registry/{path}.yml": _yaml(entry) for path, entry in entries.items()}


def test_every_key_is_tried() -> None:
    """A key that is added to the formats must be tried here too."""
    kinds = [kind for type_ in schemas.FILES.values() for kind in key_tables.classes(type_)]
    written = "".join(archive_of([FINE]).values())
    assert [key for key in sorted({key for kind in kinds for key in keys(kind)}) if f'"{key}": ' not in written] == []


# ---- Their sites ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sites(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the sites of the hostile archive, of the same archive with harmless words, and of the sample."""
    seeds = {"hostile": archive_of(PAIRS), "harmless": archive_of(HARMLESS)}
    roots = {name: make_archive(tmp_path_factory.mktemp(name), of) for name, of in seeds.items()}
    return {"sample": sample_site, **{name: build_site(root, strict=False) for name, root in roots.items()}}


def pages(site: Path) -> list[str]:
    """Return the addresses of a site's pages."""
    return sorted(file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("*.html"))


Bones = set[tuple[bool, str, tuple[str, ...]]]
"""The elements of pages: whether they stand in a seed's text, their names, their attributes' names."""


def bones(site: Path) -> Bones:
    """Return what kinds of elements a site's pages are made of."""
    found = set()
    for file in site.rglob("*.html"):
        page = lxml.html.document_fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        texts = {one for text in page.xpath("//*[@class='seed-text']") for one in text.iter()}
        found |= {(one in texts, str(one.tag), tuple(sorted(one.keys()))) for one in page.iter()}
    return found


def addresses(site: Path) -> set[str]:
    """Return the schemes of all addresses in a site's pages, "" for those without one."""
    found = set()
    for file in site.rglob("*.html"):
        page = lxml.html.document_fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        for one in page.xpath("//@href | //@src | //@action | //@formaction | //@data | //@poster | //@srcset"):
            found.add((re.match(r"[\s\0-\x20]*([a-zA-Z][\w+.-]*):", str(one)) or [""])[0])
    return found


def test_the_hostile_archive_is_what_it_is_meant_to_be(tmp_path: Path) -> None:
    """Only files whose names are no ids, and what says twice the same, may be refused: all else must get onto pages."""
    (tmp_path / "fine").mkdir()
    for name, words in {"hostile": HARM, "fine": [FINE]}.items():
        loaded = archive.load(make_archive(tmp_path / name, archive_of(words)))
        refused = {(p.kind, p.message) for p in problems.errors(loaded.problems) if p.kind != "bad-id"}
        assert refused == set()
        assert len(loaded.briefings) >= 3 * len(words)
        assert len(loaded.registry.actors) == 4 * len(words)


def test_harm_brings_no_element_and_no_attribute(sites: dict[str, Path]) -> None:
    """Whatever words stand in texts, labels, titles, notes, entries: they are words, on every page."""
    assert bones(sites["hostile"]) - bones(sites["harmless"]) - bones(sites["sample"]) == set()
    assert addresses(sites["hostile"]) <= {"", "http:", "https:", "mailto:"}


# ---- In the browser ---------------------------------------------------------------------------


class Watched:
    """A page of Chromium, and what it did that it must not do."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.harm: list[str] = []
        self.page: Page = browser.new_context(base_url=address).new_page()
        self.page.on("dialog", lambda dialog: (self.harm.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("console", lambda said: self.harm.append(f"console {said.text}") if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.harm.append(f"error {error}"))
        self.page.on("popup", lambda other: self.harm.append(f"popup {other.url}"))
        self.page.on(
            "request", lambda asked: None if self._is_ours(asked.url, address) else self.harm.append(f"asked {asked.url}")
        )

    @staticmethod
    def _is_ours(url: str, address: str) -> bool:
        return url.startswith((address, "data:image", "blob:"))

    def visit(self, path: str) -> None:
        """Open a page, and point at all that opens a card."""
        before = len(self.harm)
        self.page.goto(path, wait_until="load")
        if self.page.locator("[id=harm]").count():
            self.harm.append("an element")
        self.harm[before:] = [f"{path}: {harm}" for harm in self.harm[before:]]


@pytest.mark.timeout(300)
def test_nothing_happens_in_a_browser(browser: Browser, sites: dict[str, Path]) -> None:
    """Every page is opened; names and notes are pointed at; the words are searched for."""
    with served(sites["hostile"]) as at:
        watched = Watched(browser, at)
        for path in pages(sites["hostile"]):
            watched.visit(path)
        for number in range(len(PAIRS)):
            watched.visit(f"briefings/lamp-{number}/")
            for link in watched.page.locator(".seed-text a.actor, .seed-text .note-number").all()[:2]:
                link.hover()
            watched.page.wait_for_timeout(50)
        for word in ("harm", "lamp", "alert"):
            watched.visit(f"search/?q={word}")
            watched.page.locator(".search-found .found-title").first.wait_for()
        assert watched.page.locator("[id=harm]").count() == 0
        watched.page.context.close()
    assert watched.harm == []


@pytest.mark.timeout(300)
@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the corpora are not here: {CORPORA}")
def test_nothing_happens_with_what_others_found(browser: Browser, sites: dict[str, Path], tmp_path: Path) -> None:
    """Attacks and damage collected elsewhere, in one archive."""
    seeds = {f"seeds/{file.name}": file.read_bytes() for file in sorted((CORPORA / "nasty" / "seeds").iterdir())}
    site = build_site(make_archive(tmp_path, seeds), strict=False)
    assert bones(site) - bones(sites["harmless"]) - bones(sites["sample"]) == set()
    assert addresses(site) <= {"", "http:", "https:", "mailto:"}
    with served(site) as at:
        watched = Watched(browser, at)
        for path in pages(site):
            watched.visit(path)
        watched.page.context.close()
    assert watched.harm == []
