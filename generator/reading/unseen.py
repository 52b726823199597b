"""Characters that nobody sees and that a text hardly has for good reason: they show words in another order, or hide some.

Of what the first can do: N. Boucher, R. Anderson, "Trojan Source: Invisible Vulnerabilities", USENIX Security 2023.
"""

import re
import unicodedata
from collections.abc import Iterator

from generator.disk.files import TextFile, in_text
from generator.problems import Problem
from generator.text.markup import direction, has_right_to_left

_ORDER = "\u202b\u202d\u202e\u2067"
"""They can turn the order of words; those that set a stretch from left to right apart turn only what runs the other way."""

_NEEDED = "\u202b\u2067"
"""A line with Arabic in it may need these, and every line of a text that runs so."""

_IDLE = "\u202d"
"""In a line without Arabic this changes nothing."""

_UNSEEN = re.compile(
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # a flag, such as Scotland's, is spelt with tags (UTS #51)
    f"|(?P<one>[\x01-\x08\x0e-\x1f\x7f-\x9f{_ORDER}\U000e0000-\U000e007f])"
)


def check(file: TextFile) -> Iterator[Problem]:
    """Yield a notice of each character in a seed that nobody sees, where it first stands."""
    if not _UNSEEN.search(file.text):
        return
    places: dict[str, list[int]] = {}
    start, runs = 0, direction(file.text[:4000])
    for line in file.text.split("\n"):
        for at, character in _in_line(line, runs):
            places.setdefault(character, []).append(start + at)
        start += len(line) + 1
    for character, found in places.items():
        order = ", and it changes the order in which words are shown" if character in _ORDER else ""
        more = f" It stands {len(found)} times in all." if len(found) > 1 else ""
        message = f"Nobody sees this character, {named(character)}{order}.{more}"
        hint = "the text stays as it is; if the original has no such character, take it out"
        yield in_text(file.text, file.path, found[0], "unseen-character", message, hint)


def reordering(line: str, runs: str) -> list[str]:
    """Return the characters of a line that show its words in another order, each once, in words. runs: the text's direction."""
    return list(dict.fromkeys(named(character) for _, character in _in_line(line, runs) if character in _ORDER))


def named(character: str) -> str:
    """Return a character that nobody sees in words: `U+202E (right-to-left override)`."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character').lower()})"


def _in_line(line: str, runs: str) -> Iterator[tuple[int, str]]:
    allowed = _NEEDED if runs == "rtl" or has_right_to_left(line) else _IDLE
    for match in _UNSEEN.finditer(line):
        if match["one"] and match["one"] not in allowed:
            yield match.start(), match["one"]
