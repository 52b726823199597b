"""The kinds of page: one row has a page planned, built, named by the theme and found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import PROJECT, made

from generator.archive import Archive
from generator.publishing import proof, search_documents
from generator.rendering import page_kinds
from generator.rendering.page_kinds import PageKind
from generator.rendering.pages import Plan
from generator.rendering.search_fields import SearchFields


def _plans(_archive: Archive) -> Iterator[Plan]:
    yield Plan("tides.md", lambda _archive: b"# Tides\n")


def test_a_row_is_all_that_a_kind_of_page_needs(sample: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up kind is planned, named in the header, and found by a search because its row says so."""
    tides = PageKind("tides", (_plans,), lambda _archive, _identifier: SearchFields("tides", "Tides"), header="High & low")
    monkeypatch.setattr(page_kinds, "KINDS", (*page_kinds.KINDS, tides))
    assert made(sample)["tides.md"] == b"# Tides\n"
    assert "<a href=\"{{ 'tides/' | url }}\">High &amp; low</a>" in dict([*page_kinds.links()])[f"{PARTIALS}/header-links.html"]
    page = proof.parsed(b'<html><body><div class="page"><h1>Tides</h1></div></body></html>')
    document = search_documents.of_page(page, "tides", sample)
    assert document is not None
    assert document.fields.about == "Tides"


def test_a_kind_that_says_nothing_is_not_found(sample: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_kinds, "KINDS", (PageKind("tides", (_plans,)),))
    assert page_kinds.fields(sample, "tides") is None


PARTIALS = "generator/theme/partials"


@pytest.mark.parametrize(("path", "text"), list(page_kinds.links()))
def test_the_theme_names_the_kinds_of_page_as_the_table_does(path: str, text: str) -> None:
    """`make schemas` writes these parts."""
    assert Path(PROJECT / path).read_text(encoding="utf-8") == text


def test_every_generated_page_is_of_a_kind(sample: Archive) -> None:
    """Else it would pass for a page that people wrote, and be searched as one."""
    kinds = {kind.address for kind in page_kinds.KINDS}
    firsts = {path.removesuffix(".md").split("/")[0] for path in made(sample) if path.endswith(".md") and path != "index.md"}
    assert firsts <= kinds
