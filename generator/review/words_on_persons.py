"""Which of the editors' own words on a briefing name a person: notes on passages, and the headnote."""

from collections.abc import Iterator

from generator.briefing import AnchoredNote, Briefing
from generator.naming import spellings
from generator.reading.registry import Registry
from generator.rendering.wording import listed
from generator.review.changes import said
from generator.review.printed import quoted
from generator.seed import SeedFacts


class Noted:
    """What editors' words are compared with: the registry's persons, by their names and aliases."""

    def __init__(self, registry: Registry) -> None:
        """Take a registry."""
        self._actors = registry.actors
        self._names = spellings.index_of(registry).spellings

    def of_briefing(self, briefing: Briefing, before: SeedFacts | None) -> Iterator[str]:
        """Yield the new notes, and the new headnote, of a briefing that name a person, with whom.

        before: the seed before the change, if it was there.
        """
        old = [said(note) for note in before.edits.notes] if before else []
        for note in briefing.notes:
            named = [*_on_passage(briefing, note), *self._in_words(note.note.note)]
            if said(note.note) not in old and (persons := self._persons(named)):
                yield f"note {note.letter} (names {listed(persons)})"
        persons = self._persons(self._in_words(_headnote(briefing.seed)))
        if persons and not (before and _headnote(before) == _headnote(briefing.seed)):
            yield f"the headnote (names {listed(persons)})"

    def _in_words(self, words: str) -> Iterator[str]:
        """Yield the actors that editors' words name in full."""
        yield from (match.value.actor for match in self._names.find(words) if match.value.rule in ("name", "alias"))

    def _persons(self, named: list[str] | Iterator[str]) -> list[str]:
        actors = [self._actors[who] for who in dict.fromkeys(named) if who in self._actors]
        return [quoted(actor.name) for actor in actors if actor.kind == "person"]


def _on_passage(briefing: Briefing, note: AnchoredNote) -> Iterator[str]:
    """Yield the actors that the passage names that a note is on."""
    for mention in briefing.mentions_in[note.paragraph]:
        if mention.actor and mention.start < note.end and note.start < mention.end:
            yield mention.actor


def _headnote(seed: SeedFacts) -> str:
    return seed.edits.headnote.text.text if seed.edits.headnote else ""
