"""The site as a reader meets it, in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import PROJECT, build_site, make_archive
from playwright.sync_api import Browser, Page, expect
from sites import served

BRIEFING = "briefings/000_535efacda7bc178e/"
PAGES = ("", BRIEFING, "briefings/", "actors/", "actors/mikhail-bogdanov/", "sources/tass/", "topics/", "terms/", "about/")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the archive's own site."""
    site = build_site(make_archive(tmp_path_factory.mktemp("archive"), PROJECT / "seeds"))
    with served(site) as at:
        yield at


@pytest.fixture
def page(tab: Page) -> Page:
    """Open an empty page."""
    return tab


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_one_else_and_fits_the_screen(page: Page, path: str) -> None:
    """A page makes no request to a third party, has no script error, and needs no sideways scrolling at any width."""
    for width in (1440, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        response = page.goto(path)
        assert response is not None
        assert response.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reader_finds_a_briefing_by_searching(page: Page) -> None:
    """The slash key opens the search, a word of the text finds the briefing, and Enter or a click opens it."""
    page.goto("")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search this site")
    expect(box).to_be_focused()
    box.fill("channelled")
    page.get_by_role("dialog").get_by_role("link", name="Hamas delegation in Moscow").first.click()
    page.wait_for_url(f"**/{BRIEFING}**")


def test_a_reader_follows_a_footnote_and_returns(page: Page) -> None:
    """A note number leads to its label, and the note's arrow back to the sentence."""
    page.goto(BRIEFING)
    page.locator("#p2 .note-number").click()
    note = page.locator(page.evaluate("location.hash.replace(':', '\\\\:')"))
    expect(note).to_contain_text("“TASS coverage of the press briefing”")
    expect(note).to_contain_text("Document: not identified")
    note.locator(".note-return").click()
    assert "fnref" in page.url


def test_a_reader_follows_an_actor_and_its_sentence_back(page: Page) -> None:
    """An actor's name leads to its page, whose quoted sentence leads back to the paragraph."""
    page.goto(BRIEFING)
    page.get_by_role("link", name="Mikhail Bogdanov").first.click()
    page.wait_for_url("**/actors/mikhail-bogdanov/")
    expect(page.locator("blockquote")).to_contain_text("in the Russian capital. ¶3")
    expect(page.locator("blockquote")).to_contain_text("As worded, two officials met each other.")
    page.get_by_role("link", name="¶3").click()
    page.wait_for_url(f"**/{BRIEFING}#p3")


def test_paragraph_numbers_are_shown_but_not_copied(page: Page) -> None:
    """A reader who copies a paragraph gets the words of the text, without numbers or letters of ours."""
    page.goto(BRIEFING)
    number = page.locator("#p3 .headerlink")
    assert number.evaluate("link => getComputedStyle(link, '::before').content") == '"3"'
    copied = page.locator("#p3").evaluate("p => { getSelection().selectAllChildren(p); return getSelection().toString() }")
    assert copied.startswith("Prior to this announcement, the delegation")
    assert "Mikhail Bogdanov, in the Russian capital" in copied


def test_a_persons_page_asks_search_engines_to_stay_away(page: Page) -> None:
    """Promise 9: a person's page is not indexed unless the archive says otherwise; an organisation's is."""
    page.goto("actors/vladimir-putin/")
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    page.goto("actors/hamas/")
    assert page.locator("meta[name=robots]").count() == 0


def test_the_untitled_texts_first_words_stand_for_nothing(page: Page) -> None:
    """As worded, Putin is the visitor: the opening words must not become the title or the description."""
    page.goto(BRIEFING)
    assert page.title().startswith("[Hamas delegation in Moscow: Kremlin says no meeting with Putin is planned]")
    assert "During his current" not in (page.locator("meta[name=description]").get_attribute("content") or "")


def test_a_moved_page_leads_on(browser: Browser, tmp_path: Path) -> None:
    """A retired address still works, on any static host, and says where the page went."""
    seeds = {
        "seeds/new-name.txt": "The harbour opened. [Citation: Harbour Wire]\n",
        "seeds/new-name.yml": "title: The harbour\nformerly: [old-name]\n",
    }
    with served(build_site(make_archive(tmp_path, seeds))) as at:
        opened = browser.new_page(base_url=at)
        opened.goto("briefings/old-name/")
        opened.wait_for_url("**/briefings/new-name/")
        opened.goto("briefings/old-name/#p1")
        opened.wait_for_url("**/briefings/new-name/#p1")  # a paragraph's address leads to the paragraph
        opened.close()
