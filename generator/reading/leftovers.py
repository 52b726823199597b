"""What a converter has left in a text: markup that is no markup there, and stands on the page as it stands in the seed."""

import re
from collections.abc import Iterator

from generator.disk.files import TextFile, in_text
from generator.problems import Problem

_TAG = (
    r"</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|small|span|strike|strong|sub|sup|table|td|th|tr|u|ul)"
    r"(?:\s[^<>\n]{0,200})?/?>"
)
_ENTITY = r"&(?:nbsp|amp|lt|gt|quot|apos|[lr][ds]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
_MARKS = r"\*\*[^\s*][^*\n]{0,80}[^\s*]:?\s?\*\*"
_UNCLOSED = r"\*\*[^\s*][^*\n]{0,80}\s\*\*(?=\w)"

_IN_PLAIN_TEXT = re.compile(f"{_TAG}|{_ENTITY}|{_MARKS}", re.IGNORECASE)
_IN_MARKDOWN = re.compile(f"{_TAG}|{_UNCLOSED}", re.IGNORECASE)
"""In Markdown a character reference is its character; what opens in bold and does not close is left as it stands."""


def in_plain_text(file: TextFile) -> Iterator[Problem]:
    """Yield a notice of what looks like HTML or Markdown in a plain text: `<s>`, `&nbsp;`, `**bold**`."""
    yield from _told(file, _IN_PLAIN_TEXT)


def in_markdown(file: TextFile) -> Iterator[Problem]:
    """Yield a notice of what looks like HTML, or like bold that is none, in a Markdown text: `<s>`, `**WORD: **next`."""
    yield from _told(file, _IN_MARKDOWN)


def _told(file: TextFile, pattern: re.Pattern[str]) -> Iterator[Problem]:
    found = list(pattern.finditer(file.text))
    if found:
        first = found[0]
        more = f", and {len(found) - 1} more such" if len(found) > 1 else ""
        message = f"“{first[0][:40]}”{more}: a converter may have left it. It is shown as it stands."
        hint = "if the text was received so, nothing needs doing; else get a better copy"
        yield in_text(file.text, file.path, first.start(), "leftover-markup", message, hint, len(first[0]))
