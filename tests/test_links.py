"""What leads from one briefing to another."""

from pathlib import Path

from archives import make_seeds

from generator import archive
from generator.archive import Archive
from generator.rendering import listings

ACTORS = {
    f"seeds/registry/actors/{name}.yml": f"name: {name.title()}\nkind: state\n" for name in ("amber", "basalt", "coral", "dusk")
}


def load(root: Path, **seeds: tuple[str, str]) -> Archive:
    """Return the archive of some seeds: a date (or "") and the text of each."""
    texts = {f"seeds/{name}.txt": text for name, (_, text) in seeds.items()}
    edits = {f"seeds/{name}.yml": f"date: {date}" for name, (date, _) in seeds.items() if date}
    return archive.load(make_seeds(root, {**ACTORS, **texts, **edits}))


def test_the_nearest_share_the_rarest_actors(root: Path) -> None:
    """Related briefings are those that name the same rare actors, not those that name what all of them name."""
    found = load(
        root,
        a=("2031", "Amber and Dusk."),
        b=("2032", "Amber and Coral."),
        c=("2033", "Amber and Dusk."),
        d=("2034", "Amber."),
        e=("2035", "Basalt."),
    )
    assert [(other.briefing, other.actors) for other in found.links.related["a"]][:2] == [
        ("c", ("dusk", "amber")),
        ("d", ("amber",)),
    ]
    assert found.links.related["e"] == []


def test_before_and_after_follow_the_dates(root: Path) -> None:
    """A reader steps through the archive in the order of its dates; the undated are in no such row."""
    found = load(root, a=("2031-10", "x."), b=("", "x."), c=("2031-10-02", "x."), d=("2030/2031", "x."))
    assert found.links.newest_first == ["c", "a", "d", "b"]
    assert (found.links.before, found.links.after) == ({"c": "a", "a": "d"}, {"a": "c", "d": "a"})


def test_what_is_open_at_its_start_has_one_place_everywhere(root: Path) -> None:
    """A list files it under the year of its end; an actor's page and the row of dates have it there too."""
    found = load(root, a=("2036", "Amber."), b=("../2035", "Amber."), c=("2035-02", "Amber."), d=("2034", "Amber."))
    filed = [row.path for group in listings.by_year(found.links.newest_first, found) for row in group.rows]
    assert filed == [f"briefings/{name}.md" for name in "acbd"]
    assert found.links.named["amber"] == list("acbd")
    assert found.links.before == {"a": "c", "c": "b", "b": "d"}


def test_a_label_is_no_mention(root: Path) -> None:
    """An actor that only a citation names is not said to be named in the briefing."""
    found = load(root, a=("2031", "Dusk. [Citation: Amber]"))
    assert list(found.links.named) == ["dusk"]
