"""Adding a text: its bytes are kept, nothing is overwritten, and who adds it learns what is wrong and what is left."""

import datetime as dt
import os
import re
import tempfile
from pathlib import Path

import pytest
from archives import PROJECT, make_seeds
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator import archive
from generator.cli import main
from generator.disk import files
from generator.disk.files import MAX_BYTES, TextFile
from generator.editing import incoming, new_seed, yaml_files
from generator.editing.refusals import Refused

TALKS = (
    "Harbour talks end without a text\n\n3 May 2031\n\n"
    "Petra Unready, the Sandorian envoy, met the Council of Eelwick in Saltmouth on Friday and spoke of peat, grain, "
    "lamps and the price of ferries. [Citation: Lantern Gazette]\n\nNobody knows when the next round will be held.\n"
)
CONTACT = "contact: corrections@example.org\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an archive with one text."""
    return make_seeds(tmp_path, {"seeds/archive.yml": CONTACT, "seeds/old/041_00112233445566ff.txt": TALKS})


def new(root: Path, raw: bytes | str, *options: str, name: str = "") -> Result:
    """Run the command on bytes: from a file of a name, or from the standard input."""
    content = raw.encode() if isinstance(raw, str) else raw
    if name:
        (root / name).write_bytes(content)
    call = ["new", str(root / name) if name else "-", "--root", str(root), *options]
    return CliRunner().invoke(main, call, input=None if name else content)


def held(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in (root / "seeds").rglob("*") if file.is_file()}


def added(root: Path, before: dict[str, bytes]) -> dict[str, bytes]:
    after = held(root)
    assert {path: after[path] for path in before} == before
    return {path: content for path, content in after.items() if path not in before}


def test_a_text_gets_the_next_number_and_its_bytes_stay(root: Path) -> None:
    """Line ends, byte order mark and trailing blanks are the text's own; the number counts on over all folders."""
    raw = "\ufeffTwo lamps were lit \r\n\r\nThe mayor of Eelwick said so.\r".encode()
    before = held(root)
    result = new(root, raw)
    assert result.exit_code == 0, result.output
    editors_file, seed = sorted(added(root, before), key=lambda path: path.endswith(".txt"))
    assert re.fullmatch(r"seeds/042_[0-9a-f]{16}\.txt", seed)
    assert editors_file == seed.replace(".txt", ".yml")
    assert (root / seed).read_bytes() == raw
    assert seed in result.output


def test_the_editors_file_says_what_is_known_and_asks_the_rest(root: Path) -> None:
    """It can be saved as it is: everything that is not known is a comment."""
    result = new(root, TALKS.replace("Petra Unready", "Ilsa Marrow").replace("peat, grain, lamps", "nothing at all"), "--force")
    path = re.search(r"seeds/\S+\.yml", result.output)
    assert path
    text = (root / path[0]).read_text(encoding="utf-8")
    schema = re.match(r"# yaml-language-server: \$schema=\.\./(\S+)\n", text)
    assert schema
    assert (PROJECT / schema[1]).is_file(), "a text editor finds the schema"
    assert "“Harbour talks end without a text”" in text
    assert "2031-05-03" in text
    assert "# rights: not known" in text
    assert "# origin:" in text
    assert "# title:" not in text
    assert re.search(r"^changes:\n  - \{date: \d{4}-\d\d-\d\d, note: Added\.\}\n\Z", text, re.MULTILINE)
    assert [problem.kind for problem in archive.load(root).problems] == ["unmatched-label", "unmatched-label"]


def test_a_text_without_title_and_date_is_asked_for_both(root: Path) -> None:
    result = new(
        root, "The envoy of Velmark came to Saltmouth and left again without a word to anybody there.\n", "--id", "envoy"
    )
    assert "[no-date]" in result.output
    text = (root / "seeds/envoy.yml").read_text(encoding="utf-8")
    assert "# title: ..." in text
    assert "# date: YYYY-MM-DD" in text


def test_the_editors_file_claims_no_more_than_was_looked_for(root: Path) -> None:
    """A date that the program does not read may stand in the text all the same; nobody has said the language yet."""
    new(root, "Lettre du marais\n\nEelwick, 3 mai 2031\n\nLe Conseil est venu.\n", "--id", "lettre")
    text = (root / "seeds/lettre.yml").read_text(encoding="utf-8")
    assert "the text has none" not in text
    assert "# Language: en, the archive's.\n" in text
    assert "# language: ...  # the text's own, if that is not en\n" in text
    new(root, "---\nlanguage: fr\n---\nUne autre lettre, tout autre.\n", "--id", "autre", name="autre.md")
    text = (root / "seeds/autre.yml").read_text(encoding="utf-8")
    assert "# Language: fr, from its front matter.\n" in text
    assert "# language:" not in text
    new(root, "---\ndate: 2031-05-04\n---\n4 May 2031\n\nOn lamps\n\nThey burn.\n", "--id", "lamps", name="lamps.md")
    text = (root / "seeds/lamps.yml").read_text(encoding="utf-8")
    assert "# Title: “On lamps”, as the text has it.\n# Date: 2031-05-04, from its front matter.\n" in text


def test_a_date_that_is_not_sure_is_asked_for(root: Path) -> None:
    new(root, "On lamps\n\nIlsa Marrow, Keeper\n\n4 May 2031\n\nThey burn.\n", "--id", "lamps")
    text = (root / "seeds/lamps.yml").read_text(encoding="utf-8")
    assert "# Date: 2031-05-04?, inferred from a line of the text.\n" in text
    assert "# date: YYYY-MM-DD" in text


def test_what_is_left_to_do_is_told(root: Path) -> None:
    """The names that the registry lacks come with the command that saves them, which works."""
    result = new(root, "On Monday Foreign Minister Ilsa Marrow spoke in Saltmouth to the sailors.\n", "--id", "marrow")
    assert "Ilsa Marrow (person)" in result.output
    command = re.search(r"briefings (suggest marrow --write .*)", result.output)
    assert command
    assert CliRunner().invoke(main, command[1].split()).exit_code == 0
    assert (root / "seeds/registry/actors/ilsa-marrow.yml").exists()


@pytest.mark.parametrize(
    ("name", "ending"),
    [("talks.md", ".md"), ("TALKS.MD", ".md"), ("talks.text", ".txt"), ("talks", ".txt"), ("a b.txt", ".txt")],
)
def test_markdown_stays_markdown_and_all_else_is_plain_text(root: Path, name: str, ending: str) -> None:
    assert new(root, "# Lamps\n\nTwo were lit.\n", "--id", "lamps", name=name).exit_code == 0
    assert (root / f"seeds/lamps{ending}").exists()


WINDOWS = "Le café de l’île fut fermé; « rien à dire », dit-on.\n".encode("cp1252")

REFUSED: dict[str, tuple[bytes, str]] = {
    "Windows-1252": (WINDOWS, "iconv -f CP1252 -t UTF-8"),
    "Windows-1251": ("Посол сказал, что лампы горят.\n".encode("cp1251"), "iconv -f CP1251 -t UTF-8"),
    "UTF-16 without a mark": ("Two lamps were lit.\n".encode("utf-16-be"), "iconv -f UTF-16BE -t UTF-8"),
    "cut in a character": ("Ein Schiff hieß Möwe, ein anderes ".encode() + b"\xc3", "ends in the middle of a character"),
    "NUL": (b"Two lamps\0were lit, and nobody knew by whom.\n", "[nul-character]"),
    "Cyrillic in UTF-16 without a mark": ("Посол сказал, что лампы горят.\n".encode("utf-16-le"), "iconv -f UTF-16LE -t UTF-8"),
    "a PDF": (b"%PDF-1.7\nstream\n", "This is a PDF file."),
    "a word processor's": (b"PK\x03\x04word/document.xml", ".docx"),
    "a program": (bytes(range(256)) * 20, "[encoding]"),
    "empty": (b"", "[empty-seed]"),
    "blank": ("\ufeff \r\n\u2003\n".encode(), "[empty-seed]"),
    "too large": (b"lamps " * (MAX_BYTES // 6 + 1), "at most 8 MB"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_can_be_no_seed_is_refused_with_what_to_do(root: Path, kind: str) -> None:
    raw, told = REFUSED[kind]
    before = held(root)
    for name in ("", "given.txt"):
        result = new(root, raw, name=name)
        assert (result.exit_code, added(root, before)) == (1, {})
        assert told in result.output
        assert "Nothing was added." in result.output


def test_converting_as_told_makes_a_text_of_it(root: Path) -> None:
    assert new(root, WINDOWS.decode("cp1252").encode(), "--id", "ile").exit_code == 0


def test_a_text_in_utf_16_that_says_so_is_taken(root: Path) -> None:
    """In Cyrillic each second byte of it is a control character."""
    assert new(root, "Посол сказал, что лампы горят.\n".encode("utf-16"), "--id", "lampy").exit_code == 0


def test_a_huge_file_is_refused_without_being_read(root: Path) -> None:
    """50 GB, of which the disk has nothing: only as much is read as a seed may have."""
    with (root / "huge.txt").open("wb") as file:
        os.truncate(file.fileno(), 50_000_000_000)
    result = CliRunner().invoke(main, ["new", str(root / "huge.txt"), "--root", str(root)])
    assert result.exit_code == 1
    assert "[too-large]" in result.output


def test_the_marks_and_addresses_of_markdown_make_no_other_text(root: Path) -> None:
    marked = TALKS.replace("Petra Unready", "*Pet*ra [Unready](https://example.org/who/is/who/in/sandoria)")
    assert "word for word: seeds/old/041_00112233445566ff.txt" in new(root, marked, name="marked.md").output


def test_broken_front_matter_is_refused_and_says_so_of_the_file_given(root: Path) -> None:
    before = held(root)
    result = new(root, "---\ntitle: [\n", name="given.md")
    assert (result.exit_code, added(root, before)) == (1, {})
    assert "given.md" in result.output
    assert "[front-matter]" in result.output


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (TALKS, "byte for byte"),
        (TALKS.replace("\n", "\r\n"), "word for word"),
        (TALKS.upper().replace("[", "("), "word for word"),
        ("\ufeff" + TALKS.replace(", ", " – "), "word for word"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--force",), ("--id", "talks")])
def test_a_text_that_is_there_is_never_added_again(root: Path, text: str, how: str, options: tuple[str, ...]) -> None:
    before = held(root)
    result = new(root, text, *options)
    assert (result.exit_code, added(root, before)) == (1, {})
    assert f"already, {how}: seeds/old/041_00112233445566ff.txt" in result.output


def test_a_text_that_is_nearly_there_wants_force(root: Path) -> None:
    before = held(root)
    text = TALKS.replace("Friday", "Saturday").replace("lamps", "wicks")
    refused = new(root, text)
    assert (refused.exit_code, added(root, before)) == (1, {})
    assert "seeds/old/041_00112233445566ff.txt is nearly the same text" in refused.output
    forced = new(root, text, "--force")
    assert forced.exit_code == 0
    assert "Nearly the same text: seeds/old/041_00112233445566ff.txt" in forced.output
    assert len(added(root, before)) == 2


def test_texts_of_one_form_are_not_near(root: Path) -> None:
    """Two fillings of a form share many words and few runs."""
    form = (
        "Report no. {} of the harbour master: the {} from {} came in at {}, with {} on board, and left for {} the same night."
    )
    (root / "seeds/report.txt").write_text(form.format(1, "Petrel", "Eelwick", "noon", "peat", "Velmark"), encoding="utf-8")
    assert new(root, form.format(2, "Tern", "Aln", "dusk", "grain", "Ore")).exit_code == 0


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        ("harbour talks", "“harbour-talks” could be one"),
        ("../talks", "can be no id"),
        (".talks", "starts with a dot"),
        ("index", "name of a page"),
        ("x" * 101, "longer than 100"),
        ("041_00112233445566FF", "differ by case only"),
        ("041_00112233445566ff", "is in use"),
        ("Retired", "was called “Retired” before"),
        ("orphan", "seeds/orphan.yml is there already"),
        ("", "this one is empty"),
        ("talks.txt", "without the ending: “talks”"),
        ("talks.MD", "without the ending: “talks”"),
        ("CON", "“CON-text” could be one"),
        ("talks.", "“talks” could be one"),
    ],
)
def test_a_name_that_cannot_be_is_refused(root: Path, identifier: str, told: str) -> None:
    make_seeds(root, {"seeds/old/041_00112233445566ff.yml": "formerly: [retired]\n", "seeds/orphan.yml": "rights: not known\n"})
    before = held(root)
    result = new(root, "Two lamps were lit.\n", "--id", identifier)
    assert result.exit_code != 0
    assert added(root, before) == {}
    assert told in result.output


@pytest.mark.parametrize("identifier", ["Übergabe_2031", "محادثات", "谈判.v2", "7"])
def test_a_name_in_any_script_will_do(root: Path, identifier: str) -> None:
    assert new(root, "Two lamps were lit.\n", "--id", identifier).exit_code == 0
    assert identifier in archive.load(root).briefings


def test_a_folder_without_an_archive_is_told(tmp_path: Path) -> None:
    result = new(tmp_path, TALKS)
    assert result.exit_code == 2
    assert "There is no folder seeds/" in result.output


def test_a_line_of_stars_is_no_hindrance(root: Path) -> None:
    assert new(root, "Two lamps were lit.\n\n***\n\nThe mayor of Eelwick said so.\n").exit_code == 0


@given(st.text(min_size=1, max_size=200), st.sampled_from([".txt", ".md"]), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_is_kept_byte_for_byte_or_refused(text: str, ending: str, codec: str) -> None:
    """Whatever stands in it, the editors' file beside it is YAML that the archive reads, and nothing but its own."""
    raw = text.encode(codec, "ignore")
    found = incoming.decode(raw, "given")
    if not isinstance(found, TextFile):
        return
    with tempfile.TemporaryDirectory() as folder:
        root = make_seeds(Path(folder), {"seeds/archive.yml": CONTACT})
        try:
            done = new_seed.add(root, found, ending, dt.date(2031, 5, 10))
        except Refused:
            return
        assert (root / done.path).read_bytes() == raw
        assert not [problem for problem in done.problems if problem.path == done.edits]
        assert yaml_files.read(root, done.edits).value("changes")
        assert isinstance(files.read_text(root, done.path), TextFile)
