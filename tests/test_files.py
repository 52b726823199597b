"""Reading text files: encodings, line ends, and the place of what is wrong."""

import random
from pathlib import Path

import pytest
from archives import make_seeds

from generator.disk.files import MAX_BYTES, TextFile, decode, read_text
from generator.problems import Problem

NOISE = random.Random(2031).randbytes(2000)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("é\nb".encode(), "UTF-8"),
        ("é\r\nb".encode("utf-8-sig"), "UTF-8"),
        (b"\xff\xfe" + "é\rb".encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + "é\nb".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_text_is_the_same_in_every_encoding_it_may_have(raw: bytes, encoding: str) -> None:
    """A byte order mark and an editor's line ends are no part of the text; the bytes are kept for the proof."""
    file = decode(raw, "seeds/a.txt")
    assert isinstance(file, TextFile)
    assert (file.text, file.encoding, file.raw) == ("é\nb", encoding, raw)


@pytest.mark.parametrize(
    ("raw", "kind", "place", "words"),
    [
        ("A line\nLe café – fermé".encode("cp1252"), "encoding", (2, 7), "Windows-1252"),
        ("“Quoted” words, and more of them.".encode("cp1252"), "encoding", (1, 1), "Windows-1252"),
        ("Заявление министра иностранных дел".encode("cp1251"), "encoding", (1, 1), "Windows-1251"),
        ("Title\nRUSSIA: визит делегации в Москву".encode("cp1251"), "encoding", (2, 9), "Windows-1251"),
        ("Plain words".encode("utf-16-le"), "encoding", (1, 2), "UTF-16"),
        ("é, then cut: é".encode()[:-1], "encoding", (1, 14), "middle of a character"),
        ("\ufeffone\nté".encode("utf-16-le")[:-1], "encoding", (2, 2), "middle of a character"),
        ("Посол сказал, что лампы горят".encode("utf-16-be"), "encoding", (1, 1), "UTF-16"),
        ("Посол сказал, что лампы горят".encode("utf-16-le"), "encoding", (1, 2), "UTF-16"),
        (b"one\r\ntwo\0three", "nul-character", (2, 4), "NUL"),
        (b"\0", "nul-character", (1, 1), "NUL"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "encoding", (0, 0), "a picture"),
        (b"PK\x03\x04" + NOISE, "encoding", (0, 0), "a ZIP archive"),
        (b"{\\rtf1 Plain words in disguise.}", "encoding", (0, 0), "an RTF file"),
        (NOISE, "encoding", (0, 0), "no text"),
        (NOISE[:60], "encoding", (0, 0), "no text"),
        (b"\x7fELF\x02\x01" + bytes(300) + NOISE, "encoding", (0, 0), "no text"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(raw: bytes, kind: str, place: tuple[int, int], words: str) -> None:
    """A contributor is told which line and column to look at, and what the file seems to be saved as."""
    problem = decode(raw, "seeds/a.txt")
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.line, problem.column) == (kind, *place)
    assert words in problem.message


def test_other_control_characters_stand() -> None:
    """Only NUL is refused: a form feed or an escape in an old wire text is part of the text."""
    for raw in (b"a\x0cb\x1b[1mc\x07", b"\x07" * 9 + b"FLASH" + b"\x07" * 9, "Лампы горят".encode("utf-16")):
        file = decode(raw, "seeds/a.txt")
        assert isinstance(file, TextFile)
        assert file.text == raw.decode("utf-16" if raw[0] > 127 else "ascii")


@pytest.mark.parametrize(("path", "words"), [("seeds/a.txt", "for a briefing"), ("seeds/a.yml", "for one that editors write")])
def test_a_file_that_is_too_large_is_told_by_its_kind(tmp_path: Path, path: str, words: str) -> None:
    make_seeds(tmp_path, {path: b"# " + b"x" * MAX_BYTES})
    problem = read_text(tmp_path, path)
    assert isinstance(problem, Problem)
    assert (problem.kind, words in problem.message) == ("too-large", True)
