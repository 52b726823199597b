"""The home page: what the archive is, what is new in it, and, once it is large enough, who comes up most and when."""

from collections.abc import Iterator
from typing import Any

from generator.archive import Archive
from generator.briefing import BriefingFacts
from generator.formats import Actor
from generator.rendering import charts, listings, pages, wording
from generator.rendering.pages import Plan
from generator.seed import SeedFacts

NEWEST = 10
"""Briefings on the home page."""

OVERVIEW = 20
"""Briefings from which the home page shows who is named most and when: among fewer, the newest are half of them all."""

NAMED_MOST = 10
"""Actors shown as named most."""

NAMES = 4
"""Actors named beside a briefing on the home page; a line holds about as many."""


def plans(_archive: Archive) -> Iterator[Plan]:
    """Yield a plan for the home page."""
    yield Plan("index.md", _page)


def _page(archive: Archive) -> bytes:
    registry = archive.registry
    newest = sorted(archive.facts.values(), key=lambda b: _added(b.seed), reverse=True)[:NEWEST]
    counts = [
        (len(archive.facts), "briefing"),
        (len(registry.actors), "actor"),
        (len(registry.sources), "source"),
        (len(registry.topics), "topic"),
    ]
    large = len(archive.facts) >= OVERVIEW
    return pages.render(
        "home.md",
        "index.md",
        {"kind": "home"},
        newest=[(listings.row(briefing.seed), *_who(briefing, archive)) for briefing in newest],
        total=len(archive.facts),
        counts=[(f"{what}s", count, what) for count, what in counts if count],
        most_named=_most_named(archive) if large else [],
        chart=_chart(archive) if large else "",
    )


def _added(seed: SeedFacts) -> tuple[Any, str]:
    return (seed.edits.added.sort_key if seed.edits.added else ((0, 0, 0), (0, 0, 0))), seed.id


def _who(briefing: BriefingFacts, archive: Archive) -> tuple[list[Actor], str]:
    """Return the actors that a briefing names first, and how many more it names, in words."""
    named = briefing.actors
    shown = len(named) if len(named) == NAMES + 1 else NAMES  # "one more" takes the room of its name
    more = len(named) - shown
    return [archive.registry.actors[actor] for actor in named[:shown]], wording.number(more) if more > 0 else ""


def _most_named(archive: Archive) -> list[tuple[Actor, int]]:
    """Return the actors that most briefings name, with how many; of equals the first by id."""
    counts = {actor: len(where) for actor, where in archive.links.named.items()}
    most = sorted(counts, key=lambda actor: (-counts[actor], actor))[:NAMED_MOST]
    return [(archive.registry.actors[actor], counts[actor]) for actor in most]


def _chart(archive: Archive) -> str:
    found = [archive.facts[identifier].seed.period for identifier in archive.links.newest_first]
    return charts.over_time("Briefings", found, listings.address_of_year(archive))
