"""The sitemap without the pages that ask search engines to stay away, and in parts where it is too long for one file."""

import gzip
import html
import io
import re
from pathlib import Path
from urllib.parse import unquote

from generator.disk import atomic_writes

_ENTRY = re.compile(rb"(?:\n[ \t]*)?<url>\s*<loc>([^<]*)</loc>(?:(?!<url>).)*?</url>", re.DOTALL)
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)">')
_UNLISTED = re.compile(rb'<meta name="robots" content="[^"]*\bnoindex\b')


_PART = re.compile(rb"<sitemap>\s*<loc>[^<]*/(sitemap-\d{1,5}\.xml)</loc>")

_INDEX = """<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</sitemapindex>
"""

MOST = 50_000
"""Addresses that one file may list; a longer list has an index of files (sitemaps.org, "Using Sitemap index files")."""


def parts(content: bytes) -> list[str]:
    """Return the names of the files that a sitemap says it has been parted into."""
    return [name.decode() for name in _PART.findall(content)]


def addresses(content: bytes) -> list[str]:
    """Return the addresses that a sitemap lists, in its order."""
    return [html.unescape(entry[1].decode("utf-8", "replace")).strip() for entry in _ENTRY.finditer(content)]


def finish(site: Path) -> None:
    """Take the pages whose `robots` says `noindex` out of a site's sitemap and its compressed copy; part what is too long."""
    file, home = site / "sitemap.xml", site / "index.html"
    if not file.is_file() or not home.is_file():
        return
    start = _CANONICAL.search(_head(home))
    before = file.read_bytes()
    after = _ENTRY.sub(lambda entry: b"" if start and _is_unlisted(entry[1], start[1], site) else entry[0], before)
    if start:
        after = _parted(after, start[1].decode("utf-8", "replace"), site)
    if after != before:
        if (site / "sitemap.xml.gz").is_file():  # first: a run that is killed between the two has the next one do both
            atomic_writes.write(site, site / "sitemap.xml.gz", _compressed(after))
        atomic_writes.write(site, file, after)


def _parted(content: bytes, start: str, site: Path) -> bytes:
    """Return a sitemap, or where it lists more than one file may the index of its parts, which are written."""
    entries = list(_ENTRY.finditer(content))
    if len(entries) <= MOST:
        return content
    lines = []
    for number, at in enumerate(range(0, len(entries), MOST), 1):
        inside = b"".join(entry[0] for entry in entries[at : at + MOST])
        whole = content[: entries[0].start()] + inside + content[entries[-1].end() :]
        atomic_writes.write(site, site / f"sitemap-{number}.xml", whole)
        lines.append(f"<sitemap><loc>{start}sitemap-{number}.xml</loc></sitemap>\n")
    return _INDEX.format("".join(lines)).encode()


def _is_unlisted(listed: bytes, start: bytes, site: Path) -> bool:
    address, begin = (html.unescape(one.decode("utf-8", "replace")).strip() for one in (listed, start))
    page = site / unquote(address.removeprefix(begin)) / "index.html"
    return address.startswith(begin) and page.is_file() and bool(_UNLISTED.search(_head(page)))


def _head(page: Path) -> bytes:
    return page.read_bytes().partition(b"</head>")[0]


def _compressed(content: bytes) -> bytes:
    """Return the compressed copy of a sitemap, without a date: the same sitemap, the same bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(content)
    return packed.getvalue()
