"""After the site is written: the search index, the policy, the sitemap, and the proof that pages say what their seeds say."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.archive import Archive
from generator.disk import atomic_writes
from generator.problems import Problem
from generator.publishing import pagefind, policy, proof, search_documents, sitemap


def publish(archive: Archive, site: Path, *, strictly: bool = False) -> list[Problem]:
    """Finish a site that an engine has written from docs/.

    site: the folder of HTML pages. strictly: make no search index of a site that is not as it must be. Returns what is
    not: a page that is missing, whose text differs from its seed's, or that holds what the policy refuses. Raises
    pagefind.SearchFailed.
    """
    with _new_folder() as copies:
        found = [*prove(archive, site, copies), *lock(site)]
        if not (found and strictly):
            pagefind.index(copies, site)
    return found


def index_alone(archive: Archive, site: Path) -> None:
    """Make the search index of a site that is neither proved nor locked. Raises pagefind.SearchFailed."""
    with _new_folder() as copies:
        for folder, file in _pages(site):
            _copy(proof.parsed(file.read_bytes()), folder, archive, copies)
        pagefind.index(copies, site)


def prove(archive: Archive, site: Path, copies: Path) -> list[Problem]:
    """Return the briefings whose page is missing or says something else than the seed, and pages that pass for others.

    What is proved is recorded on the site.

    copies: an empty folder for what the search index is made of, since each page is parsed once for both.
    """
    found, proved, seen, answered = list[Problem](), list[dict[str, str]](), set[str](), proof.answered_for(archive)
    for folder, file in _pages(site):
        page, identifier = proof.parsed(file.read_bytes()), folder.removeprefix("briefings/")
        if folder != identifier and identifier in archive.facts:
            seen.add(identifier)
            briefing = archive.briefings[identifier]
            differs = list(proof.compare(briefing, page))
            found += differs
            proved += [] if differs else [proof.entry(briefing)]
        else:
            found += proof.posing(page, folder, answered)
        _copy(page, folder, archive, copies)
    proof.record(proved, site)
    return [*found, *(proof.missing(facts.seed) for identifier, facts in archive.facts.items() if identifier not in seen)]


def _copy(page: Any, folder: str, archive: Archive, copies: Path) -> None:
    """Write what the search is to have of a page, if anything. page: from `proof.parsed`; it is used up."""
    if document := search_documents.of_page(page, folder, archive):
        pagefind.write(document, copies)


def _pages(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield the pages of a site with the folders that are their addresses there."""
    for file in sorted(site.rglob("index.html")):
        yield file.parent.relative_to(site).as_posix(), file


def lock(site: Path) -> list[Problem]:
    """Write the policy into every page of a site, and finish its sitemap.

    Returns what of a page the policy refuses. A second time changes nothing.
    """
    atomic_writes.remove_temporary(site)
    found = [problem for page in sorted(site.rglob("*.html")) for problem in lock_one(page, site)]
    sitemap.finish(site)
    return found


def lock_one(page: Path, site: Path) -> Iterator[Problem]:
    """Write the policy into one page, and yield what of it the policy refuses."""
    address = page.relative_to(site).as_posix()
    before = page.read_bytes()
    after = policy.bound(before)
    if after is None:
        yield policy.unbound(address)
    elif after != before:
        atomic_writes.write(site, page, after)  # a page that was cut short has a policy too
    yield from policy.check(before, address)


@contextmanager
def _new_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        yield Path(folder)
