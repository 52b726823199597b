"""A briefing's page, from its title to the proof at its foot."""

from collections.abc import Iterator
from typing import Any

from generator import briefing_text, citations, dates, notes, pages, sourcing, who_is_who, wording
from generator.archive import Archive
from generator.formats import Actor
from generator.markup import Markdown, attribute, folded
from generator.mentions import RULES
from generator.model import Briefing, Rule, Seed
from generator.names import Names
from generator.pages import Output


def markdown_pages(archive: Archive) -> Iterator[Output]:
    """Yield a page for each briefing, and for each withdrawn one."""
    terms: Names[str] = Names()
    for term in archive.registry.terms:
        terms.add(term, term)
    for briefing in archive.briefings.values():
        yield _page(briefing, archive, terms)
    for seed in archive.withdrawn.values():
        yield pages.render(
            "withdrawn.md",
            f"briefings/{seed.id}.md",
            {"title": wording.title_without_text(seed), "robots": "noindex"},
            seed=seed,
            title=wording.title_without_text(seed),
        )


def _page(briefing: Briefing, archive: Archive, terms: Names[str]) -> Output:
    seed = briefing.seed
    path = f"briefings/{seed.id}.md"
    title = wording.shown_title(seed)
    return pages.render(
        "briefing.md",
        path,
        _meta(briefing, title),
        briefing=briefing,
        seed=seed,
        edits=seed.edits,
        title=title,
        title_basis=wording.TITLE_BASIS[seed.title_basis],
        facts=_facts(briefing),
        tallies=_tallies(briefing),
        text=briefing_text.markdown(briefing, lambda actor: f"../actors/{actor}.md"),
        text_attributes=_text_attributes(seed, archive),
        notes=notes.of_briefing(briefing, archive.registry),
        who=who_is_who.of_briefing(briefing, archive.registry),
        only_cited=who_is_who.only_cited(briefing, archive.registry),
        abbreviations=_abbreviations(briefing, archive, terms),
        sourcing=sourcing.read(briefing, archive.registry),
        disclaimer=sourcing.DISCLAIMER,
        related=_related(briefing, archive),
        see_also=list(filter(any, (_title_of(other.text, archive) for other in seed.edits.see_also))),
        topics=[(t.text, archive.registry.topics[t.text].name) for t in seed.edits.topics if t.text in archive.registry.topics],
        before=_title_of(archive.links.before.get(seed.id, ""), archive),
        after=_title_of(archive.links.after.get(seed.id, ""), archive),
        linked=_linked(briefing, archive),
        correction=pages.correction_address(archive, f"briefings/{seed.id}"),
        version=dates.in_words(seed.edits.changes[-1].date) if seed.edits.changes else "",
        settings=archive.registry.settings,
    )


def _meta(briefing: Briefing, title: str) -> dict[str, Any]:
    seed = briefing.seed
    version = f", version of {dates.in_words(seed.edits.changes[-1].date)}" if seed.edits.changes else ""
    return {
        "title": title,
        "kind": "briefing",
        # The theme adds the archive's name and the page's address, which only the engine knows.
        "cite": f"“{title},” text of unknown author, {dates.in_words(seed.date) if seed.date else 'n.d.'}, no. {seed.id}",
        "version": version,
        "briefing": seed.id,
        "date": seed.date.text if seed.date else "",
        # The opening words of an untitled text are nobody's summary of it: they do not describe it to others.
        "description": "" if seed.title_basis == "opening words" else f"{title}. {wording.capital(wording.when(seed))}.",
    }


def _facts(briefing: Briefing) -> list[str]:
    """Return what is known, and said to be unknown, of the text itself."""
    seed = briefing.seed
    facts = []
    if seed.date:
        basis = {"editors": "by the editors", "contributor": "as contributed", "text": "as the text has it", "": ""}[
            seed.date_basis
        ]
        facts.append(f"Dated {dates.in_words(seed.date)} ({basis})")
    else:
        facts.append("Author, publisher and date of the text: unknown")
    if seed.edits.period:
        uncertain = "" if seed.edits.period.is_certain else ", uncertain"
        certain = dates.Date(seed.edits.period.text, *_ends(seed.edits.period))
        facts.append(f"Describes {wording.events(certain)} (editors’ inference{uncertain})")
    return facts


def _ends(period: dates.Date) -> tuple[dates.Part | None, dates.Part | None]:
    """Return a period's ends without their qualifiers, where words beside it say how sure it is."""
    bare = [dates.Part(p.year, p.month, p.day, "") if p else None for p in (period.start, period.end)]
    return bare[0], bare[1]


def _tallies(briefing: Briefing) -> list[str]:
    checked = sum(map(citations.is_checked, briefing.citations))
    cited = wording.counted(len(briefing.citations), "citation")
    tallies = [wording.counted(len([p for p in briefing.seed.paragraphs if not p.hidden]), "paragraph")]
    tallies.append(f"{cited}, {checked or 'none'} checked against an original" if briefing.citations else "no citations")
    if briefing.notes:
        tallies.append(f"{wording.counted(len(briefing.notes), 'editors’ note', 'editors’ notes')} on the text")
    return [wording.capital(tallies[0]), *tallies[1:]]


def _text_attributes(seed: Seed, archive: Archive) -> Markdown:
    """Return `lang`, where it is known to differ from the archive's, and `dir`, where the text runs right to left."""
    pairs = []
    if seed.language != archive.registry.settings.language:
        pairs.append(f' lang="{attribute(seed.language)}"')
    if briefing_text.direction(seed.text) == "rtl":
        pairs.append(' dir="rtl"')
    return Markdown("".join(pairs))


def _abbreviations(briefing: Briefing, archive: Archive, terms: Names[str]) -> list[tuple[str, str, Actor | None]]:
    """Return the terms that stand in the text, each with its meaning and the actor it stands for here, if it does."""
    found: dict[str, Actor | None] = {}
    for paragraph in (p for p in briefing.seed.paragraphs if p.is_prose):
        for match in terms.find(paragraph.text):
            found.setdefault(match.value, None)
    for mention in briefing.mentions:
        if mention.exact in found and mention.actor and mention.in_ == "text":
            found[mention.exact] = archive.registry.actors[mention.actor]
    return [(term, archive.registry.terms[term], actor) for term, actor in sorted(found.items(), key=lambda pair: pair[0])]


def _related(briefing: Briefing, archive: Archive) -> list[tuple[str, str, str, list[str]]]:
    """Return the related briefings: path, title, when, and the names of the actors both name (four at most)."""
    found = []
    for other in archive.links.related[briefing.id]:
        seed = archive.briefings[other.briefing].seed
        names = [archive.registry.actors[actor].name.text for actor in other.actors[:4]]
        found.append((f"briefings/{seed.id}.md", wording.shown_title(seed), wording.when(seed), names))
    return found


def _title_of(identifier: str, archive: Archive) -> tuple[str, str]:
    if identifier in archive.withdrawn:
        return f"briefings/{identifier}.md", wording.title_without_text(archive.withdrawn[identifier])
    if identifier not in archive.briefings:
        return "", ""
    return f"briefings/{identifier}.md", wording.shown_title(archive.briefings[identifier].seed)


def _linked(briefing: Briefing, archive: Archive) -> list[tuple[str, list[tuple[str, str, str, list[str]]]]]:
    """Return how names were linked, by rule: the words, the actor's id and name, and the paragraphs."""
    found: dict[Rule, dict[tuple[str, str], list[str]]] = {}
    for m in briefing.mentions:
        if m.actor:
            place = f"¶{m.paragraph}{' citation' if m.in_ == 'label' else ''}"
            found.setdefault(m.rule, {}).setdefault((folded(m.exact), m.actor), []).append(place)
    actors = archive.registry.actors
    return [
        (rule, [(words, actor, actors[actor].name.text, list(dict.fromkeys(at))) for (words, actor), at in found[rule].items()])
        for rule in RULES
        if rule in found
    ]
