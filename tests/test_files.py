"""Reading text files: encodings, line ends, and the place of what is wrong."""

import pytest

from generator.files import TextFile, decode
from generator.problems import Problem


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
        (b"one\r\ntwo\0three", "nul-character", (2, 4), "NUL"),
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
    file = decode(b"a\x0cb\x1b[1mc\x07", "seeds/a.txt")
    assert isinstance(file, TextFile)
    assert file.text == "a\x0cb\x1b[1mc\x07"
