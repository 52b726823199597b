"""How others cite a briefing: what there is to cite, a note, and tags that reference managers read."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from generator.reading.site_settings import Site
from generator.rendering import wording
from generator.seed import SeedFacts
from generator.text import dates
from generator.text.dates import Date, Part
from generator.text.markup import folded

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Reference:
    """What a citation says; every text is one line without control characters, "" where it is not known.

    title: in [ ] where the editors supplied it. date: the text's own, None where nobody knows it.
    archive: its name. url: the page's address. version: the day of the last change, in words.
    """

    id: str
    title: str
    date: Date | None
    archive: str
    url: str
    version: str
    language: str


def reference(seed: SeedFacts, site: Site) -> Reference:
    """Return what there is to cite of a briefing; the author is not known, so there is none."""
    url = f"{site.url}briefings/{quote(seed.id)}/" if site.url else ""
    version = dates.in_words(seed.edits.version) if seed.edits.version else ""
    return Reference(seed.id, _line(wording.shown_title(seed)), seed.date, _line(site.name), url, version, _line(seed.language))


def _line(text: str) -> str:
    return folded(_CONTROL.sub(" ", text))


def note(cited: Reference) -> str:
    """Return a note in the manner of the Chicago Manual of Style, from what follows the title in quotation marks."""
    dated = dates.in_words(cited.date) if cited.date else "n.d."
    version = f"version of {cited.version}" if cited.version else ""
    parts = ("text of unknown author", dated, f"no. {cited.id}", cited.archive, version, cited.url)
    return f"{', '.join(filter(None, parts))}."


def remark(cited: Reference) -> str:
    """Return what the formats have no field for; a date too that is more than one year's, or uncertain."""
    dated = f"dated {dates.in_words(cited.date)}" if cited.date and not year(cited.date) else ""
    version = f"version of {cited.version}" if cited.version else ""
    return ", ".join(filter(None, ("Text of unknown author", dated, version)))


def single(date: Date | None) -> Part | None:
    """Return a date that is one day, month or year, and certain; None for any other."""
    return date.start if date and date.is_certain and date.start == date.end else None


def year(date: Date | None) -> str:
    """Return the year that a date surely lies in, in four digits; "" where it may be another."""
    if date is None or date.start is None or date.end is None or not date.is_certain or date.start.year != date.end.year:
        return ""
    return f"{date.start.year:04d}"


def tags(cited: Reference) -> list[dict[str, str]]:
    """Return `citation_` tags for the page's head, as Google Scholar defines them and Zotero reads them.

    Those of a technical report are what Zotero tells a numbered text from a journal article by.
    """
    day = single(cited.date)
    values = {
        "title": cited.title,
        "publication_date": f"{day.year:04d}/{day.month:02d}/{day.day:02d}" if day and day.day else year(cited.date),
        "language": cited.language,
        "publisher": cited.archive,
        "technical_report_institution": cited.archive,
        "technical_report_number": cited.id,
        "public_url": cited.url,
    }
    return [{"name": f"citation_{name}", "content": value} for name, value in values.items() if value]
