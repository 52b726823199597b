"""A name taken apart for comparing: its words that count, its initials, what kind of body it heads, its acronyms."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.naming.romanised import by_sound, romanised

_WORD = re.compile(r"[^\W_]+(?:['’ʼʻ‘`][^\W_]+)*")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_ARTICLE = re.compile(r"\b(?:al|el|ar|as|ash|az|an|ad|at)[-‐‑](?=\w{2})")
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIAL_DOT = re.compile(r"\b(\w)\.(?=\w\b)")
_EMPTY = frozenset(
    "the a an of for and de del la le du des von van der den al el bin ibn ben mr mrs ms dr sir lord sheikh imam ayatollah "
    "president minister general colonel ambassador jr sr affairs movement party group company corporation corp inc ltd llc "
    "plc ag gmbh pjsc ojsc jsc oao pao ooo zao co sa oil gas".split()
)
"""Words that may be missing from a name without making it another: particles, titles, forms of firms."""
_HEADS = frozenset(
    "ministry department committee commission council bureau office agency bank university court parliament army navy "
    "police embassy institute centre center union federation front brigade brigades spokesperson spokesman secretary "
    "representative service board".split()
)
"""Words that name a body of their own: “Hamas” and “Hamas council” are two."""


@dataclass(frozen=True)
class NameParts:
    """A name's words as they are compared; `heads` are those that name a body of their own."""

    words: tuple[str, ...]
    initials: frozenset[str]
    heads: frozenset[str]
    acronyms: frozenset[str]
    is_acronym: bool


@lru_cache(maxsize=1 << 16)
def name_parts(name: str) -> NameParts:
    """Return a name, in any script, in the parts that are compared."""
    plain = _POSSESSIVE.sub("", _INITIAL_DOT.sub(r"\1 ", romanised(name)))
    found = [re.sub(r"\W", "", word) for word in _WORD.findall(_HYPHEN.sub("", _ARTICLE.sub("", plain)))]
    full = [word for word in found if len(word) > 1]
    kept = [word for word in full if word not in _EMPTY] or full or found
    letters = "".join(word[0] for word in found), "".join(word[0] for word in found if word not in ("of", "the", "for", "and"))
    return NameParts(
        tuple(by_sound(word) for word in kept),
        frozenset(word for word in found if len(word) == 1),
        frozenset(word for word in full if word in _HEADS),
        frozenset(filter(lambda some: len(some) > 2, letters)),
        len(found) == 1 and len(found[0]) > 2 and name.strip().isupper(),
    )
