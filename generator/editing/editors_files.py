"""New editors' files: that of a text just added, with its open questions, and that of a briefing that has none yet."""

import datetime as dt
from pathlib import Path

from generator.editing import yaml_files
from generator.editing.yaml_files import YamlFile
from generator.seed import Seed

SCHEMA = "schemas/edits.schema.json"
"""What a text editor checks such a file by, and completes its keys from."""


def first_line(path: str) -> str:
    """Return the comment that leads a text editor from an editors' file to its schema."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{SCHEMA}\n"


def read_or_new(root: Path, path: str) -> YamlFile:
    """Return an editors' file to edit; where it is not there, one with nothing but its first line."""
    if (root / path).is_file() or (root / path).is_symlink():
        return yaml_files.read(root, path)
    return YamlFile(path, first_line(path))


def stub(path: str, seed: Seed, day: dt.date) -> str:
    """Return the text of the editors' file of a seed just added: what the text says itself, and what is still open."""
    lines = ["What the editors add to this text; docs/format.md explains each key. The text itself is never changed.", ""]
    lines += _found(seed)
    lines += ["", "Open questions. Where you know the answer, take the # away and write it; else leave the line or drop it."]
    lines += _open(seed)
    comments = "".join(f"# {_printable(line)}".rstrip() + "\n" for line in lines)
    return f"{first_line(path)}{comments}changes:\n  - {{date: {day}, note: Added.}}\n"


def _found(seed: Seed) -> list[str]:
    """Return what a reader is told without the editors."""
    whose = {"contributor": "from its front matter", "text": "as the text has it"}
    found = [f"Title: “{seed.title}”, {whose[seed.title_basis]}." if seed.title_basis in whose else "Title: the text has none."]
    basis = "inferred from a line of the text" if seed.inferred_date else whose.get(seed.date_basis)
    found.append(f"Date: {seed.date.text}, {basis}." if seed.date and basis else "Date: none where a text's own is looked for.")
    whose_language = "from its front matter" if seed.foreign_language else "the archive's"
    return [*found, f"Language: {seed.language}, {whose_language}."]


def _open(seed: Seed) -> list[str]:
    questions = [] if seed.title_basis != "opening words" else ["title: ...  # a title of yours is printed in [ ]"]
    if not seed.date or seed.inferred_date:
        questions.append("date: YYYY-MM-DD  # the day of the text itself, not of the events")
    if not seed.edits.period:
        questions.append("period: YYYY-MM-DD  # when the events took place, if on another day; add ? where uncertain")
        questions.append("period_basis: ...  # how you know")
    if not seed.foreign_language:
        questions.append(f"language: ...  # the text's own, if that is not {seed.language}")
    questions.append("rights: not known  # under what terms the text may be published")
    questions.append("origin: {url: https://..., seen: YYYY-MM-DD}  # where else the text stands")
    return questions


def _printable(line: str) -> str:
    """Return a line in which nothing from a text can end the comment."""
    return "".join(c for c in line if c.isprintable())
