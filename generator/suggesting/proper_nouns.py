"""Stretches of capitalised words in a text: its words, which of them can be names, and how far a name goes."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from generator.naming.candidate_words import (
    BODIES,
    PARTICLES,
    ROLE_ADJECTIVES,
    ROLES,
    calendar,
    countries,
    is_common,
    is_function_word,
    is_people,
)
from generator.text import sentences

_WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\b\.?"  # U.S., J.D.
    r"|[^\W_](?:\w|[\u0300-\u036f\u0591-\u05bd\u064b-\u0652])*(?:['’][^\W\d_]+|[-‐‑][^\W_]\w*|&[^\W\d_]+)*"
)
_PREFIX = re.compile(
    r"(?:anti|pro|non|pre|post|counter|ex|mid|trans|inter|un)[-‐‑](?=\w)|[dl]['’](?=[^\W\d_]{3})", re.IGNORECASE
)
_TAIL = re.compile(r"['’]s?\Z|[-‐‑](?:\w+ed|\w+ing|led|held|run|era|style|wide|like|free|born|made|[a-z]{6,})\Z")
_LATER_CAPITAL = re.compile(r"[^\W\d_]{1,4}['’‐‑-](.)")
_OPENING = re.compile(r"(?:[“\"„«‘:;•*]|[-–—]\s|…)[\s“\"'‘(\[]*\Z|\A\W+\Z")
_GAP = re.compile(r"\.?[^\S\n]*\n?[^\S\n]*\Z")
_AND_GAP = re.compile(r"[^\S\n]+&[^\S\n]+\Z")
_LONGEST = 12
"""Words a name may have."""


Kind = Literal["person", "organisation", "state", "position"]


@dataclass(frozen=True)
class Candidate:
    """A stretch of a text that may name an actor: where, the kind guessed, and why.

    role: the words for a post that stand before the name; "" where none do.
    """

    start: int
    end: int
    text: str
    kind: Kind
    reasons: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True)
class Word:
    """A word of a text: where, as it stands there without possessive endings, and whether it has a capital.

    weak: it stands where any word may have one. cut: an ending was taken off, so a name ends here.
    """

    start: int
    end: int
    text: str
    capital: bool
    weak: bool
    cut: bool

    @property
    def low(self) -> str:
        """Return it in small letters, without a last full stop."""
        return self.text.casefold().rstrip(".")


@dataclass(frozen=True)
class Reading:
    """A text, its words that stand in small letters somewhere, and those with a capital where it means something."""

    text: str
    lower: frozenset[str]
    firm: frozenset[str]
    runs: tuple[tuple[Word, ...], ...]


def read(text: str) -> Reading:
    """Return a text with the longest stretches of words in it that can be parts of one name."""
    blocks = [_words(text, start, end) for start, end in _blocks(text)]
    lower = frozenset(word.low for words in blocks for word in words if not word.capital)
    firm = frozenset(word.text for words in blocks for word in words if word.capital and not word.weak)
    found: list[tuple[Word, ...]] = []
    for words in blocks:
        nexts = [*words[1:], None][: len(words)]
        able = [_can_be_name(text, word, after, lower, firm) for word, after in zip(words, nexts, strict=True)]
        found += _runs(text, words, able)
    return Reading(text, lower, firm, tuple(found))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs, headings and list items stand; a line that goes on in the next does not end one."""
    start = 0
    for line in re.finditer(r"[^\n]*(?:\n|\Z)", text):
        if not _goes_on(line[0].strip(), text[line.end() : line.end() + 80].lstrip(" \t")[:1]):
            if text[start : line.end()].strip():
                yield start, line.end()
            start = line.end()


def _goes_on(line: str, after: str) -> bool:
    if not line or not after or line[-1] in '.!?:”"':
        return False
    return after.islower() or (after.isalnum() and (len(line) > 45 or line.rsplit(maxsplit=1)[-1].islower()))


def _words(text: str, start: int, end: int) -> list[Word]:
    block = text[start:end]
    openings = {start + at for at, _ in sentences.spans(block)}
    heading = _is_heading(block)
    return [
        _word(text, start + match.start(), start + match.end(), start, openings, heading) for match in _WORD.finditer(block)
    ]


def _is_heading(block: str) -> bool:
    """Return whether capitals say little here: most words have one."""
    long = [word for word in block.split() if len(word) > 3 and word[0].isalpha()]
    return (
        len(block) < 160
        and block.rstrip()[-1:] not in tuple(".:;,!")
        and len(long) > 2
        and sum(word[0].isupper() for word in long) >= 0.7 * len(long)
    )


def _word(text: str, start: int, end: int, block: int, openings: Container[int], heading: bool) -> Word:
    prefix = _PREFIX.match(text, start, end)
    first = prefix.end() if prefix and text[prefix.end()].isupper() else start
    tail = _TAIL.search(text, first, end)
    last = tail.start() if tail and tail.start() > first else end
    word = text[first:last]
    later = _LATER_CAPITAL.match(word)
    opens = start in openings or bool(_OPENING.search(text[max(block, start - 6) : start]))
    weak = first == start and (heading or opens)
    return Word(first, last, word, word[0].isupper() or bool(later and later[1].isupper()), weak, last < end)


def _can_be_name(text: str, word: Word, after: Word | None, lower: Container[str], firm: Container[str]) -> bool:
    """Return whether a word with a capital can be part of a name, by where it stands and where else it does."""
    low = word.low
    if not word.capital or low in calendar() or _is_pronoun(low) or (is_function_word(low) and word.text not in ("US", "WHO")):
        return False
    if not word.weak:
        return True
    if after is not None and after.capital and not after.weak and _joined(text, word, after) and _is_telling(low):
        return True
    if is_acronym(word.text):
        return low not in lower and not is_common(low)
    return not is_common(low) and (word.text in firm or low not in lower)


def _is_pronoun(low: str) -> bool:
    return low == "i" or (low[0] == "i" and low[1:2] in ("'", "’"))


def _is_telling(low: str) -> bool:
    return low in ROLES or low in ROLE_ADJECTIVES or low in BODIES or low in countries() or is_people(low)


@lru_cache(maxsize=1 << 15)
def is_acronym(word: str) -> bool:
    """Return whether a word is two to eight capitals, with digits or hyphens perhaps (UN, CJTF-OIR)."""
    letters = word.replace(".", "").replace("-", "")
    return (
        2 <= len(letters) <= 8 and letters.isalnum() and sum(letter.isupper() for letter in letters) >= max(2, len(letters) - 1)
    )


def _joined(text: str, before: Word, after: Word) -> bool:
    """Return whether nothing but space stands between two words, or the full stop of an initial or a title."""
    gap = text[before.end : after.start]
    if before.cut or not gap:
        return False
    if not _GAP.match(gap):
        return bool(_AND_GAP.match(gap))
    return "." not in gap or len(before.text) == 1 or before.low in ROLES or before.low in ("jr", "sr")


def _runs(text: str, words: list[Word], able: list[bool]) -> Iterator[tuple[Word, ...]]:
    at = 0
    while at < len(words):
        if not able[at]:
            at += 1
            continue
        run, at = [words[at]], at + 1
        while at < len(words) and len(run) < _LONGEST:
            ahead = _step(text, run, words, able, at)
            if not ahead:
                break
            run += words[at : at + ahead]
            at += ahead
        yield tuple(run)


def _step(text: str, run: list[Word], words: list[Word], able: list[bool], at: int) -> int:
    """Return how many of the words ahead go on with a name: one, or up to three with small words first."""
    if not _joined(text, run[-1], words[at]):
        return 0
    if able[at]:
        return 1
    for small in (1, 2):
        ahead = words[at : at + small + 1]
        if len(ahead) <= small or not all(_joined(text, a, b) for a, b in pairwise(ahead)):
            return 0
        if able[at + small]:
            return small + 1 if _links(run, [word.low for word in ahead[:small]]) else 0
    return 0


def _links(run: list[Word], between: list[str]) -> bool:
    """Return whether small words between two capitalised ones are inside one name (bin; of the, after a body or post)."""
    if all(word in PARTICLES for word in between):
        return True
    heads = any(word.low in BODIES or word.low in ROLES for word in run)
    if between[0] in ("of", "for") and between[1:] in ([], ["the"]):
        return heads
    return between == ["and"] and heads and any(word.low in ("of", "for") for word in run)
