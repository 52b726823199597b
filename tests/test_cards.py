"""Cards: what a reader is shown at a link in a briefing's text, with the pointer, the keyboard, a finger, or none of them."""

import pytest
from browser import wait_until
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

VISIT = "briefings/strait-visit/"
USED_THRICE = "briefings/two-marrows/"
ARABIC = "briefings/bayan-al-mina/"
ACTOR, TERM, NUMBER, LETTER = "#p1 a.actor", "#p3 a.term", "#p2 a.note-number", "#p3 a.note-letter"
WITH_CARDS = ":is(.actor, .term, .note-letter, .note-number)"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a briefing."""
    page = context.new_page()
    page.goto(VISIT, wait_until="networkidle")
    return page


def _card(page: Page) -> Locator:
    return page.locator(".card")


def _away(page: Page) -> None:
    page.mouse.move(5, 5)
    expect(_card(page)).to_be_hidden()


def _stop_the_clock(page: Page) -> None:
    page.clock.install()
    page.reload()
    page.clock.pause_at("2100-01-01")


@pytest.mark.parametrize(
    ("link", "label", "words"),
    [
        (ACTOR, "Person", "Odo van der Quill, also “the Marshal”. Velmarkian negotiator. Note A."),
        (TERM, "Term", "dredging window: the weeks in which the strait's channel is deep enough for grain ships."),
        (NUMBER, "Citation 2", "“Harbour Wire coverage of the press briefing”Carried by: Harbour Wire. Speaker: not named"),
        (LETTER, "Editors’ note B", "The Petrel's owner says that no crew was held."),
    ],
)
def test_a_link_shows_its_entry(page: Page, link: str, label: str, words: str) -> None:
    page.locator(link).first.hover()
    expect(_card(page).locator(".card-label")).to_have_text(label)
    expect(_card(page).locator("> div")).to_contain_text(words)
    assert "↩" not in _card(page).inner_text()


def test_a_card_links_to_the_actors_page_and_repeats_no_id(page: Page) -> None:
    page.locator(ACTOR).first.hover()
    _card(page).get_by_role("link", name="Odo van der Quill").click()
    page.wait_for_url("**/actors/odo-van-der-quill/")
    page.go_back()
    page.locator("li.entry", has_text="Velmarkian negotiator").locator("strong").evaluate("name => { name.id = 'quill' }")
    page.locator(ACTOR).first.hover()
    expect(_card(page)).to_be_visible()
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_it_waits_before_it_opens_and_before_it_closes(page: Page) -> None:
    """150 to 300 ms: a pointer that crosses the text on its way opens nothing, and one that slips off a link loses nothing."""
    _stop_the_clock(page)
    page.locator(ACTOR).first.hover()
    page.clock.run_for(150)
    expect(_card(page)).to_be_hidden()
    page.clock.run_for(150)
    expect(_card(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(150)
    expect(_card(page)).to_be_visible()
    page.clock.run_for(150)
    expect(_card(page)).to_be_hidden()


def test_a_pointer_that_only_crosses_a_link_opens_nothing(page: Page) -> None:
    _stop_the_clock(page)
    page.locator(ACTOR).first.hover()
    page.clock.run_for(150)
    page.mouse.move(5, 5)
    page.clock.run_for(1000)
    expect(_card(page)).to_be_hidden()


def test_it_stays_while_the_pointer_is_on_it(page: Page) -> None:
    """WCAG 1.4.13, hoverable and persistent."""
    _stop_the_clock(page)
    page.locator(ACTOR).first.hover()
    page.clock.run_for(300)
    page.mouse.move(5, 5)
    page.clock.run_for(150)
    _card(page).hover()
    page.clock.run_for(5000)
    expect(_card(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(300)
    expect(_card(page)).to_be_hidden()


def test_one_card_at_a_time(page: Page) -> None:
    page.locator(ACTOR).first.hover()
    expect(_card(page)).to_contain_text("Odo van der Quill")
    page.locator(NUMBER).hover()
    expect(_card(page)).to_contain_text("Harbour Wire")
    expect(_card(page)).not_to_contain_text("Odo van der Quill")
    expect(page.locator("[data-card]")).to_have_count(1)


def test_escape_closes_at_once_and_focus_stays_on_the_link(page: Page) -> None:
    """WCAG 1.4.13, dismissable; the card does not come back until it is asked for again."""
    _stop_the_clock(page)
    link = page.locator(ACTOR).first
    link.focus()
    page.clock.run_for(300)
    expect(_card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(_card(page)).to_be_hidden()
    expect(link).to_be_focused()
    page.clock.run_for(1000)
    expect(_card(page)).to_be_hidden()


def test_escape_in_the_card_leads_back_to_the_link(page: Page) -> None:
    link = page.locator(ACTOR).first
    link.focus()
    expect(_card(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(_card(page).locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(_card(page)).to_be_hidden()
    expect(link).to_be_focused()
    page.wait_for_timeout(400)
    expect(_card(page)).to_be_hidden()


def test_tab_opens_it_goes_through_it_and_on(page: Page) -> None:
    """The card's links come between its link and the next one, and nothing holds the focus."""
    link, after = page.locator(f"#p1 {WITH_CARDS}").nth(0), page.locator(f"#p1 {WITH_CARDS}").nth(1)
    page.locator("#p1 .headerlink").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(_card(page)).to_be_visible()
    inside = _card(page).locator("a, button").all()
    assert [one.inner_text() for one in inside[:2]] == ["Odo van der Quill", "Note A"]
    for goal in (*inside, after):
        page.keyboard.press("Tab")
        expect(goal).to_be_focused()
    expect(_card(page)).to_contain_text("As worded, he is the visitor.")
    for goal in (link, page.locator("#p1 .headerlink")):
        page.keyboard.press("Shift+Tab")
        expect(goal).to_be_focused()
    expect(_card(page)).to_be_hidden()


def test_shift_tab_leads_from_the_card_to_its_link(page: Page) -> None:
    link = page.locator(ACTOR).first
    link.focus()
    expect(_card(page)).to_be_visible()
    inside = _card(page).locator("a")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for goal in (inside.nth(0), link):
        page.keyboard.press("Shift+Tab")
        expect(goal).to_be_focused()


def test_a_screen_reader_is_told(page: Page, context: BrowserContext) -> None:
    """As the browser tells it: the link is described by its entry as soon as it has the focus, and the card has a name."""
    page.locator(ACTOR).first.focus()
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    focused = next(
        node
        for node in tree
        if any(
            p["name"] == "focused" and p["value"]["value"]
            for p in node.get("properties", [])
            if node["role"]["value"] == "link"
        )
    )
    assert "Velmarkian negotiator." in focused["description"]["value"]
    expect(page.get_by_role("dialog", name="Person Odo van der Quill")).to_be_visible()


def test_each_way_back_from_a_note_has_a_letter_that_is_seen(page: Page) -> None:
    page.goto(USED_THRICE)
    letters = page.locator(".notes .note-return")
    assert letters.all_text_contents() == ["a", "b", "c"]
    assert letters.evaluate_all("all => all.every(one => parseFloat(getComputedStyle(one).fontSize) > 9)")


def test_a_note_used_more_than_once_leads_from_use_to_use(page: Page) -> None:
    """In the order of the text, and not round and round."""
    page.goto(USED_THRICE)
    uses = page.locator(".seed-text a.note-number")
    uses.first.hover()
    steps = _card(page).locator(".card-steps")
    for at, words in enumerate(["Use 1 of 3 · next use", "Use 2 of 3 · previous use · next use", "Use 3 of 3 · previous use"]):
        expect(steps).to_have_text(words)
        if at < 2:
            steps.get_by_role("link", name="next use").click()
            expect(uses.nth(at + 1)).to_be_focused()
    page.wait_for_timeout(400)
    steps.get_by_role("link", name="previous use").click()
    expect(uses.nth(1)).to_be_focused()
    page.goto(VISIT)
    page.locator(NUMBER).hover()
    expect(_card(page)).to_be_visible()
    expect(steps).to_have_count(0)


def test_a_click_follows_the_link_and_leaves_no_card(page: Page) -> None:
    _stop_the_clock(page)
    page.locator(NUMBER).hover()
    page.clock.run_for(300)
    expect(_card(page)).to_be_visible()
    page.locator(NUMBER).click()
    page.wait_for_url("**/#fn:2")
    expect(_card(page)).to_be_hidden()


@pytest.mark.parametrize("window", [{"has_touch": True, "viewport": {"width": 390, "height": 800}}], indirect=True)
def test_a_tap_opens_and_a_second_tap_follows(page: Page) -> None:
    """Without a moment's waiting: the clock stands still."""
    _stop_the_clock(page)
    link = page.locator(ACTOR).first
    link.tap()
    expect(_card(page)).to_be_visible()
    expect(_card(page)).to_be_focused()
    assert page.url.endswith(VISIT)
    page.locator(TERM).tap()
    expect(_card(page)).to_contain_text("grain ships")
    page.locator("h1").tap()
    expect(_card(page)).to_be_hidden()
    link.tap()
    expect(_card(page)).to_be_visible()
    link.tap()
    page.wait_for_url("**/actors/odo-van-der-quill/")


@pytest.mark.parametrize("window", [{"has_touch": True, "viewport": {"width": 390, "height": 800}}], indirect=True)
def test_a_tap_on_the_cards_link_follows_it(page: Page) -> None:
    page.locator(ACTOR).first.tap()
    _card(page).get_by_role("link", name="Odo van der Quill").tap()
    page.wait_for_url("**/actors/odo-van-der-quill/")


def test_nothing_is_fetched(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for link in (ACTOR, TERM, NUMBER, LETTER):
        page.locator(link).first.hover()
        expect(_card(page)).to_be_visible()
        _away(page)
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []  # which a browser may ask for late


def test_nothing_on_the_page_moves(page: Page) -> None:
    page.evaluate(
        """() => {
            window.moved = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.moved += entry.value))
                .observe({type: "layout-shift"});
        }"""
    )
    for link in (ACTOR, TERM, NUMBER, LETTER):
        page.locator(link).first.hover()
        expect(_card(page)).to_be_visible()
        _away(page)
    assert page.evaluate("window.moved") == 0
    page.locator("h1").scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    page.evaluate("document.querySelector('h1').style.paddingTop = '200px'")  # had anything moved, it would have been seen
    wait_until(page, "window.moved > 0")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", [VISIT, ARABIC])
def test_it_is_all_in_sight_beside_its_link(page: Page, path: str, width: int) -> None:
    """Below the link, above it where there is no room below; never over it."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(path)
    for block in ("start", "end"):
        for link in page.locator(f".seed-text {WITH_CARDS}").all()[::3]:
            link.evaluate("(link, block) => link.scrollIntoView({block})", block)
            link.hover()
            expect(_card(page)).to_be_visible()
            card, at = _card(page).bounding_box(), link.evaluate("link => link.getClientRects()[0].toJSON()")
            assert card is not None
            assert card["x"] >= 0
            assert card["x"] + card["width"] <= width
            assert card["y"] >= 0
            assert card["y"] + card["height"] <= 700
            assert card["y"] >= at["bottom"] or card["y"] + card["height"] <= at["top"]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            _away(page)


def test_in_arabic_it_begins_where_its_link_begins(page: Page) -> None:
    page.goto(ARABIC)
    link = page.locator("#p3 a.actor").first
    link.hover()
    expect(_card(page)).to_be_visible()
    card, at = _card(page).bounding_box(), link.bounding_box()
    assert card is not None
    assert at is not None
    assert card["x"] + card["width"] == pytest.approx(at["x"] + at["width"], abs=1)


def test_a_copied_passage_has_no_words_of_a_card(page: Page) -> None:
    copy = "text => { getSelection().selectAllChildren(text); return getSelection().toString() }"
    before = page.locator(".seed-text").evaluate(copy)
    page.locator(ACTOR).first.hover()
    expect(_card(page)).to_contain_text("Velmarkian negotiator")
    assert page.locator(".seed-text").evaluate(copy) == before
    assert "Velmarkian" not in before
    assert "As worded, he is the visitor" not in before


def test_it_is_not_printed(page: Page) -> None:
    page.locator(ACTOR).first.hover()
    expect(_card(page)).to_be_visible()
    page.emulate_media(media="print")
    assert not _card(page).is_visible()
    page.emulate_media(media="screen")
    assert _card(page).is_visible()


def test_it_needs_no_leave_from_a_strict_policy(browser: Browser, address: str) -> None:
    """With no inline script and no inline style allowed, a card opens and stands where it should."""
    strict = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'"

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": strict}
        route.fulfill(response=answer, headers=headers, body=answer.text() + "<script>window.refused = false</script>")

    context = browser.new_context(base_url=address)  # what the policy refuses is told as an error
    other = context.new_page()
    other.route(f"**/{VISIT}", with_policy)
    other.goto(VISIT)
    assert other.evaluate("typeof refused") == "undefined"  # the policy is at work
    link = other.locator(ACTOR).first
    link.hover()
    expect(_card(other)).to_be_visible()
    card, at = _card(other).bounding_box(), link.bounding_box()
    assert card is not None
    assert at is not None
    assert card["x"] == pytest.approx(at["x"], abs=1)
    context.close()


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_links_are_plain_links(page: Page) -> None:
    link = page.locator(ACTOR).first
    link.hover()
    page.wait_for_timeout(400)
    expect(_card(page)).to_have_count(0)
    link.click()
    page.wait_for_url("**/actors/odo-van-der-quill/")


def test_a_long_text_costs_nothing_until_a_card_is_asked_for(page: Page, context: BrowserContext) -> None:
    """No link has a listener of its own, and no card is made beforehand."""
    devtools = context.new_cdp_session(page)

    def listeners(selector: str) -> list[dict[str, str]]:
        found = devtools.send("Runtime.evaluate", {"expression": selector})["result"]
        return devtools.send("DOMDebugger.getEventListeners", {"objectId": found["objectId"]})["listeners"]

    expect(_card(page)).to_have_count(0)
    assert "pointerover" in {listener["type"] for listener in listeners("document")}
    for link in (ACTOR, TERM, NUMBER, LETTER):
        assert listeners(f"document.querySelector('{link}')") == []
