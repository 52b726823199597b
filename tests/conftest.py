"""What the whole test suite shares: options, how many examples a property is tried on, and the sample archive."""

import os
from pathlib import Path

import hypothesis
import pytest
from archives import SAMPLE, made, make_seeds

from generator import archive
from generator.archive import Archive

hypothesis.settings.register_profile("here", deadline=None, max_examples=200)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty folder for an archive."""
    return tmp_path
