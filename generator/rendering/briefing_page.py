"""A briefing's page, from its title to the proof at its foot, and the files that go with it: its seed, and what cites it."""

import html
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from generator.annotating import citations, unmarked
from generator.archive import Archive
from generator.briefing import RULES, Briefing, Rule
from generator.naming import abbreviations
from generator.reading import unseen
from generator.rendering import (
    briefing_text,
    cite,
    exports,
    notes,
    pages,
    quotes,
    side_column,
    sourcing,
    speaking,
    who_is_who,
    wording,
)
from generator.rendering.pages import Plan
from generator.rendering.search_fields import SearchFields
from generator.rendering.speaking import Speaker
from generator.seed import SeedFacts
from generator.text import dates
from generator.text.markup import Markdown, direction, folded, link, spoken


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield a plan for each briefing's page and what goes with it, and for each withdrawn one's page."""
    for identifier in archive.facts:
        cited = (f"data/cite/{identifier}.{ending}" for ending in exports.FORMATS)
        yield Plan(f"briefings/{identifier}.md", _files, (identifier,), (f"data/seeds/{identifier}.txt", *cited))
    yield from (Plan(f"briefings/{identifier}.md", _withdrawn, (identifier,)) for identifier in archive.withdrawn)


def fields(archive: Archive, identifier: str) -> SearchFields | None:
    """Return what a search has of a briefing's page."""
    if identifier not in archive.facts:
        return None
    briefing, known = archive.facts[identifier], archive.registry
    seed = briefing.seed
    facets = [("year", str(seed.filed_year or "undated"))]
    facets += sorted(("topic", known.topics[topic].name) for topic in seed.edits.topic_ids if topic in known.topics)
    facets += sorted(("actor", known.actors[actor].name.text) for actor in briefing.actors)
    facets += sorted(("speaks", known.actors[spoken.actor].name.text) for spoken in briefing.spoken)
    facets += sorted(("source", known.sources[source].name.text) for source in briefing.sources if source in known.sources)
    return SearchFields("briefing", f"Briefing, {wording.when(seed)}", facets=tuple(facets), date=_sorted_by(seed))


def _sorted_by(seed: SeedFacts) -> str:
    """Return what a briefing is sorted by: the earliest day it can mean, then the latest; undated last where new is first."""
    if not seed.period:
        return SearchFields.date
    return "/".join(f"{year:04}-{month:02}-{day:02}" for year, month, day in seed.period.sort_key)


def _withdrawn(archive: Archive, identifier: str) -> bytes:
    seed = archive.withdrawn[identifier]
    title = wording.title_without_text(seed)
    meta = {"title": title, "robots": "noindex"}
    return pages.render("withdrawn.md", f"briefings/{seed.id}.md", meta, seed=seed, title=title)


def _files(archive: Archive, identifier: str) -> tuple[bytes, ...]:
    briefing = archive.briefings[identifier]
    cited = cite.reference(briefing.seed, archive.site)
    cite_files = {ending: made_of(cited) for ending, (_, made_of) in exports.FORMATS.items()}
    page = _page(briefing, archive, cited, cite_files)
    return (page, briefing.seed.raw, *(text.encode() for text in cite_files.values()))


def _page(briefing: Briefing, archive: Archive, cited: cite.Reference, cite_files: Mapping[str, str]) -> bytes:
    seed = briefing.seed
    path = f"briefings/{seed.id}.md"
    title = wording.shown_title(seed)
    terms_here = abbreviations.of_briefing(briefing, archive.registry)
    speakers = speaking.of_briefing(briefing, archive.registry)
    return pages.render(
        "briefing.md",
        path,
        _meta(briefing, archive, title, cited),
        briefing=briefing,
        seed=seed,
        edits=seed.edits,
        title=title,
        title_basis=wording.TITLE_BASIS[seed.title_basis],
        facts=_facts(briefing),
        tallies=_tallies(briefing, speakers),
        text=briefing_text.markdown(briefing, _address_of, terms_here, speakers),
        text_attributes=spoken(seed.text, seed.foreign_language),
        title_attributes=spoken(title, wording.title_language(seed)),
        notes=notes.of_briefing(briefing, archive.registry),
        noted_words=partial(quotes.noted_words, briefing),
        speakers=speakers,
        who=who_is_who.of_briefing(briefing, archive.registry),
        only_cited=who_is_who.only_cited(briefing, archive.registry),
        abbreviations=terms_here,
        sourcing=sourcing.of_briefing(briefing, archive.registry),
        disclaimer=sourcing.DISCLAIMER,
        related=_related(briefing, archive),
        see_also=list(filter(any, (_title_of(other, archive) for other in dict.fromkeys(o.text for o in seed.edits.see_also)))),
        topics=[(one, archive.registry.topics[one].name) for one in seed.edits.topic_ids if one in archive.registry.topics],
        before=_title_of(archive.links.before.get(seed.id, ""), archive),
        after=_title_of(archive.links.after.get(seed.id, ""), archive),
        linked=_linked(briefing, archive),
        correction=pages.correction_address(archive, f"briefings/{seed.id}"),
        edit=pages.edit_address(archive, seed.edits.path or str(PurePosixPath(seed.path).parent)),
        version=cited.version,
        settings=archive.registry.settings,
        cited=cited,
        cite_note=cite.note(cited),
        cite_files=[
            (name, f"data/cite/{seed.id}.{ending}", _code(cite_files[ending])) for ending, (name, _) in exports.FORMATS.items()
        ],
    )


def _code(text: str) -> Markdown:
    """Return lines for a block of code in HTML, where Markdown leaves them alone; none may be blank."""
    return Markdown(html.escape("\n".join(text.split("\r\n")).strip(), quote=False))


def _meta(briefing: Briefing, archive: Archive, title: str, cited: cite.Reference) -> dict[str, Any]:
    seed = briefing.seed
    untitled = seed.title_basis == "opening words"
    return {
        "title": title,
        "kind": "briefing",
        "briefing": seed.id,
        "date": seed.date.text if seed.date else "",
        # The opening words of an untitled text are nobody's summary of it: they do not describe it to others.
        "description": "" if untitled else f"{title}. {wording.capital(wording.when(seed))}.",
        "shared_as": f"Untitled text, {wording.when(seed)}" if untitled else title,
        "citation": cite.tags(cited),
        "beside": side_column.of_briefing(briefing, archive),
    }


def _facts(briefing: Briefing) -> list[str]:
    """Return what is known, and said to be unknown, of the text itself."""
    seed = briefing.seed
    facts = []
    if seed.date:
        in_text = "inferred from a line of the text" if seed.inferred_date else "as the text has it"
        basis = {"editors": "by the editors", "contributor": "as contributed", "text": in_text, "": ""}[seed.date_basis]
        facts.append(f"Dated {dates.in_words(seed.date)}, {basis}; author and publisher: unknown")
    else:
        facts.append("Author, publisher and date of the text: unknown")
    if seed.edits.period:
        by = "as contributed" if seed.period_by == "contributor" else "editors’ inference"
        uncertain = "" if seed.edits.period.is_certain else ", uncertain"
        certain = dates.Date(seed.edits.period.text, *_ends(seed.edits.period))
        facts.append(f"Describes {wording.events(certain)} ({by}{uncertain})")
    return [*facts, *_reordered(briefing)]


def _reordered(briefing: Briefing) -> Iterator[str]:
    """Yield in which paragraphs words are not shown in the order in which they stand."""
    runs = direction(briefing.seed.text[:4000])
    for paragraph in briefing.seed.paragraphs:
        if found := [] if paragraph.hidden else unseen.reordering(paragraph.text, runs):
            unseen_here = wording.listed(found)
            yield f"¶{paragraph.number} shows words in another order than they stand: it has {unseen_here}, which nobody sees"


def _ends(period: dates.Date) -> tuple[dates.Part | None, dates.Part | None]:
    """Return a period's ends without their qualifiers, where words beside it say how sure it is."""
    bare = [dates.Part(p.year, p.month, p.day, "") if p else None for p in (period.start, period.end)]
    return bare[0], bare[1]


def _tallies(briefing: Briefing, speakers: Sequence[Speaker]) -> list[str]:
    checked = sum(map(citations.is_checked, briefing.citations))
    cited = wording.counted(len(briefing.citations), "citation")
    tallies = [wording.counted(len([p for p in briefing.seed.paragraphs if not p.hidden]), "paragraph")]
    elsewhere = unmarked.of_seed(briefing.seed, briefing.citations).in_words(wording.counted)
    if briefing.citations:
        tallies.append(f"{cited}, {wording.number(checked) if checked else 'none'} checked against an original")
    elif not elsewhere:
        tallies.append("no citations")
    if elsewhere:
        tallies.append(f"{'' if briefing.citations else 'no citation markers; '}mentions {elsewhere}")
    if speakers:
        tallies.append(f"{wording.counted(len(briefing.turns), 'turn')} of {wording.counted(len(speakers), 'speaker')}")
    if briefing.notes:
        tallies.append(f"{wording.counted(len(briefing.notes), 'editors’ note', 'editors’ notes')} on the text")
    return [wording.capital(tallies[0]), *tallies[1:]]


def _related(briefing: Briefing, archive: Archive) -> list[tuple[str, str, str, str, list[str]]]:
    """Return the related briefings: path, title, its language, when, and the names of the actors both name (four at most)."""
    found = []
    for other in archive.links.related[briefing.id]:
        seed = archive.facts[other.briefing].seed
        names = [archive.registry.actors[actor].name.text for actor in other.actors[:4]]
        found.append((*_titled(seed), wording.when(seed), names))
    return found


def _title_of(identifier: str, archive: Archive) -> tuple[str, str, str]:
    """Return a briefing's path, its title and the title's language; each "" where there is no such briefing."""
    if identifier in archive.withdrawn:
        return f"briefings/{identifier}.md", wording.title_without_text(archive.withdrawn[identifier]), ""
    return _titled(archive.facts[identifier].seed) if identifier in archive.facts else ("", "", "")


def _titled(seed: SeedFacts) -> tuple[str, str, str]:
    return f"briefings/{seed.id}.md", wording.shown_title(seed), wording.title_language(seed)


def _linked(briefing: Briefing, archive: Archive) -> list[tuple[Rule, list[tuple[str, Markdown, list[str]]]]]:
    """Return how names were linked, by rule: the words, a link to the actor, and the paragraphs."""
    found: dict[Rule, dict[tuple[str, str], list[str]]] = {}
    for m in briefing.mentions:
        if m.actor:
            place = "as a speaker" if m.in_ == "speaker" else f"¶{m.paragraph} {m.beside}".rstrip()
            found.setdefault(m.rule, {}).setdefault((folded(m.exact), m.actor), []).append(place)
    actors = archive.registry.actors

    def to(actor: str) -> Markdown:
        return link(actors[actor].name.text, _address_of(actor))

    return [
        (rule, [(words, to(actor), list(dict.fromkeys(at))) for (words, actor), at in found[rule].items()])
        for rule in RULES
        if rule in found
    ]


def _address_of(actor: str) -> str:
    """Return the way from a briefing's page to an actor's."""
    return f"../actors/{actor}.md"
