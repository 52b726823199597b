"""What a change does to the archive, for whoever reviews it: what must be fixed, what is to decide, what is good to know."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.archive import Progress
from generator.problems import plural
from generator.rendering.wording import capital
from generator.review import drafts, facts, fixes, git_base, moved_mentions, registry_entries, summary
from generator.review.briefings import Asked
from generator.review.changes import Changes, changes_of
from generator.review.printed import Item, Review, quoted
from generator.review.sides import Sides, read_sides

_TOLD_APART = ("role-without-source", "ambiguous-name", "draft")
"""Notices that the review words itself."""


def of(root: Path, ref: str, progress: Progress = lambda _done, _all: None) -> Review:
    """Return the review of what the folder has otherwise than the commit where its branch left another.

    root: the folder that holds seeds/. ref: the other branch. Raises `git_base.GitFailed` where git cannot tell.
    """
    git = git_base.find(root, ref)
    sides = read_sides(git, progress)
    changes = changes_of(sides)
    read, everything = len(sides.head.seeds), len(sides.head.seeds) + sides.others
    return Review(
        ref=quoted(ref),
        commit=git.commit,
        summary=summary.of(changes, sides),
        must_fix=tuple(fixes.items(sides, changes)),
        to_decide=tuple(_to_decide(sides, changes)),
        for_your_information=tuple(_for_information(sides, changes)),
        read=read,
        of=everything,
    )


def _to_decide(sides: Sides, changes: Changes) -> Iterator[Item]:
    yield from registry_entries.persons(sides, changes)
    yield from Asked(sides, changes).items()
    yield from _near(sides)
    yield from moved_mentions.item(sides, changes)
    yield from moved_mentions.ambiguous(sides, changes)
    yield from registry_entries.removed(sides, changes)
    yield from registry_entries.settings(sides)


def _near(sides: Sides) -> Iterator[Item]:
    lines = tuple(f"{quoted(copy.text)} and {quoted(copy.other)}: {_how_near(copy.share)}" for copy in sides.near)
    if lines:
        yield Item("near-duplicates", "New texts that stand in the archive already, in good part:", lines)


def _how_near(share: float) -> str:
    return "all words are the same" if share == 1 else f"{share:.0%} of the shorter one's runs of three words are in both"


def _for_information(sides: Sides, changes: Changes) -> Iterator[Item]:
    yield from facts.items(sides, changes)
    yield from registry_entries.named_nowhere(sides, changes)
    yield from drafts.item(sides)
    yield from _hashes(sides, changes)
    yield from _changed(changes)
    yield from _notices(sides)
    yield from _stood_before(sides)
    if sides.others:
        read = len(sides.head.seeds)
        words = f"Read: {read} of {plural(read + sides.others, 'briefing')}"
        yield Item("read", f"{words}; nothing in the change can touch the rest.")


def _hashes(sides: Sides, changes: Changes) -> Iterator[Item]:
    """Yield the SHA-256 of texts that are new or changed, and whether new ones stand elsewhere in the archive."""
    new = [key for key in changes.briefings.added if key in sides.head.seeds]
    changed = [key for key, what in changes.briefings.changed.items() if "text" in what]
    others = len(sides.head.seeds) + sides.others - 1
    part = f", the first {sides.index_of} of them looked for" if sides.index_of < len(new) else ""
    twins = f"{plural(len(sides.near), 'near-duplicate') if sides.near else 'no near-duplicate'} among {others} others{part}"
    seeds = sides.head.seeds
    if len(new) == 1 and not changed:
        yield Item("sha256", f"Text SHA-256 {quoted(seeds[new[0]].sha256)}; new, {twins}.")
    elif new or changed:
        lines = [
            f"{quoted(key)}: {quoted(seeds[key].sha256)}, {'new' if key in new else 'changed'}" for key in (*new, *changed)
        ]
        yield Item("sha256", f"SHA-256 of {plural(len(lines), 'text')}{f'; {twins}' if new else ''}:", tuple(lines))


def _changed(changes: Changes) -> Iterator[Item]:
    """Yield which keys of entries that exist have changed."""
    kinds = {"briefing": changes.briefings, "actor": changes.actors, "source": changes.sources}
    kinds |= {"abbreviation": changes.terms, "topic": changes.topics}
    lines = [
        f"{noun} {quoted(key)}: {', '.join(map(quoted, what))}" for noun, d in kinds.items() for key, what in d.changed.items()
    ]
    lines += [f"{noun} {quoted(old)} is now {quoted(new)}" for noun, d in kinds.items() for old, new in d.renamed.items()]
    if lines:
        yield Item("changed", "What changes in entries that exist:", tuple(lines))


def _notices(sides: Sides) -> Iterator[Item]:
    found = [p for p in fixes.told(sides) if p.level == "notice" and p.kind not in _TOLD_APART]
    if found:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(p.kind for p in found).items()))
        yield Item(
            "notices",
            f"{capital(plural(len(found), 'notice'))} of {quoted('briefings check')}: {kinds}.",
            tuple(map(fixes.in_words, found)),
        )


def _stood_before(sides: Sides) -> Iterator[Item]:
    told = set(fixes.told(sides))
    lines = tuple(fixes.in_words(p) for p in sides.head.problems if p.level == "error" and p not in told)
    if lines:
        yield Item("errors-before", "Errors that stood before, in files that the change leaves alone:", lines)
