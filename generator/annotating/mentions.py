"""Which actors a text names, by which rule, and which candidates lost."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.annotating import occurrences, speakers
from generator.annotating.labels import Label
from generator.annotating.occurrences import Occurrence
from generator.annotating.speakers import Speaker
from generator.briefing import RULES, Citation, Mention
from generator.disk.files import in_text
from generator.edits import NONE
from generator.naming import surnames
from generator.naming.spellings import NameIndex, Spelling
from generator.naming.surnames import Surnames
from generator.problems import Problem
from generator.reading.registry import Registry
from generator.seed import Seed
from generator.text.markup import folded
from generator.text.spans import kept


@dataclass(frozen=True)
class SeedContext:
    """What a whole seed tells: the actors named in its running text, named there or in a label, of whom any name stands there.

    lowercase: surnames that stand in small letters too, as words.
    """

    named: set[str] | frozenset[str] = frozenset()
    named_anywhere: set[str] | frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    lowercase: set[str] | frozenset[str] = frozenset()


_NOTHING_ELSE = SeedContext()


def of_seed(
    seed: Seed, citations: tuple[Citation, ...], speaking: Sequence[Label], registry: Registry, name_index: NameIndex
) -> tuple[tuple[Mention, ...], dict[int, Speaker], list[Problem]]:
    """Return who a seed names and where, whom its speakers' labels mean, and the names that nothing tells apart.

    citations: the seed's; no mention crosses a marker's bracket. speaking: its speakers' labels, from `labels.of_text`.
    name_index: from `spellings.index_of`.
    “Ada Quill met the council, and Quill left” names ada-quill by her name and then by her surname.
    The longest name wins, then the first; at one place the strongest rule wins. A place at which known
    aliases stand but none can be told to be meant is a mention with no actor.
    """
    holders = name_index.surnames
    found = list(occurrences.of_seed(seed, citations, speaking, registry, name_index))
    alone = [_decided(place, _NOTHING_ELSE, holders) for place in found]
    here = _here(seed, alone, holders)
    titled = speakers.in_title(seed.title, name_index) if speaking else []
    named = replace(here, named=here.named | {one.actor for one in titled if one.in_full})
    spoken = [_unless_strong(*both, named, holders) for both in zip(found, alone, strict=True) if both[0].in_ == "speaker"]
    who = speakers.of_labels(speaking, spoken, titled, name_index)
    here = replace(here, named=here.named | {one.actor for one in who.values() if one.actor and one.rule != "speaker"})
    rest = [_unless_strong(*both, here, holders) for both in zip(found, alone, strict=True) if both[0].in_ != "speaker"]
    labelled = list(speakers.mentions(speaking, who, spoken))
    known = {mention.paragraph for mention in labelled}
    rest += [place for place in spoken if place.paragraph.number not in known]
    mentions = labelled
    for places in _by_paragraph(sorted(rest, key=lambda place: (place.paragraph.number, place.start, place.end))):
        winners = kept(place for place in places if place.fitting)
        losers = kept((place for place in places if not place.fitting and _is_notable(place)), beside=winners)
        mentions += map(_mention, [*winners, *losers])
    mentions = [mention for mention in mentions if mention.actor != NONE]
    mentions.sort(key=lambda mention: (mention.paragraph, mention.start))
    return tuple(mentions), who, [_ambiguous(seed, mention) for mention in _open(mentions)]


def _unless_strong(place: Occurrence, by_itself: Occurrence, here: SeedContext, holders: Surnames) -> Occurrence:
    """Return a place decided by what the seed tells; what names its actor by itself does so whatever else stands there."""
    return by_itself if _is_strong(by_itself) else _decided(place, here, holders)


def _open(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions that could be of several actors; of a speaker's label the first."""
    told: set[str] = set()
    for mention in mentions:
        if mention.actor is None and len(mention.candidates) > 1 and mention.exact not in told:
            told |= {mention.exact} if mention.in_ == "speaker" else set()
            yield mention


def _here(seed: Seed, alone: list[Occurrence], holders: Surnames) -> SeedContext:
    """Return what a seed tells by the places that name their actors by themselves.

    By a name or an alias of their own, by an editor's ruling, or by a surname with a first name or a title
    before it that tells whose it is. alone: the seed's places, decided by nothing but what stands there.
    """
    strong = [place for places in _by_paragraph(alone) for place in kept(filter(_is_strong, places))]
    return SeedContext(
        named={place.fitting[0].actor for place in strong if place.in_ != "label"},
        named_anywhere={place.fitting[0].actor for place in strong},
        present=frozenset(spelling.actor for place in alone for spelling in place.spellings),
        lowercase=surnames.also_words(seed.text, holders),
    )


def _is_strong(place: Occurrence) -> bool:
    """Return whether a place names its actor by itself, without the actor being named elsewhere."""
    return bool(place.fitting) and (place.fitting[0].rule in ("ruling", "name", "alias") or place.is_told)


def _decided(place: Occurrence, here: SeedContext, holders: Surnames) -> Occurrence:
    """Return a place with the spellings whose conditions are met, of the strongest rule only; two actors are none."""
    met = [s for s in place.spellings if s.rule != "surname" and _is_met(s, here.named)]
    if not met:
        return _by_surname(place, here, holders)
    strongest = min(RULES.index(spelling.rule) for spelling in met)
    fitting = tuple(spelling for spelling in met if RULES.index(spelling.rule) == strongest)
    return place._replace(fitting=fitting if len({spelling.actor for spelling in fitting}) == 1 else ())


def _is_met(spelling: Spelling, named: Container[str]) -> bool:
    if spelling.rule == "alias with company":
        return any(actor in named for actor in spelling.company)
    if spelling.rule == "weak alias":
        return spelling.actor in named
    return True


def _by_surname(place: Occurrence, here: SeedContext, holders: Surnames) -> Occurrence:
    """Return a place with the one person whose surname it can be.

    Told by the words before; else named elsewhere in the seed's text (archive-wide, in a label too); else, where
    that is enough, the only holder in the archive.
    """
    meant = place.meant
    if meant is None:
        return place
    standing = [spelling for spelling in place.spellings if spelling.rule == "surname"]
    candidates = set(meant.candidates) & {spelling.actor for spelling in standing}
    told = meant.decided and len(candidates) == 1
    if not told:
        named = candidates & here.named or (candidates & here.named_anywhere if holders.archive_wide else set())
        enough = meant.titled or not surnames.needs_more(standing[0].text, here.present, here.lowercase, holders)
        alone = holders.archive_wide and not meant.decided and enough
        candidates = named or (candidates if alone else set())
    if len(candidates) != 1:
        return place
    fitting = tuple(spelling for spelling in standing if spelling.actor in candidates)
    crosses = occurrences.is_between(place.paragraph.markup, meant.start, place.start + 1)
    return place._replace(start=meant.start if told and not crosses else place.start, fitting=fitting, is_told=told)


def _is_notable(place: Occurrence) -> bool:
    """Return whether a place that links nothing is worth telling: an alias stands there, not a bare surname."""
    return any(spelling.rule != "surname" for spelling in place.spellings) or len(place.spellings) > 1


def _by_paragraph(found: Iterable[Occurrence]) -> Iterator[list[Occurrence]]:
    """Yield the places of each paragraph; they come in the order of the text."""
    for _, places in groupby(found, key=lambda place: place.paragraph.number):
        yield list(places)


def _mention(place: Occurrence) -> Mention:
    shown = place.fitting[0] if place.fitting else min(place.spellings, key=lambda s: RULES.index(s.rule))
    return Mention(
        paragraph=place.paragraph.number,
        start=place.start,
        end=place.end,
        exact=place.paragraph.text[place.start : place.end],
        in_=place.in_,
        actor=shown.actor if place.fitting else None,
        rule=shown.rule,
        alias=shown.text,
        candidates=tuple(sorted({spelling.actor for spelling in place.spellings} - {NONE})),
    )


def _ambiguous(seed: Seed, mention: Mention) -> Problem:
    paragraph = seed.paragraphs[mention.paragraph - 1]
    at = paragraph.in_seed(mention.start, mention.end)[0]
    name = folded(mention.exact)
    message = f"“{name}” could be {' or '.join(mention.candidates)}; it is not linked."
    hint = f'in the editors\' file: actors: {{"{name}": {mention.candidates[0]}}} (or none)'
    return in_text(seed.text, seed.path, at, "ambiguous-name", message, hint, len(mention.exact))
