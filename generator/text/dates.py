"""Dates as archives know them: partial, uncertain, intervals; written in EDTF (ISO 8601-2:2019)."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_TIME_OF_DAY = r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?"
_PART = re.compile(rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:{_TIME_OF_DAY})?)?)?([?~%]?)\Z", re.ASCII)
_OPEN = ("", "..")


class BadDate(ValueError):
    """Raised where a text is no date of the kind the archive keeps."""


@dataclass(frozen=True)
class Part:
    """One end of a date: a year, perhaps a month (else 0), perhaps a day (else 0), and how sure it is."""

    year: int
    month: int
    day: int
    qualifier: str

    @property
    def first(self) -> tuple[int, int, int]:
        """Return the earliest day this can mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """Return the latest day this can mean."""
        month = self.month or 12
        return self.year, month, self.day or calendar.monthrange(self.year, month)[1]


@dataclass(frozen=True)
class Date:
    """A date or an interval as it was written, and what it says.

    text: as given. start, end: None where an interval is open or its end unknown.
    """

    text: str
    start: Part | None
    end: Part | None

    @property
    def year(self) -> int:
        """Return the year in which it starts (or, where that is unknown, ends)."""
        part = self.start or self.end
        assert part is not None
        return part.year

    @property
    def sort_key(self) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """Return what dates are ordered by: the earliest day, then the latest; never shown.

        What is open at its start stands in the year in which it ends, under which lists file it.
        """
        first = self.start.first if self.start else (self.year, 1, 1)
        return first, self.end.last if self.end else (9999, 12, 31)

    @property
    def is_certain(self) -> bool:
        """Return whether neither end is marked uncertain or approximate."""
        return not any(part.qualifier for part in (self.start, self.end) if part)


class End(Date):
    """The end of an office: a date, or `..` where it is still held."""

    @property
    def still_held(self) -> bool:
        """Return whether the office is said to be still held."""
        return self.end is None


def parse_end(text: str) -> End:
    """Return the end of an office that a text says; raises BadDate as `parse` does, and where an interval has no end."""
    if text.strip() == "..":
        return End("..", None, None)
    date = parse(text)
    if date.end is None:
        raise BadDate(f"“{text}” has no end: “..” alone says that an office is still held, and no `to:` that nobody knows.")
    return End(date.text, date.start, date.end)


def parse(text: str) -> Date:
    """Return the date that an EDTF text says; a time of day is kept as given and counts for nothing.

    Raises BadDate, whose message is a sentence, where it says none: a day that does not exist, an
    interval that ends before it starts, any other notation.
    """
    ends = text.strip().split("/")
    if len(ends) > 2 or all(end in _OPEN for end in ends):
        raise BadDate(f"“{text}” is no date.")
    parts = [None if end in _OPEN and len(ends) == 2 else _part(end) for end in ends]
    start, end = parts[0], parts[-1]
    if start and end and start.first > end.last:
        raise BadDate(f"“{text}” ends before it starts.")
    return Date(text.strip(), start, end)


def _part(text: str) -> Part:
    match = _PART.match(text)
    if not match:
        raise BadDate(f"“{text}” is no date.")
    year, month, day = (int(group or 0) for group in match.groups()[:3])
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        raise BadDate(f"“{text}” is no day of the calendar.") from None
    if match[2] == "00" or match[3] == "00":
        raise BadDate(f"“{text}” is no day of the calendar.")
    return Part(year, month, day, match[4])


@lru_cache(maxsize=1 << 12)  # a list, a page and its quotations say the same dates; Babel takes its time
def in_words(date: Date, language: str = "en") -> str:
    """Return a date as a sentence has it: "26–27 October 2023 (uncertain)"."""
    words = _interval(date, language)
    qualifiers = {part.qualifier for part in (date.start, date.end) if part and part.qualifier}
    if qualifiers == {"~"}:
        return f"about {words}"
    return f"{words} (uncertain)" if qualifiers else words


def _interval(date: Date, language: str) -> str:
    start, end = date.start, date.end
    if start is None or end is None:
        return f"until {_words(end, language)}" if end else f"from {_words(start, language)}" if start else ""
    if start.first == end.first and start.last == end.last:
        return _words(start, language)
    if start.day and end.day and (start.year, start.month) == (end.year, end.month) and language.startswith("en"):
        return f"{start.day}–{_words(end, language)}"
    return f"{_words(start, language)} – {_words(end, language)}"


_ERA_UNTIL = 1000
"""The first year that is told without its era."""


def _words(part: Part, language: str) -> str:
    # Historians write "15 March AD 44": beside a month, a bare "44" could be 1944, and "0044" is a notation, not a year.
    if not part.month:
        return year_words(part.year, language)
    day = dt.date(part.year, part.month, part.day or 1)
    if _is_english(language):
        month = format_date(day, "d MMMM" if part.day else "MMMM", locale=_locale(language))
        return f"{month} {year_words(part.year, language)}"
    words = format_date(day, "long" if part.day else "MMMM y", locale=_locale(language))
    return f"{words} {_era(language)}" if part.year < _ERA_UNTIL else str(words)


def year_words(year: int, language: str = "en") -> str:
    """Return a year as a sentence or a heading has it: "2031", "AD 44"."""
    if year >= _ERA_UNTIL:
        return str(year)
    return f"{_era(language)} {year}" if _is_english(language) else f"{year} {_era(language)}"


def _era(language: str) -> str:
    return str(_locale(language).eras["abbreviated"][1])


def _is_english(language: str) -> bool:
    return language == "en" or language.startswith("en-")


def month_words(date: Date, language: str = "en") -> str:
    """Return the month (or months, or year) of a date, for "in October 2023"; empty where open."""
    if date.start is None or date.end is None:
        return ""
    ends = [_words(Part(part.year, part.month, 0, ""), language) for part in (date.start, date.end)]
    return ends[0] if ends[0] == ends[1] else " – ".join(ends)


def overlaps(inner: Date, start: Date | None, end: Date | None) -> bool:
    """Return whether an office held from start (None: unknown) to end (None: unknown) fits a date.

    An unknown start is no ground for a fit; an unknown end is, for a date after the start.
    """
    if start is None or start.start is None or inner.start is None or inner.end is None:
        return False
    until = end.end.last if end and end.end else (9999, 12, 31)
    return start.start.first <= inner.end.last and inner.start.first <= until


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


def uncertain(date: Date) -> Date:
    """Return a day marked as uncertain."""
    return parse(f"{date.text}?")


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
    months = _locale(language).months
    names = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                names[str(name).rstrip(".").casefold()] = number
    return names


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en")
