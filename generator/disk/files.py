"""Reading the archive's text files: bytes to text, and problems with the line they stand on."""

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from generator.disk.tree import link_in
from generator.problems import Problem

MAX_BYTES = 8_000_000
"""The longest briefing met in a public archive is under 1 MB; eight times that is no briefing."""


_SAVE_AS_UTF8 = "save it as UTF-8 (in most editors: Save with encoding)"

_FORMATS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive, as .docx and .odt files are",
    b"\xd0\xcf\x11\xe0": "a file of an old Microsoft Office",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF87a": "a picture",
    b"GIF89a": "a picture",
    b"\x1f\x8b": "a packed file (gzip)",
}
"""What a file is by its first bytes."""

_CONTROLS = bytes({*range(1, 32), 127} - {*b"\t\n\v\f\r\x1b"})
"""Control characters that hardly a text has, NUL left out."""


@dataclass(frozen=True)
class TextFile:
    """A file as it was read; text: decoded, without byte order mark, lines ending in LF."""

    path: str
    raw: bytes
    text: str
    encoding: str

    @property
    def sha256(self) -> str:
        """Return the hash of the file's bytes."""
        return hashlib.sha256(self.raw).hexdigest()


def read_text(root: Path, path: str, decoded: Callable[[bytes, str], TextFile | Problem] | None = None) -> TextFile | Problem:
    """Return a file's text, or what keeps it from being read. decoded: makes a text of its bytes; else `decode` does."""
    file = root / path
    try:
        if not file.is_file() or link_in(root, path):
            return Problem(path, 0, 0, "not-a-file", "This is not a plain file.", "put the text itself here")
        if file.stat().st_size > MAX_BYTES:
            return too_large(path)
        raw = file.read_bytes()
    except OSError as error:
        return Problem(path, 0, 0, "unreadable", f"The file cannot be read: {error.strerror}.", "check its permissions")
    return (decoded or decode)(raw, path)


def too_large(path: str) -> Problem:
    """Return the problem of a file that has more bytes than are read."""
    what = "one that editors write" if path.lower().endswith(".yml") else "a briefing"
    hint = f"see whether it is the file you meant; if so, split it: a file may have at most {MAX_BYTES // 1_000_000} MB"
    return Problem(path, 0, 0, "too-large", f"The file is too large for {what}.", hint)


def decode(raw: bytes, path: str) -> TextFile | Problem:
    """Return the text that a file's bytes hold, or what keeps them from being text.

    UTF-8 with or without a byte order mark, or UTF-16 with one; anything else is a problem that
    names the likely encoding. A NUL character is a problem; other control characters stand.
    """
    known = next((what for start, what in _FORMATS.items() if raw.startswith(start)), "")
    if known:
        return _no_text(path, f"This is {known}.")
    if order := utf_16_without_a_mark(raw):
        return Problem(
            path, 1, 1 + (order == "LE"), "encoding", "This looks like UTF-16 without a byte order mark.", _SAVE_AS_UTF8
        )
    encoding = _encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return _not_decodable(raw, path, error)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = text.find("\0")
    if at >= 0 and _is_binary(raw):
        return _no_text(path)
    if at >= 0:
        return in_text(text, path, at, "nul-character", "A NUL character stands here.", "save it as plain text")
    return TextFile(path, raw, text, "UTF-8" if encoding == "utf-8-sig" else "UTF-16")


def _encoding(raw: bytes) -> str:
    return "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def utf_16_without_a_mark(raw: bytes) -> str:
    """Return the order of bytes (`LE`, `BE`) of what is most likely UTF-16 and does not say so; else "".

    In most scripts each second byte is the same there, one that no text has so often; of those between hardly any is.
    """
    head = raw[:4000]
    if _encoding(raw) == "utf-16" or not (0 in head or _controls(head)):
        return ""
    for order, high, low in (("BE", head[::2], head[1::2]), ("LE", head[1::2], head[::2])):
        most = max(map(high.count, b"\0" + _CONTROLS))
        if most > 1 and most > 0.6 * len(high) and _controls(low) + low.count(0) < 0.25 * len(low):
            return order
    return ""


def _is_binary(raw: bytes) -> bool:
    """Return whether more than a twentieth of the bytes are control characters; of a text in UTF-16 that says nothing."""
    return _encoding(raw) != "utf-16" and _controls(raw) > len(raw) / 20


def _controls(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, _CONTROLS))


def _no_text(path: str, message: str = "This is no text: most likely a program, a picture or a sound.") -> Problem:
    return Problem(path, 0, 0, "encoding", message, "open it in its own program and save its words as plain text (UTF-8)")


def _not_decodable(raw: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    if _is_binary(raw):
        return _no_text(path)
    before = raw[: error.start].decode(_encoding(raw), "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    excerpt = before[before.rfind("\n") + 1 :]
    if _encoding(raw) == "utf-16" or error.reason == "unexpected end of data":
        message, hint = "The file ends in the middle of a character.", "get a complete copy of it"
    else:
        message = f"This is not UTF-8 text; it looks like {_likely_encoding(raw)}."
        hint = _SAVE_AS_UTF8
    return Problem(path, line, column, "encoding", message, hint, excerpt)


def _likely_encoding(raw: bytes) -> str:
    """Name the one-byte encoding in which most of the high bytes are letters or marks that prose has."""
    candidates = {"Windows-1252 (Western European)": "cp1252", "Windows-1251 (Cyrillic)": "cp1251"}
    high = bytes(byte for byte in raw if byte >= 0x80)
    return max(candidates, key=lambda name: _plausible(high.decode(candidates[name], "replace"), name))


def _plausible(text: str, name: str) -> int:
    letters = sum(unicodedata.category(character) in ("Ll", "Pf", "Pi", "Pd") for character in text)
    # Cyrillic text is nearly all high bytes: a text with few of them is Western.
    return letters + (len(text) // 2 if "1251" in name and len(text) > 20 else 0)


def in_text(text: str, path: str, at: int, kind: str, message: str, hint: str = "", width: int = 1) -> Problem:
    """Return a problem at a code point of a text."""
    lines, starts = _lines(text)
    line = bisect_right(starts, at)
    return Problem(path, line, at - starts[line - 1] + 1, kind, message, hint, lines[line - 1], width)


@lru_cache(maxsize=1)  # a text may be one line of megabytes, with thousands of problems: they share it
def _lines(text: str) -> tuple[list[str], list[int]]:
    """Return a text's lines, and where each starts."""
    lines = text.split("\n")
    return lines, list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))


def with_excerpts(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems, each with the line of its file that it stands on; and one more for each file that cannot be read now."""
    texts: dict[str, list[str]] = {}
    found = []
    for problem in problems:
        if problem.line and not problem.excerpt:
            if problem.path not in texts:
                file = read_text(root, problem.path)
                texts[problem.path] = file.text.split("\n") if isinstance(file, TextFile) else []
                found += [file] if isinstance(file, Problem) and file.kind == "unreadable" else []
            lines = texts[problem.path][problem.line - 1 : problem.line]
            found.append(replace(problem, excerpt="".join(lines)))
        else:
            found.append(problem)
    return found
