"""Reading a seed: its text in paragraphs, and what is known of it."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from generator.disk import files, yamltree
from generator.disk.files import TextFile, in_text
from generator.edits import Edits
from generator.formats import Settings
from generator.problems import Problem
from generator.reading import entries, heads, markdown_seed, unseen
from generator.reading.seed_files import SeedFile
from generator.seed import Basis, Container, Paragraph, Seed
from generator.text.markup import folded

WRAP_MAX = 100
"""Code points; hand-wrapped text is set to 60-80, and a paragraph on one line is rarely shorter."""
Layout = tuple[Paragraph | Container, ...]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CONTRIBUTORS_KEYS = ("title", "date", "period", "language")
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
    headed = heads.headed(shown, settings, language, is_markdown(found.path))
    line = heads.title_line(headed, settings, is_markdown(found.path))
    layout = tuple(replace(part, is_title=True) if line and part is headed[0] else part for part in layout)
    titles: list[tuple[str, Basis]] = [
        (edits.title, "editors"),
        (contributor.title, "contributor"),
        (folded(line), "text"),
        (heads.opening_words(headed, settings, language), "opening words"),
    ]
    title, title_basis = next((words, basis) for words, basis in titles if words)
    date = edits.date or contributor.date or heads.date_in_text(shown, line, language)
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
