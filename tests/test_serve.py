"""`mkdocs serve` for a maintainer at work: each edit shows, after exactly one rebuild."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from archives import PROJECT, SAMPLE, make_archive
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme
from sites import files

from generator.archive import Archive
from generator.disk.locks import Lock
from generator.engine import seed_watch
from generator.engine.seed_watch import SeedWatch
from generator.engine.serving import Session
from generator.keeping import cache
from generator.problems import Problem
from generator.publishing import proof, publish

QUIET = 2.0
"""Seconds without a further build before one is taken to be the last; MkDocs gathers changes for 0.1 s."""


class Serving:
    """A running `mkdocs serve`, its address, and how often it has built."""

    def __init__(self, root: Path, log: Path, port: int) -> None:
        """Note where it runs and what it writes."""
        self.root, self._log, self._at = root, log, f"http://127.0.0.1:{port}/"

    def builds(self) -> int:
        """Return how many builds have ended; MkDocs says "Documentation built in 1.43 seconds" only once a duration."""
        log = self.log()
        return log.count("Serving on") + log.count("Reloading browsers")

    def log(self) -> str:
        """Return what it has said."""
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, builds: int) -> None:
        """Wait until so many builds have ended, and then a while in which another could start."""
        end = time.monotonic() + 60
        while self.builds() < builds:
            assert time.monotonic() < end, self.log()
            time.sleep(0.1)
        time.sleep(QUIET)

    def get(self, path: str) -> str:
        """Return a page, or its HTTP status where there is none."""
        try:
            with urllib.request.urlopen(self._at + path, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return str(error.code)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serve the sample archive with a copy of the generator, so that templates and theme can be edited."""
    with _served(tmp_path_factory.mktemp("serve"), lambda _root: None) as served:
        yield served


@pytest.fixture(scope="module")
def serving_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serve the sample archive as if it were a large one, of which the system tells what changes."""
    as_if = _replace("generator/engine/seed_watch.py", f"MANY = {seed_watch.MANY}", "MANY = 1")
    with _served(tmp_path_factory.mktemp("serve"), as_if) as served:
        yield served


@contextmanager
def _served(tmp: Path, edit: Callable[[Path], None]) -> Iterator[Serving]:
    root = tmp / "archive"
    (root / "generator").mkdir(parents=True)
    for path, content in files(PROJECT / "generator").items():
        if "__pycache__" not in path:
            (root / "generator" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "generator" / path).write_bytes(content)
    make_archive(root, SAMPLE)
    edit(root)
    log = tmp / "log"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "-f", "mkdocs.yml", "-a", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            served = Serving(root, log, port)
            served.wait_for(1)
            yield served
        finally:
            process.terminate()
            process.wait(timeout=20)


def _replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        _put(root / path, text.replace(old, new))

    return edit


def _write(path: str, text: str) -> Callable[[Path], None]:
    return lambda root: _put(root / path, text)


def _put(file: Path, text: str) -> None:
    """Write a file elsewhere and move it there: a busy machine may stop between its first byte and its last."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / file.name).write_text(text, encoding="utf-8")
        (Path(folder) / file.name).replace(file)


EDITS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a new seed": (
        _write("seeds/brand-new.txt", "The lamp was lit. [Citation: Harbour Wire]\n"),
        "briefings/brand-new/",
        "lamp was lit",
    ),
    "an edited seed": (
        _write("seeds/brand-new.txt", "The lamp was out. [Citation: Harbour Wire]\n"),
        "briefings/brand-new/",
        "lamp was out",
    ),
    "a new actor": (
        _write("seeds/registry/actors/lamp.yml", "name: The lamp\nkind: organisation\ndescription: Sheds light.\n"),
        "actors/lamp/",
        "Sheds light.",
    ),
    "an edited actor": (_replace("seeds/registry/actors/lamp.yml", "Sheds", "Gives"), "actors/lamp/", "Gives light."),
    "a template": (
        _replace("generator/templates/actor.md", "## In the archive", "## In this archive"),
        "actors/lamp/",
        "In this archive",
    ),
    "the theme": (
        _replace("generator/theme/partials/header-links.html", ">Sources</a>", ">All sources</a>"),
        "",
        ">All sources</a>",
    ),
    "a style sheet": (
        _replace("generator/theme/assets/archive.css", "--paper: #fdfcf9", "--paper: #fdfcf8"),
        "assets/archive.css",
        "#fdfcf8",
    ),
    "a hand-written page": (_replace("docs/about.md", "# About", "# Of and about"), "about/", "Of and about"),
    "a new hand-written page": (_write("docs/zebra.md", "# Stripes\n"), "zebra/", "Stripes"),
    "the new page again": (_write("docs/zebra.md", "# Many stripes\n"), "zebra/", "Many stripes"),
    "a removed page": (lambda root: (root / "docs/zebra.md").unlink(), "zebra/", "404"),
    "a removed seed": (lambda root: (root / "seeds/brand-new.txt").unlink(), "briefings/brand-new/", "404"),
}


def test_the_first_build_alone_begins_a_session() -> None:
    """A large archive's first build has its pages rendered side by side; later ones may not fork, since threads run."""
    pages = cast(Files, [SimpleNamespace(src_uri="a.md", abs_dest_path="a/index.html")])
    session = Session(is_dirty=False)
    try:
        session.begin(pages, MkDocsConfig(), {})
        assert not session.has_begun
        session.begin(pages, MkDocsConfig(), {})
        assert session.has_begun
    finally:
        session.end()


@pytest.fixture
def session() -> Iterator[Session]:
    """Give a session of `mkdocs serve --dirty`."""
    session = Session(is_dirty=True)
    yield session
    session.end()


def _config(theme: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    config.theme = cast(Theme, SimpleNamespace(custom_dir=str(theme)))
    return config


def test_a_page_that_failed_its_proof_is_proved_again(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands on the site, so the next build does not write it; it may not pass for that."""
    wrong = Problem("seeds/a.txt", 0, 0, "same-text", "A word was added.")
    found = [[wrong], []]
    monkeypatch.setattr(proof, "check", lambda *_: found.pop(0))
    monkeypatch.setattr(publish, "index_alone", lambda *_: (tmp_path / "pagefind").mkdir())
    loaded = cast(Archive, SimpleNamespace(facts=["a"], briefings={"a": None}))
    session.shown.add("briefings/a.md")
    assert session.prove(loaded, tmp_path) == [wrong]
    session.begin(cast(Files, []), _config(tmp_path), {})
    assert session.prove(loaded, tmp_path) == []
    assert session.prove(loaded, tmp_path) == []
    assert found == []


def test_a_theme_that_was_edited_while_a_build_failed_shows_on_every_page(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "index_alone", lambda *_: (tmp_path / "pagefind").mkdir())
    loaded = cast(Archive, SimpleNamespace(facts=[], briefings={}))
    config = _config(tmp_path / "theme")

    def is_written(*, succeeds: bool) -> bool:
        page = SimpleNamespace(src_uri="a.md", abs_dest_path=str(tmp_path / "a/index.html"), is_modified=lambda: False)
        session.begin(cast(Files, [page]), config, {})
        if succeeds:
            session.prove(loaded, tmp_path)
        return page.is_modified()

    assert is_written(succeeds=True)
    assert not is_written(succeeds=True)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("new")
    assert is_written(succeeds=False)
    assert is_written(succeeds=True)
    assert not is_written(succeeds=True)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_shows_after_exactly_one_rebuild(serving: Serving, name: str) -> None:
    """A maintainer edits and sees it; nothing loops, nothing needs a restart."""
    edit, path, wanted = EDITS[name]
    before = serving.builds()
    edit(serving.root)
    serving.wait_for(before + 1)
    assert serving.builds() == before + 1
    assert wanted in serving.get(path)


ADDED = "seeds/more/lamps.txt"

IN_SEEDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a seed in a new folder": (lambda root: [(root / "seeds/more").mkdir(), _put(root / ADDED, "It was lit.\n")], "was lit"),
    "another beside it": (_write("seeds/more/others.txt", "The other lamp was lit.\n"), "was lit"),
    "an edit in place": (lambda root: [(root / ADDED).write_text("It was out.\n")], "was out"),
    "a removed seed": (lambda root: (root / ADDED).unlink(), "404"),
}


@pytest.mark.parametrize("name", IN_SEEDS)
def test_an_edit_of_a_large_archive_shows_after_exactly_one_rebuild(serving_many: Serving, name: str) -> None:
    """The build reads the seeds that it is told of, and is not told of that."""
    edit, wanted = IN_SEEDS[name]
    before = serving_many.builds()
    edit(serving_many.root)
    serving_many.wait_for(before + 1)
    assert serving_many.builds() == before + 1
    assert wanted in serving_many.get("briefings/lamps/")


def test_a_problem_is_told_once(serving_many: Serving) -> None:
    """What an edit brings does not drown in ten thousand notices that were there before."""
    told = serving_many.log().count("[no-date]")
    before = serving_many.builds()
    _put(serving_many.root / "seeds" / "told.txt", "It was seen.\n")
    serving_many.wait_for(before + 1)
    assert serving_many.log().count("[no-date]") == told + 1
    assert "told.txt: notice: Neither the text's date" in serving_many.log()


def test_where_the_system_is_silent_a_look_now_and_then_sees_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder shared with a container may tell of no change, and nobody is told of one that takes the place of seeds/."""
    seeds, reload_trigger = tmp_path / "seeds", tmp_path / "reload_trigger"
    seeds.mkdir()
    monkeypatch.setattr(seed_watch, "LATE", 0.1)
    monkeypatch.setattr(seed_watch.ChangeHandler, "on_any_event", lambda *_: None)
    watch = SeedWatch(tmp_path, reload_trigger)
    try:
        time.sleep(0.5)
        assert not reload_trigger.exists()
        (seeds / "lamp.txt").write_text("It was lit.\n")
        _comes(reload_trigger)
        watch.build_begins()
        reload_trigger.unlink()
        time.sleep(0.5)
        assert not reload_trigger.exists()
        seeds.rename(tmp_path / "off")
        _comes(reload_trigger)
        watch.build_begins()
        reload_trigger.unlink()
        (tmp_path / "off").rename(seeds)
        _comes(reload_trigger)
    finally:
        watch.end()


def _comes(file: Path) -> None:
    end = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_where_the_system_tells_nothing_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SeedWatch(tmp_path, tmp_path / "reload_trigger")


def test_an_edit_shows_though_another_build_is_running(serving: Serving) -> None:
    """Whoever edits while a build runs elsewhere waits for it, and is not left with a server that answers no more."""
    before = serving.builds()
    elsewhere = Lock(serving.root / "docs" / cache.LOCK)
    try:
        _put(serving.root / "seeds" / "meanwhile.txt", "The lamp was lit meanwhile.\n")
        time.sleep(QUIET)
        assert serving.builds() == before
    finally:
        elsewhere.end()
    serving.wait_for(before + 1)
    assert "lit meanwhile" in serving.get("briefings/meanwhile/")


def test_what_a_maintainer_is_served_has_no_policy(serving: Serving) -> None:
    """MkDocs reloads a page by a script in it, which the policy of the published site would refuse."""
    page = serving.get("about/")
    assert "livereload" in page
    assert "Content-Security-Policy" not in page.partition("<body")[0]
