"""What is built from an earlier build is what a clean build makes, byte for byte; and no more of it is made than can differ."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from archives import PROJECT, SAMPLE, build_site, copied, made, make_archive, make_seeds
from chance import numbers
from click.testing import CliRunner

from generator import archive, build
from generator.cli import main
from generator.disk.locks import Busy
from generator.keeping import cache, workers
from generator.linking import links
from generator.linking.links import Links
from generator.linking.related import Nearest
from generator.publishing import policy, site_build
from generator.reading import seeds
from generator.rendering import pages
from generator.writing import docs_folder

STEPS = 5

NO_PAGES = (docs_folder.MANIFEST, cache.LOCK, site_build.LOCK)
"""Files in docs/ that are no part of the site."""


ONE_STATE = {
    "seeds/registry/actors/kelpland.yml": "{name: Kelpland, kind: state, country: XK}",
    "seeds/registry/actors/plum.yml": "{name: Ada Plum, kind: person, part_of: kelpland}",
    "seeds/registry/sources/kelp-wire.yml": "{name: Kelp Wire, ownership: state, country: XK}",
    "seeds/kelp-count.txt": "Kelp was counted. [Citation: Statement] It was weighed. [Citation: as reported by Kelp Wire]",
    "seeds/kelp-count.yml": "date: 2031\ncitations: {Statement: {speaker: plum}}\n",
}
"""A briefing of which all who speak and carry are of one state."""


def bring_up(root: Path) -> build.Built:
    """Build an archive as `briefings build` does, from what earlier builds left."""
    with cache.to_build(root) as kept:
        return build.bring_up(root, kept)


def written(root: Path) -> dict[str, bytes]:
    """Return the files in docs/, those left out that are no part of the site."""
    docs = root / "docs"
    found = sorted(file for file in docs.rglob("*") if file.is_file() and file.name not in NO_PAGES)
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


@pytest.mark.parametrize("number", numbers(4, 60))
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


def test_nothing_changed_is_nothing_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who builds twice does not wait twice, and is told the same."""
    make_seeds(root, SAMPLE)
    first = bring_up(root)
    before = times(root)
    monkeypatch.setattr(build, "build", None)  # calling it would fail
    assert bring_up(root) == first
    assert times(root) == before


def test_a_file_of_docs_that_somebody_touched_is_made_again(root: Path) -> None:
    """A page that an editor changed by mistake, or that was lost, comes back."""
    make_seeds(root, SAMPLE)
    bring_up(root)
    before = written(root)
    (root / "docs" / "terms.md").write_text("by mistake")
    (root / "docs" / "topics" / "index.md").unlink()
    bring_up(root)
    assert written(root) == before


def test_a_file_in_the_way_is_told_of_at_every_build(root: Path) -> None:
    """Who builds again without moving it away is not told that all is well."""
    make_seeds(root, SAMPLE)
    bring_up(root)
    terms = root / "docs" / "terms.md"
    terms.unlink()
    terms.mkdir()
    for _ in range(3):
        assert "docs/terms.md" in {problem.path for problem in bring_up(root).problems if problem.kind == "foreign-file"}
    terms.rmdir()
    assert "foreign-file" not in {problem.kind for problem in bring_up(root).problems}
    assert written(root) == made(archive.load(root))


def test_an_edit_is_read_and_written_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large archive a word costs what a word is worth: of all seeds one is read again, and few pages are made."""
    make_seeds(root, SAMPLE)
    bring_up(root)
    seed = next(file for file in _seeds(root) if "strait-visit" in file.name)
    seed.write_text(seed.read_text() + "\nThe ferry left at noon.\n")
    read = _read(monkeypatch)
    before = times(root)
    bring_up(root)
    changed = [path for path, at in times(root).items() if before.get(path) != at]
    assert read == ["strait-visit"]
    assert sorted(changed) == [
        "docs/briefings/strait-visit.md",
        "docs/data/briefings.jsonl",
        "docs/data/seeds/strait-visit.txt",
    ]


def _read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the id of each seed is added that is read from now on."""
    read: list[str] = []
    seeds_read = seeds.read

    def noting(root: Path, file: archive.SeedFile, *rest: Any) -> Any:
        read.append(file.id)
        return seeds_read(root, file, *rest)

    monkeypatch.setattr(seeds, "read", noting)
    return read


def test_a_description_is_read_into_no_seed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reviewing the registry costs no reading: names alone decide how a text is read."""
    make_seeds(root, SAMPLE)
    bring_up(root)
    entry = root / "seeds" / "registry" / "actors" / "ilsa-marrow.yml"
    entry.write_text("# looked at\n" + entry.read_text().replace("description: ", "description: Now ", 1))
    with monkeypatch.context() as patched:
        patched.setattr(seeds, "read", None)  # calling it would fail
        bring_up(root)
    assert written(root) == made(archive.load(root))


def test_a_description_makes_no_page_anew_that_does_not_show_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one that names a state, which some entry has to be looked up for."""
    make_seeds(make_seeds(root, SAMPLE), ONE_STATE)
    bring_up(root)
    assert "of one state, or owned by it: Kelpland." in (root / "docs/briefings/kelp-count.md").read_text()
    entry = root / "seeds" / "registry" / "actors" / "ilsa-marrow.yml"
    entry.write_text(entry.read_text().replace("description: ", "description: Now ", 1))
    rendered = _rendered(monkeypatch)
    bring_up(root)
    of_briefings = {root / "docs" / path for path in rendered if path.startswith("briefings/") and path != "briefings/index.md"}
    showing = {page for page in (root / "docs/briefings").glob("*.md") if "actors/ilsa-marrow.md" in page.read_text()}
    assert of_briefings == showing - {root / "docs/briefings/index.md"} != set()


def test_words_that_change_no_list_make_none_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other briefings and the indexes show of a text whom it names and what it cites, and these are the same."""
    make_seeds(root, SAMPLE)
    bring_up(root)
    seed = root / "seeds/strait-visit.txt"
    seed.write_text(seed.read_text() + "\nA lamp was lit.\n")
    rendered = _rendered(monkeypatch)
    bring_up(root)
    kinds = {path.split("/")[0] for path in rendered} | {path for path in rendered if path.startswith("briefings/")}
    assert kinds == {"briefings", "briefings/strait-visit.md", "actors", "sources", "unidentified.md"}  # these quote it
    assert written(root) == made(archive.load(root))


@dataclass(frozen=True)
class _Lit(Links):
    """Links with a mapping that nobody has thought of yet."""

    lamps: Mapping[str, str]


def _lamps(loaded: archive.Archive) -> bytes:
    return str(loaded.links.lamps["harbour"]).encode()


def test_a_page_that_reads_what_is_new_in_the_archive_is_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a mapping need not say anywhere that pages depend on it."""
    make_seeds(root, SAMPLE)
    plans, make = build.plans, links.make
    monkeypatch.setattr(build, "plans", lambda loaded: [*plans(loaded), pages.Plan("lamps.md", _lamps)])
    for colour in ("red", "green"):

        def lit(*given: Any, colour: str = colour) -> tuple[Links, Nearest]:
            made, nearest = make(*given)
            return _Lit(**vars(made), lamps={"harbour": colour}), nearest

        monkeypatch.setattr(links, "make", lit)
        with cache.to_build(root) as kept:
            build.build(root, kept)
        assert (root / "docs/lamps.md").read_text() == colour


def _rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the path of each page is added that is rendered from now on."""
    rendered: list[str] = []
    render = pages.render

    def noting(template: str, path: str, *rest: Any, **values: Any) -> bytes:
        rendered.append(path)
        return render(template, path, *rest, **values)

    monkeypatch.setattr(pages, "render", noting)
    return rendered


def test_of_two_that_claim_a_former_id_the_same_has_it_at_every_build(root: Path) -> None:
    """It is an error, and what comes of it does not hang on which of them was edited last."""
    make_seeds(root, SAMPLE)
    for name in ("aa", "bb"):
        (root / f"seeds/{name}.txt").write_text(f"The {name} lamp was lit.\n")
        (root / f"seeds/{name}.yml").write_text("formerly: [old]\nwithdrawn: {date: 2031-01-01, reason: Twice.}\n")
    bring_up(root)
    edits = root / "seeds/aa.yml"
    edits.write_text(edits.read_text().replace("Twice", "Sent twice"))
    bring_up(root)
    assert written(root) == made(archive.load(root))


def test_a_changed_program_begins_anew(root: Path) -> None:
    """After an update, or an edit of a template, no page of the version before is left."""
    make_seeds(root / "archive", SAMPLE)
    shutil.copytree(PROJECT / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    _build_with(root)
    before = times(root / "archive")
    template = root / "generator" / "templates" / "terms.md"
    template.write_text(f"{template.read_text()}\nThat is all.\n")
    _build_with(root)
    after = times(root / "archive")
    assert [path for path, at in after.items() if before.get(path) != at] == ["docs/terms.md"]
    assert written(root / "archive")["terms.md"].endswith(b"That is all.\n")


def _build_with(root: Path) -> None:
    """Build the archive of a folder with the program that stands beside it."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", "build", "--root", "archive"]
    subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False, capture_output=True)


def _said(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--root", str(root)])
    return done.exit_code, done.output


@pytest.mark.parametrize("command", ["check", "suggest"])
def test_who_checks_after_a_build_waits_for_no_reading(root: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Also while another build runs; and it is told what a first reading tells. Nothing is written."""
    make_seeds(root, SAMPLE)
    expected = _said(root, command)
    assert sorted(file.name for file in root.iterdir()) == ["seeds"]
    bring_up(root)
    with monkeypatch.context() as patched, cache.to_build(root):
        patched.setattr(seeds, "read", None)  # calling it would fail
        assert _said(root, command) == expected
    kept = (root / cache.FOLDER / "cache.sqlite").read_bytes()
    _seeds(root)[0].write_text("The lamp of Saltmouth went out.\n")
    edited = _said(root, command)
    assert [file.name for file in (root / cache.FOLDER).glob("cache*")] == ["cache.sqlite"]
    assert (root / cache.FOLDER / "cache.sqlite").read_bytes() == kept
    (root / cache.FOLDER / "cache.sqlite").write_bytes(kept[: len(kept) // 2])
    assert _said(root, command) == edited
    shutil.rmtree(root / cache.FOLDER)
    assert _said(root, command) == edited


def test_who_asks_about_one_seed_waits_for_that_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_seeds(root, SAMPLE)
    read = _read(monkeypatch)
    for command in (["explain", "strait-visit"], ["suggest", "strait-visit"], ["duplicates"]):
        assert _said(root, *command)[0] == 0
    assert read == ["strait-visit"] * 2


def test_a_second_build_is_told_to_wait(root: Path) -> None:
    """Two builds at once would write one folder twice."""
    make_seeds(root, SAMPLE)
    with cache.to_build(root), pytest.raises(Busy):
        cache.to_build(root)
    assert bring_up(root).briefings


def test_processes_read_what_one_process_reads(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On many cores the archive is the same."""
    make_seeds(root, SAMPLE)
    alone = archive.load(root)
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    monkeypatch.setattr(workers, "CHUNK", 3)
    monkeypatch.setattr(workers, "processes", lambda: 2)
    assert made(archive.load(root)) == made(alone)


def test_a_page_kept_as_html_is_what_the_engine_makes(sample_root: Path, tmp_path: Path) -> None:
    """Rendered in several processes, or taken from the cache, a page has the bytes that MkDocs gives it by itself."""
    root = copied(sample_root, tmp_path)
    first = _pages(root / "site")
    assert (root / cache.FOLDER / "cache.sqlite").exists()
    assert _pages(build_site(root)) == first
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(f"{settings}\nplugins: [{{search: {{enabled: false}}}}]\n")
    by_itself = _pages(build_site(root))
    assert by_itself.keys() == first.keys()
    assert [path for path in first if policy.bound(by_itself[path]) != first[path]] == []


def test_a_changed_program_keeps_no_page_as_html(tmp_path: Path) -> None:
    """After an update no page has the HTML that the version before made."""
    shutil.copytree(PROJECT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    root = make_archive(tmp_path, SAMPLE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(root))
        build_site(root)
        module = root / "generator" / "engine" / "rendered.py"
        before = 'page.content or "",'
        text = module.read_text()
        assert before in text
        module.write_text(text.replace(before, '(page.content or "") + "<!-- newer -->",'))
        build_site(root)
        pages = _pages(build_site(root))  # as the second one kept it
    assert b"<!-- newer -->" in pages["briefings/strait-visit/index.html"]


def test_a_changed_markdown_extension_keeps_no_page_as_html(tmp_path: Path) -> None:
    """Nor has it what an extension made that came from elsewhere and was updated."""
    root = make_archive(tmp_path / "archive", SAMPLE)
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(f"{settings}\nmarkdown_extensions: [attr_list, md_in_html, tables, toc, lamps]\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(tmp_path))
        for number in ("1", "2"):
            _install_lamps(tmp_path, number)
            pages = _pages(build_site(root))
            assert f"<!-- lamp {number} -->".encode() in pages["briefings/strait-visit/index.html"]


def test_a_clean_build_finds_nothing_that_was_kept(tmp_path: Path) -> None:
    """Whatever modules have tables in the file: none is left as it was."""
    root = make_archive(tmp_path, SAMPLE)
    bring_up(root)
    assert _rows(root)
    with cache.to_build(root, is_clean=True):
        pass
    assert _rows(root) == 0


def _rows(root: Path) -> int:
    """Return how many values the cache holds."""
    with closing(sqlite3.connect(root / cache.FOLDER / "cache.sqlite")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables)


def _install_lamps(folder: Path, number: str) -> None:
    """Put a Markdown extension into a folder as an installer does, in place of the version before."""
    for before in folder.glob("lamps*"):
        shutil.rmtree(before) if before.is_dir() else before.unlink()
    (folder / f"lamps-{number}.dist-info").mkdir()
    (folder / f"lamps-{number}.dist-info" / "METADATA").write_text(f"Metadata-Version: 2.1\nName: lamps\nVersion: {number}\n")
    (folder / "lamps.py").write_text(LAMPS.format(number))


LAMPS = """
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

class Lamp(Postprocessor):
    def run(self, text):
        return text + "<!-- lamp {} -->"

class Lamps(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Lamp(md), "lamp", 1)

def makeExtension(**settings):
    return Lamps(**settings)
"""


def _pages(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*.html")}
