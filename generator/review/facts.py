"""What a reviewer may want to know of the briefings that a change adds: counts, names and hashes, and no judgement."""

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.annotating import citations, rulings
from generator.briefing import RULES, Briefing, Citation, Mention
from generator.edits import UNNAMED
from generator.problems import plural
from generator.reading.registry import Registry
from generator.rendering import sourcing, states
from generator.rendering.wording import capital
from generator.review.changes import Changes
from generator.review.printed import Item, quoted
from generator.review.sides import Sides
from generator.suggesting import proper_nouns, suggestions
from generator.text.spans import merged

CAPITALS = 20
"""Capitalised words that are listed, the most frequent first."""
LOOKED_INTO = 50
"""Added briefings in which names are looked for that the registry lacks; each takes some hundredths of a second."""


def items(sides: Sides, changes: Changes) -> list[Item]:
    """Return what is worth knowing of added briefings; nothing where none is added."""
    added = [sides.head.briefings[key] for key in changes.briefings.added if key in sides.head.briefings]
    if not added:
        return []
    return [*_mentions(added), *_not_linked(added, sides.head.registry), *_citations(added, sides.head.registry)]


def _mentions(added: list[Briefing]) -> list[Item]:
    mentions = [mention for briefing in added for mention in briefing.mentions]
    linked = [mention for mention in mentions if mention.actor]
    text, labels = ([m for m in linked if m.in_ == where] for where in ("text", "label"))
    ambiguous = sum(mention.actor is None and len(mention.candidates) > 1 for mention in mentions)
    words = f"{plural(len(text), 'mention')} in the text, {len(labels)} in citations, {ambiguous} ambiguous."
    by_rule = f" By rule: {_by_rule(text)}" if text else ""
    in_labels = f"{';' if text else ' By rule'} in citations: {_by_rule(labels)}" if labels else ""
    return [Item("mentions-by-rule", capital(f"{words}{by_rule}{in_labels}{'.' if linked else ''}"))]


def _by_rule(mentions: list[Mention]) -> str:
    """Return how many mentions each rule made: "name 11, alias 3"."""
    count = Counter(mention.rule for mention in mentions)
    return ", ".join(f"{rule} {count[rule]}" for rule in RULES if count[rule])


def _not_linked(added: list[Briefing], registry: Registry) -> list[Item]:
    """Return the capitalised words that link nothing, and the names that the registry may lack."""
    capitals = Counter(words for briefing in added for words in _capitals(briefing, registry))
    shown = [f"{quoted(words)}{f' ×{count}' if count > 1 else ''}" for words, count in capitals.most_common(CAPITALS)]
    more = f" and {len(capitals) - CAPITALS} more" if len(capitals) > CAPITALS else ""
    said = f"Not linked though capitalised: {', '.join(shown) or 'nothing'}{more}."
    found = [one for briefing in added[:LOOKED_INTO] for one in suggestions.of_briefing(briefing, registry)]
    lines = tuple(f"{quoted(one.briefing)} ¶{one.paragraph}: “{quoted(one.name)}” ({one.kind})" for one in found)
    part = f" (in the first {LOOKED_INTO} of {len(added)} briefings)" if len(added) > LOOKED_INTO else ""
    how_many = f"{len(found)} suggested by rules" if found else "none suggested"
    return [Item("not-linked", f"{said} Names the registry lacks: {how_many}{part}.", lines)]


def _capitals(briefing: Briefing, registry: Registry) -> Iterator[str]:
    """Yield the stretches of capitalised words in a briefing's running text that neither a link nor a ruling holds."""
    free, ruled, ruled_in = [], rulings.of_seed(briefing.seed, registry), rulings.by_paragraph(briefing.seed, registry)
    for paragraph in briefing.seed.paragraphs:
        if paragraph.is_prose:
            number, text = paragraph.number, paragraph.text
            taken = [(c.start, c.end) for c in briefing.citations_in[number]]
            taken += [(m.start, m.end) for m in briefing.mentions_in[number] if m.actor]
            ruled_here = [*ruled.find(text), *ruled_in.get(number, ())]
            free.append(_without(text, [*taken, *((match.start, match.end) for match in ruled_here)]))
    text = "\n\n".join(free)
    for run in proper_nouns.read(text).runs:
        yield " ".join(text[run[0].start : run[-1].end].split())


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return a text with some of its stretches as dots, so that no capitalised word joins what stands beside them."""
    pieces, at = [], 0
    for start, end in merged(taken):
        pieces += [text[at:start], "·" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _citations(added: list[Briefing], registry: Registry) -> list[Item]:
    found = [citation for briefing in added for citation in briefing.citations]
    located = sum(map(_is_located, found))
    spoken = sum(any(r.speaker or r.carrier not in ("", UNNAMED) for r in c.records) for c in found)
    unidentified = dict.fromkeys(c.label for c in found if citations.is_unidentified(c))
    count = sum(map(citations.is_unidentified, found))
    labels = tuple(f"not identified: “{quoted(label, 120)}”" for label in unidentified)
    inline = f" (“{quoted(next(iter(unidentified)), 120)}”)" if len(unidentified) == 1 else ""
    said = f"{capital(plural(len(found), 'citation'))}: {located} with a link or date, {spoken} with a speaker or carrier "
    said += f"identified, {count} unidentified{inline}, {sum(map(citations.is_checked, found))} checked."
    uncited = sum(_uncited(briefing, registry) for briefing in added)
    state = states.of_all([record for citation in found for record in citation.records], registry)
    one_state = f"Every identified speaker or carrier: a body of {quoted(state)}, or owned by it. " if state else ""
    reach = f"{one_state}Uncited paragraphs: {uncited}."
    return [Item("citations", said, labels if len(labels) > 1 else ()), Item("sourcing", reach)]


def _is_located(citation: Citation) -> bool:
    """Return whether a link or a date is known of what a citation cites: by its own words, or by the editors'."""
    given = any(sourcing.GIVEN[what].search(citation.label) for what in ("a date", "a link"))
    return given or any(record.url or record.date for record in citation.records)


def _uncited(briefing: Briefing, registry: Registry) -> int:
    covered = {citation.covers for citation in briefing.citations}
    return sum(cell.paragraph not in covered for cell in sourcing.of_briefing(briefing, registry).cells)
