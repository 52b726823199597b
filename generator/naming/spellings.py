"""The strings by which actors can be named, and the rule under which each counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.briefing import Rule
from generator.edits import NONE
from generator.formats import Actor
from generator.naming import surnames
from generator.naming.surnames import Surnames
from generator.reading.registry import Registry
from generator.text.names import Names, same_name


@dataclass(frozen=True)
class Spelling:
    """A string by which an actor can be named, and the rule under which it counts."""

    text: str
    rule: Rule
    actor: str
    company: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LookedFor:
    """All that is looked for in seeds: the strings by which actors can be named, who bears which surname, sources' names."""

    spellings: Names[Spelling]
    surnames: Surnames
    sources: Names[str]


def looked_for(registry: Registry) -> LookedFor:
    """Return what to look for in seeds to find a registry's actors and sources."""
    names: Names[Spelling] = Names()
    for actor in registry.actors.values():
        for spelling in dict.fromkeys(_spellings(actor)):
            names.add(spelling.text, spelling)
    # A source's name is nobody's: "Northmark Gazette" does not name Northmark.
    actors = {same_name(spelling.text) for actor in registry.actors.values() for spelling in _spellings(actor)}
    sources: Names[str] = Names()
    for source in registry.sources.values():
        for name in (source.name, *source.aliases):
            sources.add(name.text, source.id)
            if same_name(name.text) not in actors:
                names.add(name.text, Spelling(name.text, "name", NONE))
    return LookedFor(names, surnames.of_registry(registry), sources)


def _spellings(actor: Actor) -> Iterator[Spelling]:
    yield Spelling(actor.name.text, "name", actor.id)
    for name in actor.original_names.values():
        yield Spelling(name.text, "alias", actor.id)
    for alias in actor.aliases:
        company = frozenset(other.text for other in alias.with_)
        yield Spelling(alias.text.text, "alias with company" if company else "alias", actor.id, company)
    for weak in actor.weak_aliases:
        yield Spelling(weak.text, "weak alias", actor.id)
    if actor.kind == "person":
        for surname in surnames.surnames(actor):
            yield Spelling(surname, "surname", actor.id)
