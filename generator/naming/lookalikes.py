"""Names that could be one: the same name in another transliteration, order or length; only a human merges."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.entry_names import excepted, known_by
from generator.formats import Actor, Source
from generator.naming.name_parts import NameParts, name_parts
from generator.naming.romanised import by_sound, skeleton
from generator.reading.registry import Registry

LOOKS_LIKE = 0.85
"""From this score on two names look like one. Measured on 64 labelled pairs, of people and bodies, different
transliterations and deliberately close names: F1 .986 (precision .972, recall 1)."""


def score(a: str, b: str) -> float:
    """Return how much two names look like one, from 0 to 1.

    a, b: names in any script. The words of the shorter are paired with words of the longer, in any order;
    what is left over of the longer costs a little, what is left over of both costs all.
    """
    short, long = sorted((name_parts(a), name_parts(b)), key=lambda parts: (len(parts.words), parts.words))
    if not short.words:
        return 0.0
    if short.words == long.words and short.initials == long.initials:
        return 1.0
    if _is_acronym(short, long) or _is_acronym(long, short):
        return 0.9
    pairs = _paired(short.words, long.words)
    likeness = [_alike(a, b) for a, b in pairs]
    alike = (sum(likeness) / len(likeness) + min(likeness)) / 2
    return round(max(0.0, alike - _left_over(short, long, pairs)), 3)


def _is_acronym(short: NameParts, long: NameParts) -> bool:
    return short.is_acronym and not long.is_acronym and short.words[0] in map(by_sound, long.acronyms)


def _paired(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return each word of the left with its partner among the right, the surest first."""
    rest = list(right)
    found = []
    for word in sorted(left, key=lambda word: -max(_alike(word, other) for other in right)):
        partner = max(rest, key=lambda other: _alike(word, other))
        found.append((word, partner))
        rest.remove(partner)
    return found


def _left_over(short: NameParts, long: NameParts, pairs: list[tuple[str, str]]) -> float:
    """Return what the words of the longer name that have no partner cost, and heads and initials that differ."""
    over = len(long.words) - len(pairs)
    cost = _initials_apart(short, long, pairs) + (0.3 if short.heads != long.heads else 0.0)
    if over and len(pairs) == 1:
        is_surname = pairs[0][1] == long.words[-1] and not short.heads
        return cost + (1 - LOOKS_LIKE if is_surname else 0.5)
    return cost + 0.04 * over + (0.2 if over > len(pairs) else 0.0)


def _initials_apart(short: NameParts, long: NameParts, pairs: list[tuple[str, str]]) -> float:
    """Return what it costs that initials are others than those, or than the first letters, of the other name."""
    partners = [partner for _, partner in pairs]
    beside = long.initials | {word[0] for word in long.words if word not in partners}
    if not short.initials or not beside or short.initials == beside:
        return 0.0
    if not short.initials & beside:
        return 0.4
    return 0.2 if long.initials else 0.0


@lru_cache(maxsize=1 << 18)
def _alike(a: str, b: str) -> float:
    """Return how alike two words by their sound are: by letters, and better where only vowels differ."""
    if a == b:
        return 1.0
    by_letters = 1 - _distance(a, b) / max(len(a), len(b))
    bones = skeleton(a)
    if len(bones) > 1 and bones == skeleton(b) and not _are_two_sounds(a, b):
        return 0.8 + 0.2 * by_letters
    return by_letters


def _are_two_sounds(a: str, b: str) -> bool:
    """Return whether one word has k where the other has h: each is written for g, never for the other."""
    return any({x, y} == {"k", "h"} for x, y in zip(_consonants(a), _consonants(b), strict=False))


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in "aeiouy")


def _distance(a: str, b: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with a neighbour to make one the other."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        further, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, further[j - 2] + 1)
            row.append(cost)
    return row[-1]


class Lookalikes:
    """Many names, kept so that those that look like a given one are found without looking at all."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """Keep names.

        names: by the id of what bears them.
        """
        self._names = [(identifier, name) for identifier, spellings in names.items() for name in dict.fromkeys(spellings)]
        self._blocks: dict[str, list[int]] = {}
        for number, (_, name) in enumerate(self._names):
            for key in {key for keys in _keys(name) for key in keys}:
                self._blocks.setdefault(key, []).append(number)

    def near(self, name: str) -> list[tuple[str, float]]:
        """Return the ids of what bears a name that looks like one, each with its best score, the best first.

        name: in any script.
        """
        best: dict[str, float] = {}
        for number in self._worth_a_look(name):
            identifier, other = self._names[number]
            best[identifier] = max(best.get(identifier, 0.0), score(name, other))
        return sorted(((i, found) for i, found in best.items() if found >= LOOKS_LIKE), key=lambda pair: (-pair[1], pair[0]))

    def _worth_a_look(self, name: str) -> Iterator[int]:
        """Yield the names of which every word, or of the name given every word, has a likely partner."""
        shared = Counter[int]()
        for keys in _keys(name):
            shared.update({number for key in keys for number in self._blocks.get(key, ())})
        wanted = len(name_parts(name).words)
        for number, count in shared.items():
            if count >= min(wanted, len(name_parts(self._names[number][1]).words)):
                yield number


def _keys(name: str) -> list[set[str]]:
    """Return for each word of a name what a word that looks like it may share: its consonants, one perhaps missing.

    For an acronym, and for the words it may stand for, the initials.
    """
    parts = name_parts(name)
    if parts.is_acronym:
        return [_bones(parts.words[0]) | {f"initials {parts.words[0]}"}]
    initials = {f"initials {by_sound(letters)}" for letters in parts.acronyms}
    return [_bones(word) for word in parts.words] + [initials] * len(parts.words)


def _bones(word: str) -> set[str]:
    bones = skeleton(word)
    if len(bones) < 2:
        return {f"word {word}"}
    return {bones} | ({bones[:i] + bones[i + 1 :] for i in range(len(bones))} if len(bones) > 3 else set())


@dataclass(frozen=True)
class Pair:
    """Two entries of the registry that look like one, by which of their names, and how much."""

    ids: tuple[str, str]
    names: tuple[str, str]
    score: float


def duplicates(registry: Registry) -> list[Pair]:
    """Return the pairs of actors, and of sources, whose names look like one, the likeliest first.

    registry: its drafts are not in it. Persons are compared with persons, positions with positions; a
    name that stands under an actor's `not` is not compared with it. A family name alone is not enough.
    """
    return sorted([*_pairs(registry.actors), *_pairs(registry.sources)], key=lambda pair: (-pair.score, pair.ids))


def _pairs(entries: Mapping[str, Actor] | Mapping[str, Source]) -> Iterator[Pair]:
    index = Lookalikes({entry.id: known_by(entry) for entry in entries.values()})
    found = {
        tuple(sorted((entry.id, other)))
        for entry in entries.values()
        for name in known_by(entry)
        for other, _ in index.near(name)
    }
    for one, other in sorted(pair for pair in found if len(set(pair)) == 2):
        yield from _pair(entries[one], entries[other])


def _pair(one: Actor | Source, other: Actor | Source) -> Iterator[Pair]:
    """Yield two entries with the two names of theirs that are most alike, where they may be one."""
    if _group(one) != _group(other):
        return
    said_apart = {*excepted(one), *excepted(other)}
    both = [(score(a, b), a, b) for a in known_by(one) for b in known_by(other) if not {a, b} & said_apart]
    likeness, a, b = max(both, default=(0.0, "", ""))
    if likeness > LOOKS_LIKE:
        yield Pair((one.id, other.id), (a, b), likeness)


def _group(entry: Actor | Source) -> str:
    """Return what an entry is compared with: persons, positions, sources, states, or other bodies."""
    kind = entry.kind if isinstance(entry, Actor) else "source"
    return "body" if kind in ("organisation", "group") else kind
