"""What is built from an earlier build is what a clean build makes, byte for byte; and no more of it is made than can differ."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import SAMPLE, made, make_seeds

from generator import archive, build, docs_folder
from generator.cache import Cache

SERIES, STEPS = 8, 5


def bring_up(root: Path) -> build.Built:
    """Build an archive as `briefings build` does, from what earlier builds left."""
    with Cache(root) as kept:
        return build.bring_up(root, kept)


def written(root: Path) -> dict[str, bytes]:
    """Return the files in docs/, the manifest left out."""
    docs = root / "docs"
    found = sorted(file for file in docs.rglob("*") if file.is_file() and file.name != docs_folder.MANIFEST)
    return {file.relative_to(docs).as_posix(): file.read_bytes() for file in found}


def times(root: Path) -> dict[str, int]:
    """Return when each file in docs/ was written."""
    return {file.relative_to(root).as_posix(): file.stat().st_mtime_ns for file in (root / "docs").rglob("*") if file.is_file()}


def _seeds(root: Path) -> list[Path]:
    return sorted(file for file in (root / "seeds").rglob("*.txt") if "registry" not in file.parts)


def _entries(root: Path) -> list[Path]:
    return sorted((root / "seeds" / "registry").rglob("*.yml"))


def _change_a_seed(root: Path, chance: random.Random) -> None:
    file, others = chance.choice(_seeds(root)), _seeds(root)
    words = chance.choice(others).read_text(errors="replace").split()
    at = chance.randrange(len(words))
    file.write_text(f"{file.read_text(errors='replace')}\n{' '.join(words[at : at + 30])}\n")


def _add_a_seed(root: Path, chance: random.Random) -> None:
    file = chance.choice(_seeds(root))
    file.with_name(f"new-{chance.randrange(10**6)}.txt").write_text(f"Said again.\n{file.read_text(errors='replace')}")


def _delete_a_seed(root: Path, chance: random.Random) -> None:
    chance.choice(_seeds(root)).unlink()


def _rename_a_seed(root: Path, chance: random.Random) -> None:
    file = chance.choice(_seeds(root))
    file.rename(file.with_name(f"renamed-{chance.randrange(10**6)}.txt"))


def _date_a_seed(root: Path, chance: random.Random) -> None:
    chance.choice(_seeds(root)).with_suffix(".yml").write_text(f"title: Lamps\ndate: {chance.randrange(2030, 2040)}-02-03\n")


def _change_an_entry(root: Path, chance: random.Random) -> None:
    file = chance.choice(_entries(root))
    file.write_text(f"# looked at\n{file.read_text().replace('description: ', 'description: Now ', 1)}")


def _delete_an_entry(root: Path, chance: random.Random) -> None:
    chance.choice(_entries(root)).unlink()


def _rename_an_entry(root: Path, chance: random.Random) -> None:
    file = chance.choice([file for file in _entries(root) if file.parent.name in ("actors", "sources")])
    file.rename(file.with_name(f"other-{chance.randrange(10**6)}.yml"))


def _add_an_alias(root: Path, chance: random.Random) -> None:
    words = chance.choice(chance.choice(_seeds(root)).read_text(errors="replace").split()).strip(".,[]:")
    file = root / "seeds" / "registry" / "actors" / f"alias-{chance.randrange(10**6)}.yml"
    file.write_text(f"name: Harbour Board {chance.randrange(9)}\nkind: organisation\naliases: [{words!r}]\n")


def _change_a_setting(root: Path, chance: random.Random) -> None:
    lines = ["contact: x@example.org", "surname_scope: archive", "boilerplate: [Said again.]", "index_persons: true"]
    (root / "seeds" / "archive.yml").write_text("\n".join(chance.sample(lines, 2)) + "\n")


EDITS: list[Callable[[Path, random.Random], None]] = [
    _change_a_seed,
    _add_a_seed,
    _delete_a_seed,
    _rename_a_seed,
    _date_a_seed,
    _change_an_entry,
    _delete_an_entry,
    _rename_an_entry,
    _add_an_alias,
    _change_a_setting,
]


@pytest.mark.parametrize("number", range(SERIES))
def test_any_series_of_edits_comes_to_what_a_clean_build_makes(root: Path, number: int) -> None:
    """Whoever edits, adds, deletes and renames for a year has the site that a fresh clone makes."""
    chance = random.Random(number)
    make_seeds(root, SAMPLE)
    bring_up(root)
    for _ in range(STEPS):
        edits = chance.sample(EDITS, 2)
        for edit in edits:
            edit(root, chance)
        built = bring_up(root)
        clean = archive.load(root)
        told = [edit.__name__ for edit in edits]
        assert built.problems == clean.problems, told
        expected = made(clean)
        found = written(root)
        assert found.keys() == expected.keys(), told
        assert [path for path in found if found[path] != expected[path]] == [], told
