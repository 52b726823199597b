"""Edits of YAML files as text: what is meant changes, and every other byte stays, comments and all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import yaml

from generator.disk import yamltree
from generator.editing.refusals import Refused
from generator.editing.yaml_files import (
    YamlFile,
    compose,
    end_of,
    is_list,
    led_to,
    line_end_after,
    newline_of,
    plain,
    span_of,
    with_value,
)
from generator.problems import Problem
from generator.reading.references import Pattern


def replaced(file: YamlFile, patterns: Iterable[Pattern], old: str, new: str) -> YamlFile:
    """Return a file in which each value that patterns lead to and that says one id says another; quotes stay."""
    tree = file.tree
    found = {id(n): n for pattern in patterns for n in led_to(tree, pattern) if n.value == old}
    splices = [(*span_of(node), _in_style(file, node, new)) for node in found.values()]
    return _checked(file, splices, plain(tree, frozenset(found), new)) if found else file


def _in_style(file: YamlFile, node: Any, word: str) -> str:
    if node.style in ("|", ">"):
        raise _beyond(file, node)
    return f"{node.style or ''}{word}{node.style or ''}"


def added(file: YamlFile, key: str, items: Sequence[str]) -> YamlFile:
    """Return a file with items at the end of the list under an outermost key, which is made where it is missing.

    items: each as YAML in one line; without any, the file is as it was.
    """
    if not items:
        return file
    node = file.value(key)
    if node is None:
        return with_key(file, key, f"[{', '.join(items)}]")
    more = plain(compose(f"[{', '.join(items)}]"))
    after = with_value(plain(file.tree), key, lambda before: [*(before or []), *more])
    return _checked(file, [_into_list(file, node, items)], after)


def _into_list(file: YamlFile, node: Any, items: Sequence[str]) -> tuple[int, int, str]:
    if isinstance(node, yaml.ScalarNode) and not node.value:  # a key without a value
        return node.start_mark.index, node.start_mark.index, f" [{', '.join(items)}]"
    if not is_list(node):
        raise _beyond(file, node)
    if not node.value:
        return node.start_mark.index + 1, node.start_mark.index + 1, ", ".join(items)
    at = end_of(file, node.value[-1])
    if node.flow_style:
        return at, at, "".join(f", {item}" for item in items)
    at = line_end_after(file.text, at)
    return at, at, "".join(f"{newline_of(file.text)}{' ' * node.start_mark.column}- {item}" for item in items)


def with_key(file: YamlFile, key: str, value: str) -> YamlFile:
    """Return a file with one more outermost key, after all others. value: YAML in one line."""
    tree, newline = file.tree, newline_of(file.text)
    if tree is not None and not isinstance(tree, yaml.MappingNode):
        raise _beyond(file, tree)
    if tree is not None and tree.flow_style:
        at = end_of(file, tree.value[-1][1]) if tree.value else tree.start_mark.index + 1
        splice = (at, at, f"{', ' if tree.value else ''}{key}: {value}")
    else:
        start = "" if not file.text or file.text[-1] in "\r\n" else newline
        indent = " " * (tree.start_mark.column if tree else 0)
        splice = (len(file.text), len(file.text), f"{start}{indent}{key}: {value}{newline}")
    more = plain(compose(f"{{{key}: {value}}}"))
    return _checked(file, [splice], (*(plain(tree) or ()), *more))


def without(file: YamlFile, key: str, word: str) -> YamlFile:
    """Return a file without one item of the list under an outermost key; as it is where the item is not there."""
    if word not in file.words(key):
        return file
    node = file.value(key)
    at = next(i for i, item in enumerate(node.value) if isinstance(item, yaml.ScalarNode) and item.value == word)
    after = with_value(plain(file.tree), key, lambda before: [*before[:at], *before[at + 1 :]])
    return _checked(file, [_out_of_list(file, node, at)], after)


def _out_of_list(file: YamlFile, node: Any, at: int) -> tuple[int, int, str]:
    (start, end), items = span_of(node.value[at]), node.value
    if node.flow_style:
        if at + 1 < len(items):
            return start, items[at + 1].start_mark.index, ""
        return end_of(file, items[at - 1]) if at else start, end, ""
    dash = file.text.rindex("-", 0, start)
    if len(items) == 1:
        return dash, end, "[]" if node.start_mark.column else "  []"
    if at:
        return line_end_after(file.text, end_of(file, items[at - 1])), line_end_after(file.text, end), ""
    return dash, file.text.rindex("-", 0, items[1].start_mark.index), ""


def with_comment(file: YamlFile, lines: Iterable[str]) -> YamlFile:
    """Return a file with lines of comment at its end."""
    newline = newline_of(file.text)
    start = "" if not file.text or file.text[-1] in "\r\n" else newline
    comment = "".join(f"# {line}".rstrip() + newline for line in lines)
    return _checked(file, [(len(file.text), len(file.text), f"{start}{newline}{comment}")], plain(file.tree))


def _checked(file: YamlFile, splices: list[tuple[int, int, str]], wanted: Any) -> YamlFile:
    """Return a file with stretches replaced; raises Refused unless it then says just what is wanted."""
    text = file.text
    for start, end, words in sorted(splices, reverse=True):
        text = text[:start] + words + text[end:]
    after = replace(file, text=text)
    try:
        is_right = plain(after.tree) == wanted and not isinstance(yamltree.parse(text, file.path), Problem)
    except yaml.YAMLError:
        is_right = False
    if not is_right:
        raise _beyond(file, file.tree)
    return after


def _beyond(file: YamlFile, node: Any) -> Refused:
    line = node.start_mark.line + 1 if node is not None else 1
    return Refused(
        f"{file.path}:{line} is written in a way that this command cannot edit. Write it plainer, or edit it by hand."
    )
