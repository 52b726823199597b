"""How the files of docs/ were made, and which of them an edit leaves as they are.

A file is made anew where something that was read for it leads to something else now. Build systems call such notes verifying
traces (A. Mokhov, N. Mitchell, S. Peyton Jones, "Build systems à la carte", 2018).
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Self

ALL = "*"
"""Stands for all keys of a kind and their order; no id is written so."""

Known = Mapping[str, Mapping[str, str]]
"""What there is to be read: by kind and key, a text that differs wherever what the key leads to differs."""


class Trace(NamedTuple):
    """How a plan's files were made, in texts, since a large archive has many and most stay as they are.

    plan: its fingerprint. states: a line for each of its files, from `in_states`. reads: a line for each key that
    was read, from `line_of`.
    """

    plan: str
    states: str
    reads: str

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """Return what `packed` made bytes of; raises ValueError for others."""
        plan, states, reads = content.decode("utf-8", "surrogatepass").split(_PART)
        return cls(plan, states, reads)

    @property
    def packed(self) -> bytes:
        """Return it as bytes."""
        return _PART.join(self).encode("utf-8", "surrogatepass")

    @property
    def files(self) -> dict[str, str]:
        """Return the states of its files, by path."""
        return dict(line.split("\t", 1)[::-1] for line in self.states.split("\n") if line)

    def reads_the_same(self, changes: AbstractSet[str]) -> bool:
        """Return whether nothing that was read has changed. changes: from `changed`."""
        return not self.reads or changes.isdisjoint(self.reads.split("\n"))


_PART = "\n\n"
"""Between the three; no line of them is empty."""


def in_states(states: Mapping[str, str]) -> str:
    """Return the states of files, by path, as one text."""
    return "\n".join(f"{state}\t{path}" for path, state in states.items())


def line_of(kind: str, key: str) -> str:
    """Return the line for a key that was read; one with a line break is nobody's id, and stays so."""
    return f"{kind}/{key}".replace("\n", " ")


def changed(then: Known, now: Known) -> set[str]:
    """Return the lines of what leads to something else now, or to something where there was nothing, or to nothing."""
    found = set()
    for kind in {*then, *now}:
        old, new = then.get(kind, {}), now.get(kind, {})
        keys = {key for key, _ in old.items() ^ new.items()}
        found |= {line_of(kind, key) for key in keys}
        if keys or list(old) != list(new):
            found.add(line_of(kind, ALL))
    return found
