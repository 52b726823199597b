"""A review as a reviewer reads it: as text, as JSON, and as Markdown in which nothing that a stranger wrote is live."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.problems import plural
from generator.text.markup import folded

SHOWN = 20
"""Entries of a list that are shown; the rest is counted. JSON has them all."""
LONGEST = 300
"""Code points of a quotation that are shown."""

_OPEN, _CLOSE = "\x02", "\x03"
_QUOTED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_NOT_OURS = re.compile(r"[^\w ,.;:’“”¶×…]")


@dataclass(frozen=True)
class Item:
    """One thing that a review says, with a list of what it is about; kind: a word for tools."""

    kind: str
    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """What a change does. ref, commit: what it was compared with. read, of: how many briefings were, and there are."""

    ref: str
    commit: str
    summary: str
    must_fix: tuple[Item, ...]
    to_decide: tuple[Item, ...]
    for_your_information: tuple[Item, ...]
    read: int
    of: int


def quoted(text: object, most: int = LONGEST) -> str:
    """Return words of a file's for a review, marked as such: in one line, what is not printable as escapes."""
    line = folded(str(text))
    line = line if len(line) <= most else f"{line[:most].rstrip()} …"
    return f"{_OPEN}{_printable(line)}{_CLOSE}"


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line)


def _bare(words: str) -> str:
    return words.replace(_OPEN, "").replace(_CLOSE, "")


def _parts(review: Review) -> list[tuple[str, str, tuple[Item, ...]]]:
    """Return the parts that hold anything: heading, what it means, items."""
    parts = [
        ("Must fix", "the change cannot be published as it is", review.must_fix),
        ("To decide", "a person must look; none of these blocks", review.to_decide),
        ("For your information", "", review.for_your_information),
    ]
    return [part for part in parts if part[2]]


def _counts(review: Review) -> list[str]:
    return [
        f"Must fix: {len(review.must_fix)}",
        f"To decide: {len(review.to_decide)}",
        f"For your information: {len(review.for_your_information)}",
    ]


def _bounded(lines: tuple[str, ...]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"and {more} more"] if more > 0 else [])]


def as_text(review: Review) -> str:
    """Return a review for a terminal."""
    lines = [review.summary, "   ".join(_counts(review))]
    for heading, meaning, items in _parts(review):
        lines += ["", f"{heading} ({meaning})" if meaning else heading]
        for number, item in enumerate(items[:SHOWN], 1):
            lines.append(f"  {number} {item.words}" if meaning else f"  {item.words}")
            lines += [f"      {line}" for line in _bounded(item.details)]
        lines += [f"  and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
    return "".join(f"{_printable(_bare(line))}\n" for line in lines)


def as_json(review: Review) -> str:
    """Return a review for tools, with the whole of each list."""
    parts = ("must_fix", "to_decide", "for_your_information")
    told = {key: [_row(item) for item in getattr(review, key)] for key in parts}
    base = {"ref": _bare(review.ref), "commit": review.commit}
    read = {"briefings": review.read, "of": review.of}
    whole = {"base": base, "read": read, "summary": _bare(review.summary), **told}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _row(item: Item) -> dict[str, object]:
    return {"kind": item.kind, "words": _bare(item.words), "details": [_bare(line) for line in item.details]}


def as_markdown(review: Review) -> str:
    """Return a review for a pull request's summary on GitHub."""
    return "\n".join(_markdown(review)) + "\n"


def _markdown(review: Review) -> Iterator[str]:
    yield from (_inert(review.summary), "", " · ".join(map(_inert, _counts(review))))
    for heading, meaning, items in _parts(review):
        yield from ("", f"### {heading}", "")
        if meaning:
            yield from (f"{meaning[:1].upper()}{meaning[1:]}.", "")
        for item in items[:SHOWN]:
            yield f"{'1.' if meaning else '-'} {_inert(item.words)}"
            yield from (f"   - {_inert(line)}" for line in _bounded(item.details))
        if len(items) > SHOWN:
            yield from ("", f"And {plural(len(items) - SHOWN, 'other')}.")


def _inert(words: str) -> str:
    """Return Markdown in which what is quoted stands as code, and nothing can be live.

    Code spans are the one place where GitHub looks for no mentions, addresses, issues, commits or emoji; it
    looks for them after character references were resolved, so that these do not help.
    """
    pieces, at = [], 0
    for match in _QUOTED.finditer(words):
        pieces += [_ours(words[at : match.start()]), _code(match[1])]
        at = match.end()
    return "".join([*pieces, _ours(words[at:])]).strip()


def _ours(words: str) -> str:
    return _NOT_OURS.sub(lambda match: f"&#{ord(match[0])};", words)


def _code(words: str) -> str:
    """Return a code span that holds words, whatever they are; its fence is longer than any run of backticks in them."""
    if not words.strip():
        return "“”"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"


FORMATS: dict[str, Callable[[Review], str]] = {"text": as_text, "json": as_json, "markdown": as_markdown}
