"""Who speaks in a briefing, as its page shows it: each speaker with the turns, in the order in which they begin."""

from dataclasses import dataclass

from generator.briefing import Briefing, Turn
from generator.formats import Actor
from generator.reading.registry import Registry
from generator.rendering import wording
from generator.text.markup import folded
from generator.text.names import words


@dataclass(frozen=True)
class Speaker:
    """A speaker of a briefing.

    number: from 1. labels: as the text has them. actor: None where nothing tells who it is. turns: in order. sentence: what
    the panel says of an actor whom the text itself does not name.
    """

    number: int
    labels: tuple[str, ...]
    actor: Actor | None
    turns: tuple[Turn, ...]
    sentence: str = ""

    @property
    def extent(self) -> str:
        """Return how much a speaker says, in words: “three turns, 120 words”."""
        return f"{wording.counted(len(self.turns), 'turn')}, {wording.counted(sum(turn.words for turn in self.turns), 'word')}"


def of_briefing(briefing: Briefing, registry: Registry) -> list[Speaker]:
    """Return the speakers of a briefing, the first to speak first; none of a text that is no transcript."""
    found: dict[str, list[Turn]] = {}
    for turn in briefing.turns:
        found.setdefault(_who(turn), []).append(turn)
    named = {mention.actor for mention in briefing.mentions if mention.in_ == "text"}
    return [_speaker(number, turns, briefing, registry, named) for number, turns in enumerate(found.values(), 1)]


def _who(turn: Turn) -> str:
    """Return what the turns of one speaker have in common: the actor, else the label's words."""
    return turn.actor or f" {' '.join(words(turn.label))}"


def _speaker(number: int, turns: list[Turn], briefing: Briefing, registry: Registry, named: set[str | None]) -> Speaker:
    labels = tuple(dict.fromkeys(folded(turn.label) for turn in turns))
    actor = registry.actors.get(turns[0].actor or "")
    known = actor and actor.id not in named
    sentence = (
        (wording.offices_at(actor, briefing.seed.period, registry.actors) or actor.description) if actor and known else ""
    )
    return Speaker(number, labels, actor, tuple(turns), sentence)
