"""What may name an actor in a text: by rules on capitalised words, and on what stands before, in and after them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.naming.candidate_words import (
    ABBREVIATIONS,
    BODIES,
    HONORIFICS,
    LOWER_BODIES,
    PLACES,
    ROLE_ADJECTIVES,
    ROLES,
    SPEAKS,
    THINGS,
    countries,
    is_common,
    is_people,
)
from generator.suggesting import places
from generator.suggesting.proper_nouns import Candidate, Kind, Reading, Word, is_acronym, read

_MANY = re.compile(r"\s+(?:were|are|have)\b")


def find(text: str) -> list[Candidate]:
    """Return the stretches of a text that may name persons, bodies, states or posts, in order.

    text: plain. Pure; it knows no names but those of countries. A name that only ever stands as a place is left out.
    In "Foreign Minister Ilsa Marrow was in Saltmouth" it finds a post and a person.
    """
    reading = read(text)
    found = sorted((c for run in reading.runs for c in _of_run(reading, run)), key=lambda candidate: candidate.start)
    full = {name.split()[-1] for name in (c.text for c in found if c.kind == "person") if " " in name}
    only_places = places.names(text, found)
    return [_as_person(c) if c.text in full else c for c in found if c.text not in only_places]


def _as_person(candidate: Candidate) -> Candidate:
    if candidate.kind == "person":
        return candidate
    return replace(
        candidate, kind="person", reasons=(*candidate.reasons, "the last word of a person's name elsewhere in the text")
    )


def _of_run(reading: Reading, run: Sequence[Word]) -> Iterator[Candidate]:
    """Yield what a stretch of capitalised words names: the name, the post before it, and whose post that is."""
    before, of, name = _parted(run)
    if before:
        yield from _of_run(reading, _without_post(before))
        if of and of[-1].low not in ROLE_ADJECTIVES:
            yield from _of_run(reading, of)
        if len(before) > 1 and before[-1].low not in HONORIFICS:
            yield _candidate(reading, (*before, *of), "position", ("a post in capitals",))
    role = " ".join(reading.text[run[0].start : name[0].start].split()) if before and name else ""
    name = _trimmed(name)
    if name and not _says_nothing(reading, name, role):
        kind, reasons = _kind(reading.text, name, role)
        yield _candidate(reading, name, kind, reasons, role)


def _candidate(reading: Reading, words: Sequence[Word], kind: Kind, reasons: tuple[str, ...], role: str = "") -> Candidate:
    start, end = words[0].start, _with_lower_body(reading.text, words)
    return Candidate(start, end, " ".join(reading.text[start:end].split()), kind, reasons, role)


def _parted(run: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word], Sequence[Word]]:
    """Return a run's words for a post (“Foreign Minister”), for whose it is (“of Sandoria”), and the name behind them.

    A post may say first what it is for: “Minister of Ferries of Sandoria”.
    """
    at = max((i for i, word in enumerate(run) if word.low in ROLES), default=-1) + 1
    if at == 0 or (at < len(run) and run[at].low in BODIES):
        return (), (), run
    if at == len(run):
        return ((), (), run) if len(run) < 2 else (run, (), ())
    start = to = at
    while to < len(run) and run[to].low in ("of", "for"):
        at, start = to, to + (2 if run[to + 1].low == "the" else 1)
        to = max((i for i in range(start, len(run)) if _is_of(run, start, i)), default=start) + 1
    return run[:at], run[start:to], run[to:]


def _is_of(run: Sequence[Word], start: int, last: int) -> bool:
    """Return whether words end whose post it is: a body, a field of work or a country."""
    phrase = " ".join(word.low for word in run[start : last + 1])
    return run[last].low in BODIES or run[last].low in ROLE_ADJECTIVES or phrase in countries() or run[last].low in PLACES


def _without_post(words: Sequence[Word]) -> Sequence[Word]:
    """Return what stands before a post's own words: the body or state whose post it is."""
    at = 0
    while at < len(words) and words[at].low not in ROLES and words[at].low not in ROLE_ADJECTIVES:
        at += 1
    return words[:at]


def _trimmed(name: Sequence[Word]) -> Sequence[Word]:
    """Return a name without peoples' adjectives before a person's and small words left at its ends."""
    while name and not name[0].capital:
        name = name[1:]
    while name and not name[-1].capital:
        name = name[:-1]
    return name


def _says_nothing(reading: Reading, name: Sequence[Word], role: str) -> bool:
    """Return whether a run names nobody: a people's name, a thing, a common word, or a title alone."""
    if _with_lower_body(reading.text, name) > name[-1].end or _is_the_people(reading.text, name):
        return False
    lows = [word.low for word in name]
    if all(is_people(low) for low in lows) or _is_thing(lows) or _NOT_A_NAME.match(reading.text, name[-1].end):
        return True
    if len(name) == 1 and lows[0] in BODIES:
        return _only_opens(reading, name[0]) and not SPEAKS.match(reading.text, name[0].end)
    if any(low in BODIES for low in lows) or _is_country(name):
        return False
    is_plain = all(low in reading.lower or is_common(low) or is_people(low) or _FIELD.match(low) for low in lows)
    return not role and (is_plain or _is_title(reading.text, name) or (len(name) == 1 and _is_slight(reading, name[0])))


def _is_thing(lows: Sequence[str]) -> bool:
    """Return whether a name's words head it as that of a law, an event or a work; of an abbreviation too (“TV”)."""
    is_one = lows[-1] in THINGS or lows[0] in ("operation", "exercise")
    return is_one or (len(lows) == 1 and lows[0] in ABBREVIATIONS and lows[0] in BODIES)


def _is_title(text: str, name: Sequence[Word]) -> bool:
    """Return whether a name is a work's (“the novel Grey Tides”), not that of one who does something."""
    before = text[max(0, name[0].start - 16) : name[0].start]
    return bool(_TITLE.search(before)) and not SPEAKS.match(text, name[-1].end)


def _is_country(name: Sequence[Word]) -> bool:
    return " ".join(word.low for word in name) in countries() or name[-1].text.replace(".", "") in ("US", "UK", "UN", "EU")


_SLIGHT = re.compile(r"[IVXLC]+\Z|[^\W\d_][-‐‑][a-z]|.+(?:ics?|[ion]al|ists?|phobia|ology)\Z|.{1,2}\Z|.+\d\Z")
"""Words too little to be a name by themselves: a Roman numeral, an adjective, a field of learning, two letters."""


_FIELD = re.compile(r".+(?:phobia|ology)\Z")
_NOT_A_NAME = re.compile(r"\.(?:com|net|org|info)\b(?!,? (?:has|have|had|is|was|said|says)\b)|[$€£]")
"""What follows a part of an address on the web, unless that acts, or a currency."""
_DETERMINER = re.compile(
    r"\b(?:an?|my|our|your|his|her|their|its|this|these|those|some|any|no|every|each|most|own)\s\Z", re.IGNORECASE
)
_TITLE = re.compile(r"\b(?:book|film|movie|song|album|novel|poem)[,:]?\s[“\"‘'«„]*\Z", re.IGNORECASE)
_WORK = re.compile(rf"{_TITLE.pattern}|\b(?:called|titled|entitled|play|on|via)[,:]?\s[“\"‘'«„]*\Z", re.IGNORECASE)
"""What stands before the title of a work, or before a place or platform on which something is."""


def _is_slight(reading: Reading, word: Word) -> bool:
    """Return whether a word by itself is too little to be a name, unless it does something or follows “the”."""
    if len(word.text) < 2 or word.low.removesuffix("s") in ROLES or word.low in ROLE_ADJECTIVES or is_common(word.low):
        return True
    acts = bool(SPEAKS.match(reading.text, word.end))
    if is_acronym(word.text):
        return word.low in ABBREVIATIONS or (
            bool(_SLIGHT.match(word.text)) and not acts and not _follows_the(reading.text, word)
        )
    if _SLIGHT.match(word.text) or _is_plural(reading, word) or _is_thing_here(reading.text, word, acts=acts):
        return True
    return _only_opens(reading, word) and not acts


def _is_plural(reading: Reading, word: Word) -> bool:
    """Return whether a word is a common noun's plural (“Loopholes”, “Designs were”)."""
    one = word.low.removesuffix("s")
    if one == word.low:
        return False
    many = _MANY.match(reading.text, word.end) and _only_opens(reading, word)
    return bool(many) or one in reading.lower or one in BODIES or is_common(one)


def _is_thing_here(text: str, word: Word, *, acts: bool) -> bool:
    """Return whether what stands around a word makes it a thing: “an Oath”, “the book Dawn”, “on Chirper”."""
    before, after = text[max(0, word.start - 16) : word.start], text[word.end : word.end + 2]
    if _DETERMINER.search(before):
        return not (after[:1] == " " and after[1:].isalpha())
    return bool(_WORK.search(before)) and not acts


def _only_opens(reading: Reading, word: Word) -> bool:
    """Return whether a word has its capital only where any word may have one."""
    return word.weak and word.text not in reading.firm


def _is_the_people(text: str, name: Sequence[Word]) -> bool:
    """Return whether a people is spoken of as one (“the Sandorians”)."""
    return len(name) == 1 and name[0].low.endswith("s") and is_people(name[0].low) and _follows_the(text, name[0])


def _follows_the(text: str, word: Word) -> bool:
    return text[max(0, word.start - 4) : word.start].casefold() in ("the ", "the\n")


def _with_lower_body(text: str, name: Sequence[Word]) -> int:
    """Return where a name ends when a noun for a body follows it in small letters (“Sandorian government”)."""
    follows = LOWER_BODIES.match(text, name[-1].end)
    adjective = len(name) == 1 and (is_people(name[0].low) or name[0].low in countries() or is_acronym(name[0].text))
    return follows.end() if follows and adjective else name[-1].end


def _kind(text: str, name: Sequence[Word], role: str) -> tuple[Kind, tuple[str, ...]]:
    """Return what a name is likely to name, and why; the first that fits."""
    lows = [word.low for word in name]
    body = next((word.text for word in name if word.low in BODIES), "")
    guesses: list[tuple[bool, Kind, str]] = [
        (_with_lower_body(text, name) > name[-1].end, "organisation", f"“{name[0].text}” before a noun for a body"),
        (bool(role), "person", f"{_counted(name)} after the title “{role}”"),
        (" ".join(lows) in countries(), "state", "the name of a country"),
        (bool(body), "organisation", f"{_counted(name)} with “{body}”, a noun for bodies"),
        (all(_is_of_a_post(low) for low in lows), "position", "a title without a name"),
        (len(name) == 1 and is_acronym(name[0].text), "organisation", "an abbreviation in capitals"),
        (_is_the_people(text, name), "state", "a people spoken of as one"),
        (_follows_the(text, name[0]), "organisation", f"{_counted(name)} after “the”"),
        (len(name) > 1, "person", _counted(name)),
    ]
    guesses.append((True, "organisation", _counted(name)))
    return next((kind, (why,)) for fits, kind, why in guesses if fits)


def _is_of_a_post(low: str) -> bool:
    return low in ROLES or low in ROLE_ADJECTIVES or is_people(low) or low in ("of", "the")


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def _counted(name: Sequence[Word]) -> str:
    count = sum(word.capital for word in name)
    words = "capitalised word" if count == 1 else "capitalised words"
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else count} {words}"
