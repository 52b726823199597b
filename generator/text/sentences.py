"""Sentences of a paragraph, for quoting a mention or a citation in its context."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import itemgetter

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt capt adm sgt maj rev hon sen rep gov pres amb st sec no nos vol p pp fig art para e.g i.e cf "
    "al vs etc jan feb mar apr jun jul aug sept sep oct nov dec inc ltd co corp approx dept u.s u.k u.n a.m p.m".split()
)
_NEVER_LAST = frozenset("mr mrs ms dr prof gen col lt capt adm sgt maj st no vol pp fig art sec e.g i.e cf vs".split())
_STOPS = ".!?…。！？؟۔।"
_CLOSING = r"(?:[\"'”’»)\]]|“(?!\w)|[ \u00a0\u202f]»(?!\w))*+"  # “ closes in German, a space stands before » in French
_END = re.compile(rf"([{_STOPS}](?<![{_STOPS}][{_STOPS}])[{_STOPS}]*+){_CLOSING}(?:\s*\[[^\[\]]*\])*+(?=\s|$|[\u3040-\u9fff])")
"""Where a sentence can end; citations in brackets right behind it belong to it. Possessive, so that it takes linear time.

It opens with a character and looks behind from there, here as below: Python finds that much faster than a look behind first.
"""

_QUOTED = re.compile(
    r"“[^“”]{1,300}”|„[^„“”]{1,300}[“”]|«[^«»]{1,300}»"
    r"|\"(?<![^\s(\[—–]\")(?=\S)[^\"]{1,300}(?<=\S)\""  # a straight mark opens before a word and closes behind one
)
"""A quotation that closes: no sentence ends inside it. A longer one is several sentences, or was never closed."""

_TAIL = re.compile(r"[\[(][^\])]*[\])][.]?\Z|(?i:sources?\s*:)")
_AFTER = re.compile(r"\s*(.{0,2})", re.DOTALL)
_LAST_WORD = re.compile(r"(?<![^\W_])[^\W_](?:[\w.]*[^\W_])?\Z")


@lru_cache(maxsize=1 << 16)  # the paragraphs of 13,000 briefings, each quoted on the pages of all whom it names
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a paragraph's sentences stand in it, in code points, white space around them left out.

    A citation or a "Source: X." behind a sentence belongs to it: "Gen. Oake left. [Citation: A] He waved." has two.
    """
    found, start = [], 0
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _END.finditer(text):
        if not _is_inside(quoted, match.end()) and _ends(text, match):
            found.append((start, match.end()))
            start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(span for span in (_stripped(text, *span) for span in _with_tails(text, found)) if span[0] < span[1])


@lru_cache(maxsize=1 << 16)  # likewise
def edges(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return where a paragraph's sentences start, and where they end."""
    found = spans(text)
    return frozenset(start for start, _ in found), frozenset(end for _, end in found)


def _is_inside(quoted: list[tuple[int, int]], at: int) -> bool:
    """Return whether a place stands inside one of some quotations, which are in order."""
    i = bisect_left(quoted, (at, at)) - 1
    return i >= 0 and at < quoted[i][1]


def _ends(text: str, match: re.Match[str]) -> bool:
    after = _AFTER.match(text, match.end())[1]  # type: ignore[index]  # always matches
    if not after or not match[1].startswith("."):
        return not after[:1].islower()
    before = _LAST_WORD.search(text[max(0, match.start() - 24) : match.start()])
    word = before[0].casefold() if before else ""
    starts_new = not after[0].islower()
    if word in _NEVER_LAST or (len(word) == 1 and word.isalpha()):
        return False
    if word in _ABBREVIATIONS or "." in word:
        return starts_new and not after[0].isdigit() and word in ("etc", "al", "a.m", "p.m", "inc", "ltd")
    return starts_new


def _with_tails(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what is no sentence of its own (a citation, "Source: X.") to the sentence before it."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and _TAIL.match(text[start:end].strip()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def around(text: str, start: int, end: int, most: int = 420) -> tuple[int, int]:
    """Return the sentence that holds a stretch of a paragraph, cut at spaces to about `most` code points."""
    found = spans(text)
    at = bisect_right(found, start, key=itemgetter(1))
    holding = found[at : bisect_left(found, end, key=itemgetter(0))] or ((0, len(text)),)
    first, last = holding[0][0], holding[-1][1]
    if last - first <= most:
        return first, last
    room = max(0, most - (end - start)) // 2
    left = first if start - room <= first else text.rfind(" ", first, max(first, start - room)) + 1 or first
    right = text.find(" ", min(last, end + room), last)
    return left, last if right < 0 else right
