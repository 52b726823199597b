"""Lists of briefings as pages print them: a row each, a long list under headings of years or months."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator import dates, paging, wording
from generator.archive import Archive
from generator.model import Briefing

AT_A_GLANCE = 12
"""Entries that a reader finds their way in without headings or a filter: about a screenful."""

UNDATED = "Undated"


@dataclass(frozen=True)
class Row:
    """A briefing in a list: its page in docs/, its title, and when it was, in words that say what is not certain.

    language: the title's, "" where it is the archive's.
    """

    path: str
    title: str
    when: str
    language: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a heading; "" where a list has none. anchor: of the heading, such as "2031" or "2031-10"."""

    heading: str
    anchor: str
    rows: tuple[Row, ...]


def row(briefing: Briefing) -> Row:
    """Return a briefing as a row of a list, which goes by what it describes: another month is said beside its own date."""
    seed = briefing.seed
    when, period = wording.when(seed), seed.edits.period
    if seed.date and period and dates.month_words(seed.date) != dates.month_words(period):
        when += f", on {wording.events(period)}"
    return Row(f"briefings/{seed.id}.md", wording.shown_title(seed), when, wording.title_language(seed))


def filed_year(briefing: Briefing) -> int | None:
    """Return the year under which a briefing is listed; None where no date is known."""
    return briefing.seed.filed_year


def by_year(briefings: Sequence[Briefing]) -> list[Group]:
    """Return briefings, newest first, under their years, the undated at the end; a short list without headings."""
    groups = _grouped(briefings, _year)
    return sorted(groups, key=lambda group: -int(group.anchor) if group.anchor.isdigit() else 0)


def by_month(briefings: Sequence[Briefing]) -> list[Group]:
    """Return a year's briefings, newest first, under their months, those without one at the end; a short list as it is."""
    groups = _grouped(briefings, _month)
    return [g for g in groups if g.anchor.count("-")] + [g for g in groups if not g.anchor.count("-")]


def _year(briefing: Briefing) -> tuple[str, str]:
    """Return the year under which a briefing is listed: in words, and for an address."""
    year = filed_year(briefing)
    return (dates.year_words(year), str(year)) if year else (UNDATED, UNDATED)


def _month(briefing: Briefing) -> tuple[str, str]:
    """Return the month in which what a briefing describes began: in words, and for an address."""
    start = briefing.seed.period.start if briefing.seed.period else None
    if start and start.month:
        anchor = f"{start.year:04d}-{start.month:02d}"
        return dates.in_words(dates.parse(anchor)), anchor
    return ("Month not known", str(filed_year(briefing))) if filed_year(briefing) else ("", "")


def _grouped(briefings: Sequence[Briefing], key: Callable[[Briefing], tuple[str, str]]) -> list[Group]:
    if len(briefings) <= AT_A_GLANCE:
        return [Group("", "", rows(briefings))] if briefings else []
    groups: dict[tuple[str, str], list[Briefing]] = {}
    for briefing in briefings:
        groups.setdefault(key(briefing), []).append(briefing)
    return [Group(heading, anchor.lower(), rows(here)) for (heading, anchor), here in groups.items()]


def rows(briefings: Iterable[Briefing]) -> tuple[Row, ...]:
    """Return briefings as the rows of a list."""
    return tuple(map(row, briefings))


def parts(briefings: Sequence[Briefing]) -> list[paging.Part[Briefing]]:
    """Return the pages of a list of briefings that is too long for one."""
    return paging.parts(briefings, filed_year)


def newest_first(archive: Archive) -> list[Briefing]:
    """Return all briefings, newest first, the undated last."""
    return [archive.briefings[identifier] for identifier in archive.links.newest_first]


def address_of_year(archive: Archive) -> Callable[[int], str]:
    """Return what gives the address, from the site's root, at which the list of a year's briefings begins."""
    listed = newest_first(archive)
    newest_part: dict[int | None, str] = {}
    for part in parts(listed):
        newest_part.setdefault(filed_year(part.items[0]), part.name)
    if newest_part:
        return lambda year: f"briefings/archive/{newest_part[year]}/"
    return lambda year: f"briefings/#{year}" if len(listed) > AT_A_GLANCE else "briefings/"
