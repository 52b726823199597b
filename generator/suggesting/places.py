"""Names that stand as places in a text and nowhere as one who acts: a text is in Saltmouth, and Saltmouth does nothing."""

import re
from collections.abc import Sequence
from typing import Literal

from generator.naming.candidate_words import BODIES, PLACES, ROLES, SPEAKS, is_common, is_function_word, is_people
from generator.suggesting.proper_nouns import Candidate, is_acronym

Stand = Literal["place", "actor", "either"]
"""What a name stands as in one place of a text: a place, one who acts or is acted on, or what may be either."""

_IN = re.compile(
    r"\b(?:(?:(?<!confidence )(?<!faith )(?<!trust )in|into|near|around|across|outside|inside|throughout"
    r"|(?:north|south|east|west|outskirts|province|city|town|village|island|port)\s+of)\s+(?:the\s+)?"
    r"(?:(?:north|south|east|west|cent(?:er|r))[a-z]*\s+)?"
    r"|(?:came|comes?|coming|drove|fled|flew|fl(?:y|ies|ights?)|go|goes|going|went|headed|journeys?|marched|moved|return(?:ed|s)?"
    r"|roads?|sailed|travel(?:s|l?ed)?|trips?|visits?|way)\s+(?:to|from|at|for)\s+)\Z",
    re.IGNORECASE,
)
"""What stands before places only: “in”, “north of”, “flew to”."""
_TO = re.compile(r"\b(?:to|from|at|via|through|towards?|within|over)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""What stands before places and actors: “to Saltmouth”, “to the Guild”."""
_LISTED = re.compile(r",\s+|,?\s+(?:and|or)\s+")
_OWNS = re.compile(r"([-‐‑])|['’](?:s?\s+(?:[a-z]+\s+)?([a-z]+))?")
"""What goes on from a name without a space: “Saltmouth-led”, “Saltmouth’s new government”."""
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
_BEFORE = re.compile(r"([^\W\d_]+)\s+\Z")
_AFTER = re.compile(r"\s+([^\W\d_A-Z][\w-]*)((?<=s)(?:[.,;:)]|\s*\Z))?")
_DETERMINERS = frozenset("the a an his her its their this that these those our my your".split())


def names(text: str, found: Sequence[Candidate]) -> set[str]:
    """Return the names that stand as a place somewhere, and nowhere as one who acts."""
    stands: dict[str, set[Stand]] = {}
    stand: Stand = "either"
    end = 0
    for name in found:
        stand = _stand(text, name, listed=stand == "place" and bool(_LISTED.fullmatch(text, end, name.start)))
        end = name.end
        stands.setdefault(name.text, set()).add(stand)
        if stand == "place" and _has_place_noun(name):
            stands.setdefault(name.text.rsplit(maxsplit=1)[0], set()).add(stand)
    able = {name.text for name in found if _may_be_place(name)}
    return {name for name in able if "place" in stands[name] and "actor" not in stands[name]}


def _may_be_place(name: Candidate) -> bool:
    """Return whether a name's own words leave it open that it is a place's."""
    lows = name.text.casefold().split()
    is_known = any(low in BODIES or low in ROLES for low in lows) or all(map(is_people, lows)) or is_acronym(name.text)
    return not (is_known or name.role or name.kind == "position")


def _has_place_noun(name: Candidate) -> bool:
    """Return whether a name is one of a river, a strip of land and the like."""
    lows = name.text.casefold().split()
    return len(lows) > 1 and lows[-1] in PLACES


def _stand(text: str, name: Candidate, *, listed: bool) -> Stand:
    """Return what a name stands as at its place in a text.

    listed: the name before stands as a place, and between them a comma or “and”.
    """
    if owns := _OWNS.match(text, name.end):
        return "actor" if owns[1] or owns[2] in BODIES or owns[2] in ROLES else "either"
    before, after = text[max(0, name.start - 40) : name.start], _AFTER.match(text, name.end)
    acts = bool(SPEAKS.match(text, name.end))
    if (after and after[1] in PLACES) or (_has_place_noun(name) and not acts and _THE.search(before)):
        return "place"
    if after and _is_attribute(after, before, acts=acts):
        return "either"
    if _IN.search(before):
        return "either" if after and _is_noun(after[1], acts=acts) else "place"
    if listed and not acts:
        return "place"
    return "either" if _TO.search(before) else "actor"


def _is_noun(low: str, *, acts: bool) -> bool:
    """Return whether a word behind “in Saltmouth” goes on with it; acts: it could be a verb (“in Saltmouth killed”)."""
    return not is_common(low) and (low.endswith("s") or not acts)


def _is_attribute(after: re.Match[str], before: str, *, acts: bool) -> bool:
    """Return whether a name only tells which noun is meant (“the Saltmouth talks”, “with senior Saltmouth envoys.”).

    acts: the noun could be a verb; then it is a noun where a clause ends behind it.
    """
    word = _BEFORE.search(before)
    if word is None or is_function_word(after[1]):
        return False
    tells_of_noun = word[1].casefold() in _DETERMINERS or (word[1].islower() and not is_function_word(word[1]))
    return tells_of_noun and bool(after[2] or not acts)
