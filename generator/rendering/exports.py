"""A briefing's citation as reference managers take it: BibTeX, RIS and CSL-JSON."""

import json
import re
from typing import Any

from generator.rendering.cite import Reference, remark, single, year
from generator.text import dates
from generator.text.dates import Date

_TIME_OF_DAY = re.compile(r"T[\d:+Z-]+")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""BibTeX's own names of the months, which each style prints in its language."""

_TEX = str.maketrans(
    {character: f"{{\\{character}}}" for character in "&%$#_"}
    | {
        "{": r"{\textbraceleft}",  # BibTeX counts braces, a backslash before them or not
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "\\": r"{\textbackslash}",
    }
)
"""What means something to TeX, as TeX prints it; in braces, so that the letter after it is not taken for its name."""


def bibtex(cited: Reference) -> str:
    """Return an entry for BibTeX, in UTF-8. `date` is biblatex's and EDTF; `year` and `month` are for older styles."""
    day = single(cited.date)
    fields = {
        "title": f"{{{{{_tex(cited.title)}}}}}",  # the second pair of braces keeps capitals
        "year": _braced(year(cited.date)),
        "month": _MONTHS[day.month - 1] if day and day.month else "",
        "date": _braced(_TIME_OF_DAY.sub("", cited.date.text) if cited.date else ""),
        "howpublished": _braced(_tex(cited.archive)),
        "number": _braced(_tex(cited.id)),
        "note": _braced(_tex(remark(cited))),
        "language": _braced(_tex(cited.language)),
        "url": _braced(cited.url),
    }
    lines = [f"  {name} = {value},\n" for name, value in fields.items() if value]
    return f"@misc{{{key(cited.id)},\n{''.join(lines)}}}\n"


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""


def key(identifier: str) -> str:
    """Return the key of an entry: a briefing's id, in Punycode (RFC 3492) where it is not ASCII; no two ids share one."""
    return identifier if identifier.isascii() else f"xn:{identifier.encode('punycode').decode()}"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def ris(cited: Reference) -> str:
    """Return a record in RIS: one value a line, lines end in CR LF. SN is a report's number, DA year/month/day/other."""
    day = single(cited.date)
    values = {
        "TY": "RPRT",
        "TI": cited.title,
        "PY": year(cited.date),
        "DA": f"{day.year:04d}/{day.month:02d}/{f'{day.day:02d}' if day.day else ''}/" if day and day.month else "",
        "PB": cited.archive,
        "SN": cited.id,
        "LA": cited.language,
        "N1": remark(cited),
        "UR": cited.url,
    }
    return "".join(f"{tag}  - {value}\r\n" for tag, value in values.items() if value) + "ER  - \r\n"


_as_json = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes an encoder at each call


def csl_json(cited: Reference) -> str:
    """Return the item in CSL-JSON (Citation Style Language 1.0.2), which takes a list of items."""
    item = {
        "id": cited.id,
        "type": "report",
        "title": cited.title,
        "issued": _issued(cited.date) if cited.date else None,
        "publisher": cited.archive,
        "number": cited.id,
        "version": cited.version,
        "language": cited.language,
        "note": remark(cited),
        "URL": cited.url,
    }
    lines = [f'    "{name}": {_as_json(value)}' for name, value in item.items() if value]
    return "[\n  {\n" + ",\n".join(lines) + "\n  }\n]\n"


def _issued(date: Date) -> dict[str, Any]:
    """Return a date as CSL has it; one with an open end, which it cannot count with, in words."""
    if date.start is None or date.end is None:
        return {"literal": dates.in_words(date)}
    ends = [date.start] if date.start == date.end else [date.start, date.end]
    parts = [[number for number in (end.year, end.month, end.day) if number] for end in ends]
    return {"date-parts": parts} if date.is_certain else {"date-parts": parts, "circa": True}


FORMATS = {"bib": ("BibTeX", bibtex), "ris": ("RIS", ris), "json": ("CSL-JSON", csl_json)}
"""The files of a briefing's citation, by their endings: what a reader calls each, and what makes it."""
