"""What is wrong or open in an archive, as values, and the one place that puts it into words."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Level = Literal["error", "notice"]

KINDS: dict[str, Level] = {
    # Seeds
    "bad-id": "error",
    "duplicate-id": "error",
    "unportable-name": "error",
    "not-a-file": "error",
    "unreadable": "error",
    "unread-file": "notice",
    "encoding": "error",
    "nul-character": "error",
    "empty-seed": "error",
    "too-large": "error",
    "too-deep": "error",
    "front-matter": "error",
    "unclosed-marker": "notice",
    "empty-marker": "notice",
    "unseen-character": "notice",
    "leftover-markup": "notice",
    "no-date": "notice",
    "unused-front-matter": "notice",
    # YAML files
    "yaml": "error",
    "unknown-key": "error",
    "repeated-key": "error",
    "missing-key": "error",
    "wrong-value": "error",
    "bad-date": "error",
    # References between files
    "no-such-seed": "error",
    "unknown-actor": "error",
    "unknown-source": "error",
    "unknown-topic": "error",
    "unknown-briefing": "error",
    "unknown-label": "error",
    "quote-not-found": "error",
    "quote-repeats": "error",
    "taken-id": "error",
    # The registry's health
    "shared-alias": "error",
    "role-order": "error",
    "still-held": "error",
    "role-without-source": "notice",
    "draft": "notice",
    "surname-is-word": "notice",
    "alias-is-surname": "notice",
    "stale": "notice",
    # The archive
    "no-contact": "notice",
    "same-title": "notice",
    "same-text": "notice",
    "unmatched-label": "notice",
    "unmarked-sources": "notice",
    "checked-without-document": "notice",
    "ambiguous-name": "notice",
    "unused-ruling": "notice",
    "foreign-file": "error",
    # The published site
    "page-missing": "error",
    "text-differs": "error",
    "note-differs": "error",
    "live-markup": "error",
    "no-policy": "error",
    "seed-differs": "error",
    "proof-differs": "error",
    "not-withdrawn": "error",
    "page-without-seed": "error",
}
"""Every kind of problem and its level; `docs/format.md` has a paragraph on each."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong or open, with its place and the likely fix.

    path: relative to the archive's root, with forward slashes.
    line, column: from 1, in code points; 0 where the whole file is meant.
    excerpt: the line as it stands; width: how many code points of it are meant.
    """

    path: str
    line: int
    column: int
    kind: str
    message: str
    hint: str = ""
    excerpt: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)

    @property
    def level(self) -> Level:
        """Return `error` where something is not published as written, else `notice`."""
        return KINDS[self.kind]


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that keep something from being published as written."""
    return [problem for problem in problems if problem.level == "error"]


def may_pass(problems: Iterable[Problem]) -> bool:
    """Return whether something could not be read, as when a disk fails: that may pass without a change of any file."""
    return any(problem.kind == "unreadable" for problem in problems)


def as_text(problems: Iterable[Problem]) -> str:
    """Return the problems as a person reads them: place, words, the line with carets, the fix."""
    return "\n".join(map(_as_text, problems))


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems as one JSON array for tools."""
    keys = ("level", "kind", "path", "line", "column", "message", "hint")
    rows = [{key: getattr(problem, key) for key in keys} for problem in problems]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return the problems as workflow commands, which GitHub shows beside the changed lines.

    The format and its escapes: docs.github.com, "Workflow commands for GitHub Actions".
    """
    return "".join(map(_as_github, problems))


def counted(problems: Iterable[Problem]) -> str:
    """Return how many problems of each level there are, in words: "1 error, 2 notices"."""
    levels = [problem.level for problem in problems]
    return f"{plural(levels.count('error'), 'error')}, {plural(levels.count('notice'), 'notice')}"


def plural(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun: "1 error", "2 errors", "no entries"."""
    return f"{number or 'no'} {noun if number == 1 else nouns or noun + 's'}"


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path


def _as_text(problem: Problem) -> str:
    lines = [_printable(f"{_place(problem)}: {problem.level}: {problem.message} [{problem.kind}]")]
    if problem.excerpt.strip():
        lines += _with_carets(problem)
    if problem.hint:
        lines.append(_printable(f"    fix: {problem.hint}"))
    return "\n".join(lines) + "\n"


def _printable(line: str) -> str:
    """Return a line in which nothing from a seed can break the line or command a terminal or a log."""
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line)


def _with_carets(problem: Problem) -> list[str]:
    shown = 96
    start = max(0, problem.column - 1 - shown // 2)
    window = problem.excerpt[start : start + shown]
    carets = "^" * max(1, min(problem.width, len(window) - (problem.column - 1 - start)))
    number = str(problem.line)
    return [
        f"    {number} | {''.join(c if c.isprintable() else ' ' for c in window)}",
        f"    {' ' * len(number)} | {' ' * (problem.column - 1 - start)}{carets}",
    ]


def _as_github(problem: Problem) -> str:
    command = "error" if problem.level == "error" else "notice"
    place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.kind}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items() if value)
    words = problem.message + (f" Fix: {problem.hint}" if problem.hint else "")
    return f"::{command} {properties}::{_escaped(words)}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def did_you_mean(word: str, known: list[str], most: int = 24) -> str:
    """Return a hint: the known word nearest to one that is not, else some known words, at most so many."""
    near = _nearest(word.casefold(), tuple(known))
    if near:
        return f"did you mean “{near[0]}”?"
    more = f" and {len(known) - most} more" if len(known) > most else ""
    some = (f"“{one}”" if " " in one else one for one in sorted(known)[:most])  # a citation's label may hold commas
    return f"known here: {', '.join(some)}{more}" if known else "none is known here"


@lru_cache(maxsize=16)  # an actor whose file has an error is missing in thousands of places, and looking takes a second
def _nearest(word: str, known: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(word, known, n=1, cutoff=0.6)
