"""What `mkdocs serve` keeps from one build to the next, so that an edit shows at once in a large archive too."""

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from generator.archive import Archive
from generator.disk import fingerprints
from generator.problems import Problem
from generator.publishing import proof, publish
from generator.writing import docs_folder


class ManualPageWatcher(FileSystemEventHandler):
    """Touches the reload trigger where somebody adds, edits or removes a page in docs/ that no build wrote.

    MkDocs watches paths as they were when it started, and docs/ as a whole cannot be watched: each build writes into it.
    """

    def __init__(self, docs: Path, reload_trigger: Path) -> None:
        """Take the folder, and a file that MkDocs watches."""
        self._docs, self._reload_trigger = docs, reload_trigger

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Touch it, unless a build wrote."""
        name = Path(os.fsdecode(event.src_path)).name
        if not (event.is_directory or name.startswith(".") or name in docs_folder.listed(self._docs)):
            self._reload_trigger.touch()


class Session:
    """One run of `mkdocs serve`: what its last build left on the site.

    Its builds are dirty ones, which write only the pages whose Markdown is new. MkDocs warns of these, since it overlooks
    pages that are gone and changes of the theme; `begin` sees to both.
    """

    def __init__(self, *, is_dirty: bool) -> None:
        """Begin with nothing on the site."""
        self.shown: set[str] = set()
        """The pages, by their paths in docs/, that were written and are not proved yet: some may be of a build that failed."""
        self.has_begun = False
        """Whether a build went before the present one."""
        self._is_dirty = is_dirty
        self._standing: dict[str, str] = {}
        self._now: Mapping[str, str] = {}
        self._on_site: Mapping[str, str] = {}
        self._look = self._look_now = ""
        self._kept = Path(tempfile.mkdtemp(prefix="briefings-"))
        self._index = self._kept / "pagefind"
        self.reload_trigger = self._kept / "reload_trigger"
        """A file that is written where a page is added or changed by hand, or a seed in a large archive."""
        self.reload_trigger.touch()
        self._told: frozenset[Problem] = frozenset()
        if is_dirty:
            logging.getLogger("mkdocs.commands.build").addFilter(lambda said: "'dirty' build" not in str(said.msg))

    def begin(self, files: Files, config: MkDocsConfig, states: Mapping[str, str]) -> None:
        """Take what is gone off the site, and have every page written anew where the look of all has changed.

        states: of the generated files, by path. Of those that stand on the site already MkDocs need not look at the times.
        """
        self.has_begun = bool(self._standing)
        on_site, self._now, self._on_site = self._on_site, states, {}
        standing = {file.src_uri: file.abs_dest_path for file in files}
        if self._is_dirty:
            for path in self._standing.keys() - standing.keys():
                _remove(Path(self._standing[path]))
            self._look_now = _look(config)
            for file in files:
                if self._look_now != self._look:
                    file.is_modified = _yes  # type: ignore[method-assign]  # MkDocs asks for the page's Markdown alone
                elif file.src_uri in states and states[file.src_uri] == on_site.get(file.src_uri):
                    file.is_modified = _no  # type: ignore[method-assign]  # there are tens of thousands
        self._standing = standing

    def news(self, found: Sequence[Problem]) -> list[Problem]:
        """Return the problems that the build before had not, so that those of one edit do not drown in the others."""
        new = [problem for problem in found if problem not in self._told]
        self._told = frozenset(found)
        return new

    def prove(self, archive: Archive, site: Path) -> list[Problem]:
        """Prove the pages that are new on the site, and give it a search index: the first build's, which takes longest."""
        new = [briefing for briefing in archive.facts if f"briefings/{briefing}.md" in self.shown]
        failed = [problem for briefing in new for problem in proof.check(archive.briefings[briefing], site)]
        if not self._index.exists():
            publish.index_alone(archive, site)
            shutil.copytree(site / "pagefind", self._index)
        elif not (site / "pagefind").exists():
            shutil.copytree(self._index, site / "pagefind")
        self._on_site, self._look = self._now, self._look_now
        if not failed:
            self.shown = set()
        return failed

    def end(self) -> None:
        """Remove what was kept."""
        shutil.rmtree(self._kept, ignore_errors=True)


def _remove(file: Path) -> None:
    """Remove a file that is there, and the folders it leaves empty: a file may come to stand where one of them was."""
    with suppress(OSError):
        file.unlink()
        os.removedirs(file.parent)


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
