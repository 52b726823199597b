"""Whom a bare surname means: who bears it, and what stands before it in the text.

Surname collisions are the errors that readers of the best archives report most (FRUS's own tracker: issues 284,
359, 437), so a surname links only where something tells whose it is.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator import entry_names
from generator.formats import Actor
from generator.keys import NameUse
from generator.naming.surname_words import FUNCTION_WORDS, SHORT_TITLES, TITLES, country_names, places_and_days
from generator.reading.registry import Registry
from generator.text.names import words

_SUFFIX = re.compile(r"(?:,\s*|\s+)(?:Jr|Sr|I{1,3}|IV|VI{0,3}|Esq|Ph\.?D)\.?\s*\Z")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)(\.?)(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*|(?<=\.))\Z")
_INSTITUTION = re.compile(
    r"[^\S\n]+(?:Library|Memorial|Cent(?:er|re)|Foundation|University|Institute|School|College|Airport|Street|Avenue|Hospital"
    r"|Museum|Stadium|Building|Prize|Square)\b"
)
_ROLE_HEAD = re.compile(r"[,;(]|\b(?:of|to|for|from|until|and|in|at|on|de|du|der)\b")


@dataclass(frozen=True)
class NameHolder:
    """A person with a surname: the first names and initials, and the titles, that go before it."""

    actor: str
    given: frozenset[str]
    titles: frozenset[str]


@dataclass(frozen=True)
class Surnames:
    """Who bears which surname (folded), and whether one person bearing it in the whole archive is enough."""

    holders: dict[str, tuple[NameHolder, ...]]
    role_words: frozenset[str]
    first_names: dict[str, frozenset[str]]
    archive_wide: bool

    def of(self, spelling: str) -> tuple[NameHolder, ...]:
        """Return the persons who bear a surname."""
        return self.holders.get(_key(spelling), ())


def of_registry(registry: Registry) -> Surnames:
    """Return the surnames of a registry's persons."""
    persons = [actor for actor in registry.actors.values() if actor.kind == "person"]
    found: dict[str, list[NameHolder]] = {}
    for person in persons:
        holder = NameHolder(person.id, frozenset(_given(person)), frozenset(_titles(person, registry)))
        for surname in surnames(person):
            found.setdefault(_key(surname), []).append(holder)
    role_words = {word for person in persons for role in person.roles for word in words(role.title)}
    holders = {surname: tuple(here) for surname, here in found.items()}
    return Surnames(holders, frozenset(role_words), _first_names(holders), registry.settings.surname_scope == "archive")


def _first_names(holders: dict[str, tuple[NameHolder, ...]]) -> dict[str, frozenset[str]]:
    """Return who has which first name."""
    found: dict[str, set[str]] = {}
    for here in holders.values():
        for holder in here:
            for word in holder.given:
                found.setdefault(word, set()).add(holder.actor)
    return {word: frozenset(actors) for word, actors in found.items()}


@lru_cache(maxsize=1 << 12)  # a text has the same few surnames, and words before them, again and again
def _key(surname: str) -> str:
    return " ".join(words(surname))


@lru_cache(maxsize=1 << 12)
def _joined(word: str) -> str:
    return "".join(words(word))


def surnames(person: Actor) -> list[str]:
    """Return a person's family name, and other spellings of it that the name gives in brackets.

    As the registry gives it; else the name's last word, a suffix (Jr., II) set aside; else, where the name ends
    in an initial, its first word.
    """
    if person.family_name:
        return [person.family_name]
    name = _BRACKETED.sub(" ", person.name.text)
    while _SUFFIX.search(name):
        name = _SUFFIX.sub("", name)
    parts = name.replace(",", " ").split()
    if not parts:
        return []
    own = parts[0] if _is_initial(parts[-1]) and len(parts) > 1 else parts[-1]
    others = [w for inside in _BRACKETED.findall(person.name.text) for w in inside.split(",")]
    others = [other.split()[-1] for other in others if other.split() and words(other)[-1] not in TITLES]
    return list(dict.fromkeys([own, *(other for other in others if other[:1].isupper())]))


def family_name(person: Actor) -> str:
    """Return the name under which lists have a person: a suffix (Jr., II) heads none."""
    return next(iter(surnames(person)), person.name.text)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _given(person: Actor) -> Iterable[str]:
    """Yield the words, and the initials, that a person's names have before the surname."""
    own = {word for surname in surnames(person) for word in words(surname)}
    for name in _as_written(person, "name", "alias"):
        for word in words(name):
            if word not in own and word not in TITLES and word not in ("jr", "sr", "ii", "iii", "iv"):
                yield word
                yield word[0]


def _as_written(person: Actor, *uses: NameUse) -> Iterable[str]:
    """Yield a person's names of some uses."""
    yield from (name.text.text for name in entry_names.of_entry(person) if name.use in uses)


def _titles(person: Actor, registry: Registry) -> Iterable[str]:
    """Yield the title words of a person: from names and aliases, and the heads of roles ("Ambassador" of ".. to X")."""
    for name in (
        name.text.text for name in entry_names.of_entry(person) if name.use in ("name", "alias", "alias with company")
    ):
        yield from (word for word in words(name) if word in TITLES)
    for role in person.roles:
        position = registry.actors.get(role.position.text) if role.position else None
        for title in (role.title, position.name.text if position else ""):
            yield from words(_ROLE_HEAD.split(title, maxsplit=1)[0])


def title(word: str) -> str:
    """Return a title's word in full: “secretary” for “sec”."""
    return SHORT_TITLES.get(word, word)


class SurnameContext(NamedTuple):
    """What the words before a surname say: whose it can be, and where the name then starts.

    decided: the words themselves tell (a first name, a title); candidates is then what they tell, perhaps nobody.
    titled: a title stands before it, so that it is a person's name and no other word.
    """

    candidates: tuple[str, ...]
    decided: bool
    start: int
    titled: bool = False


def before(text: str, start: int, holders: tuple[NameHolder, ...], known: Surnames) -> SurnameContext:
    """Return what stands before a surname in a text.

    text: the paragraph's. start: where the surname starts. holders: who bears it.
    "John Kennedy" and "N. Khrushchev" tell by the first name, "Ambassador Porter" by the title (where surnames
    count archive-wide); the first name of somebody else tells that none of them is meant.
    """
    everyone = tuple(holder.actor for holder in holders)
    match = _word_before(text, start)
    if match is None:
        return SurnameContext(everyone, decided=False, start=start)
    word = _joined(match[1])
    given = tuple(b.actor for b in holders if _is_given(word, b))
    if given and word not in TITLES:
        return SurnameContext(given, decided=len(given) == 1, start=_start_of_given(text, match.start(), holders, given))
    if word in TITLES or word in known.role_words:
        titled = tuple(b.actor for b in holders if title(word) in b.titles)
        tells = known.archive_wide and len(titled) == 1
        return SurnameContext(titled if tells else everyone, decided=tells, start=start, titled=word in TITLES)
    if _could_be_first_name(text, match, word):
        return SurnameContext((), decided=True, start=start)
    return SurnameContext(everyone, decided=False, start=start)


def _word_before(text: str, start: int) -> re.Match[str] | None:
    """Return the capitalised word directly before a place; None across the end of a sentence."""
    first = max(0, start - 40)
    head = text[first:start].rstrip()
    match = _BEFORE.search(text, first + max(head.rfind(" "), head.rfind("\n")) + 1, start)
    if match is None or not match[1][0].isupper():
        return None
    abbreviated = len(match[1]) == 1 or _joined(match[1]) in TITLES
    return match if abbreviated or not match[2] else None


def _is_given(word: str, holder: NameHolder) -> bool:
    """Return whether a word is a first name or initial of a holder, or a short form of one ("Don" of "Donald")."""
    return word in holder.given or any(len(word) >= 3 and name.startswith(word) for name in holder.given)


def _start_of_given(text: str, start: int, holders: tuple[NameHolder, ...], given: tuple[str, ...]) -> int:
    """Return where a name starts whose surname has first names or initials of its holder before it."""
    own = {word for holder in holders if holder.actor in given for word in holder.given}
    while (match := _word_before(text, start)) and _joined(match[1]) in own:
        start = match.start()
    return start


def _could_be_first_name(text: str, match: re.Match[str], word: str) -> bool:
    """Return whether a capitalised word before a surname may be somebody's first name."""
    if word in FUNCTION_WORDS or word in places_and_days() or _is_shouted_or_joined(match[1]):
        return False
    at = match.start()
    while at and text[at - 1] in " \t\"“‘'(":
        at -= 1
    opens = not at or text[at - 1] in ".!?:;\n—–"
    return not (opens and word.endswith(("ing", "ed", "ly")))


def _is_shouted_or_joined(word: str) -> bool:
    """Return whether a word has capitals inside (FYI, FonMin); names such as McCone have them too."""
    return len(word) > 2 and any(c.isupper() for c in word[1:]) and not word.startswith(("Mc", "Mac"))


def is_institution(text: str, end: int) -> bool:
    """Return whether a surname that ends at a place is part of an institution's name ("Kennedy Library")."""
    return bool(_INSTITUTION.match(text, end))


def needs_more(spelling: str, here: Container[str], lowercase: Container[str], known: Surnames) -> bool:
    """Return whether a surname alone is not enough: a country's name (Jordan), a first name of somebody here, or a word.

    here: the actors of whom any name stands in the seed. lowercase: from `also_words`.
    """
    key = _key(spelling)
    return key in country_names() or key in lowercase or any(actor in here for actor in known.first_names.get(key, ()))


_BESIDE_WORDS = ".,;:!?…()[]{}<>\"'“”„‘’«»*_`-–—/"
"""What stands beside a word with no white space between. To split a text there costs more than to strip its words."""


def also_words(text: str, known: Surnames) -> set[str]:
    """Return the surnames (folded) that a text also has in small letters, as a word (battle, ball, dean)."""
    return known.holders.keys() & {word.strip(_BESIDE_WORDS) for word in set(text.split())}
