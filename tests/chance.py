"""Chance in tests: the same few tries at every change, many new ones in a long run (`make test-long`)."""

import os

LONG = os.environ.get("BRIEFINGS_LONG", "")
"""The number that a long run's chance begins with, by which it can be repeated; empty where a change is tested."""


def tries(few: int, many: int) -> int:
    """Return how often something is tried: a few times at a change, many times in a long run."""
    return many if LONG else few


def numbers(few: int, many: int) -> range:
    """Return the numbers that tries begin with: the first few at a change, as many others in a long run."""
    first = int(LONG or 0)
    return range(first, first + tries(few, many))
