"""Which files may be seeds, by their endings, and how those of each ending are read.

Whatever depends on an ending asks here: which files are found, what `new` takes, how a text is read and looked through.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.disk import files
from generator.disk.files import TextFile
from generator.problems import Problem
from generator.reading import markdown_seed, plain_text
from generator.seed import Contents, Paragraph


@dataclass(frozen=True)
class SeedFormat:
    """How the files with one ending are read.

    read: returns what a file's text holds, None where an error keeps it from having a page; and what is wrong or open.
    decode: returns the text that bytes hold, or what keeps them from being text; the second argument is the file's path.
    plain_words: returns the words of a text without marks or markup, for looking through many texts; it is cheap, and so
    may be wrong about a few words.
    may_be_title: returns whether the first of the paragraphs that are shown may be a title, where it is short and ends no
    sentence; by itself any may.
    """

    read: Callable[[TextFile], tuple[Contents | None, list[Problem]]]
    decode: Callable[[bytes, str], TextFile | Problem] = files.decode
    plain_words: Callable[[str], str] = str
    may_be_title: Callable[[Sequence[Paragraph]], bool] = bool


PLAIN = ".txt"
"""The ending of plain text, as which any other text is taken."""

_MARKDOWN = SeedFormat(markdown_seed.read, plain_words=markdown_seed.plain_words)

FORMATS = {
    PLAIN: SeedFormat(plain_text.read, may_be_title=plain_text.may_be_title),
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
}
"""The formats of seeds by the ending of their files, in small letters."""


def endings() -> tuple[str, ...]:
    """Return the endings that seeds may have."""
    return tuple(FORMATS)


def ending_of(path: str) -> str:
    """Return which of the endings a file has, in small letters; that of plain text where it has another: `A.MD` has `.md`."""
    return next((ending for ending in FORMATS if path.lower().endswith(ending)), PLAIN)


def of(path: str) -> SeedFormat:
    """Return how a file is read, by its name."""
    return FORMATS[ending_of(path)]


def read_text(root: Path, path: str) -> TextFile | Problem:
    """Return a file's text, decoded as its ending asks, or what keeps it from being read."""
    return files.read_text(root, path, of(path).decode)
