"""Checks of what editors write beside seeds: every label, actor, source, topic and briefing they name is there."""

from collections.abc import Iterator, Sequence

from generator.annotating import rulings
from generator.annotating.anchors import Passages
from generator.annotating.citations import is_checked
from generator.annotating.rulings import is_ruled
from generator.briefing import Briefing
from generator.disk import files
from generator.edits import Edits
from generator.formats import Text
from generator.problems import Problem, did_you_mean
from generator.reading.markers import label_of
from generator.reading.references import references
from generator.reading.registry import Registry
from generator.reading.registry_checks import taken, unknown
from generator.reading.seed_files import beside
from generator.seed import SeedFacts


def check(briefing: Briefing, registry: Registry) -> Iterator[Problem]:
    """Yield what is wrong in a briefing's editors' file: names that the registry does not have, rulings that rule nothing."""
    edits = briefing.seed.edits
    if edits.path:
        yield from _rulings(briefing, registry)
        yield from _readings(briefing)
        for reference in references(edits, *registry.known) if registry.is_whole else ():
            yield from unknown(edits.path, reference, registry.known)


def check_ids(briefings: Sequence[SeedFacts], withdrawn: Sequence[SeedFacts]) -> Iterator[Problem]:
    """Yield what is wrong with the ids of briefings that editors' files name: others to see, and former ones of their own."""
    everything = [*briefings, *withdrawn]
    ids = dict.fromkeys(seed.id for seed in everything)
    for seed in briefings:
        for other in references(seed.edits, "briefing"):
            if other.id.text == seed.id:
                yield _points_to_itself(seed.edits, other.id)
            elif other.id.text not in ids:
                yield from unknown(seed.edits.path, other, {"briefing": {known: None for known in ids if known != seed.id}})
    former = [(seed.edits.path, seed.edits.formerly) for seed in everything]
    yield from taken({seed.id: seed.path for seed in everything}, former)


def _points_to_itself(edits: Edits, itself: Text) -> Problem:
    message, hint = "A briefing does not point to itself.", "take it out, or name another briefing"
    return Problem(edits.path, itself.line, itself.column, "unknown-briefing", message, hint, width=len(itself.text))


def _rulings(briefing: Briefing, registry: Registry) -> Iterator[Problem]:
    edits = briefing.seed.edits
    standing = {match.value.text for match in rulings.standing(briefing.seed, registry)}
    for text, actor in edits.actors.items() if isinstance(edits.actors, dict) else ():
        if is_ruled(actor.text, registry) and text.text not in standing:
            yield _rules_nothing(edits, text)
    passages = Passages(briefing.seed.paragraphs if isinstance(edits.actors, tuple) else ())
    for ruling in edits.actors if isinstance(edits.actors, tuple) else ():
        if not any(rulings.places(ruling, passages)):
            yield _rules_nothing(edits, ruling.exact)


def _rules_nothing(edits: Edits, words: Text) -> Problem:
    message = f"“{words}” does not stand where the ruling looks for it, so it rules nothing."
    return Problem(
        edits.path,
        words.line,
        words.column,
        "unused-ruling",
        message,
        "quote the text letter for letter, or take the ruling out",
        width=len(words.text),
    )


def _readings(briefing: Briefing) -> Iterator[Problem]:
    edits = briefing.seed.edits
    labels = {citation.label: citation for citation in briefing.citations}
    for label, reading in edits.citations.items():
        cited = labels.get(label_of(label.text))
        if cited is None:
            message = "No citation in the text has this label."
            hint = did_you_mean(label.text, sorted(labels))
            yield Problem(edits.path, label.line, label.column, "unknown-label", message, hint, width=len(label.text))
        if cited and reading.checked in ("agrees", "differs") and not is_checked(cited):
            message = "The citation is said to be checked, and nothing says against what; it does not count as checked."
            hint = "add `document: {title, url, date}`"
            yield Problem(
                edits.path, label.line, label.column, "checked-without-document", message, hint, width=len(label.text)
            )


def unmatched_labels(briefing: Briefing) -> Iterator[Problem]:
    """Yield a notice for each label of which neither the registry nor an editor says what it names."""
    said = {label_of(label.text) for label in briefing.seed.edits.citations}
    seen: set[str] = set()
    for citation in briefing.citations:
        if citation.label in said or citation.label in seen or any(r.source for r in citation.records):
            continue
        seen.add(citation.label)
        yield _unmatched(briefing, citation.paragraph, citation.label_start, citation.label)


def _unmatched(briefing: Briefing, number: int, at: int, label: str) -> Problem:
    seed = briefing.seed
    place = briefing.paragraphs[number].in_seed(at, at + 1)[0]
    message = f"No source of the registry is named in the citation “{label[:80]}{'…' if len(label) > 80 else ''}”."
    hint = f"add the source to seeds/registry/sources/, or say under `citations:` in {beside(seed.path)} what is known"
    return files.in_text(seed.text, seed.path, place, "unmatched-label", message, hint, min(len(label), 80))
