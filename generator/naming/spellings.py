"""The strings by which actors can be named, and the rule under which each counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import entry_names
from generator.briefing import Rule
from generator.edits import NONE
from generator.formats import Actor, Source
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
class NameIndex:
    """All that is looked for in seeds: the strings by which actors can be named, who bears which surname, sources' names.

    exceptions: by actor, the strings in which its names are not its own.
    """

    spellings: Names[Spelling]
    surnames: Surnames
    sources: Names[str]
    exceptions: Mapping[str, tuple[str, ...]]


def index_of(registry: Registry) -> NameIndex:
    """Return what to look for in seeds to find a registry's actors and sources."""
    names: Names[Spelling] = Names()
    for actor in registry.actors.values():
        for spelling in dict.fromkeys(of_actor(actor)):
            names.add(spelling.text, spelling)
    # A source's name is nobody's: "Northmark Gazette" does not name Northmark.
    actors = {same_name(spelling.text) for actor in registry.actors.values() for spelling in of_actor(actor)}
    sources: Names[str] = Names()
    for source in registry.sources.values():
        for name in of_source(source):
            sources.add(name, source.id)
            if same_name(name) not in actors:
                names.add(name, Spelling(name, "name", NONE))
    exceptions = {actor.id: found for actor in registry.actors.values() if (found := entry_names.excepted(actor))}
    return NameIndex(names, surnames.of_registry(registry), sources, exceptions)


def of_actor(actor: Actor) -> Iterator[Spelling]:
    """Yield the strings by which an actor can be named, each with the rule under which it counts."""
    for name in entry_names.of_entry(actor):
        if name.rule:
            yield Spelling(name.text.text, name.rule, actor.id, frozenset(name.company))
    if actor.kind == "person":
        for surname in surnames.surnames(actor):
            yield Spelling(surname, "surname", actor.id)


def of_source(source: Source) -> Iterator[str]:
    """Yield the names by which labels call a source."""
    yield from entry_names.known_by(source)
