"""Formats of seeds: a made-up one, put into the table alone, is found, read, proved, taken in, looked through and told of."""

import codecs
import json
from dataclasses import replace
from pathlib import Path

import pytest
from archives import PROJECT, made, make_seeds
from click.testing import CliRunner, Result
from engine import html_of_page
from test_review import commit, git, items, told

from generator import archive
from generator.cli import main
from generator.disk import files
from generator.disk.files import TextFile
from generator.edits import Edits
from generator.problems import Problem
from generator.publishing import proof
from generator.reading.seed_formats import FORMATS, SeedFormat, endings
from generator.seed import Contents, Paragraph

ADA = "name: Ada Quill\nkind: person\n"
TALK = (
    "!Of lamps\nTHE LAMPS OF EELWICK\n"
    "A·da Qu·ill told Foreign Minister Il·sa Mar·row that two lamps were lit in the har·bour.\n"
)
SECRET = codecs.encode(TALK, "rot13").encode()
PLAIN = TALK.split("\n", 1)[1].replace("·", "")


def _decode(raw: bytes, path: str) -> TextFile | Problem:
    file = files.decode(raw, path)
    return replace(file, text=codecs.decode(file.text, "rot13")) if isinstance(file, TextFile) else file


def _read(file: TextFile) -> tuple[Contents | None, list[Problem]]:
    title, *lines = file.text.strip().split("\n")
    if not title.startswith("!"):
        return None, [files.in_text(file.text, file.path, 0, "front-matter", "No title stands here.", "write one")]
    layout = tuple(Paragraph(n, file.text.find(line), line.replace("·", "")) for n, line in enumerate(lines, 1))
    return Contents(layout, Edits(title=title[1:])), []


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a format in which letters are swapped, dots part syllables and the first line is the contributor's title."""
    monkeypatch.setitem(FORMATS, ".secret", SeedFormat(_read, _decode, plain_words=lambda text: text.replace("·", "")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    seeds = {"archive.yml": "contact: corrections@example.org\n", "registry/actors/ada-quill.yml": ADA, "lamps.SECRET": SECRET}
    return make_seeds(tmp_path, {f"seeds/{path}": content for path, content in seeds.items()})


def run(root: Path, *call: str) -> Result:
    return CliRunner().invoke(main, [*call, "--root", str(root)])


def test_it_is_found_read_and_proved(root: Path) -> None:
    loaded = archive.load(root)
    assert {problem.kind for problem in loaded.problems} == {"no-date"}
    briefing = loaded.briefings["lamps"]
    assert (briefing.seed.title, briefing.seed.title_basis) == ("Of lamps", "contributor")
    assert [paragraph.is_title for paragraph in briefing.seed.paragraphs] == [True, False]
    assert [mention.actor for mention in briefing.mentions] == ["ada-quill"]
    out = made(loaded)
    assert out["data/seeds/lamps.txt"] == SECRET
    page = html_of_page(out["briefings/lamps.md"])
    assert "Ada Quill</a> told Foreign Minister Ilsa Marrow" in page.decode()
    assert not list(proof.compare(briefing, proof.parsed(page)))


def test_what_its_reader_finds_wrong_is_told_and_harms_no_other(root: Path) -> None:
    make_seeds(root, {"seeds/bad.secret": "Ab gvgyr", "seeds/other.txt": "Two lamps were lit.\n"})
    loaded = archive.load(root)
    assert [(p.path, p.kind) for p in loaded.problems if p.level == "error"] == [("seeds/bad.secret", "front-matter")]
    assert set(loaded.briefings) == {"lamps", "other"}


def test_files_that_may_be_seeds_are_told_of_with_it(root: Path) -> None:
    make_seeds(root, {"seeds/lamps.txt": PLAIN, "seeds/picture.odd": "", "seeds/two words.secret": SECRET})
    told_of = {problem.path: problem for problem in archive.load(root).problems}
    assert told_of["seeds/picture.odd"].hint == "a seed ends in .txt, .md, .markdown or .secret"
    assert told_of["seeds/lamps.SECRET"].kind == "duplicate-id"
    assert told_of["seeds/two words.secret"].kind == "bad-id"
    assert "“lamps.secret” is a file's name" in run(root, "rename", "lamps", "lamps.secret").output


def test_new_takes_it_and_knows_its_words_again(root: Path, tmp_path: Path) -> None:
    other = TALK.replace("LAMPS", "OARS").replace(
        "two lamps were lit in the har·bour", "no ferry had come to any pier since June"
    )
    given = tmp_path / "given.secret"
    given.write_bytes(codecs.encode(other, "rot13").encode())
    assert "Added seeds/000_" in run(root, "new", str(given)).output
    [taken] = (root / "seeds").glob("000_*.secret")
    assert taken.read_bytes() == given.read_bytes()
    (tmp_path / "lamps.txt").write_text(TALK.replace("·", ""), encoding="utf-8")
    assert "word for word: seeds/lamps.SECRET" in run(root, "new", str(tmp_path / "lamps.txt")).output


def test_review_and_suggest_see_its_words(root: Path) -> None:
    suggested = json.loads(run(root, "suggest", "--format", "json").stdout)
    assert [one["name"] for one in suggested] == ["EELWICK", "Ilsa Marrow"]
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, {})
    git(root, "switch", "--quiet", "--create", "change")
    marrow = {"seeds/registry/actors/ilsa-marrow.yml": "name: Ilsa Marrow\nkind: person\n"}
    assert told(root, marrow)["read"] == {"briefings": 1, "of": 1}
    found = items(told(root, {"seeds/copy.txt": PLAIN}), "to_decide")
    assert "copy and lamps: 99%" in found["near-duplicates"]


def test_the_page_on_the_format_explains_each_ending() -> None:
    page = (PROJECT / "docs" / "format.md").read_text(encoding="utf-8")
    lacking = [ending for ending in endings() if f"A `{ending}` seed is" not in page or f"<id>{ending}" not in page]
    assert lacking == [".secret"]
