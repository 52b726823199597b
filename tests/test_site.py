"""The published site: proved, portable, the same from every build."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archives import PROJECT, SAMPLE, build_site, copied, make_archive
from click.testing import CliRunner
from sites import files, words

from generator import archive, build
from generator.cli import main
from generator.publishing import policy, proof, publish, site_build


@pytest.fixture(scope="module")
def built(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample archive with its site, to publish with."""
    return copied(sample_root, tmp_path_factory.mktemp("built"))


def test_every_page_says_what_its_seed_says(built: Path, tmp_path: Path) -> None:
    """Promise 1: a reader of the site reads the seed."""
    assert publish.prove(archive.load(built), built / "site", tmp_path) == []


def test_a_planted_difference_is_caught(built: Path, tmp_path: Path) -> None:
    """A theme or plugin that changes one word of a text is found out."""
    site = shutil.copytree(built / "site", tmp_path / "site")
    loaded = archive.load(built)
    briefing = next(iter(loaded.briefings.values()))
    page = site / "briefings" / briefing.id / "index.html"
    word = next(w for w in proof.text_of_seed(briefing).split() if w.isalpha() and len(w) > 5)
    page.write_text(page.read_text(encoding="utf-8").replace(word, f"{word}x"), encoding="utf-8")
    (site / "briefings" / max(loaded.briefings) / "index.html").unlink()
    found = publish.prove(loaded, site, tmp_path / "copies")
    assert {problem.kind for problem in found} >= {"text-differs", "page-missing"}
    assert {problem.path for problem in found} == {
        loaded.briefings[identifier].seed.path for identifier in (briefing.id, max(loaded.briefings))
    }


@pytest.mark.parametrize(
    "path",
    [
        "briefings/smuggled/index.html",
        "briefings/smuggled/more/index.html",
        "briefings/strait-visit/more/index.html",
        "briefings/archive/smuggled/index.html",
        "notes/index.html",
    ],
)
def test_a_page_that_passes_for_a_briefing_is_told(built: Path, tmp_path: Path, path: str) -> None:
    """By hand anybody can write what looks like one; a reader trusts the form."""
    site = shutil.copytree(built / "site", tmp_path / "site")
    (site / path).parent.mkdir(parents=True)
    words = '<div class="seed-text"><p>It is so.</p></div>' if path.startswith("notes") else "<p>It is so.</p>"
    (site / path).write_text(f"<!doctype html><html><body>{words}</body></html>", encoding="utf-8")
    found = publish.prove(archive.load(built), site, tmp_path / "copies")
    assert [(problem.kind, problem.path) for problem in found] == [("page-without-seed", path.removesuffix("index.html"))]


def test_publish_fails_on_a_difference(built: Path, tmp_path: Path) -> None:
    """The command that finishes a site ends with status 1 when a page says something else."""
    site = shutil.copytree(built / "site", tmp_path / "site")
    done = CliRunner().invoke(main, ["publish", str(site), "--root", str(built)])
    assert done.exit_code == 0, done.output
    for page in (site / "briefings").glob("*/index.html"):
        page.write_text(page.read_text(encoding="utf-8").replace('class="seed-text"', 'class="other"'), encoding="utf-8")
    done = CliRunner().invoke(main, ["publish", str(site), "--root", str(built)])
    assert done.exit_code == 1
    assert "text-differs" in done.output


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Promise 5: the same seeds, whenever and in whatever order they are read, make the same site."""
    backwards = tmp_path / "seeds"
    for file in sorted(SAMPLE.rglob("*"), reverse=True):
        if file.is_file():
            (backwards / file.relative_to(SAMPLE)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, backwards / file.relative_to(SAMPLE))
    again = make_archive(tmp_path / "again", backwards)
    build_site(again)
    lock = {site_build.LOCK: b""}  # there where a site was published by hand, as another test does
    assert {**files(again / "docs"), **lock} == {**files(built / "docs"), **lock}
    assert files(again / "site") == files(built / "site")


def test_building_again_writes_nothing(built: Path) -> None:
    """Under `mkdocs serve` a file written anew would be a needless rebuild."""
    before = {file: file.stat().st_mtime_ns for file in (built / "docs").rglob("*")}
    build.build(built)
    assert {file: file.stat().st_mtime_ns for file in (built / "docs").rglob("*")} == before


def test_an_archive_may_add_footnotes_and_other_extensions(tmp_path: Path) -> None:
    """Their footnotes and ours do not meet: not in Python-Markdown, and not in Material's second card for them."""
    root = make_archive(
        tmp_path, {"seeds/a.txt": "Lamps [Citation: Harbour Wire] burnt [Citation: Harbour Wire]. [^1]\n\n[^1]: A\n"}
    )
    (root / "docs" / "own.md").write_text("# Own\n\nLamps.[^1] Again.[^1]\n\n[^1]: Of tallow.\n", encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("markdown_extensions: [footnotes, extra]\ntheme: {features: [content.footnote.tooltips]}\n")
    site = build_site(root)
    page = (site / "briefings" / "a" / "index.html").read_text(encoding="utf-8")
    assert 'href="#fn:1"' in page
    assert "footnote-ref" not in page
    assert (site / "own" / "index.html").read_text(encoding="utf-8").count("footnote-ref") == 2


@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_other_engines_build_the_same_pages(built: Path, tmp_path: Path, engine: str) -> None:
    """Promise 7: MkDocs may end; the same docs/ and mkdocs.yml build elsewhere, page for page, word for word."""
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed (requirements/{engine}.txt)")
    root = make_archive(tmp_path / "archive", SAMPLE)
    site = root / "site"
    build.build(root)
    subprocess.run([sys.executable, "-m", engine, "build", "-f", "mkdocs.yml"], cwd=root, check=True, capture_output=True)
    ours = {path: content for path, content in files(built / "site").items() if path.endswith("index.html")}
    theirs = {path: content for path, content in files(site).items() if path.endswith("index.html")}
    assert list(theirs) == list(ours)
    assert {path: words(page) for path, page in theirs.items()} == {path: words(page) for path, page in ours.items()}
    assert publish.prove(archive.load(root), site, tmp_path / "copies") == []
    assert publish.lock(site) == []
    for path, content in files(site).items():
        assert policy.POLICY.encode() in content or not path.endswith(".html"), path


def test_a_strict_build_fails_on_an_error_and_says_why(tmp_path: Path) -> None:
    """While there is an error nothing is published; a plain build publishes what it can."""
    seeds = {"seeds/good.txt": "Fine. [Citation: Harbour Wire]\n", "seeds/bad.txt": b"caf\xe9\n"}
    root = make_archive(tmp_path, seeds)
    with pytest.raises(AssertionError, match=r"seeds/bad\.txt:1:4: error: .*Windows-1252"):
        build_site(root)
    assert (build_site(root, strict=False) / "briefings/good/index.html").is_file()
    assert not (root / "site/briefings/bad").exists()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of the project as it stands, what git ignores left out, with this .venv."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for path in filter(None, tracked.split("\0")):
        if (PROJECT / path).is_file() and not path.startswith("tests/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / path, tmp_path / path)
    (tmp_path / ".venv").symlink_to(PROJECT / ".venv")
    return tmp_path


def _make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "-o", "setup", *arguments]  # .venv is there; making it is not what these tests try
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def test_a_failed_build_leaves_the_last_site_as_it_was(clone: Path) -> None:
    """Readers keep the last good site while a broken seed is being mended."""
    assert _make(clone, "build").returncode == 0
    before = files(clone / "site")
    assert any(path.startswith("briefings/000_") for path in before)
    (clone / "seeds" / "broken.txt").write_bytes(b"caf\xe9\n")
    failed = _make(clone, "build")
    assert failed.returncode != 0
    assert "seeds/broken.txt:1:4" in failed.stdout + failed.stderr
    assert files(clone / "site") == before
    (clone / "seeds" / "broken.txt").unlink()
    assert _make(clone, "build").returncode == 0
    assert files(clone / "site") == before


def test_a_swap_that_was_cut_short_is_mended(clone: Path) -> None:
    """A build killed between taking the old site away and putting the new one there loses neither for long."""
    (clone / ".site.old").mkdir()
    (clone / ".site.old" / "index.html").write_text("the last good site")
    (clone / "seeds" / "broken.txt").write_bytes(b"caf\xe9\n")
    assert _make(clone, "build").returncode != 0
    assert files(clone / "site") == {"index.html": b"the last good site"}
