"""The text of a Markdown seed, by CommonMark with tables; HTML and link definitions in it are text."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.disk.files import TextFile, in_text
from generator.problems import Problem
from generator.reading import front_matter, leftovers
from generator.seed import Container, Contents, Layout, Markup, Paragraph
from generator.text.lines import with_blank_lines

MAX_DEPTH = 20
"""Levels of quotes, lists and their items; of what stands deeper the reader gives nothing back, so it has to be told."""

_CONTAINERS = ("blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr")
_NESTING = ("blockquote", "ul", "ol", "li")
_LINE_OR_END = re.compile(r"[^\n]+|\n")
_MARKS = re.compile(r"\]\([^()\n]*\)|[\[\]*_`~>\\]")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_DEPTH}).enable("table")
    # HTML is text. So are link definitions: they would take words off the page.
    parser.disable(["html_block", "html_inline", "reference"])
    # Text then stays in pieces that stand in the source letter for letter, by which they are placed.
    parser.disable(["text_join", "fragments_join"])
    return parser


_PARSER = _parser()


def read(file: TextFile) -> tuple[Contents | None, list[Problem]]:
    """Return what a Markdown seed holds, and what is wrong or open in it; None where it can have no page."""
    head = front_matter.read(file)
    if isinstance(head, Problem):
        return None, [head]
    contributor, body, problems = head
    layout = _layout(file.text, body)
    if isinstance(layout, int):
        return None, [*problems, _too_deep(file, layout)]
    return Contents(layout, contributor), [*problems, *leftovers.in_markdown(file)]


def plain_words(text: str) -> str:
    """Return a Markdown text without marks and addresses, told by their signs alone: `[*A* &amp; B](b.html)` is `A & B`."""
    return _MARKS.sub("", html.unescape(text)).replace("|", " ")


def _layout(text: str, body: int) -> Layout | int:
    """Return the paragraphs of a Markdown seed and the containers around them; the place where it is nested too deep.

    text: the whole file's text. body: where its body starts, after the front matter.
    A heading, a list item's paragraph, a table's cell and a block of code are paragraphs.
    """
    text = with_blank_lines(text)
    lines = text[body:].split("\n")
    starts = [body]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    tokens = _PARSER.parse(text[body:])
    deep = next(
        (token for token in tokens if token.nesting > 0 and token.level >= MAX_DEPTH - 1 and token.tag in _NESTING), None
    )
    return starts[deep.map[0]] if deep and deep.map else tuple(_parts(tokens, text, starts))


def _too_deep(file: TextFile, at: int) -> Problem:
    message = f"Quotes (one level each) and lists (two) stand in each other more than {MAX_DEPTH - 1} levels deep."
    return in_text(file.text, file.path, at, "too-deep", message, "save it as plain text: let its name end in .txt")


def _parts(tokens: list[Token], text: str, starts: list[int]) -> Iterator[Paragraph | Container]:
    number, tag, align, cell_at = 1, "p", "", 0
    for token in tokens:
        if token.type in ("paragraph_open", "heading_open", "th_open", "td_open"):
            tag = f"h{min(6, int(token.tag[1]) + 1)}" if token.type == "heading_open" else token.tag
            align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        elif token.type == "tr_open":
            cell_at = 0
            yield Container("tr", True)
        elif token.tag in _CONTAINERS and token.nesting:
            yield Container(token.tag, token.nesting > 0, int(token.attrs.get("start", 1)))
        elif token.type == "hr":
            yield Container("hr", True)
        elif token.type in ("inline", "fence", "code_block") and token.content.strip() and token.map:
            first, last = starts[token.map[0]], starts[token.map[1]] - 1
            at = max(first, cell_at) if tag in ("td", "th") else first
            places = _places(token.content, text, at, last)
            cell_at = places[-1] + 1
            paragraph = _paragraph(number, tag, token, places)
            yield replace(paragraph, align=align) if align else paragraph
            number += 1
        elif tag in ("td", "th") and token.type == "inline":
            yield Container(tag, True, align=align)  # an empty cell keeps the columns in line


def _places(content: str, text: str, start: int, end: int) -> list[int]:
    """Return the place in the seed of each character of a block's content.

    The content is the source without indents, quote marks and escapes of `|`: each of its characters
    stands in the source, in order. Most lines stand there whole.
    """
    first_line = content.split("\n", 1)[0]
    cursor = max(start, text.find(first_line, start, end))
    places: list[int] = []
    for line in _LINE_OR_END.findall(content):
        first = text.find(line[0], cursor, end)
        if first >= 0 and text.startswith(line, first, end):
            places += range(first, first + len(line))
            cursor = first + len(line)
            continue
        for character in line:
            found = text.find(character, cursor, end)
            cursor = found if found >= 0 else min(cursor, end - 1)
            places.append(cursor)
            cursor += 1
    return places


def _runs(places: list[int]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that stand in the seed's as they are. places: of each of its code points there."""
    if not places or places == list(range(places[0], places[0] + len(places))):
        return ((0, places[0]),) if places else ()
    before = [place + 1 for place in places[:-1]]
    return ((0, places[0]), *((at, places[at]) for at, expected in enumerate(before, 1) if places[at] != expected))


def _paragraph(number: int, tag: str, token: Token, places: list[int]) -> Paragraph:
    if token.children is None:
        words = token.content.rstrip("\n")
        return Paragraph(number, places[0], words, "pre", _runs(places[: len(words)]))
    pieces: list[str] = []
    offsets: list[int] = []
    markup: list[Markup] = []
    links: list[str] = []
    cursor = 0
    for child, is_words in _unfolded(token.children):
        length = len(offsets)
        if child.nesting:
            cursor = _after_markup(child, token.content, cursor)
            markup += [] if is_words else [_markup(child, length, links)]
            continue
        words, at, cursor = _piece(child, token.content, cursor)
        if child.type == "code_inline" and not is_words:
            markup += [Markup(length, "code", True), Markup(length + len(words), "code", False)]
        if child.type == "hardbreak" and not is_words:
            markup.append(Markup(length, "br", True))
        pieces.append(words)
        offsets += _those(places, at)
    return Paragraph(number, offsets[0] if offsets else places[0], "".join(pieces), tag, _runs(offsets), tuple(markup))


def _unfolded(children: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield a block's tokens, and whether of each the words alone count.

    An image is its description, without markup. An address in a link's words is no link, since a link holds none.
    """
    is_in_link = False
    for child in children:
        if child.tag == "a" and child.markup != "autolink":
            is_in_link = child.nesting > 0
        if child.type == "image":
            yield Token("image", "img", 1), True
            yield from ((inner, True) for inner, _ in _unfolded(child.children or ()))
            yield Token("image", "img", -1), True
        else:
            yield child, is_in_link and child.markup == "autolink"


def _those(places: list[int], at: Sequence[int]) -> list[int]:
    """Return the places in the seed of some characters of a block; beyond its end, the last."""
    if isinstance(at, range) and at.stop <= len(places):
        return places[at.start : at.stop]
    return [places[min(place, len(places) - 1)] for place in at]


def _markup(child: Token, at: int, links: list[str]) -> Markup:
    """Return the element a token opens or closes; links: the addresses of the links open so far."""
    if child.tag != "a":
        return Markup(at, "strong" if child.tag == "strong" else "em", child.nesting > 0)
    if child.nesting > 0:
        links.append(str(child.attrs.get("href", "")))
        return Markup(at, "a", True, links[-1])
    return Markup(at, "a", False, links.pop())


def _piece(child: Token, content: str, cursor: int) -> tuple[str, Sequence[int], int]:
    """Return the words a token brings, where each of their characters stands in the content, and the place after."""
    if child.type in ("softbreak", "hardbreak"):
        at = max(cursor, content.find("\n", cursor))
        return "\n", [at], at + 1
    if child.type == "text_special":
        at = max(cursor, content.find(child.markup, cursor))
        return child.content, [at] * len(child.content), at + len(child.markup)
    if child.type == "code_inline":
        at = max(cursor, content.find(child.markup, cursor)) + len(child.markup)
        at += content[at : at + 1] == " " and not content.startswith(child.content, at)
        return child.content, range(at, at + len(child.content)), at + len(child.content) + len(child.markup)
    words = child.content
    at = max(cursor, content.find(words, cursor))
    return words, range(at, at + len(words)), at + len(words)


def _after_markup(child: Token, content: str, cursor: int) -> int:
    if child.markup == "autolink":
        return cursor + 1
    if child.tag in ("em", "strong"):
        return max(cursor, content.find(child.markup, cursor)) + len(child.markup)
    return content.find("[", cursor) + 1 if child.nesting > 0 else _after_target(content, content.find("](", cursor))


def _after_target(content: str, at: int) -> int:
    """Return the place after a link's `](address "title")`, which stands at a place."""
    helpers, end = _PARSER.helpers, len(content)
    at += 2
    while at < end and content[at].isspace():
        at += 1
    address = helpers.parseLinkDestination(content, at, end)
    at = address.pos if address.ok else at
    while at < end and content[at].isspace():
        at += 1
    title = helpers.parseLinkTitle(content, at, end)
    at = title.pos if title.ok else at
    return min(end, max(at, content.find(")", at)) + 1)
