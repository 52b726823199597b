"""Drafts that a change adds or changes: entries of the registry that nobody has reviewed, and that publish nothing."""

from collections import Counter
from collections.abc import Iterator

from generator.formats import Actor
from generator.problems import plural
from generator.reading import entries
from generator.rendering import wording
from generator.review.printed import Item, quoted
from generator.review.sides import Sides


def item(sides: Sides) -> Iterator[Item]:
    """Yield how many drafts a change adds or changes, and which; nothing where there are none."""
    paths = [problem.path for problem in sides.head.problems if problem.kind == "draft" and problem.path in sides.paths]
    kinds = {path: _kind(sides, path) for path in paths}
    counts = Counter(kinds.values())
    counted = ", ".join(plural(counts[kind], kind) for kind in (*wording.KINDS, "source") if counts[kind])
    if paths:
        words = f"{wording.capital(plural(len(paths), 'draft'))} ({counted}), new or changed; they link and publish nothing."
        yield Item("drafts", words, tuple(f"{quoted(path)}: {kind}" for path, kind in kinds.items()))


def _kind(sides: Sides, path: str) -> str:
    """Return the kind of actor that a draft is of, or that it is of a source."""
    if path.startswith("seeds/registry/sources/"):
        return "source"
    entry = entries.read_file(Actor, sides.git.root, path, [], {})
    return entry.kind if entry else ""
