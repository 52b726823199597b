"""Texts that come in: what keeps a file from being a seed, said to somebody who may not know what an encoding is."""

import re
import shlex
from dataclasses import replace

from generator.disk import files
from generator.disk.files import MAX_BYTES, TextFile
from generator.problems import Problem
from generator.reading import seed_formats


def decode(raw: bytes, name: str) -> TextFile | Problem:
    """Return the text that bytes hold, or why they can be no seed, with what to do about it.

    name: what they are called, for the message, and for how they are read. At most one byte more than a seed may have is
    looked at.
    """
    if len(raw) > MAX_BYTES:
        return files.too_large(name)
    file = seed_formats.of(name).decode(raw, name)
    if isinstance(file, Problem):
        return _with_a_way_out(file, raw, name)
    if not file.text.strip():
        return Problem(name, 0, 0, "empty-seed", "The file holds no text.", "give the file that has the briefing's text")
    return file


def _with_a_way_out(problem: Problem, raw: bytes, name: str) -> Problem:
    """Return an encoding's problem with the command that converts the file, where the encoding is likely known."""
    one_byte, order = re.search(r"Windows-(\d+)", problem.message), files.utf_16_without_a_mark(raw)
    codec = f"CP{one_byte[1]}" if one_byte else f"UTF-16{order}" if order else ""
    if not codec:
        return problem
    shown = "FILE" if name == "standard input" else shlex.quote(name)
    return replace(problem, hint=f"{problem.hint}, or try: iconv -f {codec} -t UTF-8 {shown} | briefings new -")
