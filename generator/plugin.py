"""The MkDocs plugin: builds docs/ before MkDocs reads it, and publishes after the site is written."""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from generator import build, docs_folder, problems, publish
from generator.archive import Archive
from generator.cache import Busy, Cache

log = logging.getLogger("mkdocs.plugins.briefings")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """The plugin has no options; what an archive sets is in seeds/archive.yml."""


class BriefingsPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Calls what the command `briefings` calls, at MkDocs' own times."""

    archive: Archive
    cache: Cache | None = None
    kept_index: Path | None = None
    is_serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is `mkdocs serve`, which builds again and again."""
        del dirty
        self.is_serving = command == "serve"

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Bring docs/ up to the seeds, and tell what is wrong or open in them."""
        self.close()
        try:
            self.cache = Cache(_root(config))
        except Busy as error:
            raise PluginError(str(error)) from None
        self.archive, found = build.build(_root(config), self.cache)
        # MkDocs dates its sitemap by this; the clock would make each build differ.
        os.environ["SOURCE_DATE_EPOCH"] = str(build.newest_change(self.archive))
        for problem in found:
            level = logging.WARNING if problem.level == "error" else logging.INFO
            log.log(level, "%s", problems.as_text([problem]).rstrip())

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Prove the site, lock its pages and index it; a page that says something else than its seed ends the build."""
        try:
            self._publish(Path(config.site_dir))
        finally:
            self.close()

    def _publish(self, site: Path) -> None:
        failed = publish.prove(self.archive, site)
        if not self.is_serving:  # MkDocs reloads its pages by a script in them, which the policy refuses
            failed += publish.lock(site)
        if failed:
            raise PluginError(problems.as_text(failed))
        if self.kept_index:
            shutil.copytree(self.kept_index, site / "pagefind", dirs_exist_ok=True)
            return
        publish.index(self.archive, site)
        if self.is_serving:  # one index a session: the next builds would empty the site of it
            self.kept_index = Path(tempfile.mkdtemp(prefix="briefings-")) / "pagefind"
            shutil.copytree(site / "pagefind", self.kept_index)

    def on_build_error(self, *, error: Exception) -> None:
        """Let the next build in."""
        del error
        self.close()

    def close(self) -> None:
        """Let the next build in; nothing more can be read of the archive."""
        if self.cache:
            self.cache.close()
            self.cache = None

    def on_shutdown(self) -> None:
        """Remove the index kept for `mkdocs serve`."""
        self.close()
        if self.kept_index:
            shutil.rmtree(self.kept_index.parent, ignore_errors=True)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Watch what people write and not what the build writes, so that one edit is one build."""
        del builder
        docs = Path(config.docs_dir)
        server.unwatch(config.docs_dir)
        server.watch(str(_root(config) / "seeds"))
        server.watch(str(Path(__file__).parent / "templates"))
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        generated = docs_folder.listed(docs) | {docs_folder.MANIFEST}
        for file in sorted(docs.rglob("*")):
            if file.is_file() and file.relative_to(docs).as_posix() not in generated:
                server.watch(str(file))
        return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").parent
