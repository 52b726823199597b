"""Ids: permanent, and safe in an address and in a file name on every system."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import PurePosixPath

from generator.disk.tree import is_utf8
from generator.problems import Problem

_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")])
"""Names that Windows keeps for devices, whatever ending follows; from Microsoft's "Naming Files, Paths, and Namespaces"."""


def id_of(path: str) -> str:
    """Return the id of a seed, an actor's or a source's file: its name without the ending."""
    return PurePosixPath(path).stem


def why_bad(identifier: str) -> str:
    """Return why a text can be no id, as the end of a sentence; "" where it can.

    Ids: letters and digits of any script in NFC, `.`, `_` and `-`, not first a dot, at most 100 code points;
    not index, readme or archive, which name pages of the site; not with the ending .html, since the folder that an id
    names would pass for a page; at most 250 bytes in UTF-8, since most file
    systems take 255 and `.json` has five; no name that Windows cannot hold, for a folder of the site is called so.
    """
    if identifier.casefold() in ("index", "readme", "archive"):
        return "is the name of a page of the site"
    if identifier.casefold().endswith(".html"):
        return "ends in .html, as pages do"
    if not is_utf8(identifier):
        return "is not in UTF-8"
    if len(identifier) > 100:
        return "is longer than 100 characters"
    if len(identifier.encode("utf-8", "surrogatepass")) > 250:
        return "is longer than 250 bytes in UTF-8, and file systems hold no longer names"
    return _why_no_letters(identifier) or why_not_everywhere(identifier)


def why_not_everywhere(name: str) -> str:
    """Return why not every system can hold a file or folder of a name, as the end of a sentence; "" where each can."""
    if not is_utf8(name):
        return "is not in UTF-8; nothing in it is read"
    if name.partition(".")[0].rstrip().casefold() in _DEVICES:
        return "is one that Windows keeps for a device"
    if name[-1:] in (".", " "):
        return "ends in a dot or a space, which Windows leaves off"
    wrong = sorted({c for c in name if c in '<>:"\\|?*' or ord(c) < 32})
    return f"holds {', '.join(map(_shown, wrong))}, which Windows cannot" if wrong else ""


def _why_no_letters(identifier: str) -> str:
    if unicodedata.normalize("NFC", identifier) != identifier:
        return "is not in Unicode's composed form (NFC)"
    wrong = sorted({c for c in identifier if not (c.isalnum() or unicodedata.category(c) == "Mn" or c in "._-")})
    if wrong:
        return f"holds {', '.join(_shown(c) for c in wrong)}"
    return "starts with a dot or a dash" if identifier[:1] in (".", "-", "") else ""


def _shown(character: str) -> str:
    return (
        f"“{character}”"
        if character.isprintable() and character != " "
        else unicodedata.name(character, "a control character").lower()
    )


def better(identifier: str) -> str:
    """Return an id near to one that cannot be."""
    kept = "".join(c if c.isalnum() or c in "._-" else "-" for c in unicodedata.normalize("NFC", identifier))
    kept = re.sub(r"(?i)(\.html)+$", "", kept)
    shorter = re.sub(r"-{2,}", "-", kept).strip("-._")[:100] or "text"
    while len(shorter.encode("utf-8", "ignore")) > 245:
        shorter = shorter[:-1]
    head, dot, rest = shorter.partition(".")  # Windows looks at what stands before the first dot
    return f"{head}-text{dot}{rest}"[:100].rstrip("-.") if why_bad(shorter) else shorter


def free(wanted: str, taken: Collection[str], first: int = 2) -> str:
    """Return an id that nobody has: one that is wanted, else with a number.

    taken: those in use, casefolded. first: the number to begin with.
    """
    numbered = (f"{wanted[:90]}-{number}" for number in count(first))
    return next(one for one in chain([wanted], numbered) if one.casefold() not in taken)


def bad_names(bad: Mapping[str, str], good: Iterable[str]) -> Iterator[Problem]:
    """Yield the problem of each file whose name can be no id, with a rename to make that nothing else is called.

    bad: why, by path. good: the ids of the other files, and others that none can have.
    """
    taken = {identifier.casefold() for identifier in good}
    wanted: Counter[str] = Counter()
    for path, reason in bad.items():
        near = better(id_of(path))
        new = free(near, taken, max(2, wanted[near]))
        wanted[near] += 1
        taken.add(new.casefold())
        yield _bad_name(path, reason, new + PurePosixPath(path).suffix.lower())


def _bad_name(path: str, reason: str, renamed: str) -> Problem:
    return Problem(
        path, 0, 0, "bad-id", f"The file's name {reason}, so it can be no permanent address.", f"rename it to {renamed}"
    )
