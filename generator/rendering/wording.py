"""Words that several pages share: dates of office, kinds, lists."""

from collections.abc import Mapping, Sequence

from generator.formats import Actor, Role
from generator.seed import SeedFacts
from generator.text import dates
from generator.text.dates import Date
from generator.text.markup import Markdown, external, plain

KINDS = {
    "person": "Persons",
    "position": "Positions",
    "organisation": "Organisations",
    "state": "States",
    "group": "Groups",
}

CHECKED = {
    "no": "Not checked",
    "agrees": "Checked: the original agrees",
    "differs": "Checked: the original differs",
    "not found": "Looked for; no original found",
}

TITLE_BASIS = {
    "editors": "Title supplied by the editors",
    "contributor": "Title given by whoever contributed the text",
    "text": "Title as in the text",
    "opening words": "The text has no title; these are its opening words",
}

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def number(count: int) -> str:
    """Return a small number in words, a larger one in digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, noun: str, nouns: str = "") -> str:
    """Return a number in words with its noun: "five citations", "one citation"."""
    return f"{number(count)} {noun if count == 1 else nouns or noun + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a sentence lists them: "a, b and c"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def quotation(words: str) -> str:
    """Return words in quotation marks, without a second pair where they are one quotation themselves."""
    inner = words[1:-1]
    return words if words[:1] == "“" and words[-1:] == "”" and not {"“", "”"} & {*inner} else f"“{words}”"


def capital(sentence: str) -> str:
    """Return a sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def shown_title(seed: SeedFacts) -> str:
    """Return a briefing's title as it is printed: in [ ] where editors supplied it."""
    return f"[{seed.title}]" if seed.title_basis == "editors" else seed.title


def title_language(seed: SeedFacts) -> str:
    """Return the language of a briefing's title where it is not the archive's, else "": editors write the archive's."""
    return "" if seed.title_basis == "editors" else seed.foreign_language


def title_without_text(seed: SeedFacts) -> str:
    """Return what a withdrawn briefing is called: nothing of its text, which is gone."""
    return shown_title(seed) if seed.title_basis == "editors" else f"Withdrawn briefing {seed.id}"


def when(seed: SeedFacts) -> str:
    """Return in a few words when a briefing, or what it describes, was; for lists."""
    if seed.date:
        return dates.in_words(seed.date)
    if seed.edits.period:
        return events(seed.edits.period)
    return "date unknown"


def events(period: Date) -> str:
    """Return when events took place, in words: "events of 4 May 2031", "events from 4 May 2031"."""
    return f"events {'' if period.start is None or period.end is None else 'of '}{dates.in_words(period)}"


def post(role: Role, actors: Mapping[str, Actor]) -> str:
    """Return what a role is called: its title, else its position's name, and where."""
    position = actors.get(role.position.text) if role.position else None
    title = role.title or (position.name.text if position else "")
    of = actors.get(role.of.text) if role.of else None
    return f"{title}, {of.name.text}" if of else title


def office(role: Role, checked: Date | None = None) -> str:
    """Return the dates of an office in words; an unknown end is said to be unknown, never left open."""
    start = dates.in_words(role.from_) if role.from_ else "start not known"
    if role.to is None:
        return f"from {start}; end not known" if role.from_ else "dates not known"
    if role.to.still_held:
        return f"from {start}; still held when checked on {dates.in_words(checked)}" if checked else f"from {start}"
    return f"{start} – {dates.in_words(role.to)}"


def offices_at(actor: Actor, moment: Date | None, actors: Mapping[str, Actor]) -> str:
    """Return the posts that somebody held at a time, in words; "" where the time or the posts are not known.

    A post of which no end is known is told with its start, and not said to have been held at that time.
    """
    if moment is None:
        return ""
    held = [role for role in actor.roles if dates.overlaps(moment, role.from_, _known_until(role, actor))]
    sure = [f"{post(role, actors)} ({office(role, actor.checked)})" for role in held if role.to]
    since = [f"{capital(post(role, actors))} {office(role)}." for role in held if not role.to]
    at_the_time = [f"In {dates.month_words(moment)}: {'; '.join(sure)}."] if sure else []
    return " ".join([*at_the_time, *since])


def _known_until(role: Role, actor: Actor) -> Date | None:
    """Return when an office ended, or until when it was known to be held (`to: ..`, when checked); None where not known."""
    return actor.checked if role.to and role.to.still_held else role.to


def office_source(role: Role) -> Markdown:
    """Return the sentence that says what bears a role out, or that nothing does yet."""
    return Markdown(f"Source: {external(_host(role.source), role.source)}.") if role.source else plain("No source given yet.")


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
