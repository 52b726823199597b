"""What a change adds, changes, renames and removes, in a few sentences."""

from collections.abc import Iterable, Iterator, Mapping

from generator.edits import Edits
from generator.formats import Actor, Settings
from generator.problems import errors, plural
from generator.rendering import wording
from generator.review.changes import Changes
from generator.review.printed import quoted
from generator.review.sides import Side, Sides


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
    unread = len(_unread(sides))
    said.append(f"Adds {plural(unread, 'file')} that cannot be read." if unread else "")
    if not any(said):
        return "Only drafts differ." if _drafts(sides) & sides.paths else "Nothing that the archive reads differs."
    return " ".join(filter(None, said)) + ("" if any(said[1:-1]) else " Nothing that exists changes.")


def _unread(sides: Sides) -> set[str]:
    """Return the files that a change adds, and that nothing came of but errors."""
    added = {change.new for change in sides.git.changes if not change.old}
    failed = added.intersection(problem.path for problem in errors(sides.head.problems))
    return failed - _drafts(sides) - set(_sources(sides.head))


def _drafts(sides: Sides) -> set[str]:
    return {problem.path for problem in sides.head.problems if problem.kind == "draft"}


def _sources(side: Side) -> Iterator[str]:
    """Yield the files that something came of."""
    known = side.registry
    yield from (actor.path for actor in known.actors.values())
    yield from (source.path for source in known.sources.values())
    for seed in side.seeds.values():
        yield from (seed.path, *([seed.edits.path] if seed.edits != Edits(path=seed.edits.path) else []))
    kept = {"archive.yml": known.settings != Settings(), "registry/terms.yml": known.terms, "registry/topics.yml": known.topics}
    yield from (f"seeds/{path}" for path, holds in kept.items() if holds)


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
