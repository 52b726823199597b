"""Labels that open a line or a paragraph and may say who speaks it: “MR. QUILL:”, “Q”."""

import re

_LABEL = re.compile(
    r"[^\w\[(]{0,3}?(?P<words>[^\W\d_](?:[^\n:;!?\"“”«»()\[\]]{0,70}?[\w.])?)"
    r"(?:[^\S\n]?\([^()\n]{1,60}\))?[^\S\n]?[:：](?!\S*//)(?=\s|[\"“«]|$)"
)
"""What stands before a colon: “MR. QUILL:”, “The Secretary:”, “PRESIDENT OAKE (via interpreter):”."""

_LETTER = re.compile(r"[^\w\[(]{0,3}?(?P<words>Q|[^\W\d_](?=\t|[^\S\n]{2}))(?=[^\S\n]+[^\W_]|[^\S\n]+[\"“‘'«(\[.…—–-])")
"""A letter that stands apart; “Q” alone even by one space, as no language has such a word."""

_MOST_WORDS = 8


def find(text: str) -> tuple[int, int] | None:
    """Return where the words of a label stand that a text opens with, None where it opens with none.

    “MR. QUILL: Good morning.” opens with one that ends at 9, “In the morning: fog.” with none.
    """
    for match in (_LETTER.match(text), _LABEL.match(text)):
        if match and _could_name(match["words"]):
            return match.span("words")
    return None


def _could_name(label: str) -> bool:
    """Return whether words are few and capitalised as names and posts are; particles (“de la”, “of”) may stand inside."""
    parts = label.split()
    small = [at for at, part in enumerate(parts) if part[0].islower()]
    return len(parts) <= _MOST_WORDS and all(0 < at < len(parts) - 1 and len(parts[at]) <= 4 for at in small)


def is_in_capitals(label: str) -> bool:
    """Return whether a label is in capitals, but for a letter or two: “SECRETARY McOAKE”."""
    letters = [c for c in label if c.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) * 0.6
