"""What `mkdocs serve` keeps from one build to the next, so that an edit shows at once in a large archive too."""

import logging
import math
import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Timer

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator import docs_folder, fingerprints, proof, publish
from generator.archive import Archive
from generator.problems import Problem


class ByHand(FileSystemEventHandler):
    """Rings a bell where somebody adds, edits or removes a page in docs/ that no build wrote.

    MkDocs watches paths as they were when it started, and docs/ as a whole cannot be watched: each build writes into it.
    """

    def __init__(self, docs: Path, bell: Path) -> None:
        """Take the folder, and a file that MkDocs watches."""
        self._docs, self._bell = docs, bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring, if it was no build."""
        name = Path(os.fsdecode(event.src_path)).name
        if not (event.is_directory or name.startswith(".") or name in docs_folder.listed(self._docs)):
            self._bell.touch()


MANY = 1000
"""Briefings from which the system is asked to tell of changes below seeds/: to look at 14,000 files twice a second, as MkDocs
does, takes half of a processor, and while a build runs all of it."""


MOMENT = 0.2
"""Seconds in which the steps of one change follow one another."""

LATE = 20
"""Seconds after which somebody looks nevertheless: a folder shared with a container or over a network may tell of nothing."""


class Told(FileSystemEventHandler):
    """Rings a bell where the system tells of a change below seeds/; reading is none."""

    def __init__(self, bell: Path) -> None:
        """Take a file that MkDocs watches."""
        self._bell = bell
        self._ringing = Timer(0, bell.touch)
        self.last = -math.inf
        """When it was told the last time, in seconds of a clock that nobody sets."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring, if it was a change."""
        if event.event_type in ("created", "modified", "moved", "deleted"):
            self.last = time.monotonic()
            self.ring()

    def ring(self) -> None:
        """Have MkDocs build, once nothing more has come for a moment: a text editor saves in several steps."""
        self._ringing.cancel()
        self._ringing = Timer(MOMENT, self._bell.touch)
        self._ringing.daemon = True
        self._ringing.start()


class Seen(FileSystemEventHandler):
    """Rings that bell where somebody who looked saw a change of which the system had not told."""

    def __init__(self, told: Told) -> None:
        """Take what the system tells."""
        self._told = told

    def on_any_event(self, _event: FileSystemEvent) -> None:
        """Ring, if the system has been silent since the look before."""
        if time.monotonic() - self._told.last > 2 * LATE:
            self._told.ring()


class Session:
    """One run of `mkdocs serve`: what its last build left on the site.

    Its builds are dirty ones, which write only the pages whose Markdown is new. MkDocs warns of these, since it overlooks
    pages that are gone and changes of the theme; `begin` sees to both.
    """

    def __init__(self, *, is_dirty: bool) -> None:
        """Begin with nothing on the site."""
        self.shown: set[str] = set()
        """The pages, by their paths in docs/, that the present build has written."""
        self.has_begun = False
        """Whether a build went before the present one."""
        self._is_dirty = is_dirty
        self._standing: dict[str, str] = {}
        self._now: Mapping[str, str] = {}
        self._on_site: Mapping[str, str] = {}
        self._look = ""
        self._kept = Path(tempfile.mkdtemp(prefix="briefings-"))
        self._index = self._kept / "pagefind"
        self.bell = self._kept / "bell"
        """A file that is written where a page is added or changed by hand, or a seed in a large archive."""
        self.bell.touch()
        self._observers: list[BaseObserver] = []
        self._told: frozenset[Problem] = frozenset()
        if is_dirty:
            logging.getLogger("mkdocs.commands.build").addFilter(lambda said: "'dirty' build" not in str(said.msg))

    def begin(self, files: Files, config: MkDocsConfig, states: Mapping[str, str]) -> None:
        """Take what is gone off the site, and have every page written anew where the look of all has changed.

        states: of the generated files, by path. Of those that stand on the site already MkDocs need not look at the times.
        """
        self.shown = set()
        self.has_begun = bool(self._standing)
        on_site, self._now, self._on_site = self._on_site, states, {}
        standing = {file.src_uri: file.abs_dest_path for file in files}
        if self._is_dirty:
            for path in self._standing.keys() - standing.keys():
                Path(self._standing[path]).unlink(missing_ok=True)
            look = _look(config)
            for file in files:
                if look != self._look:
                    file.is_modified = _yes  # type: ignore[method-assign]  # MkDocs asks for the page's Markdown alone
                elif file.src_uri in states and states[file.src_uri] == on_site.get(file.src_uri):
                    file.is_modified = _no  # type: ignore[method-assign]  # there are tens of thousands
            self._look = look
        self._standing = standing

    def news(self, found: Sequence[Problem]) -> list[Problem]:
        """Return the problems that the build before had not, so that those of one edit do not drown in the others."""
        new = [problem for problem in found if problem not in self._told]
        self._told = frozenset(found)
        return new

    def is_told_of(self, seeds: Path, archive: Archive) -> bool:
        """Have the system tell of changes below seeds/ where they are many, and return whether it does.

        Some systems allow a program to watch few folders only.
        """
        if len(archive.facts) < MANY:
            return False
        told = Told(self.bell)
        watches: list[tuple[BaseObserver, FileSystemEventHandler]] = [
            (Observer(), told),
            (PollingObserver(timeout=LATE), Seen(told)),
        ]
        try:
            for observer, handler in watches:
                observer.schedule(handler, str(seeds), recursive=True)
                observer.start()
                self._observers.append(observer)
        except OSError:
            return False
        return True

    def prove(self, archive: Archive, site: Path) -> list[Problem]:
        """Prove the pages that are new on the site, and give it a search index: the first build's, which takes longest."""
        new = [briefing for briefing in archive.facts if f"briefings/{briefing}.md" in self.shown]
        failed = [problem for briefing in new for problem in proof.check(archive.briefings[briefing], site)]
        if not self._index.exists():
            publish.index_alone(archive, site)
            shutil.copytree(site / "pagefind", self._index)
        elif not (site / "pagefind").exists():
            shutil.copytree(self._index, site / "pagefind")
        self._on_site = self._now
        return failed

    def end(self) -> None:
        """Remove what was kept."""
        for observer in self._observers:
            observer.stop()
            observer.join()
        shutil.rmtree(self._kept, ignore_errors=True)


def _yes() -> bool:
    return True


def _no() -> bool:
    return False


def _look(config: MkDocsConfig) -> str:
    """Return the fingerprint of what shows on every page: the theme's own folder and the settings."""
    theme = Path(config.theme.custom_dir or ".")
    files = sorted(file for file in theme.rglob("*") if file.is_file()) if config.theme.custom_dir else []
    # By names within the theme: MkDocs gives its folder as it was typed at first, and whole from the second build on.
    looks = [f"{file.relative_to(theme)} {fingerprints.of_file(file)}" for file in files]
    return fingerprints.of_all([fingerprints.of_file(Path(config.config_file_path or "")), *looks])
