"""The whole way to site/: MkDocs builds beside it, and what it built takes its place only when all of it is well."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from generator.disk.locks import Lock
from generator.publishing import proof

LOCK = ".generated.site.lock"
"""In docs/; locked while a site is built and put in its place. MkDocs, the part in between, locks the archive itself."""

_GIT = ".git"
"""A folder, or in a worktree a file: the one thing on a site that no build makes and that would be lost with the last site."""


class InTheWay(Exception):
    """Raised before the work where something of the user's would be lost or nothing could be exchanged; says what to do."""


class _Places(NamedTuple):
    """Where a site stands, and beside it the one that is built and the last one, while they change places.

    site: where `site` is a link, the folder that it leads to. new, old: names that are this program's alone.
    """

    site: Path
    new: Path
    old: Path


def build(root: Path) -> bool:
    """Build an archive's site strictly, and put it in the place of `site/`; return whether all went well.

    root: the folder that holds mkdocs.yml. What MkDocs says goes to the terminal. Whatever ends this, `site/` is the last
    one or the new one, but for a moment in which the last is `.site.old/`: the next call puts it back. A `.git` in it goes
    over to the new one; a link stays one. Raises InTheWay, Busy, OSError.
    """
    lock = Lock(root / "docs" / LOCK)
    try:
        places = _places(root)
        _refuse(root, places)
        _mend(places)
        _remove(places.new)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(places.new)]
        done = subprocess.run(command, cwd=root, check=False)  # noqa: S603  (our own arguments)
        if done.returncode == 0:
            _swap(places)
    finally:
        lock.end()
    return done.returncode == 0


def _places(root: Path) -> _Places:
    site = Path(os.path.realpath(root / "site"))
    return _Places(site, site.parent / f".{site.name}.new", site.parent / f".{site.name}.old")


def _refuse(root: Path, places: _Places) -> None:
    """Raise InTheWay where the exchange could not be made, or would take away what no build made."""
    site, here = places.site, Path(os.path.realpath(root))
    for place in places:
        if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
            raise InTheWay(f"{place} is no folder. Move it away.")
    if os.path.ismount(site):
        raise InTheWay(
            f"Something is mounted at {site}, which no other folder can replace. Mount it elsewhere, and make site a link to a "
            "folder in it; or call `mkdocs build --strict`, which empties the folder first and then writes into it."
        )
    if not os.access(site.parent, os.W_OK):
        raise InTheWay(f"The new site is built beside the last one, and nothing can be written in {site.parent}.")
    if site != here / "site" and not _may_be_replaced(site, here):
        raise InTheWay(
            f"site is a link to {site}, which holds no site of an archive and would be replaced. "
            "Let it lead to an empty folder."
        )
    if all(os.path.lexists(place / _GIT) for place in (site, places.old)):
        raise InTheWay(f"{site} and {places.old} both hold a {_GIT}. Take away the one that you do not want.")


def _may_be_replaced(target: Path, root: Path) -> bool:
    """Return whether a folder that `site` leads to is missing or empty, or holds the record that each site of ours has."""
    if not target.exists():
        return True
    is_ours = (target / proof.RECORD).is_file() or {entry.name for entry in target.iterdir()} <= {_GIT}
    return is_ours and not root.is_relative_to(target)


def _mend(places: _Places) -> None:
    """Put the last site back, or its `.git`, where a swap was cut short."""
    if places.old.exists() and not places.site.exists():
        places.old.rename(places.site)
    _keep_git(places)


def _swap(places: _Places) -> None:
    if hasattr(os, "sync"):
        os.sync()  # or a power cut could leave a site of empty pages, and take the old one
    _remove(places.old)
    if places.site.exists():
        places.site.rename(places.old)
    places.new.rename(places.site)
    _keep_git(places)
    _remove(places.old)


def _keep_git(places: _Places) -> None:
    if os.path.lexists(places.old / _GIT):
        (places.old / _GIT).rename(places.site / _GIT)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
