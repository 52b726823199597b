"""The text of a plain text seed: lines are paragraphs, or the blocks between blank lines where lines are wrapped."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from generator.disk.files import TextFile
from generator.edits import Edits
from generator.problems import Problem
from generator.reading import front_matter, leftovers
from generator.seed import Contents, Paragraph
from generator.text import date_lines, opening_labels
from generator.text.lines import with_blank_lines

WRAP_MAX = 100
"""Code points; hand-wrapped text is set to 60-80, and a paragraph on one line is rarely shorter."""

_ONE_LONG_OF = 8
"""Of so many lines one may be longer in a wrapped text, of more one in twenty: an address, a paragraph that was added."""

_LINE_END = re.compile(r"[.!?:;。！？؟”\"»)\]][\"'”’»)\]]*\s*\Z")
_ITEM = re.compile(r"(?P<mark>[-*•‣▪●○◦·–—]|\(?\d{1,3}[.)])[^\S\n]+\S")
"""The start of an item in a list."""

_HEAD = 4
"""Lines in which a text has its head."""


def read(file: TextFile) -> tuple[Contents, list[Problem]]:
    """Return a plain text's paragraphs, and what its contributor says of it where it has front matter.

    Every text has paragraphs, so that nothing keeps it from having a page. What opens like front matter and holds none of its
    keys is text.
    """
    contributor, body, problems = _front_matter(file)
    text = " " * body + with_blank_lines(file.text)[body:]
    lines = [(match.start(), match[0].rstrip()) for match in re.finditer(r"\S[^\n]*", text)]
    blocks = _blocks(text, lines) if _is_wrapped(text) else lines
    words = ((start, file.text[start : start + len(block)]) for start, block in blocks)
    paragraphs = tuple(Paragraph(number, start, block) for number, (start, block) in enumerate(words, 1))
    return Contents(paragraphs, contributor), [*problems, *leftovers.in_plain_text(file)]


def _front_matter(file: TextFile) -> tuple[Edits, int, list[Problem]]:
    head = front_matter.read(file)
    if isinstance(head, Problem) or not front_matter.has_keys(file.text[: head[1]]) or not file.text[head[1] :].strip():
        return Edits(), 0, []
    return head


def _blocks(text: str, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the blocks of a wrapped text, with where they start: blank lines, lists, turns and long lines part them.

    So does a date in the first lines, as a letter's head has it. lines: those that are not blank, from their first sign on.
    """
    labels = Counter(filter(None, (_label(line) for _, line in lines)))
    takes_turns = sum(count > 1 for count in labels.values()) > 1
    dates = _dates_in_head(text, lines)
    blocks: list[list[int]] = []
    item, above = "", ""
    for at, (start, line) in enumerate(lines):
        end = blocks[-1][1] if blocks else 0
        goes_on = bool(blocks) and text.count("\n", end, start) == 1
        found = _ITEM.match(line)
        starts = bool(found) and _follows(found["mark"] if found else "", item, above if goes_on else ":")
        apart = max(len(line), len(above)) > WRAP_MAX or at in dates or at - 1 in dates
        if goes_on and not (starts or apart or (takes_turns and _label(line))):
            blocks[-1][1] = start + len(line)
        else:
            blocks.append([start, start + len(line)])
            item = found["mark"] if found and starts else ""
        above = line
    return [(start, text[start:end]) for start, end in blocks]


def _label(line: str) -> str:
    """Return the label of a turn that a line opens with, in capitals, “MS. QUILL: ...”, “Q  ...”; "" where it has none."""
    place = opening_labels.find(line)
    label = line[slice(*place)] if place else ""
    return label if opening_labels.is_in_capitals(label) else ""


def _dates_in_head(text: str, lines: list[tuple[int, str]]) -> set[int]:
    """Return which of a text's first lines are dates, with words above that they end, and below that begin."""
    found = set()
    for at, (start, line) in enumerate(lines[1:_HEAD], 1):
        begins = text[start + len(line) :].removeprefix("\n").lstrip(" ")[:1]
        if begins.strip() and not begins.islower() and date_lines.of_line(line, "en"):
            found.add(at)
    return found


def _follows(mark: str, item: str, above: str) -> bool:
    """Return whether an item can start with a mark: behind a colon, or behind the item before it in a list.

    item: the mark of the item that the line above belongs to, "" for none. above: that line.
    """
    if above.endswith(":"):
        return True
    numbers = [int("".join(filter(str.isdigit, one)) or 0) for one in (mark, item)]
    return bool(item) and (numbers[0] == numbers[1] + 1 if numbers[0] else mark == item)


def may_be_title(shown: Sequence[Paragraph]) -> bool:
    """Return whether the first of some paragraphs may be a title: others follow, and it is not in capitals alone.

    A line of capitals is a heading of a form (SUBJECT, TO). In a script that has no capitals, any line may be a title.
    """
    line = shown[0].text
    return (len(shown) > 1 and line != line.upper()) or (not line.isascii() and line.lower() == line.upper())


def _is_wrapped(text: str) -> bool:
    """Return whether a text's lines were broken by hand: few are long, and most do not end a sentence."""
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(len(line) > WRAP_MAX for line in lines) > max(len(lines) // 20, len(lines) >= _ONE_LONG_OF):
        return False
    # The first line may be a title, which ends no sentence either.
    followed = [line for line, after in pairwise(text.strip().split("\n")[1:]) if line.strip() and after.strip()]
    return 2 * sum(not _LINE_END.search(line) for line in followed) > len(followed)
