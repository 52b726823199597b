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
from itertools import pairwise
from typing import Generic, TypeVar

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

_WORD = re.compile(
    rf"[{_UNSPACED}][{_MARKS}]*"
    r"|[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])"  # an initialism, U.S. or M.V.
    rf"|[^\W_](?:[^\W_{_UNSPACED}]|[{_MARKS}{_FORMAT}])*"
)
_LOOSE_GAP = re.compile(rf"[\s\-\u2010\u2011'\u2019\u02bc\u2018`_{_FORMAT}]*\Z")
_DOT_GAP = re.compile(r"\.[^\S\n]*\n?[^\S\n]*\Z")
_NOT_DECOMPOSED = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_KANA_VOICING = "\u3099\u309a"


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
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
    return [_folded(match[0]) for match in _WORD.finditer(text)]


def same_name(text: str) -> str:
    """Return what two spellings have in common when this module would find them in the same places."""
    return " ".join(_plain(match[0]) if _is_initialism(text) else _folded(match[0]) for match in _WORD.finditer(text))


def _is_initialism(text: str) -> bool:
    """Return whether a name is capitals only and short, so that its case tells it from a word (WHO, IS)."""
    return text.isupper() and sum(map(str.isalpha, text)) <= 6


def _needs_capital(text: str) -> bool:
    first = next((character for character in text if character.isalpha()), "")
    return first.isupper()


@dataclass(frozen=True)
class _Name(Generic[T]):
    text: str
    gaps: tuple[str, ...]
    value: T


@dataclass
class _Node(Generic[T]):
    after: "dict[str, _Node[T]]" = field(default_factory=dict)
    names: list[_Name[T]] = field(default_factory=list)


@dataclass(frozen=True)
class Match(Generic[T]):
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
        for spelling in {text: None, _apart(text): None, _joined(text): None}:
            found = list(_WORD.finditer(spelling))
            gaps = tuple(spelling[a.end() : b.start()] for a, b in pairwise(found))
            node = self._root
            for match in found:
                node = node.after.setdefault(_folded(match[0]), _Node())
            if found:
                node.names.append(_Name(text, gaps, value))

    def find(self, text: str) -> Iterator[Match[T]]:
        """Yield every place where a name stands in a text, overlapping ones too, by start, then length."""
        found = list(_WORD.finditer(text))
        folded = [_folded(match[0]) for match in found]
        top = self._root.after
        for first, node in ((first, top[word]) for first, word in enumerate(folded) if word in top):
            yield from _from(node, first, text, found, folded)


def _from(node: _Node[T] | None, first: int, text: str, found: list[re.Match[str]], folded: list[str]) -> Iterator[Match[T]]:
    """Yield the names that start with one of a text's words. node: the trie's, of that word."""
    last = first
    while node is not None:
        for name in node.names:
            spans = [match.span() for match in found[first : last + 1]]
            if _fits(name, text, spans):
                yield Match(spans[0][0], spans[-1][1], name.value)
        last += 1
        node = node.after.get(folded[last]) if last < len(folded) else None


def _apart(text: str) -> str:
    """Return a name with its initialisms' letters set apart ("M.V. Zakharova" as "M V Zakharova")."""
    if "." not in text:
        return text
    return _WORD.sub(lambda match: " ".join(match[0].replace(".", " ").split()) if "." in match[0] else match[0], text)


def _joined(text: str) -> str:
    """Return a name without the apostrophes inside its words ("Mu'ammar" as "Muammar"); a possessive stays."""
    return re.sub(r"(?<=\w)['\u2019\u02bc](?=\w{2})", "", text)


def _fits(name: _Name[T], text: str, spans: list[tuple[int, int]]) -> bool:
    """Return whether the words found are the name: its gaps are those of one name, its case is right."""
    start, end = spans[0][0], spans[-1][1]
    if _is_initialism(name.text):
        if same_name(name.text) != same_name(text[start:end].upper()) or not text[start:end].isupper():
            return False
    elif _needs_capital(name.text) and text[start].islower():
        return False
    for (before, left), (right, _), gap in zip(spans, spans[1:], name.gaps, strict=False):
        if not _same_gap(text[left:right], gap, left - before):
            return False
    return True


def _same_gap(found: str, wanted: str, word_before: int) -> bool:
    if _LOOSE_GAP.match(found):
        return found.count("\n") < 2
    if _DOT_GAP.match(found):
        return word_before <= 4  # "Gen. Haig" is one name; "... with Hamas. Political" is not
    return found.strip() == wanted.strip()
