"""How to cite a briefing: every file is read back by a reader of its kind, and says what went in."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import lxml.html
import pytest
import rispy
from archives import build_site, make_archive
from citeproc.source.json import CiteProcJSON
from engine import html_of_page
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from pybtex.database import Entry, parse_string
from sites import served

from generator.archive import Archive
from generator.briefing import Briefing
from generator.edits import Change, Edits
from generator.publishing import proof
from generator.reading import site_settings
from generator.reading.site_settings import Site
from generator.rendering import briefing_page, cite, exports
from generator.rendering.cite import Reference
from generator.seed import Seed
from generator.text import dates

SITE = Site("Archive of A & B", "https://example.org/archive/")
HOSTILE = [
    *(
        "\n",
        "\r\n",
        "\u2028",
        "\x85",
        "\x07",
        "\t",
        " ",
        "\u202e",
        "\u200f",
        "\u200b",
        "\ufeff",
        "بيان",
        "Ё",
        "中",
        "é",
        "\U0001f600",
    ),
    *(
        "{",
        "}",
        "\\",
        "\\{",
        "{{",
        "}}",
        "}\n}\n@misc{x,",
        "%",
        "&",
        "$",
        "#",
        "_",
        "~",
        "^",
        '"',
        "@",
        ",",
        "= {",
        "\\input{x}",
        "--",
    ),
    *(
        "\n[^1]:",
        "\n```\n",
        "~~~",
        "</script>",
        "</code></pre>",
        "<script>alert(1)</script>",
        "&amp;",
        "<i>",
        "{{ 7 }}",
        "{% if %}",
    ),
    *(
        "TI  - ",
        "\nER  - \n",
        "\nTY  - JOUR\nAU  - Quill, A.",
        "[x](y)",
        "[",
        "]",
        "*",
        "`",
        "| a |",
        "# ",
        "A title",
    ),
]
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
TITLES = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(CHARACTERS, max_size=6)), max_size=16).map("".join)
TIMES = ["2031", "2031-10", "2031-10-05", "0099-02", "2031-10-05T10:00Z", "2028-02-29", "2032-01-01"]
ENDS = st.builds(str.__add__, st.sampled_from(TIMES), st.sampled_from(["", "?", "~", "%"]))
SPANS = st.one_of(ENDS, st.builds("{}/{}".format, st.one_of(ENDS, st.sampled_from(["", ".."])), st.one_of(ENDS, st.just(".."))))


def _parsed(text: str) -> dates.Date | None:
    try:
        return dates.parse(text)
    except dates.BadDate:
        return None


DATES = SPANS.map(_parsed)


@pytest.fixture(scope="module")
def seed(sample: Archive) -> Seed:
    """Return a seed without date, and without anything from its editors."""
    return replace(sample.briefings["harbour-talks"].seed, id="a-text", date=None, date_basis="", edits=Edits())


def _line(text: str) -> str:
    """Return a text as every format has it: control characters and white space as single spaces."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


# ---- Reading back -----------------------------------------------------------------------------


def _bibtex(text: str) -> tuple[str, Entry]:
    """Return the key and the entry of a file that must hold one, as pybtex reads it."""
    (pair,) = parse_string(text, "bibtex").entries.items()
    assert text.startswith(f"@misc{{{pair[0]},\n")
    assert text.endswith("}\n")
    return pair


_TEX = {"braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^", "backslash": "\\"}


def _untex(text: str) -> str:
    """Return what TeX prints for a value."""
    assert not re.search(r"[&%$#_~^{}\\]", re.sub(r"\{\\(?:[&%$#_]|text[a-z]+)\}", "", text))
    return re.sub(r"\{\\(?:([&%$#_])|text([a-z]+))\}", lambda match: match[1] or _TEX[match[2]], text)


def _ris(text: str) -> dict[str, Any]:
    """Return the record of a file that must hold one, as rispy reads it."""
    assert text.endswith("\r\nER  - \r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n")[:-1])
    (record,) = rispy.loads(text)
    return record


_NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": _NUMBERS, "minItems": 1, "maxItems": 2},
        "circa": {"type": ["string", "number", "boolean"]},
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
    "minProperties": 1,
}
_TEXTS = ("title", "publisher", "number", "version", "language", "note", "URL")
CSL_SCHEMA = {
    "type": "array",
    "minItems": 1,
    "maxItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["report"]},
            "issued": _DATE,
            **{name: {"type": "string", "minLength": 1} for name in _TEXTS},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
"""What of CSL-JSON the archive uses. Written after the schema of CSL 1.0.2, `schemas/input/csl-data.json` in
https://github.com/citation-style-language/schema; stricter, for it knows our fields alone and no author."""


def _csl(text: str) -> dict[str, Any]:
    """Return the item of a file that must hold one; citeproc-py reads it too."""
    items = json.loads(text)
    jsonschema.validate(items, CSL_SCHEMA)
    assert list(CiteProcJSON(items)) == [items[0]["id"].lower()]
    return dict(items[0])


def _tags(cited: Reference) -> dict[str, str]:
    return {tag["name"]: tag["content"] for tag in cite.tags(cited)}


# ---- What goes in comes out -------------------------------------------------------------------


@given(TITLES, TITLES, st.sampled_from(["editors", "text", "opening words"]))
@example("x" * 10_000, "{" * 5000, "editors")
@example("\\" * 3 + "{", "a\n\n@misc{b,}", "text")
def test_what_is_read_back_is_what_went_in(seed: Seed, title: str, name: str, basis: Any) -> None:
    """A title and an archive's name, whatever they hold, are read back in every format, white space folded."""
    cited = cite.reference(replace(seed, title=title, title_basis=basis), replace(SITE, name=name))
    wanted = _line(f"[{title}]" if basis == "editors" else title)
    key, entry = _bibtex(exports.bibtex(cited))
    record, item = _ris(exports.ris(cited)), _csl(exports.csl_json(cited))
    titles = [_untex(entry.fields["title"][1:-1]), record.get("title", ""), item.get("title", ""), cited.title]
    assert titles == [wanted] * 4
    assert [_untex(entry.fields.get("howpublished", "")), record.get("publisher", ""), item.get("publisher", "")] == [
        _line(name)
    ] * 3
    assert [key, entry.fields["number"], record["issn"], item["id"], item["number"]] == ["a-text"] * 5
    url = "https://example.org/archive/briefings/a-text/"
    assert [entry.fields["url"], *record["urls"], item["URL"]] == [url] * 3
    assert cite.note(cited).endswith(f", no. a-text, {f'{_line(name)}, ' if _line(name) else ''}{url}.")


@given(DATES.filter(bool))
def test_a_date_is_valid_or_left_out(seed: Seed, date: dates.Date) -> None:
    """An interval, an open end or a doubt is said where a format can say it; a bare year or day is certain."""
    cited = cite.reference(replace(seed, date=date), SITE)
    _, entry = _bibtex(exports.bibtex(cited))
    record, item = _ris(exports.ris(cited)), _csl(exports.csl_json(cited))
    read = dates.parse(entry.fields["date"])
    assert (read.start, read.end) == (date.start, date.end)
    assert "T" not in entry.fields["date"]
    years = {end.year if end and not end.qualifier else None for end in (date.start, date.end)}
    sure = f"{years.pop() or 0:04d}" if len(years) == 1 and None not in years else ""
    assert [entry.fields.get("year", ""), record.get("year", "")] == [sure, sure]
    assert ("dated" in record["notes"][0]) == ("dated" in entry.fields["note"]) == (not sure)
    assert re.fullmatch(r"(\d{4}/\d\d/(\d\d)?/)?", record.get("date", ""))
    assert _tags(cited).get("citation_publication_date", "")[:4] == sure
    _assert_issued(item["issued"], date)


def _assert_issued(issued: dict[str, Any], date: dates.Date) -> None:
    if date.start is None or date.end is None:
        assert issued == {"literal": dates.in_words(date)}
        return
    ends = [[n for n in (end.year, end.month, end.day) if n] for end in (date.start, date.end)]
    assert issued["date-parts"] == (ends[:1] if date.start == date.end else ends)
    assert issued.get("circa", False) is not date.is_certain


@pytest.mark.parametrize(
    ("text", "bibtex", "ris", "tag"),
    [
        ("2031", ["2031", "", "2031"], ["2031", ""], "2031"),
        ("2031-10", ["2031", "October", "2031-10"], ["2031", "2031/10//"], "2031"),
        ("2031-10-05T10:00Z", ["2031", "October", "2031-10-05"], ["2031", "2031/10/05/"], "2031/10/05"),
        ("2031-10-05/2031-10-07", ["2031", "", "2031-10-05/2031-10-07"], ["2031", ""], "2031"),
        ("2031-12/2032-01", ["", "", "2031-12/2032-01"], ["", ""], ""),
        ("2031-10~", ["", "", "2031-10~"], ["", ""], ""),
        ("2031-10/..", ["", "", "2031-10/.."], ["", ""], ""),
    ],
)
def test_dates_in_each_format(seed: Seed, text: str, bibtex: list[str], ris: list[str], tag: str) -> None:
    cited = cite.reference(replace(seed, date=dates.parse(text)), SITE)
    fields, record = _bibtex(exports.bibtex(cited))[1].fields, _ris(exports.ris(cited))
    assert [fields.get(name, "") for name in ("year", "month", "date")] == bibtex
    assert [record.get(name, "") for name in ("year", "date")] == ris
    assert _tags(cited).get("citation_publication_date", "") == tag


def test_a_briefing_without_date_has_none_anywhere(seed: Seed) -> None:
    """Nothing is invented: no year, no month, no day, no author, and no word of either but that they are not known."""
    cited = cite.reference(replace(seed, title="A title"), SITE)
    key, entry = _bibtex(exports.bibtex(cited))
    assert key == "a-text"
    assert list(entry.fields) == ["title", "howpublished", "number", "note", "language", "url"]
    assert not entry.persons
    made = [made_of(cited) for _, made_of in exports.FORMATS.values()] + [json.dumps(cite.tags(cited)), cite.note(cited)]
    assert not [text for text in made if re.search(r"\d{4}|date|issued|^(AU|PY|DA|Y1)|\bauthor\W+(=|:)", text, re.MULTILINE)]
    assert [text.lower().count("unknown author") for text in made] == [1, 1, 1, 0, 1]
    assert cite.note(cited).startswith("text of unknown author, n.d., no. a-text, Archive of A & B, https:")


def test_the_day_of_the_last_change_is_the_version(sample: Archive) -> None:
    """The version is said apart from the text's own date, which it is not."""
    changed = next(b.seed for b in sample.briefings.values() if b.seed.edits.changes)
    cited = cite.reference(replace(changed, date=None), SITE)
    day = dates.in_words(changed.edits.changes[-1].date)
    assert f", version of {day}, https:" in cite.note(cited)
    assert _csl(exports.csl_json(cited))["version"] == day
    assert _ris(exports.ris(cited))["notes"] == [f"Text of unknown author, version of {day}"]


def test_changes_may_stand_in_any_order(seed: Seed) -> None:
    """Some write the newest first: the version is the latest all the same."""
    newest, oldest = (Change(dates.parse(day), "Changed.") for day in ("2031-07-02", "2031-05-03"))
    edits = replace(seed.edits, changes=(newest, oldest))
    assert cite.reference(replace(seed, edits=edits), SITE).version == "2 July 2031"
    assert edits.added == oldest.date


def test_an_archive_without_name_or_address_leaves_both_out(seed: Seed) -> None:
    cited = cite.reference(replace(seed, title="A title"), Site())
    assert cite.note(cited) == "text of unknown author, n.d., no. a-text."
    assert not {"publisher", "URL"} & set(_csl(exports.csl_json(cited)))
    assert not {"publisher", "urls"} & set(_ris(exports.ris(cited)))
    assert list(_tags(cited)) == ["citation_title", "citation_language", "citation_technical_report_number"]


@given(st.lists(st.text(st.sampled_from("abcXN019._-бёم中é"), min_size=1, max_size=12), min_size=2, max_size=6, unique=True))
@example(["xn--a", "a", "a-", "á"])
def test_keys_are_ascii_and_no_two_ids_share_one(ids: list[str]) -> None:
    keys = [exports.key(identifier) for identifier in ids]
    assert len(set(keys)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]+", key) for key in keys)


def test_an_id_in_another_script_has_an_address_that_works(seed: Seed) -> None:
    """MkDocs writes the same address: each byte of UTF-8 that is no ASCII letter in percent."""
    cited = cite.reference(replace(seed, id="بيان-1"), SITE)
    assert cited.url == "https://example.org/archive/briefings/%D8%A8%D9%8A%D8%A7%D9%86-1/"
    assert _bibtex(exports.bibtex(cited))[1].fields["url"] == cited.url


# ---- The site's name and address --------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "name", "url"),
    [
        ("site_name: The Archive\nsite_url: https://example.org\n", "The Archive", "https://example.org/"),
        ("site_name: 'A: B'\nsite_url: http://example.org/a/ # here\n", "A: B", "http://example.org/a/"),
        ("site_name: !ENV [NAME, x]\nsite_url: !ENV URL\n", "", ""),
        ("x: !!python/name:os.system\nsite_name: A\nplugins: [!relative a]\n", "A", ""),
        ("a: &a A\nsite_name: *a\nsite_url: ~\n", "A", ""),
        ("site_name: [A]\nsite_url: javascript:alert(1)\n", "", ""),
        ("site_name: 2011\nsite_url: https://example.org/{a}\n", "", ""),
        ("INHERIT: more/base.yml\nsite_url: https://example.org/\n", "Inherited", "https://example.org/"),
        ("INHERIT: more/base.yml\nsite_name: !ENV NAME\n", "", "https://inherited.example/"),
        ("INHERIT: mkdocs.yml\nsite_name: A\n", "A", ""),
        ("INHERIT: none.yml\nsite_name: A\n", "A", ""),
        ("- site_name: A\n", "", ""),
        ("site_name: A\n---\nsite_name: B\n", "", ""),
        ("site_name: 'A\n", "", ""),
        ("[" * 100_000, "", ""),
        ("", "", ""),
    ],
)
def test_settings_are_read_as_plain_text(tmp_path: Path, settings: str, name: str, url: str) -> None:
    """What the engine alone can work out is left out, and nothing that a tag names is run."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more/base.yml").write_text("site_name: Inherited\nsite_url: https://inherited.example\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert site_settings.read(tmp_path) == Site(name, url)


def test_an_archive_needs_no_settings(tmp_path: Path) -> None:
    assert site_settings.read(tmp_path) == Site("", "")


@given(st.one_of(st.binary(max_size=200), st.text(CHARACTERS).map(lambda text: f"site_name: {text}".encode())))
def test_no_settings_break_the_program(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / "mkdocs.yml").write_bytes(raw)
    assert "\n" not in site_settings.read(root).name


# ---- On the page ------------------------------------------------------------------------------


def _page(sample: Archive, title: str) -> tuple[Briefing, bytes]:
    """Return a briefing of the sample with another title, supplied by editors, and its page as the engine shows it."""
    briefing = sample.briefings["harbour-talks"]
    other = replace(briefing, seed=replace(briefing.seed, title=title, title_basis="editors"))
    found = replace(sample, briefings={**sample.briefings, "harbour-talks": other}, site=SITE)
    plan = next(plan for plan in briefing_page.plans(found) if plan.path == "briefings/harbour-talks.md")
    return other, html_of_page(plan.contents(found)[plan.path])


def _writable(text: str) -> str:
    """Return a text without what HTML itself cannot hold, and without the ends of lines, where it may be trimmed."""
    return "\n".join(line.rstrip() for line in "".join(c for c in text if c.isprintable() or c == "\n").strip().split("\n"))


@given(TITLES)
@example("x" * 10_000)
@example("```\n</code></pre><script>alert(1)</script>\n[^1]: {{ 7 }}")
def test_the_page_shows_the_files_and_nothing_is_live(sample: Archive, title: str) -> None:
    """The blocks have the files letter for letter, the note has the title, and the text is proved beside them."""
    briefing, html = _page(sample, title)
    page = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    (section,) = page.find_class("cite")
    cited = cite.reference(briefing.seed, SITE)
    files = [made_of(cited).replace("\r\n", "\n") for _, made_of in exports.FORMATS.values()]
    assert [_writable(code.text_content()) for code in section.xpath(".//pre/code")] == [*map(_writable, files)]
    assert all(len(code) == 0 for code in section.xpath(".//pre/code"))
    note = section.find_class("cite-as")[0].text_content()
    assert _writable(note) == _writable(f"“{cited.title},” {cite.note(cited)}")
    assert {element.tag for element in section.iter()} <= set("section h2 p bdi a details summary pre code".split())
    assert "For what an official said, cite the original report, not this page." in section.text_content()
    assert proof.text_of_page(html) == proof.text_of_seed(briefing)


SEEDS = {
    "seeds/a-text.txt": "The harbour opened. [Citation: Harbour Wire]\n",
    "seeds/a-text.yml": """title: '50% of "A" & B_{x} </title><script>alert(1)</script> ```'\n""",
    "seeds/бриф.txt": "2031-10-05\n\nThe harbour closed.\n",
    "seeds/бриф.yml": "title: Гавань\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of two briefings, one with a hostile title, one with an id that is not ASCII."""
    return build_site(make_archive(tmp_path_factory.mktemp("cite"), SEEDS))


@pytest.mark.parametrize("identifier", ["a-text", "бриф"])
def test_the_head_has_tags_and_the_links_lead_to_the_files(site: Path, identifier: str) -> None:
    """Zotero reads the tags; they say what the files say, at the address that the engine gives the page."""
    file = site / "briefings" / identifier / "index.html"
    page = lxml.html.document_fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    tags = {str(tag.get("name")): str(tag.get("content")) for tag in page.xpath("//head/meta[starts-with(@name, 'citation_')]")}
    item = _csl((site / f"data/cite/{identifier}.json").read_text(encoding="utf-8"))
    said = [tags[f"citation_{name}"] for name in ("title", "publisher", "technical_report_number", "public_url")]
    assert said == [item["title"], item["publisher"], identifier, item["URL"]]
    assert item["URL"] == page.xpath("string(//link[@rel='canonical']/@href)")
    assert tags.get("citation_publication_date") == ("2031/10/05" if "issued" in item else None)
    assert not [name for name in tags if "author" in name]
    links = page.xpath("//section[@class='cite']//a/@href")
    assert [Path(str(link)).suffix for link in links] == [".bib", ".ris", ".json"]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site."""
    with served(site) as at:
        yield at


@pytest.mark.parametrize("window", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True)
def test_a_reader_copies_the_bibtex(site: Path, page: Page) -> None:
    """The button beside a block puts exactly the file on the clipboard, and a link downloads it."""
    page.goto("briefings/a-text/#cite")
    page.get_by_text("BibTeX to copy").click()
    button = page.locator(".cite details[open] button[title]")
    expect(button).to_be_visible()
    button.click()
    expect(page.get_by_text("Copied to clipboard")).to_be_attached()
    wanted = (site / "data/cite/a-text.bib").read_text(encoding="utf-8")
    assert page.evaluate("navigator.clipboard.readText()") == wanted.rstrip("\n")
    with page.expect_download() as download:
        page.locator(".cite").get_by_role("link", name="BibTeX").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == wanted
    assert download.value.suggested_filename == "a-text.bib"
