"""Actors that the registry lacks: where a briefing names them, whom they look like, and files ready to save."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from generator.annotating import rulings
from generator.briefing import Briefing
from generator.entry_names import known_by
from generator.naming.lookalikes import Lookalikes
from generator.reading.registry import Registry
from generator.seed import Paragraph
from generator.suggesting import drafts
from generator.suggesting.candidates import find
from generator.suggesting.drafts import Suggestion
from generator.suggesting.proper_nouns import Candidate
from generator.text import sentences
from generator.text.names import words
from generator.text.spans import kept, meets, merged

Finder = Callable[[str], list[Candidate]]
"""Finds what may name actors in a plain text."""

_MOST_ALIKE = 5


@dataclass(frozen=True)
class _Placed:
    """A candidate in a paragraph."""

    paragraph: Paragraph
    start: int
    end: int
    candidate: Candidate
    in_label: bool


def of_briefing(briefing: Briefing, registry: Registry, finders: Sequence[Finder] = (find,)) -> list[Suggestion]:
    """Return the actors that a briefing names and the registry lacks, in the order of its text.

    What is linked already is left out, and with it its shorter forms; so is what the editors have ruled on, even that
    it is nobody, and what the registry has as a source or a term. A shorter form of a longer name counts as another
    place of that. finders: what one of them finds is suggested; what several find says so.
    """
    placed = _without_posts_of_persons(briefing, _placed(briefing, finders))
    ruled = _ruled(briefing, registry)
    free = [place for place in placed if not _is_linked(place, briefing) and not _is_ruled(place, ruled)]
    linked = dict.fromkeys(mention.exact for mention in briefing.mentions)
    groups = _grouped(place for place in free if not _is_short_for_linked(place, linked))
    known = {" ".join(words(name)) for name in _known(registry)}
    lacking = [group for group in groups if " ".join(words(group[0].candidate.text)) not in known]
    return [_suggestion(briefing, registry, group) for group in lacking]


def _known(registry: Registry) -> Iterator[str]:
    """Yield what the registry has already: every name of its actors and sources, and its terms."""
    for entry in registry.entries:
        yield from known_by(entry)
    yield from registry.terms


def _placed(briefing: Briefing, finders: Sequence[Finder]) -> list[_Placed]:
    """Return what finders find in a briefing's running text, and the bodies they find in its citations' labels."""
    prose = [paragraph for paragraph in briefing.seed.paragraphs if paragraph.is_prose]
    found = _found(prose, [_masked(briefing, paragraph, in_label=False) for paragraph in prose], finders, in_label=False)
    labels = _found(prose, [_masked(briefing, paragraph, in_label=True) for paragraph in prose], finders, in_label=True)
    bodies = [place for place in labels if place.candidate.kind == "organisation"]
    return sorted([*found, *bodies], key=lambda place: (place.paragraph.number, place.start))


def _masked(briefing: Briefing, paragraph: Paragraph, *, in_label: bool) -> str:
    """Return a paragraph's text, as long, without its citations and its speaker's label, or its citations' labels alone.

    Each label is a paragraph of its own there, so that no name begins in one and ends in the next.
    """
    turn = None if in_label else briefing.turn_in.get(paragraph.number)
    at = turn.end if turn else 0
    pieces = ["\n" * at]
    for citation in briefing.citations_in[paragraph.number]:
        is_in_brackets = paragraph.text[citation.start] in "[("
        start, end = (citation.label_start, citation.end - is_in_brackets) if in_label else (citation.start, citation.end)
        outside, inside = paragraph.text[at:start], paragraph.text[start:end]
        pieces += ["\n" * len(outside), inside] if in_label else [outside, " " * len(inside)]
        at = end
    rest = paragraph.text[at:]
    return "".join([*pieces, "\n" * len(rest) if in_label else rest])


def _found(prose: list[Paragraph], texts: list[str], finders: Sequence[Finder], *, in_label: bool) -> Iterator[_Placed]:
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 2)
    for candidate in _by_all("\n\n".join(texts), finders):
        at = bisect_right(starts, candidate.start) - 1
        yield _Placed(prose[at], candidate.start - starts[at], candidate.end - starts[at], candidate, in_label)


def _by_all(text: str, finders: Sequence[Finder]) -> Iterator[Candidate]:
    """Yield what finders find, the longest of what overlaps, with a reason where several found it."""
    found = [finder(text) for finder in finders]
    taken = [merged((candidate.start, candidate.end) for candidate in candidates) for candidates in found]
    for winner in kept(candidate for candidates in found for candidate in candidates):
        agree = sum(meets(stretches, winner.start, winner.end) for stretches in taken)
        reasons = (*winner.reasons, f"seen by {agree} finders") if agree > 1 else winner.reasons
        yield replace(winner, reasons=reasons)


def _without_posts_of_persons(briefing: Briefing, placed: list[_Placed]) -> list[_Placed]:
    """Leave out the posts that stand directly before a person's name: they are said with it."""
    begins = {(place.paragraph.number, place.start) for place in placed if place.candidate.kind == "person"}
    begins |= {(mention.paragraph, mention.start) for mention in briefing.mentions}
    return [place for place in placed if place.candidate.kind != "position" or _next(place) not in begins]


def _next(place: _Placed) -> tuple[int, int]:
    rest = place.paragraph.text[place.end :]
    return place.paragraph.number, place.end + len(rest) - len(rest.lstrip(", \n"))


def _is_linked(place: _Placed, briefing: Briefing) -> bool:
    mentions = briefing.mentions_in[place.paragraph.number]
    at = bisect_right(mentions, place.start, key=attrgetter("end"))
    return at < len(mentions) and mentions[at].start < place.end


def _ruled(briefing: Briefing, registry: Registry) -> dict[int, list[tuple[int, int]]]:
    """Return where in each paragraph stands what a briefing's editors have ruled on."""
    names, ruled_in = rulings.of_seed(briefing.seed, registry), rulings.by_paragraph(briefing.seed, registry)
    return {
        paragraph.number: [
            (match.start, match.end) for match in (*names.find(paragraph.text), *ruled_in.get(paragraph.number, ()))
        ]
        for paragraph in briefing.seed.paragraphs
        if paragraph.is_prose
    }


def _is_ruled(place: _Placed, ruled: dict[int, list[tuple[int, int]]]) -> bool:
    """Return whether all of a name stands in what the editors have ruled on; a longer name is another."""
    return any(start <= place.start and place.end <= end for start, end in ruled[place.paragraph.number])


def _is_short_for_linked(place: _Placed, linked: Iterable[str]) -> bool:
    """Return whether a name is a word or a few of one that is linked in the briefing."""
    return any(_holds(name, place.candidate.text) for name in linked)


@lru_cache(maxsize=1 << 14)
def _holds(long: str, short: str) -> bool:
    """Return whether the words of a name stand together in another."""
    return f" {' '.join(words(short))} " in f" {' '.join(words(long))} "


def _grouped(placed: Iterable[_Placed]) -> list[list[_Placed]]:
    """Return candidates by name, each with its shorter forms where they can be short for one name only."""
    groups: dict[str, list[_Placed]] = {}
    for place in placed:
        groups.setdefault(" ".join(words(place.candidate.text)), []).append(place)
    for short in sorted(groups, key=len):
        longer = [name for name in groups if name != short and _holds(name, short)]
        holders = [name for name in longer if not any(_holds(other, name) for other in longer if other != name)]
        if len(holders) == 1:
            groups[holders[0]] += groups.pop(short)
    found = [sorted(group, key=lambda place: (-len(place.candidate.text), *_place(place))) for group in groups.values()]
    return sorted(found, key=lambda group: min(map(_place, group)))


def _place(place: _Placed) -> tuple[int, int]:
    return place.paragraph.number, place.start


def _suggestion(briefing: Briefing, registry: Registry, group: list[_Placed]) -> Suggestion:
    first = group[0]
    start, end = sentences.around(first.paragraph.text, first.start, first.end)
    name = first.candidate.text
    reasons = [reason for place in group for reason in place.candidate.reasons if place.candidate.text == name]
    if first.in_label:
        reasons.append("named in a citation")
    found = Suggestion(
        name=name,
        kind=first.candidate.kind,
        briefing=briefing.id,
        paragraph=first.paragraph.number,
        sentence=" ".join(first.paragraph.text[start:end].split()),
        reasons=tuple(dict.fromkeys(reasons)),
        looks_like=tuple(_lookalikes(_names(registry)).near(name)[:_MOST_ALIKE]),
        other_places=len(group) - 1,
        id=drafts.free_id(name, registry),
        stub="",
    )
    return replace(found, stub=drafts.stub(found, first.candidate.role))


def _names(registry: Registry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((actor.id, tuple(known_by(actor))) for actor in registry.actors.values())


@lru_cache(maxsize=2)
def _lookalikes(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Lookalikes:
    return Lookalikes(dict(names))
