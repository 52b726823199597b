"""The registry: the reviewed actors, sources, terms and topics, and the archive's settings."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from generator import dates, entries, ids, tree, yamltree
from generator.files import TextFile, read_text
from generator.formats import Actor, Alias, Contact, Id, Role, Settings, Source, Text, Topic, Url
from generator.names import same_name
from generator.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True)
class Registry:
    """Everything editors have reviewed; drafts are left out of `actors` and `sources`.

    is_whole: no link stands in the place of a file or folder of it. Where one does, nobody knows what is missing.
    """

    settings: Settings = field(default_factory=Settings)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    is_whole: bool = True


def load(root: Path) -> tuple[Registry, list[Problem]]:
    """Read `seeds/archive.yml` and `seeds/registry/`.

    root: the folder that holds `seeds/`. Returns the registry and what is wrong or open in it; a file
    that cannot be read leaves its entry out and all the others in.
    """
    problems: list[Problem] = []
    settings = _file(Settings, root, "seeds/archive.yml", problems) or Settings()
    actors = _folder(Actor, root, "seeds/registry/actors", problems)
    sources = _folder(Source, root, "seeds/registry/sources", problems)
    terms = _mapping(dict[str, str], root, "seeds/registry/terms.yml", problems)
    topics = _mapping(dict[Id, Topic], root, "seeds/registry/topics.yml", problems)
    is_whole = not tree.below(root, "seeds/registry").links
    return Registry(settings, actors, sources, terms, {str(key): topic for key, topic in topics.items()}, is_whole), problems


def for_reading(known: Registry) -> Registry:
    """Return a registry with no more than what the reading of a text depends on: names, and which ids there are.

    So a change of anything else in an entry leaves every reading as it is.
    """
    return Registry(
        settings=replace(known.settings, contact=Contact(""), repository=Url(""), index_persons=False),
        actors={identifier: _names_of(actor) for identifier, actor in known.actors.items()},
        sources={
            identifier: Source(_bare(source.name), tuple(map(_bare, source.aliases)), id=identifier)
            for identifier, source in known.sources.items()
        },
        topics={identifier: Topic("") for identifier in known.topics},
        is_whole=known.is_whole,
    )


def _names_of(actor: Actor) -> Actor:
    return Actor(
        _bare(actor.name),
        actor.kind,
        aliases=tuple(Alias(_bare(alias.text), tuple(map(_bare, alias.with_))) for alias in actor.aliases),
        weak_aliases=tuple(map(_bare, actor.weak_aliases)),
        not_=actor.not_,
        family_name=actor.family_name,
        original_names=actor.original_names,
        roles=tuple(Role(role.title, _bare(role.position) if role.position else None) for role in actor.roles),
        id=actor.id,
    )


def _bare(words: Text) -> Text:
    """Return words without the place they stand at, which moves whenever something above it is edited."""
    return Text(words.text)


def read_file(kind: type[T], root: Path, path: str, problems: list[Problem], given: dict[str, str]) -> T | None:
    """Return the entry a YAML file holds; None, with a problem, where it holds none.

    given: fields of the entry that its file does not say (`id`, `path`).
    """
    node = _parsed(root, path, problems)
    if isinstance(node, yamltree.Mapping):
        return entries.read(kind, node, problems, given)
    if node is not None:
        hint = "write `key: value` lines"
        problems.append(node.place.problem("wrong-value", "Keys with values are wanted here.", hint))
    return None


def _file(kind: type[T], root: Path, path: str, problems: list[Problem]) -> T | None:
    return read_file(kind, root, path, problems, {}) if _is_there(root, path) else None


def _is_there(root: Path, path: str) -> bool:
    """Return whether there is something to read; of a link, whoever walks the folder says that it is one."""
    return (root / path).exists() and not tree.link_in(root, path)


def _folder(kind: type[T], root: Path, folder: str, problems: list[Problem]) -> dict[str, T]:
    """Return the entries of a folder by id; an entry that cannot be read, or is a draft, is left out."""
    found: dict[str, T] = {}
    by_id: dict[str, list[str]] = {}
    for path in tree.files_below(root, folder, (".yml",)):
        identifier = ids.id_of(path)
        reason = ids.why_bad(identifier) or _reserved(identifier)
        if reason:
            problems.append(ids.bad_name(path, reason))
        else:
            by_id.setdefault(identifier.casefold(), []).append(path)
    for paths in by_id.values():
        paths.sort(key=_precedence)
        problems += [_duplicate(path, paths) for path in paths if len(paths) > 1]
        found |= _entry(kind, root, paths[0], problems)
    return dict(sorted(found.items()))


def _precedence(path: str) -> tuple[bool, int, str]:
    """Return what to sort files of one id by: the first, one in lower case if there is any, is read."""
    name = PurePosixPath(path).name
    return name != name.lower(), len(path), path


def _duplicate(path: str, paths: list[str]) -> Problem:
    others = ", ".join(other for other in paths if other != path)
    outcome = "This one is read." if path == paths[0] else f"{paths[0]} is read, this one is not."
    message = f"“{ids.id_of(path)}” is the id of {others} too; ids may not differ by case only. {outcome}"
    return Problem(path, 0, 0, "duplicate-id", message, "give one of them another name")


def _reserved(identifier: str) -> str:
    return "is a word that means something else in editors' files" if identifier in ("none", "unnamed") else ""


def _entry(kind: type[T], root: Path, path: str, problems: list[Problem]) -> dict[str, T]:
    """Return the entry of a file under its id, or nothing, with a problem that says why."""
    before = len(problems)
    entry: Any = read_file(kind, root, path, problems, {"id": ids.id_of(path), "path": path})
    if entry is None:
        if len(problems) == before:
            problems.append(Problem(path, 0, 0, "missing-key", "The file is empty.", "add `name: ...`"))
        return {}
    if entry.draft:
        hint = "review it, then take `draft: true` out"
        problems.append(Problem(path, 0, 0, "draft", f"“{entry.name}” is a draft: it links nothing.", hint))
        return {}
    return {entry.id: entry}


def _mapping(kind: Any, root: Path, path: str, problems: list[Problem]) -> dict[str, Any]:
    node = _parsed(root, path, problems) if _is_there(root, path) else None
    return {} if node is None else entries.read_value(kind, node, problems) or {}


def _parsed(root: Path, path: str, problems: list[Problem]) -> yamltree.Node | None:
    file = read_text(root, path)
    node = yamltree.parse(file.text, path) if isinstance(file, TextFile) else file
    if isinstance(node, Problem):
        problems.append(node)
        return None
    return node


def check(registry: Registry) -> Iterator[Problem]:
    """Yield what is wrong or open between the registry's entries.

    Errors: an id that is not there, an alias that two actors own with nothing to tell them apart, a
    role that ends before it starts, an open end (`..`) without `checked`. Notices: no contact address,
    a person's role without a source.
    """
    if not registry.settings.contact:
        hint = "add `contact:` to seeds/archive.yml, an address or a form that needs no account"
        yield Problem("seeds/archive.yml", 0, 0, "no-contact", "Readers have no way to ask for a correction.", hint)
    yield from _unknown_references(registry) if registry.is_whole else ()
    for actor in registry.actors.values():
        yield from _roles(actor)
    yield from _shared_aliases(registry)
    yield from _taken(registry.actors.values())
    yield from _taken(registry.sources.values())


def _unknown_references(registry: Registry) -> Iterator[Problem]:
    for actor in registry.actors.values():
        references = [actor.part_of, actor.of]
        references += [company for alias in actor.aliases for company in alias.with_]
        references += [reference for role in actor.roles for reference in (role.position, role.of)]
        for reference in references:
            yield from _unknown(actor.path, reference, registry.actors, "actor")
    for source in registry.sources.values():
        for reference in (source.publisher, source.speaks_for):
            yield from _unknown(source.path, reference, registry.actors, "actor")


def _unknown(path: str, reference: Text | None, known: Mapping[str, Any], noun: str) -> Iterator[Problem]:
    if reference is not None and reference.text not in known:
        message = f"There is no {noun} “{reference}” in the registry (or it is a draft)."
        hint = entries.did_you_mean(reference.text, list(known))
        yield Problem(path, reference.line, reference.column, f"unknown-{noun}", message, hint, width=len(reference.text))


def _roles(actor: Actor) -> Iterator[Problem]:
    for role in actor.roles:
        title = role.title or f"{role.position or ''}"
        if not title:
            yield _of_role(
                actor, role, "missing-key", "The role has neither a title nor a position.", "add `title:` or `position:`"
            )
            continue
        start, end = role.from_, role.to
        if start and end and start.start and end.end and end.end.last < start.start.first:
            hint = f"`from` is {start.text}, `to` is {end.text}: correct one of them"
            yield _of_role(actor, role, "role-order", f"The role “{title}” ends before it starts.", hint)
        if end and end.still_held and actor.checked is None:
            hint = "add `checked:` with the day somebody looked it up, or leave `to` out"
            yield _of_role(actor, role, "still-held", f"The role “{title}” is said to be still held.", hint)
        if actor.kind == "person" and not role.source:
            hint = "add `source:` with a link to a decree, an announcement or a dated report"
            yield _of_role(actor, role, "role-without-source", f"The role “{title}” has no source.", hint)


def _of_role(actor: Actor, role: Role, kind: str, message: str, hint: str) -> Problem:
    return Problem(actor.path, role.line, role.column, kind, message, hint)


def _shared_aliases(registry: Registry) -> Iterator[Problem]:
    """Yield an error for each name that two actors own without company to tell them apart."""
    owners: dict[str, tuple[Actor, Text]] = {}
    for actor in registry.actors.values():
        own = [actor.name, *(alias.text for alias in actor.aliases if not alias.with_)]
        for name in own:
            other = owners.setdefault(same_name(name.text), (actor, name))[0]
            if other.id != actor.id:
                message = f"“{name}” is a name of “{other.id}” too."
                hint = "write {text: ..., with: [an actor named beside it]} in one, or take it out of one"
                yield Problem(actor.path, name.line, name.column, "shared-alias", message, hint, width=len(name.text))


def _taken(found: Iterable[Actor | Source]) -> Iterator[Problem]:
    entries_ = list(found)
    yield from taken({entry.id: entry.path for entry in entries_}, [(entry.path, entry.formerly) for entry in entries_])


def taken(living: dict[str, str], formerly: Iterable[tuple[str, tuple[Id, ...]]]) -> Iterator[Problem]:
    """Yield an error for each former id that is in use, and one in each file that claims what another claims.

    living: the file of each id in use. formerly: files, each with the former ids that it claims.
    """
    claims = list(formerly)
    claimants: dict[str, dict[str, None]] = {}
    for path, olds in claims:
        for old in olds:
            claimants.setdefault(old.text, {})[path] = None
    for path, olds in claims:
        for old in olds:
            others = [other for other in claimants[old.text] if other != path]
            message, hint = _why_taken(old.text, living, others)
            if message:
                yield Problem(path, old.line, old.column, "taken-id", message, hint, width=len(old.text))


def _why_taken(old: str, living: dict[str, str], others: list[str]) -> tuple[str, str]:
    """Return why a former id cannot be one, and what to do; "" where it can."""
    if old in living:
        return f"“{old}” is the id of {living[old]}; ids are never used again.", "take it out here"
    if others:
        return (
            f"“{old}” is a former id of {', '.join(others)} too; its address can lead to one only.",
            "take it out of the file where it never was the id",
        )
    return "", ""


def stale(registry: Registry, today: dt.date) -> Iterator[Problem]:
    """Yield a notice for each actor and source that was last checked more than two years before a day."""
    limit = (today.year - 2, today.month, today.day)
    entries_: list[Actor | Source] = [*registry.actors.values(), *registry.sources.values()]
    for entry in entries_:
        if entry.checked and entry.checked.end and entry.checked.end.last < limit:
            message = f"“{entry.name}” was last checked on {dates.in_words(entry.checked)}."
            yield Problem(entry.path, 0, 0, "stale", message, "compare it with its sources, then bring `checked:` up to date")
