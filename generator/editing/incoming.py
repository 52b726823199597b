"""Texts that come in: what keeps a file from being a seed, said to somebody who may not know what an encoding is."""

import re
import shlex
from dataclasses import replace

from generator import files
from generator.files import MAX_BYTES, TextFile
from generator.problems import Problem

_FORMATS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive, as .docx and .odt files are",
    b"\xd0\xcf\x11\xe0": "a file of an old Microsoft Office",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file (gzip)",
}
"""What a file is by its first bytes."""

_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})


def decode(raw: bytes, name: str) -> TextFile | Problem:
    """Return the text that bytes hold, or why they can be no seed, with what to do about it.

    name: what they are called, for the message. At most one byte more than a seed may have is looked at.
    """
    if len(raw) > MAX_BYTES:
        hint = f"split it, or see whether it is the file you meant: a seed may have at most {MAX_BYTES // 1_000_000} MB"
        return Problem(name, 0, 0, "too-large", "The file is too large for a briefing.", hint)
    binary = next((what for start, what in _FORMATS.items() if raw.startswith(start)), "")
    if binary or _is_binary(raw):
        message = (
            f"This is {binary or 'no text'}." if binary else "This is no text: most likely a program, a picture or a sound."
        )
        return Problem(name, 0, 0, "encoding", message, "open it in its own program and save its words as plain text (UTF-8)")
    file = files.decode(raw, name)
    if isinstance(file, Problem):
        return _with_a_way_out(file, raw, name)
    if not file.text.strip():
        return Problem(name, 0, 0, "empty-seed", "The file holds no text.", "give the file that has the briefing's text")
    return file


def _is_binary(raw: bytes) -> bool:
    """Return whether many of the bytes are control characters, NUL left to the reader of encodings."""
    strange = len(raw) - len(raw.translate(None, _CONTROLS[1:]))
    return strange > len(raw) // 20


def _with_a_way_out(problem: Problem, raw: bytes, name: str) -> Problem:
    """Return an encoding's problem with the command that converts the file, where the encoding is likely known."""
    one_byte = re.search(r"Windows-(\d+)", problem.message)
    codec = f"CP{one_byte[1]}" if one_byte else _utf_16(raw) if "UTF-16" in problem.message else ""
    if not codec:
        return problem
    shown = "FILE" if name == "standard input" else shlex.quote(name)
    return replace(problem, hint=f"{problem.hint}, or try: iconv -f {codec} -t UTF-8 {shown} | briefings new -")


def _utf_16(raw: bytes) -> str:
    return "UTF-16BE" if raw[:2000:2].count(0) > raw[1:2000:2].count(0) else "UTF-16LE"
