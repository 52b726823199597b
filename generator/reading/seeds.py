"""Reading a seed: its text in paragraphs, its title, its date."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from generator.disk import files, yamltree
from generator.disk.files import TextFile, in_text
from generator.edits import Edits
from generator.formats import Settings
from generator.problems import Problem
from generator.reading import entries, markdown_seed, markers, unseen
from generator.reading.seed_files import SeedFile
from generator.seed import Basis, Container, Paragraph, Seed
from generator.text import date_lines, dates
from generator.text.markup import folded

TITLE_MAX = 160
"""Code points; the longest title line among the seeds that it was tried on has 104, the shortest lead paragraph 171."""
WRAP_MAX = 100
"""Code points; hand-wrapped text is set to 60-80, and a paragraph on one line is rarely shorter."""
OPENING_WORDS = 9
HEAD_MAX = 4
"""Lines between a title and the first sentence: who speaks, where, on which day, at what time."""

Layout = tuple[Paragraph | Container, ...]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CONTRIBUTORS_KEYS = ("title", "date", "period", "language")
_CLOSED = re.compile(r"[.!?:。！？：؟۔।…][\"'”’»›)\]」』]*\Z")
_HOUR = re.compile(
    r"[^\d\W][^\d:：]{0,30}[:：]\s*\d{1,2}\s?(?:[:.h]\d\d(?![.\d])|[ap]\.?m\b|h\b|uhr|[时時点시])", re.IGNORECASE
)
"""A line that says when something takes place, "Time: 10 a.m."; a date above it is that of the event."""
_YEAR = re.compile(r"\d{4}")
_LINE_END = re.compile(r"[.!?:;。！？؟”\"»)\]][\"'”’»)\]]*\s*\Z")


def read(root: Path, found: SeedFile, settings: Settings) -> tuple[Seed | None, list[Problem]]:
    """Return the seed that a file holds, and what is wrong or open in it and its editors' file.

    The seed is None where an error keeps it from having a page.
    """
    file = files.read_text(root, found.path)
    if isinstance(file, Problem):
        return None, [file]
    if not file.text.strip():
        return None, [Problem(found.path, 1, 1, "empty-seed", "The file holds no text.", "put the briefing's text into it")]
    problems = list(unseen.check(file))
    edits = Edits(path=found.edits)
    if found.edits:
        edits = entries.read_file(Edits, root, found.edits, problems, {"path": found.edits}) or edits
    contributor, body, fatal = _front_matter(file)
    if isinstance(fatal, Problem):
        return None, [*problems, fatal]
    layout = markdown_seed.layout(file.text, body) if is_markdown(found.path) else tuple(_paragraphs(file.text))
    if isinstance(layout, int):
        return None, [*problems, *fatal, _too_deep(file, layout)]
    return _seed(found, file, layout, edits, contributor, settings), problems + fatal


def _too_deep(file: TextFile, at: int) -> Problem:
    most = markdown_seed.MAX_DEPTH - 1
    message = f"Quotes (one level each) and lists (two) stand in each other more than {most} levels deep."
    return in_text(file.text, file.path, at, "too-deep", message, "save it as plain text: let its name end in .txt")


def _front_matter(file: TextFile) -> tuple[Edits, int, list[Problem] | Problem]:
    """Return what a Markdown seed's front matter says, where its body starts, and what is wrong there."""
    if not is_markdown(file.path) or not re.match(r"---[ \t]*(?:\n|\Z)", file.text):
        return Edits(), 0, []
    match = _FRONT_MATTER.match(file.text)
    if not match:
        hint = "add a line `---` after the last key, or an empty line before the first if this is a rule"
        return (
            Edits(),
            0,
            in_text(file.text, file.path, 0, "front-matter", "Front matter opens here and never closes.", hint, 3),
        )
    tree = yamltree.parse(match[1], file.path, first_line=2)
    if isinstance(tree, Problem):
        return Edits(), 0, tree
    if not isinstance(tree, yamltree.Mapping):
        if tree is None:
            return Edits(), match.end(), []
        hint = "write `title: ...` lines there, or an empty line before the first `---` if this is a rule"
        return Edits(), 0, in_text(file.text, file.path, 0, "front-matter", "Front matter must hold keys with values.", hint, 3)
    found: list[Problem] = []
    unknown = [key for key, _ in tree.items if key.text not in _CONTRIBUTORS_KEYS]
    said = entries.read(Edits, tree.without(*(key.text for key in unknown)), found, {}) or Edits()
    found += [_unused(key) for key in unknown]
    return said, match.end(), [replace(problem, kind="unused-front-matter") for problem in found]


def _unused(key: yamltree.Scalar) -> Problem:
    hint = f"front matter may say {', '.join(_CONTRIBUTORS_KEYS)}; editors' words go into a .yml file beside the seed"
    return key.place.problem("unused-front-matter", f"“{key.text}” is not used.", hint, len(key.text))


def is_markdown(path: str) -> bool:
    """Return whether a seed's file holds Markdown, by its name."""
    return path.lower().endswith(".md")


def _seed(found: SeedFile, file: TextFile, layout: Layout, edits: Edits, contributor: Edits, settings: Settings) -> Seed:
    language = edits.language or contributor.language or settings.language
    boilerplate = frozenset(map(folded, settings.boilerplate))
    layout = tuple(_hide(part, boilerplate) if isinstance(part, Paragraph) else part for part in layout)
    shown = [part for part in layout if isinstance(part, Paragraph) and not part.hidden]
    headed = _headed(shown, settings, language, is_markdown(found.path))
    line = _title_line(headed, settings, is_markdown(found.path))
    layout = tuple(replace(part, is_title=True) if line and part is headed[0] else part for part in layout)
    title, title_basis = _title(edits, contributor, line, headed, settings.markers, language)
    date_in_text = _date_in_text(shown, line, language)
    date = edits.date or contributor.date or date_in_text
    return Seed(
        id=found.id,
        path=found.path,
        raw=file.raw,
        text=file.text,
        sha256=file.sha256,
        encoding=file.encoding,
        layout=layout,
        title=title,
        title_basis=title_basis,
        date=date,
        date_basis="editors" if edits.date else "contributor" if contributor.date else "text" if date else "",
        language=language,
        edits=edits if edits.period or not contributor.period else replace(edits, period=contributor.period),
        foreign_language=language if language != settings.language else "",
        period_by="editors" if edits.period else "contributor" if contributor.period else "",
    )


def _paragraphs(text: str) -> list[Paragraph | Container]:
    """Return a plain text's paragraphs: its lines, or the blocks between blank lines where lines are wrapped."""
    pattern = r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*" if _is_wrapped(text) else r"\S[^\n]*"
    found = [(match.start(), match[0].rstrip()) for match in re.finditer(pattern, text)]
    return [Paragraph(number, start, words) for number, (start, words) in enumerate(found, 1)]


def _is_wrapped(text: str) -> bool:
    """Return whether a text's lines were broken by hand: none is long, and most do not end a sentence."""
    lines = text.split("\n")
    if any(len(line) > WRAP_MAX for line in lines):
        return False
    # The first line may be a title, which ends no sentence either.
    followed = [line for line, after in pairwise(text.strip().split("\n")[1:]) if line.strip() and after.strip()]
    return 2 * sum(not _LINE_END.search(line) for line in followed) > len(followed)


def _hide(paragraph: Paragraph, boilerplate: frozenset[str]) -> Paragraph:
    return replace(paragraph, hidden=True) if boilerplate and folded(paragraph.text) in boilerplate else paragraph


def _headed(shown: list[Paragraph], settings: Settings, language: str, in_markdown: bool) -> list[Paragraph]:
    """Return the paragraphs of which the first may be a title: a line before them may be a date alone.

    One with a place is passed over only where a title follows, and no heading is, nor words that nothing bears out as a
    place: "Daily Press Briefing, 4 May 2031" is itself the title, whoever speaks below it.
    """
    first, after = shown[:1], shown[1:]
    if not after or date_lines.of_line(first[0].text, language, place=False):
        return after or first
    line = first[0].text.strip()
    date = None if first[0].tag.startswith("h") else _of_line(line, shown, language, in_title=False)
    has_place = date and (date.is_certain or " " not in date_lines.place_of(line, language))
    return after if has_place and _title_line(after, settings, in_markdown) else shown


def _title_line(shown: list[Paragraph], settings: Settings, in_markdown: bool) -> str:
    """Return the title that a text opens with, "" where it opens with its first sentence.

    A first line of at most 160 code points, without a marker and without a closing `. ! ? :`. In plain text a
    line of capitals alone is a heading of a form (SUBJECT, TO), not a title.
    """
    line = shown[0].text.strip() if shown else ""
    if not _is_short(line) or any(markers.find(line, settings.markers)):
        return ""
    if in_markdown:
        return line
    return line if (len(shown) > 1 and line != line.upper()) or (not line.isascii() and line.lower() == line.upper()) else ""


def _is_short(line: str) -> bool:
    """Return whether words could stand in a text's head: one line with a letter, not too long, that ends no sentence."""
    one_line = "\n" not in line and "\t" not in line and len(line) <= TITLE_MAX and any(map(str.isalpha, line))
    return one_line and not _CLOSED.search(line)


def _title(
    edits: Edits, contributor: Edits, line: str, shown: list[Paragraph], words: tuple[str, ...], language: str
) -> tuple[str, Basis]:
    if edits.title:
        return edits.title, "editors"
    if contributor.title:
        return contributor.title, "contributor"
    if line:
        return " ".join(line.split()), "text"
    opening: list[str] = []
    for place, paragraph in enumerate(shown):
        bare = markers.without(paragraph.text, markers.find(paragraph.text, words)[0])
        lines = _head_lines(bare)
        if place <= HEAD_MAX:  # a date is no subject: "FOR IMMEDIATE RELEASE", "4 May 2031", "Lamps to be relit"
            others = [line for line in lines if not date_lines.of_line(line, language)]
            lines = others if others or opening else lines
        opening += " ".join(lines).split()
        if len(opening) > OPENING_WORDS or (opening and not all(map(_is_form_heading, lines))):
            break
    title = " ".join(opening[:OPENING_WORDS] or ["(no text)"])[:TITLE_MAX].rstrip(",;: ")
    return f"{title} …" if len(opening) > OPENING_WORDS else title, "opening words"


def _is_form_heading(line: str) -> bool:
    """Return whether a line is in capitals alone, as SUBJECT and TO are in a form; many texts open with the same."""
    return line == line.upper() and line != line.lower()


def _date_in_text(shown: list[Paragraph], title: str, language: str) -> dates.Date | None:
    """Return the date that a text gives itself: a line with nothing else after its title, a dateline, or its title's."""
    head = [line for p in shown[: HEAD_MAX + 1] for line in _head_lines(p.text)]
    after = [line for line in head[: HEAD_MAX + 1] if line != title]
    line = after[0] if after else ""
    if date := _of_line(line, shown, language, in_title=False) or date_lines.of_dateline(line, language):
        is_sure = not _is_one_of_many(date, shown, language) and not any(map(_HOUR.match, after))
        return date if is_sure else dates.uncertain(date)
    return (
        _below(after, shown, language)
        or _of_line(title, shown, language, in_title=True)
        or date_lines.of_title(title, language)
    )


def _head_lines(text: str) -> list[str]:
    """Return the lines of a paragraph that stand by themselves, as a letter's head does where lines are broken by hand."""
    lines = text.strip().split("\n")
    is_head = len(lines) <= HEAD_MAX and not _CLOSED.search(lines[-1])
    return [line.strip() for line in lines] if is_head else [text.strip()]


def _is_one_of_many(date: dates.Date, shown: list[Paragraph], language: str) -> bool:
    """Return whether another paragraph is headed by another day, as in a diary, a chronology, a collection of letters."""
    heads = {p.text.strip() for p in shown if _YEAR.search(p.text, 0, TITLE_MAX)}
    found = (date_lines.of_line(head, language, place=False) or date_lines.of_dateline(head, language) for head in heads)
    return any(other.sort_key != date.sort_key for other in found if other)


def _below(lines: list[str], shown: list[Paragraph], language: str) -> dates.Date | None:
    """Return the day of a line below others of a head, such as who speaks and where; uncertain, since these may say of what.

    A place in it must be borne out: "Next Meeting, 5 May 2031" is another line of a head.
    """
    for above, line in pairwise(lines):
        if not _is_short(above):
            return None
        date = _of_line(line, shown, language, in_title=False) or date_lines.of_dateline(line, language)
        if date and (date.is_certain or not date_lines.place_of(line, language)):
            return dates.uncertain(date)
    return None


def _of_line(line: str, shown: list[Paragraph], language: str, *, in_title: bool) -> dates.Date | None:
    """Return the day of a line, uncertain where nothing bears out that the words before it are a place.

    "Moscow, 5 May 2031" and "Next Meeting, 5 May 2031" are alike: only the rest of the text tells a name from other words.
    """
    date, place = date_lines.of_line(line, language), date_lines.place_of(line, language)
    if not date or not place:
        return date
    rest = "\n".join(row for p in shown for row in p.text.split("\n") if row.strip() != line)
    if _forms(place, rest) and not _is_word(place, rest):
        return date
    # A title names what the text is about, and on which day: "Daily Press Briefing, 4 May 2031".
    return dates.uncertain(date) if in_title or not _is_word(place.split()[-1], rest) else None


def _is_word(words: str, text: str) -> bool:
    """Return whether words stand in a text in small letters; those of a script without capitals never do."""
    return words != words.lower() and words.lower() in _forms(words, text)


def _forms(words: str, text: str) -> set[str]:
    """Return how words stand in a text, in small letters and in capitals."""
    return set(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
