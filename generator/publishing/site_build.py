"""The whole way to site/: MkDocs builds beside it, and what it built takes its place only when all of it is well."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from generator.disk.turns import Turn

LOCK = ".generated.site.lock"
"""In docs/; locked while a site is built and put in its place. MkDocs, the part in between, locks the archive itself."""


def build(root: Path) -> bool:
    """Build an archive's site strictly, and put it in the place of `site/`; return whether all went well.

    root: the folder that holds mkdocs.yml. What MkDocs says goes to the terminal. Whatever ends this, `site/` is the last
    one or the new one, but for a moment in which the last is `site.old/`: the next call puts it back. Raises Busy, OSError.
    """
    turn = Turn(root / "docs" / LOCK)
    try:
        _mend(root)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "site.new"]  # MkDocs empties it first
        done = subprocess.run(command, cwd=root, check=False)  # noqa: S603  (our own arguments)
        if done.returncode == 0:
            _swap(root)
    finally:
        turn.end()
    return done.returncode == 0


def _mend(root: Path) -> None:
    """Put the last site back where a swap was cut short."""
    if os.path.lexists(root / "site.old") and not os.path.lexists(root / "site"):
        (root / "site.old").rename(root / "site")


def _swap(root: Path) -> None:
    if hasattr(os, "sync"):
        os.sync()  # or a power cut could leave a site of empty pages, and take the old one
    _remove(root / "site.old")
    if os.path.lexists(root / "site"):
        (root / "site").rename(root / "site.old")
    (root / "site.new").rename(root / "site")
    _remove(root / "site.old")


def _remove(folder: Path) -> None:
    """Remove a folder, or a link to one."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
