"""Entries out of YAML: what a key may hold, and what is said where it holds something else."""

import pytest

from generator.disk import yamltree
from generator.edits import Edits
from generator.formats import Actor
from generator.problems import Problem
from generator.reading import entries


def read(kind: type, text: str) -> tuple[object, list[Problem]]:
    """Return the entry that a YAML text holds, and what is wrong with it."""
    tree, found = yamltree.parse(text, "x.yml"), list[Problem]()
    assert isinstance(tree, yamltree.Mapping)
    return entries.read(kind, tree, found, {}), found


def test_every_scalar_is_the_text_in_the_file() -> None:
    """What YAML would make a date, a number, a yes or a null of is what the editor wrote."""
    entry, found = read(Edits, "title: 2031-10-04\nrights: no\nperiod_basis: 1e3\n")
    assert isinstance(entry, Edits)
    assert (entry.title, entry.rights, entry.period_basis, found) == ("2031-10-04", "no", "1e3", [])


@pytest.mark.parametrize(
    ("text", "kind", "place", "hint"),
    [
        ("name: A\nkind: person\nalias: [B]", "unknown-key", (3, 1), "did you mean “aliases”?"),
        ("name: A\nkind: Person", "wrong-value", (2, 7), "did you mean “person”?"),
        ("name: A\nkind: person\nname: B", "repeated-key", (3, 1), "keep one of the two"),
        ("kind: person", "missing-key", (1, 1), "add `name: ...`"),
        ("name: A\nkind: person\nroles: [{from: 2031-99}]", "bad-date", (3, 16), "write 2023-10-27"),
        ("name: A\nkind: person\ndraft: yes", "wrong-value", (3, 8), "write true or false"),
        ("name: [A]\nkind: person", "wrong-value", (1, 7), "quotes"),
        ("name: A\nkind: state\ncountry: UK", "wrong-value", (3, 10), "write GB"),
        ("name: A\nkind: person\naliases: [{txt: B}]", "unknown-key", (3, 12), "did you mean “text”?"),
        ("name: A\nkind: person\nid: b", "unknown-key", (3, 1), ""),
        ("name: A\nkind: person\npath: b", "unknown-key", (3, 1), ""),
        ("name: A\nkind: person\noriginal_names: {ru: }", "wrong-value", (3, 18), "take the key out"),
    ],
)
def test_a_slip_is_told_at_its_place_with_what_was_meant(text: str, kind: str, place: tuple[int, int], hint: str) -> None:
    """An editor who mistypes a key or a value is told where, and what to write."""
    _, found = read(Actor, text)
    told = [(problem.kind, (problem.line, problem.column)) for problem in found]
    assert (kind, place) in told
    assert any(hint in problem.hint for problem in found)


def test_short_forms_mean_the_long_ones() -> None:
    """An alias may be a word or a map, a ruling a map or a list, a speaker a word or a guess."""
    actor, found = read(Actor, "name: A\nkind: person\naliases: [B, {text: C, with: [d]}]")
    assert isinstance(actor, Actor)
    assert [(a.text.text, [w.text for w in a.with_]) for a in actor.aliases] == [("B", []), ("C", ["d"])]
    edits, more = read(Edits, "actors: [{quote: q, exact: e, actor: a}]\ncitations: {x: {speaker: s, carrier: {likely: c}}}")
    assert isinstance(edits, Edits)
    (reading,) = edits.citations.values()
    assert (reading.speaker.id.text, reading.carrier.likely.text) == ("s", "c")  # type: ignore[union-attr]
    assert found == more == []


def test_a_ruling_without_an_actor_is_told() -> None:
    """It would rule nothing, and the name would be linked as if nobody had ruled."""
    edits, found = read(Edits, "actors:\n  The Council:\n  Ada Quill: ada-quill\n")
    assert [(problem.line, problem.message) for problem in found] == [(2, "“The Council” has no value here.")]
    assert isinstance(edits, Edits)
    assert {f"{name}": f"{actor}" for name, actor in dict(edits.actors).items()} == {"Ada Quill": "ada-quill"}
