"""Sites to test: the sample's, built once, and a server for it on this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import lxml.html


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on the loopback address while the block runs; gives its address."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(site))

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path; the search index, whose bytes its maker varies, left out."""
    found = (file for file in folder.rglob("*") if file.is_file())
    paths = {file.relative_to(folder).as_posix(): file for file in found}
    return {path: file.read_bytes() for path, file in sorted(paths.items()) if not path.startswith("pagefind/")}


def words(content: bytes) -> str:
    """Return the words a reader sees in a page's own part, white space folded."""
    page = lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))
    parts = page.xpath("//*[contains(concat(' ', @class, ' '), ' page ')]")
    return " ".join("".join(str(text) for part in parts for text in part.xpath(".//text()[not(ancestor::script)]")).split())
