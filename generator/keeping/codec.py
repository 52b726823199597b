"""Values as the bytes that are kept of them: sealed, and with nothing in them that runs.

Each is sealed with its name, so that a disk's fault gives no page of another seed, or one with a word changed.
"""

import io
import pickle
import sys
import zlib
from dataclasses import is_dataclass
from functools import cache
from typing import Any

SEAL = 4
"""Bytes before each value: a checksum of its name and itself, which misses one fault in four thousand million."""


def sealed(content: bytes, name: str) -> bytes:
    """Return bytes as they are kept, sealed with their name."""
    return _seal(content, name) + content


def unsealed(kept: Any, name: str) -> bytes | None:
    """Return bytes that were kept under a name; None where they are not what was kept."""
    return kept[SEAL:] if isinstance(kept, bytes) and _seal(kept[SEAL:], name) == kept[:SEAL] else None


def _seal(content: bytes, name: str) -> bytes:
    return zlib.crc32(content, zlib.crc32(name.encode("utf-8", "surrogateescape"))).to_bytes(SEAL, "big")


def dumped(value: Any, name: str) -> bytes:
    """Return a value as it is kept, sealed with its name."""
    return sealed(pickled(value), name)


def pickled(value: Any) -> bytes:
    """Return a value as bytes, to be sealed."""
    return pickle.dumps(value, protocol=5)


def loaded(kept: Any, name: str) -> Any:
    """Return a value that was kept under a name; None where it is not what was kept."""
    content = unsealed(kept, name)
    return None if content is None else unpickled(content)


def unpickled(content: bytes) -> Any:
    """Return a value of which `pickled` made bytes; None for other bytes."""
    try:
        return _Loader(io.BytesIO(content)).load()
    except Exception:  # noqa: BLE001  (pickle raises whatever a forged value makes it raise)
        return None


class _Loader(pickle.Unpickler):
    """Loads this program's own values and nothing that runs code: a cache may come from somebody else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return one of this program's dataclasses or named tuples; nothing else is ever kept."""
        return _class_of_values(module, name)


@cache
def _class_of_values(module: str, name: str) -> Any:
    found = getattr(sys.modules.get(module), name, None) if module.startswith("generator.") else None
    if not (is_dataclass(found) or (isinstance(found, type) and issubclass(found, tuple))):
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept")
    return found
