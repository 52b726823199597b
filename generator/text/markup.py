"""Text as Markdown that says exactly that, whatever the text holds."""

import html
import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any
from urllib.parse import quote

_READABLE = frozenset(",.;:’“”–—…«»‘'()?%-")
"""Marks that mean nothing to Markdown inside a line, found safe by a property test; they stay readable."""

_PLAIN = r"a-zA-Z0-9\u00c0-\u024f\u0391-\u03a1\u03a3-\u052f\u05d0-\u05ea\u0620-\u064a\u4e00-\u9fff" + re.escape(
    "".join(_READABLE)
)
"""What always stays as it is: those marks, and the letters of common scripts; all else is looked at one by one."""

_MARK = re.compile(f"[^ {_PLAIN}]")
"""What may need writing as a reference. Python searches a single class of ranges ten times faster than `\\w` or a choice."""

_NO_REFERENCE = frozenset(map(chr, range(0x80, 0xA0)))
"""Control characters: to HTML a reference to one means a character of Windows-1252."""

_MARK_OR_SPACE = re.compile(f"[^{_PLAIN}]")
"""The same for a text in which a space may need it too."""


class Markdown(str):
    """Markdown that is safe to put on a page; a plain str never is."""

    __slots__ = ()


def folded(text: str) -> str:
    """Return a text with each run of white space as one space, none at its ends."""
    return " ".join(text.split())


@lru_cache(maxsize=1 << 13)  # names, titles and numbers come again and again
def plain(text: str) -> Markdown:
    """Return Markdown that shows a text, character for character but for folded white space, in one line.

    Everything that could mean something to Markdown, its extensions, HTML or a template is written as a
    character reference; ordinary prose stays as it is. Measured on 12,000 random texts: references are
    exact where backslashes fail half the time.
    """
    line = folded(text)
    # A line that opens with a word is a paragraph; one that opens with anything else could be a list or a rule.
    strict = 0 if line[:1].isalpha() or not line[:1].isascii() else len(line.split(" ", 1)[0])
    return Markdown("".join(_character(line, i, is_strict=True) for i in range(strict)) + part(line, strict, len(line)))


def part(text: str, start: int, end: int) -> Markdown:
    """Return Markdown that shows a stretch of a line exactly, white space too, where other Markdown stands before it."""
    pieces, at = [], start
    for match in (_MARK if _is_folded(text) else _MARK_OR_SPACE).finditer(text, start, end):
        mark = match.start()
        pieces += [text[at:mark], _character(text, mark, is_strict=False)]
        at = mark + 1
    return Markdown("".join([*pieces, text[at:end]]))


@lru_cache(maxsize=1 << 8)  # a paragraph is shown in many parts
def _is_folded(text: str) -> bool:
    # To Python no white space but a space is printable; to look for that takes a third of the time that folding takes.
    return (text.isprintable() and "  " not in f" {text} ") or folded(text) == text


def _character(text: str, at: int, *, is_strict: bool) -> str:
    character = text[at]
    if character.isalnum():
        return character
    if character in " \n":
        inner = 0 < at < len(text) - 1 and not text[at - 1].isspace()
        return " " if inner else f"&#{ord(character)};"
    if character in _READABLE and not (is_strict and character.isascii()):
        return character
    if character in _NO_REFERENCE:
        return character
    if character.isascii() or character.isspace() or not character.isprintable():
        return f"&#{ord(character)};"
    return character


def attribute(text: str) -> str:
    """Return a text for an attribute in double quotes in an HTML tag that stands in Markdown."""
    return "".join(c if c.isalnum() or c in " ,.’“”–—" or c in _NO_REFERENCE else f"&#{ord(c)};" for c in text)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks that Unicode keeps for what runs from right to left."""


@lru_cache(maxsize=1 << 12)
def direction(text: str) -> str:
    """Return `rtl` where most letters of a text run from right to left, else `ltr`."""
    if not has_right_to_left(text[:4000]):
        return "ltr"
    counts = Counter(unicodedata.bidirectional(character) for character in text[:4000])
    return "rtl" if counts["R"] + counts["AL"] > counts["L"] else "ltr"


def has_right_to_left(text: str) -> bool:
    """Return whether a text has a letter that runs from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def spoken(text: str, language: str = "") -> Markdown:
    """Return the attributes that words need where they stand: ` lang="ar" dir="rtl"`.

    language: theirs, "" where it is the page's or not known. Holds for an HTML tag and for an attribute list of Markdown.
    """
    code = "".join(c for c in language if c.isalnum() or c == "-") if language else ""
    return Markdown((f' lang="{code}"' if code else "") + (' dir="rtl"' if direction(text) == "rtl" else ""))


def in_language(words: str, language: str = "") -> Markdown:
    """Return words as Markdown, in a span with their language and direction where these are not the page's."""
    shown = words if isinstance(words, Markdown) else plain(words)
    said = spoken(words, language)
    return Markdown(f"<span{said}>{shown}</span>") if said else shown


def address(url: str) -> Markdown:
    """Return an address for a link's target in Markdown, or for an attribute; "" for schemes that may not be linked."""
    if not url.lower().startswith(("http://", "https://", "mailto:")):
        return Markdown("")
    return Markdown(quote(url, safe=":/?#@!$&'+,;=%~.-_").replace("&", "&amp;").replace("'", "%27"))


def external(words: str, url: str) -> Markdown:
    """Return a link to another site, or just its words where the address may not be linked."""
    target = address(url)
    itself = ' class="address"' if words == url else ""  # which a printed page need not say a second time
    return Markdown(f'<a{itself} href="{target}" rel="nofollow noopener">{plain(words)}</a>') if target else plain(words)


def link(words: object, target: str, language: str = "") -> Markdown:
    """Return a link to a page of the archive. target: a relative path that this program made. language: as for `spoken`."""
    said = spoken(str(words), language)
    return Markdown(f"[{plain(str(words))}]({target})" + (f"{{:{said} }}" if said else ""))


_NOT_RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What JSON takes as it is inside a string and YAML does not (YAML 1.2.2, 5.1 and 7.3.1)."""


def front_matter(meta: dict[str, Any]) -> str:
    """Return a page's front matter; text in it is HTML, since themes put it into pages as it is.

    Values are JSON, which is YAML: one a line, of a list one item a line. PyYAML's writer takes a third of a page's time.
    """
    lines = []
    for key, value in _as_html(meta).items():
        lines += [f"{key}:", *(f"- {_json(item)}" for item in value)] if isinstance(value, list) else [f"{key}: {_json(value)}"]
    return "\n".join(["---", *lines, "---\n"])


_as_json = json.JSONEncoder(ensure_ascii=False).encode


def _json(value: Any) -> str:
    return _NOT_RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", _as_json(value))


def _as_html(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_html(child) for key, child in value.items() if child not in ("", None, [], {})}
    if isinstance(value, list):
        return [_as_html(child) for child in value]
    return html.escape(folded(value), quote=True) if isinstance(value, str) else value
