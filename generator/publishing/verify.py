"""Whether a published site says what the seeds say: each briefing's page and file, the record of the proof, and no more.

Of every other page it sees that it is there and that nothing in it can run.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from generator import build
from generator.archive import Archive, Progress
from generator.briefing import Briefing
from generator.disk.files import MAX_BYTES
from generator.problems import Problem
from generator.publishing import policy, proof, sitemap
from generator.publishing.site_files import AT_ONCE, Absent, NoAnswer, SiteFiles, Unreadable
from generator.seed import Seed, SeedFacts
from generator.text.markup import folded

PAGE_BYTES = 64_000_000
"""The longest page that is read: eight times the longest seed."""

LIST_BYTES = 2_000
"""Bytes of the sitemap or the record for each briefing or page that a site may have, and a hundred times that for the rest."""

_AGAIN = "publish the site again from these seeds; if it comes back, find out who else can write there"
_BRIEFING = re.compile(r"briefings/([^/?#]+)/$")
_NOT_FOUND = "404.html"
"""What a server sends in place of a page that is not there; some do not tell it by its own name."""

_PAGE = re.compile(r"(?:(?!\.{1,2}/)[^/]+/)*")
"""A page's address below the home page, which leads to no other folder or host."""


@dataclass(frozen=True)
class Listed:
    """What a site says of itself.

    recorded: the entries of its proof, by id; None without one. briefings: the ids of those that it has. pages: the
    addresses that its sitemap lists, from its home page on.
    """

    recorded: dict[str, dict[str, Any]] | None
    briefings: frozenset[str]
    pages: frozenset[str]


def verify(archive: Archive, site: SiteFiles, told: Progress = lambda _done, _all: None) -> list[Problem]:
    """Compare a published site with an archive.

    told: after each page. Returns what differs, sorted. Raises NoAnswer where the site cannot be reached.
    """
    listed, found = _listed(archive, site)
    checks = [partial(_briefing, briefing, site, listed) for briefing in archive.briefings.values()]
    checks += [partial(_withdrawn, seed, site) for seed in archive.withdrawn.values()]
    checks += [partial(_other, address, site) for address in _others(archive, listed)]
    with ThreadPoolExecutor(AT_ONCE) as workers:
        try:
            for done, problems in enumerate(workers.map(_collected, checks), 1):
                found += problems
                told(done, len(checks))
        finally:  # a site that stopped to answer, or a person who did: nothing more is asked for
            workers.shutdown(cancel_futures=True)
    return sorted({*found, *_strays(archive, listed)})


def _collected(check: Callable[[], Iterator[Problem]]) -> list[Problem]:
    return list(check())


def _briefing(briefing: Briefing, site: SiteFiles, listed: Listed) -> Iterator[Problem]:
    """Yield what is wrong with one briefing's page, with the file of its seed, and with what the site says of both."""
    path, wanted = briefing.seed.path, proof.entry(briefing)
    try:
        page = site.read(wanted["page"], "text/html", PAGE_BYTES)
    except Unreadable as error:
        yield _unread(path, wanted["page"], error)
    else:
        yield from proof.compare(briefing, proof.parsed(page))
        yield from _policy(page, wanted["page"])
    yield from _file(briefing.seed, wanted["seed"], site)
    if listed.recorded is not None and listed.recorded.get(briefing.id) != wanted:
        message = f"{proof.RECORD} does not say of this briefing what its seed says."
        yield Problem(path, 0, 0, "proof-differs", message, _AGAIN)


def _policy(page: bytes, address: str) -> Iterator[Problem]:
    if policy.bound(page) != page:
        yield policy.unbound(address)
    yield from policy.check(page, address)


def _file(seed: Seed, address: str, site: SiteFiles) -> Iterator[Problem]:
    try:
        same = site.read(address, "text/plain", MAX_BYTES) == seed.raw
    except Unreadable as error:
        yield _unread(seed.path, address, error)
        return
    if not same:
        message = f"The site's file of the seed ({address}) has other bytes than the seed."
        yield Problem(seed.path, 0, 0, "seed-differs", message, _AGAIN)


def _unread(path: str, address: str, error: Unreadable) -> Problem:
    if isinstance(error, NoAnswer):
        raise error
    message = f"The site's {address} {error}."
    return Problem(path, 0, 0, "page-missing" if isinstance(error, Absent) else "unreadable", message, _AGAIN)


def _withdrawn(seed: SeedFacts, site: SiteFiles) -> Iterator[Problem]:
    """Yield where a withdrawn briefing's page does not say so, and where its text is still to be had."""
    address, file = f"briefings/{quote(seed.id)}/", f"data/seeds/{quote(seed.id)}.txt"
    try:
        page = site.read(address, "text/html", PAGE_BYTES)
    except Unreadable as error:
        yield _unread(seed.path, address, error)
    else:
        reason = folded(seed.edits.withdrawn.reason) if seed.edits.withdrawn else ""
        if proof.text_of_page(page) or reason not in proof.words_of_page(page):
            message = "The briefing is withdrawn, and its page does not say so with the reason given, or still has a text."
            yield Problem(seed.path, 0, 0, "not-withdrawn", message, _AGAIN)
        yield from _policy(page, address)
    try:
        site.read(file, "", MAX_BYTES)
    except Absent:
        return
    except Unreadable as error:
        yield _unread(seed.path, file, error)
        return
    yield Problem(seed.path, 0, 0, "not-withdrawn", f"The briefing is withdrawn, and {file} still has its text.", _AGAIN)


def _others(archive: Archive, listed: Listed) -> list[str]:
    """Return the addresses of all pages but the briefings': those that the program writes, and those that a site lists."""
    written = (path for plan in build.plans(archive) for path in plan.paths if path.endswith(".md"))
    folders = (f"/{path}".removesuffix(".md").removesuffix("/index") for path in written)
    briefings = {f"briefings/{identifier}/" for identifier in (*archive.briefings, *archive.withdrawn)}
    return sorted(({f"{folder}/".removeprefix("/") for folder in folders} | listed.pages | {_NOT_FOUND}) - briefings)


def _other(address: str, site: SiteFiles) -> Iterator[Problem]:
    """Yield where a page that is no briefing's is missing, or something in it could run."""
    name = address or "index.html"
    try:
        page = site.read(quote(address), "text/html", PAGE_BYTES)
    except Unreadable as error:
        if not (isinstance(error, Absent) and address == _NOT_FOUND):
            yield _unread(name, name, error)
    else:
        yield from _policy(page, name)


def _strays(archive: Archive, listed: Listed) -> Iterator[Problem]:
    """Yield the briefings that a site lists and no seed answers for."""
    for identifier in sorted({*(listed.recorded or ()), *listed.briefings} - {"archive"} - proof.answered_for(archive)):
        message = "The site has or lists a briefing that no seed answers for."
        yield Problem(f"briefings/{identifier}/", 0, 0, "page-without-seed", message, _AGAIN)


def _listed(archive: Archive, site: SiteFiles) -> tuple[Listed, list[Problem]]:
    """Return what a site says of itself, and what of that cannot be read."""
    found: list[Problem] = []
    most = LIST_BYTES * (100 + 2 * len(archive.briefings) + 10 * len(archive.registry.actors))
    recorded, pages = None, list[str]()
    try:
        recorded = _recorded(site.read(proof.RECORD, "", most))
    except (Unreadable, ValueError) as error:
        found.append(_no_list(proof.RECORD, error))
    try:
        listed = site.read("sitemap.xml", "", most)
        pages = sitemap.addresses(listed)
        for name in sitemap.parts(listed):
            part = site.read(name, "", most)
            most -= len(part)  # all parts together list no more than one file could
            pages += sitemap.addresses(part)
    except Unreadable as error:
        found.append(_no_list("sitemap.xml", error))
    matches = (_BRIEFING.search(address) for address in pages)
    in_sitemap = {unquote(match[1]) for match in matches if match}
    return Listed(recorded, frozenset(in_sitemap | site.folders("briefings")), frozenset(_below_home(pages))), found


def _below_home(addresses: Sequence[str]) -> Iterator[str]:
    """Yield addresses as they follow upon the shortest, which is the home page's; those that lead elsewhere are left out."""
    home = min(addresses, key=len, default="")
    below = (unquote(address.removeprefix(home)) for address in addresses if address.startswith(home))
    yield from filter(_PAGE.fullmatch, below)


def _recorded(content: bytes) -> dict[str, dict[str, Any]]:
    """Return the entries of `data/proof.json`. Raises ValueError where it is none."""
    try:
        read = json.loads(content)
        if read["format"] != proof.FORMAT:
            raise ValueError(f"is of another format: {str(read['format'])[:60]!r}")
        found = {str(entry["id"]): entry for entry in read["briefings"]}
    except (KeyError, TypeError, RecursionError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError("is no record of a proof") from error
    if len(found) < len(read["briefings"]):
        raise ValueError("has a briefing twice")
    return found


def _no_list(name: str, error: Exception) -> Problem:
    if isinstance(error, NoAnswer):
        raise error
    return Problem(name, 0, 0, "proof-differs", f"The site's {name} {error}.", _AGAIN)
