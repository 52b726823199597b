"""What must hold for every text, tried on random ones (hypothesis) that are as hostile as chance makes them."""

import itertools
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import SAMPLE, made, make_seeds
from chance import tries
from engine import html, html_of_page
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from generator import archive
from generator.archive import Archive
from generator.disk import yamltree
from generator.edits import Edits
from generator.formats import Actor, Settings, Source
from generator.keys import keys
from generator.publishing import policy, proof
from generator.reading import entries, markers
from generator.text import dates, spans
from generator.text.markup import attribute, front_matter, part, plain

WORDS = ("Citation", "Source")

# ---- Texts ------------------------------------------------------------------------------------

SYNTAX = [
    *(
        "[Citation: A]",
        "[Citation: ",
        "(Source: B; C)",
        "Source: D",
        "]",
        "[",
        ")",
        "(",
        "[x](y)",
        "[^1]",
        "[^1]: ",
        "*",
        "**",
        "_",
    ),
    *(
        "`",
        "```",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        "|",
        "|---|",
        "===",
        "---",
        "+++",
        ": ",
        "{: #p1 .x }",
        "{#a}",
        "<b>",
    ),
    *(
        "</div>",
        "<script>",
        "<!--",
        "-->",
        "&amp;",
        "&#60;",
        "\\",
        "\\*",
        "!",
        "![i](j)",
        "![",
        "](k)",
        "http://a.b",
        "<http://a.b>",
        "~~",
        "^",
        "$$",
    ),
    *(
        "\x02wzxhzdk:0\x03",
        "*[HTML]: x",
        "[TOC]",
        "{{ 7 }}",
        "{% if %}",
        "%}",
        "--8<--",
        "::: x",
        "!!! note",
    ),
    *(
        "Ilsa Marrow",
        "Marrow",
        "the SFM",
        "Sandoria",
        "Harbour\nWire",
        "\u00a0",
        "\u2028",
        "\u200b",
        "\u202e",
        "\u0301",
        "é",
        "ß",
        "ﬁ",
    ),
    *(
        "Ё",
        "م",
        "中",
        "\x0b",
        "\x0c",
        "\x1f",
        "\x7f",
        "\x85",
        "\x96",
        "\ufffe",
        "\U0001f600",
        "don't",
        "“quoted”",
        "A sentence. ",
        "a b",
    ),
    *(" ", "  ", "\n", "\n\n", "\n    ", "\r\n", "\r", ".", ",", ";", ":", "?", "1", "2031-03-04", "¶1", "“", "’"),
]
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
TEXTS = st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(CHARACTERS, max_size=8)), max_size=24).map("".join)
LONG = "This sentence is longer than a hundred characters, so that every line of the text is read as a paragraph of its own. "


@contextmanager
def folder() -> Iterator[Path]:
    """Yield an empty folder; hypothesis tries many examples in one test, so pytest's own will not do."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def load(files: dict[str, str | bytes]) -> Archive:
    """Return the archive that seeds make beside the sample's registry."""
    with folder() as root:
        make_seeds(root, SAMPLE / "registry")
        (root / "seeds").rename(root / "registry")
        (root / "seeds").mkdir()
        (root / "registry").rename(root / "seeds" / "registry")
        return archive.load(make_seeds(root, files))


def page_of(found: Archive, identifier: str) -> bytes:
    """Return a briefing's page as it is written to docs/."""
    path = f"briefings/{identifier}.md"
    return made(found, path)[path]


def dom_text(page: bytes) -> str:
    """Return all the text of a page's body, white space as it stands."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    return "".join(map(str, lxml_html.document_fromstring(page, parser=parser).xpath("//*[@id='here']//text()")))


def writable(text: str) -> str:
    """Return a text without what HTML itself cannot hold: controls, and code points that are no characters."""
    return "".join(c for c in text if c.isprintable() or c.isspace())


# ---- Spans ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text."""

    start: int
    end: int


STRETCHES = st.lists(st.builds(lambda start, length: Stretch(start, start + length), st.integers(0, 40), st.integers(1, 12)))


@given(STRETCHES, STRETCHES)
def test_kept_spans_never_overlap(found: list[Stretch], beside: list[Stretch]) -> None:
    """No two links of a page overlap, and a name is only dropped for one that is longer, or as long and before it."""
    kept = spans.kept(found, beside)
    assert kept == sorted(kept, key=lambda span: span.start)
    for one, other in itertools.combinations(kept, 2):
        assert not _overlap(one, other)
    for span in found:
        assert span in kept or any(_overlap(span, other) for other in beside) or any(_beats(other, span) for other in kept)
    assert not any(_overlap(span, other) for span in kept for other in beside)


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


def _beats(winner: Stretch, loser: Stretch) -> bool:
    length = (winner.end - winner.start) - (loser.end - loser.start)
    return _overlap(winner, loser) and (length > 0 or (length == 0 and winner.start <= loser.start))


# ---- Text as Markdown -------------------------------------------------------------------------


@given(TEXTS)
@example("# a")
@example("1986. A year")
def test_plain_is_shown_letter_for_letter(text: str) -> None:
    """A title, a label or an editor's words are shown as they were written, not as Markdown would have them."""
    words = " ".join(writable(text).split())
    made = html(f'<div id="here" markdown="block">\n\n{plain(words)}\n\n</div>\n')
    assert dom_text(made).strip("\n") == words


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"], exclude_characters="\x7f")))
@example("It was \x85 late \x93so they said\x94.")
def test_an_attribute_says_its_text(text: str) -> None:
    """A browser takes a reference to U+0093 for a quotation mark, as whoever wrote Windows-1252 meant it."""
    assert unescape(attribute(text)) == text


@given(TEXTS)
def test_part_is_shown_letter_for_letter(text: str) -> None:
    """The text of a seed is shown as it stands, inner and outer white space too, where other Markdown stands around it."""
    line = writable(text).replace("\n", " ").replace("\r", " ").replace("\x0b", " ").replace("\x0c", " ")
    body = f"[](#p1){{ .headerlink }}{part(line, 0, len(line))}<sup>1</sup>\n{{: #here }}"
    made = html(f'<div markdown="block">\n\n{body}\n\n</div>\n')
    assert dom_text(made) == f"{line}1"


META = st.recursive(TEXTS | st.integers() | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner))


@given(st.dictionaries(st.sampled_from(["title", "citation", "beside"]), META))
@example({"title": '\x7f\x85\xa0\u2028\ufeff\ufffe\uffff\U0001f600 \\ " \t # a: b'})
@example({"beside": ["x" * 2000, {"words": "- a"}, None, [], {}]})
def test_front_matter_is_read_as_it_was_meant(meta: dict[str, Any]) -> None:
    """Every reader of YAML gets the values: white space folded, as HTML, what is empty left out."""
    opening, *lines, closing, end = front_matter(meta).split("\n")
    assert (opening, closing, end) == ("---", "---", "")
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert (yaml.load("\n".join(lines), loader) or {}) == _as_told(meta)


def _as_told(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_told(child) for key, child in value.items() if child not in ("", None, [], {})}
    if isinstance(value, list):
        return [_as_told(child) for child in value]
    return escape(" ".join(value.split())) if isinstance(value, str) else value


# ---- Whole seeds ------------------------------------------------------------------------------


@given(TEXTS, st.booleans())
@example("MR. QUILL: *a* <b>.\nQ  [c](d).\nMR. QUILL:\nQ\t&lt;.", False)
def test_text_seed_is_shown_verbatim(text: str, is_long: bool) -> None:
    """Promise 1: whatever a plain-text seed holds, its page says exactly that."""
    found = load({"seeds/a.txt": (LONG + "\n" if is_long else "") + text})
    if "a" in found.briefings:
        assert proof.text_of_page(html_of_page(page_of(found, "a"))) == proof.text_of_seed(found.briefings["a"])


def test_a_label_inside_a_link_is_no_second_link() -> None:
    """HTML has no link in a link: a browser would end the first."""
    text = "[MS. MARROW](http://a.b): a.\n\nQ: b.\n\n[MS. MARROW](http://a.b): c.\n\nQ: d."
    found = load({"seeds/a.md": text, "seeds/a.yml": "actors: {MS. MARROW: ilsa-marrow}\n"})
    assert [turn.actor for turn in found.briefings["a"].turns] == ["ilsa-marrow", None, "ilsa-marrow", None]
    page = html_of_page(page_of(found, "a"))
    assert proof.text_of_page(page) == proof.text_of_seed(found.briefings["a"])
    assert not re.search(rb"<a [^>]*>(?:(?!</a>).)*<a ", page)
    assert page.count(b'href="http://a.b"') == 2


def test_of_terms_that_overlap_the_longest_is_shown_and_no_word_twice() -> None:
    """Promise 1 where one abbreviation is a part of another, or begins within it."""
    terms = "ZQ: a lamp\nZQ/TD: a lamp of the tide\nTD/HC: a tide of the harbour\n"
    found = load({"seeds/a.txt": "The ZQ/TD met, and the ZQ met, and ZQ/TD/HC.\n", "seeds/registry/terms.yml": terms})
    page = page_of(found, "a")
    assert proof.text_of_page(html_of_page(page)) == proof.text_of_seed(found.briefings["a"])
    assert [term for term in ("ZQ", "ZQ/TD", "TD/HC") if f"**{term}**" in unescape(page.decode())] == ["ZQ", "ZQ/TD"]


@given(TEXTS)
@example("- a\n- b\n  1. c")
@example("> a\n>\n> - b\n>\n> ```\n> c\n> ```")
@example("\n    \x03")
@example("| a | b |\n|---|---|\n| [Citation: A] | |")
@example("[Ilsa](http://a.b/(c) 'd') [Marrow][x]\n\n[x]: http://a.b")
@example("**MR.** *QUI*LL: a.\n\n[Q](http://a.b)  c.\n\n**MR. QUILL:** d.\n\n<i>Q:</i> e.\n\n- MR. QUILL: f.")
def test_markdown_seed_is_shown_verbatim(text: str) -> None:
    """Promise 1 for Markdown: nesting, tables, links, entities and escapes change the look and no word."""
    found = load({"seeds/a.md": text})
    if "a" in found.briefings:
        assert proof.text_of_page(html_of_page(page_of(found, "a"))) == proof.text_of_seed(found.briefings["a"])


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
@example("Ilsa Marrow came. [Citation: A]\r\nMarrow left (Source:  B ).", "a.txt")
@example("**Ilsa Marrow** &amp; [Sandoria](http://a.b) \\[Citation: A]\n\n> (Source: B\n> C)", "a.md")
def test_data_points_into_the_seed(text: str, name: str) -> None:
    """Whoever re-uses the data finds each mention's words, and each citation's bracket, at the place it gives."""
    found = load({f"seeds/{name}": text})
    for briefing in found.briefings.values():
        _assert_places(found, briefing.seed.text, exact=name.endswith(".txt"))


def _assert_places(found: Archive, text: str, *, exact: bool) -> None:
    paths = ("data/mentions.jsonl", "data/citations.jsonl")
    files = {path: content.decode() for path, content in made(found, *paths).items()}
    for row in map(json.loads, files["data/mentions.jsonl"].split("\n")[:-1]):
        words = text[row["start"] : row["end"]]
        assert words == row["exact"] if exact else words[:1] and row["start"] < row["end"] <= len(text)
    for row in map(json.loads, files["data/citations.jsonl"].split("\n")[:-1]):
        words = text[row["start"] : row["end"]]
        if exact:
            assert proof.folded(row["label"]) in proof.folded(words)
            assert words[0] + words[-1] in ("[]", "()") or words.casefold().startswith(("citation", "source"))
        assert 0 <= row["start"] < row["end"] <= len(text)


def test_sample_data_points_into_the_seeds(sample: Archive) -> None:
    """The same for the sample, Markdown seeds too: names and labels without markup stand there letter for letter."""
    files = {path: content.decode() for path, content in made(sample).items()}
    for kind in ("mentions", "citations"):
        for row in map(json.loads, files[f"data/{kind}.jsonl"].splitlines()):
            words = sample.briefings[row["briefing"]].seed.text[row["start"] : row["end"]]
            assert words == row["exact"] if kind == "mentions" else row["label"] in proof.folded(words)


# ---- Reading never fails ----------------------------------------------------------------------


@given(st.one_of(st.binary(max_size=200), TEXTS.map(str.encode), TEXTS.map(lambda text: text.encode("utf-16"))))
@example(b"\xff\xfe\x00")
@example(b"---\n---\n")
@example(b"---\n!!python/object:os.system x\n---\n")
def test_no_bytes_break_the_program(raw: bytes) -> None:
    """A damaged file is an error with a place, or a page; it never stops the build of the others."""
    names = ("a.txt", "b.md", "b.yml", "registry/actors/c.yml", "registry/sources/d.yml", "registry/terms.yml", "archive.yml")
    found = load(
        {
            **{f"seeds/{name}": raw for name in names},
            "seeds/good.txt": "A briefing.",
            "seeds/twin.md": b"---\n" + raw + b"\n---\nx",
        }
    )
    assert "good" in found.briefings
    assert {"a", "b"} <= set(found.briefings) | {Path(p.path).stem for p in found.problems if p.level == "error"}
    assert made(found)


KEYS = sorted({key for kind in (Actor, Edits, Source, Settings) for key in [*keys(kind), "id", "path"]})
VALUES = st.recursive(
    st.one_of(
        TEXTS, st.integers(), st.booleans(), st.none(), st.sampled_from(["a", "2031-03-04", "http://lamp.example/", "Marrow"])
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.one_of(st.sampled_from(KEYS), TEXTS), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6), st.sampled_from(["a.txt", "a.md"]), TEXTS)
def test_no_values_break_the_program(said: dict[str, Any], name: str, text: str) -> None:
    """Keys that there are with values that they may not have, in every kind of file: problems, and the other seeds' pages."""
    raw = json.dumps(said)
    entries_ = (
        "a.yml",
        "registry/actors/c.yml",
        "registry/sources/d.yml",
        "registry/terms.yml",
        "registry/topics.yml",
        "archive.yml",
    )
    found = load(
        {
            **{f"seeds/{file}": raw for file in entries_},
            f"seeds/{name}": f"Lamp. {text}",
            "seeds/front.md": f"---\n{raw}\n---\nA lamp.",
            "seeds/good.txt": "A briefing.",
        }
    )
    assert {"good", "front"} <= set(found.briefings) | {Path(p.path).stem for p in found.problems if p.level == "error"}
    assert "good" in found.briefings
    assert made(found)


@given(TEXTS)
@example("a: &b [*b]")
@example("? [a]\n: b")
@example("a: b\n" * 3)
@example("[" * 1000)
def test_no_yaml_breaks_the_reader(text: str) -> None:
    """Whatever stands in a registry's file, it is an entry or a problem at a line of that file."""
    tree = yamltree.parse(text, "seeds/x.yml")
    if isinstance(tree, yamltree.Mapping):
        problems: list[yamltree.Problem] = []
        for kind in (Actor, Edits):
            entries.read(kind, tree, problems, {})
        assert all(1 <= problem.line <= len(text.splitlines()) + 1 for problem in problems)
    elif isinstance(tree, yamltree.Problem):
        assert 1 <= tree.line <= len(text.splitlines()) + 1


@given(st.text(st.sampled_from("0123456789-/?~%.TZ "), max_size=24))
def test_a_date_is_read_or_refused(text: str) -> None:
    """A date that is read is kept as it was written and can be said in words and sorted; any other is refused."""
    try:
        date = dates.parse(text)
    except dates.BadDate:
        return
    assert date.text == text.strip()
    assert dates.in_words(date)
    assert date.sort_key[0] <= date.sort_key[1]


# ---- The same seeds, the same bytes -----------------------------------------------------------


@settings(max_examples=tries(3, 30))
@given(st.randoms(use_true_random=False))
def test_order_of_files_changes_nothing(random: object) -> None:
    """Promise 5: the same seeds give the same bytes, whatever order a disk or a machine lists them in."""
    files = {f"seeds/{file.relative_to(SAMPLE)}": file.read_bytes() for file in sorted(SAMPLE.rglob("*")) if file.is_file()}
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own random
    assert _outputs({path: files[path] for path in shuffled}) == _outputs(files)


def _outputs(files: dict[str, bytes]) -> dict[str, bytes]:
    with folder() as root:
        return made(archive.load(make_seeds(root, files)))


def test_order_of_a_folder_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, sample_outputs: dict[str, object], root: Path
) -> None:
    """The same where the operating system hands out a folder's names backwards."""
    walk = os.walk

    def backwards(top: str, **named: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        return ((at, folders[::-1], names[::-1]) for at, folders, names in walk(top, **named))

    monkeypatch.setattr(os, "walk", backwards)
    found = archive.load(make_seeds(root, SAMPLE))
    assert made(found) == sample_outputs


# ---- Time -------------------------------------------------------------------------------------


GAP = " " * 100_000


@pytest.mark.timeout(60)  # linear time is under a second, quadratic time minutes
@pytest.mark.parametrize(
    "text",
    [
        "[Citation: " * 100_000,
        "(" * 300_000 + ")" * 300_000,
        "[Citation: a] " * 50_000,
        f"Source: a{GAP}b",
        f"[{GAP}Citation",
        "Source: " + "a " * 200_000,
        "[Citation: " + "[a] " * 100_000 + "]",
    ],
    ids=["opened", "brackets", "many", "gap", "spaced", "long", "nested"],
)
def test_no_line_hangs_the_search_for_markers(text: str) -> None:
    """A line made to hang the search for markers takes no longer than any other of its length."""
    found, unclosed, empty = markers.find(text, WORDS)
    assert len(markers.without(text, found)) <= len(text)
    assert all(0 <= at < len(text) for at in (*unclosed, *empty))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "Ilsa" + " " * 30 + ".Marrow",
        f"Ilsa{GAP}; Marrow",
        "Ilsa" + "-" * 100_000 + "; Marrow",
        "Ilsa Marrow came" + "." * 50_000 + "b",
        "Ilsa Marrow. " * 3000,
        "Ilsa Marrow [Citation: Harbour Wire]. " * 1500,
        "".join(f"x [Citation: label {number}]. " for number in range(3000)),
        (f"{LONG}Ilsa Marrow. [Citation: Harbour Wire]\n") * 4000,
        f"1 May 2030{GAP}x",
        "A-A." * 40_000,
        "27 June\n\n" * 3000,
        "EMBARGOED UNTIL NOON\n\n" * 3000,
        "MS. MARROW: Lamps.\n\nQ  Why?\n\n" * 3000,
    ],
    ids=[
        "short gap",
        "gap",
        "dashes",
        "dots",
        "mentions",
        "citations",
        "labels",
        "paragraphs",
        "date",
        "attributions",
        "days",
        "embargoes",
        "turns",
    ],
)
def test_no_seed_hangs_the_build(text: str) -> None:
    """Promise 6: a seed made to hang the build, or just a long one, takes no longer than any other of its length."""
    found = load({"seeds/a.txt": text})
    assert "a" in found.briefings
    assert made(found)


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
@example("<script src='assets/a.js'></script> [Citation: <style onclick='a'>]", "a.txt")
@example("<script>a</script> went. [Citation: <img onerror=a()> `<script>`]\n\n    <style>", "a.md")
def test_a_seed_brings_nothing_live_into_its_page_and_loses_no_label(text: str, name: str) -> None:
    """Promise 6, before any browser: nothing in the page is what the policy refuses; and each note has its label, verbatim."""
    found = load({f"seeds/{name}": text})
    if "a" in found.briefings:
        page = html_of_page(page_of(found, "a"))
        assert list(policy.check(page, "")) == []
        assert list(proof.compare(found.briefings["a"], proof.parsed(page))) == []
