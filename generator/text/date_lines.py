"""The day that a line of a text names: a date line, with its place and time, or a dateline that a sentence follows."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache

from generator.text.dates import Date, locale, parse, uncertain

_LANGUAGES = "en fr de es it pt nl pl cs ru uk bg sr tr ar ar-SY he fa ro hu sv da fi el ka zh ja ko".split()
"""Languages whose months and weekdays are known in date lines; a seed's own language comes first."""

_LABEL = r"(?:(?i:date|dated|datum|data|dato|fecha|дата|tarih|التاريخ|تاریخ|תאריך|日期|日付|날짜)\s?[:：]\s*)?"
"""What a form calls a text's own date. "Published" and "Updated" are dates of a copy."""

_BY = r"(?:\s*[(（][^()（）\n]{1,40}[)）])?"
_PLACE = rf"(?:(?P<place>[^\W\d_][\w.'’\u200c-]*(?:[,،]?[ ][^\W\d_][\w.'’\u200c-]*){{0,4}}){_BY}[,،]\s+)?"
"""Where a text was written, and for whom: "Saltmouth", "SALTMOUTH (Harbour Wire)". A weekday before a comma is in it too."""

_PARTICLES = frozenset("am an and au da de del der di do du e el en la le na of on sur upon y на".split())
"""Words in small letters that a place may have; "Embargoed until Monday" and "Statement by the President" have others."""

_NAME = r"(?:[^\W\d_]|\u200c){3,14}\.?"
_NTH = r"(?:er|st|nd|rd|th|\.|º)?"
_MONTH = rf"{_NAME}(?:\s(?:الأول|الثاني))?"
_A_MONTH = re.compile(r"ב?((?:[^\W\d_]|\u200c){3,}(?:\s(?:الأول|الثاني))?)")
_IN_SIGNS = r"\d{4}\s?[年년]\s?\d\d?\s?[月월]\s?\d\d?\s?[日일]"
_DAY = (
    rf"(?:(?:[Ll]e|[Dd]en|a|am|dnia|lì)\s+)?(?:(?P<weekday>(?:יום\s)?{_NAME})\s+)?(?P<day>"
    rf"\d{{4}}(?P<y>[-/]|\.\s?)\d\d?(?P=y)\d\d?\.?|{_IN_SIGNS}|\d\d?(?P<d>[-/]|\.\s?)\d\d?(?P=d)\d{{4}}"
    r"|\d\d?(?P<s>[-/])\d\d?(?P=s)\d\d(?!\d)"
    rf"|\d\d?{_NTH}\s+(?:del?\s+|ב)?{_MONTH},?\s+(?:del?\s+)?\d{{4}}|{_NAME}\s+\d\d?{_NTH},?\s+\d{{4}})"
    rf"(?:\s*(?:года|г\.|року|р\.|roku|r\.|م))?(?:[,،]?\s*(?P<after>{_NAME}))??"
)
"""A day, with the weekday before or behind it: "Sunday, 26 October 2031", "26 Ekim 2031 Pazar"."""

_TIME = r"(?:,?\s+(?:(?:at|à|às|um|ore|о|в)\s+)?\d{1,2}(?:[:.h]\d\d|\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:[A-Z]{1,5}|h|Uhr)?)?"

_LINE = re.compile(rf"\s*{_LABEL}{_PLACE}{_DAY}{_TIME}(?P<remark>{_BY})\s*\.?\s*")
_DATELINE = re.compile(rf"\s*{_PLACE}{_DAY}{_BY}(?:\s*\.)?\s*(?:[-–]\s+|(?:--|—)\s*)")
_ANOTHER_DAY = re.compile(rf"(?:{_NAME},\s+)?{_DAY}")
_ENDS_IN_DAY = re.compile(rf"(?<!:)(?<!:\d)\d(?:{_NTH}\s+(?:de\s+)?(?P<month>{_NAME})|{_NTH})\Z")
_TAIL = re.compile(
    rf"(?:(?<!\d)(?:[,:(،，：（]|\s[-–—|]|(?=\s\d\d?/\d\d?/\d))|\s(?:от|від|vom|dated)(?=\s))\s*"
    rf"(?:(?P<place>{_NAME})[,،]\s+)?{_DAY}{_TIME}[)）]?\Z"
)
"""A day at a title's end, behind a mark or a word that says “dated”; in numbers between slashes it needs neither."""

_HEAD = re.compile(rf"{_DAY}\s+(?=[^\W\d_a-zа-я])")
_WITHOUT_YEAR = re.compile(rf"\s*(?:\d\d?{_NTH}\s+(?:del?\s+)?(?P<month>{_MONTH})|(?P<first>{_NAME})\s+\d\d?{_NTH})\s*\.?\s*")

_OPENING = re.compile(rf"{_IN_SIGNS}(?=\s?[^\W\d_])(?!\s?[至到以之前后後か까부])")
"""A day that a title opens with, and no period: "2031年10月26日至28日", "2031年10月26日以来"."""

_YEARS = range(1583, 2400)
"""Years of a day in numbers: 1402/08/04 is a Persian one, 26/10/2566 one of Thailand."""

_CENTURY = 69
"""The first year of two digits that is of the last century, by POSIX (`strptime`, %y)."""

_LINE_MAX = 200
"""Code points of a date line. White space counts, so that neither its length nor that of a place costs more than the text."""


def of_line(line: str, language: str, *, place: bool = True) -> Date | None:
    """Return the day that a line names when it holds nothing else, a place and a time of day aside; else None.

    "Saltmouth, 27 October 2031, 10:30 a.m." names 2031-10-27, "The talks of 27 October 2031" none.
    place: whether one may stand there.
    """
    match = _date_line(line)
    words = _place(match, language).replace(",", "").split() if match else []
    date = _day(match, language) if match and (not words or (place and _can_be_place(words))) else None
    return uncertain(date) if date and match and _is_remark(match["remark"]) else date


def place_of(line: str, language: str) -> str:
    """Return the place in a line that `of_line` reads, up to its first comma; "" where it holds none."""
    match = _date_line(line)
    return _place(match, language).split(",")[0] if match else ""


def of_dateline(line: str, language: str) -> Date | None:
    """Return the day of a dateline when a line opens with one, "22 May 2012. - The launch ..."; else None.

    A place is in capitals there, "SALTMOUTH, 22 May 2012 (Harbour Wire) - The launch ...": a sentence could begin with others.
    """
    match = _DATELINE.match(line)
    if match and _ANOTHER_DAY.match(line, match.end()):  # a period: "22 May 2012 - 24 May 2012"
        return None
    place = _place(match, language) if match else ""
    return _day(match, language) if match and place == place.upper() else None


def of_title(title: str, language: str) -> Date | None:
    """Return the day at the end of a title, behind a mark, as uncertain: it may be that of what the title is about.

    Or that which it opens with, in words: "13 August 2031 Lamps relit". Titles in Chinese, Japanese and
    Korean open with it: "2031年10月26日港务发言人主持例行记者会".
    """
    title = seen(title)
    if opening := _OPENING.match(title):
        return uncertain(parse(days[0].isoformat())) if (days := _days(opening[0], language)) else None
    match = _TAIL.search(title) or _HEAD.match(title)
    before = _ENDS_IN_DAY.search(title, 0, match.start()) if match else None
    if before and (not before["month"] or _named(before["month"], language, _months)):  # "25 October - 2 November 2031"
        return None
    date = _day(match, language) if match else None
    return uncertain(date) if date else None


def could_be(title: str, day: Date, language: str) -> bool:
    """Return whether the day in a title, in numbers that may be read in two ways, can be a day that is known."""
    match = _TAIL.search(seen(title))
    return match is not None and day.text.rstrip("?") in [one.isoformat() for one in _days(match["day"], language)]


def is_day_without_year(line: str, language: str) -> bool:
    """Return whether a line is a day without its year, "27 June" or "June 27th", and nothing else."""
    match = _WITHOUT_YEAR.fullmatch(seen(line)) if len(line) <= _LINE_MAX else None
    return match is not None and bool(_named(match["month"] or match["first"], language, _months))


def last_column(line: str) -> str:
    """Return what stands at the right of a line set in two columns, "For Immediate Release      4 May 2031"; else ""."""
    columns = re.split(r"\s{3,}|\t", line.strip())
    return columns[1].strip() if len(columns) == 2 else ""


def _date_line(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(seen(line)) if len(line) <= _LINE_MAX else None


def seen(line: str) -> str:
    """Return a line as a reader sees it: letters composed, without the marks of direction and hyphenation.

    The non-joiner stays, since Persian words are spelt with it.
    """
    if line.isascii():
        return line
    composed = unicodedata.normalize("NFC", line)
    return "".join(c for c in composed if c == "\u200c" or unicodedata.category(c) != "Cf")


def _place(match: re.Match[str], language: str) -> str:
    """Return the place of a line, without the weekday that may stand behind it; "" where there is none."""
    words = (match["place"] or "").replace("،", ",").split()
    count = next((count for count in (2, 1) if _named(" ".join(words[-count:]), language, _weekdays)), 0)
    return " ".join(words[: len(words) - count]).rstrip(",")


def _is_remark(words: str) -> bool:
    """Return whether words in brackets say something of a day, "(deadline)", "(Revised 4 May)", and name nobody."""
    return words.islower() or any(map(str.isdigit, words))


def _can_be_place(words: list[str]) -> bool:
    ends = {words[0], words[-1]}
    return not any(map(str.islower, ends)) and all(word in _PARTICLES for word in words if word.islower())


def _day(match: re.Match[str], language: str) -> Date | None:
    """Return the day of a line, uncertain where it is no such weekday; None where it is none, or could be two."""
    days = _days(match["day"], language)
    beside = [name for name in match.group("weekday", "after") if name]
    groups = match.groupdict()
    place = (groups.get("place") or "").split()
    remark = (groups.get("remark") or "").strip(" ()（）")
    weekdays = [_named(name, language, _weekdays) for name in (*beside, " ".join(place[-2:]), *place[-1:], remark)]
    if len(days) != 1 or not all(weekdays[: len(beside)]):
        return None
    date = parse(days[0].isoformat())
    is_short = groups["s"]  # of the century nobody can be sure
    return uncertain(date) if is_short or {*weekdays} - {0, days[0].isoweekday()} else date


def _days(text: str, language: str) -> list[dt.date]:
    """Return the days that a text can mean: two for 4/5/2031, unless its language writes days with that mark."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) == 2:
        month = max(_named(word, language, _months) for word in _A_MONTH.findall(text))
        orders = [(numbers[1], month, numbers[0])]
    elif re.match(r"\d{4}", text):
        orders = [(numbers[0], numbers[1], numbers[2])]
    else:
        first, second, year = numbers
        year += 0 if year > 99 else 1900 if year >= _CENTURY else 2000
        comes_first = _comes_first(language, re.findall(r"[-./]", text)[0])
        orders = [(year, second, first)] * (comes_first != "M") + [(year, first, second)] * (comes_first != "d")
    found = []
    for year, month, day in dict.fromkeys(orders):
        if year in _YEARS or (len(numbers) == 2 and year < _YEARS.start):
            with suppress(ValueError):  # no day of the calendar
                found.append(dt.date(year, month, day))
    return found


def _comes_first(language: str, mark: str) -> str:
    """Return whether a language writes the day (d) or the month (M) first, where it writes dates with a mark; else "".

    Of English nobody knows, where no country stands.
    """
    known = locale(language)
    short = re.match(rf"([dM])\1?{re.escape(mark)}[dM]", known.date_formats["short"].pattern)
    return short[1] if short and (known.language != "en" or known.territory) else ""


@lru_cache(maxsize=4096)
def _named(name: str, language: str, numbers: Callable[[str], Mapping[str, int]]) -> int:
    """Return the number of a month or weekday, 0 where none has this name or two languages disagree."""
    word = name.rstrip(".,").casefold()
    own = numbers(language).get(word)
    found = {numbers(other).get(word) for other in _LANGUAGES} - {None}
    return own or (found.pop() or 0 if len(found) == 1 else 0)


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    return _numbers(locale(language).months)


@lru_cache(maxsize=64)
def _weekdays(language: str) -> dict[str, int]:
    return {name: number + 1 for name, number in _numbers(locale(language).days).items()}


def _numbers(named: Mapping[str, Mapping[str, Mapping[int, str]]]) -> dict[str, int]:
    """Return the numbers of months or weekdays by their names, long and short, alone and in a date."""
    widths = [named[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return {name.rstrip(".").casefold(): number for names in widths for number, name in names.items()}
