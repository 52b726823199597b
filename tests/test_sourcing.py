"""Sourcing at a glance: every number in it can be counted again in data/citations.jsonl."""

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from archives import made, make_seeds

from generator import archive
from generator.archive import Archive
from generator.rendering import sourcing
from generator.rendering.sourcing import Sourcing

GIVEN = {"a title": '["“«„].{3,}["”»“]', "a date": r"\b(1[5-9]|20)\d\d\b", "a link": "https?://"}


def rows(found: Archive, identifier: str) -> list[dict[str, Any]]:
    """Return a briefing's lines of data/citations.jsonl."""
    return [row for row in map(json.loads, made(found)["data/citations.jsonl"].splitlines()) if row["briefing"] == identifier]


@pytest.fixture(
    params=["strait-visit", "grain-route", "harbour-talks", "two-marrows", "peat-offer", "lighthouse-note", "undated-memo"]
)
def of_sample(request: pytest.FixtureRequest, sample: Archive) -> tuple[Sourcing, list[dict[str, Any]]]:
    """Return a sample briefing's sourcing and its citations as data."""
    return sourcing.of_briefing(sample.briefings[request.param], sample.registry), rows(sample, request.param)


def test_numbers_can_be_counted_again(of_sample: tuple[Sourcing, list[dict[str, Any]]]) -> None:
    """A reader who doubts a count finds the same one in the open data."""
    said, cited = of_sample
    words = " ".join(said.sentences)
    if not cited:
        assert (words, {cell.speakers + cell.carriers for cell in said.cells}) == ("", {()})
        return
    checked = sum(all(_is_checked(record) for record in row["records"]) for row in cited)
    assert f"Checked against originals: {checked} of {len(cited)}." in words
    for what, form in GIVEN.items():
        count = sum(bool(re.search(form, row["label"])) for row in cited)
        assert (f"{count} of {len(cited)} with {what}" in words) == (count > 0)
    found = sum(any(record["document"] for record in row["records"]) for row in cited)
    assert (f"The editors have identified the document of {found} of {len(cited)}." in words) == (found > 0)
    open_ones = [row["covers"] for row in cited for record in row["records"] if not _is_identified(record)]
    assert {cell.paragraph: cell.unidentified for cell in said.cells if cell.unidentified} == Counter(open_ones)


def _is_checked(record: dict[str, Any]) -> bool:
    return record["checked"] in ("agrees", "differs") and bool(record["document"] or record["url"])


def _is_identified(record: dict[str, Any]) -> bool:
    return record["carrier"] not in (None, "unnamed") or any(record[key] for key in ("source", "speaker", "document", "url"))


def test_the_first_briefing_reads_as_an_expert_would_put_it(sample: Archive) -> None:
    """Who speaks, who carries, what is only probable and what is unknown are kept apart, in plain words."""
    said = sourcing.of_briefing(sample.briefings["strait-visit"], sample.registry)
    assert said.sentences[:3] == (
        (
            "Each of the five paragraphs ends with one citation. "
            "None gives a title, date or link. The editors have identified the document of 2 of 5."
        ),
        "Cited as speaking: Palace spokesperson (¶1, probably ¶2) and Sandorian Foreign Ministry (¶3, ¶4).",
        "Cited as carrying: Sandorian news agencies, not named (¶1) and Harbour Wire (¶2).",
    )
    assert "The citation in ¶5 could not be identified." in said.sentences
    assert "¶1 and ¶2 may rest on one statement." in said.sentences


@pytest.mark.parametrize("edits", ["", "title: What the log says\n"])
def test_title_and_date_lines_are_no_paragraphs_without_a_citation(root: Path, edits: str) -> None:
    """A text is not said to leave a paragraph unsourced where that is its title or its date line, whoever gives a title."""
    line = "The harbour master said that no papers were filed for the ship, nor for any other that left in that week at all."
    text = f"A ship leaves port\n12 October 2031\n{line} [Citation: Log]\n{line} [Citation: Log]\n"
    found = archive.load(make_seeds(root, {"seeds/a.txt": text, "seeds/a.yml": edits}))
    said = sourcing.of_briefing(found.briefings["a"], found.registry)
    assert said.sentences[0].startswith("Each of the two paragraphs ends with one citation.")
    assert [cell.paragraph for cell in said.cells] == [3, 4]


def test_not_found_is_not_checked(sample_outputs: dict[str, Any]) -> None:
    """Where an original was looked for and not found, no page says that the citation was checked against it."""
    page = sample_outputs["briefings/strait-visit.md"].decode()
    assert "five citations, two checked against an original" in page
    assert "Checked against originals: 2 of 5." in page
    assert "checked against the original 0." in sample_outputs["sources/harbour-wire.md"].decode()


def test_unlike_states_are_not_made_one(root: Path) -> None:
    """That all who are cited belong to one state is said only where the registry bears it out for each of them."""
    actors = {
        "seeds/registry/actors/sandoria.yml": "{name: Sandoria, kind: state, country: XS}",
        "seeds/registry/actors/ministry.yml": "{name: The Ministry, kind: organisation, part_of: sandoria}",
        "seeds/registry/sources/wire.yml": "{name: Wire, ownership: state, country: XS}",
        "seeds/registry/sources/post.yml": "{name: Post, ownership: private, country: XS}",
        "seeds/a.yml": "citations: {Statement: {speaker: ministry}}",
        "seeds/b.yml": "citations: {Statement: {speaker: ministry}}",
    }
    texts = {
        "seeds/a.txt": "One. [Citation: Statement] [Citation: As reported by Wire]",
        "seeds/b.txt": "One. [Citation: Statement] [Citation: As reported by Post]",
    }
    found = archive.load(make_seeds(root, {**actors, **texts}))
    said = {name: " ".join(sourcing.of_briefing(found.briefings[name], found.registry).sentences) for name in "ab"}
    assert ("of one state" in said["a"], "of one state" in said["b"]) == (True, False)


@pytest.mark.parametrize(("code", "shown"), [("XS", "Sandoria"), ("NO", "Norway"), ("XV", "XV")])
def test_a_country_is_shown_by_its_name(root: Path, code: str, shown: str) -> None:
    """Readers know no codes: a page has the registry's name of the state, else the usual one, else what editors wrote."""
    files = {
        "seeds/registry/actors/sandoria.yml": "{name: Sandoria, kind: state, country: XS}",
        "seeds/registry/sources/wire.yml": f"{{name: Wire, country: {code}}}",
    }
    page = made(archive.load(make_seeds(root, files)))["sources/wire.md"].decode()
    assert f"Source · ownership not known · {shown}</p>" in page


def _said(root: Path, text: str, edits: str = "", registry: dict[str, str] | None = None) -> tuple[str, Sourcing]:
    files = {"seeds/a.txt": text, "seeds/a.yml": edits or "date: 2031\n", **(registry or {})}
    found = archive.load(make_seeds(root, files))
    said = sourcing.of_briefing(found.briefings["a"], found.registry)
    return " ".join(said.sentences), said


KELP = {
    "seeds/registry/actors/kelpland.yml": "{name: Kelpland, kind: state, country: XK}",
    "seeds/registry/actors/plum.yml": "{name: Ada Plum, kind: person, part_of: kelpland}",
    "seeds/registry/sources/wire.yml": "{name: Kelp Wire, ownership: state, country: XK}",
}


def test_an_untitled_texts_first_paragraph_counts(root: Path) -> None:
    """The opening words stand in for a title, and are a paragraph all the same."""
    words, said = _said(root, "Kelp was counted. [Citation: Moss Radio]\n\nNobody said by whom it was.\n")
    assert words.startswith("One citation in one paragraph; one of two paragraphs without.")
    assert [cell.paragraph for cell in said.cells] == [1, 2]


def test_what_labels_give_is_told_from_what_editors_found(root: Path) -> None:
    label = "“Kelp talks open”, Dull Gazette, 3 May 2031"
    words, _ = _said(root, f"Kelp. [Citation: {label}] Lamps. [Citation: Log]")
    assert "1 of 2 with a title and 1 of 2 with a date. " in words
    assert "document" not in words


def test_nobody_is_said_to_have_tried(root: Path) -> None:
    """That a citation could not be identified is the editors' word; before it, nobody has identified it yet."""
    text = "Kelp. [Citation: Log] [Citation: Kelp Wire]\n\nLamps. [Citation: Papers]\n"
    words, _ = _said(root, text, registry=KELP)
    assert "The citations in ¶1 (one of two) and ¶2 are not identified yet." in words
    both = "citations: {Log: {unidentified: true}, Papers: {unidentified: true}}\n"
    words, _ = _said(root, text, both, KELP)
    assert "The citations in ¶1 (one of two) and ¶2 could not be identified." in words


def test_a_label_that_names_somebody_known_is_not_unidentified(root: Path) -> None:
    words, _ = _said(root, "Kelp. [Citation: Kelpland statement] Lamps. [Citation: as reported by Foo Times]", registry=KELP)
    assert "identified" not in words.replace("The editors have identified", "")


def test_a_stranger_among_the_carriers_forbids_to_speak_of_one_state(root: Path) -> None:
    edits = "citations: {Statement: {speaker: plum}}\n"
    one = "Kelp. [Citation: Statement] Lamps. [Citation: as reported by Kelp Wire]"
    assert "of one state" in _said(root, one, edits, KELP)[0]
    assert "of one state" not in _said(root, f"{one} Ropes. [Citation: as reported by Velmark Daily]", edits, KELP)[0]


def test_two_documents_are_not_one_statement(root: Path) -> None:
    """A probable speaker may repeat a statement whose document is not known; not one that is."""
    edits = "citations: {A: {speaker: plum%s}, B: {speaker: {likely: plum}}}\n"
    text = "Kelp. [Citation: A]\n\nLamps. [Citation: B]\n"
    assert "may rest on one statement" in _said(root, text, edits % "", KELP)[0]
    assert "may rest on one statement" not in _said(root, text, edits % ", document: {title: Interview}", KELP)[0]


def test_checked_against_nothing_is_not_checked(root: Path) -> None:
    edits = "date: 2031\ncitations: {Log: {checked: agrees}}\n"
    words, _ = _said(root, "Kelp. [Citation: Log]", edits)
    assert "Checked against originals: 0 of 1." in words
    assert "checked-without-document" in {problem.kind for problem in archive.load(root).problems}


def test_a_cited_cell_of_a_table_has_its_row(root: Path) -> None:
    """Every paragraph that cites is counted, whatever it is in Markdown."""
    text = "She ate.\n\n| who | what |\n|---|---|\n| Odo | kelp [Citation: Log] |\n\nShe left. [Citation: Papers]\n"
    found = archive.load(make_seeds(root, {"seeds/a.md": text}))
    briefing = found.briefings["a"]
    said = sourcing.of_briefing(briefing, found.registry)
    assert {citation.covers for citation in briefing.citations} <= {cell.paragraph for cell in said.cells}
    assert said.sentences[0].startswith("Two citations in two paragraphs; one of three paragraphs without.")


def test_a_link_around_a_citation_alone_leaves_no_link_without_words(root: Path) -> None:
    """Its address stands in the note; what is left of it in the text would be a link to click on that nobody sees."""
    words = "She ate. [[Citation: Gazette](https://example.org/a)] She [left](https://example.org/b)."
    page = made(archive.load(make_seeds(root, {"seeds/a.md": words})))["briefings/a.md"].decode()
    text = page.split('<div class="seed-text"')[1].split("</div>")[0]
    assert text.count("<a href=") == text.count('nofollow noopener">left</a>') == 1
    assert "https://example.org/a" in page.split("## Citations")[1]


def test_a_link_around_citations_alone_leaves_no_end_of_a_link(root: Path) -> None:
    words = "She ate. [ [Citation: Gazette] [Citation: Herald] ](https://example.org/a) She left."
    page = made(archive.load(make_seeds(root, {"seeds/a.md": words})))["briefings/a.md"].decode()
    text = page.split('<div class="seed-text"')[1].split("</div>")[0]
    assert text.count("</a>") == text.count("<a ") == text.count("note-number") == 2


LINK = '<a href="https://example.org/a" rel="nofollow noopener">%s</a>'
NUMBER = '<sup id="fnref:1"><a class="note-number" href="#fn:1">1</a></sup>'


@pytest.mark.parametrize(
    ("words", "shown"),
    {
        "[[Citation: Log] she ate]": NUMBER + LINK % "she ate",
        "[she ate [Citation: Log]]": LINK % "she ate" + NUMBER,
        "[she [Citation: Log] ate]": LINK % "she" + NUMBER + LINK % " ate",
        "[*she [Citation: Log] ate* kelp]": LINK % "<em>she</em>" + NUMBER + LINK % "<em> ate</em> kelp",
        "[**she ate [Citation: Log]**]": LINK % "<strong>she ate</strong>" + NUMBER,
    }.items(),
)
def test_a_link_holds_no_number(root: Path, words: str, shown: str) -> None:
    """In HTML a link holds no link, and an element ends inside the one in which it began."""
    page = made(archive.load(make_seeds(root, {"seeds/a.md": f"{words}(https://example.org/a)"})))["briefings/a.md"].decode()
    assert f"}}{shown}\n{{: #p1 }}" in page


def test_a_link_holds_no_letter(root: Path) -> None:
    """An editors' note may end in the middle of a link of the text, or where one ends."""
    text = "She [ate kelp](https://example.org/a) again."
    edits = "notes: [{quote: She ate, note: So she did.}, {quote: kelp, note: As written.}]"
    page = made(archive.load(make_seeds(root, {"seeds/a.md": text, "seeds/a.yml": edits})))["briefings/a.md"].decode()
    shown = re.sub(r"\[\]\(#note-(.)\)\{[^}]*\}", r"\1", page)
    assert f"}}She {LINK % 'ate'}a{LINK % ' kelp'}b again.\n" in shown


def test_a_letter_within_a_name_stands_behind_it_and_leaves_no_empty_link(root: Path) -> None:
    """A link without words is a stop on the way for whoever goes from link to link, and a screen reader reads its address."""
    files: dict[str, str | bytes] = {
        "seeds/a.md": "She met [Odo Quill](https://example.org/a) again.",
        "seeds/a.yml": "notes: [{quote: met Odo, note: So she did.}]",
        "seeds/registry/actors/quill.yml": "{name: Odo Quill, kind: person}",
    }
    page = made(archive.load(make_seeds(root, files)))["briefings/a.md"].decode()
    shown = re.sub(r"\[\]\(#note-(.)\)\{[^}]*\}", r"\1", page)
    name = LINK % '<span data-actor="quill">Odo Quill</span>'
    assert f"}}She met {name}a again.\n" in shown


def test_a_link_holds_no_other_link(root: Path) -> None:
    """An address in angle brackets is words where it stands in the words of a link."""
    words = "[she <https://example.org/b> ate](https://example.org/a), <https://example.org/c>"
    page = made(archive.load(make_seeds(root, {"seeds/a.md": words})))["briefings/a.md"].decode()
    text = html.unescape(page.split('<div class="seed-text"')[1].split("</div>")[0])
    other = '<a href="https://example.org/c" rel="nofollow noopener">https://example.org/c</a>'
    assert f"}}{LINK % 'she https://example.org/b ate'}, {other}\n{{: #p1 }}" in text
