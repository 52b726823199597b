"""An actor's page: what the registry says of it, and every sentence of the archive that names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator import charts, neighbours, pages, paging, quotes, wording
from generator.archive import Archive
from generator.formats import Actor, Role
from generator.markup import Markdown
from generator.model import Briefing, Mention
from generator.pages import Output
from generator.quotes import Quote, QuotedIn


@dataclass(frozen=True)
class _Ties:
    """What the registry says from the other side: by actor, what is part of it, and who held it and when."""

    below: dict[str, list[Actor]]
    held: dict[str, list[tuple[Actor, Role]]]


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield each actor's page and the further pages of its mentions."""
    ties = _ties(archive)
    for actor in archive.registry.actors.values():
        named = [named_in(archive.briefings[i], found) for i, found in archive.links.named.get(actor.id, ())]
        parts = paging.parts(named, lambda item: item.year)
        yield _page(actor, archive, ties, named, parts)
        for part in parts:
            path = f"actors/{actor.id}/{part.name}.md"
            meta = _meta(actor, archive) | {"title": f"{actor.name}, {part.heading}"}
            yield pages.render("actor-part.md", path, meta, actor=actor, quoted=part.items, heading=part.heading)


def _ties(archive: Archive) -> _Ties:
    """Return the ties of all actors, in one walk through the registry."""
    ties = _Ties({}, {})
    for actor in archive.registry.actors.values():
        for above in dict.fromkeys(named.text for named in (actor.part_of, actor.of) if named):
            ties.below.setdefault(above, []).append(actor)
        for role in actor.roles:
            if role.position:
                ties.held.setdefault(role.position.text, []).append((actor, role))
    return ties


def named_in(briefing: Briefing, found: list[Mention]) -> QuotedIn:
    """Return the sentences of a briefing in which some mentions stand, each once."""
    shown: dict[tuple[int, str], Quote] = {}
    for mention in found:
        quote = quotes.around(briefing, mention.paragraph, mention.start, mention.end)
        shown.setdefault((quote.paragraph, quote.words.replace("**", "")), quote)
    return quotes.in_briefing(briefing, tuple(shown.values()))


def _meta(actor: Actor, archive: Archive) -> dict[str, Any]:
    hidden = actor.kind == "person" and not archive.registry.settings.index_persons
    return {
        "title": actor.name.text,
        "kind": "actor",
        "description": actor.description,
        "robots": "noindex" if hidden else "",
    }


def _page(actor: Actor, archive: Archive, ties: _Ties, named: list[QuotedIn], parts: list[paging.Part[QuotedIn]]) -> Output:
    registry = archive.registry
    found = archive.links.named.get(actor.id, ())
    return pages.render(
        "actor.md",
        f"actors/{actor.id}.md",
        _meta(actor, archive),
        actor=actor,
        kind=wording.KINDS[actor.kind].removesuffix("s").lower(),
        source=registry.sources.get(actor.id),
        above=[registry.actors[a.text] for a in (actor.part_of, actor.of) if a and a.text in registry.actors],
        below=ties.below.get(actor.id, []),
        posts=[_post(role, actor, archive) for role in actor.roles],
        holders=_holders(actor, ties),
        spellings=_spellings(actor, archive),
        count=len(found),
        chart=charts.over_time(f"Briefings that name {actor.name}", [archive.briefings[i].seed.period for i, _ in found]),
        quoted=[] if parts else named,
        parts=parts,
        neighbours=neighbours.of(actor, archive),
        correction=pages.correction_address(archive, f"actors/{actor.id}"),
        edit=pages.edit_address(archive, actor.path),
    )


def _post(role: Role, actor: Actor, archive: Archive) -> dict[str, Any]:
    known = role.position and role.position.text in archive.registry.actors
    return {
        "words": wording.post(role, archive.registry.actors),
        "position": role.position.text if known and role.position else "",
        "dates": wording.office(role, actor.checked),
        "note": role.note,
        "source": wording.office_source(role),
    }


def _holders(actor: Actor, ties: _Ties) -> list[tuple[Actor, str, str, Markdown]]:
    """Return who held a position, by start: the person, the dates, a note, the source."""
    if actor.kind != "position":
        return []
    held = list(ties.held.get(actor.id, ()))
    held.sort(key=lambda pair: (pair[1].from_.sort_key if pair[1].from_ else ((0, 0, 0), (0, 0, 0)), pair[0].id))
    return [(p, wording.office(r, p.checked), r.note, wording.office_source(r)) for p, r in held]


def _spellings(actor: Actor, archive: Archive) -> list[tuple[str, str, str, str, str]]:
    """Return an actor's other spellings: the words, their language if known; of where they stand path, title, its language."""
    seen: dict[str, tuple[str, str, str]] = {}
    for identifier, found in archive.links.named.get(actor.id, ()):
        seed = archive.briefings[identifier].seed
        for mention in found:
            path = f"briefings/{identifier}.md#p{mention.paragraph}"
            seen.setdefault(mention.alias, (path, wording.shown_title(seed), wording.title_language(seed)))
    language = {words: code for code, words in sorted(actor.original_names.items(), reverse=True)}
    aliases = (*(alias.text.text for alias in actor.aliases), *(weak.text for weak in actor.weak_aliases))
    own = dict.fromkeys([*aliases, *reversed(language)])
    return [(words, language.get(words, ""), *seen.get(words, ("", "", ""))) for words in own]
