"""What a change adds, changes, renames and removes, in a few sentences."""

from collections.abc import Iterable, Mapping

from generator import wording
from generator.formats import Actor
from generator.problems import plural
from generator.review.changes import Changes
from generator.review.printed import quoted
from generator.review.sides import Sides


def of(changes: Changes, sides: Sides) -> str:
    """Return in a few sentences what a change adds, changes, renames and removes."""
    old, new = sides.base.registry.actors, sides.head.registry.actors
    said = [
        _sentence("Adds", changes, "added", new),
        _sentence("Changes", changes, "changed", new),
        _sentence("Renames", changes, "renamed", old),
        _sentence("Removes", changes, "removed", old),
        f"Changes {wording.listed(list(map(quoted, changes.settings)))} in the settings." if changes.settings else "",
    ]
    if not any(said):
        return "Nothing that the archive reads differs."
    return " ".join(filter(None, said)) + ("" if any(said[1:]) else " Nothing that exists changes.")


def _sentence(verb: str, changes: Changes, how: str, actors: Mapping[str, Actor]) -> str:
    nouns = {"briefing": changes.briefings, "actor": changes.actors, "source": changes.sources}
    nouns |= {"abbreviation": changes.terms, "topic": changes.topics}
    counted = []
    for noun, found in nouns.items():
        entries = tuple(getattr(found, how))
        if entries:
            kinds = f" ({_by_kind(entries, actors)})" if noun == "actor" else ""
            counted.append(plural(len(entries), noun) + kinds)
    return f"{verb} {', '.join(counted)}." if counted else ""


def _by_kind(identifiers: Iterable[str], actors: Mapping[str, Actor]) -> str:
    found: list[str] = [actors[identifier].kind for identifier in identifiers]
    return ", ".join(plural(found.count(kind), kind) for kind in wording.KINDS if kind in found)
