"""Whether texts stand in the archive already, or nearly: by the runs of three words that two of them share."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NEAR = 0.5
"""The share of the shorter text's runs of three words from which on two texts count as nearly one.

Measured in November 2026 on 181 public documents. Of 16,290 pairs that have nothing to do with each other one has more:
0.59, two announcements of sister volumes, alike in good part; the next have 0.47 and 0.39. With each tenth word changed a text
shares 0.69 with itself or more, with each seventh 0.57; what was cut, or stands whole in a longer text, shares all of it.
"""
FEWEST = 8
"""Runs that two texts must share at least, unless all their words are the same: a short sentence stands in many texts."""
MOST = 500
"""Texts that are looked for; their runs are held in memory, some hundred bytes each."""

_WORD = re.compile(r"\w+")
_LONG, _MAY_BE = 7, 0.25
"""How long a word is that tells texts apart, and the share of the shorter one's that two must have in common to be compared.

On the same documents and their altered copies, no two that are nearly one share less than 0.4.
"""

Run = tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """A text that is nearly another one. share: of the shorter one's runs; 1 only where all words are the same."""

    text: str
    other: str
    share: float


class NearCopies:
    """Texts to be looked for in others; each of the others is read once, so that the cost grows with their number alone."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take texts by what they are called; no more than MOST are looked for."""
        self._words = {name: _words(text) for name, text in list(texts.items())[:MOST]}
        self._sizes: dict[str, int] = {}
        self._holders: dict[Run, list[str]] = {}
        for name, words in self._words.items():
            runs = _runs(words)
            self._sizes[name] = len(runs)
            for run in runs:
                self._holders.setdefault(run, []).append(name)
        long = [_long_words(texts[name]) for name in self._words]
        self._long: set[str] = set().union(*long)
        self._fewest_long = min(map(len, long), default=0)

    def __len__(self) -> int:
        """Return how many texts are looked for."""
        return len(self._words)

    def found_in(self, other: str, text: str) -> Iterator[Copy]:
        """Yield which of the texts another one is nearly; of two that are both looked for, the second by name only."""
        long = _long_words(text)
        if len(long & self._long) < _MAY_BE * min(len(long), self._fewest_long):
            return
        words = _words(text)
        runs = _runs(words)
        shared = Counter(name for run in runs for name in self._holders.get(run, ()))
        for name, count in shared.items():
            share = count / min(self._sizes[name], len(runs))
            is_same = words == self._words[name]
            is_near = is_same or (share >= NEAR and count >= FEWEST)
            if is_near and name != other and (other not in self._words or other < name):
                yield Copy(name, other, 1.0 if is_same else min(share, 0.99))


def _long_words(text: str) -> set[str]:
    """Return a text's longer words, with the marks that stand at them: splitting at spaces alone is many times faster."""
    return {word for word in text.casefold().split() if len(word) >= _LONG}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> set[Run]:
    """Return each run of three words; a text of less is one run."""
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
