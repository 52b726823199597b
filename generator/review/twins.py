"""Texts that stand in the archive already: the same sentences in another briefing."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST = 40
"""Code points; shorter sentences ("He declined to comment.") stand in many texts."""

_END = re.compile(r"[.!?。！？\n]+")


@dataclass(frozen=True)
class Twin:
    """Another briefing that has at least half of a new text's sentences, or of which the new text has half."""

    briefing: str
    other: str
    shared: int
    of: int


class Twins:
    """The sentences of new texts, to be looked for in others; each text is read once, so that cost stays linear."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the new texts, by id."""
        self._sentences = {identifier: _sentences(text) for identifier, text in texts.items()}
        self._holders: dict[str, list[str]] = {}
        for identifier, found in self._sentences.items():
            for sentence in found:
                self._holders.setdefault(sentence, []).append(identifier)
        self.found: list[Twin] = []
        for identifier, text in texts.items():
            self.compare(identifier, text)

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self._holders)

    def compare(self, other: str, text: str) -> None:
        """Compare the new texts with another one."""
        theirs = _sentences(text)
        shared = Counter(one for sentence in theirs for one in self._holders.get(sentence, ()))
        for identifier, count in shared.items():
            mine = self._sentences[identifier]
            is_first = other not in self._sentences or other < identifier
            if identifier != other and is_first and 2 * count >= min(len(mine), len(theirs)):
                self.found.append(Twin(identifier, other, count, len(mine)))


def _sentences(text: str) -> set[str]:
    folded = (" ".join(piece.split()).casefold() for piece in _END.split(text) if len(piece) >= SHORTEST)
    return {sentence for sentence in folded if len(sentence) >= SHORTEST}
