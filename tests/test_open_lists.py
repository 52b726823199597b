"""What is open or was mended is in plain sight: unidentified citations, corrections, editors' notes wherever they belong."""

import json
from pathlib import Path
from typing import Any

from archives import made, make_seeds

from generator import archive

REGISTRY = {
    "seeds/archive.yml": "contact: corrections@example.org\n",
    "seeds/registry/actors/marrow.yml": "{name: Ilsa Marrow, kind: person}",
    "seeds/registry/sources/wire.yml": "name: Harbour Wire\n",
    "seeds/registry/sources/gazette.yml": "name: Lantern Gazette\n",
}


def _pages(root: Path, files: dict[str, str]) -> dict[str, str]:
    return {path: page.decode() for path, page in made(archive.load(make_seeds(root, {**REGISTRY, **files}))).items()}


def _rows(pages: dict[str, str], name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in pages[f"data/{name}.jsonl"].splitlines()]


def test_an_editors_note_goes_wherever_its_sentence_goes(root: Path) -> None:
    """Who meets the sentence on an actor's or a source's page, or in the data, meets the warning beside it."""
    words = "The lamp was counted twice."
    edits = f"notes: [{{quote: met the pilot, note: {words}, date: 2031-05-02}}]\n"
    text = "Ilsa Marrow met the pilot. [Citation: Harbour Wire] She then left the quay. [Citation: Lantern Gazette]"
    made = _pages(root, {"seeds/a.txt": text, "seeds/a.yml": edits})
    assert '> <span class="cited">Editors’ note A: The lamp' in made["sources/wire.md"]
    assert "Editors’ note A, on “met the pilot”: The lamp" in made["sources/gazette.md"], "it is on the sentence before"
    with_note = sorted(path for path, page in made.items() if words in page)
    assert with_note == ["actors/marrow.md", "briefings/a.md", "data/briefings.jsonl", "sources/gazette.md", "sources/wire.md"]
    (row,) = _rows(made, "briefings")
    assert row["notes"] == [{"letter": "A", "paragraph": 1, "quote": "met the pilot", "note": words}]


def test_an_unresolved_name_says_who_it_could_be(root: Path) -> None:
    """A reader need not look through the data for those who share a name: each name in the sentence has them, linked."""
    others = {
        f"seeds/registry/actors/{name.lower()}-quill.yml": f"{{name: {name} Quill, kind: person}}" for name in ("Ada", "Ben")
    }
    text = "Ada Quill and Ben Quill met Ilsa Marrow. Quill left, and Quill’s papers stayed. Marrow slept."
    page = _pages(root, {**others, "seeds/a.txt": text})["unresolved.md"]
    assert "> **Quill** left, and Quill’s papers stayed." in page
    assert page.count("“Quill” could be [Ada Quill](actors/ada-quill.md) or [Ben Quill](actors/ben-quill.md).") == 1
    assert "Marrow slept" not in page


def test_unidentified_citations_are_listed_with_their_sentences(root: Path) -> None:
    """A reader who knows where a statement stands can find the citations that nobody could place."""
    text = "The ferry was late. [Citation: Quay talk] The lamp was lit. [Citation: Harbour Wire]"
    edits = "citations: {Pilot's word: {unidentified: true}}\n"
    made = _pages(root, {"seeds/a.txt": text, "seeds/b.txt": "No one rang. [Citation: Pilot's word]", "seeds/b.yml": edits})
    page = made["unidentified.md"]
    assert "The ferry was late." in page
    assert "Quay talk" in page
    assert "> No one rang." in page
    assert "> The lamp was lit." not in page


def test_a_source_page_counts_what_the_data_has(root: Path) -> None:
    """As carrier, as speaker, for what others said: each can be counted again in data/citations.jsonl."""
    made = _pages(
        root,
        {
            "seeds/a.txt": "One. [Source: Lantern Gazette, via Harbour Wire] Two. [Source: Harbour Wire] Three. [Source: Log]",
            "seeds/a.yml": "citations: {Log: {speaker: marrow, source: wire, checked: agrees, document: {title: The log}}}\n",
        },
    )
    records = [record for row in _rows(made, "citations") for record in row["records"]]
    wire = [record for record in records if "wire" in (record["source"], record["carrier"])]
    carrier = sum(record["carrier"] == "wire" for record in wire)
    speaker = sum(bool(record["speaker"]) for record in wire)
    checked = sum(record["checked"] == "agrees" for record in wire)
    assert (len(wire), carrier, speaker, checked) == (3, 1, 1, 1)
    parts = "as carrier 1, as speaker 0, for what others said 1, role not known 1"
    assert f"3 citations in 1 briefing: {parts}; checked against the original 1." in made["sources/wire.md"]
    assert "1 citation in 1 briefing" in made["sources/gazette.md"]


def test_corrections_are_listed_the_newest_first(root: Path) -> None:
    """What editors changed after the fact is hidden neither in one briefing's foot nor among thousands that were added."""
    changes = "changes: [{date: 2031-05-02, note: Added.}, {date: 2033-01-09, note: The date was wrong by a year.}]\n"
    other = "changes: [{date: 2032-02-03, note: Added late.}]\n"
    made = _pages(root, {"seeds/a.txt": "Ships.", "seeds/a.yml": changes, "seeds/b.txt": "Quays.", "seeds/b.yml": other})
    page = made["corrections.md"]
    at = [page.index(words) for words in ("The date was wrong by a year.", "Added late.")]
    assert at == sorted(at)
    assert page.count("Ships") == 1, "that it was added is no correction"
    assert "subject=Correction" in page
