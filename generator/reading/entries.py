"""Typed entries out of YAML files, by the types that `formats` and `edits` declare."""

import types
import typing
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, TypeVar

from generator.disk import yamltree
from generator.disk.files import TextFile, read_text
from generator.disk.yamltree import Mapping, Node, Place, Scalar, Sequence, problem_on
from generator.keys import keys
from generator.problems import Problem, did_you_mean
from generator.reading.scalars import READERS, choice, text, wrong
from generator.text.markup import folded

T = TypeVar("T")


def read_file(kind: type[T], root: Path, path: str, problems: list[Problem], given: dict[str, str]) -> T | None:
    """Return the entry a YAML file holds; None, with a problem, where it holds none.

    given: fields of the entry that its file does not say (`id`, `path`).
    """
    node = tree_of(root, path, problems)
    if isinstance(node, Mapping):
        return read(kind, node, problems, given)
    if node is not None:
        problems.append(_no_keys(node))
    return None


def tree_of(root: Path, path: str, problems: list[Problem]) -> Node | None:
    """Return the tree of a YAML file; None where it is empty, or cannot be read, which is a problem."""
    file = read_text(root, path)
    node = yamltree.parse(file.text, path) if isinstance(file, TextFile) else file
    if isinstance(node, Problem):
        problems.append(node)
        return None
    return node


def read(kind: type[T], tree: Mapping, problems: list[Problem], given: dict[str, Any]) -> T | None:
    """Return the entry of a dataclass that a mapping holds, or None where a required key is missing.

    kind: a class of `formats` or `edits`. problems: what is wrong is added here; a wrong value counts as absent.
    given: fields that the program sets (`id`, `path`).
    """
    values: dict[str, Any] = given | _place(kind, tree)
    known = keys(kind)
    seen: set[str] = set()
    empty = {key.text for key, node in tree.items if isinstance(node, Scalar) and not node.text.strip()}
    for key, node in tree.items:
        if key.text in seen:
            problems.append(problem_on(key, "repeated-key", f"The key “{key.text}” stands twice.", "keep one of the two"))
        elif key.text not in known:
            problems.append(_unknown_key(key, list(known)))
        else:
            value = read_value(known[key.text].type, node, problems)
            if value is not None:
                values[known[key.text].name] = value
        seen.add(key.text)
    missing = [key for key, field in known.items() if field.is_required and field.name not in values]
    problems += [_missing(tree.place, key) for key in missing if key not in seen - empty]
    return None if missing else kind(**values)


def _place(kind: Any, tree: Mapping) -> dict[str, int]:
    """Return where an entry stands, for classes that keep it."""
    keeps = "line" in {field.name for field in fields(kind)}
    return {"line": tree.place.line, "column": tree.place.column} if keeps else {}


def _missing(place: Place, key: str) -> Problem:
    return place.problem("missing-key", f"The key “{key}” is missing.", f"add `{key}: ...`")


def _unknown_key(key: Scalar, known: list[str]) -> Problem:
    return problem_on(key, "unknown-key", f"“{key.text}” is no key here.", did_you_mean(key.text, known))


def read_value(type_: Any, node: Node, problems: list[Problem]) -> Any:  # noqa: PLR0911  (one line a kind of type)
    """Return what a node says as a type of `formats` or `edits`, or None (and a problem) where it does not."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (types.UnionType, typing.Union):
        return read_value(_chosen(arguments, node), node, problems)
    if origin is tuple:
        return _tuple(arguments[0], node, problems)
    if origin is dict:
        return _dict(arguments[0], arguments[1], node, problems)
    if keys(type_):
        return _entry(type_, node, problems)
    if not isinstance(node, Scalar):
        problems.append(wrong(node, "a single value is wanted here", "put it in quotes if it holds : # [ or {"))
        return None
    if origin is Literal:
        return choice(arguments, node, problems)
    return READERS[type_](node, problems)


def _chosen(arguments: tuple[Any, ...], node: Node) -> Any:
    """Return the member of a union that a node's shape asks for (a list for a tuple, a map for a dict)."""
    members = [argument for argument in arguments if argument is not type(None)]
    if len(members) > 1 and isinstance(node, Sequence):
        return next(member for member in members if typing.get_origin(member) is tuple)
    return members[0]


def _tuple(item: Any, node: Node, problems: list[Problem]) -> tuple[Any, ...] | None:
    if not isinstance(node, Sequence):
        problems.append(wrong(node, "a list is wanted here", "write `- ...` lines, or [a, b]"))
        return None
    problems += [wrong(c, "an empty item", "take it out") for c in node.items if isinstance(c, Scalar) and not c.text.strip()]
    values = [read_value(item, child, problems) for child in node.items]
    return tuple(value for value in values if value is not None)


def _dict(key_type: Any, value_type: Any, node: Node, problems: list[Problem]) -> dict[Any, Any] | None:
    if not isinstance(node, Mapping):
        problems.append(_no_keys(node))
        return None
    values: dict[Any, Any] = {}
    seen: set[str] = set()
    for key, child in node.items:
        if folded(key.text) in seen:  # labels and rulings are found in a text whatever white space they have
            problems.append(problem_on(key, "repeated-key", f"The key “{key.text}” stands twice.", "keep one of the two"))
            continue
        seen.add(folded(key.text))
        if isinstance(child, Scalar) and not child.text.strip():
            problems.append(wrong(key, f"“{key.text}” has no value here", "write one, or take the key out"))
            continue
        name, value = READERS[key_type](key, problems), read_value(value_type, child, problems)
        if name is not None and value is not None:
            values[name] = value
    return values


def _no_keys(node: Node) -> Problem:
    return wrong(node, "keys with values are wanted here", "write `key: value` lines")


def _entry(kind: type, node: Node, problems: list[Problem]) -> Any:
    short = vars(kind).get("SHORT")
    if short and isinstance(node, Scalar):
        words = text(node, problems)
        return kind(**{short: words}) if words else None
    if not isinstance(node, Mapping):
        problems.append(wrong(node, "keys with values are wanted here", f"known keys: {', '.join(keys(kind))}"))
        return None
    return read(kind, node, problems, {})
