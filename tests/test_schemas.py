"""The schemas that text editors check YAML files by: up to date, true to what the archive reads, and never stricter."""

import datetime as dt
import json
import subprocess
import sys
from copy import deepcopy
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import PROJECT, SAMPLE, make_seeds
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator import archive
from generator.disk import yamltree
from generator.problems import Problem
from generator.reading import entries, schemas
from generator.suggesting import suggestions

FOLDERS = (PROJECT / "seeds", SAMPLE)
PLACE = yamltree.Place("x.yml", 1, 1)
BY_NAME = {"archive.yml": "archive", "terms.yml": "terms", "topics.yml": "topics"}
BY_FOLDER = {"actors": "actor", "sources": "source"}


def schema_of(file: Path) -> str:
    """Return the name of the schema that a file of an archive is held to."""
    return BY_NAME.get(file.name) or BY_FOLDER.get(file.parent.name) or "edits"


FILES = [(schema_of(file), file) for folder in FOLDERS for file in sorted(folder.rglob("*.yml"))]


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((PROJECT / f"schemas/{name}.schema.json").read_text(encoding="utf-8")))


def test_the_schemas_are_those_that_the_classes_make() -> None:
    made = dict(schemas.texts())
    there = {f"schemas/{file.name}": file.read_text(encoding="utf-8") for file in (PROJECT / "schemas").iterdir()}
    assert there == made, "run `make schemas`"


@pytest.mark.parametrize("name", schemas.FILES)
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(validator(name).schema)


def _dates_as_text(value: Any) -> Any:
    """Return what a plugin makes of YAML 1.1's timestamps: text, as JSON has no dates."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(key): _dates_as_text(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(child) for child in value]
    return str(value) if isinstance(value, dt.date) else value


@pytest.mark.parametrize(("name", "file"), FILES, ids=lambda value: value if isinstance(value, str) else value.name)
@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader], ids=["as text", "by YAML 1.1"])
def test_every_file_of_the_archive_and_the_sample_fits(name: str, file: Path, loader: type) -> None:
    """An editor sees no false alarm, whether its plugin takes `2031` for text or a number, `no` for text or false."""
    document = _dates_as_text(yaml.load(file.read_text(encoding="utf-8"), Loader=loader))
    assert list(validator(name).iter_errors(document)) == []


@pytest.mark.parametrize("name", schemas.FILES)
def test_every_file_fits_by_yaml_1_2_with_the_patterns_read_as_ecmascript(name: str) -> None:
    files = [file for kind, file in FILES if kind == name]
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", PROJECT / f"schemas/{name}.schema.json", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _node(value: Any) -> yamltree.Node:
    if isinstance(value, dict):
        return yamltree.Mapping(PLACE, tuple((yamltree.Scalar(PLACE, key), _node(child)) for key, child in value.items()))
    if isinstance(value, list):
        return yamltree.Sequence(PLACE, tuple(map(_node, value)))
    return yamltree.Scalar(PLACE, value)


def told(name: str, document: Any) -> set[str]:
    """Return the kinds of problems that the archive's own reader has with a document of texts, lists and maps."""
    kind, node, found = schemas.FILES[name], _node(document), list[Problem]()
    if is_dataclass(kind):
        assert isinstance(node, yamltree.Mapping)
        entries.read(kind, node, found, {})
    else:
        entries.read_value(kind, node, found)
    return {problem.kind for problem in found}


@pytest.mark.parametrize(
    ("name", "document", "kind"),
    [
        ("actor", {"name": "A", "kind": "person", "alias": ["B"]}, "unknown-key"),
        ("actor", {"name": "A", "kind": "person", "path": "b"}, "unknown-key"),
        ("actor", {"name": "A", "kind": "person", "roles": [{"titel": "T"}]}, "unknown-key"),
        ("actor", {"name": "A", "kind": "person", "aliases": [{"text": "B", "without": ["c"]}]}, "unknown-key"),
        ("actor", {"name": "A", "kind": "Person"}, "wrong-value"),
        ("actor", {"name": "A", "kind": "state", "country": "fr"}, "wrong-value"),
        ("actor", {"name": "A", "kind": "state", "country": "UK"}, "wrong-value"),
        ("actor", {"name": "A", "kind": "state", "draft": "yes"}, "wrong-value"),
        ("actor", {"kind": "person"}, "missing-key"),
        ("actor", {"name": "", "kind": "person"}, "missing-key"),
        ("actor", {"name": "A", "kind": "person", "checked": "27 October 2031"}, "bad-date"),
        ("actor", {"name": "A", "kind": "person", "checked": ".."}, "bad-date"),
        ("actor", {"name": "A", "kind": "person", "formerly": ["a b"]}, "bad-id"),
        ("actor", {"name": "A", "kind": "person", "original_names": {"ru": " "}}, "wrong-value"),
        ("edits", {"citations": {"x": ""}}, "wrong-value"),
        ("source", {"name": "A", "ownership": "goverment"}, "wrong-value"),
        ("source", {"name": "A", "assessments": [{"about": "b", "text": "c", "date": "2031"}]}, "missing-key"),
        ("edits", {"perod": "2031"}, "unknown-key"),
        ("edits", {"citations": {"x": {"speeker": "a"}}}, "unknown-key"),
        ("edits", {"actors": [{"quote": "q", "exact": "e"}]}, "missing-key"),
        ("edits", {"further": [{"title": "t", "url": "example.org"}]}, "wrong-value"),
        ("archive", {"contact": "the editors"}, "wrong-value"),
        ("topics", {"a b": {"name": "A"}}, "bad-id"),
        ("topics", {"a": {"title": "A"}}, "missing-key"),
        ("terms", {"SLC": ["a", "b"]}, "wrong-value"),
    ],
)
def test_a_slip_is_seen_in_the_editor_and_by_the_archive(name: str, document: Any, kind: str) -> None:
    assert kind in told(name, document)
    assert not validator(name).is_valid(document)


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("actor", {"name": 1984, "kind": "person", "draft": True, "aliases": [47, True], "checked": 2031}),
        ("actor", {"name": "A", "kind": "state", "country": False, "description": None, "formerly": [2031]}),
        ("edits", {"language": False, "citations": {"x": {"checked": False, "speaker": 10}}, "actors": {"B": False}}),
        ("edits", None),
    ],
)
def test_what_a_plugin_takes_for_a_number_a_boolean_or_nothing_may_stand_for_text(name: str, document: Any) -> None:
    assert list(validator(name).iter_errors(document)) == []


DATES = ["2031", "2031-10~", "2031-10-26/..", "..", "../2031", "/2031?", "2031/", "2031-02-30", "2031-10-27T10:30Z", "2031-13"]
FORMS = [
    "https://example.org/",
    "mailto:a@example.org",
    "a@example.org",
    "pt-BR",
    "NO",
    "UK",
    "wikidata:Q1",
    "é-1",
    "none",
    " ",
    "",
]
CHOICES = ["no", "not found", "true", "state", "person", "archive", "A"]
TEXTS = st.sampled_from([*DATES, *FORMS, *CHOICES]) | st.text(max_size=8)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2), max_leaves=4
)
CALENDAR = {"bad-date", "bad-id"}
"""What a pattern cannot tell in full: which days there are, which end comes first, and Unicode's letters and forms."""


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a document where something stands: what holds it, and its key or number there."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in [(value, key), *_places(value[key])]]


@given(st.data())
def test_no_schema_is_stricter_than_the_reader_and_both_see_the_same_slips(data: st.DataObject) -> None:
    """One value or key of a real file is changed at random; both must say the same of it, the calendar aside."""
    name, file = data.draw(st.sampled_from(FILES))
    document = deepcopy(_read(file))
    holder, key = data.draw(st.sampled_from(_places(document)))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        holder[data.draw(st.sampled_from(["colour", "name", "date", "url", "text", "id", "line"]))] = holder.pop(key)
    else:
        holder[key] = data.draw(VALUES)
    problems, fits = told(name, document), validator(name).is_valid(document)
    assert fits or problems, list(validator(name).iter_errors(document))
    assert not fits or problems <= CALENDAR


@cache
def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_a_suggested_file_names_its_schema(root: Path) -> None:
    """Its first line is what YAML plugins look for; the path is the file's own."""
    loaded = archive.load(make_seeds(root, {"seeds/talks.txt": "On Monday Foreign Minister Ilsa Marrow spoke.\n"}))
    found = suggestions.of_briefing(loaded.briefings["talks"], loaded.registry)
    first = found[0].stub.splitlines()[0]
    path = first.removeprefix("# yaml-language-server: $schema=")
    assert (PROJECT / "seeds/registry/actors" / path).resolve() == PROJECT / "schemas/actor.schema.json"
    assert validator("actor").is_valid(yaml.safe_load(found[0].stub))
