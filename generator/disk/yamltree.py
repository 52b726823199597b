"""YAML text as a tree of plain values, each with its place; nothing in it is ever executed or expanded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from generator.problems import Problem

MAX_DEPTH = 12
"""The archive's own files nest five deep; more than twice that is a mistake or an attack."""

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Place:
    """Where a value stands: a file, and a line and column from 1 in code points."""

    path: str
    line: int
    column: int

    def problem(self, kind: str, message: str, hint: str = "", width: int = 1) -> Problem:
        """Return a problem at this place."""
        return Problem(self.path, self.line, self.column, kind, message, hint, width=width)


@dataclass(frozen=True)
class Scalar:
    """A single value: the text in the file, whatever it looks like."""

    place: Place
    text: str


@dataclass(frozen=True)
class Sequence:
    """A list of values."""

    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the file's order; a key may stand twice."""

    place: Place
    items: "tuple[tuple[Scalar, Node], ...]"

    def without(self, *keys: str) -> "Mapping":
        """Return the mapping without some keys."""
        return replace(self, items=tuple(pair for pair in self.items if pair[0].text not in keys))


Node = Scalar | Sequence | Mapping


def problem_on(node: Node, kind: str, message: str, hint: str) -> Problem:
    """Return a problem at the place of a node, as wide as its text."""
    width = len(node.text) if isinstance(node, Scalar) else 1
    return node.place.problem(kind, message, hint, max(1, width))


class NotPlainYaml(Exception):
    """Raised inside this module where a text is no YAML of the plain kind; it carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str, path: str, first_line: int = 1) -> Node | Problem | None:
    """Return the tree that a YAML text holds, or what is wrong with it.

    text: the file's text. path: for problems. first_line: the text's first line in its file.
    Returns None for an empty text. Tags, anchors, aliases and merge keys are problems: an archive's
    file says what it means where it stands.
    """
    try:
        return _tree(_events(text, path, first_line))
    except NotPlainYaml as error:
        lines = text.split("\n")
        at = error.problem.line - first_line
        return replace(error.problem, excerpt=lines[at] if 0 <= at < len(lines) else "")


def _events(text: str, path: str, first_line: int) -> "Iterator[tuple[yaml.Event, Place]]":
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            place = _place(event.start_mark, path, first_line)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            _refuse(event, place, depth)
            yield event, place
    except yaml.MarkedYAMLError as error:
        raise NotPlainYaml(_marked(error, text, path, first_line)) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise NotPlainYaml(_malformed(Place(path, first_line, 1), str(error).splitlines()[0])) from None


def _place(mark: Any, path: str, first_line: int) -> Place:
    """Return the place of one of PyYAML's marks, which count from 0; the file's start where there is none."""
    return Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path, first_line, 1)


def _marked(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """Return what PyYAML tells, in plain words where it is a slip that many make."""
    mark, reason = error.problem_mark or error.context_mark, f"{error.problem or error.context}"
    if mark and text[mark.index : mark.index + 1] == "\t":
        return _place(mark, path, first_line).problem("yaml", "A tab stands where YAML wants spaces.", "indent with spaces")
    if "quoted scalar" in f"{error.context}" and "end of stream" in reason:
        place = _place(error.context_mark, path, first_line)
        return place.problem("yaml", "A quotation mark opens here and never closes.", "close it with the same mark")
    return _malformed(_place(mark, path, first_line), reason)


def _malformed(place: Place, reason: str) -> Problem:
    hint = "put a value that holds `: `, `#`, `[` or `{` in quotes, and indent with spaces"
    return place.problem("yaml", f"This is not YAML: {reason}.", hint)


def _refuse(event: yaml.Event, place: Place, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise NotPlainYaml(place.problem("yaml", "YAML aliases (*name) are not read.", "write the value out"))
    if getattr(event, "anchor", None):
        raise NotPlainYaml(place.problem("yaml", "YAML anchors (&name) are not read.", "leave the anchor out"))
    if getattr(event, "tag", None):
        raise NotPlainYaml(place.problem("yaml", "YAML tags (!name) are not read.", "leave the tag out"))
    if depth > MAX_DEPTH:
        raise NotPlainYaml(place.problem("yaml", f"Nested more than {MAX_DEPTH} deep.", "flatten the value"))
    if isinstance(event, yaml.ScalarEvent) and _HALF_CHARACTER.search(event.value):
        raise NotPlainYaml(place.problem("yaml", "Half of a character (a lone surrogate).", "write it out"))


def _tree(events: "Iterator[tuple[yaml.Event, Place]]") -> Node | None:
    """Build the tree without recursion, so that depth costs no stack."""
    documents: list[Node] = []
    open_nodes: list[tuple[Place, list[Node], bool]] = []
    for event, place in events:
        node: Node | None = None
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((place, [], isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            start, children, is_mapping = open_nodes.pop()
            node = _mapping(start, children) if is_mapping else Sequence(start, tuple(children))
        elif isinstance(event, yaml.ScalarEvent):
            node = Scalar(place, event.value)
        if node is not None:
            (open_nodes[-1][1] if open_nodes else documents).append(node)
    if len(documents) > 1:
        raise NotPlainYaml(documents[1].place.problem("yaml", "A second YAML document.", "keep one a file"))
    return documents[0] if documents else None


def _mapping(place: Place, children: list[Node]) -> Mapping:
    pairs = []
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise NotPlainYaml(key.place.problem("yaml", "A key must be a word, not a list.", "quote the key"))
        pairs.append((key, value))
    return Mapping(place, tuple(pairs))
