"""The site's policy: what a browser may load and run for a page, written into the page, and what the policy refuses there."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from generator.problems import Problem

POLICY = (
    "default-src 'none'; "
    "script-src 'self' 'wasm-unsafe-eval'; "  # Pagefind is WebAssembly; its worker is a script too
    "style-src 'self'; "
    "img-src 'self' data:; "  # the engine's icons stand in its stylesheet
    "font-src 'self'; "
    "connect-src 'self'; "  # Pagefind reads its index in pieces
    "base-uri 'none'; "
    "form-action 'self'"
)
"""The same for every page: nothing from elsewhere, and nothing that stands in a page itself is run or styles it.

It holds no hash of a script in a page. So no markup that a stranger got into a page can come to be allowed by it.
"""

_META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'.encode()

_HEAD = re.compile(
    rb'\s*<!doctype html>\s*<html\b[^<>]*>\s*<head>\s*<meta charset="utf-8">'
    rb'(?P<policy>(?:<meta http-equiv="Content-Security-Policy" content="[^"<>]*">)?)',
    re.IGNORECASE,
)
"""How a page of every engine begins. A policy binds only what comes after it, so nothing else may come before."""

_SCRIPT = re.compile(rb"<script(?=[\s/>]|$)[^<>]*>?", re.IGNORECASE)
_PLAIN_TAG = re.compile(rb'<script(?:\s+[a-z-]+(?:="[^"]*")?)*\s*>')
_ATTRIBUTE = re.compile(rb'\s([a-z-]+)(?:="([^"]*)")?')
_DATA = (b"application/json", b"text/pagefind-template")
"""Types of scripts that a browser reads and does not run."""

_FILE = re.compile(rb"(?:(?:\.\.?/)*|/(?:[\w.~%-]+/)*)(?:assets|pagefind)/(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.js")
"""Addresses of the site's own scripts. No other folder has any: `data/seeds/` has what strangers wrote."""

_LIVE = re.compile(
    rb"""<style[\s/>]|<[a-z](?:"[^"<]*"|'[^'<]*'|[^<>"'])*?(?<=[\s"'/])(?:style|on[a-z]+)\s*=""",
    re.IGNORECASE,
)


def bound(content: bytes) -> bytes | None:
    """Return a page with the policy in it, and else the same bytes; None where it does not begin as a page must.

    A page that has a policy already, perhaps an older one, gets this one in its place.
    """
    head = _HEAD.match(content)
    if head is None:
        return None
    return content[: head.start("policy")] + _META + content[head.end("policy") :]


def check(content: bytes, address: str) -> Iterator[Problem]:
    """Yield the first thing in a page that the policy refuses, or would allow though it is not the site's own.

    content: the page's bytes. They are searched and not parsed, so that no two parsers can be of two minds: the policy lets
    nothing run but script elements, and there is none without `<script`. address: the page's, for the report.
    """
    scripts = (found[0] for found in _SCRIPT.finditer(content) if not _is_ours(found[0]))
    others = (found[0] for found in _LIVE.finditer(content))
    for tag in islice(chain(scripts, others), 1):
        yield _refused(tag, address)


def _is_ours(tag: bytes) -> bool:
    """Return whether a script's tag is one that the templates write: data that is not run, or a file of the site."""
    if not _PLAIN_TAG.fullmatch(tag):
        return False
    attributes = dict(reversed(_ATTRIBUTE.findall(tag)))  # of two that are called the same the first counts
    is_data = attributes.get(b"type") in _DATA and b"src" not in attributes
    return is_data or bool(_FILE.fullmatch(attributes.get(b"src", b"")))


def _refused(tag: bytes, address: str) -> Problem:
    shown = tag[:120].decode("utf-8", "replace")
    message = f"The page has a script or style that the site's policy does not let pass: {shown}"
    hint = "scripts and styles stand in files below assets/; if it came with a text, report it as a fault of the program"
    return Problem(address, 0, 0, "live-markup", message, hint)


def unbound(address: str) -> Problem:
    """Return the problem of a page that has no policy."""
    message = "The page has no policy that says what a browser may run."
    hint = 'publish the site again; a page must begin with <!doctype html><html><head><meta charset="utf-8">'
    return Problem(address, 0, 0, "no-policy", message, hint)
