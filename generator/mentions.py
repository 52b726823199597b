"""Which actors a text names, by which rule, and which candidates lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import anchors
from generator.files import in_text
from generator.formats import Actor, PlaceRuling
from generator.model import Citation, Mention, Paragraph, Rule, Seed
from generator.names import Match, Names, words
from generator.problems import Problem
from generator.registry import Registry
from generator.spans import kept

RULES: tuple[Rule, ...] = ("ruling", "name", "alias", "alias with company", "weak alias", "surname")
"""The rules, the strongest first; `docs/method.md` explains each."""

NONE = "none"
"""The ruling that links nothing."""


@dataclass(frozen=True)
class Spelling:
    """A string by which an actor can be named, and the rule under which it counts."""

    text: str
    rule: Rule
    actor: str
    company: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """Spellings found at one place of a paragraph, in its running text or in a citation's label."""

    paragraph: Paragraph
    start: int
    end: int
    in_label: bool
    spellings: tuple[Spelling, ...]


def spellings(registry: Registry) -> Names[Spelling]:
    """Return every string by which the registry's actors can be named, to look for in seeds."""
    names: Names[Spelling] = Names()
    for actor in registry.actors.values():
        for spelling in dict.fromkeys(_spellings(actor)):
            names.add(spelling.text, spelling)
    return names


def _spellings(actor: Actor) -> Iterator[Spelling]:
    yield Spelling(actor.name.text, "name", actor.id)
    for name in actor.original_names.values():
        yield Spelling(name, "alias", actor.id)
    for alias in actor.aliases:
        company = frozenset(other.text for other in alias.with_)
        yield Spelling(alias.text.text, "alias with company" if company else "alias", actor.id, company)
    for weak in actor.weak_aliases:
        yield Spelling(weak.text, "weak alias", actor.id)
    if actor.kind == "person":
        yield Spelling(surname(actor), "surname", actor.id)


def surname(actor: Actor) -> str:
    """Return a person's family name: as the registry gives it, else the last word of the name."""
    return actor.family_name or actor.name.text.split()[-1]


def read(
    seed: Seed, citations: tuple[Citation, ...], registry: Registry, names: Names[Spelling]
) -> tuple[tuple[Mention, ...], list[Problem]]:
    """Return who a seed names and where, and the names that nothing tells apart.

    citations: the seed's; no mention crosses a marker's bracket. names: from `spellings`.
    The longest name wins, then the first; at one place the strongest rule wins. A place at which known
    aliases stand but none can be told to be meant is a mention with no actor.
    """
    found = list(_found(seed, citations, registry, names))
    named = _named(found)
    decided = [(place, _fitting(place.spellings, named, registry)) for place in found]
    fitting = {(p.paragraph.number, p.start, p.end): fits for p, fits in decided if fits}
    mentions: list[Mention] = []
    for number, here in _by_paragraph(found):
        winners = kept(place for place in here if (number, place.start, place.end) in fitting)
        losers = kept((p for p in here if (number, p.start, p.end) not in fitting and _is_notable(p)), beside=winners)
        mentions += [_mention(place, fitting.get((number, place.start, place.end), ())) for place in [*winners, *losers]]
    mentions = [mention for mention in mentions if mention.actor != NONE]
    mentions.sort(key=lambda mention: (mention.paragraph, mention.start))
    return tuple(mentions), [
        _ambiguous(seed, mention) for mention in mentions if mention.actor is None and len(mention.candidates) > 1
    ]


def _named(found: list[Found]) -> set[str]:
    """Return the actors that a seed's running text names by a name or an alias of their own, or by an editor's ruling."""
    named: set[str] = set()
    for _, here in _by_paragraph([place for place in found if not place.in_label]):
        strong = [(place, _fitting(place.spellings, set(), None)) for place in here]
        fitting = {(place.start, place.end): fits for place, fits in strong if fits}
        for place in kept(place for place, fits in strong if fits):
            named.add(fitting[place.start, place.end][0].actor)
    return named


def _found(seed: Seed, citations: tuple[Citation, ...], registry: Registry, names: Names[Spelling]) -> Iterator[Found]:
    """Yield the places of a seed's text at which spellings stand, by paragraph and place."""
    ruled = _rulings(seed, registry)
    for paragraph in seed.paragraphs:
        if not paragraph.is_prose:
            continue
        here = [citation for citation in citations if citation.paragraph == paragraph.number]
        at: dict[tuple[int, int], list[Spelling]] = {}
        matches = [*names.find(paragraph.text), *ruled.find(paragraph.text), *_place_rulings(seed, paragraph, registry)]
        for match in matches:
            if not _is_barred(match, paragraph, here, registry):
                at.setdefault((match.start, match.end), []).append(match.value)
        for (start, end), standing in sorted(at.items()):
            in_label = any(citation.start <= start < citation.end for citation in here)
            yield Found(paragraph, start, end, in_label, tuple(standing))


def _rulings(seed: Seed, registry: Registry) -> Names[Spelling]:
    rulings = seed.edits.actors if isinstance(seed.edits.actors, dict) else {}
    names: Names[Spelling] = Names()
    for text, actor in rulings.items():
        if is_ruled(actor.text, registry):
            names.add(text.text, Spelling(text.text, "ruling", actor.text))
    return names


def is_ruled(actor: str, registry: Registry) -> bool:
    """Return whether a ruling's word is an actor of the registry or `none`."""
    return actor == NONE or actor in registry.actors


def _place_rulings(seed: Seed, paragraph: Paragraph, registry: Registry) -> Iterator[Match[Spelling]]:
    rulings: Iterable[PlaceRuling] = seed.edits.actors if isinstance(seed.edits.actors, tuple) else ()
    for ruling in rulings:
        if not is_ruled(ruling.actor.text, registry):
            continue
        for start, end in anchors.places(ruling.quote.text, paragraph):
            within = [
                (first, last) for first, last in anchors.places(ruling.exact.text, paragraph) if start <= first and last <= end
            ]
            for first, last in within[:1]:
                yield Match(first, last, Spelling(ruling.exact.text, "ruling", ruling.actor.text))


def _is_barred(match: Match[Spelling], paragraph: Paragraph, citations: list[Citation], registry: Registry) -> bool:
    """Return whether a name found may not count: it crosses a bracket or markup, or is on its actor's `not` list."""
    start, end = match.start, match.end
    if any(_crosses(start, end, c.start, c.end) or start < c.label_start < end for c in citations):
        return True
    if any(start < mark.at < end for mark in paragraph.markup):
        return True
    actor = registry.actors.get(match.value.actor)
    return actor is not None and match.value.rule != "ruling" and _is_excepted(actor, paragraph.text, start, end)


def _crosses(start: int, end: int, first: int, last: int) -> bool:
    return start < last and first < end and not (first <= start and end <= last)


def _is_excepted(actor: Actor, text: str, start: int, end: int) -> bool:
    for exception in actor.not_:
        at = text.find(exception, max(0, start - len(exception)))
        if 0 <= at <= start and end <= at + len(exception):
            return True
    return False


def _fitting(standing: tuple[Spelling, ...], named: set[str], registry: Registry | None) -> tuple[Spelling, ...]:
    """Return the spellings at a place whose conditions are met, of the strongest rule only; two actors are none.

    named: the actors named in the seed. registry: None where surnames may not count on it.
    """
    met = [spelling for spelling in standing if _is_met(spelling, named, registry)]
    strongest = [spelling for spelling in met if RULES.index(spelling.rule) == min(RULES.index(s.rule) for s in met)]
    return tuple(strongest) if len({spelling.actor for spelling in strongest}) == 1 else ()


def _is_met(spelling: Spelling, named: set[str], registry: Registry | None) -> bool:
    if spelling.rule == "alias with company":
        return bool(spelling.company & named)
    if spelling.rule == "weak alias":
        return spelling.actor in named
    if spelling.rule == "surname":
        return spelling.actor in named or (registry is not None and _is_only_bearer(spelling, registry))
    return True


def _is_only_bearer(spelling: Spelling, registry: Registry) -> bool:
    if registry.settings.surname_scope != "archive":
        return False
    folded = words(spelling.text)
    bearers = [a for a in registry.actors.values() if a.kind == "person" and words(surname(a)) == folded]
    return len(bearers) == 1


def _is_notable(place: Found) -> bool:
    """Return whether a place that links nothing is worth telling: an alias stands there, not a bare surname."""
    return any(spelling.rule != "surname" for spelling in place.spellings) or len(place.spellings) > 1


def _by_paragraph(found: list[Found]) -> Iterator[tuple[int, list[Found]]]:
    numbers = dict.fromkeys(place.paragraph.number for place in found)
    groups: dict[int, list[Found]] = {number: [] for number in numbers}
    for place in found:
        groups[place.paragraph.number].append(place)
    yield from groups.items()


def _mention(place: Found, fitting: tuple[Spelling, ...]) -> Mention:
    shown = fitting[0] if fitting else min(place.spellings, key=lambda s: RULES.index(s.rule))
    return Mention(
        paragraph=place.paragraph.number,
        start=place.start,
        end=place.end,
        exact=place.paragraph.text[place.start : place.end],
        in_="label" if place.in_label else "text",
        actor=shown.actor if fitting else None,
        rule=shown.rule,
        alias=shown.text,
        candidates=tuple(sorted({spelling.actor for spelling in place.spellings} - {NONE})),
    )


def _ambiguous(seed: Seed, mention: Mention) -> Problem:
    paragraph = next(p for p in seed.paragraphs if p.number == mention.paragraph)
    at = paragraph.in_seed(mention.start, mention.end)[0]
    message = f"“{mention.exact}” could be {' or '.join(mention.candidates)}; it is not linked."
    hint = f'in the editors\' file: actors: {{"{mention.exact}": {mention.candidates[0]}}} (or none)'
    return in_text(seed.text, seed.path, at, "ambiguous-name", message, hint, len(mention.exact))
