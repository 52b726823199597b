"""After the site is written: the search index, and the proof that every page says what its seed says."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generator import proof, search_index
from generator.archive import Archive
from generator.problems import Problem


class SearchFailed(Exception):
    """Raised when the search index cannot be made; the message is Pagefind's own."""


def publish(archive: Archive, site: Path) -> list[Problem]:
    """Finish a site that an engine has written from docs/.

    site: the folder of HTML pages. Returns what is not as it must be: a page that is missing, or whose
    text differs from its seed's. Raises SearchFailed.
    """
    index(archive, site)
    return prove(archive, site)


def prove(archive: Archive, site: Path) -> list[Problem]:
    """Return the briefings whose page is missing from a site or says something else than the seed."""
    return proof.check(archive, site)


def index(archive: Archive, site: Path) -> None:
    """Make the search index of a site, in `pagefind/`; an index that is there already goes first. Raises SearchFailed."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        search_index.write(archive, site, Path(folder))
        command = [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", str(site.absolute() / "pagefind")]
        command += ["--exclude-selectors", search_index.IGNORED]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own arguments)
    if done.returncode:
        raise SearchFailed(done.stdout + done.stderr)
