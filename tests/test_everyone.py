"""Pages that everyone can read: with assistive technology, on a phone, on paper, on a slow line, from right to left."""

import gzip
from pathlib import Path

import pytest
from archives import PROJECT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Response

KINDS = {
    "home": "",
    "briefing": "briefings/strait-visit/",
    "right-to-left briefing": "briefings/bayan-al-mina/",
    "Markdown briefing": "briefings/lighthouse-note/",
    "withdrawn briefing": "briefings/withdrawn-leak/",
    "briefings": "briefings/",
    "actors": "actors/",
    "person": "actors/ilsa-marrow/",
    "position": "actors/sandorian-palace-spokesperson/",
    "sources": "sources/",
    "source": "sources/harbour-wire/",
    "topics": "topics/",
    "terms": "terms/",
    "unresolved names": "unresolved/",
    "unidentified citations": "unidentified/",
    "corrections": "corrections/",
    "search": "search/?q=harbour",
    "page that is not there": "404.html",
    "about": "about/",
    "method": "method/",
    "format": "format/",
}

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MATERIALS = {"landmark-unique": {"enabled": False}}
"""Material puts each copy button into a landmark without a name; no rule of WCAG forbids it."""

FIRST_LOAD_MOST = 150_000
"""Bytes of a page's first load, gzipped, fonts aside: what a phone on a slow line (400 kbit/s) has in three seconds."""

SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 400);
})"""


@pytest.fixture
def page(tab: Page) -> Page:
    """Open an empty page on a wide screen, without motion."""
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.emulate_media(reduced_motion="reduce")
    return tab


@pytest.mark.parametrize(("width", "dark"), [(1440, True), (390, False)], ids=["wide and dark", "narrow and light"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, kind: str, width: int, dark: bool) -> None:
    """No rule of WCAG 2.2 AA that a machine can check is broken."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.goto(KINDS[kind])
    if kind == "search":
        page.locator("[data-pf-result], .found").first.wait_for(timeout=10_000)
    found = Axe().run(page, options={"runOnly": RULES, "rules": MATERIALS})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("window", [{"viewport": {"width": 390, "height": 900}, "reduced_motion": "reduce"}], indirect=True)
@pytest.mark.parametrize("kind", ["home", "briefing", "person", "briefings"])
def test_a_first_load_is_light_and_nothing_jumps(context: BrowserContext, address: str, sample_site: Path, kind: str) -> None:
    page = context.new_page()
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))  # noqa: PLW0108  (Playwright takes no built-in)
    page.goto(KINDS[kind])
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(SHIFT)
    sizes = {r.url.removeprefix(address).split("?")[0]: len(gzip.compress(r.body())) for r in loaded if r.ok}
    fonts = {path: size for path, size in sizes.items() if path.endswith(".woff2")}
    assert sum(sizes.values()) - sum(fonts.values()) < FIRST_LOAD_MOST, sizes
    assert sum((sample_site / path).stat().st_size for path in fonts) < FIRST_LOAD_MOST, fonts
    assert shift < 0.01


def test_a_keyboard_alone_reaches_the_text_and_the_search(page: Page) -> None:
    """The first stop skips the navigation; every stop can be seen; the slash opens the search."""
    page.goto(KINDS["briefing"])
    page.keyboard.press("Tab")
    assert "skip" in page.locator(":focus").inner_text().lower()
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth")
        assert outline not in ("none0px", "none3px")
        seen.add(page.locator(":focus").evaluate("e => e.closest('.page') !== null"))
    assert True in seen
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    page.get_by_role("dialog").get_by_role("link").first.wait_for()


def test_a_text_from_right_to_left_reads_so(page: Page) -> None:
    page.goto(KINDS["right-to-left briefing"])
    text = page.locator(".seed-text")
    assert text.get_attribute("lang") == "ar"
    paragraph = page.locator(".seed-text p:has(a.actor)").first
    number, words = (paragraph.locator(at).first.bounding_box() for at in (".headerlink", "a.actor"))
    assert number is not None
    assert words is not None
    assert number["x"] > words["x"] + words["width"], "paragraph numbers stand at the start of the lines, on the right"


def test_a_tables_columns_are_set_as_the_seed_says(page: Page) -> None:
    """Figures that a text sets to the right stand so, empty cells too, though the policy lets no style stand in the page."""
    page.goto(KINDS["Markdown briefing"])
    cells = ".seed-text tbody tr:last-child td"
    set_to = page.eval_on_selector_all(cells, "cells => cells.map((cell) => getComputedStyle(cell).textAlign)")
    assert set_to == ["left", "center", "right"]


def test_a_printed_briefing_can_be_cited(page: Page) -> None:
    """On paper stand the text, its notes, how to cite it and its address; not what only a screen can use."""
    page.goto(KINDS["briefing"])
    page.emulate_media(media="print")
    for shown in (".seed-text", ".notes", ".editors-note", ".cite-as"):
        assert page.locator(shown).first.is_visible(), shown
    assert "briefings/strait-visit/" in page.locator(".cite-as").inner_text()
    for hidden in (".site-header", ".site-footer", ".beside", ".show", ".acts", ".note-return", ".cite details", ".card"):
        assert not any(found.is_visible() for found in page.locator(hidden).all()), hidden
    assert page.locator(".about").evaluate("e => [...e.querySelectorAll('p')].every((p) => p.checkVisibility())")


def test_a_page_is_printed_in_dark_ink(page: Page) -> None:
    """Paper is white, also for whoever reads in the dark."""
    colours = []
    for dark in (False, True):
        page.emulate_media(media="print", color_scheme="dark" if dark else "light")
        page.goto(KINDS["briefing"])
        colours.append(page.locator(".seed-text p").first.evaluate("e => getComputedStyle(e).color"))
    assert colours == ["rgb(29, 33, 38)"] * 2


def test_paper_keeps_what_a_link_leads_to_and_when_somebody_looked(page: Page) -> None:
    """An address that is a link's words is not said twice."""
    behind = "e => getComputedStyle(e, '::after').content"
    page.goto(KINDS["briefing"])
    page.emulate_media(media="print")
    assert "lantern-gazette/4711" in page.locator(".editors-note a[rel]").first.evaluate(behind)
    page.goto(KINDS["person"])
    assert page.get_by_text("Information checked 22 November 2033").is_visible()
    page.goto(KINDS["source"])
    assert page.locator("a.address").first.evaluate(behind) == "none"


def test_a_shared_address_says_what_it_is(page: Page) -> None:
    """A title and a description stand in a preview; the opening words of an untitled text never do."""

    def property_of(name: str) -> str:
        found = page.locator(f"meta[property='og:{name}']")
        return (found.get_attribute("content") or "") if found.count() else ""

    page.goto(KINDS["briefing"])
    assert property_of("title") == page.locator("h1").inner_text()
    assert property_of("description")
    assert property_of("url").endswith(KINDS["briefing"])
    page.goto("briefings/peat-offer/")
    assert property_of("title") == "Untitled text, January 2034 (uncertain)"
    assert property_of("description") == ""


def test_no_page_has_a_style_of_its_own(sample_site: Path) -> None:
    """What a page looks like stands in the stylesheets alone, so that a strict policy can forbid the rest."""
    written = [file for file in sample_site.rglob("index.html") if "style=" in file.read_text(encoding="utf-8")]
    assert written == []


def test_every_font_has_its_licence() -> None:
    fonts = PROJECT / "generator" / "theme" / "assets" / "fonts"
    families = {"-".join(font.name.split("-")[:3]) for font in fonts.glob("*.woff2")}
    assert {file.name.removesuffix("-LICENSE.txt") for file in fonts.glob("*LICENSE.txt")} == families
