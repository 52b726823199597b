"""Which mentions a change brings to briefings that exist, takes from them, or points elsewhere; each in its sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.briefing import Briefing, Mention
from generator.problems import plural
from generator.review.changes import Changes
from generator.review.printed import Item, quoted
from generator.review.sides import Sides
from generator.text import sentences


@dataclass(frozen=True)
class Moved:
    """A mention that differs. was, now: the actor's id, "" where the words name nobody for sure."""

    briefing: Briefing
    mention: Mention
    was: str
    now: str


def item(sides: Sides, changes: Changes) -> list[Item]:
    """Return what to decide about mentions in briefings that both sides have; nothing where all are the same."""
    found = [moved for pair in _pairs(sides, changes) for moved in compare(*pair)]
    if not found:
        return []
    gained, lost = sum(not moved.was for moved in found), sum(not moved.now for moved in found)
    counts = {"gained": gained, "lost": lost, "pointing elsewhere": len(found) - gained - lost}
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    where = plural(len({moved.briefing.id for moved in found}), "briefing")
    return [Item("mentions", f"Mentions in {where} that the archive has already: {said}.", tuple(map(_told, found)))]


def ambiguous(sides: Sides, changes: Changes) -> list[Item]:
    """Return what to decide about names that could be more than one actor's, and could not before."""
    found = []
    for identifier, briefing in sides.head.briefings.items():
        before = sides.base.briefings.get(changes.was(identifier))
        open_before = {_open(_as_now(mention, changes)) for mention in before.mentions} if before else set()
        found += [
            (briefing, mention) for mention in briefing.mentions if _is_open(mention) and _open(mention) not in open_before
        ]
    lines = tuple(f"{place(*one)} could be {' or '.join(map(quoted, one[1].candidates))}: {sentence(*one)}" for one in found)
    names = plural(len(lines), "name")
    return [Item("ambiguous", f"{names} could be more than one actor's; not linked without a ruling.", lines)] if lines else []


def _is_open(mention: Mention) -> bool:
    return mention.actor is None and len(mention.candidates) > 1


def _open(mention: Mention) -> tuple[str, frozenset[str]]:
    return mention.exact, frozenset(mention.candidates)


def _as_now(mention: Mention, changes: Changes) -> Mention:
    """Return an earlier mention with the ids that actors have now: a new id is no other actor."""
    renamed = changes.actors.renamed
    actor = renamed.get(mention.actor, mention.actor) if mention.actor else None
    return mention._replace(actor=actor, candidates=tuple(renamed.get(who, who) for who in mention.candidates))


def _pairs(sides: Sides, changes: Changes) -> Iterator[tuple[Briefing, Briefing]]:
    for identifier, after in sides.head.briefings.items():
        before = sides.base.briefings.get(changes.was(identifier))
        if before:
            yield replace(before, mentions=tuple(_as_now(mention, changes) for mention in before.mentions)), after


def compare(before: Briefing, after: Briefing) -> Iterator[Moved]:
    """Yield the mentions in which two versions of a briefing differ, in the order of the text.

    By place, where the text is the same; where one holds the other, the two are one. In another text places say
    nothing: there the words and the actor are counted.
    """
    same_text = before.seed.text == after.seed.text
    found = _by_place(before, after) if same_text else _by_count(before, after)
    yield from sorted(found, key=lambda moved: (moved.mention.paragraph, moved.mention.start))


def _by_place(before: Briefing, after: Briefing) -> Iterator[Moved]:
    old, new = ({_key(b, m): m for m in b.mentions if m.actor} for b in (before, after))
    shared = old.keys() & new.keys()
    yield from (Moved(after, new[k], old[k].actor or "", new[k].actor or "") for k in shared if old[k].actor != new[k].actor)
    lost, gained = sorted(old.keys() - shared), sorted(new.keys() - shared)
    pairs = [(one, other) for one, other in _overlapping(lost, gained)]
    yield from (Moved(after, new[b], old[a].actor or "", new[b].actor or "") for a, b in pairs if old[a].actor != new[b].actor)
    paired_lost, paired_gained = {one for one, _ in pairs}, {other for _, other in pairs}
    yield from (Moved(after, old[key], old[key].actor or "", "") for key in lost if key not in paired_lost)
    yield from (Moved(after, new[key], "", new[key].actor or "") for key in gained if key not in paired_gained)


def _overlapping(
    lost: list[tuple[int, int]], gained: list[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the stretches of two lists that overlap, in linear time; those of one list do not overlap each other."""
    at = 0
    for one in lost:
        while at < len(gained) and gained[at][1] <= one[0]:
            at += 1
        if at < len(gained) and gained[at][0] < one[1]:
            yield one, gained[at]


def _by_count(before: Briefing, after: Briefing) -> Iterator[Moved]:
    old, new = (Counter((m.exact, m.actor or "") for m in b.mentions if m.actor) for b in (before, after))
    for briefing, left in ((before, old - new), (after, new - old)):
        for mention in briefing.mentions:
            if left[mention.exact, mention.actor or ""] > 0:
                left[mention.exact, mention.actor or ""] -= 1
                was, now = (mention.actor or "", "") if briefing is before else ("", mention.actor or "")
                yield Moved(briefing, mention, was, now)


def _key(briefing: Briefing, mention: Mention) -> tuple[int, int]:
    return briefing.paragraphs[mention.paragraph].in_seed(mention.start, mention.end)


def _told(moved: Moved) -> str:
    was = f"was {quoted(moved.was)}" if moved.was else "named nobody"
    now = f"is {quoted(moved.now)}" if moved.now else "names nobody"
    return f"{place(moved.briefing, moved.mention)} {was}, {now}: {sentence(moved.briefing, moved.mention)}"


def place(briefing: Briefing, mention: Mention) -> str:
    """Return where a mention stands and its words, for a review."""
    where = f"¶{mention.paragraph}{f' ({mention.beside})' if mention.beside else ''}"
    return f"{quoted(briefing.id)} {where}: “{quoted(mention.exact)}”"


def sentence(briefing: Briefing, mention: Mention) -> str:
    """Return the sentence that holds a mention, for a review."""
    return around(briefing, mention.paragraph, mention.start, mention.end)


def around(briefing: Briefing, number: int, start: int, end: int) -> str:
    """Return the sentence that holds a stretch of a paragraph, for a review."""
    text = briefing.paragraphs[number].text
    first, last = sentences.around(text, start, end)
    return f"“{quoted(text[first:last])}”"
