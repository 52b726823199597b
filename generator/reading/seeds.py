"""Reading a seed: its text in paragraphs, and what is known of it."""

from dataclasses import replace
from pathlib import Path

from generator.disk.files import TextFile
from generator.edits import Edits
from generator.formats import Settings
from generator.problems import Problem
from generator.reading import entries, heads, seed_formats, unseen
from generator.reading.seed_files import SeedFile
from generator.seed import Basis, Contents, Paragraph, Seed
from generator.text.markup import folded


def read(root: Path, found: SeedFile, settings: Settings) -> tuple[Seed | None, list[Problem]]:
    """Return the seed that a file holds, and what is wrong or open in it and its editors' file.

    The seed is None where an error keeps it from having a page.
    """
    file = seed_formats.read_text(root, found.path)
    if isinstance(file, Problem):
        return None, [file]
    if not file.text.strip():
        return None, [Problem(found.path, 1, 1, "empty-seed", "The file holds no text.", "put the briefing's text into it")]
    problems = list(unseen.check(file))
    edits = Edits(path=found.edits)
    if found.edits:
        edits = entries.read_file(Edits, root, found.edits, problems, {"path": found.edits}) or edits
    contents, more = seed_formats.of(found.path).read(file)
    problems += more
    return (_seed(found, file, contents, edits, settings) if contents else None), problems


def _seed(found: SeedFile, file: TextFile, contents: Contents, edits: Edits, settings: Settings) -> Seed:
    contributor, may_be_title = contents.contributor, seed_formats.of(found.path).may_be_title
    language = edits.language or contributor.language or settings.language
    boilerplate = frozenset(map(folded, settings.boilerplate))
    layout = tuple(_hide(part, boilerplate) if isinstance(part, Paragraph) else part for part in contents.layout)
    shown = [part for part in layout if isinstance(part, Paragraph) and not part.hidden]
    headed = heads.headed(shown, settings, language, may_be_title)
    line = heads.title_line(headed, settings, may_be_title)
    layout = tuple(replace(part, is_title=True) if line and part is headed[0] else part for part in layout)
    titles: list[tuple[str, Basis]] = [
        (edits.title, "editors"),
        (contributor.title, "contributor"),
        (folded(line), "text"),
        (heads.subject(headed, settings), "text"),
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


def _hide(paragraph: Paragraph, boilerplate: frozenset[str]) -> Paragraph:
    return replace(paragraph, hidden=True) if boilerplate and folded(paragraph.text) in boilerplate else paragraph
