"""A briefing's text as Markdown: its words exactly, with links, note numbers and paragraph links set in by position."""

import html
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from generator.briefing import AnchoredNote, Briefing, Citation, Mention, Turn
from generator.naming.abbreviations import Abbreviation
from generator.reading import markers
from generator.rendering.speaking import Speaker
from generator.seed import Container, Markup, Paragraph
from generator.text.markup import Markdown, address, attribute, folded, part
from generator.text.spans import merged

_Piece = tuple[int, int, int, Markdown]
"""What stands in the place of a stretch of text: its start, an order among equals, its end, the Markdown."""


_Link = tuple[int, int, str]
"""A link that a seed has: its start, its end, its address."""

_KEPT = str.maketrans({character: f"&#{ord(character)};" for character in "\n\t\x02\x03"})
"""What Python-Markdown would fold or take out of a block of code, as references."""


def markdown(
    briefing: Briefing,
    target: Callable[[str], str],
    abbreviations: Sequence[Abbreviation] = (),
    speakers: Sequence[Speaker] = (),
) -> Markdown:
    """Return the text of a briefing, ready to stand inside `<div class="seed-text" markdown>`.

    target: the relative address of an actor's page. Within a paragraph an actor is linked at its first mention,
    an abbreviation, to its entry on the page, at its first use; a speaker at the first label.
    """
    labels = {turn.paragraph: _label(briefing, turn, one, target) for one in speakers for turn in one.turns}
    numbers = _note_references(briefing)
    terms: dict[int, list[_Piece]] = {}
    for abbreviation in abbreviations:
        for number, (start, end) in abbreviation.places.items():
            terms.setdefault(number, []).append(_term(briefing.paragraphs[number], start, end, abbreviation))
    blocks = []
    for at in briefing.seed.layout:
        if isinstance(at, Container):
            blocks.append(_container(at))
        elif not at.hidden:
            here = terms.get(at.number, []) + ([labels[at.number]] if at.number in labels else [])
            blocks.append(_paragraph(at, briefing, target, numbers, here))
    return Markdown("\n\n".join(blocks))


def _label(briefing: Briefing, turn: Turn, speaker: Speaker, target: Callable[[str], str]) -> _Piece:
    paragraph = briefing.paragraphs[turn.paragraph]
    words = part(paragraph.text, turn.start, turn.end)
    is_in_link = any(start < turn.end and turn.start < end for start, end, _ in paragraph.links)
    if speaker.actor and turn == speaker.turns[0] and not is_in_link:
        shown = f'[{words}]({target(speaker.actor.id)}){{ .actor .speaker data-speaker="{speaker.number}" }}'
    else:
        shown = f'<span class="speaker" data-speaker="{speaker.number}">{words}</span>'
    return turn.start, 4, turn.end, Markdown(shown)


def _container(container: Container) -> str:
    if container.tag == "hr":
        return "<hr>"
    if container.tag in ("td", "th"):
        return f"<{container.tag}{_aligned(container)}></{container.tag}>"
    if not container.opens:
        return f"</{container.tag}>"
    start = f' start="{container.start}"' if container.tag == "ol" and container.start != 1 else ""
    return f'<{container.tag} markdown="block"{start}>'


def _aligned(cell: Container | Paragraph) -> str:
    """Return the attribute that sets a cell as its column; a class, as the site's policy lets no style stand in a page."""
    return f' class="align-{cell.align}"' if cell.align else ""


def _note_references(briefing: Briefing) -> dict[tuple[int, int], Markdown]:
    """Return what stands for each citation: its note's number, as a link there, with an id for the way back.

    HTML and no footnote of Markdown's own, since engines number those by an order of theirs (tables last), and their
    cost grows with the square of a note's uses.
    """
    uses: Counter[int] = Counter()
    found = {}
    for citation in briefing.citations:
        n = citation.number
        uses[n] += 1
        words = f'<sup id="{use_of_note(n, uses[n])}"><a class="note-number" href="#fn:{n}">{n}</a></sup>'
        found[citation.paragraph, citation.start] = Markdown(words)
    return found


def use_of_note(number: int, use: int) -> str:
    """Return the id of a place where a note is used, from 1, as Python-Markdown's footnotes have it."""
    return f"fnref{'' if use == 1 else use}:{number}"


def _paragraph(
    paragraph: Paragraph,
    briefing: Briefing,
    target: Callable[[str], str],
    numbers: dict[tuple[int, int], Markdown],
    terms: list[_Piece],
) -> str:
    name = f"p{paragraph.number}"
    if paragraph.tag == "pre":
        code = html.escape(paragraph.text).translate(_KEPT)
        return f'<pre id="{name}">{code}</pre>'
    cited = briefing.citations_in[paragraph.number]
    linked = [*_linked(paragraph, briefing.mentions_in[paragraph.number], target)]
    noted = [replace(note, end=_behind(linked, note.end)) for note in briefing.notes_in[paragraph.number]]
    pieces = [
        *linked,
        *terms,
        *_cited(paragraph, cited, numbers),
        *(_letter(note) for note in noted),
        *map(_markup, _shown_markup(paragraph, cited, noted)),
    ]
    words = _with_pieces(paragraph.text, sorted(pieces, key=lambda piece: piece[:2]))
    if paragraph.tag in ("td", "th"):
        return f'<{paragraph.tag} markdown="span" id="{name}"{_aligned(paragraph)}>{words}</{paragraph.tag}>'
    permalink = f'[](#{name}){{ .headerlink aria-label="Paragraph {paragraph.number}" data-n="{paragraph.number}" }}'
    noted_class = " .noted" if noted else ""
    if paragraph.tag.startswith("h"):
        # The contents name a heading by its words; a note's number is none of them.
        label = f' data-toc-label="{attribute(folded(markers.without(paragraph.text, cited)))}"' if cited else ""
        return f"{'#' * int(paragraph.tag[1])} {permalink}{words} {{: #{name}{noted_class}{label} }}"
    return f"{permalink}{words}\n{{: #{name}{noted_class} }}"


def _with_pieces(text: str, pieces: Sequence[_Piece]) -> str:
    shown, at = [], 0
    for start, _, end, words in pieces:
        shown += [part(text, at, max(at, start)), words]
        at = max(at, end)
    return "".join([*shown, part(text, at, len(text))])


def _linked(paragraph: Paragraph, mentions: Sequence[Mention], target: Callable[[str], str]) -> Iterator[_Piece]:
    """Yield the mentions: a paragraph's first of each actor as a link, the others marked, so that they can be shown."""
    seen: set[str] = set()
    links = paragraph.links
    for mention in mentions:
        actor = mention.actor if mention.in_ == "text" else None
        if actor:
            words = part(paragraph.text, mention.start, mention.end)
            is_link = actor not in seen and not _is_in_link(links, mention.start, mention.end)
            shown = f"[{words}]({target(actor)}){{ .actor }}" if is_link else f'<span data-actor="{actor}">{words}</span>'
            seen |= {actor} if is_link else set()
            yield mention.start, 4, mention.end, Markdown(shown)


def _behind(pieces: Sequence[_Piece], at: int) -> int:
    """Return a place, or the end of the piece that it stands within: a piece is printed whole."""
    before = bisect_left(pieces, at, key=itemgetter(0)) - 1
    return max(at, pieces[before][2]) if before >= 0 else at


def _term(paragraph: Paragraph, start: int, end: int, abbreviation: Abbreviation) -> _Piece:
    words = part(paragraph.text, start, end)
    return start, 4, end, Markdown(f"[{words}](#term-{abbreviation.number}){{ .term }}")


def _is_in_link(links: Sequence[_Link], start: int, end: int) -> bool:
    at = bisect_right(links, start, key=itemgetter(1))
    return at < len(links) and links[at][0] <= start and end <= links[at][1]


def _cited(paragraph: Paragraph, cited: Sequence[Citation], numbers: dict[tuple[int, int], Markdown]) -> Iterator[_Piece]:
    for citation, (start, end) in zip(cited, markers.gone(paragraph.text, cited), strict=True):
        yield start, 3, end, numbers[paragraph.number, citation.start]


def _shown_markup(paragraph: Paragraph, cited: Sequence[Citation], noted: Sequence[AnchoredNote]) -> Iterator[Markup]:
    """Yield the markup. A link holds no link, so it ends before a note's number or letter and goes on behind it.

    A part of which markers leave no words is no link; the address stands in the note.
    """
    if not paragraph.links:
        yield from paragraph.markup
        return
    gaps = merged([*markers.gone(paragraph.text, cited), *((note.end, note.end) for note in noted)])
    closed: list[tuple[Markup, int, int]] = []
    open_: list[Markup] = []
    is_in_link = False
    for mark in paragraph.markup:
        if mark.tag == "br":
            yield mark
        elif mark.opens:
            open_.append(mark)
            is_in_link |= mark.tag == "a"
        else:
            opening = open_.pop()
            parts = _parts(paragraph.text, opening.at, mark.at, gaps) if is_in_link else [(opening.at, mark.at)]
            closed += [(opening, start, end) for start, end in parts]
            is_in_link &= mark.tag != "a"
    for element, start, _ in reversed(closed):
        yield replace(element, at=start)
    for element, _, end in closed:
        yield replace(element, at=end, opens=False)


def _parts(text: str, start: int, end: int, gaps: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what gaps leave of a stretch of a text, where it has words."""
    at = start
    first, last = bisect_right(gaps, start, key=itemgetter(1)), bisect_left(gaps, end, key=itemgetter(0))
    for gap, after in (*gaps[first:last], (end, end)):
        if text[at:gap].strip():
            yield at, gap
        at = after


def _letter(note: AnchoredNote) -> _Piece:
    name = f"Editors’ note {note.letter}"
    words = f'[](#note-{note.letter.lower()}){{ .note-letter aria-label="{name}" data-letter="{note.letter}" }}'
    return note.end, 1, note.end, Markdown(words)


def _markup(mark: Markup) -> _Piece:
    if mark.tag == "a":
        href = address(mark.href)
        tag = f'a href="{href}" rel="nofollow noopener"' if href else "span"
        words = f"<{tag}>" if mark.opens else "</a>" if href else "</span>"
    else:
        words = f"<{'' if mark.opens else '/'}{mark.tag}>"
    return mark.at, 2 if mark.opens else 0, mark.at, Markdown(words)
