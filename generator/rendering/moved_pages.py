"""The pages that stand at retired addresses and lead to what took their place."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from generator.archive import Archive
from generator.rendering import pages, wording
from generator.rendering.pages import Plan


def plans(archive: Archive) -> Iterator[Plan]:
    """Yield a plan for a page at each id that a briefing, an actor or a source had before."""
    for briefing in archive.facts.values():
        for old in briefing.seed.edits.formerly:
            yield _moved("briefings", old.text, briefing.seed.id, wording.shown_title(briefing.seed))
    for seed in archive.withdrawn.values():
        for old in seed.edits.formerly:
            yield _moved("briefings", old.text, seed.id, wording.title_without_text(seed))
    for actor in archive.registry.actors.values():
        for old in actor.formerly:
            yield _moved("actors", old.text, actor.id, actor.name.text)
    for source in archive.registry.sources.values():
        for old in source.formerly:
            yield _moved("sources", old.text, source.id, source.name.text)


def _moved(folder: str, old: str, new: str, title: str) -> Plan:
    return Plan(f"{folder}/{old}.md", _page, (folder, old, new, title))


def _page(archive: Archive, folder: str, old: str, new: str, title: str) -> bytes:
    path, target = f"{folder}/{old}.md", f"{folder}/{new}.md"
    address = "../" + relpath(target, PurePosixPath(path).parent).removesuffix(".md") + "/"
    canonical = f"{archive.site.url}{folder}/{quote(new)}/" if archive.site.url else address
    meta = {"title": title, "robots": "noindex", "moved_to": address, "canonical": canonical}
    return pages.render("moved.md", path, meta, target=target, title=title)
