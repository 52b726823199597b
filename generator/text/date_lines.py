"""The day that a line of a text names: a date line, with its place and time, or a dateline that a sentence follows."""

import re
from functools import lru_cache

from generator.text.dates import BadDate, Date, locale, parse

_LANGUAGES = "en fr de es it pt nl pl cs ru uk bg sr tr ar he fa ro hu sv da fi el ka".split()
"""Languages whose month names are known in date lines; a seed's own language comes first."""

_TIME = r"(?:,?\s+(?:at\s+)?\d{1,2}(?:[:.]\d\d|\d\d)?\s*(?:Z|UTC|GMT|[ap]\.?m\.?)?)?"
_DAY_LINE = re.compile(
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?:(?:[Ll]e|[Dd]en|a)\s+)?(?P<d1>\d{1,2})(?:er|\.|º)?\s+(?:de\s+)?(?P<m1>[^\W\d_]{3,12}\.?)\s+(?:de\s+)?(?P<y1>\d{4})"
    r"|(?P<m2>[^\W\d_]{3,12}\.?)\s+(?P<d2>\d{1,2}),?\s+(?P<y2>\d{4}))"
)


_BY = r"(?:\s*\([^()\n]{1,40}\))?"
_PLACE = rf"(?:(?P<place>[^\W\d_][\w.'’-]*(?:,?[ ][^\W\d_][\w.'’-]*){{0,4}}){_BY},\s+)?"
"""Where a text was written, and for whom: "Saltmouth", "SALTMOUTH (Harbour Wire)"."""

_PARTICLES = frozenset("am an and au da de del der di do du e el en la le na of on sur upon y на".split())
"""Words in small letters that a place may have; "Embargoed until Monday" and "Statement by the President" have others."""

_LINE = re.compile(rf"\s*{_PLACE}{_DAY_LINE.pattern}{_TIME}{_BY}\s*")
_DATELINE = re.compile(rf"\s*{_PLACE}{_DAY_LINE.pattern}{_BY}(?:\s*\.)?\s*[-–—]\s")


_LINE_MAX = 200
"""Code points of a date line. White space counts, so that neither its length nor that of a place costs more than the text."""


def _date_line(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(line) if len(line) <= _LINE_MAX else None


def of_line(line: str, language: str, *, place: bool = True) -> Date | None:
    """Return the day that a line names when it holds nothing else, a place and a time of day aside; else None.

    place: whether one may stand there.
    """
    match = _date_line(line)
    words = (match["place"] or "").replace(",", "").split() if match else []
    return _day(match, language) if match and (not words or (place and _can_be_place(words))) else None


def place_of(line: str) -> str:
    """Return the place in a line that `of_line` reads, up to its first comma; "" where it holds none."""
    match = _date_line(line)
    return (match["place"] or "").split(",")[0] if match else ""


def _can_be_place(words: list[str]) -> bool:
    ends = {words[0], words[-1]}
    return not any(map(str.islower, ends)) and all(word in _PARTICLES for word in words if word.islower())


def of_dateline(line: str, language: str) -> Date | None:
    """Return the day of a dateline when a line opens with one, "22 May 2012. - The launch ..."; else None.

    A place is in capitals there, "SALTMOUTH, 22 May 2012 (Harbour Wire) - The launch ...": a sentence could begin with others.
    """
    match = _DATELINE.match(line)
    place = (match["place"] or "") if match else ""
    return _day(match, language) if match and place == place.upper() else None


def _day(match: re.Match[str], language: str) -> Date | None:
    if match["iso"]:
        text = match["iso"]
    else:
        month = _month((match["m1"] or match["m2"]).rstrip("."), language)
        text = f"{match['y1'] or match['y2']}-{month:02d}-{int(match['d1'] or match['d2']):02d}"
    try:
        return parse(text)
    except BadDate:
        return None


def _month(name: str, language: str) -> int:
    """Return the month of a name, 0 where none has it or two languages disagree."""
    own = _months(language).get(name.casefold())
    found = {_months(other).get(name.casefold()) for other in _LANGUAGES} - {None}
    return own or (found.pop() or 0 if len(found) == 1 else 0)


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    months = locale(language).months
    names = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                names[str(name).rstrip(".").casefold()] = number
    return names
