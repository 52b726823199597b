"""`briefings verify`: a published site, in a folder and at its address, says what the seeds say, or what differs is told."""

import gzip
import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import lxml.etree
import pytest
from archives import SAMPLE, copied, make_archive
from click.testing import CliRunner, Result
from sites import files, served

from generator import archive
from generator.cli import main
from generator.publishing import proof, site_files, sitemap

VISIT = "briefings/strait-visit"
ACTOR = "actors/edric-marrow/index.html"
WITHDRAWN = "briefings/withdrawn-leak"


@pytest.fixture(scope="module")
def root(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample archive with its site, to publish with."""
    return copied(sample_root, tmp_path_factory.mktemp("published"))


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    """Return a copy of its site, to tamper with."""
    return shutil.copytree(root / "site", tmp_path / "site")


def _verify(site: object, root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["verify", str(site), "--root", str(root), *words])


def _told(result: Result) -> list[tuple[str, str]]:
    """Return the kind and path of each problem that was told, and see that the command ended as it should."""
    rows = json.loads(result.stdout)
    assert result.exit_code == (1 if rows else 0), result.output
    return [(row["kind"], row["path"]) for row in rows]


def test_a_site_as_it_was_built_is_as_the_seeds_say(root: Path) -> None:
    assert _verify(root / "site", root).output == "9 briefings compared: no errors, no notices.\n"
    with served(root / "site") as at:
        assert _verify(at, root).output == "9 briefings compared: no errors, no notices.\n"
        assert _verify(at.rstrip("/"), root).exit_code == 0


def _edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def _add_script(path: str) -> Callable[[Path], None]:
    return _edit(path, "</article>", "<script>a</script></article>")


def _add_page(site: Path) -> None:
    shutil.copytree(site / VISIT, site / "briefings" / "smuggled")
    _edit("sitemap.xml", f"{VISIT}/</loc>", f"{VISIT}/</loc></url><url><loc>http://127.0.0.1:8000/briefings/smuggled/</loc>")(
        site
    )


PAGE = f"{VISIT}/index.html"
SEED = "seeds/strait-visit.txt"
TAMPERED: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a word": (_edit(PAGE, "no meeting is planned. Contacts", "a meeting is planned. Contacts"), "text-differs", SEED),
    "a letter of another script": (_edit(PAGE, "said plainly", "said plаinly"), "text-differs", SEED),
    "a label": (_edit(PAGE, "“Strait coordination briefings”", "“Strait coordination”"), "note-differs", SEED),
    "a note's words": (_edit(PAGE, "As worded, he is the visitor.", ""), "note-differs", SEED),
    "a note": (_edit(PAGE, '<li id="fn:2">', "<li>"), "note-differs", SEED),
    "a script": (_add_script(PAGE), "live-markup", f"{VISIT}/"),
    "no policy": (_edit(PAGE, "Content-Security-Policy", "Content-Policy"), "no-policy", f"{VISIT}/"),
    "an easier policy": (_edit(PAGE, "script-src 'self'", "script-src 'self' 'unsafe-inline'"), "no-policy", f"{VISIT}/"),
    "a script on the home page": (_add_script("index.html"), "live-markup", "index.html"),
    "a script on an actor's page": (_add_script(ACTOR), "live-markup", "actors/edric-marrow/"),
    "a script where a page is not there": (_add_script("404.html"), "live-markup", "404.html"),
    "no policy on a page written by hand": (_edit("about/index.html", "Security-Policy", "Policy"), "no-policy", "about/"),
    "no page of an actor": (lambda site: shutil.rmtree((site / ACTOR).parent), "page-missing", "actors/edric-marrow/"),
    "no page": (lambda site: shutil.rmtree(site / VISIT), "page-missing", SEED),
    "an empty page": (lambda site: (site / PAGE).write_bytes(b""), "text-differs", SEED),
    "a page that is none": (lambda site: (site / PAGE).write_bytes(b"<!-- gone -->"), "text-differs", SEED),
    "the seed's file": (_edit("data/seeds/strait-visit.txt", "plainly", "plain"), "seed-differs", SEED),
    "no file of the seed": (lambda site: (site / "data/seeds/strait-visit.txt").unlink(), "page-missing", SEED),
    "the record": (_edit("data/proof.json", '"briefings/strait-visit/"', '"briefings/x/"'), "proof-differs", SEED),
    "no record": (lambda site: (site / "data/proof.json").unlink(), "proof-differs", "data/proof.json"),
    "a record with two entries of one briefing": (
        _edit("data/proof.json", '"briefings": [', '"briefings": [\n{"id": "strait-visit"},'),
        "proof-differs",
        "data/proof.json",
    ),
    "a record that is none": (lambda site: (site / "data/proof.json").write_text("[1]"), "proof-differs", "data/proof.json"),
    "a page too many": (_add_page, "page-without-seed", "briefings/smuggled/"),
    "a withdrawal unsaid": (
        _edit(f"{WITHDRAWN}/index.html", "Reason:", "<!--"),
        "not-withdrawn",
        "seeds/2033/withdrawn-leak.txt",
    ),
    "a withdrawn text": (
        lambda site: (site / "data/seeds/withdrawn-leak.txt").write_text("It leaked."),
        "not-withdrawn",
        "seeds/2033/withdrawn-leak.txt",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_tampered_with_is_told(root: Path, site: Path, name: str) -> None:
    """In the folder, and at the address the same."""
    tamper, kind, path = TAMPERED[name]
    tamper(site)
    here = _told(_verify(site, root, "--format", "json"))
    assert (kind, path) in here
    assert {of for _, of in here} <= {path, f"{VISIT}/"}
    with served(site) as at:
        assert _told(_verify(at, root, "--format", "json")) == here


@pytest.mark.parametrize("elsewhere", ["../", "briefings/../../", "%2e%2e/", "/etc/"])
def test_a_sitemap_leads_nowhere_but_into_its_site(root: Path, site: Path, elsewhere: str) -> None:
    (site.parent / "index.html").write_text("a page of somebody else, without a policy", encoding="utf-8")
    start = "<loc>http://127.0.0.1:8000/"
    _edit("sitemap.xml", f"{start}{VISIT}/</loc>", f"{start}{VISIT}/</loc></url><url>{start}{elsewhere}</loc>")(site)
    assert _told(_verify(site, root, "--format", "json")) == []


def test_a_sitemap_may_list_what_can_be_no_file(root: Path, site: Path) -> None:
    listed = "<loc>http://127.0.0.1:8000/about/</loc>"
    _edit("sitemap.xml", listed, f"{listed}</url><url><loc>http://127.0.0.1:8000/a%00b/</loc>")(site)
    here = _told(_verify(site, root, "--format", "json"))
    assert here == [("page-missing", "a\0b/")]
    with served(site) as at:
        assert _told(_verify(at, root, "--format", "json")) == here


def test_the_parts_of_a_sitemap_are_read_as_far_as_an_archive_has_pages(root: Path, site: Path) -> None:
    """Each would do, and a thousand of them would fill the memory."""
    parts = [f"sitemap-{number}.xml" for number in range(1, 100)]
    for part in parts:
        (site / part).write_bytes(b" " * 100_000)
    index = "".join(f"<sitemap><loc>http://127.0.0.1:8000/{part}</loc></sitemap>" for part in parts)
    (site / "sitemap.xml").write_text(f"<sitemapindex>{index}</sitemapindex>", encoding="utf-8")
    assert _told(_verify(site, root, "--format", "json")) == [("proof-differs", "sitemap.xml")]


def test_a_seed_that_changed_since_is_told(root: Path, tmp_path: Path) -> None:
    """The site is older than the seeds: its page, its file and its record all say so."""
    now = make_archive(tmp_path / "now", SAMPLE)
    seed = now / SEED
    seed.write_text(seed.read_text(encoding="utf-8").replace("said plainly", "said again"), encoding="utf-8")
    assert _told(_verify(root / "site", now, "--format", "json")) == [
        ("proof-differs", SEED),
        ("seed-differs", SEED),
        ("text-differs", SEED),
    ]


def test_the_record_is_one_briefing_a_line_and_can_be_checked_by_anyone(root: Path) -> None:
    """With the site alone: the seed's file and the page's text have the hashes that the record says."""
    text = (root / "site" / proof.RECORD).read_text(encoding="utf-8")
    record = json.loads(text)
    assert [json.loads(line.rstrip(",")) for line in text.splitlines()[1:-1]] == record["briefings"]
    assert [entry["id"] for entry in record["briefings"]] == sorted(archive.load(root).briefings)
    for entry in record["briefings"]:
        page = (root / "site" / entry["page"] / "index.html").read_bytes()
        assert hashlib.sha256((root / "site" / entry["seed"]).read_bytes()).hexdigest() == entry["seed_sha256"]
        assert hashlib.sha256(proof.text_of_page(page).encode()).hexdigest() == entry["text_sha256"]


def test_publish_records_only_what_it_has_proved(root: Path, site: Path) -> None:
    _edit(PAGE, "said plainly", "said nothing")(site)
    assert CliRunner().invoke(main, ["publish", str(site), "--root", str(root)]).exit_code == 1
    record = json.loads((site / proof.RECORD).read_bytes())
    assert "strait-visit" not in [entry["id"] for entry in record["briefings"]]
    assert len(record["briefings"]) == 8


# ---- Servers that are not as they should be ---------------------------------------------------


@contextmanager
def _answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(status: int, kind: str = "text/html", body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body)

    return answer


ODD = {
    "not found": (_send(404), "answers 404"),
    "an error": (_send(500), "answers 500"),
    "another kind": (_send(200, "application/octet-stream"), "is sent as application/octet-stream, not as text/html"),
    "away": (_send(302, Location="http://harm.example/"), "leads to another site: http://harm.example/"),
    "to a file": (
        _send(302, Location="file:///etc/passwd"),
        "answers 302 (Found - Redirection to url 'file:///etc/passwd' is not allowed",
    ),
    "too long": (_send(200, body=b"x" * 5000), "has more than 4,000 bytes"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_a_server_does_instead_is_told_plainly(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from another host, nothing without end, and no answer is taken for a page that it is not."""
    answer, words = ODD[name]
    monkeypatch.setattr("generator.publishing.verify.PAGE_BYTES", 4000)
    with _answering(answer) as at:
        result = _verify(at, root)
    assert result.exit_code == 1
    assert f"The site's briefings/strait-visit/ {words}" in result.output


@pytest.mark.parametrize("answer", [_send(503), lambda to: to.wfile.write(b"hello\r\n")], ids=["busy", "no web server"])
def test_a_server_that_does_not_answer_is_asked_once_more_and_then_left_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    """Nothing can be said of the site, which is not the same as a site that is wrong."""
    monkeypatch.setattr(site_files, "PAUSE", 0)
    asked = []
    with _answering(lambda to: asked.append(to.path) or answer(to)) as at:
        result = _verify(at, root)
    assert result.exit_code == 2
    assert "Nothing can be said of it." in result.output
    assert asked == ["/data/proof.json", "/data/proof.json"]


def test_what_is_neither_a_folder_nor_an_address_is_refused(root: Path) -> None:
    for site in ("no-such-folder", "ftp://example.org/", "https://", "http://[", "https://example.org/?a"):
        assert _verify(site, root).exit_code == 2


# ---- The sitemap ------------------------------------------------------------------------------


def test_the_sitemap_has_no_page_that_asks_to_be_left_out(root: Path) -> None:
    """Persons, what is withdrawn and what has moved say `noindex`; a sitemap that lists them says the opposite."""
    listed = (root / "site/sitemap.xml").read_text(encoding="utf-8")
    for path, content in files(root / "site").items():
        address = path.removesuffix("index.html")
        if path.endswith("index.html"):
            asks_to_be_left_out = b'name="robots" content="noindex"' in content
            assert (f"<loc>http://127.0.0.1:8000/{address}</loc>" in listed) is not asks_to_be_left_out, path
    assert "actors/ilsa-marrow/" not in listed
    assert "briefings/visit-to-the-strait/" not in listed
    assert gzip.decompress((root / "site/sitemap.xml.gz").read_bytes()).decode() == listed


def test_a_long_sitemap_has_an_index(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search engine refuses a file of more than 50,000 addresses. `verify` reads all parts."""
    whole = sitemap.addresses((site / "sitemap.xml").read_bytes())
    monkeypatch.setattr(sitemap, "MOST", 10)
    for _ in range(2):
        sitemap.finish(site)
        index = lxml.etree.parse(site / "sitemap.xml").getroot()
        listed = [str(loc.text) for loc in index.iter("{*}loc")]
        assert listed == [f"http://127.0.0.1:8000/sitemap-{number}.xml" for number in range(1, len(listed) + 1)]
        files = [(site / address.rpartition("/")[2]).read_bytes() for address in listed]
        found = [[str(loc.text) for loc in lxml.etree.fromstring(file).iter("{*}loc")] for file in files]
        assert [address for part in found for address in part] == whole
        assert {len(part) for part in found[:-1]} == {10}
        assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()
    assert _told(_verify(site, root, "--format", "json")) == []
    last = f"{found[1][-1]}</loc>"
    _edit("sitemap-2.xml", last, f"{last}</url><url><loc>http://127.0.0.1:8000/briefings/smuggled/</loc>")(site)
    smuggled = "briefings/smuggled/"
    assert _told(_verify(site, root, "--format", "json")) == [("page-missing", smuggled), ("page-without-seed", smuggled)]


def test_a_moved_page_names_its_new_address_as_its_own(root: Path) -> None:
    moved = (root / "site/briefings/visit-to-the-strait/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/briefings/strait-visit/">' in moved
    assert "127.0.0.1:8000/briefings/visit-to-the-strait" not in moved
