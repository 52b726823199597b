"""Fingerprints: short texts that differ wherever what they stand for differs."""

import hashlib
import importlib.metadata
import os
import stat
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

JUST_NOW = 50_000_000
"""Nanoseconds within which a file may change twice and show one time: five ticks of a slow kernel clock."""

_MAKERS = ("babel", "jinja2", "markdown-it-py", "pyyaml", "lxml")
"""Libraries on which the bytes that a build writes depend."""


def of(value: Any) -> str:
    """Return the fingerprint of a value that `repr` writes out whole and always alike: no sets, no plain objects."""
    return of_bytes(repr(value).encode("utf-8", "surrogatepass"))


def of_bytes(content: bytes) -> str:
    """Return the fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()[:32]


def of_all(parts: Iterable[str]) -> str:
    """Return one fingerprint of several, in their order."""
    return of_bytes("\n".join(parts).encode("utf-8", "surrogatepass"))


def of_program() -> str:
    """Return the fingerprint of this program: its code, its templates, its libraries' versions, and Python's."""
    folder = Path(__file__).parents[1]
    files = sorted(path for ending in ("*.py", "*.md", "*.html", "*.yml", "*.json") for path in folder.rglob(ending))
    own = (f"{path.relative_to(folder).as_posix()} {of_bytes(path.read_bytes())}" for path in files)
    return of_all([*own, *(f"{name} {importlib.metadata.version(name)}" for name in _MAKERS), sys.version])


def state_of(file: Path | str) -> str:
    """Return what tells whether a file was touched: its kind, size, inode and times; "" where there is none."""
    try:
        found = os.lstat(file)
    except OSError:
        return ""
    return f"{found.st_mode} {found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


def is_file(state: str) -> bool:
    """Return whether a state is that of a plain file: no folder, no link."""
    return stat.S_ISREG(int(state.split(" ", 1)[0]))


def is_settled(state: str) -> bool:
    """Return whether a file's last change lies so far back that the next one shows."""
    return max(map(int, state.split()[3:])) < time.time_ns() - JUST_NOW


UNREADABLE = "unreadable"
"""Stands for the fingerprint of a file that is not there or cannot be read: nothing is known of what it says."""


def of_file(file: Path) -> str:
    """Return the fingerprint of a file's bytes, or of where it leads for a link; `UNREADABLE` where there is none.

    Of anything else that stands there only its kind is told: to read a pipe is to wait for whoever writes into it.
    """
    try:
        kind = stat.S_IFMT(file.lstat().st_mode)
        if kind not in (stat.S_IFLNK, stat.S_IFREG):
            return f"kind {kind}"
        return of_bytes(os.fsencode(file.readlink()) if kind == stat.S_IFLNK else file.read_bytes())
    except OSError:
        return UNREADABLE
