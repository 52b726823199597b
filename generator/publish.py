"""After the site is written: the search index, and the proof that every page says what its seed says."""

import shutil
import subprocess
import sys
from pathlib import Path

from generator import proof
from generator.archive import Archive
from generator.problems import Problem


class SearchFailed(Exception):
    """Raised when the search index cannot be made; the message is Pagefind's own."""


def publish(archive: Archive, site: Path) -> list[Problem]:
    """Finish a site that an engine has written from docs/.

    site: the folder of HTML pages. Returns what is not as it must be: a page that is missing, or whose
    text differs from its seed's. Raises SearchFailed.
    """
    index(site)
    return prove(archive, site)


def prove(archive: Archive, site: Path) -> list[Problem]:
    """Return the briefings whose page is missing from a site or says something else than the seed."""
    return proof.check(archive, site)


def index(site: Path) -> None:
    """Make the search index of a site, in `pagefind/`; an index that is there already goes first."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--exclude-selectors", ".headerlink"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own arguments)
    if done.returncode:
        raise SearchFailed(done.stdout + done.stderr)
