"""What must be fixed in a change: errors, addresses that would lead nowhere, texts that change in silence."""

from collections.abc import Iterator

from generator.disk.ids import id_of
from generator.problems import Problem
from generator.reading import seed_formats
from generator.review import registry_entries
from generator.review.briefings import new_changes
from generator.review.changes import Changes, formerly_lost
from generator.review.printed import Item, quoted
from generator.review.sides import Sides


def items(sides: Sides, changes: Changes) -> Iterator[Item]:
    """Yield what must be fixed before a change can be published."""
    yield from (Item("problem", in_words(problem)) for problem in told(sides) if problem.level == "error")
    yield from _addresses(sides, changes)
    for identifier, keys in changes.briefings.changed.items():
        seed = sides.head.seeds[identifier]
        before = sides.base.seeds[changes.was(identifier)]
        if "text" in keys and not (seed.edits.withdrawn or new_changes(seed, before)):
            words = f"The text of {quoted(identifier)} changed, and {quoted('changes')} does not say so"
            yield Item("text-changed-silently", f"{words}: put the text back as it was, or add an entry that says why.")


def _addresses(sides: Sides, changes: Changes) -> Iterator[Item]:
    """Yield the permanent addresses that would lead nowhere, where it can be told what to write."""
    moved = [change for change in sides.git.changes if change.new and change.old.lower().endswith(seed_formats.endings())]
    renamed = {id_of(change.old): id_of(change.new) for change in moved}
    for old in changes.briefings.removed:
        new = renamed.get(old, "")
        if new in changes.briefings.added:
            yield _moved("briefing", old, new)
        else:
            words = f"The briefing {quoted(old)} is gone, and its address with it: put it back and say"
            yield Item("id-removed", f"{words} {quoted('withdrawn')}, with the date and the reason.")
    yield from (_moved("entry", old, new) for old, new in registry_entries.moved_entries(sides, changes))
    for old, who in formerly_lost(sides):
        words = f"{quoted(old)} stood under {quoted('formerly')} of {quoted(who)}, and no longer does"
        yield Item("former-id-lost", f"{words}: its address would lead nowhere. Put it back.")


def _moved(noun: str, old: str, new: str) -> Item:
    words = f"The {noun} {quoted(old)} is now {quoted(new)}, and its address would lead nowhere"
    return Item("id-moved", f"{words}: add {quoted(f'formerly: [{old}]')} to {quoted(new)}.")


def told(sides: Sides) -> list[Problem]:
    """Return the problems that concern the change: in its files, or that were not there before."""
    before = {(p.path, p.kind, p.message) for p in sides.base.problems}
    return [p for p in sides.head.problems if p.path in sides.paths or (p.path, p.kind, p.message) not in before]


def in_words(problem: Problem) -> str:
    """Return a problem for a review: its place, the words, the kind, the fix."""
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    hint = f"; fix: {quoted(problem.hint)}" if problem.hint else ""
    return f"{quoted(place)}: {quoted(problem.message)} ({problem.kind}){hint}"
