"""Finding one's way: home page, lists by year and month, topics, A to Z, and who is named together."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import build_site, made, make_archive, make_seeds
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sites import served

from generator import archive, build
from generator.naming import romanised

FIRST = ("Odo", "Petra", "Tolo", "Bruna", "Casp", "Dilla", "Jorun")
NAMES = [f"{first} {last}" for first in FIRST for last in ("Brae", "Fenn", "Orlo", "Sedge", "Tarn", "Wick")]
ILSA = "{name: Ilsa Marrow, kind: person, aliases: [Élsa Marrow], original_names: {ar: إلسا مارو}}"
ACTORS = {
    "ilsa": ILSA,
    "port": "{name: Łódź Ærø, kind: organisation}\n",
    "sandoria": "name: Sandoria\nkind: state\n",
    "velmark": "name: Velmark\nkind: state\n",
    **{name.lower().replace(" ", "-"): f"name: {name}\nkind: person\ndescription: Made up.\n" for name in NAMES},
}


def seeds(*briefings: tuple[str, str], actors: dict[str, str] | None = None) -> dict[str, str | bytes]:
    """Return an archive's files: of each briefing its date ("" for none) and its text; its number is its id."""
    files: dict[str, str | bytes] = {"seeds/registry/topics.yml": "strait: {name: The Glass Strait}\n"}
    files |= {f"seeds/registry/actors/{name}.yml": text for name, text in (actors or ACTORS).items()}
    for number, (date, text) in enumerate(briefings):
        when = f"date: '{date}'\n" if date else ""
        files[f"seeds/{number:03}.txt"] = f"{text}\n"
        files[f"seeds/{number:03}.yml"] = f"title: Letter {number}\n{when}topics: [strait]\n"
    return files


def pages(root: Path, files: dict[str, str | bytes]) -> dict[str, str]:
    """Return the pages of an archive, by their paths in docs/."""
    return {path: content.decode() for path, content in made(archive.load(make_seeds(root, files))).items()}


def headings(page: str) -> list[str]:
    return re.findall(r"^##+ (.+?) \{: #\S+ \.group \}$", page, re.MULTILINE)


def letters(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"Letter (\d+)", page)]


def test_a_list_of_a_few_has_no_headings(root: Path) -> None:
    """Two letters under two headings would be more headings than list."""
    page = pages(root, seeds(("2031", "x."), ("2033", "x.")))["briefings/index.md"]
    assert headings(page) == []
    assert letters(page) == [1, 0]


def test_a_longer_list_is_by_year_and_the_undated_stand_apart(root: Path) -> None:
    """What is only known to have ended in a year stands in that year; what has no date stands at the end."""
    found = seeds(*[("2031-05", "x.")] * 8, *[("2033", "x.")] * 4, ("", "x."), ("../2034-02", "x."))
    made = pages(root, found)
    assert headings(made["briefings/index.md"]) == ["2034", "2033", "2031", "Undated"]
    assert headings(made["topics/strait.md"]) == ["2034", "2033", "2031", "Undated"]
    assert "[2033](#2033) · " in made["briefings/index.md"]
    assert '<span class="when">until February 2034</span>' in made["briefings/index.md"]
    assert letters(made["briefings/index.md"])[0] == 13
    assert letters(made["briefings/index.md"])[-1] == 12


def test_a_years_page_is_by_month_and_says_what_is_not_known(root: Path) -> None:
    """A reader sees which months are certain; what is dated to the year alone stands after the months, not in January."""
    year = [("2031-10-02", "x.")] * 8 + [
        ("2031-10?", "x."),
        ("2031-01-05", "x."),
        ("2031", "x."),
        ("2031?", "x."),
        ("2031-11", "x."),
    ]
    made = pages(root, seeds(*year, *[("2033", "x.")] * 90, ("", "x.")))
    page = made["briefings/archive/2031.md"]
    assert headings(page) == ["November 2031", "October 2031", "January 2031", "Month not known"]
    assert '<span class="when">October 2031 (uncertain)</span>' in page
    assert "Newer: [2033](2033.md). Older: [Undated](undated.md)." in page
    assert sorted(letters(page)) == list(range(13))
    assert headings(made["briefings/archive/undated.md"]) == []
    assert "- [2031](archive/2031.md): 13 briefings" in made["briefings/index.md"]
    assert "Back to [The Glass Strait](../strait.md)." in made["topics/strait/2031.md"]


def test_a_row_says_both_dates(root: Path) -> None:
    """A text is listed by the events it describes; where it is dated too, the row says why it stands there."""
    files = seeds(("2034-01-03", "x.")) | {"seeds/000.yml": "title: Letter 0\ndate: 2034-01-03\nperiod: 2031-10?\n"}
    page = pages(root, files)["briefings/index.md"]
    assert '<span class="when">3 January 2034, on events of October 2031 (uncertain)</span>' in page


def test_what_editors_name_twice_stands_once(root: Path) -> None:
    """A topic or another briefing that stands twice in a list is one link, and one value in the data."""
    files = seeds(("2031-05-02", "Ilsa Marrow left."), ("2031-05-03", "She came back."))
    edits = {"seeds/000.yml": "title: Letter 0\ntopics: [strait, strait]\nsee_also: ['001', '001']\n"}
    found = pages(root, files | edits)
    page = found["briefings/000.md"]
    assert page.count("[The Glass Strait]") == 1
    assert page.partition("See also: ")[2].partition("\n")[0].count("Letter 1") == 1
    assert '"topics": ["strait"]' in found["data/briefings.jsonl"]


def test_the_home_page_of_one_briefing_shows_it_and_who_it_names(root: Path) -> None:
    """The first reader of a new archive sees a page that is whole: no empty list, no chart of one column, nothing of a seed."""
    page = pages(root, seeds(("2031-05-02", "Ilsa Marrow left Sandoria for Velmark.")))["index.md"]
    assert "[1 briefing](briefings/index.md) · [46 actors](actors/index.md) · [1 topic](topics/index.md)" in page
    names = ("[Ilsa Marrow](actors/ilsa.md)", "[Sandoria](actors/sandoria.md)", "[Velmark](actors/velmark.md)")
    assert f'2 May 2031</span> <span class="names">Names {names[0]}, {names[1]} and {names[2]}.</span>' in page
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["Briefings", "About this archive"]
    assert "seed" not in page


def test_the_home_page_of_a_larger_archive_shows_who_and_when(root: Path) -> None:
    """From twenty briefings on the newest are not all: who is named most, and a chart whose columns lead to lists."""
    made = pages(
        root, seeds(*[("2031-05-02", "Sandoria.")] * 12, *[("2033-01", "Sandoria and Velmark.")] * 8, ("", "Ilsa Marrow."))
    )
    page = made["index.md"]
    assert "[Sandoria](actors/sandoria.md): 20 briefings\n- [Velmark](actors/velmark.md): 8 briefings" in page
    assert "[All 21 briefings](briefings/index.md)" in page
    assert re.findall(r'<a href="([^"]+)"', page) == ["briefings/#2031", "briefings/#2033"]
    assert "## 2031 {: #2031 .group }" in made["briefings/index.md"]


def test_columns_lead_to_the_pages_of_their_years(root: Path) -> None:
    """A year in parts is entered at its newest part."""
    made = pages(root, seeds(*[("2031-05-02", "x.")] * 101, ("2033", "x.")))
    targets = re.findall(r'<a href="([^"]+)"', made["index.md"])
    assert targets == ["briefings/archive/2031-2/", "briefings/archive/2033/"]
    assert all(f"{target.rstrip('/')}.md" in made for target in targets)


def test_an_actors_page_has_a_chart_once_there_are_enough(root: Path) -> None:
    made = pages(root, seeds(*[("2031", "Sandoria.")] * 6, *[("2033", "Sandoria.")] * 4, ("2032", "Velmark.")))
    assert 'aria-label="Briefings that name Sandoria, by year.' in made["actors/sandoria.md"]
    assert "chart" not in made["actors/velmark.md"]


def test_named_together_opens_where_both_stand(root: Path) -> None:
    """The paragraph with both, though a newer text has them apart; else the paragraphs of each, in the text's order.

    Links with the same words say apart from each other where they lead.
    """
    made = pages(
        root,
        seeds(
            ("2033", "Velmark waited. The lamps were lit all night.\n\nSandoria answered. The ferry left before noon.\n"),
            ("2031", "Nobody came.\n\nThe envoys of Sandoria and of Velmark met.\n\nOdo Brae spoke."),
        ),
    )
    page = made["actors/sandoria.md"]
    together = '[in one paragraph](../briefings/001.md#p2){: aria-label="in one paragraph with Velmark" }'
    assert f"- [Velmark](velmark.md) (2 briefings): for example {together}" in page
    links = [f'[paragraph {n}](../briefings/001.md#p{n}){{: aria-label="paragraph {n} of a text with ' for n in (2, 3)]
    assert f'- [Odo Brae](odo-brae.md) (1 briefing): in one text, {links[0]}Odo Brae" }} and {links[1]}Odo Brae" }}' in page
    assert f'in one text, {links[0]}Sandoria" }} and {links[1]}Sandoria" }}' in made["actors/odo-brae.md"]
    assert "{: #p2 }" in made["briefings/001.md"]


def test_spellings_say_their_language_and_direction(root: Path) -> None:
    """A name in Arabic is read out in Arabic and runs from right to left; one in Latin letters needs nothing."""
    page = pages(root, seeds(("2031", "Then إلسا مارو left.")))["actors/ilsa.md"]
    assert '- <span lang="ar" dir="rtl">إلسا مارو</span>: as in [&#91;Letter 0&#93;](../briefings/000.md#p1)' in page
    assert "\n- Élsa Marrow\n" in page


def test_holders_and_parts_are_found_from_the_other_side(root: Path) -> None:
    """A position knows its holders and a body its parts, in the order of the registry and by date."""
    actors = {
        "council": "name: Harbour Council\nkind: organisation\n",
        "speaker": "name: Speaker\nkind: position\nof: council\npart_of: council\n",
        "brae": "name: Odo Brae\nkind: person\nroles: [{position: speaker, from: '2033'}, {position: speaker, from: '2030'}]\n",
        "fenn": "name: Petra Fenn\nkind: person\nroles: [{position: speaker, from: '2031', to: '2033'}]\n",
    }
    made = pages(root, seeds(actors=actors))
    assert "Part of it in this registry: [Speaker](speaker.md)." in made["actors/council.md"]
    assert made["actors/speaker.md"].count("A post of [Harbour Council]") == 1
    holders = re.findall(r"^- \[(.+?)\]\(.+?\): ", made["actors/speaker.md"], re.MULTILINE)
    assert holders == ["Odo Brae", "Petra Fenn", "Odo Brae"]


def test_a_list_paged_by_letter_offers_no_filter(root: Path) -> None:
    """A field that looks in one letter's entries only would say that the others are not there."""
    many = {f"n{number}": f"name: {chr(65 + number % 20)}lmo {number}\nkind: person\n" for number in range(301)}
    made = pages(root, seeds(actors=many))
    assert "data-filter" not in "".join(page for path, page in made.items() if path.startswith("actors/"))
    assert 'data-filter="actors"' in pages(root / "few", seeds())["actors/index.md"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a made-up archive that is large enough for headings, charts and a filter."""
    said = [f"{NAMES[n % len(NAMES)]} of Sandoria met Ilsa Marrow. [Citation: Harbour Wire]" for n in range(24)]
    dates = ["2031-05-02", "2033-01?", "2034", "2031-07"]
    files = seeds(*[(dates[n % 4], text) for n, text in enumerate(said)], ("", "x."))
    files["seeds/024.yml"] = "title: Letter 24\ntopics: [strait]\nchanges: [{date: 2035-05-02, note: Titled.}]\n"
    root = make_archive(tmp_path_factory.mktemp("archive"), files)
    with served(build_site(root)) as at:
        yield at


@pytest.fixture
def page(tab: Page) -> Page:
    """Open an empty page."""
    return tab


def left(page: Page, selector: str) -> float:
    """Return where the first of some elements begins, counted from the left."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"]


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_lists_and_footer_keep_the_edge(page: Page, width: int) -> None:
    """A date that opens a row begins where the page does, as does the footer; what stands behind a name stays in its line."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("corrections/")
    assert left(page, ".page .when") == left(page, ".page h1") == left(page, ".site-footer p") == left(page, ".site-name")
    page.goto("actors/")
    for name in ("Odo Brae", "Sandoria"):  # with a description and without
        row = page.locator("li", has_text=name).first
        name_box, kind_box = row.locator("strong").bounding_box(), row.locator(".when").bounding_box()
        assert name_box
        assert kind_box
        assert kind_box["y"] < name_box["y"] + name_box["height"] / 2
    page.goto("briefings/024/")
    page.locator("#about-this-text ~ details summary").click()
    assert left(page, "#about-this-text ~ details > ul") == left(page, "#about-this-text ~ details > p")


def test_a_reader_filters_the_actors(page: Page) -> None:
    """By name or by any spelling, whatever the case and the accents, a word at a time; the count is announced."""
    page.goto("actors/")
    field = page.get_by_role("searchbox", name="Find in these 46 actors")
    shown = page.locator("[data-filter] li:visible")
    told = page.locator(".filter [aria-live=polite]")
    for words, names in (
        ("elsa", ["Ilsa Marrow"]),
        ("مارو", ["Ilsa Marrow"]),
        ("TARN tol", ["Tolo Tarn"]),
        ("lodz aero", ["Łódź Ærø"]),
        ("fenn p", ["Casp Fenn", "Petra Fenn"]),
    ):
        field.fill(words)
        expect(shown.locator("strong")).to_have_text(names)
        expect(told).to_have_text(f"{len(names)} of 46")
    expect(page.locator("[data-filter] h2:visible")).to_have_text(["F"])
    field.fill("nobody")
    expect(shown).to_have_count(0)
    expect(told).to_have_text("None of 46")
    field.fill("")
    expect(shown).to_have_count(46)
    expect(told).to_have_text("")


def test_the_filter_folds_the_letters_that_the_archive_folds() -> None:
    """What a name is found by in a text, it is found by in a list."""
    script = (Path(build.__file__).parent / "theme/assets/filter.js").read_text(encoding="utf-8")
    assert set(re.findall(r"(\w): \"", script.split("LETTERS = {")[1].split("}")[0])) == set(romanised.OTHERS)


def test_without_script_the_list_is_whole_and_has_no_field(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("actors/")
    expect(page.locator("[data-filter] li:visible")).to_have_count(46)
    expect(page.locator("input[type=search]")).to_have_count(0)
    context.close()


def test_a_reader_searches_from_the_home_page(page: Page) -> None:
    page.goto("")
    page.get_by_role("searchbox", name="Search the texts, the actors and the sources").fill("Sandoria")
    page.locator("form.find").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=Sandoria")


def test_a_wrong_address_leads_on(page: Page) -> None:
    """Who follows a link that was cut short can search, or go to the lists."""
    page.goto("404.html")
    expect(page).to_have_title(re.compile("^Page not found - "))
    expect(page.get_by_role("main").get_by_role("link")).to_have_text(["Home", "All briefings", "All actors", "All sources"])
    page.get_by_role("searchbox", name="Search the texts, the actors and the sources").fill("Sandoria")
    page.locator("form.find").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=Sandoria")


def test_the_home_page_is_called_as_the_archive(page: Page) -> None:
    """In a browser's tab, and where somebody shares its address."""
    page.goto("")
    name = page.locator(".site-name").inner_text()
    expect(page).to_have_title(name)
    expect(page.locator("meta[property='og:title']")).to_have_attribute("content", name)


def test_a_column_leads_to_its_years_list(page: Page) -> None:
    page.goto("")
    page.get_by_role("link", name="2033: 6, 6 of uncertain date").click()
    page.wait_for_url("**/briefings/#2033")
    expect(page.locator("[id='2033']")).to_have_text("2033")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "briefings/", "actors/", "actors/sandoria/", "topics/", "topics/strait/"])
def test_everyone_can_use_the_lists(tab: Page, path: str, scheme: str) -> None:
    """No violation of the accessibility rules that axe knows, by day and by night."""
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(path)
    found = Axe().run(tab).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def test_a_suffix_heads_no_name(root: Path) -> None:
    """Whoever looks for Ada Quill Jr. looks under Q, by which her surname links too, and not under J."""
    names = ["Ada Quill Jr.", "Bero Reef", "Cato Lamp II", *(f"Dora Zest{number}" for number in range(50))]
    files: dict[str, str | bytes] = {
        f"seeds/registry/actors/a{at}.yml": f"{{name: {name}, kind: person}}" for at, name in enumerate(names)
    }
    assert headings(pages(root, files)["actors/index.md"]) == ["L", "Q", "R", "Z"]


def test_a_page_says_who_dates_the_events(root: Path) -> None:
    """What a contributor wrote into the front matter is no inference of the editors, who may not have looked at it."""
    files: dict[str, str | bytes] = {
        "seeds/given.md": "---\nperiod: 2031-05?\n---\n\nThe lamps were lit.\n",
        "seeds/inferred.md": "---\nperiod: 2030\n---\n\nThe lamps went out.\n",
        "seeds/inferred.yml": "period: 2031-06\n",
    }
    shown = pages(root, files)
    assert "Describes events of May 2031 (as contributed, uncertain)" in shown["briefings/given.md"]
    assert "Describes events of June 2031 (editors’ inference)" in shown["briefings/inferred.md"]


def test_a_page_sets_no_mark_twice(root: Path) -> None:
    """Editors write whole sentences, and note on passages that are quotations: a full stop or a quotation mark is theirs."""
    files: dict[str, str | bytes] = {
        "seeds/soup.txt": "Talks\n\n“We got soup,” said Quill. [Citation: Bulletin]\n",
        "seeds/soup.yml": (
            "rights: With the author's leave.\norigin: {url: 'https://example.org/a', agrees: Word for word.}\n"
            "notes: [{quote: “We got soup”, note: It was tea.}, {quote: said Quill, note: Nobody else.}]\n"
            "citations: {Bulletin: {speaker: {likely: quill}, basis: She is quoted.}}\n"
        ).replace("“We got soup”", "'“We got soup,”'"),
        "seeds/registry/actors/quill.yml": "{name: Ada Quill, kind: person}",
    }
    shown = html.unescape(pages(root, files)["briefings/soup.md"])
    assert "Rights: With the author's leave.\n" in shown
    assert "</a>: Word for word.\n" in shown
    assert "(#p2) “We got soup,”\n" in shown
    assert "(#p2) “said Quill”\n" in shown
    assert "probably [Ada Quill](../actors/quill.md) (editors’ reading: She is quoted)." in shown


def test_a_page_says_where_words_show_in_another_order_than_they_stand(root: Path) -> None:
    text = "The lamp is lit.\n\nThe lamp is \u202edesrever\u202c and \u202edesrever\u202c.\n\nA \u2067שלום\u2069 to all.\n"
    page = html.unescape(pages(root, {"seeds/a.txt": text})["briefings/a.md"])
    said = "¶2 shows words in another order than they stand: it has U+202E (right-to-left override), which nobody sees"
    assert said in page
    assert page.count("in another order") == 1
