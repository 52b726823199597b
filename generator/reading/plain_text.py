"""The text of a plain text seed: lines are paragraphs, or the blocks between blank lines where lines are wrapped."""

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.disk.files import TextFile
from generator.problems import Problem
from generator.seed import Contents, Paragraph

WRAP_MAX = 100
"""Code points; hand-wrapped text is set to 60-80, and a paragraph on one line is rarely shorter."""

_LINE_END = re.compile(r"[.!?:;。！？؟”\"»)\]][\"'”’»)\]]*\s*\Z")


def read(file: TextFile) -> tuple[Contents, list[Problem]]:
    """Return a plain text's paragraphs; every text has some, so that nothing is wrong with it."""
    pattern = r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*" if _is_wrapped(file.text) else r"\S[^\n]*"
    blocks = [(match.start(), match[0].rstrip()) for match in re.finditer(pattern, file.text)]
    return Contents(tuple(Paragraph(number, start, words) for number, (start, words) in enumerate(blocks, 1))), []


def may_be_title(shown: Sequence[Paragraph]) -> bool:
    """Return whether the first of some paragraphs may be a title: others follow, and it is not in capitals alone.

    A line of capitals is a heading of a form (SUBJECT, TO). In a script that has no capitals, any line may be a title.
    """
    line = shown[0].text
    return (len(shown) > 1 and line != line.upper()) or (not line.isascii() and line.lower() == line.upper())


def _is_wrapped(text: str) -> bool:
    """Return whether a text's lines were broken by hand: none is long, and most do not end a sentence."""
    lines = text.split("\n")
    if any(len(line) > WRAP_MAX for line in lines):
        return False
    # The first line may be a title, which ends no sentence either.
    followed = [line for line, after in pairwise(text.strip().split("\n")[1:]) if line.strip() and after.strip()]
    return 2 * sum(not _LINE_END.search(line) for line in followed) > len(followed)
