"""What the whole test suite shares: options, how many examples a property is tried on, the sample archive, and a browser."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from archives import SAMPLE, build_site, made, make_archive, make_seeds
from browser import chromium, watched
from chance import LONG
from playwright.sync_api import Browser, BrowserContext, Page
from sites import served

from generator import archive
from generator.archive import Archive

hypothesis.settings.register_profile("change", deadline=None, max_examples=50, derandomize=True)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000, derandomize=False, print_blob=True)
hypothesis.settings.load_profile("long" if LONG else "change")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--golden`, which writes the expected part of the golden files anew."""
    parser.addoption("--golden", action="store_true", help="write the expected part of tests/golden/ anew")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return the sample archive, loaded once."""
    return archive.load(make_seeds(tmp_path_factory.mktemp("sample"), SAMPLE))


@pytest.fixture(scope="session")
def sample_outputs(sample: Archive) -> dict[str, bytes]:
    """Return every file that the sample archive has in docs/, by path."""
    return made(sample)


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample archive with its site, built strictly, once for all processes that run tests.

    A test that writes there copies it first.
    """
    of_all = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_all = of_all.parent  # a process's own folder stands in that of the run
    root, built = of_all / "sample-site", of_all / "sample-site.built"
    with (of_all / "sample-site.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        if not built.exists():
            build_site(make_archive(root, SAMPLE))
            built.touch()
    return root


@pytest.fixture(scope="session")
def sample_site(sample_root: Path) -> Path:
    """Return the folder of the sample's site, to be read and not written."""
    return sample_root / "site"


@pytest.fixture(scope="session")
def address(sample_site: Path) -> Iterator[str]:
    """Serve the sample's site; a module that has a site of its own serves that by this name."""
    with served(sample_site) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, once in each process that runs tests."""
    with chromium() as started:
        yield started


@pytest.fixture
def window(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return what kind of window a test opens: a plain one, or as it asks for by `indirect`."""
    return dict(getattr(request, "param", {}))


@pytest.fixture
def context(browser: Browser, address: str, window: dict[str, Any]) -> Iterator[BrowserContext]:
    """Open a window whose pages fail the test on an error, or on a request to another site."""
    context = browser.new_context(base_url=address, **window)
    with watched(context, address):
        yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open an empty page in that window."""
    return context.new_page()


@pytest.fixture(scope="module")
def _tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(_tab: Page, address: str) -> Iterator[Page]:
    """Open a page in a window that a module's tests share, which takes a quarter of the time; what sites keep there goes."""
    _tab.set_viewport_size({"width": 1280, "height": 720})
    _tab.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    with watched(_tab.context, address):
        yield _tab
        _tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        _tab.goto("about:blank")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty folder for an archive."""
    return tmp_path
