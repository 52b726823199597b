"""The search, in a real Chromium: the page with its facets, and the quick search that leads to it."""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from archives import SAMPLE, build_site, make_archive
from playwright.sync_api import Browser, Page, expect
from sites import served

from generator.archive import Archive
from generator.publishing import pagefind, proof, search_documents
from generator.publishing.search_documents import Document
from generator.rendering import page_kinds
from generator.rendering.search_fields import SearchFields

TALKS = "briefings/harbour-talks/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample archive's site."""
    root = make_archive(tmp_path_factory.mktemp("sample"), SAMPLE)
    with (root / "docs" / "about.md").open("a", encoding="utf-8") as about:
        about.write("\n## Constructor\n\nA word that objects of JavaScript have, above zeppelins.\n")
    return build_site(root)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the sample archive's site."""
    with served(site) as at:
        yield at


@pytest.fixture
def page(tab: Page) -> Page:
    """Open an empty page in which all results are in sight."""
    tab.set_viewport_size({"width": 1440, "height": 2400})
    return tab


def titles(page: Page) -> list[str]:
    """Return the titles of all results, once they are there."""
    expect(page.locator(".search-found .found-title").first).to_be_visible()
    expect(page.locator(".search-found .found--awaited")).to_have_count(0)
    return page.locator(".search-found .found-title").all_inner_texts()


def choose(page: Page, facet: str, value: str) -> None:
    """Tick a value of a facet."""
    group = page.locator(f"[data-filter-name={facet}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_label(value).check()


def test_typing_finds_and_facets_narrow(page: Page) -> None:
    """Each facet leaves what it says: the briefings, of one year, that name one actor and cite one source."""
    page.goto("search/")
    page.get_by_role("searchbox").fill("harbour")
    expect(page.locator(".search-found .pf-summary")).to_have_text("17 results for harbour")
    choose(page, "kind", "briefing")
    expect(page.locator(".search-found .pf-summary")).to_have_text("9 results for harbour")
    assert all(words.startswith("Briefing, ") for words in page.locator(".found-about").all_inner_texts())
    choose(page, "year", "2031")
    expect(page.locator(".search-found .pf-summary")).to_have_text("3 results for harbour")
    choose(page, "actor", "Odo van der Quill")
    expect(page.locator(".search-found .pf-summary")).to_have_text("2 results for harbour")
    choose(page, "topic", "The grain route")
    expect(page.locator(".search-found .pf-summary")).to_have_text("1 result for harbour")
    page.goto("search/?year=2031&source=Lantern Gazette&source=Harbour Wire")
    assert titles(page) == ["Grain ships wait for the dredging window", "Talks in the harbour house"]


def test_without_words_the_facets_alone_list_the_newest_first(page: Page) -> None:
    """A reader may browse by facets; there is nothing to be relevant to, so the date decides."""
    page.goto("search/?kind=briefing")
    about = titles(page) and page.locator(".search-found .found-about").all_inner_texts()
    assert "2034" in about[0]
    assert about[-1] == "Briefing, date unknown"


def test_sorting_by_date_puts_the_newest_first_and_the_undated_last(page: Page) -> None:
    """By relevance a short undated memo comes first."""
    page.goto("search/?q=harbour&kind=briefing")
    by_relevance = titles(page)
    assert by_relevance[0].startswith("To whom it may concern")
    page.get_by_label("Sort by").select_option("date, newest first")
    expect(page.locator(".search-found .found-title").last).to_contain_text("To whom it may concern")
    by_date = titles(page)
    assert sorted(by_date) == sorted(by_relevance)
    dates = page.locator(".search-found .found-about").all_inner_texts()[:-1]
    years = re.findall(r"\d{4}", " ".join(dates))
    assert years == sorted(years, reverse=True)


def test_a_result_opens_at_the_paragraph(page: Page) -> None:
    """Words of the third paragraph lead to the third paragraph, and are quoted as the text has them."""
    page.goto("search/?q=without a word to the press")
    assert titles(page)
    first = page.locator(".search-found .found-about").first
    expect(first).to_contain_text("Briefing, ")  # and not a page about the archive, which has such words too
    found = page.locator(".found-text", has_text="Neither side named a date").first
    expect(found).to_have_text("¶3 Neither side named a date for the next round, and Marrow left without a word to the press.")
    found.get_by_role("link").click()
    page.wait_for_url(f"**/{TALKS}#p3")
    expect(page.locator("#p3")).to_be_in_viewport()


def test_a_quoted_paragraph_brings_its_editors_note(page: Page) -> None:
    """Also where the words looked for are not the noted ones, and the section of notes is not among the places shown."""
    page.goto("search/?q=Saltmarsh Front&kind=briefing")
    titles(page)
    quoted = page.locator(".found-text", has_text="is not expected to meet the Saltmarsh Front").first
    expect(quoted.locator(".found-note")).to_have_text(
        "Editors’ note A: As worded, he is the visitor. The rest of the text speaks of a visiting delegation."
    )


def test_a_heading_may_be_any_word(page: Page) -> None:
    """Notes are looked up by a heading's address, and “constructor” is something of every object."""
    page.goto("search/?q=zeppelins")
    assert titles(page) == ["About this archive"]


def test_a_result_shows_where_its_words_were_cut(page: Page) -> None:
    """A sentence without its end, or its beginning, would be no quotation."""
    page.goto("search/?q=go through the Sandorian&kind=briefing")
    titles(page)
    quoted = page.locator(".found-text", has_text="go through the").first
    expect(quoted).to_contain_text(
        re.compile("^¶1 … to the Glass Strait, Odo van der Quill .* will go through the … Editors’ note A: ")
    )
    whole = page.locator(".found-text", has_text="Among the delegation").first
    expect(whole).to_have_text(re.compile("^¶4 Among the delegation .* Velmark cheese[.]$"))


def test_places_in_the_text_go_before_what_editors_say_of_it(page: Page) -> None:
    """Headnote, notes and Who is who may name somebody more often than the text does; a reader looks for the text."""
    page.goto("search/?q=ministry&kind=briefing")
    titles(page)
    visit = page.locator(".search-found .found", has_text="strait").first
    expect(visit.locator("li")).to_have_count(3)
    expect(visit.locator("li.found-text")).to_have_count(3)


@pytest.mark.parametrize("spelling", ["Ilse Marrow", "I.K. Marrow", "إلسا مارو", "Ilsa Marrow"])
def test_any_spelling_finds_the_actor_first(page: Page, spelling: str) -> None:
    """Aliases and original names find the actor's page before the pages that only speak of her."""
    page.goto(f"search/?q={spelling}")
    assert titles(page)[0] == "Ilsa Marrow"


@pytest.mark.parametrize(
    ("words", "missing"),
    [("zzzzqq", "zzzzqq"), ("xylophone", "xylophone"), ("Marrowx", "Marrowx"), ("harbour zzzzqq", "zzzzqq")],
)
def test_a_word_that_no_page_has_finds_nothing(page: Page, words: str, missing: str) -> None:
    """Pagefind would look for what is left of it when its end is cut off, and count that as results for the whole."""
    page.goto(f"search/?q={words}")
    expect(page.locator(".search-found .pf-summary")).to_have_text(f"Nothing has “{missing}”")
    expect(page.locator(".search-found .found")).to_have_count(0)
    page.goto(TALKS)
    page.keyboard.press("/")
    page.keyboard.type(words)
    expect(page.get_by_role("dialog").locator(".pf-summary")).to_have_text(f"Nothing has “{missing}”")


@pytest.mark.parametrize("words", ["Marro", "harbours", "talking", "İlsa márrow", "“Marrow”,"])
def test_a_word_that_a_page_has_in_another_form_finds_it(page: Page, words: str) -> None:
    """Its beginning, another ending, other accents, marks beside it."""
    page.goto(f"search/?q={words}")
    assert titles(page)


def test_a_word_that_facets_hide_is_not_said_to_be_missing(page: Page) -> None:
    page.goto("search/?q=dredging&kind=topic")
    expect(page.locator(".search-found .pf-summary")).to_have_text("No results for dredging")


def plums(size: int) -> dict[str, str | bytes]:
    """Return an archive in which short texts name an actor more often than her own long page does."""
    about = " ".join(f"She counted the kelp of pier {number}." for number in range(40))
    texts = {f"seeds/{n}.txt": f"Ada Plum, Ada Plum and Ada Plum met Łódź Ærø {n} times.\n" for n in range(size)}
    titles = {f"seeds/{n}.yml": "title: Ada Plum, Ada Plum\n" for n in range(0, size, 2)}
    return {
        "seeds/registry/actors/ada.yml": f"{{name: Ada Plum, kind: person, aliases: [Adda Plumm], description: {about}}}",
        "seeds/registry/actors/plums.yml": "{name: The Ada Plum Society of Ada Plum, kind: organisation}",
        "seeds/registry/actors/port.yml": f"{{name: Łódź Ærø, kind: organisation, description: {about}}}",
        "seeds/registry/sources/ada.yml": "{name: Ada Plum}",
        **texts,
        **titles,
    }


@pytest.mark.parametrize("size", [1, 9, 60])
def test_an_exact_name_brings_its_actor_first(browser: Browser, tmp_path: Path, size: int) -> None:
    """Whatever the number of briefings that name her, on the page and in the quick search, in any spelling and case."""
    with served(build_site(make_archive(tmp_path, plums(size)))) as at:
        page = browser.new_page(base_url=at, viewport={"width": 1440, "height": 2400})
        for words, name, about in (
            ("Ada Plum", "Ada Plum", "Person"),
            ("ada  PLUM ", "Ada Plum", "Person"),
            ("Adda Plumm", "Ada Plum", "Person"),
            ("Łódź Ærø", "Łódź Ærø", "Organisation"),
        ):
            page.goto(f"search/?q={words}")
            expect(page.locator(".search-found .found-title").first).to_have_text(name)
            expect(page.locator(".search-found .found-about").first).to_have_text(about)
        page.goto("briefings/0/")
        page.keyboard.press("/")
        page.keyboard.type("ada plum")
        expect(page.get_by_role("dialog").locator(".found-about").first).to_have_text("Person")
        page.close()


def test_the_registrys_name_finds_a_briefing_that_writes_another(page: Page) -> None:
    """The briefing says “the Marshal”; its who is who says who that is."""
    page.goto("search/?q=Odo van der Quill&kind=briefing")
    expect(page.locator(".found", has_text="Who is who").first).to_be_visible()


def test_the_page_works_by_keyboard_alone(page: Page) -> None:
    """The box has the focus; an arrow leads to the results, a slash back; facets are reached by Tab, set by Space."""
    page.goto("search/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("harbour")
    expect(page.locator(".search-found .pf-summary")).to_have_text("17 results for harbour")
    titles(page)
    page.wait_for_load_state("networkidle")  # a result that is drawn anew takes the focus from its old self
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-found .found-title a").first).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "briefing":
            break
    page.keyboard.press("Space")
    expect(page.locator(".search-found .pf-summary")).to_have_text("9 results for harbour")
    titles(page)
    page.wait_for_load_state("networkidle")
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/briefings/undated-memo/")


def test_the_address_holds_the_search(page: Page) -> None:
    """What a reader found can be linked: words, facets and order come back."""
    page.goto("search/")
    page.get_by_role("searchbox").fill("harbour")
    choose(page, "year", "2031")
    page.get_by_label("Sort by").select_option("date, newest first")
    before = titles(page)
    page.wait_for_url("**/search/?q=harbour&year=2031&sort=date")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("harbour")
    expect(page.get_by_label("2031")).to_be_checked()
    assert titles(page) == before


def test_the_quick_search_leads_to_the_page(page: Page) -> None:
    """The words typed there go along."""
    page.goto(TALKS)
    page.keyboard.press("/")
    page.keyboard.type("dredging")
    page.get_by_role("dialog").locator(".found-text").first.wait_for()
    page.locator("a[href*='q=dredging']", has_text="Search with filters").click()  # once it has all that was typed
    page.wait_for_url("**/search/?q=dredging")
    assert titles(page)[0] == "Grain ships wait for the dredging window"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_every_screen(browser: Browser, address: str, scheme: str) -> None:
    """Facets, results and long names need no sideways scrolling, with every facet open."""
    for width in (1440, 820, 390):
        opened = browser.new_page(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 900})
        opened.goto("search/?q=harbour")
        titles_there = opened.locator(".search-found .found-title").first
        expect(titles_there).to_be_visible()
        for group in opened.locator(".search details:not([open]) summary").all():
            if group.is_visible():
                group.click()
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        opened.close()


def test_lists_are_not_found(sample: Archive) -> None:
    """A search finds a briefing, not every page that lists it."""
    for folder in (".", "briefings", "briefings/archive/2031", "actors/ilsa-marrow/2031", "topics", "search", "corrections"):
        assert page_kinds.fields(sample, folder) is None
    assert page_kinds.fields(sample, "method") is not None
    assert page_kinds.fields(sample, "a-page-by-hand") is not None


def test_a_title_runs_its_own_way_beside_a_briefing_and_among_results(site: Path, page: Page) -> None:
    """The theme prints what front matter says of a related briefing's title; among results the browser looks at its letters."""
    beside = (site / "briefings/grain-route/index.html").read_text(encoding="utf-8")
    assert '<a href="../bayan-al-mina/" lang="ar" dir="rtl">' in beside
    page.goto("search/?q=بيان المرفأ")
    expect(page.locator(".search-found .found-title").first).to_have_css("direction", "rtl")


def test_without_script_the_page_leads_to_the_lists(site: Path) -> None:
    page = lxml.html.document_fromstring((site / "search/index.html").read_bytes())
    links = page.xpath("//noscript//a/@href")
    assert links == ["../briefings/", "../actors/", "../sources/"]
    assert "](" not in page.xpath("string(//noscript)")


def test_facets_are_told_as_they_are_called(sample: Archive) -> None:
    """A value may hold commas and colons: it is the last thing in its attribute."""
    fields = page_kinds.fields(sample, "briefings/harbour-talks")
    assert fields is not None
    assert fields.kind == "briefing"
    assert fields.facets[0] == ("year", "2031")
    assert ("actor", "Odo van der Quill") in fields.facets
    assert ("source", "Lantern Gazette") in fields.facets
    document = Document("a", "en", lxml.html.Element("div"), SearchFields("briefing", "", facets=(("source", "A, b: c"),)), {})
    made = lxml.html.document_fromstring(pagefind.copy(document))
    assert made.xpath("//@data-pagefind-filter") == ["kind:briefing", "source:A, b: c"]


def _document(content: str, address: str, loaded: Archive) -> Document:
    document = search_documents.of_page(proof.parsed(content.encode()), address, loaded)
    assert document is not None
    return document


def test_the_index_reads_the_texts_own_words_and_nothing_between_them(sample: Archive) -> None:
    """Places, note numbers and what the templates mark as left out are none of a text's words."""
    content = (
        '<html lang="fr"><body><p>Menu</p><div class="page page--briefing"><h1 id="t">T</h1><p class="basis">As in the text</p>'
        '<div class="seed-text"><h2 id="p1">Head</h2><ul><li id="p2">Un <sup><a class="note-number">1</a></sup></li></ul></div>'
        '<h2 id="related-briefings" data-unsearched="">Related</h2><p>Others</p><h2 id="notes">Notes</h2><p>Kept</p>'
        "<div data-unsearched>Quoted</div></div></body></html>"
    )
    made = lxml.html.document_fromstring(pagefind.copy(_document(content, "briefings/harbour-talks", sample)).decode())
    assert made.get("lang") == "fr"
    assert made.xpath("//text()") == ["T", pagefind.UNSEEN, "Head", pagefind.UNSEEN, "Un ", "Notes", "Kept"]
    assert made.xpath("//@id") == ["p1", "p2", "notes"]
    assert made.xpath("//h6/@id") == ["p1", "p2"]


def test_another_spelling_weighs_as_much_as_the_name(sample: Archive) -> None:
    """Else an actor would come after the briefings that write it so."""
    content = '<html><body><div class="page"><h1>Name</h1></div></body></html>'
    made = pagefind.copy(_document(content, "actors/odo-van-der-quill", sample))
    assert b'<h1>Name</h1><p data-pagefind-weight="7">the Marshal. Quill.</p>' in made
