"""Lists of briefings as pages print them: a row each, a long list under headings of years or months."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.archive import Archive
from generator.rendering import paging, wording
from generator.rendering.paging import UNDATED
from generator.seed import SeedFacts
from generator.text import dates

AT_A_GLANCE = 12
"""Entries that a reader finds their way in without headings or a filter: about a screenful."""


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


def row(seed: SeedFacts) -> Row:
    """Return a briefing as a row of a list, which goes by what it describes: another month is said beside its own date."""
    when, period = wording.when(seed), seed.edits.period
    if seed.date and period and dates.month_words(seed.date) != dates.month_words(period):
        when += f", on {wording.events(period)}"
    return Row(f"briefings/{seed.id}.md", wording.shown_title(seed), when, wording.title_language(seed))


def by_year(briefings: Sequence[str], archive: Archive) -> list[Group]:
    """Return briefings (ids, newest first) under their years, the undated at the end; a short list without headings."""
    groups = _grouped(briefings, archive, _year)
    return sorted(groups, key=lambda group: -int(group.anchor) if group.anchor.isdigit() else 0)


def by_month(briefings: Sequence[str], archive: Archive) -> list[Group]:
    """Return a year's briefings (ids, newest first) under their months, those without one at the end; a short list as it is."""
    groups = _grouped(briefings, archive, _month)
    return [g for g in groups if g.anchor.count("-")] + [g for g in groups if not g.anchor.count("-")]


def _year(seed: SeedFacts) -> tuple[str, str]:
    """Return the year under which a briefing is listed: in words, and for an address."""
    year = seed.filed_year
    return (dates.year_words(year), str(year)) if year else (UNDATED, UNDATED)


def _month(seed: SeedFacts) -> tuple[str, str]:
    """Return the month in which what a briefing describes began: in words, and for an address."""
    start, year = seed.period.start if seed.period else None, seed.filed_year
    if start and start.month:
        anchor = f"{start.year:04d}-{start.month:02d}"
        return dates.in_words(dates.parse(anchor)), anchor
    return ("Month not known", str(year)) if year else ("", "")


def _grouped(briefings: Sequence[str], archive: Archive, key: Callable[[SeedFacts], tuple[str, str]]) -> list[Group]:
    found = [archive.facts[identifier].seed for identifier in briefings]
    if len(found) <= AT_A_GLANCE:
        return [Group("", "", tuple(map(row, found)))] if found else []
    groups: dict[tuple[str, str], list[SeedFacts]] = {}
    for seed in found:
        groups.setdefault(key(seed), []).append(seed)
    return [Group(heading, anchor.lower(), tuple(map(row, here))) for (heading, anchor), here in groups.items()]


def parts(briefings: Sequence[str], archive: Archive) -> list[paging.Part[str]]:
    """Return the pages of a list of briefings (ids, newest first) that is too long for one."""
    return paging.parts(briefings, archive.links.year.__getitem__)


def address_of_year(archive: Archive) -> Callable[[int], str]:
    """Return what gives the address, from the site's root, at which the list of a year's briefings begins."""
    listed = archive.links.newest_first
    newest_part: dict[int | None, str] = {}
    for part in parts(listed, archive):
        newest_part.setdefault(archive.links.year[part.items[0]], part.name)
    if newest_part:
        return lambda year: f"briefings/archive/{newest_part[year]}/"
    return lambda year: f"briefings/#{year}" if len(listed) > AT_A_GLANCE else "briefings/"
