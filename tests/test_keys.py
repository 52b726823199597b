"""What a key is, is said once beside its field: made-up keys are checked, followed, explained and read with like any other."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import pytest
from archives import make_seeds
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator import archive, formats
from generator.cli import main
from generator.disk import fingerprints
from generator.editing import references as followed
from generator.formats import Text
from generator.keys import AS_ABOVE, Key, keys
from generator.problems import Problem
from generator.reading import key_tables, registry, schemas
from generator.reading.references import patterns
from generator.review import affected


@dataclass(frozen=True)
class Guess:
    """Somebody who may be meant."""

    SHORT = "who"
    HEADING = "A guess"
    who: Annotated[Text | None, Key("Who it is.", refers=AS_ABOVE)] = None
    why: Annotated[str, Key("Why.")] = ""


@dataclass(frozen=True)
class Actor(formats.Actor):
    """An actor with made-up keys."""

    rival: Annotated[Text | None, Key("The id of its rival.", refers=("actor", "source"), instead="nobody")] = None
    heirs: Annotated[tuple[Guess, ...], Key("Its heirs; see [A guess](#a-guess).", refers=("actor",))] = ()
    crafts_: Annotated[dict[str, Text], Key("Its crafts, by town.", refers=("topic",))] = field(default_factory=dict)
    watchword: Annotated[str, Key("What it says of itself.", reads=True)] = "Lamps first"
    lamp_colour: Annotated[str, Key("Its lamp_colour.")] = ""


@dataclass(frozen=True)
class Settings(formats.Settings):
    """Settings with made-up keys."""

    with_: Annotated[str, Key("What lights the lamps.", reads=True)] = "oil"
    lamp_colour: Annotated[str, Key("Their lamp_colour.")] = ""


GUILD = """\
name: Lamp Guild
kind: organisation
rival: wire
heirs: [oil, {who: oil, why: oil}]
crafts: {Saltmouth: lamps}
watchword: Lamps
lamp_colour: red
"""
FILES = {
    "seeds/a.txt": "The Lamp Guild met.\n",
    "seeds/registry/actors/guild.yml": GUILD,
    "seeds/registry/actors/oil.yml": "name: Oil Club\nkind: organisation\n",
    "seeds/registry/actors/tallow.yml": "name: Tallow Club\nkind: organisation\n",
    "seeds/registry/sources/wire.yml": "name: Lamp Wire\n",
    "seeds/registry/topics.yml": "lamps: {name: Lamps}\n",
}


@pytest.fixture
def made_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive whose actors have the made-up keys."""
    monkeypatch.setattr(registry, "Actor", Actor)
    monkeypatch.setitem(followed.CLASSES, "actor", Actor)
    return make_seeds(root, FILES)


def told(root: Path, **changed: str) -> list[tuple[str, int, int, str]]:
    """Return what is told of ids once the guild's file has other lines."""
    lines = (f"{key}: {changed.get(key, said)}\n" for key, said in (line.split(": ", 1) for line in GUILD.splitlines()))
    make_seeds(root, {"seeds/registry/actors/guild.yml": "".join(lines)})
    return [_short(problem) for problem in archive.load(root).problems if problem.kind.startswith("unknown")]


def _short(problem: Problem) -> tuple[str, int, int, str]:
    return problem.kind, problem.line, problem.column, problem.hint


def test_an_id_that_is_not_there_is_told_at_its_place(made_up: Path) -> None:
    assert told(made_up) == told(made_up, rival="nobody") == told(made_up, rival="oil") == []
    assert told(made_up, rival="lamps") == [("unknown-actor", 3, 8, "known here: guild, oil, tallow, wire")]
    assert told(made_up, heirs="[oyl, {who: wire}, {why: x}]") == [
        ("unknown-actor", 4, 9, "did you mean “oil”?"),
        ("unknown-actor", 4, 20, "known here: guild, oil, tallow"),
    ]
    assert told(made_up, crafts="{oil: lamp}") == [("unknown-topic", 5, 15, "did you mean “lamps”?")]


@pytest.mark.parametrize("call", [("rename", "oil", "whale-oil"), ("merge", "oil", "tallow")])
def test_rename_and_merge_follow_an_id(made_up: Path, call: tuple[str, str, str]) -> None:
    assert CliRunner().invoke(main, [*call, "--root", str(made_up)]).exit_code == 0
    now = (made_up / "seeds/registry/actors/guild.yml").read_text(encoding="utf-8")
    assert now == GUILD.replace("[oil, {who: oil,", f"[{call[2]}, {{who: {call[2]},")


def test_the_first_that_may_be_meant_is_meant_where_two_share_an_id(made_up: Path) -> None:
    """`rival` names an actor before a source, so the source's new id is no concern of it."""
    make_seeds(made_up, {"seeds/registry/actors/wire.yml": "name: Wire Club\nkind: group\n"})
    for name, line in (("source:wire", "rival: wire"), ("actor:wire", "rival: cable")):
        assert CliRunner().invoke(main, ["rename", name, "cable", "--root", str(made_up)]).exit_code == 0
        assert line in (made_up / "seeds/registry/actors/guild.yml").read_text(encoding="utf-8").splitlines()


def test_seeds_are_read_again_for_a_key_that_counts_and_for_no_other(made_up: Path) -> None:
    def read_with(guild: str) -> str:
        make_seeds(made_up, {"seeds/registry/actors/guild.yml": guild})
        return fingerprints.of(registry.for_reading(registry.load(made_up)[0]))

    before = read_with(GUILD)
    assert read_with(GUILD.replace("lamp_colour: red", "lamp_colour: blue").replace("rival: wire", "rival: oil")) == before
    assert read_with(f"# The guild\n{GUILD}") == before
    assert read_with(GUILD.replace("watchword: Lamps", "watchword: Oil")) != before


def test_a_review_reads_all_again_for_a_setting_that_counts_and_for_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affected, "Settings", Settings)
    assert affected.settings_that_matter(Settings(), Settings(with_="gas", lamp_colour="red")) == ["with"]


def test_the_schema_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schemas.FILES, "actor", Actor)
    schema = json.loads(dict(schemas.texts())["schemas/actor.schema.json"])
    assert schema["properties"]["watchword"]["description"] == "What it says of itself. Default: `Lamps first`."
    assert schema["properties"]["heirs"]["description"] == "Its heirs; see A guess."
    entry = {"name": "A", "kind": "group", "heirs": ["oil", {"who": "oil", "why": "x"}], "crafts": {"Saltmouth": "lamps"}}
    assert Draft202012Validator(schema).is_valid(entry)
    assert not Draft202012Validator(schema).is_valid(entry | {"heirs": [{"whom": "oil"}]})


HEAD = "| key | meaning |\n|---|---|\n"


def test_the_tables_have_it_and_what_stands_around_them_stays() -> None:
    page = "# Keys\n\n### A guess\n\nOf one.\n\n{0}{1}\n### Guess\n\n### Guesser\n\n{0}| kept |\n"
    rows = "| `who` | Who it is. |\n| `why` | Why. |\n"
    wanted = page.format(HEAD, rows)
    for old in ("", rows, "| `whom` | Whom. |\n"):
        assert key_tables.with_tables(page.format(HEAD, old), [tuple[Guess, ...]]) == wanted
    with pytest.raises(ValueError, match="### Actor"):
        key_tables.with_tables(wanted, [Guess, Actor])
    headings = ("Actor", "Alias", "Role", "A guess")
    made = key_tables.with_tables("".join(f"\n### {heading}\n\n{HEAD}" for heading in headings), [Actor])
    assert "| `watchword` | What it says of itself. Default: `Lamps first`. |\n| `lamp_colour` | Its lamp_colour. |\n" in made
    assert "| **`name`** | The name by which" in made


KINDS = sorted({kind for type_ in schemas.FILES.values() for kind in key_tables.classes(type_)}, key=lambda kind: kind.__name__)
_OTHER_TEXTS = {
    "Alias": {"text"},
    "Edits": {"citations"},
    "Headnote": {"text"},
    "Note": {"quote"},
    "PlaceRuling": {"quote", "exact"},
}
"""Texts with a place that are neither ids nor names."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_text_with_a_place_is_an_id_a_name_or_known_as_neither(kind: type) -> None:
    """A new one that names an actor, a source, a topic or a briefing says so with `refers`."""
    texts = {key for key, field in keys(kind).items() if "formats.Text" in str(field.type)}
    plain = {key for key in texts if not (keys(kind)[key].key.refers or keys(kind)[key].key.name)}
    assert plain == _OTHER_TEXTS.get(kind.__name__, set())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_key_that_refers_has_a_place_for_an_id(kind: type) -> None:
    refer = {key for key, field in keys(kind).items() if field.key.refers}
    assert refer <= {way[0] for way, _ in patterns(kind)}
