"""What `mkdocs serve` keeps from one build to the next, so that an edit shows at once in a large archive too."""

import logging
import shutil
import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from generator import fingerprints, proof, publish
from generator.archive import Archive
from generator.problems import Problem


class Session:
    """One run of `mkdocs serve`: what its last build left on the site.

    Its builds are dirty ones, which write only the pages whose Markdown is new. MkDocs warns of these, since it overlooks
    pages that are gone and changes of the theme; `begin` sees to both.
    """

    def __init__(self, *, is_dirty: bool) -> None:
        """Begin with nothing on the site."""
        self.shown: set[str] = set()
        """The pages, by their paths in docs/, that the present build has written."""
        self._is_dirty = is_dirty
        self._standing: dict[str, Path] = {}
        self._look = ""
        self._index: Path | None = None
        if is_dirty:
            logging.getLogger("mkdocs.commands.build").addFilter(lambda said: "'dirty' build" not in str(said.msg))

    @property
    def has_begun(self) -> bool:
        """Return whether a build went before."""
        return bool(self._standing)

    def begin(self, files: Files, config: MkDocsConfig) -> None:
        """Take what is gone off the site, and have every page written anew where the look of all has changed."""
        self.shown = set()
        standing = {file.src_uri: Path(file.abs_dest_path) for file in files}
        if self._is_dirty:
            for path in self._standing.keys() - standing.keys():
                self._standing[path].unlink(missing_ok=True)
            look = _look(config)
            if look != self._look:
                for file in files:
                    file.is_modified = lambda: True  # type: ignore[method-assign]  # MkDocs asks for the page's Markdown alone
            self._look = look
        self._standing = standing

    def prove(self, archive: Archive, site: Path) -> list[Problem]:
        """Prove the pages that are new on the site, and give it a search index: the first build's, which takes longest."""
        new = [briefing for briefing in archive.facts if f"briefings/{briefing}.md" in self.shown]
        failed = [problem for briefing in new for problem in proof.check(archive.briefings[briefing], site)]
        if self._index is None:
            publish.index(archive, site)
            self._index = Path(tempfile.mkdtemp(prefix="briefings-")) / "pagefind"
            shutil.copytree(site / "pagefind", self._index)
        elif not (site / "pagefind").exists():
            shutil.copytree(self._index, site / "pagefind")
        return failed

    def end(self) -> None:
        """Remove the index that was kept."""
        if self._index:
            shutil.rmtree(self._index.parent, ignore_errors=True)


def _look(config: MkDocsConfig) -> str:
    """Return the fingerprint of what shows on every page: the theme's own folder and the settings."""
    theme = Path(config.theme.custom_dir or ".")
    files = sorted(file for file in theme.rglob("*") if file.is_file()) if config.theme.custom_dir else []
    # By names within the theme: MkDocs gives its folder as it was typed at first, and whole from the second build on.
    looks = [f"{file.relative_to(theme)} {fingerprints.of_file(file)}" for file in files]
    return fingerprints.of_all([fingerprints.of_file(Path(config.config_file_path or "")), *looks])
