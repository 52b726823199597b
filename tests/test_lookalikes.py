"""Names that look like one: across transliterations, orders and lengths, and never the merely similar."""

import json

import pytest
from archives import CORPORA

from generator.formats import Actor, Text
from generator.naming.lookalikes import LOOKS_LIKE, Lookalikes, duplicates, score
from generator.reading.registry import Registry

PAIRS = CORPORA / "matching" / "name_pairs.jsonl"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Oskar Veldzhouk", "Oskar Veldzhuq"),
        ("Brannov, Sergey", "Sergei Brannov"),
        ("Тимур Бранов", "Timur Branov"),
        ("نوري أبو مرسوق", "Nouri Abu Marsouk"),
        ("Nouri al-Marsouk", "Nouri el-Marsuk"),
        ("Petra Unready", "Petra Ilse Unready"),
        ("Minister Petra Unready", "Petra Unready"),
        ("Ministry of Foreign Affairs of Sandoria", "Sandoria Foreign Ministry"),
        ("SLC", "Saltmarsh Lighthouse Council"),
    ],
)
def test_names_that_look_like_one(a: str, b: str) -> None:
    assert score(a, b) == score(b, a) >= LOOKS_LIKE


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Odo Quillan", "Odo Quarrin"),
        ("Ilsa K. Marrow", "Ilsa W. Marrow"),
        ("Saltmarsh Front", "Saltmarsh Council"),
        ("Velmark", "Velmark political bureau"),
        ("", "Velmark"),
    ],
)
def test_names_that_do_not(a: str, b: str) -> None:
    assert score(a, b) < LOOKS_LIKE


def test_near_gives_the_best_first_and_leaves_out_the_rest() -> None:
    names = {"marsouk": ["Nouri Marsouk", "نوري مرسوق"], "noor": ["Nora Marsouk-Hale"], "quill": ["Odo Quill"]}
    assert [identifier for identifier, _ in Lookalikes(names).near("Nuri Marsuq")] == ["marsouk"]


def actor(identifier: str, name: str, not_: tuple[str, ...] = (), kind: str = "person") -> Actor:
    return Actor(name=Text(name), kind=kind, not_=not_, id=identifier)  # type: ignore[arg-type]


def registry(*actors: Actor) -> Registry:
    return Registry(actors={one.id: one for one in actors})


def test_duplicates_are_pairs_of_a_kind_with_the_names_that_are_alike() -> None:
    found = duplicates(
        registry(actor("a", "Nouri Marsouk"), actor("b", "Nuri Marsuq"), actor("c", "Nuri Marsuq", kind="state"))
    )
    assert [(pair.ids, pair.names) for pair in found] == [(("a", "b"), ("Nouri Marsouk", "Nuri Marsuq"))]


def test_a_name_under_not_is_no_duplicate() -> None:
    assert duplicates(registry(actor("a", "Nouri Marsouk", not_=("Nuri Marsuq",)), actor("b", "Nuri Marsuq"))) == []


def test_a_family_name_alone_is_no_duplicate() -> None:
    assert duplicates(registry(actor("a", "Ilsa Marrow"), actor("b", "Marrow"))) == []


@pytest.mark.skipif(not PAIRS.exists(), reason=f"the corpora are not here: {CORPORA}")
def test_labelled_pairs_are_told_apart_at_the_threshold() -> None:
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    said = [(score(row["a"], row["b"]) >= LOOKS_LIKE, row["same"]) for row in rows]
    right, wrong = said.count((True, True)), said.count((True, False)) + said.count((False, True))
    assert 2 * right / (2 * right + wrong) >= 0.90
