"""Lines of a text: which look blank."""

import re

_LOOKS_BLANK = re.compile(
    r"^(?=[^\n]*[^\n ])[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+?$", re.MULTILINE
)
"""A line of blanks and of marks that have no width, such as a no-break space, which converters leave between paragraphs."""


def with_blank_lines(text: str) -> str:
    r"""Return a text, as long, in which each line that looks blank holds nothing but spaces: `a\n\u00a0\nb` is `a\n \nb`."""
    return _LOOKS_BLANK.sub(lambda line: "".join("\n" if c == "\n" else " " for c in line[0]), text)
