"""A real Chromium for the browser tests: one that is here, or one that can be installed."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, expect, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
"""No sandbox, because the tests may run as root in a container; nothing that Chromium asks the network for by itself."""

expect.set_options(timeout=30_000)  # a machine that others use stands still for seconds; what is there is seen at once


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; where none can be had, fail under CI and skip, saying so, elsewhere."""
    path = _path()
    if not path:
        reason = "no Chromium: install Debian's `chromium`, or run `.venv/bin/playwright install chromium`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[None]:
    """See that no page of a window tells of an error while the block runs, or asks another site than the one at an address."""
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def failed(error: WebError) -> None:
        complaints.append(str(error.error))

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            complaints.append(request.url)

    watching = {"console": said, "weberror": failed, "request": asked}
    for event, note in watching.items():
        context.on(event, note)
    yield
    for event, note in watching.items():
        context.remove_listener(event, note)
    assert complaints == []


def wait_until(page: Page, condition: str) -> None:
    """Wait until a condition holds in a page, at most for as long as a test may take.

    Playwright's own wait evaluates text in the page at its second look, which the archive's policy forbids.
    """
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise(requestAnimationFrame) }}")


@cache
def _path() -> str:
    with Path(tempfile.gettempdir(), "briefings-chromium.lock").open("w") as one_at_a_time:  # tests run side by side
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        return _found() or (_install() and _found()) or ""


def _found() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    here = next((path for name in names if (path := shutil.which(name))), "")
    if here:
        return here
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else ""


def _install() -> bool:
    """Try Debian's package, then Playwright's own browser; both are bounded in time."""
    for command in (
        ["sh", "-c", "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"],
        [sys.executable, "-m", "playwright", "install", "chromium"],
    ):
        try:
            if subprocess.run(command, capture_output=True, check=False, timeout=240).returncode == 0:
                return True
        except (OSError, subprocess.TimeoutExpired):
            continue
    return False
