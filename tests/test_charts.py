"""Charts over time: what is drawn, what is said of it, and when nothing is."""

import lxml.html
from markdown import Markdown

from generator.rendering import charts
from generator.text import dates

MANY = ["2031-05-02"] * 6 + ["2033-01"] * 3


def drawn(*texts: str, undated: int = 0, what: str = "Briefings", linked: bool = False) -> lxml.html.HtmlElement | None:
    """Return the chart of some dates as a browser has it, after Markdown; None where there is none."""
    found = [*map(dates.parse, texts), *[None] * undated]
    made = charts.over_time(what, found, lambda year: f"briefings/#{year}") if linked else charts.over_time(what, found)
    if not made:
        return None
    page = Markdown(extensions=["attr_list", "md_in_html", "tables"]).convert(f"Before.\n\n{made}\n\nAfter.")
    return lxml.html.fragment_fromstring(page, create_parent="div")


def bars(chart: lxml.html.HtmlElement | None) -> dict[str, list[tuple[int, bool]]]:
    """Return the height of each column's parts, and whether it is hollow, by the column's words."""
    assert chart is not None
    columns = chart.xpath(".//svg/*[title]")
    return {
        column.findtext("title"): [(int(r.get("height")), r.get("fill") == "none") for r in column.xpath("rect[not(@class)]")]
        for column in columns
    }


def caption(chart: lxml.html.HtmlElement | None) -> str:
    assert chart is not None
    return str(chart.xpath("string(.//figcaption)"))


def test_columns_are_as_high_as_their_counts_and_empty_years_keep_their_place() -> None:
    """A year without briefings is a gap in the drawing and not left out of it."""
    assert bars(drawn(*MANY, "2030")) == {
        "2030: 1": [(17, False)],
        "2031: 6": [(100, False)],
        "2032: none": [],
        "2033: 3": [(50, False)],
    }


def test_what_is_uncertain_is_hollow_and_stands_on_what_is_certain() -> None:
    """Nobody takes an editors' guess for a date: in the drawing, in its words, and in the words below it."""
    chart = drawn(*MANY, "2033?", "2033-02~", "../2033-03", "2031-06?")
    assert bars(chart) == {
        "2031: 7, 1 of uncertain date": [(86, False), (14, True)],
        "2032: none": [],
        "2033: 6, 3 of uncertain date": [(43, False), (43, True)],
    }
    assert caption(chart) == "Briefings, by year; the most in 2031: 7. Hollow: of uncertain date."


def test_a_few_briefings_have_no_chart() -> None:
    """Among nine, columns of one and two look like a pattern; ten of one year are a single column, which says nothing."""
    assert drawn(*MANY) is None
    assert drawn(*MANY, undated=5) is None
    assert drawn(*["2031"] * 50) is None
    assert drawn() is None


def test_two_years_are_drawn_by_month() -> None:
    """What falls into two calendar years is drawn by month; what is dated to a year alone, or not at all, is told in words."""
    chart = drawn(*["2031-12-31"] * 6, *["2032-02"] * 6, "2032", "2031", undated=1)
    assert list(bars(chart)) == ["December 2031: 6", "January 2032: none", "February 2032: 6"]
    assert caption(chart).endswith("Not drawn: two dated to a year alone and one without a date.")
    assert list(bars(drawn(*["2031-12"] * 6, *["2032"] * 6))) == ["2031: 6", "2032: 6"]


def test_a_long_time_has_a_column_for_ten_years_or_more() -> None:
    """However far dates lie apart, the chart fits a phone."""
    assert list(bars(drawn(*MANY, "1951")))[:2] == ["1950–1959: 1", "1960–1969: none"]
    assert len(bars(drawn(*MANY, "0001"))) == 21
    assert len(bars(drawn(*MANY, "0001", "9999"))) == 10


def test_a_chart_is_an_image_with_words() -> None:
    """Who does not see the drawing is told the same, and the ends and the most stand beside it for who does."""
    chart = drawn(*MANY, "2030")
    assert chart is not None
    (image,) = chart.xpath(".//svg")
    assert image.get("role") == "img"
    assert image.get("aria-label") == "Briefings, by year. 2030: 1; 2031: 6; 2033: 3."
    assert chart.xpath(".//*[@class='chart-ends']/span/text()") == ["2030", "2033"]
    assert chart.xpath("string(.//*[@class='chart-most'])") == "6"
    assert not chart.xpath(".//@style | .//script")
    assert [p.text for p in chart.findall("p")] == ["Before.", "After."]


def test_columns_lead_to_their_lists() -> None:
    """A chart with links is no image, which would hide them; a column of nothing leads nowhere."""
    chart = drawn(*MANY, "2030", linked=True)
    assert chart is not None
    assert chart.xpath(".//svg/@role") == ["group"]
    assert chart.xpath(".//svg//a/@href") == ["briefings/#2030", "briefings/#2031", "briefings/#2033"]
    assert chart.xpath(".//svg//a/@aria-label") == ["2030: 1", "2031: 6", "2033: 3"]


def test_a_hostile_name_is_text() -> None:
    """What an editor writes as a name is shown, not run."""
    name = '"><script>alert(1)</script> {: onclick=x } </figure>\n\n# *x* {{ 7*7 }}'
    chart = drawn(*MANY, "2030", what=name)
    assert chart is not None
    assert " ".join(name.split()) in caption(chart)
    assert " ".join(name.split()) in " ".join(chart.xpath(".//svg/@aria-label")[0].split())
    assert not chart.xpath(".//script | .//h1 | .//em | .//@onclick")


def test_a_year_is_called_as_dates_are_told() -> None:
    """A bare 44 could be 1944."""
    assert list(bars(drawn(*["0044"] * 9, "0046"))) == ["AD 44: 9", "AD 45: none", "AD 46: 1"]
