"""Whether a text is in the archive already, or nearly: by its bytes, its words, and the runs of three words that it shares."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.files import MAX_BYTES, TextFile, decode
from generator.problems import Problem

NEAR = 0.4
"""The share of common runs of three words from which on two texts count as nearly one.

Measured in November 2026 on 246 documents and 105 altered ones. Of two that have nothing to do with each other the nearest
share 0.27 (announcements of sister volumes, one form filled in twice); with each tenth word changed a text shares 0.41 with
itself or more, cut by a third 0.64.
"""


@dataclass(frozen=True, order=True)
class Copy:
    """A seed that a text is like. share: of their runs of words; 1 where all words are the same."""

    share: float
    path: str
    is_exact: bool = False


_MARKS, _MAY_BE = 48, 0.25
"""How many of a text's longest words are looked for in a seed, and the share that must stand there before the two are compared.

Two that share 0.4 of their runs share more of their words than that; of any others, hardly a long one.
"""


def copies(root: Path, text: TextFile, paths: Iterable[str]) -> list[Copy]:
    """Return the seeds that hold a text or nearly, the nearest first.

    root: the folder that holds seeds/. paths: those of the seeds. One pass over their bytes; nothing is kept.
    """
    words = _words(text.text)
    runs, marks = _runs(words), sorted(set(words), key=lambda word: (-len(word), word))[:_MARKS]
    found = []
    for path in paths:
        other = _read(root, path)
        if isinstance(other, TextFile) and _may_be(other.text.casefold(), marks):
            found.append(Copy(_share(other.text, words, runs), path, is_exact=other.raw == text.raw))
    return sorted((copy for copy in found if copy.share >= NEAR), key=lambda copy: (-copy.is_exact, -copy.share, copy.path))


def _read(root: Path, path: str) -> TextFile | Problem | None:
    """Return a seed's text; `files.read_text` looks for links too, which takes longer than the rest, and there are none."""
    try:
        with (root / path).open("rb") as file:
            return decode(file.read(MAX_BYTES), path)
    except OSError:
        return None


def _may_be(text: str, marks: list[str]) -> bool:
    return sum(mark in text for mark in marks) >= len(marks) * _MAY_BE


def _share(text: str, words: list[str], runs: set[tuple[str, ...]]) -> float:
    """Return how many of two texts' runs are common to both; 1 only where all words are the same."""
    others = _words(text)
    if others == words:
        return 1.0
    other_runs = _runs(others)
    shared = len(runs & other_runs)
    return min(shared / (len(runs) + len(other_runs) - shared), 0.99)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    """Return each run of three words; a text of less is one run."""
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
