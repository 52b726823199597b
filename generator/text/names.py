"""Finding many names in a text at once, however the text spells, spaces or capitalises them.

A trie of normalised words: a name is found over line breaks, double and no-break spaces and soft
hyphens, with or without diacritics, with any apostrophe or hyphen, in capitals. Places are exact: they
count the code points of the text as it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


def _class_of(categories: tuple[str, ...]) -> str:
    """Return the inside of a regular expression's class for the BMP characters of some categories."""
    codes = [code for code in range(0x10000) if unicodedata.category(chr(code)) in categories]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


_MARKS = _class_of(("Mn", "Mc"))
_FORMAT = "\\u00ad\\u200b-\\u200f\\u2060\\ufeff"
_UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff"
"""Scripts written without spaces (Thai, Lao, Burmese, Khmer, kana, Han): each character is a word."""

_MORE = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}{_FORMAT}])*"
_WORD = re.compile(
    r"((?=[A-Za-z0-9\x80-\U0010ffff])"  # passes over the ASCII that opens no word at once
    rf"(?:[A-Za-z0-9]{{2,}}{_MORE}"  # what the last line finds too, but faster; most words are so
    rf"|[{_UNSPACED}][{_MARKS}]*"
    r"|[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])"  # an initialism, U.S. or M.V.
    rf"|[^\W_]{_MORE}))"
)
"""A word. It is a group, so that splitting a text by it gives the gaps and the words by turns."""

_LOOSE_GAP = re.compile(rf"[\s\-\u2010\u2011'\u2019\u02bc\u2018`_{_FORMAT}]*\Z")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w{2})")
_DOT_GAP = re.compile(r"\.[^\S\n]*\n?[^\S\n]*\Z")
_NOT_DECOMPOSED = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_KANA_VOICING = "\u3099\u309a"


@lru_cache(maxsize=1 << 16)
def _without_marks(word: str) -> str:
    """Return a word without case, diacritics, points, dots and invisible characters."""
    if word.isascii():
        return word.replace(".", "").lower()
    return _plain(word).casefold().translate(_NOT_DECOMPOSED)


@lru_cache(maxsize=1 << 12)
def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    kept = (c for c in decomposed if c in _KANA_VOICING or (c != "." and unicodedata.category(c) not in ("Mn", "Mc", "Cf")))
    return "".join(kept)


def words(text: str) -> list[str]:
    """Return a text's words, folded."""
    return [_without_marks(word) for word in _WORD.findall(text)]


def same_name(text: str) -> str:
    """Return what two spellings have in common when this module would find them in the same places."""
    fold = _plain if _is_initialism(text) else _without_marks
    return " ".join(map(fold, _WORD.findall(text)))


def _is_initialism(text: str) -> bool:
    """Return whether a name is capitals only and short, so that its case tells it from a word (WHO, IS)."""
    return text.isupper() and sum(map(str.isalpha, text)) <= 6


def _needs_capital(text: str) -> bool:
    return next(filter(str.isalpha, text), "").isupper()


@dataclass(frozen=True, slots=True)
class _Name(Generic[T]):
    """A name to look for. initials: where it is an initialism, what its spellings have in common."""

    gaps: tuple[str, ...]
    initials: str | None
    needs_capital: bool
    value: T


@dataclass(slots=True)
class _Node(Generic[T]):
    """A word of names: the words that can come next, and the names that end here.

    starts_small: a name that starts with this word needs no capital.
    """

    after: "dict[str, _Node[T]]" = field(default_factory=dict)
    names: list[_Name[T]] = field(default_factory=list)
    starts_small: bool = False


class _Words:
    """A text's words, folded; the gaps between them; and where each word starts and ends."""

    def __init__(self, text: str) -> None:
        pieces = _WORD.split(text)
        places = list(accumulate(map(len, pieces)))
        self.text = text
        self.folded = list(map(_without_marks, pieces[1::2]))
        self.gaps = pieces[2:-1:2]
        self.starts = places[::2]
        self.ends = places[1::2]


class Match(NamedTuple, Generic[T]):  # a tuple, as is what is made of it: a text has many, and tuples are made faster
    """A name found: where, and the value it was added with."""

    start: int
    end: int
    value: T


class Names(Generic[T]):
    """Names to look for, each with a value of the caller's."""

    def __init__(self) -> None:
        """Start with no names."""
        self._root: _Node[T] = _Node()

    def add(self, text: str, value: T) -> None:
        """Add a name. A name without a letter or digit is never found."""
        initials = same_name(text) if _is_initialism(text) else None
        needs_capital = _needs_capital(text)
        for spelling in {text: None, _apart(text): None, _joined(text): None}:
            found = _Words(spelling)
            node = self._root
            for word in found.folded:
                node = node.after.setdefault(word, _Node())
            if found.folded:
                node.names.append(_Name(tuple(found.gaps), initials, needs_capital, value))
                self._root.after[found.folded[0]].starts_small |= not needs_capital

    def find(self, text: str) -> Iterator[Match[T]]:
        """Yield every place where a name stands in a text, overlapping ones too, by start, then length.

        “Öake” is found in “OAKE”, and “Foreign Ministry” and “Ministry” both in “the Foreign Ministry”.
        """
        if not self._root.after:
            return  # most seeds have no rulings of their own: their text need not be split for them
        found = _Words(text)
        for first, node in enumerate(map(self._root.after.get, found.folded)):
            if node is not None and (node.starts_small or not text[found.starts[first]].islower()):
                yield from _from(node, found, first)


def _from(node: _Node[T] | None, found: _Words, first: int) -> Iterator[Match[T]]:
    """Yield the names that start with one of a text's words. node: the trie's, of that word."""
    last = first
    while node is not None:
        for name in node.names:
            if _fits(name, found, first, last):
                yield Match(found.starts[first], found.ends[last], name.value)
        last += 1
        node = node.after.get(found.folded[last]) if last < len(found.folded) else None


def _apart(text: str) -> str:
    """Return a name with its initialisms' letters set apart ("M.V. Zakharova" as "M V Zakharova")."""
    if "." not in text:
        return text
    return _WORD.sub(lambda match: " ".join(match[0].replace(".", " ").split()) if "." in match[0] else match[0], text)


def _joined(text: str) -> str:
    """Return a name without the apostrophes inside its words ("Mu'ammar" as "Muammar"); a possessive stays."""
    return _INNER_APOSTROPHE.sub("", text)


def _fits(name: _Name[T], found: _Words, first: int, last: int) -> bool:
    """Return whether the words found are the name: its case is right, its gaps are those of one name."""
    start, end = found.starts[first], found.ends[last]
    if name.initials is not None:
        spelt = found.text[start:end]
        if not spelt.isupper() or same_name(spelt) != name.initials:
            return False
    elif name.needs_capital and found.text[start].islower():
        return False
    for at, gap in enumerate(name.gaps, start=first):
        if not _same_gap(found.gaps[at], gap, found.ends[at] - found.starts[at]):
            return False
    return True


def _same_gap(found: str, wanted: str, word_before: int) -> bool:
    if _LOOSE_GAP.match(found):
        return found.count("\n") < 2
    if _DOT_GAP.match(found):
        return word_before <= 4  # "Gen. Haig" is one name; "... with Hamas. Political" is not
    return found.strip() == wanted.strip()
