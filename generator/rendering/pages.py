"""What every page is: a plan, and a template filled in as Markdown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import quote

import jinja2

from generator import problems
from generator.archive import Archive
from generator.rendering import wording
from generator.text import dates
from generator.text.markup import Markdown, address, attribute, external, front_matter, in_language, link, plain, spoken


@dataclass(frozen=True)
class Plan:
    """A file for docs/ or several made in one go, and how.

    path: its path there, with forward slashes. make: a pure function of the archive and of what is given, that returns
    its bytes; where there are several files, those of each. given: plain values. also: the paths of the further files.
    """

    path: str
    make: Callable[..., bytes | tuple[bytes, ...]]
    given: tuple[Any, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all its files."""
        return (self.path, *self.also)

    def contents(self, archive: Archive) -> dict[str, bytes]:
        """Return the bytes of its files, by path."""
        made = self.make(archive, *self.given)
        return dict(zip(self.paths, (made,) if isinstance(made, bytes) else made, strict=True))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Whatever a template prints is text to be shown, unless it is Markdown of our making.
        finalize=lambda value: value if isinstance(value, Markdown) else plain(str(value)),
        autoescape=False,  # noqa: S701  (finalize escapes for Markdown, which covers HTML)
    )
    environment.filters |= {
        "attribute": lambda text: Markdown(attribute(text)),
        "words": dates.in_words,
        "listed": wording.listed,
        "quotation": wording.quotation,
        "stop": lambda words: Markdown("" if words.rstrip(']”"’ ').endswith((".", "!", "?", "…", "。")) else "."),
    }
    environment.filters |= {"capital": wording.capital, "in_language": in_language, "spoken": spoken}
    environment.globals |= {"link": link, "external": external, "plural": problems.plural, "counted": wording.counted}
    return environment


def render(template: str, path: str, meta: dict[str, Any], **values: Any) -> bytes:
    """Return a page's bytes. template: its name below templates/. path: in docs/. meta: its front matter."""
    body = _environment().get_template(template).render(to=_relative(path), **values)
    return (front_matter(meta) + "\n" + _tidy(body)).encode()


def _relative(path: str) -> Callable[[str], Markdown]:
    """Return what gives the way from a page to a file, both paths in docs/."""
    folder = path.rpartition("/")[0]

    def to(target: str) -> Markdown:
        other, _, name = target.rpartition("/")
        return Markdown(_way(folder, other) + name)

    return to


@lru_cache(maxsize=1024)  # there are few folders, and a page has many links
def _way(folder: str, other: str) -> str:
    """Return what stands before a file's name on the way to it from a folder in docs/ to another."""
    way = relpath(f"/{other}", f"/{folder}")
    return "" if way == "." else f"{way}/"


def _tidy(body: str) -> str:
    """Return Markdown with at most one blank line in a row, as a person would write it."""
    lines = "\n".join(map(str.rstrip, body.strip().split("\n")))
    return re.sub(r"\n\n\n+", "\n\n", lines) + "\n"


def correction_address(archive: Archive, page: str) -> str:
    """Return where a reader asks for a correction of a page ("" for none in particular): by mail, or by the archive's form."""
    contact = archive.registry.settings.contact
    if "@" in contact and not contact.startswith(("http://", "https://")):
        subject = f"Correction: {page}" if page else "Correction"
        return address(f"mailto:{contact.removeprefix('mailto:')}?subject={subject}")
    return address(contact)


def edit_address(archive: Archive, path: str) -> str:
    """Return where a reader sees a file or folder in the project's repository and can offer a change; "" without one.

    GitHub's and GitLab's addresses for editing want a branch's name (`edit/HEAD` leads nowhere); those for reading take
    HEAD for the default branch, and the way to edit is a button there.
    """
    repository = archive.registry.settings.repository.rstrip("/")
    view = "blob" if path.endswith(".yml") else "tree"
    return f"{repository}/{view}/HEAD/{quote(path)}" if repository else ""
