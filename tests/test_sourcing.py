"""Sourcing at a glance: every number in it can be counted again in data/citations.jsonl."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from archives import make_seeds

from generator import archive, build, sourcing
from generator.archive import Archive
from generator.sourcing import Sourcing


def rows(found: Archive, identifier: str) -> list[dict[str, Any]]:
    """Return a briefing's lines of data/citations.jsonl."""
    (lines,) = (output.content.decode() for output in build.outputs(found) if output.path == "data/citations.jsonl")
    return [row for row in map(json.loads, lines.splitlines()) if row["briefing"] == identifier]


@pytest.fixture(
    params=["strait-visit", "grain-route", "harbour-talks", "two-marrows", "peat-offer", "lighthouse-note", "undated-memo"]
)
def of_sample(request: pytest.FixtureRequest, sample: Archive) -> tuple[Sourcing, list[dict[str, Any]]]:
    """Return a sample briefing's sourcing and its citations as data."""
    return sourcing.read(sample.briefings[request.param], sample.registry), rows(sample, request.param)


def test_numbers_can_be_counted_again(of_sample: tuple[Sourcing, list[dict[str, Any]]]) -> None:
    """A reader who doubts a count finds the same one in the open data."""
    said, cited = of_sample
    records = [record for row in cited for record in row["records"]]
    words = " ".join(said.sentences)
    if not cited:
        assert (words, {cell.speakers + cell.carriers for cell in said.cells}) == ("", {()})
        return
    checked = sum(all(record["checked"] in ("agrees", "differs") for record in row["records"]) for row in cited)
    assert f"Checked against originals: {checked} of {len(cited)}." in words
    for what, key in (("a document", "document"), ("a date", "date"), ("a link", "url")):
        count = sum(bool(record[key]) for record in records)
        assert f"{count} of {len(records)} with {what}" in words or not any(
            r[k] for r in records for k in ("document", "date", "url")
        )
    open_ones = [row["covers"] for row in cited for record in row["records"] if not _is_identified(record)]
    assert {cell.paragraph: cell.unidentified for cell in said.cells if cell.unidentified} == Counter(open_ones)


def _is_identified(record: dict[str, Any]) -> bool:
    return record["carrier"] not in (None, "unnamed") or any(record[key] for key in ("source", "speaker", "document", "url"))


def test_the_first_briefing_reads_as_an_expert_would_put_it(sample: Archive) -> None:
    """Who speaks, who carries, what is only probable and what is unknown are kept apart, in plain words."""
    said = sourcing.read(sample.briefings["strait-visit"], sample.registry)
    assert said.sentences[:3] == (
        (
            "Each of the five paragraphs ends with one citation. "
            "2 of 5 with a document, 2 of 5 with a date and 2 of 5 with a link."
        ),
        "Cited as speaking: Palace spokesperson (¶1, probably ¶2) and Sandorian Foreign Ministry (¶3, ¶4).",
        "Cited as carrying: Sandorian news agencies, not named (¶1) and Harbour Wire (¶2).",
    )
    assert "The citation in ¶5 could not be identified." in said.sentences
    assert "¶1 and ¶2 may rest on one statement." in said.sentences


def test_title_and_date_lines_are_no_paragraphs_without_a_citation(root: Path) -> None:
    """A text is not said to leave a paragraph unsourced where that is its title or its date line."""
    line = "The harbour master said that no papers were filed for the ship, nor for any other that left in that week at all."
    text = f"A ship leaves port\n12 October 2031\n{line} [Citation: Log]\n{line} [Citation: Log]\n"
    found = archive.load(make_seeds(root, {"seeds/a.txt": text}))
    said = sourcing.read(found.briefings["a"], found.registry)
    assert said.sentences[0].startswith("Each of the two paragraphs ends with one citation.")
    assert [cell.paragraph for cell in said.cells] == [3, 4]


def test_not_found_is_not_checked(sample_outputs: dict[str, Any]) -> None:
    """Where an original was looked for and not found, no page says that the citation was checked against it."""
    page = sample_outputs["briefings/strait-visit.md"].content.decode()
    assert "five citations, 2 checked against an original" in page
    assert "Checked against originals: 2 of 5." in page
    assert "checked against the original 0." in sample_outputs["sources/harbour-wire.md"].content.decode()


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
        "seeds/a.txt": "One. [Citation: Statement] [Citation: Wire]",
        "seeds/b.txt": "One. [Citation: Statement] [Citation: Post]",
    }
    found = archive.load(make_seeds(root, {**actors, **texts}))
    said = {name: " ".join(sourcing.read(found.briefings[name], found.registry).sentences) for name in "ab"}
    assert ("of one state" in said["a"], "of one state" in said["b"]) == (True, False)
