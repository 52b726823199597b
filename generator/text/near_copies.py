"""Whether texts stand in the archive already, or nearly: by the runs of three words that two of them share."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

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

T = TypeVar("T", str, tuple[str, ...])


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
        self._runs = _Holders({name: _runs(words) for name, words in self._words.items()})
        self._long = _Holders({name: _long_words(texts[name]) for name in self._words})

    def __len__(self) -> int:
        """Return how many texts are looked for."""
        return len(self._words)

    def found_in(self, other: str, text: str) -> Iterator[Copy]:
        """Yield which of the texts another one is nearly; of two that are both looked for, the second by name only."""
        wanted = {name for name, share, _ in self._long.shared(_long_words(text)) if share >= _MAY_BE}
        if other in self._words:
            wanted = {name for name in wanted if other < name}
        words = _words(text) if wanted else []
        for name, share, count in self._runs.shared(_runs(words)) if wanted else ():
            is_same = words == self._words[name]
            if name in wanted and (is_same or (share >= NEAR and count >= FEWEST)):
                yield Copy(name, other, 1.0 if is_same else min(share, 0.99))


class _Holders(Generic[T]):
    """Sets by name, and which of them hold a thing."""

    def __init__(self, sets: Mapping[str, set[T]]) -> None:
        self._sizes = {name: len(things) for name, things in sets.items()}
        self._holders: dict[T, list[str]] = {}
        for name, things in sets.items():
            for thing in things:
                self._holders.setdefault(thing, []).append(name)

    def shared(self, things: set[T]) -> Iterator[tuple[str, float, int]]:
        """Yield for each set how much of the smaller one of it and another both have, as a share and as a number."""
        found: Counter[str] = Counter()
        for thing in things & self._holders.keys():
            found.update(self._holders[thing])
        for name, size in self._sizes.items():
            least = min(size, len(things))
            yield name, found[name] / least if least else 1.0, found[name]


def _long_words(text: str) -> set[str]:
    """Return a text's longer words, with the marks that stand at them: splitting at spaces alone is many times faster."""
    return {word for word in text.casefold().split() if len(word) >= _LONG}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    """Return each run of three words; a text of less is one run."""
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
