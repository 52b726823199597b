"""Reading a published site, from its folder or from its address, within bounds: whatever stands there, it can do no harm."""

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urljoin, urlsplit

SECONDS = 20.0
"""How long a server may take to answer, or to send another piece."""

SECONDS_IN_ALL = 60.0
"""How long it may take for a whole file."""

PAUSE = 2.0
"""Seconds before a server that did not answer, or was too busy to, is asked once more."""

AT_ONCE = 4
"""Files asked for at once: as a browser would, and no more."""

_PIECE = 65_536


class Unreadable(Exception):
    """Raised when a file of a site cannot be had; the message ends a sentence about it: "answers 404 (Not Found)"."""


class Absent(Unreadable):
    """Raised when a site says that it has no such file."""


class NoAnswer(Unreadable):
    """Raised when a server does not answer at all; the message says why."""


class SiteFiles(Protocol):
    """A published site."""

    def read(self, address: str, kind: str, most: int) -> bytes:
        """Return a file. address: in the site, percent-encoded; a page's ends in a slash.

        kind: its media type, "" for any. most: the bytes that it may have. Raises Unreadable.
        """

    def folders(self, address: str) -> set[str]:
        """Return the names of the pages directly below an address, as far as a site tells them."""


@dataclass(frozen=True)
class Folder:
    """A site in a folder of this machine."""

    root: Path

    def read(self, address: str, kind: str, most: int) -> bytes:
        """Return a file; its kind is not known here."""
        del kind
        path = unquote(address)
        file = self.root / path / "index.html" if not path or path.endswith("/") else self.root / path
        try:
            with file.open("rb") as opened:
                return _whole(opened.read(most + 1), most)
        except (FileNotFoundError, ValueError) as error:  # ValueError: an address with a NUL, which no file's name has
            raise Absent("is not there") from error
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from error

    def folders(self, address: str) -> set[str]:
        """Return the names of the folders below one that have a page."""
        return {page.parent.name for page in (self.root / address).glob("*/index.html")}


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect on its host, from http to https too, and nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request that a redirect asks for. Raises Unreadable where it leads away."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.netloc != old.netloc and (new.scheme, new.hostname, new.port) != ("https", old.hostname, None):
            raise Unreadable(f"leads to another site: {newurl[:200]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # as it was called


@dataclass(frozen=True)
class Web:
    """A site at an address that begins with http:// or https://."""

    address: str
    _opener: urllib.request.OpenerDirector = field(default_factory=lambda: urllib.request.build_opener(_SameHost))

    def read(self, address: str, kind: str, most: int) -> bytes:
        """Return a file, which the server must send as of its kind."""
        try:
            return self._asked(address, kind, most)
        except NoAnswer:
            time.sleep(PAUSE)
            return self._asked(address, kind, most)

    def _asked(self, address: str, kind: str, most: int) -> bytes:
        where = urljoin(f"{self.address.rstrip('/')}/", address)
        asked = urllib.request.Request(where, headers={"User-Agent": "briefings verify"})  # noqa: S310  (http by its caller)
        try:
            with self._opener.open(asked, timeout=SECONDS) as answer:
                sent = answer.headers.get_content_type()
                if kind and sent != kind:
                    raise Unreadable(f"is sent as {sent[:80]}, not as {kind}")
                return _whole(_in_time(answer, most), most)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error.code)(f"answers {error.code} ({error.reason})") from error
        except urllib.error.URLError as error:
            raise NoAnswer(f"does not answer: {error.reason}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(f"does not answer as a web server: {error}") from error

    def folders(self, address: str) -> set[str]:
        """Return nothing: a server does not tell what it has."""
        del address
        return set()


def _refused(status: int) -> type[Unreadable]:
    if status in (404, 410):
        return Absent
    return NoAnswer if status in (429, 503) else Unreadable


def _in_time(answer: http.client.HTTPResponse, most: int) -> bytes:
    """Return what a server sends, up to one byte too many. Raises Unreadable where it takes its time."""
    end, found = time.monotonic() + SECONDS_IN_ALL, bytearray()
    while len(found) <= most and (piece := answer.read1(_PIECE)):
        found += piece
        if time.monotonic() > end:
            raise Unreadable(f"takes longer than {SECONDS_IN_ALL:.0f} seconds")
    if answer.length and len(found) <= most:
        raise Unreadable("breaks off")
    return bytes(found)


def _whole(content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise Unreadable(f"has more than {most:,} bytes")
    return content
