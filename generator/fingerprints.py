"""Fingerprints: short texts that differ wherever what they stand for differs."""

import hashlib
import importlib.metadata
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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
    folder = Path(__file__).parent
    files = sorted(path for ending in ("*.py", "*.md", "*.html", "*.yml", "*.json") for path in folder.rglob(ending))
    own = (f"{path.relative_to(folder).as_posix()} {of_bytes(path.read_bytes())}" for path in files)
    return of_all([*own, *(f"{name} {importlib.metadata.version(name)}" for name in _MAKERS), sys.version])
