"""The MkDocs plugin: builds docs/ before MkDocs reads it, and publishes after the site is written."""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import build, problems
from generator.archive import Archive, Progress
from generator.disk import file_names, tree
from generator.disk.locks import Busy
from generator.engine import seed_watch
from generator.engine.rendered import Renderer
from generator.engine.seed_watch import SeedWatch
from generator.engine.serving import ManualPageWatcher, Session
from generator.keeping import cache
from generator.keeping.cache import Cache
from generator.problems import Problem
from generator.publishing import pagefind, publish
from generator.rendering import wording
from generator.writing import docs_folder

log = logging.getLogger("mkdocs.plugins.briefings")


_PATIENCE = 300
"""Seconds for which `mkdocs serve` waits for a build elsewhere: longer than a first one of 10,000 briefings takes."""


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """The plugin has no options; what an archive sets is in seeds/archive.yml."""


class BriefingsPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Calls what the command `briefings` calls, at MkDocs' own times."""

    archive: Archive
    cache: Cache | None = None
    renderer: Renderer
    session: Session | None = None
    watch: SeedWatch | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is `mkdocs serve`, which builds again and again."""
        self.session = Session(is_dirty=dirty) if command == "serve" else None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Bring docs/ up to the seeds, and tell what is wrong or open in them."""
        self.close()
        if self.watch:
            self.watch.build_begins()
        if why := tree.why_closed(_root(config)):
            raise PluginError(f"seeds/ cannot be read: {why}")
        if links := _links(config):  # MkDocs copies what they lead to
            raise PluginError(problems.as_text(links))
        try:
            self.cache = self._in_turn(_root(config))
            self.archive, found = build.build(_root(config), self.cache, _tell)
        except Busy as error:
            raise PluginError(str(error)) from None
        except OSError as error:
            raise PluginError(f"docs/ cannot be written: {error}") from None
        self.renderer = Renderer(self.cache, docs_folder.listed(Path(config.docs_dir)), config)
        # MkDocs dates its sitemap by this; the clock would make each build differ.
        os.environ["SOURCE_DATE_EPOCH"] = str(build.newest_change(self.archive))
        told = self.session.news(found) if self.session else found
        for problem in told:
            level = logging.WARNING if problem.level == "error" else logging.INFO
            log.log(level, "%s", problems.as_text([problem]).rstrip())
        if len(told) < len(found):
            log.info("%s as at the last build", wording.counted(len(found) - len(told), "problem"))

    def _in_turn(self, root: Path) -> Cache:
        """Open the cache; under `mkdocs serve`, which answers nobody once a build has failed, after a build that is running."""
        end = time.monotonic() + (_PATIENCE if self.session else 0)
        while True:
            try:
                return cache.to_build(root)
            except Busy:
                if time.monotonic() > end:
                    raise
            time.sleep(0.2)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Under `mkdocs serve --dirty`, see to what MkDocs would overlook."""
        if self.session:
            self.session.begin(files, config, docs_folder.as_left(self.cache) if self.cache else {})
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Render many pages side by side before MkDocs goes through them."""
        if self.cache and not (self.session and self.session.has_begun):
            self.renderer.ahead(config, files, self.cache.written)
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Take over the rendering of generated pages."""
        del config
        return self.renderer.source(page)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Note which pages are new on the site."""
        del config
        if self.session:
            self.session.shown.add(page.file.src_uri)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Prove the site, lock its pages and index it; a page that says something else than its seed ends the build."""
        site = Path(config.site_dir)
        try:
            # MkDocs reloads what it serves by a script in each page, which the policy would refuse.
            serves = self.session
            failed = serves.prove(self.archive, site) if serves else publish.publish(self.archive, site, strictly=True)
        except (OSError, pagefind.SearchFailed) as error:
            raise PluginError(f"The site cannot be finished: {error}") from None
        finally:
            self.close()
        if failed:
            raise PluginError(problems.as_text(failed))

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
        """Remove what was kept for `mkdocs serve`."""
        self.close()
        if self.watch:
            self.watch.end()
        if self.session:
            self.session.end()

    def _is_told_of_seeds(self, root: Path) -> bool:
        """Have the system tell of changes below seeds/ where they are many, and return whether it does."""
        if self.session and len(self.archive.facts) >= seed_watch.MANY:
            with suppress(OSError):  # some systems allow a program to watch few folders only
                self.watch = SeedWatch(root, self.session.reload_trigger)
        return self.watch is not None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Watch what people write and not what the build writes, so that one edit is one build."""
        del builder
        docs = Path(config.docs_dir)
        server.unwatch(config.docs_dir)
        if not self._is_told_of_seeds(_root(config)):
            server.watch(str(_root(config) / "seeds"))
        server.watch(str(Path(__file__).parent / "templates"))
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        generated = docs_folder.listed(docs) | {docs_folder.MANIFEST}
        for file in sorted(docs.rglob("*")):
            if file.is_file() and file.parent != docs and file.relative_to(docs).as_posix() not in generated:
                server.watch(str(file))
        if self.session:
            server.watch(str(self.session.reload_trigger))
            server.observer.schedule(ManualPageWatcher(docs, self.session.reload_trigger), str(docs), recursive=False)
        return server


def _tell(stage: str) -> Progress:
    log.info(stage)
    return lambda _done, _all: None


def _links(config: MkDocsConfig) -> list[Problem]:
    """Return an error for each symbolic link in what MkDocs copies from the archive: docs/ and its own part of the theme."""
    folders = [config.docs_dir, *([config.theme.custom_dir] if config.theme.custom_dir else [])]
    return [problem for folder in folders for problem in file_names.links(_root(config), Path(folder))]


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").parent
