"""Actors that the registry lacks: what is found in a text by rules, and what of it a briefing's editors are shown."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import CORPORA, make_seeds

from generator import archive
from generator.suggesting import drafts, suggestions
from generator.suggesting.drafts import Suggestion
from generator.suggesting.suggestions import Candidate, find

NER = CORPORA / "ner"


def found(text: str) -> dict[str, str]:
    return {candidate.text: candidate.kind for candidate in find(text)}


def test_a_person_after_a_title() -> None:
    [candidate] = [c for c in find("On Monday Foreign Minister Ilsa Marrow spoke.") if c.kind == "person"]
    assert (candidate.text, candidate.role) == ("Ilsa Marrow", "Foreign Minister")
    assert candidate.reasons == ("two capitalised words after the title “Foreign Minister”",)


def test_a_post_may_say_what_it_is_for_and_whose_it_is() -> None:
    """The state whose post it is becomes no person that holds it; who holds it stands behind."""
    post = "Minister of Ferries of Tarnholm"
    assert found(f"They wrote to the {post} again.") == {post: "position", "Tarnholm": "organisation"}
    [person] = [c for c in find(f"They wrote to {post} Ilsa Marrow again.") if c.kind == "person"]
    assert (person.text, person.role) == ("Ilsa Marrow", post)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They wrote to the Ministry of Tides and Harbours again.", "Ministry of Tides and Harbours", "organisation"),
        ("They wrote to the Guild of Pilots again.", "Guild of Pilots", "organisation"),
        ("A boat of the SLC-backed crew sank.", "SLC", "organisation"),
        ("Talks with Denmark’s envoy went on.", "Denmark", "state"),
        ("He asked the Danish government for peat.", "Danish government", "organisation"),
        ("The crew paid Nouri Marsouk $20.", "Nouri Marsouk", "person"),
        ("The site EelwickPeat.com has said so.", "EelwickPeat", "organisation"),
        ("He met Nouri bin Marsouk there.", "Nouri bin Marsouk", "person"),
    ],
)
def test_kinds(text: str, name: str, kind: str) -> None:
    assert found(text)[name] == kind


@pytest.mark.parametrize(
    "text",
    [
        "However, nothing came.",
        "On Friday it rained.",
        "She swore an Oath.",
        "I’ve seen a Danish boat.",
        "She read the novel Grey Tides.",
        "He paid US$ 20 and watched TV.",
        "See EelwickPeat.com for more.",
        "",
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "They met in Saltmouth. On his current Saltmouth visit he spoke with senior Saltmouth envoys.",
        "They flew to Saltmouth, where Saltmouth’s mood was low.",
        "They met near Saltmouth and Eelwick.",
        "Boats left the Saltmouth Strip. The envoy spoke of the Saltmouth crisis.",
        "Rain fell in northern Denmark.",
    ],
)
def test_a_place_that_only_stands_as_a_place_is_no_actor(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "They met in Saltmouth. On Monday Saltmouth insists on peat.",
        "They met in Saltmouth after talks between Saltmouth and the crew.",
        "They met in Saltmouth and wrote to Saltmouth’s new government.",
        "The Saltmouth-led crew met in Saltmouth.",
        "He wrote a letter to Saltmouth.",
        "They heard of the Saltmouth talks.",
    ],
)
def test_a_place_that_may_act_is_found(text: str) -> None:
    """A letter and talks do not tell whether a place or a body is meant, so that an editor is asked."""
    assert "Saltmouth" in found(text)


def test_persons_of_a_people_are_no_body() -> None:
    assert found("He heard that Danish officials and Danish diplomats had met Danish troops.") == {
        "Danish troops": "organisation"
    }


def suggested(root: Path, text: str, **registry: str) -> list[Suggestion]:
    files = {f"seeds/registry/actors/{name}.yml": entry for name, entry in registry.items()}
    loaded = archive.load(make_seeds(root, {"seeds/talks.txt": text, **files}))
    return suggestions.of_briefing(loaded.briefings["talks"], loaded.registry)


TEXT = "Talks\n\nOn Monday Foreign Minister Ilsa Marrow met Nuri Marsuq. Later Marrow left. [Citation: Lantern Gazette]\n"


def test_short_forms_stand_with_the_long_name_and_linked_names_are_left_out(root: Path) -> None:
    names = [(s.name, s.other_places) for s in suggested(root, TEXT, ilsa="name: Ilsa Marrow\nkind: person\n")]
    assert names == [("Nuri Marsuq", 0), ("Lantern Gazette", 0)]
    assert ("Ilsa Marrow", 1) in [(s.name, s.other_places) for s in suggested(root / "bare", TEXT)]


@pytest.mark.parametrize(
    ("rulings", "names"),
    [
        ("{nuri marsuq: none}", ["Ilsa Marrow", "Lantern Gazette"]),
        ("{Ilsa Marrow: oda}", ["Nuri Marsuq", "Lantern Gazette"]),
        ("[{quote: Marrow met Nuri Marsuq, exact: Nuri Marsuq, actor: none}]", ["Ilsa Marrow", "Lantern Gazette"]),
        ("{Marsuq: none}", ["Ilsa Marrow", "Nuri Marsuq", "Lantern Gazette"]),
    ],
)
def test_what_editors_ruled_on_is_not_suggested(root: Path, rulings: str, names: list[str]) -> None:
    make_seeds(root, {"seeds/talks.yml": f"actors: {rulings}\n"})
    assert [one.name for one in suggested(root, TEXT, oda="name: Oda Reef\nkind: person\n")] == names


def test_sources_and_terms_of_the_registry_are_not_suggested(root: Path) -> None:
    """Whoever has a name as a source or a term has looked at it; to make an actor of it is for them to think of."""
    make_seeds(
        root,
        {
            "seeds/registry/sources/lantern.yml": "{name: The Lantern Gazette of Eelwick, aliases: [Lantern Gazette]}",
            "seeds/registry/terms.yml": "Nuri Marsuq: a kind of kelp\n",
        },
    )
    assert [one.name for one in suggested(root, TEXT)] == ["Ilsa Marrow"]


@pytest.mark.parametrize("line", ["[Citation: Saltmouth Radio Network]", "Source: Saltmouth Radio Network"])
def test_a_body_named_in_a_citation_has_its_whole_name(root: Path, line: str) -> None:
    assert [one.name for one in suggested(root, f"The lamps were lit.\n\n{line}\n")] == ["Saltmouth Radio Network"]


def test_no_name_goes_over_from_one_citation_into_the_next(root: Path) -> None:
    text = "The lamps were lit. [Citation: logs of the Saltmouth Harbour] [Citation: Council of Tides]\n"
    assert [one.name for one in suggested(root, text)] == ["Council of Tides"]


def test_a_suggestion_says_whom_it_looks_like_and_is_a_draft_ready_to_save(root: Path) -> None:
    one = next(s for s in suggested(root, TEXT, nouri="name: Nouri Marsouk\nkind: person\n") if s.name == "Nuri Marsuq")
    assert [identifier for identifier, _ in one.looks_like] == ["nouri"]
    assert "Looks like nouri" in one.stub
    assert yaml.safe_load(one.stub) == {"name": "Nuri Marsuq", "kind": "person", "draft": True}
    make_seeds(root, {f"seeds/registry/actors/{one.id}.yml": one.stub})
    kinds = [problem.kind for problem in archive.load(root).problems if problem.path.endswith(f"{one.id}.yml")]
    assert kinds == ["draft"]


def test_a_second_finder_is_heard_too(root: Path) -> None:
    def other(text: str) -> list[Candidate]:
        at = text.find("Nuri")
        return [Candidate(at, at + 11, "Nuri Marsuq", "person", ("by hand",))] if at >= 0 else []

    loaded = archive.load(make_seeds(root, {"seeds/talks.txt": TEXT}))
    said = suggestions.of_briefing(loaded.briefings["talks"], loaded.registry, finders=(find, other))
    assert "seen by 2 finders" in next(s for s in said if s.name == "Nuri Marsuq").reasons


def _touches(span: dict[str, Any], candidates: list[Candidate]) -> bool:
    return any(c.start < span["end"] and span["start"] < c.end for c in candidates)


def _holds_a_name(text: str) -> bool:
    """Return whether a gold span is a name: a word besides articles and pronouns has a capital."""
    small = "a an the this that these those his her its their our my your he she it they we you i who him them us me".split()
    return any(any(map(str.isupper, word)) for word in text.split() if word.casefold() not in small)


@pytest.mark.skipif(not NER.is_dir(), reason=f"the corpora are not here: {CORPORA}")
def test_shares_of_names_touched_in_government_statements_and_news() -> None:
    files = ("re3d.jsonl", "gum_wikinews.jsonl")
    rows = [json.loads(line) for file in files for line in (NER / file).read_text(encoding="utf-8").splitlines()]
    names: dict[tuple[int, str, str], bool] = {}
    said: dict[tuple[int, str], bool] = {}
    for number, row in enumerate(rows):
        candidates = find(row["text"])
        for span in filter(lambda span: _holds_a_name(span["text"]), row["mentions"]):
            key = (number, span["type"][:3].casefold(), span["text"])
            names[key] = names.get(key, False) or _touches(span, candidates)
        for c in candidates:
            hit = any(c.start < span["end"] and span["start"] < c.end for span in row["mentions"])
            said[number, c.text] = said.get((number, c.text), False) or hit
    persons = [touched for (_, kind, _), touched in names.items() if kind == "per"]
    bodies = [touched for (_, kind, _), touched in names.items() if kind == "org"]
    assert sum(persons) / len(persons) >= 0.92
    assert sum(bodies) / len(bodies) >= 0.90
    assert 1 - sum(said.values()) / len(said) <= 0.10


def test_drafts_are_never_written_through_a_link(root: Path) -> None:
    """A link in a pull request does not lead what is saved out of the archive, whether its target is there or not."""
    outside = root / "outside"
    outside.mkdir()
    archive_root = make_seeds(root / "archive", {"seeds/a.txt": "Mira Solberg met Ilsa Marrow in Saltmouth.\n"})
    actors = archive_root / "seeds/registry/actors"
    actors.mkdir(parents=True)
    loaded = archive.load(archive_root)
    found = suggestions.of_briefing(loaded.briefings["a"], loaded.registry)
    assert found
    (actors / f"{found[0].id}.yml").symlink_to(outside / "new.yml")
    assert drafts.save(archive_root, found) == len(found) - 1
    shutil.rmtree(actors)
    actors.symlink_to(outside)
    assert drafts.save(archive_root, found) == 0
    assert list(outside.iterdir()) == []
