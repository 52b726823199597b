"""YAML files as they stand, byte for byte, with the place of everything in them; for commands that edit them."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.disk import yamltree
from generator.disk.files import TextFile, read_text
from generator.editing.refusals import Refused
from generator.problems import Problem
from generator.reading.references import Pattern

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-8"))
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[^\W\d_][\w’-]*(?: [\w’-]+)*")
_MISREAD = frozenset("true false yes no on off null y n".split())


@dataclass(frozen=True)
class YamlFile:
    """A YAML file to edit; text: as it stands, with its own line ends. mark, codec: how it is written in bytes."""

    path: str
    text: str = ""
    mark: bytes = b""
    codec: str = "utf-8"

    @property
    def tree(self) -> Any:
        """Return its content as PyYAML's nodes, which know where they stand; None where it has none."""
        return compose(self.text)

    @property
    def raw(self) -> bytes:
        """Return the file's bytes."""
        return self.mark + self.text.encode(self.codec)

    def value(self, key: str) -> Any:
        """Return the node under one of the outermost keys, the first of that name; None where there is none."""
        pairs = self.tree.value if isinstance(self.tree, yaml.MappingNode) else []
        return next((node for name, node in pairs if name.value == key), None)

    def words(self, key: str) -> list[str]:
        """Return the text of each single value in the list under an outermost key."""
        node = self.value(key)
        return [item.value for item in node.value if isinstance(item, yaml.ScalarNode)] if is_list(node) else []


def read(root: Path, path: str) -> YamlFile:
    """Return a file to edit; raises Refused where it is not the plain YAML that the archive reads."""
    file = read_text(root, path)
    tree = yamltree.parse(file.text, path) if isinstance(file, TextFile) else file
    if isinstance(tree, Problem) or isinstance(file, Problem):
        found = tree if isinstance(tree, Problem) else None
        raise Refused(f"{path} cannot be read, so it is not known what it names. Mend it first.", found)
    mark, codec = next((mark, codec) for mark, codec in _MARKS if file.raw.startswith(mark))
    return YamlFile(path, file.raw[len(mark) :].decode(codec), mark, codec)


def compose(text: str) -> Any:
    """Return a YAML text as PyYAML's nodes, which know where they stand; None where it holds nothing."""
    return yaml.compose(text, Loader=_LOADER)


def led_to(node: Any, pattern: Pattern) -> Iterator[Any]:
    """Yield the single values to which a pattern leads from a node."""
    if not pattern:
        yield from [node] if isinstance(node, yaml.ScalarNode) else []
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from led_to(child, pattern[1:]) if pattern[0] in ("*", key.value) else ()
    elif isinstance(node, yaml.SequenceNode) and pattern[0] == "*":
        for child in node.value:
            yield from led_to(child, pattern[1:])


def plain(node: Any, swapped: frozenset[int] = frozenset(), word: str = "") -> Any:
    """Return what a node says, without places and styles: text, lists, and tuples of pairs. swapped: say word instead."""
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        return word if id(node) in swapped else node.value
    if isinstance(node, yaml.SequenceNode):
        return [plain(child, swapped, word) for child in node.value]
    return tuple((key.value, plain(child, swapped, word)) for key, child in node.value)


def with_value(pairs: Any, key: str, changed: Any) -> Any:
    """Return pairs of which the first of a key has another value."""
    at = next(i for i, (name, _) in enumerate(pairs) if name == key)
    return (*pairs[:at], (key, changed(pairs[at][1])), *pairs[at + 1 :])


def quoted(text: str) -> str:
    """Return a text as a YAML value for any place, in quotes where it may need them."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _MISREAD:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def is_list(node: Any) -> bool:
    """Return whether a node is a list."""
    return isinstance(node, yaml.SequenceNode)


def span_of(node: Any) -> tuple[int, int]:
    """Return where a node starts and ends, as PyYAML has it."""
    return node.start_mark.index, node.end_mark.index


def end_of(file: YamlFile, node: Any) -> int:
    """Return where a node's own text ends; PyYAML has a block end where the next thing starts."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return end_of(file, last[1] if isinstance(last, tuple) else last)
    return (
        len(file.text[: node.end_mark.index].rstrip()) if isinstance(node, yaml.ScalarNode) and node.value else span_of(node)[1]
    )


def line_end_after(text: str, at: int) -> int:
    """Return where the line of a place ends, before its line end."""
    found = re.compile(r"[\r\n]|\Z").search(text, at)
    assert found
    return found.start()


def newline_of(text: str) -> str:
    """Return how a text ends its lines."""
    found = re.search(r"\r\n?|\n", text)
    return found[0] if found else "\n"
