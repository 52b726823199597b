"""An actor's page: what the registry says of it, and every sentence of the archive that names it."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator import entry_names
from generator.archive import Archive
from generator.formats import Actor, Role
from generator.linking import links
from generator.rendering import charts, index_pages, listings, neighbours, pages, paging, quotes, wording
from generator.rendering.pages import Plan
from generator.rendering.quotes import QuotedIn
from generator.rendering.search_fields import SearchFields
from generator.text.markup import Markdown


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield a plan for each actor's page and for its further pages: of its mentions, and of what it speaks in."""
    for actor in archive.registry.actors:
        yield Plan(f"actors/{actor}.md", _page, (actor,))
        for part in _parts(actor, archive):
            yield Plan(f"actors/{actor}/{part.name}.md", _part, (actor, part))
        spoken = listings.parts(archive.links.spoken.get(actor, ()), archive)
        title, folder = f"{archive.registry.actors[actor].name} speaks", f"actors/{actor}/speaks"
        yield from index_pages.part_plans(title, folder, f"actors/{actor}.md", spoken)


def fields(archive: Archive, identifier: str) -> SearchFields | None:
    """Return what a search has of an actor's page."""
    actor = archive.registry.actors.get(identifier)
    if actor is None:
        return None
    kind = wording.KINDS[actor.kind].removesuffix("s")
    others = tuple(name.text.text for name in entry_names.others(actor))
    return SearchFields("actor", kind, actor.name.text, others, is_actor=True)


def _parts(actor: str, archive: Archive) -> list[paging.Part[str]]:
    """Return the pages of the briefings that name an actor, where they are too many for one."""
    return listings.parts(archive.links.named.get(actor, ()), archive)


def _quoted(actor: str, briefings: Sequence[str], archive: Archive) -> list[QuotedIn]:
    found = (archive.briefings[identifier] for identifier in briefings)
    return [quotes.naming(briefing, links.naming(actor, briefing)) for briefing in found]


def _part(archive: Archive, actor: str, part: paging.Part[str]) -> bytes:
    entry = archive.registry.actors[actor]
    meta = _meta(entry, archive) | {"title": f"{entry.name}, {part.heading}"}
    quoted = _quoted(actor, part.items, archive)
    return pages.render(
        "actor-part.md", f"actors/{actor}/{part.name}.md", meta, actor=entry, quoted=quoted, heading=part.heading
    )


def _meta(actor: Actor, archive: Archive) -> dict[str, Any]:
    hidden = actor.kind == "person" and not archive.registry.settings.index_persons
    return {
        "title": actor.name.text,
        "kind": "actor",
        "description": actor.description,
        "robots": "noindex" if hidden else "",
    }


def _page(archive: Archive, identifier: str) -> bytes:
    registry = archive.registry
    actor = registry.actors[identifier]
    found = archive.links.named.get(identifier, ())
    parts = _parts(identifier, archive)
    spoken = archive.links.spoken.get(identifier, ())
    spoken_parts = listings.parts(spoken, archive)
    return pages.render(
        "actor.md",
        f"actors/{actor.id}.md",
        _meta(actor, archive),
        actor=actor,
        kind=wording.KINDS[actor.kind].removesuffix("s").lower(),
        source=registry.sources.get(actor.id),
        above=[registry.actors[one] for one in actor.above if one in registry.actors],
        below=archive.links.below.get(identifier, []),
        posts=[_post(role, actor, archive) for role in actor.roles],
        holders=_holders(actor, archive),
        spellings=_spellings(actor, archive),
        count=len(found),
        chart=charts.over_time(f"Briefings that name {actor.name}", [archive.facts[i].seed.period for i in found]),
        speaks=[] if spoken_parts else listings.by_year(spoken, archive),
        spoken_parts=spoken_parts,
        turns=_turns(identifier, archive),
        quoted=[] if parts else _quoted(identifier, found, archive),
        parts=parts,
        neighbours=neighbours.of(actor, archive),
        correction=pages.correction_address(archive, f"actors/{actor.id}"),
        edit=pages.edit_address(archive, actor.path),
    )


def _turns(actor: str, archive: Archive) -> dict[str, tuple[int, int]]:
    """Return how often an actor speaks in each briefing and in which paragraph first, by the briefing's path."""
    spoken = ((one, archive.facts[one].spoken) for one in archive.links.spoken.get(actor, ()))
    return {
        f"briefings/{one}.md": (turn.turns, turn.paragraph) for one, found in spoken for turn in found if turn.actor == actor
    }


def _post(role: Role, actor: Actor, archive: Archive) -> dict[str, Any]:
    known = role.position and role.position.text in archive.registry.actors
    return {
        "words": wording.post(role, archive.registry.actors),
        "position": role.position.text if known and role.position else "",
        "dates": wording.office(role, actor.checked),
        "note": role.note,
        "source": wording.office_source(role),
    }


def _holders(actor: Actor, archive: Archive) -> list[tuple[Actor, str, str, Markdown]]:
    """Return who held a position, by start: the person, the dates, a note, the source."""
    if actor.kind != "position":
        return []
    held = list(archive.links.held.get(actor.id, ()))
    held.sort(key=lambda pair: (pair[1].from_.sort_key if pair[1].from_ else ((0, 0, 0), (0, 0, 0)), pair[0].id))
    return [(p, wording.office(r, p.checked), r.note, wording.office_source(r)) for p, r in held]


def _spellings(actor: Actor, archive: Archive) -> list[tuple[str, str, str, str, str]]:
    """Return an actor's other spellings: the words, their language if known; of where they stand path, title, its language."""
    own = {name.text.text: name.language for name in entry_names.others(actor)}
    seen: dict[str, tuple[str, str, str]] = {}
    for identifier in archive.links.named.get(actor.id, ()):
        if own.keys() <= seen.keys():
            break
        seed = archive.facts[identifier].seed
        for mention in links.naming(actor.id, archive.marks[identifier]):
            path = f"briefings/{identifier}.md#p{mention.paragraph}"
            seen.setdefault(mention.alias, (path, wording.shown_title(seed), wording.title_language(seed)))
    return [(words, language, *seen.get(words, ("", "", ""))) for words, language in own.items()]
