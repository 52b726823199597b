"""The policy in every page, in a real Chromium: all that the site does goes on, and nothing that got into a page is run."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archives import SAMPLE, build_site, make_archive
from browser import wait_until
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from sites import files, served

from generator.cli import main
from generator.publishing import policy, publish

VISIT = "briefings/strait-visit/"
DATED = {f"seeds/log-{n:02}.txt": f"The lamp was lit, by night {n}.\n" for n in range(25)}
DATED |= {f"seeds/log-{n:02}.yml": f"period: {2030 + n % 3}-0{1 + n % 9}-02\n" for n in range(25)}
HOSTILE = {
    "seeds/hostile.txt": "A <script src='assets/archive.js'></script> speaks\n\n"
    "<style>p {}</style> <b onclick='a' style='b'> went. "
    '[Citation: <script>alert(1)</script>; <img src="x" onerror="a()">]\n',
    "seeds/hostile.yml": 'title: \'<script>alert(1)</script> "onload=a()" style="b"\'\n'
    "notes: [{quote: went, note: <style>a</style>}]\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample archive with enough dated briefings for charts and one that is made of markup, and its site."""
    root = make_archive(tmp_path_factory.mktemp("sample"), SAMPLE)
    make_archive(root, {**DATED, **HOSTILE})
    build_site(root)
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """Serve that site."""
    with served(root / "site") as at:
        yield at


# ---- What the site does goes on ---------------------------------------------------------------


def test_no_page_asks_for_what_the_policy_refuses(page: Page, root: Path) -> None:
    """Every page there is, a briefing made of markup and the page for what is not found included."""
    pages = [file.relative_to(root / "site").as_posix() for file in sorted((root / "site").rglob("*.html"))]
    assert {"404.html", "index.html", "search/index.html", "about/index.html", "briefings/hostile/index.html"} <= set(pages)
    for path in pages:
        page.goto(path.removesuffix("index.html"), wait_until="load")
        assert page.evaluate("typeof __md_get") == "function"  # the theme's scripts have what they need


@pytest.mark.parametrize("here", ["", "actors/", VISIT])
def test_the_palette_is_changed_and_kept(page: Page, here: str) -> None:
    page.goto(here)
    page.locator("label[title='Dark']:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto("sources/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_charts_cards_and_copies_work(page: Page) -> None:
    page.goto("")
    chart = page.locator("svg rect").first
    expect(chart).to_be_visible()
    page.goto(VISIT)
    page.locator("#p1 a.actor").first.hover()
    expect(page.locator(".card")).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#cite ~ * summary").first.click()
    page.locator(".md-code__button:visible, .md-clipboard:visible").first.click()
    expect(page.get_by_text("Copied to clipboard")).to_be_attached()


@pytest.mark.parametrize("has_workers", [True, False])
def test_a_search_finds(page: Page, has_workers: bool) -> None:
    """Pagefind runs in a worker, or where none can be had in the page."""
    if not has_workers:
        page.add_init_script("delete window.Worker")
    page.goto("search/")
    page.get_by_role("searchbox").last.fill("dredging window")
    expect(page.locator(".search-found .found-title").first).to_be_visible()


# ---- What got into a page is not run ----------------------------------------------------------

INJECTED = {
    "a script": ("<script>window.harm = 1</script>", "script-src-elem"),
    "a handler": ('<img src="data:," onerror="window.harm = 1">', "script-src-attr"),
    "an address": ('<a class="bait" href="javascript:window.harm=1">x</a>', "script-src-elem"),
    "a script from elsewhere": ('<script src="https://harm.example/a.js"></script>', "script-src-elem"),
    "a frame": ('<iframe src="data:text/html,x"></iframe>', "frame-src"),
    "an object": ('<object data="data:text/html,x"></object>', "object-src"),
    "a picture from elsewhere": ('<img src="https://harm.example/a.png">', "img-src"),
    "a style": ("<style>.seed-text { display: none }</style>", "style-src-elem"),
    "a style attribute": ('<p style="position: fixed">x</p>', "style-src-attr"),
    "a base": ('<base href="https://harm.example/">', "base-uri"),
}


@pytest.mark.parametrize("name", INJECTED)
def test_the_browser_refuses_what_got_into_a_page(browser: Browser, root: Path, tmp_path: Path, name: str) -> None:
    """Whoever got markup past the escaping, or into a page after it was published, has a dead page and not a live one."""
    markup, refused_by = INJECTED[name]
    site = shutil.copytree(root / "site", tmp_path / "site")
    file = site / VISIT / "index.html"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('<div class="seed-text">', f'{markup}<div class="seed-text">', 1), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    with served(site) as at:
        context = browser.new_context(base_url=at)
        page = context.new_page()
        page.add_init_script(
            "window.refused = []; document.addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective))"
        )
        page.goto(VISIT)
        if name == "an address":
            page.locator(".bait").click()
        wait_until(page, "refused.length > 0")
        assert page.evaluate("[...new Set(refused)]") == [refused_by]
        assert page.evaluate("window.harm === undefined")
        expect(page.locator(".seed-text")).to_be_visible()
        context.close()


# ---- What publish writes and tells ------------------------------------------------------------


def test_the_policy_stands_before_all_else_in_every_page_and_nothing_else_is_changed(root: Path) -> None:
    """A policy binds only what comes after it."""
    for path, content in files(root / "site").items():
        if path.endswith(".html"):
            start = re.match(rb'\s*<!doctype html>\s*<html [^>]*>\s*<head>\s*<meta charset="utf-8">(<meta [^>]*>)', content)
            assert start, path
            assert start[1].decode() == f'<meta http-equiv="Content-Security-Policy" content="{policy.POLICY}">'
            assert policy.bound(content.replace(start[1], b"", 1)) == content
            assert policy.bound(content.replace(start[1], start[1].replace(b"'self'", b"'none'"), 1)) == content


def test_publishing_twice_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    site = shutil.copytree(root / "site", tmp_path / "site")
    assert publish.lock(site) == []
    assert files(site) == files(root / "site")


def test_the_policy_names_no_script_of_a_page_and_lets_no_style_in() -> None:
    assert not re.search("unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|sha256|nonce|http|\\*", policy.POLICY)


LIVE = [
    "<script>window.harm = 1</script>",
    "<SCRIPT>a</SCRIPT>",
    "<script/src=assets/archive.js></script>",
    '<script src="../../data/seeds/hostile.txt"></script>',
    '<script src="assets/../data/seeds/hostile.js"></script>',
    '<script src="https://harm.example/assets/a.js"></script>',
    '<script src="//harm.example/assets/a.js"></script>',
    '<script type="module">a</script>',
    '<script src="data/a.js" src="assets/a.js"></script>',
    '<script type="text/javascript" type="application/json">a</script>',
    '<script type="application/json" src="data/a.js"></script>',
    "<p class='>' onclick=a>",
    "<style>a</style>",
    '<p style="a">',
    '<p class="b"onclick="a">',
    "<img/onerror=a()>",
]


@pytest.mark.parametrize("markup", LIVE)
def test_publish_tells_a_page_that_has_what_the_policy_refuses(root: Path, tmp_path: Path, markup: str) -> None:
    """Not only refused by the browser: found before it is published, though it stands where a seed's text would."""
    site = tmp_path / "site"
    (site / VISIT).mkdir(parents=True)
    page = (root / "site" / VISIT / "index.html").read_text(encoding="utf-8")
    (site / VISIT / "index.html").write_text(page.replace("<p id=", f"{markup}<p id=", 1), encoding="utf-8")
    [found] = publish.lock(site)
    assert (found.kind, found.path) == ("live-markup", f"{VISIT}index.html")


def test_publish_ends_with_1_on_a_live_script_and_on_a_page_that_cannot_be_bound(root: Path, tmp_path: Path) -> None:
    site = shutil.copytree(root / "site", tmp_path / "site")
    (site / "about" / "index.html").write_text("<p>No head.</p>")
    (site / "terms" / "index.html").write_text(f"{(site / 'terms/index.html').read_text()}<script>a</script>")
    done: Any = CliRunner().invoke(main, ["publish", str(site), "--root", str(root)])
    assert done.exit_code == 1
    assert "about/index.html: error: The page has no policy" in done.output
    assert "terms/index.html: error: The page has a script or style" in done.output
    assert "2 errors" in done.output


@pytest.mark.parametrize("content", [b"", b"<!-- gone -->", b"\0\xff"])
def test_publish_takes_what_is_no_page_for_a_page_that_differs(root: Path, tmp_path: Path, content: bytes) -> None:
    """An engine that broke off leaves a report and not a traceback."""
    site = shutil.copytree(root / "site", tmp_path / "site")
    (site / VISIT / "index.html").write_bytes(content)
    done = CliRunner().invoke(main, ["publish", str(site), "--root", str(root)])
    assert done.exit_code == 1
    assert "seeds/strait-visit.txt: error: The page does not say what the seed says" in done.output
    assert "briefings/strait-visit/index.html: error: The page has no policy" in done.output
