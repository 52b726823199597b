"""What Python-Markdown is spared changes none of its HTML."""

import markdown
from hypothesis import example, given
from hypothesis import strategies as st

from generator.engine.pattern_pruning import PatternPruning

EXTENSIONS = ["attr_list", "fenced_code", "md_in_html", "tables", "toc", "abbr", "footnotes", "smarty"]

PIECES = [
    *"`\\[]()!<>@&*_|:-#{}.\"'",
    *[
        "lamp",
        "the ferry",
        " ",
        "  \n",
        "\n",
        "\n\n",
        "\n\n    ",
        "![",
        "](",
        "][",
        "]: ",
        "[^1]",
        "[TOC]",
        "\n# ",
        "\n1. ",
        "\n- ",
        "\n> ",
    ],
    *["a@example.org", "<a@example.org>", "<https://example.org/>", "https://example.org/", "&amp;", "&#91;", "</div>", "<br>"],
    *[
        "| a | b |\n|---|---|\n| c | d |\n",
        "\n[lamp]: /lamp 'A lamp'\n",
        "[lamp]",
        "[the ferry][lamp]",
        "![lamp]",
        "\n*[lamp]: A light\n",
    ],
    *['\n<div markdown="block">\n', "<span>", "</span>", "{: #p1 }", "{ .actor }", "\n```\n", "\\|", "\x02", "\x03"],
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("![lamp][]\n\n[lamp]: lamp.png\n")
@example("[TOC]\n\n# The ferry\n")
@example("a  \nb `c` \\* <https://example.org/> <a@example.org> &amp; *d*\n")
def test_a_page_is_the_same_html_with_fewer_rules(text: str) -> None:
    assert _html(text, [*EXTENSIONS, PatternPruning()]) == _html(text, EXTENSIONS)


def _html(text: str, extensions: list[str | PatternPruning]) -> str:
    """Return a text as HTML, or how Python-Markdown fails at it."""
    try:
        return markdown.markdown(text, extensions=extensions)
    except Exception as error:  # noqa: BLE001  (whatever it is, it must be the same)
        return repr(error)
