"""After the site is written: the search index, the policy, the sitemap, and the proof that pages say what their seeds say."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator import policy, proof, search_index, sitemap, whole_files
from generator.archive import Archive
from generator.problems import Problem


class SearchFailed(Exception):
    """Raised when the search index cannot be made; the message is Pagefind's own."""


def publish(archive: Archive, site: Path) -> list[Problem]:
    """Finish a site that an engine has written from docs/.

    site: the folder of HTML pages. Returns what is not as it must be: a page that is missing, whose
    text differs from its seed's, or that holds what the policy refuses. Raises SearchFailed.
    """
    index(archive, site)
    return [*prove(archive, site), *lock(site)]


def finish(archive: Archive, site: Path) -> list[Problem]:
    """Prove and lock a site, and make its search index where that went well. Returns and raises as `publish`."""
    failed = [*prove(archive, site), *lock(site)]
    if not failed:
        index(archive, site)
    return failed


def prove(archive: Archive, site: Path) -> list[Problem]:
    """Return the briefings whose page is missing from a site or says something else than the seed; record the others."""
    found: list[Problem] = []
    proved = []
    for briefing in archive.briefings.values():
        problems = list(proof.check(briefing, site))
        found += problems
        if not problems:
            proved.append(proof.entry(briefing))
    proof.record(proved, site)
    return found


def lock(site: Path) -> list[Problem]:
    """Write the policy into every page of a site, and take those that are not to be listed out of its sitemap.

    Returns what of a page the policy refuses. A second time changes nothing.
    """
    whole_files.sweep(site)
    found = [problem for page in sorted(site.rglob("*.html")) for problem in lock_one(page, site)]
    sitemap.leave_out_unlisted(site)
    return found


def lock_one(page: Path, site: Path) -> Iterator[Problem]:
    """Write the policy into one page, and yield what of it the policy refuses."""
    address = page.relative_to(site).as_posix()
    before = page.read_bytes()
    after = policy.bound(before)
    if after is None:
        yield policy.unbound(address)
    elif after != before:
        whole_files.write(site, page, after)  # a page that was cut short has a policy too
    yield from policy.check(before, address)


def index(archive: Archive, site: Path) -> None:
    """Make the search index of a site, in `pagefind/`; an index that is there already goes first. Raises SearchFailed."""
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        pages, made = Path(folder, "pages"), Path(folder, "pagefind")
        pages.mkdir()
        search_index.write(archive, site, pages)
        command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(made)]
        command += ["--exclude-selectors", search_index.IGNORED]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own arguments)
        if done.returncode:
            raise SearchFailed(done.stdout + done.stderr)
        # Only now, and by this process: where it was killed, Pagefind goes on, and would write into the next run's index.
        shutil.rmtree(site / "pagefind", ignore_errors=True)
        shutil.copytree(made, site / "pagefind")
