"""What editors should know of surnames: which are words too, and which another person has for an alias."""

from collections.abc import Iterable, Iterator

from generator import entry_names
from generator.naming.surnames import Surnames
from generator.problems import Problem
from generator.reading.registry import Registry


def words_too(registry: Registry, known: Surnames, lowercase: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Problem]:
    """Yield a notice for each person whose surname some seed has in small letters, with the first that does.

    lowercase: for each seed its path and what `also_words` finds in it.
    """
    where: dict[str, str] = {}
    for path, surnames_ in lowercase:
        for surname in surnames_:
            where.setdefault(surname, path)
    for surname, path in sorted(where.items()):
        for holder in known.holders[surname]:
            message = f"The surname “{surname}” is also a word: {path} has it in small letters."
            hint = "alone it links only where the person is named in full, or a title stands before it"
            yield Problem(registry.actors[holder.actor].path, 0, 0, "surname-is-word", message, hint)


def aliases_too(registry: Registry, known: Surnames) -> Iterator[Problem]:
    """Yield a notice for each alias of a person that is another's surname: it takes the surname wherever that stands alone.

    So does a name in another script, which counts as an alias.
    """
    for actor in registry.actors.values():
        for name in entry_names.others(actor) if actor.kind == "person" else ():
            words, holders = name.text.text, known.of(name.text.text)
            other = next((holder.actor for holder in holders if holder.actor != actor.id), "")
            if other and name.is_known_by:
                message = f"“{words}” is also the surname of “{other}”; where it stands alone it is linked to “{actor.id}”."
                hint = "take it out, since a surname needs no alias; or write {text: ..., with: [an actor named beside it]}"
                at = name.text
                yield Problem(actor.path, at.line, at.column, "alias-is-surname", message, hint, width=len(words))
