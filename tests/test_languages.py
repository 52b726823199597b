"""Words of another language than the archive's: wherever they stand, they say which it is and which way they run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml
from archives import make_seeds
from engine import html_of_page

from generator import archive, build

ARABIC = "محادثات الميناء\n\nوصلت إلسا مارو إلى القلعة. [Citation: مجلة الفنار] [Citation: Lantern, page 2]\n"
CHINESE = "灯塔会谈\n\n伊尔莎·马罗抵达要塞。\n"
ENGLISH = "Ilsa Marrow was at the castle, and nobody else came.\n"
FILES: dict[str, str | bytes] = {
    "seeds/registry/actors/ilsa.yml": "{name: Ilsa Marrow, kind: person, aliases: [إلسا مارو, 伊尔莎·马罗]}",
    "seeds/registry/sources/lantern.yml": "{name: Lantern, aliases: [مجلة الفنار]}",
    "seeds/registry/topics.yml": "strait: {name: The Glass Strait}\n",
    "seeds/ar.txt": ARABIC,
    "seeds/ar.yml": "language: ar\ndate: 2031-05-02\ntopics: [strait]\n",
    "seeds/zh.txt": CHINESE,
    "seeds/zh.yml": "language: zh\ndate: 2031-05-01\ntopics: [strait]\n",
    "seeds/en.txt": ENGLISH,
    "seeds/en.yml": "date: 2031-05-03\ntopics: [strait]\nsee_also: [ar, zh]\n",
    "seeds/titled.txt": CHINESE.replace("灯塔会谈\n\n", ""),
    "seeds/titled.yml": "language: zh\ntitle: Talks at the lighthouse\ndate: 2031-05-04\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the archive's pages as the engine makes them, by path in docs/, and those of its front matters."""
    loaded = archive.load(make_seeds(tmp_path_factory.mktemp("archive"), FILES))
    made = {output.path: output.content for output in build.outputs(loaded) if output.path.endswith(".md")}
    return {path: lxml.html.document_fromstring(html_of_page(page).decode()) for path, page in made.items()}


def said(page: Any, words: str) -> Iterator[tuple[str, str, str]]:
    """Yield of each element that holds words what stands around them: its tag, the language, the direction."""
    for element in page.xpath("//body//text()[contains(., $words)]/..", words=words):
        language = next(iter(element.xpath("ancestor-or-self::*[@lang][1]/@lang")), "")
        yield element.tag, language, next(iter(element.xpath("ancestor-or-self::*[@dir][1]/@dir")), "")


@pytest.mark.parametrize(
    "path",
    ["index.md", "briefings/index.md", "topics/strait.md", "actors/ilsa.md", "sources/lantern.md", "briefings/en.md"],
)
def test_a_title_says_its_language_and_direction(pages: dict[str, Any], path: str) -> None:
    """In lists, above quotations, among related briefings, those before and after and those to see also."""
    found = [(language, direction) for _, language, direction in said(pages[path], "محادثات الميناء")]
    assert found
    assert set(found) == {("ar", "rtl")}


@pytest.mark.parametrize(("path", "words", "language"), [("ar", "محادثات", "ar"), ("zh", "灯塔会谈", "zh")])
def test_a_heading_stands_as_its_text_does(pages: dict[str, Any], path: str, words: str, language: str) -> None:
    """Else it is aligned left above a text aligned right, and read out in English."""
    headings = [one for one in said(pages[f"briefings/{path}.md"], words) if one[0] == "h1"]
    assert headings == [("h1", language, "rtl" if language == "ar" else "")]


def test_a_title_by_editors_is_in_the_archives_language(pages: dict[str, Any]) -> None:
    assert {language for _, language, _ in said(pages["briefings/index.md"], "Talks at the lighthouse")} == {""}
    assert {language for tag, language, _ in said(pages["briefings/titled.md"], "Talks at the") if tag == "h1"} == {""}


@pytest.mark.parametrize(
    ("path", "words", "language", "direction"),
    [
        ("actors/ilsa.md", "إلى القلعة", "ar", "rtl"),
        ("actors/ilsa.md", "抵达要塞", "zh", ""),
        ("actors/ilsa.md", "was at the castle", "", ""),
        ("sources/lantern.md", "إلى القلعة", "ar", "rtl"),
        ("sources/lantern.md", "مجلة الفنار", "ar", "rtl"),
        ("sources/lantern.md", "Lantern, page 2", "", ""),
    ],
)
def test_a_quotation_is_in_its_texts_language(
    pages: dict[str, Any], path: str, words: str, language: str, direction: str
) -> None:
    """The words quoted, whoever gave the title, and the labels that go with them; a label in plain letters is a mere name."""
    assert {found[1:] for found in said(pages[path], words)} == {(language, direction)}


def test_the_side_column_says_them_too(tmp_path: Path) -> None:
    """The theme puts them on the links to related briefings, and the direction on an actor's name."""
    actor = "{name: إلسا مارو, kind: person, aliases: [Ilsa Marrow]}"
    loaded = archive.load(make_seeds(tmp_path, FILES | {"seeds/registry/actors/ilsa.yml": actor}))
    front = {
        output.path: output.content.decode().split("---\n")[1] for output in build.outputs(loaded) if output.path[-3:] == ".md"
    }
    column = {line["words"]: line for group in yaml.safe_load(front["briefings/en.md"])["beside"] for line in group["lines"]}
    assert column["إلسا مارو"].items() >= {"address": "actors/ilsa/", "dir": "rtl"}.items()
    assert column["محادثات الميناء"] == {
        "words": "محادثات الميناء",
        "address": "briefings/ar/",
        "dir": "rtl",
        "lang": "ar",
    }
