"""What an entry is called is said in one place: a made-up kind of name is matched, compared, merged, shown and found."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
from archives import made, make_seeds

from generator import archive, entry_names, formats
from generator.editing import merges
from generator.editing import references as followed
from generator.entry_names import Use
from generator.formats import Text
from generator.keys import Key
from generator.naming import lookalikes
from generator.reading import registry
from generator.rendering import actor_page, index_pages
from generator.review.affected import Affected


@dataclass(frozen=True)
class Actor(formats.Actor):
    """An actor with a made-up kind of name."""

    code_names: Annotated[tuple[Text, ...], Key("Its code names.", name="code name")] = ()  # type: ignore[arg-type]  # made up


ACTORS = "seeds/registry/actors"
FILES = {
    "seeds/a.txt": "Blue Lantern was lit at dusk.\n",
    f"{ACTORS}/guild.yml": "name: Lamp Guild\nkind: organisation\ncode_names: [Blue Lantern]\n",
    f"{ACTORS}/club.yml": "name: Oil Club\nkind: organisation\n",
}


@pytest.fixture
def made_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive in which actors have code names, which count as aliases do."""
    use = Use("alias", is_known_by=True, is_other=True, merged_under="aliases")
    monkeypatch.setitem(entry_names.USES, "code name", use)  # type: ignore[misc]  # made up
    monkeypatch.setattr(registry, "Actor", Actor)
    monkeypatch.setattr("generator.editing.merged_names.Actor", Actor)
    monkeypatch.setitem(followed.CLASSES, "actor", Actor)
    return make_seeds(root, FILES)


def test_it_is_matched_shown_and_in_the_data(made_up: Path) -> None:
    loaded = archive.load(made_up)
    [mention] = loaded.briefings["a"].mentions
    assert (mention.actor, mention.rule, mention.alias) == ("guild", "alias", "Blue Lantern")
    files = made(loaded)
    assert b"## Spellings" in files["actors/guild.md"]
    assert b"- Blue Lantern: as in" in files["actors/guild.md"]
    assert b'"alias": "Blue Lantern"' in files["data/mentions.jsonl"]


def test_a_search_and_the_filter_of_the_index_have_it(made_up: Path) -> None:
    loaded = archive.load(made_up)
    fields = actor_page.fields(loaded, "guild")
    assert fields is not None
    assert fields.other_names == ("Blue Lantern",)
    [plan, *_] = index_pages.a_to_z("actors", loaded)
    assert b'data-also="Blue Lantern"' in plan.contents(loaded)["actors/index.md"]


def test_a_review_reaches_what_it_stands_in(made_up: Path) -> None:
    base = archive.load(made_up).registry
    make_seeds(made_up, {f"{ACTORS}/guild.yml": "name: Lamp Guild\nkind: organisation\n"})
    scope = Affected(base, archive.load(made_up).registry)
    assert scope.touches("seeds/a.txt", FILES["seeds/a.txt"])
    assert not scope.touches("seeds/a.txt", "Nothing was lit.\n")


def test_nobody_else_may_have_it_and_what_looks_like_it_is_told(made_up: Path) -> None:
    make_seeds(made_up, {f"{ACTORS}/oil.yml": "name: Blue Lanterne\nkind: group\naliases: [blue lantern]\n"})
    loaded = archive.load(made_up)
    assert [problem.path for problem in loaded.problems if problem.kind == "shared-alias"] == [f"{ACTORS}/oil.yml"]
    assert [pair.ids for pair in lookalikes.duplicates(loaded.registry)] == [("guild", "oil")]


def test_a_persons_is_compared_with_surnames(made_up: Path) -> None:
    persons = {
        f"{ACTORS}/ada.yml": "name: Ada Oake\nkind: person\ncode_names: [Quill]\n",
        f"{ACTORS}/ben.yml": "name: Ben Quill\nkind: person\n",
    }
    found = archive.load(make_seeds(made_up, persons)).problems
    assert [problem.path for problem in found if problem.kind == "alias-is-surname"] == [f"{ACTORS}/ada.yml"]


def test_a_merge_keeps_it(made_up: Path) -> None:
    merges.merge(made_up, "guild", "club")
    assert (made_up / ACTORS / "club.yml").read_text() == (
        "name: Oil Club\nkind: organisation\naliases: [Lamp Guild, Blue Lantern]\nformerly: [guild]\n"
    )


def test_a_merge_keeps_what_counts_alone_and_what_has_company(made_up: Path) -> None:
    """The same words with company in one file do not stand for those without it."""
    names = "aliases: [{text: The Lamp, with: [club]}]\noriginal_names: {cy: The Lamp}\n"
    files = {
        f"{ACTORS}/guild.yml": f"name: Lamp Guild\nkind: organisation\n{names}",
        f"{ACTORS}/lamps.yml": "name: Lamps\nkind: organisation\n",
    }
    merges.merge(make_seeds(made_up, files), "guild", "lamps")
    assert [problem.kind for problem in archive.load(made_up).problems if problem.level == "error"] == []
    assert "aliases: [Lamp Guild, The Lamp]\n" in (made_up / ACTORS / "lamps.yml").read_text()
