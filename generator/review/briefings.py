"""What a person must decide about the briefings that a change adds or changes."""

from collections.abc import Callable, Iterator

from generator.annotating import rulings
from generator.annotating.anchors import Passages
from generator.briefing import Briefing
from generator.edits import NONE, Edits, PlaceRuling
from generator.problems import plural
from generator.rendering.wording import capital, listed
from generator.review.changes import Changes, said
from generator.review.moved_mentions import around
from generator.review.printed import Item, quoted
from generator.review.sides import Sides
from generator.review.words_on_persons import Noted
from generator.seed import SeedFacts
from generator.text import dates
from generator.text.names import Names

NOT_KNOWN = ("", "not known", "unknown")

_TITLES = {
    "editors": "title supplied by the editors",
    "contributor": "title given by the contributor",
    "opening words": "no title, its opening words stand for one",
}
_DATES = {
    "": "text date unknown",
    "editors": "text date supplied by the editors",
    "contributor": "text date given by the contributor",
}

_WITHDRAWN = ("withdrawn",)

Lines = list[tuple[str, str]]
"""What is said of briefings: the id of each, and the words."""


class Asked:
    """The briefings that a change touches, and what of each is new."""

    def __init__(self, sides: Sides, changes: Changes) -> None:
        """Take a change."""
        self._sides, self._changes = sides, changes
        self.ids = sorted({*changes.briefings.added, *changes.briefings.changed})

    def items(self) -> list[Item]:
        """Return what to decide, briefing by briefing where there are several."""
        return [
            *self._each(
                "title-and-dates", "Titles and dates of", self._title_and_dates, ("title", "date", "period", "period_basis")
            ),
            *self._each("rights", "Rights in", self._rights, ("rights", "origin")),
            *self._rulings(),
            *self._notes(),
            *self._each("text-changed", "Changed text of", self._text_changed, ("text",)),
            *self._each("withdrawn", "Withdrawal of", self._withdrawn, _WITHDRAWN),
        ]

    def _seeds(self, *keys: str) -> Iterator[SeedFacts]:
        """Yield the seeds of added briefings, and of those in which one of some keys changed.

        Of what is withdrawn only that is to decide: nothing else of it is published.
        """
        changed = self._changes.briefings.changed
        for identifier in self.ids:
            seed = self._sides.head.seeds[identifier]
            is_asked = keys == _WITHDRAWN or not seed.edits.withdrawn
            if is_asked and (identifier not in changed or any(key in changed[identifier] for key in keys)):
                yield seed

    def _each(self, kind: str, lead: str, words: Callable[[SeedFacts], str], keys: tuple[str, ...]) -> list[Item]:
        lines = [(seed.id, told) for seed in self._seeds(*keys) if (told := words(seed))]
        return _item(kind, lead, lines, alone=len(self.ids) == 1)

    def _was(self, seed: SeedFacts) -> SeedFacts | None:
        return self._sides.base.seeds.get(self._changes.was(seed.id))

    def _title_and_dates(self, seed: SeedFacts) -> str:
        """Return who gave a title and dates, where that is not the text itself."""
        inferred = "period inferred" if seed.edits.period_basis else "period without period_basis"
        period = {"editors": inferred, "contributor": "period given by the contributor", "": ""}[seed.period_by]
        inferred_date = seed.inferred_date and f"text date inferred from a line of it, {dates.in_words(seed.inferred_date)}"
        told = [_TITLES.get(seed.title_basis, ""), period, inferred_date or _DATES.get(seed.date_basis, "")]
        read = f" Read {quoted('period_basis')}." if seed.edits.period and seed.edits.period_basis else ""
        return f"{capital('; '.join(filter(None, told)))}.{read}" if any(told) else ""

    def _rights(self, seed: SeedFacts) -> str:
        given, origin = seed.edits.rights, seed.edits.origin
        known = given.casefold() not in NOT_KNOWN
        rights = f"Rights given as “{quoted(given)}”" if known else f"Rights {'not known' if given else 'not said'}"
        agrees = f", “{quoted(origin.agrees)}”" if origin and origin.agrees else ""
        elsewhere = f", and the text stands elsewhere too ({quoted(origin.url)}{agrees})" if origin else ""
        return f"{rights}{elsewhere}. May the archive publish it?"

    def _rulings(self) -> list[Item]:
        lines = []
        for seed in self._seeds("actors"):
            before = self._was(seed)
            old = [(text, actor) for text, actor, _ in _ruled(before.edits)] if before else []
            new = [ruling for ruling in _ruled(seed.edits) if ruling[:2] not in old]
            lines += [(seed.id, self._ruling(seed.id, *ruling)) for ruling in new]
        return _listed("rulings", plural(len(lines), "ruling") + ", each in its sentence", lines, alone=len(self.ids) == 1)

    def _ruling(self, identifier: str, text: str, actor: str, place: PlaceRuling | None) -> str:
        """Return a ruling with the first sentence in which it holds."""
        briefing, entry = self._sides.head.briefings.get(identifier), self._sides.head.registry.actors.get(actor)
        meant = (
            f"is {quoted(actor)}{', a person' if entry and entry.kind == 'person' else ''}" if actor != NONE else "is nobody"
        )
        where = next(_places(briefing, text, place), None) if briefing else None
        sentence = f" ¶{where[0]}: {around(briefing, *where)}" if briefing and where else "; it stands nowhere"
        return f"“{quoted(text)}” {meant}{sentence}"

    def _notes(self) -> list[Item]:
        seeds, noted = list(self._seeds("notes", "headnote")), Noted(self._sides.head.registry)
        briefings = [(self._sides.head.briefings[seed.id], self._was(seed)) for seed in seeds]
        lines = [(briefing.id, words) for briefing, before in briefings for words in noted.of_briefing(briefing, before)]
        if len(self.ids) == 1 and lines:
            words = listed([words for _, words in lines])
            return [Item("notes", f"Editors' words that name a person: {words}. A second reader signs.")]
        return _listed("notes", "Editors' words that name a person; a second reader signs", lines, alone=False)

    def _text_changed(self, seed: SeedFacts) -> str:
        notes = new_changes(seed, self._was(seed)) if self._was(seed) else []
        return f"The text itself changed; {quoted('changes')} says: {' / '.join(map(quoted, notes))}." if notes else ""

    def _withdrawn(self, seed: SeedFacts) -> str:
        withdrawn, before = seed.edits.withdrawn, self._was(seed)
        if before and before.edits.withdrawn and not withdrawn:
            return "No longer withdrawn: its text is published again."
        return f"Withdrawn: “{quoted(withdrawn.reason)}”" if withdrawn else ""


def new_changes(seed: SeedFacts, before: SeedFacts | None) -> list[str]:
    """Return the notes of the entries under `changes` that a briefing did not have before."""
    old = [said(change) for change in before.edits.changes] if before else []
    return [change.note for change in seed.edits.changes if said(change) not in old]


def _ruled(edits: Edits) -> list[tuple[str, str, PlaceRuling | None]]:
    """Return a briefing's rulings: the string, the actor, and the place where it is for one only."""
    if isinstance(edits.actors, dict):
        return [(text.text, actor.text, None) for text, actor in edits.actors.items()]
    return [(ruling.exact.text, ruling.actor.text, ruling) for ruling in edits.actors]


def _places(briefing: Briefing, text: str, ruling: PlaceRuling | None) -> Iterator[tuple[int, int, int]]:
    if ruling:
        yield from rulings.places(ruling, Passages(briefing.seed.paragraphs))
        return
    names: Names[str] = Names()
    names.add(text, text)
    for paragraph in briefing.seed.paragraphs:
        if paragraph.is_prose:
            yield from ((paragraph.number, match.start, match.end) for match in names.find(paragraph.text))


def _item(kind: str, lead: str, lines: Lines, *, alone: bool) -> list[Item]:
    """Return what is said of briefings as one item: in a sentence where there is one briefing, else as a list."""
    if alone and len(lines) == 1:
        return [Item(kind, lines[0][1])]
    return _listed(kind, f"{lead} {plural(len(lines), 'briefing')}", lines, alone=alone)


def _listed(kind: str, lead: str, lines: Lines, *, alone: bool) -> list[Item]:
    details = tuple(words if alone else f"{quoted(identifier)}: {words}" for identifier, words in lines)
    return [Item(kind, f"{lead}:", details)] if lines else []
