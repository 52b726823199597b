"""An actor's page: what the registry says of it, and every sentence of the archive that names it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator import pages, paging, quotes, wording
from generator.archive import Archive
from generator.formats import Actor, Role
from generator.markup import Markdown
from generator.model import Briefing, Mention
from generator.pages import Output
from generator.quotes import Quote, QuotedIn

TOGETHER_MOST = 20
"""Actors listed as named in the same briefings; an actor of a large archive meets hundreds."""


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield each actor's page and the further pages of its mentions."""
    for actor in archive.registry.actors.values():
        named = [named_in(archive.briefings[i], found) for i, found in archive.links.named.get(actor.id, ())]
        parts = paging.parts(named, lambda item: item.year)
        yield _page(actor, archive, named, parts)
        for part in parts:
            path = f"actors/{actor.id}/{part.name}.md"
            meta = _meta(actor, archive) | {"title": f"{actor.name}, {part.heading}"}
            yield pages.render("actor-part.md", path, meta, actor=actor, quoted=part.items, heading=part.heading)


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


def _page(actor: Actor, archive: Archive, named: list[QuotedIn], parts: list[paging.Part[QuotedIn]]) -> Output:
    registry = archive.registry
    return pages.render(
        "actor.md",
        f"actors/{actor.id}.md",
        _meta(actor, archive),
        actor=actor,
        kind=wording.KINDS[actor.kind].removesuffix("s").lower(),
        source=registry.sources.get(actor.id),
        above=[registry.actors[a.text] for a in (actor.part_of, actor.of) if a and a.text in registry.actors],
        below=[a for a in registry.actors.values() if actor.id in {o.text for o in (a.part_of, a.of) if o}],
        posts=[_post(role, actor, archive) for role in actor.roles],
        holders=_holders(actor, archive),
        spellings=_spellings(actor, archive),
        count=len(archive.links.named.get(actor.id, ())),
        quoted=[] if parts else named,
        parts=parts,
        neighbours=_neighbours(actor, archive),
        correction=pages.correction_address(archive, f"actors/{actor.id}"),
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


def _holders(actor: Actor, archive: Archive) -> list[tuple[Actor, str, str, Markdown]]:
    """Return who held a position, by start: the person, the dates, a note, the source."""
    if actor.kind != "position":
        return []
    held = [(p, r) for p in archive.registry.actors.values() for r in p.roles if r.position and r.position.text == actor.id]
    held.sort(key=lambda pair: (pair[1].from_.sort_key if pair[1].from_ else ((0, 0, 0), (0, 0, 0)), pair[0].id))
    return [(p, wording.office(r, p.checked), r.note, wording.office_source(r)) for p, r in held]


def _spellings(actor: Actor, archive: Archive) -> list[tuple[str, str, str]]:
    """Return an actor's other spellings, each with the first briefing that has it: the words, a path, a title."""
    seen: dict[str, tuple[str, str]] = {}
    for identifier, found in archive.links.named.get(actor.id, ()):
        seed = archive.briefings[identifier].seed
        for mention in found:
            seen.setdefault(mention.alias, (f"briefings/{identifier}.md#p{mention.paragraph}", wording.shown_title(seed)))
    own = dict.fromkeys([*(a.text.text for a in actor.aliases), *(w.text for w in actor.weak_aliases)])
    return [(words, *seen.get(words, ("", ""))) for words in own]


def _neighbours(actor: Actor, archive: Archive) -> list[tuple[Actor, str, int]]:
    """Return the actors named in the same briefings, the most often first: each with a place where both stand."""
    shared: Counter[str] = Counter()
    place: dict[str, str] = {}
    for identifier, found in archive.links.named.get(actor.id, ()):
        here = {mention.paragraph for mention in found}
        others = [m for m in archive.briefings[identifier].mentions if m.actor not in (None, actor.id) and m.in_ == "text"]
        for other in dict.fromkeys(m.actor or "" for m in others):
            shared[other] += 1
            same = next((m.paragraph for m in others if m.actor == other and m.paragraph in here), 0)
            anchor = f"#p{same}" if same else ""
            if other not in place or (anchor and "#" not in place[other]):
                place[other] = f"briefings/{identifier}.md{anchor}"
    best = sorted(shared, key=lambda other: (-shared[other], "#" not in place[other], other))[:TOGETHER_MOST]
    return [(archive.registry.actors[other], place[other], shared[other]) for other in best]
