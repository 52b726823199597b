"""A reader lights the places where a text names somebody, and steps through them, in a real Chromium."""

from collections.abc import Iterator

import pytest
from archives import build_site, make_archive
from playwright.sync_api import Browser, Page, expect
from sites import served

FERRY = "Ilsa Marrow came by ferry. The pilot saw Marrow on the quay.\nNobody else came.\nMarrow left.\n"
TALKS = "MS. MARROW: The ferry came.\nQ  When?\nMS. MARROW: Late.\nQ  How late?\nMS. MARROW: Very.\n"
SEEDS = {
    "seeds/talks.txt": TALKS,
    "seeds/ferry.txt": FERRY,
    "seeds/ferry.yml": "title: The ferry\n",
    "seeds/registry/actors/marrow.yml": "{name: Ilsa Marrow, kind: person, description: A delegate who does not exist.}\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small archive's site."""
    with served(build_site(make_archive(tmp_path_factory.mktemp("places"), SEEDS), strict=False)) as at:
        yield at


@pytest.fixture(params=[1440, 390])
def page(tab: Page, request: pytest.FixtureRequest) -> Page:
    """Open the briefing on a wide screen and on a phone."""
    tab.set_viewport_size({"width": request.param, "height": 900})
    tab.emulate_media(reduced_motion="reduce")
    tab.goto("briefings/ferry/")
    return tab


def _button(page: Page) -> str:
    wide = (page.viewport_size or {"width": 0})["width"] > 1000
    return ".beside [data-actor] .show" if wide else ".entry .show"


def test_every_place_is_lit_and_stepped_through_in_order(page: Page) -> None:
    page.locator(_button(page)).click()
    assert page.locator(".lit").all_inner_texts() == ["Ilsa Marrow", "Marrow", "Marrow"]
    seen = []
    for count in (1, 2, 3, 1):
        expect(page.locator(".places")).to_contain_text(f"{count} of 3")
        expect(page.locator(".here")).to_be_in_viewport()
        seen.append(page.locator(".here").evaluate("place => place.closest('p').id"))
        page.get_by_role("button", name="Next").press("Enter")
    assert seen == ["p1", "p1", "p3", "p1"]


def test_a_speakers_turns_are_stepped_through_likewise(page: Page) -> None:
    page.goto("briefings/talks/")
    page.locator(_button(page).replace("[data-actor]", "[data-speaks]")).first.click()
    assert page.locator(".lit").all_inner_texts() == ["MS. MARROW", "MS. MARROW", "MS. MARROW"]
    page.get_by_role("button", name="Next").click()
    assert page.locator(".here").evaluate("place => place.closest('p').id") == "p3"


def test_done_or_escape_leave_the_text_as_it_was(page: Page) -> None:
    before = page.locator(".seed-text").inner_html()
    for leave in (lambda: page.get_by_role("button", name="Done").click(), lambda: page.keyboard.press("Escape")):
        page.locator(_button(page)).click()
        assert page.locator(".seed-text").inner_html() != before
        leave()
        assert page.locator(".seed-text").inner_html().replace(' class=""', "") == before
        expect(page.locator(".places")).to_be_empty()


def test_previous_goes_round_to_the_last(page: Page) -> None:
    page.locator(_button(page)).click()
    page.get_by_role("button", name="Previous").click()
    expect(page.locator(".places")).to_contain_text("3 of 3")
    expect(page.get_by_role("button", name="Previous")).to_be_focused()


def test_without_a_script_the_names_are_links_and_no_button_is_dead(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("briefings/ferry/")
    assert page.locator(".show").count() == 0
    assert page.locator(".beside [data-actor]").inner_text().split() == ["Ilsa", "Marrow", "3"]
    context.close()
