"""Real and hostile texts from outside the project: what is read of them is what stands in them."""

import codecs
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from archives import CORPORA, made, make_seeds
from engine import html_of_page

from generator import archive
from generator.archive import Archive
from generator.briefing import Briefing, Citation
from generator.publishing import proof
from generator.seed import Paragraph
from generator.text import names, sentences

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the corpora are not here: {CORPORA}")

Row = dict[str, Any]


def rows(path: str) -> list[Row]:
    """Return the lines of a corpus; none where the corpora are absent."""
    file = CORPORA / path
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def each(path: str) -> pytest.MarkDecorator:
    """Return a parametrization by the rows of a corpus, named by their files."""
    return pytest.mark.parametrize("row", [pytest.param(row, id=row["file"].split("/")[-1]) for row in rows(path)])


def load_one(root: Path, file: Path, boilerplate: list[str]) -> Archive:
    """Return the archive of a single seed."""
    settings = json.dumps({"boilerplate": boilerplate}, ensure_ascii=False)
    return archive.load(make_seeds(root, {"seeds/archive.yml": settings, f"seeds/{file.name}": file.read_bytes()}))


def load_folder(root: Path, folder: str, settings: str = "{}") -> Archive:
    """Return the archive of all the seeds of a folder."""
    files = {f"seeds/{file.name}": file.read_bytes() for file in sorted((CORPORA / folder).iterdir()) if file.is_file()}
    return archive.load(make_seeds(root, {"seeds/archive.yml": settings, **files}))


def shown(briefing: Briefing) -> list[str]:
    """Return a briefing's paragraphs as a reader has them, white space folded, without boilerplate."""
    return [proof.text_of_seed(_only(briefing, p)) for p in briefing.seed.paragraphs if not p.hidden]


def _only(briefing: Briefing, paragraph: Paragraph) -> Briefing:
    return replace(briefing, seed=replace(briefing.seed, layout=(paragraph,)))


def page_text(found: Archive, identifier: str) -> str:
    """Return the text of a briefing's page as the engine shows it."""
    path = f"briefings/{identifier}.md"
    return proof.text_of_page(html_of_page(made(found, path)[path]))


# ---- The real seed's relatives ----------------------------------------------------------------


@each("family/twins.jsonl")
def test_twin(row: Row, root: Path) -> None:
    """A text in one of the real seed's 21 shapes keeps its words, its citations, its title and its date, and gets no other."""
    found = load_one(root, CORPORA / "family" / row["file"], row["drop_lines"])
    if row["encoding"] != "utf-8":
        assert [(p.kind, "Windows-1252" in p.message) for p in found.problems if p.level == "error"] == [("encoding", True)]
        return
    (briefing,) = found.briefings.values()
    seed = briefing.seed
    assert (seed.title if seed.title_basis != "opening words" else None) == row["title"]
    assert (seed.date.text if seed.date else None) == row["date"]
    assert [citation.label for citation in briefing.citations] == row["citations"]
    missing = [gold for gold in row["paragraphs"] if not any(proof.folded(gold) in words for words in shown(briefing))]
    assert missing == []


@each("family/twins.jsonl")
def test_twin_loses_nothing(row: Row, root: Path) -> None:
    """Residue, datelines and labels that no gold lists stay on the page too: only markers and boilerplate go."""
    if row["encoding"] != "utf-8":
        pytest.skip("not UTF-8: it has no page")
    found = load_one(root, CORPORA / "family" / row["file"], row["drop_lines"])
    (briefing,) = found.briefings.values()
    assert page_text(found, briefing.id) == proof.text_of_seed(briefing)
    if not row["file"].endswith(".md"):
        assert letters(proof.text_of_seed(briefing)) == left_of(row["file"], "family", briefing, row["drop_lines"])


def letters(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def left_of(path: str, corpus: str, briefing: Briefing, boilerplate: list[str]) -> str:
    """Return what must stand on a page: a file's letters as its byte order mark has them, without markers and boilerplate."""
    raw = (CORPORA / corpus / path).read_bytes()
    left = raw.decode("utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    for words in [briefing.seed.text[slice(*_in_seed(briefing, c))] for c in briefing.citations] + boilerplate:
        left = left.replace(words, "", 1)
    return letters(left)


def _in_seed(briefing: Briefing, citation: Citation) -> tuple[int, int]:
    paragraph = next(p for p in briefing.seed.paragraphs if p.number == citation.paragraph)
    return paragraph.in_seed(citation.start, citation.end)


# ---- Open texts in many languages -------------------------------------------------------------


@each("family/open.jsonl")
def test_open_text(row: Row, root: Path) -> None:
    """A title line, a contributor's front matter and a French or English date are read as they stand, in any script."""
    found = load_one(root, CORPORA / "family" / row["file"], [])
    (briefing,) = found.briefings.values()
    seed = briefing.seed
    assert (seed.title, seed.title_basis != "opening words") == (row["title"], True)
    if row["date"]:
        assert seed.date is not None
        assert seed.date.text == row["date"]
    assert page_text(found, seed.id) == proof.text_of_seed(briefing)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["file"]) for row in rows("family/open.jsonl") if row.get("rtl")])
def test_right_to_left(row: Row, root: Path) -> None:
    """A text that runs from right to left says so to the browser."""
    found = load_one(root, CORPORA / "family" / row["file"], [])
    (identifier,) = found.briefings
    path = f"briefings/{identifier}.md"
    page = made(found, path)[path].decode()
    assert '<div class="seed-text"' in page
    assert 'dir="rtl"' in page


# ---- Diplomatic documents ---------------------------------------------------------------------


@pytest.fixture(scope="session")
def frus(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return the diplomatic documents as an archive, the long ones too, without their registry."""
    root = tmp_path_factory.mktemp("frus")
    for folder in ("seeds", "seeds_long"):
        files = sorted((CORPORA / "frus" / folder).iterdir())
        make_seeds(root, {f"seeds/{folder}/{file.name}": file.read_bytes() for file in files})
    return archive.load(root)


@each("frus/gold.jsonl")
def test_diplomatic_document(row: Row, frus: Archive) -> None:
    """Every citation of a diplomatic document is found where it stands, with its label; its title and date too."""
    briefing = frus.briefings[Path(row["file"]).stem]
    found = [(*_in_seed(briefing, c), c.label) for c in briefing.citations]
    assert found == [(c["start"], c["end"], proof.folded(c["text"])) for c in row["citations"]]
    if row["style"] != "bare":
        assert briefing.seed.title == row["title"]
        assert (briefing.seed.date.text[:10] if briefing.seed.date else None) == (row["date"][:10] if row["date"] else None)


# ---- Hostile and broken texts -----------------------------------------------------------------


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return the hostile and broken seeds as one archive."""
    return load_folder(tmp_path_factory.mktemp("nasty"), "nasty/seeds")


@pytest.fixture(scope="session")
def nasty_pages(nasty: Archive) -> dict[str, bytes]:
    """Return the pages of the hostile and broken seeds."""
    return made(nasty)


@each("nasty/expect.jsonl")
def test_nasty(row: Row, nasty: Archive, nasty_pages: dict[str, bytes]) -> None:
    """A hostile seed has a page that says what it says, or an error that names it; it never just vanishes."""
    path, identifier = row["file"], Path(row["file"]).stem
    if identifier not in nasty.briefings:
        assert row.get("may_reject"), path
        assert [p for p in nasty.problems if p.path == path and p.level == "error"]
        return
    briefing = nasty.briefings[identifier]
    shown = proof.text_of_page(html_of_page(nasty_pages[f"briefings/{identifier}.md"]))
    assert shown == proof.text_of_seed(briefing)
    if not path.endswith(".md") and briefing.seed.title_basis != "contributor":  # front matter is no part of the text
        assert letters(shown) == left_of(path, "nasty", briefing, [])


SAID: dict[str, Callable[[Briefing], Any]] = {
    "citations": lambda briefing: len(briefing.citations),
    "labels": lambda briefing: [citation.label for citation in briefing.citations],
    "title_expected": lambda briefing: briefing.seed.title,
    "text": lambda briefing: briefing.seed.text.strip(),
}
"""What the corpus says of some hostile seeds, and how a briefing has it."""

EXPECTED = [
    pytest.param(Path(row["file"]).stem, what, row[what], id=f"{Path(row['file']).name} {what}")
    for row in rows("nasty/expect.jsonl")
    for what in SAID
    if row.get(what) is not None
]


@pytest.mark.parametrize(("identifier", "what", "expected"), EXPECTED)
def test_nasty_says(nasty: Archive, identifier: str, what: str, expected: Any) -> None:
    """Where it is known what a hostile seed cites, how it is titled or what its text is, that is what was read."""
    if identifier not in nasty.briefings:
        pytest.skip("refused, as it may be")
    assert SAID[what](nasty.briefings[identifier]) == (expected.strip() if what == "text" else expected)


# ---- Matching ---------------------------------------------------------------------------------


@cache
def _edge_case_names() -> names.Names[str]:
    """Return all the aliases of the edge cases, loaded together."""
    found: names.Names[str] = names.Names()
    for alias in json.loads((CORPORA / "matching" / "edge_cases.aliases.json").read_text(encoding="utf-8")):
        found.add(alias, alias)
    return found


@pytest.mark.parametrize("row", [pytest.param(row, id=row["case"]) for row in rows("matching/edge_cases.jsonl")])
def test_name_is_found(row: Row) -> None:
    """A name is found however a text spells it, and not inside another word."""
    found = {match.value for match in _edge_case_names().find(row["text"])}
    assert row["alias"] in found if row["alias"] else not found


@pytest.mark.parametrize("row", [pytest.param(row, id=row["sentences"][0]) for row in rows("matching/sentences.jsonl")])
def test_sentences_part_where_they_end(row: Row) -> None:
    """A quotation starts and ends with its sentence, whatever abbreviations stand in it."""
    text = " ".join(row["sentences"])
    assert [text[start:end] for start, end in sentences.spans(text)] == row["sentences"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in rows("matching/citation_variants.jsonl")])
def test_citation_forms(row: Row, root: Path) -> None:
    """Each form of a citation met in public text gives as many source records as it names, and no other bracket does."""
    found = archive.load(make_seeds(root, {"seeds/a.txt": row["text"]}))
    (briefing,) = found.briefings.values()
    assert sum(len(citation.records) for citation in briefing.citations) == row["records"]
