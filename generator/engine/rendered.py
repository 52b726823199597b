"""Pages that MkDocs need not turn into HTML again: what Python-Markdown made of them is kept.

That step is most of a build (docs/scale.md). Only generated pages are kept: they include no other file.
"""

import copy
import gc
import logging
import multiprocessing
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import distributions
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import meta

from generator.disk import fingerprints
from generator.engine.pattern_pruning import PatternPruning
from generator.keeping import workers
from generator.keeping.cache import Cache

_log = logging.getLogger("mkdocs.plugins.briefings")

_MANY = 40
"""Pages from which processes gain: a page takes about 20 ms, a process that is forked as long as ten."""

_CHUNK = 20


@dataclass(frozen=True)
class Heading:
    """A heading in a page's table of contents."""

    title: str
    anchor: str
    level: int
    below: "tuple[Heading, ...]"


@dataclass(frozen=True)
class Rendered:
    """What MkDocs knows of a page once it is HTML.

    made_of: the fingerprint of its file and of what all pages depend on. meta: its front matter. anchors: its ids.
    links: to anchors of pages: the page, the anchor, the link as written. asked: the files that its links led to.
    """

    made_of: str
    meta: dict[str, Any]
    content: str
    contents: tuple[Heading, ...]
    title: str | None
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    asked: tuple[str, ...]


class Renderer:
    """Renders generated pages, or takes what was kept of them."""

    def __init__(self, cache: Cache, generated: Collection[str], config: MkDocsConfig) -> None:
        """Take a cache, the paths of the generated pages in docs/, and MkDocs' settings."""
        self._cache, self._generated = cache, generated
        self._known = cache.pages.made_of()
        settings = (config.markdown_extensions, config.mdx_configs, config.use_directory_urls, config.validation)
        self._of_every_page = fingerprints.of((cache.program, repr(settings), _installed()))

    def source(self, page: Page) -> str | None:
        """Return what MkDocs is to read of a page and take over its rendering, if it is a generated one; else None."""
        path = page.file.src_uri
        if path not in self._generated:
            return None
        source = page.file.content_string
        made_of, body = _made_of(path, source, self._of_every_page), _body(source)
        kept = self._cache.pages.page(path) if self._known.get(path) == made_of else None
        page.render = partial(self._render, page, made_of, body, kept)  # type: ignore[method-assign]  # MkDocs has no event
        return f"---\n{{}}\n---\n{body}" if kept else source  # its front matter is kept, and takes long to read

    def ahead(self, config: MkDocsConfig, files: Files, written: Collection[str]) -> None:
        """Render many pages in several processes, before MkDocs comes to them one by one.

        written: the paths of those that are new or changed. Where processes cannot be forked, nothing is done.
        """
        todo = [path for path in self._generated if path.endswith(".md") and (path in written or path not in self._known)]
        if len(todo) < _MANY or workers.processes() < 2 or "fork" not in multiprocessing.get_all_start_methods():
            return
        _log.info("Rendering %d pages in %d processes", len(todo), workers.processes())
        chunks = [todo[at : at + _CHUNK] for at in range(0, len(todo), _CHUNK)]
        fork = multiprocessing.get_context("fork")  # MkDocs' settings cannot be sent to a process, only inherited
        try:
            with workers.pool(fork, _begin, config, files, self._of_every_page) as runs:
                for chunk, found in zip(chunks, runs.map(_render_paths, chunks), strict=True):
                    for path, rendered in zip(chunk, found, strict=True):
                        self._keep(path, rendered)
        except BrokenExecutor:
            return  # what is missing is rendered when MkDocs comes to it

    def _render(self, page: Page, made_of: str, body: str, kept: Rendered | None, config: MkDocsConfig, files: Files) -> None:
        del page.render  # MkDocs asks once, and keeps the page to the end
        if kept:
            page.meta = kept.meta
        if page.markdown != body:  # another plugin has changed it
            Page.render(page, config, files)
        elif kept and files.src_uris.keys() >= set(kept.asked):
            _take(page, kept, files)
        else:
            self._keep(page.file.src_uri, _rendered(page, made_of, config, files))

    def _keep(self, path: str, found: Rendered | None) -> None:
        if found:
            self._known[path] = found.made_of
            self._cache.pages.keep(path, found.made_of, found)


@cache
def _installed() -> list[str]:
    """Return every installed package with its version: any of them may be a Markdown extension, or have a part in one."""
    return sorted(f"{found.name} {found.version}" for found in distributions())


def _made_of(path: str, source: str, every: str) -> str:
    return fingerprints.of_all((every, path, source))


def _body(source: str) -> str:
    """Return a page without its front matter, as MkDocs parts them."""
    head = meta.YAML_RE.match(source)
    return source[head.end() :].lstrip("\n") if head else source


def _take(page: Page, kept: Rendered, files: Files) -> None:
    """Put into a page what `Page.render` would."""
    page.content = kept.content
    page.toc = TableOfContents([_link(heading) for heading in kept.contents])
    if page.toc.items:
        page.toc.items[0].active = True  # type: ignore[attr-defined]  # as MkDocs does it
    page._title_from_render = kept.title  # noqa: SLF001  (MkDocs' own render writes it)
    page.present_anchor_ids = set(kept.anchors)
    page.links_to_anchors = {}
    for path, anchor, link in kept.links:
        page.links_to_anchors.setdefault(files.src_uris[path], {})[anchor] = link


def _link(heading: Heading) -> AnchorLink:
    link = AnchorLink(heading.title, heading.anchor, heading.level)
    link.children = [_link(below) for below in heading.below]
    return link


def _heading(link: AnchorLink) -> Heading:
    return Heading(link.title, link.id, link.level, tuple(map(_heading, link.children)))


def _rendered(page: Page, made_of: str, config: MkDocsConfig, files: Files) -> Rendered | None:
    """Render a page as MkDocs does, and return what to keep; None where it had something to say, which it must say again."""
    asked = _Asked(files)
    sparing = copy.copy(config)
    sparing.markdown_extensions = [*config.markdown_extensions, cast(str, PatternPruning())]
    with _listening() as said:
        Page.render(page, sparing, cast(Files, asked))
    links = page.links_to_anchors or {}
    return (
        None
        if said
        else Rendered(
            made_of,
            dict(page.meta),
            page.content or "",
            tuple(map(_heading, page.toc)),
            page._title_from_render,  # noqa: SLF001  (as above)
            tuple(sorted(page.present_anchor_ids or ())),
            tuple((file.src_uri, anchor, link) for file, found in links.items() for anchor, link in found.items()),
            tuple(sorted(asked.paths)),
        )
    )


class _Asked:
    """MkDocs' files, noting which of them a page's links lead to."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.paths: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        found = self._files.src_uris.get(path)  # without `PurePath`, through which MkDocs sends each path
        if found:
            self.paths.add(path)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs says meanwhile; it says it all the same."""
    said: list[logging.LogRecord] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = said.append  # type: ignore[method-assign,assignment]  # the handler does nothing else
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    try:
        yield said
    finally:
        log.removeHandler(handler)


_inherited: list[tuple[MkDocsConfig, Files, str]] = []
"""In a forked process: MkDocs' settings and files, and the fingerprint of what all pages depend on."""


def _begin(config: MkDocsConfig, files: Files, every: str) -> None:
    workers.end_with_parent()
    gc.freeze()  # what is inherited stays; to look through it for garbage takes time, and copies it
    _inherited.append((config, files, every))
    for handler in list(logging.getLogger("mkdocs").handlers):
        logging.getLogger("mkdocs").removeHandler(handler)  # what there is to say is said when the page is rendered again


def _render_paths(paths: Sequence[str]) -> list[Rendered | None]:
    config, files, every = _inherited[0]
    return [_render_path(path, config, files, every) for path in paths]


def _render_path(path: str, config: MkDocsConfig, files: Files, every: str) -> Rendered | None:
    file = files.get_file_from_path(path)
    if file is None:
        return None
    # A copy, so that nothing of it stays here: with what comes of 5,000 pages a process would grow by 600 MB.
    page, source = copy.copy(file.page or Page(None, file, config)), file.content_string
    page.markdown, page.meta = meta.get_data(source)
    return _rendered(page, _made_of(path, source, every), config, files)
