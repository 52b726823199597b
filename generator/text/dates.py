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


def uncertain(date: Date) -> Date:
    """Return a day marked as uncertain."""
    return parse(f"{date.text}?") if date.is_certain else date


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
        month = format_date(day, "d MMMM" if part.day else "MMMM", locale=locale(language))
        return f"{month} {year_words(part.year, language)}"
    words = format_date(day, "long" if part.day else "MMMM y", locale=locale(language))
    return f"{words} {_era(language)}" if part.year < _ERA_UNTIL else str(words)


def year_words(year: int, language: str = "en") -> str:
    """Return a year as a sentence or a heading has it: "2031", "AD 44"."""
    if year >= _ERA_UNTIL:
        return str(year)
    return f"{_era(language)} {year}" if _is_english(language) else f"{year} {_era(language)}"


def _era(language: str) -> str:
    return str(locale(language).eras["abbreviated"][1])


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


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Return what Babel knows of a language; English where it knows none."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en")
