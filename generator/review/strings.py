"""Strings to look for in raw texts, cheaply: names, and the words before surnames; what is found is a superset."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from generator.naming import surnames
from generator.naming.surname_words import SHORT_TITLES
from generator.naming.surnames import NameHolder, Surnames
from generator.text.names import Names, words

FEW = 200
"""Up to so many strings, looking for each is faster than looking for all at once: 0.6 ms a text of 7 kB, not 1.4."""

WINDOW = 64
"""Code points before a surname in which its first names and titles are looked for; the annotation looks at 40 a word."""

_MARKS = re.compile("[\u0300-\u036f]")
_NOT_ALNUM = bytes(code for code in range(128) if not chr(code).isalnum())
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_DECOMPOSED = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}


def squashed(text: str) -> str:
    """Return a text's letters and digits alone, folded: however a name is spaced or accented, it stands there as one run."""
    if text.isascii():
        return text.encode().lower().translate(None, _NOT_ALNUM).decode()
    folded = unicodedata.normalize("NFKD", text).casefold()
    for letter, plain in _NOT_DECOMPOSED.items():
        folded = folded.replace(letter, plain)
    return _NOT_WORD.sub("", folded)


class Strings:
    """Strings to look for in texts, as the annotation finds names."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the strings."""
        self.texts = sorted(texts)
        self.squashed = [text for text in map(squashed, self.texts) if text]
        self.names: Names[str] = Names()
        for text in self.texts:
            self.names.add(text, text)

    def stand_in(self, text: str, squash: str) -> bool:
        """Return whether one of them stands in a text; squash: the same text, squashed."""
        may = len(self.squashed) > FEW or any(one in squash for one in self.squashed)
        return may and any(self.names.find(text))


class SurnameDiff:
    """What the words before a surname tell, where first names, titles or posts of the registry differ."""

    def __init__(self, base: Surnames, head: Surnames) -> None:
        """Compare what two registries know of surnames."""
        self._base, self._head = base, head
        everyone = base.holders.keys() | head.holders.keys()
        self.surnames = {name: _words_that_differ(base.of(name), head.of(name)) for name in everyone}
        self.surnames = {name: differing for name, differing in self.surnames.items() if differing}
        self.words = [squashed(word) for word in base.role_words ^ head.role_words]
        self._names = Strings(self.surnames).names
        self._posts = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, self.words)) or '(?!)'})(?:\.|\s)\s*")
        self._first_words = frozenset(name.split()[0] for name in everyone if name)

    def otherwise(self, text: str, squash: str) -> bool:
        """Return whether before some surname in a text the words tell otherwise under the two registries."""
        if any(word in squash for word in self.words) and self._has_post_before_surname(text):
            return True
        here = (name for name in self.surnames if squashed(name) in squash)
        return any(self._differs(text, start, name) for name in here for start in self._starts(text, name))

    def _has_post_before_surname(self, text: str) -> bool:
        low = text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
        return any(
            word in self._first_words for m in self._posts.finditer(low) for word in words(low[m.end() : m.end() + 40])[:1]
        )

    def _starts(self, text: str, surname: str) -> Iterator[int]:
        """Yield where a surname stands in a text behind one of the words that differ."""
        if not (text.isascii() and surname.isascii() and surname.isalnum()):
            yield from (match.start for match in self._names.find(text) if match.value == surname)
            return
        low, differing = text.lower(), self.surnames[surname]
        at = low.find(surname)
        while at >= 0:
            before = words(low[max(0, at - WINDOW) : at])
            if any(_could_mean(word, differing) for word in before):
                yield at
            at = low.find(surname, at + 1)

    def _differs(self, text: str, start: int, surname: str) -> bool:
        one = surnames.before(text, start, self._base.of(surname), self._base)
        return one != surnames.before(text, start, self._head.of(surname), self._head)


def _words_that_differ(base: Sequence[NameHolder], head: Sequence[NameHolder]) -> frozenset[str]:
    """Return the first names, initials and titles that one holder of a surname has on one side only."""
    one, other = ({(b.actor, word) for b in holders for word in b.given | b.titles} for holders in (base, head))
    return frozenset(word for _, word in one ^ other)


def _could_mean(word: str, differing: frozenset[str]) -> bool:
    """Return whether a word is one of some names, or short for one ("Don" for "Donald"), or short for a title."""
    full = SHORT_TITLES.get(word, word)
    return word in differing or full in differing or (len(word) >= 3 and any(name.startswith(word) for name in differing))
