"""How the files of docs/ were made, and which of them an edit leaves as they are.

A file is made anew where something that was read for it leads to something else now. Build systems call such notes verifying
traces (A. Mokhov, N. Mitchell, S. Peyton Jones, "Build systems à la carte", 2018).
"""

from collections.abc import Mapping
from typing import NamedTuple

ALL = "*"
"""Stands for all keys of a kind and their order; no id is written so."""

Reads = tuple[tuple[str, tuple[str, ...]], ...]
"""What was read of an archive: by kind, the keys."""

Known = Mapping[str, Mapping[str, str]]
"""What there is to be read: by kind and key, a text that differs wherever what the key leads to differs."""


class Made(NamedTuple):
    """How a plan's files were made. plan: its fingerprint. reads: what was read. states: the files', by path."""

    plan: str
    reads: Reads
    states: Mapping[str, str]

    def reads_the_same(self, changes: Mapping[str, set[str]]) -> bool:
        """Return whether nothing that was read has changed. changes: from `changed`."""
        return all(kind in changes and changes[kind].isdisjoint(keys) for kind, keys in self.reads)


def changed(then: Known, now: Known) -> dict[str, set[str]]:
    """Return by kind the keys that lead to something else now, or to something where there was nothing, or to nothing."""
    found = {}
    for kind in now:
        old, new = then.get(kind, {}), now[kind]
        keys = {key for key, _ in old.items() ^ new.items()}
        found[kind] = keys | {ALL} if keys or list(old) != list(new) else keys
    return found
