"""Who speaks in a transcript: whom each speaker's label means, and the turns that it opens."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.annotating.labels import Label
from generator.annotating.occurrences import Occurrence
from generator.briefing import Mention, Rule, Turn
from generator.edits import NONE
from generator.naming import surnames
from generator.naming.candidate_words import HONORIFICS, ROLE_ADJECTIVES, ROLES
from generator.naming.spellings import NameIndex
from generator.naming.surname_words import TITLES
from generator.naming.surnames import NameHolder
from generator.seed import Paragraph
from generator.text.markup import folded
from generator.text.names import words

_BEFORE = 100
"""Code points before a name in which a title can stand."""


class Speaker(NamedTuple):
    """Whom a label means: the actor, None where nothing tells; the rule, and the registry's words that it rests on.

    candidates: all that it could be.
    """

    actor: str | None
    rule: Rule
    alias: str
    candidates: tuple[str, ...]


class InTitle(NamedTuple):
    """An actor whom a briefing's title names: the words of a title that stand before the name, and whether it is the full one.

    “Remarks by President Oake and the Ferry Minister” names Oake as “president”.
    """

    actor: str
    said: tuple[str, ...]
    in_full: bool


def of_labels(
    labels: Sequence[Label], places: Iterable[Occurrence], title: Sequence[InTitle], name_index: NameIndex
) -> dict[int, Speaker]:
    """Return whom labels mean, by the numbers of their paragraphs; those that could be nobody known are left out.

    places: where names stand in the labels, decided. title: from `in_title`.
    “MR. QUILL” is the Quill whom the text or its title names, else the only one in the registry; “THE PRESIDENT” is the
    person whom the title calls so. What one label tells holds for all that say the same; a ruling for its own place alone.
    """
    standing = _at_ends(places)
    ruled: dict[int, Speaker] = {}
    found: dict[str, Speaker] = {}
    for label in labels:
        here = (_standing(label, place, name_index) for place in standing.get((label.paragraph, label.end), ()))
        speaker = next(filter(None, here), None) or _by_title(label, title)
        if speaker and speaker.rule == "ruling":
            ruled[label.paragraph] = speaker
        elif speaker and (label.same not in found or found[label.same].actor is None):
            found[label.same] = speaker
    known = {label.paragraph: ruled.get(label.paragraph) or found.get(label.same) for label in labels}
    return {number: speaker for number, speaker in known.items() if speaker and speaker.actor != NONE}


def _at_ends(places: Iterable[Occurrence]) -> dict[tuple[int, int], list[Occurrence]]:
    """Return places by their paragraph and end, the longest first."""
    found: dict[tuple[int, int], list[Occurrence]] = {}
    for place in sorted(places, key=lambda one: one.start):
        found.setdefault((place.paragraph.number, place.end), []).append(place)
    return found


def _standing(label: Label, place: Occurrence, name_index: NameIndex) -> Speaker | None:
    """Return whom a name at a label's end means, if nothing but titles and the person's first names stand before it."""
    ahead = words(place.paragraph.text[label.start : max(label.start, place.start)])
    candidates = tuple(sorted({spelling.actor for spelling in place.spellings}))
    if place.fitting:
        first = place.fitting[0]
        fits = place.start <= label.start or _may_stand_before(ahead, first.actor, first.text, name_index)
        return Speaker(first.actor, first.rule, first.text, candidates) if fits else None
    surname = next((spelling.text for spelling in place.spellings if spelling.rule == "surname"), "")
    actors = _said_of(ahead, name_index.surnames.of(surname)) if ahead else ()
    return Speaker(actors[0] if len(actors) == 1 else None, "speaker", surname, actors) if actors else None


def _may_stand_before(ahead: Iterable[str], actor: str, spelling: str, name_index: NameIndex) -> bool:
    own = {word for holder in name_index.surnames.of(spelling) if holder.actor == actor for word in holder.given}
    return all(_is_title(word) or word in own for word in ahead)


def _said_of(ahead: Sequence[str], holders: Iterable[NameHolder]) -> tuple[str, ...]:
    """Return of whom the words before a surname can be said, by id: those with such a title, else those with none known.

    ahead: titles and first names. holders: the persons with that surname.
    """
    posts = {surnames.title(word) for word in ahead if word in ROLES and word not in HONORIFICS}
    fitting = [one for one in holders if all(_is_title(word) or word in one.given for word in ahead)]
    titled = [one for one in fitting if posts & one.titles]
    return tuple(sorted(one.actor for one in titled or fitting if one in titled or not posts or not one.titles - HONORIFICS))


def _is_title(word: str) -> bool:
    return word in ROLES or word in ROLE_ADJECTIVES or word in TITLES or word == "the"


def in_title(title: str, name_index: NameIndex) -> list[InTitle]:
    """Return the actors whom a briefing's title names: in full, or by a surname with a title that is one person's only."""
    found: list[InTitle] = []
    for match in name_index.spellings.find(title):
        actor, rule = match.value.actor, match.value.rule
        said = _title_before(title, match.start)
        in_full = rule in ("name", "alias") and actor != NONE
        holders = name_index.surnames.of(match.value.text) if rule == "surname" and said else ()
        if in_full or _said_of(said, holders) == (actor,):
            found.append(InTitle(actor, said, in_full))
    return found


def _title_before(title: str, at: int) -> tuple[str, ...]:
    """Return the words of a title that stand directly before a place."""
    said: list[str] = []
    for word in reversed(words(title[max(0, at - _BEFORE) : at])):
        if not _is_title(word) or word == "the":
            break
        said.insert(0, word)
    return tuple(said)


def _by_title(label: Label, title: Iterable[InTitle]) -> Speaker | None:
    """Return the one person whom the briefing's title calls as a label does: “THE PRESIDENT”."""
    said = tuple(word for word in words(label.words) if word != "the")
    actors = tuple(sorted({one.actor for one in title if one.said and one.said == said}))
    return Speaker(actors[0], "speaker", folded(label.words), actors) if len(actors) == 1 else None


def mentions(labels: Sequence[Label], speakers: Mapping[int, Speaker], places: Iterable[Occurrence]) -> Iterator[Mention]:
    """Yield the mention in each label, where it is known whom it means: the name, or all of a label that has none."""
    standing = _at_ends(places)
    for label in labels:
        speaker = speakers.get(label.paragraph)
        if speaker and speaker.actor:
            names = (one for one in standing.get((label.paragraph, label.end), ()) if _has(one, speaker.actor))
            start = next((max(label.start, one.start) for one in names), label.start)
            exact = label.words[start - label.start :]
            yield Mention(label.paragraph, start, label.end, exact, "speaker", *speaker)


def _has(place: Occurrence, actor: str) -> bool:
    return any(spelling.actor == actor for spelling in place.spellings)


def turns(labels: Sequence[Label], paragraphs: Sequence[Paragraph], speakers: Mapping[int, Speaker]) -> tuple[Turn, ...]:
    """Return the turns of a transcript: each label with the paragraphs up to the next one."""
    actors = {number: speaker.actor for number, speaker in speakers.items()}
    edges = [*(label.paragraph for label in labels), len(paragraphs) + 1]
    return tuple(
        _turn(number, label, paragraphs[first - 1 : after - 1], actors.get(label.paragraph))
        for number, (label, (first, after)) in enumerate(zip(labels, pairwise(edges), strict=True), 1)
    )


def _turn(number: int, label: Label, spoken: Sequence[Paragraph], actor: str | None) -> Turn:
    said = [spoken[0].text[label.end :].lstrip(":： \t\u00a0"), *(one.text for one in spoken[1:] if not one.hidden)]
    return Turn(
        number, label.words, label.paragraph, label.start, label.end, spoken[-1].number, actor, len(" ".join(said).split())
    )
