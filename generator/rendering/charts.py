"""Charts over time, drawn when the site is built: a column a year or a month, as HTML that Markdown lets stand."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.rendering import wording
from generator.text import dates
from generator.text.dates import Date
from generator.text.markup import Markdown, attribute, plain

ENOUGH = 10
"""Dated things that a chart needs; among fewer, columns of one and two look like a pattern and are chance."""

MOST = 60
"""Columns of a chart: each still has five pixels on a phone. A longer time has a column for ten years, or a hundred."""

_MONTHLY = 2
"""Calendar years that are drawn by month; a third would be more months than a reader tells apart."""

_WIDE, _TALL = 36, 96
"""Pixels of a column and of the highest one; the stylesheet narrows a chart that is wider than its page."""


def _no_list(_year: int) -> str:
    return ""


@dataclass(frozen=True)
class Column:
    """How many things there were in a stretch of time. label: the year, years or month; address: of their list, or ""."""

    label: str
    certain: int
    uncertain: int
    address: str = ""

    @property
    def count(self) -> int:
        """Return how many there were, their dates certain or not."""
        return self.certain + self.uncertain

    @property
    def words(self) -> str:
        """Return the column in words: "2031: 4, 1 of uncertain date"."""
        unsure = f", {self.uncertain} of uncertain date" if self.uncertain else ""
        return f"{self.label}: {self.count or 'none'}{unsure}"


def over_time(what: str, found: Sequence[Date | None], address: Callable[[int], str] = _no_list) -> Markdown:
    """Return a chart of when some things were, each where it begins; "" where they are too few, or all in one column.

    what: what is counted, in the plural. found: when each was, None where unknown. address: of the list of a
    year's things, as the published page has to link it; "" for none.
    """
    known = [date for date in found if date]
    to_the_month = [date for date in known if _start(date).month]
    is_monthly = len(to_the_month) >= ENOUGH and _span([date.year for date in known]) <= _MONTHLY
    drawn = to_the_month if is_monthly else known
    columns = (_by_month if is_monthly else _by_year)(drawn, address) if len(drawn) >= ENOUGH else []
    if len(columns) < 2:
        return Markdown("")
    left_out = {"dated to a year alone": len(known) - len(drawn), "without a date": len(found) - len(known)}
    return _figure(columns, f"{what}, by {'month' if is_monthly else 'year'}", left_out)


def _start(date: Date) -> dates.Part:
    part = date.start or date.end
    assert part is not None
    return part


def _span(numbers: Sequence[int]) -> int:
    return max(numbers) - min(numbers) + 1


def _by_month(found: list[Date], address: Callable[[int], str]) -> list[Column]:
    def label(month: int) -> str:
        return dates.in_words(dates.parse(f"{month // 12:04d}-{month % 12 + 1:02d}"))

    placed = [(_start(date).year * 12 + _start(date).month - 1, date) for date in found]
    return _columns(placed, label, lambda month: address(month // 12))


def _by_year(found: list[Date], address: Callable[[int], str]) -> list[Column]:
    """Return a column for each year; for a long time one for ten years, or a hundred, which has no list of its own."""
    years = [date.year for date in found]
    step = next(step for step in (1, 10, 100, 1000) if max(years) // step - min(years) // step < MOST)
    placed = [(year // step, date) for year, date in zip(years, found, strict=True)]
    if step == 1:
        return _columns(placed, dates.year_words, address)
    return _columns(placed, lambda at: f"{at * step}–{at * step + step - 1}", _no_list)


def _columns(placed: list[tuple[int, Date]], label: Callable[[int], str], address: Callable[[int], str]) -> list[Column]:
    """Return the columns from the first that has something to the last, the empty ones between them too."""
    certain = Counter(place for place, date in placed if date.is_certain and date.start)
    count = Counter(place for place, _ in placed)
    return [
        Column(label(place), certain[place], count[place] - certain[place], address(place) if count[place] else "")
        for place in range(min(count), max(count) + 1)
    ]


def _figure(columns: list[Column], title: str, left_out: dict[str, int]) -> Markdown:
    most = max(column.count for column in columns)
    told = "; ".join(column.words for column in columns if column.count)
    role = "group" if any(column.address for column in columns) else "img"  # what stands in an image cannot be a link
    drawn = "\n".join(_drawn(column, at, most) for at, column in enumerate(columns))
    return Markdown(
        '<figure class="chart" data-unsearched>\n'
        f'<div class="chart-frame"><span class="chart-most" aria-hidden="true">{most}</span>\n'
        f'<svg role="{role}" aria-label="{attribute(f"{title}. {told}.")}" width="{_WIDE * len(columns)}" height="{_TALL}"'
        f' viewBox="0 0 {10 * len(columns)} 100" preserveAspectRatio="none" overflow="visible">\n{drawn}\n</svg>\n'
        f'<div class="chart-ends" aria-hidden="true"><span>{plain(columns[0].label)}</span>'
        f"<span>{plain(columns[-1].label)}</span></div></div>\n"
        f"<figcaption>{_caption(columns, title, left_out)}</figcaption>\n</figure>"
    )


def _caption(columns: list[Column], title: str, left_out: dict[str, int]) -> Markdown:
    most = max(columns, key=lambda column: column.count)
    said = [f"{title}; the most in {most.label}: {most.count}."]
    if any(column.uncertain for column in columns):
        said.append("Hollow: of uncertain date.")
    if any(column.address for column in columns):
        said.append("A column leads to its list.")
    rest = [f"{wording.number(count)} {why}" for why, count in left_out.items() if count]
    if rest:
        said.append(f"Not drawn: {wording.listed(rest)}.")
    return plain(" ".join(said))


def _drawn(column: Column, at: int, most: int) -> str:
    """Return a column as SVG: what it says, room for a pointer, the certain part, the hollow part on top of it."""
    solid, whole = ((2 * count * 100 + most) // (2 * most) for count in (column.certain, column.count))
    parts = f"<title>{plain(column.words)}</title>"
    parts += f'<rect class="chart-room" x="{10 * at}" y="0" width="10" height="100" fill="none" pointer-events="all"/>'
    if column.certain:
        parts += f'<rect x="{10 * at + 1}" y="{100 - solid}" width="8" height="{solid}" fill="currentColor"/>'
    if column.uncertain:
        parts += (
            f'<rect x="{10 * at + 1}" y="{100 - whole}" width="8" height="{whole - solid}" fill="none"'
            ' stroke="currentColor" vector-effect="non-scaling-stroke"/>'
        )
    if column.address:
        return f'<a href="{column.address}" aria-label="{attribute(column.words)}">{parts}</a>'
    return f"<g>{parts}</g>"
