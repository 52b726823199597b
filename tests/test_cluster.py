"""A build on a Dask cluster: the same bytes, whatever becomes of a worker; and a sentence where there is no cluster."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archives import SAMPLE, make_seeds
from click.testing import CliRunner
from test_incremental import written

from generator import build
from generator.archive import Progress
from generator.cli import main
from generator.keeping import cache, workers

distributed = pytest.importorskip("distributed")

NOBODY = "tcp://127.0.0.1:9"
"""A port of this machine that is set aside for throwing everything away; nobody answers there."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Start a scheduler and two workers, each a process of its own, on this machine; ended with the module's tests."""
    with distributed.LocalCluster(2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as started:
        yield started


def _seeds(root: Path) -> Path:
    """Make the sample's seeds and as many others as six chunks hold; fewer than processes of this machine are worth."""
    make_seeds(root, SAMPLE)
    others = {
        f"seeds/others/{number}.txt": f"{number} lamps. [Citation: Lamp {number}]\n" for number in range(5 * workers.CHUNK)
    }
    return make_seeds(root, others)


def _expected(root: Path) -> dict[str, bytes]:
    build.build(_seeds(root))
    return written(root)


def _run(root: Path, scheduler: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["build", "--root", str(root), "--scheduler", scheduler])
    return result.exit_code, result.output


def test_a_cluster_makes_the_same_bytes(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also from inside the archive: a worker stands elsewhere, and finds the seeds all the same."""
    expected = _expected(tmp_path / "alone")
    monkeypatch.chdir(_seeds(tmp_path / "spread"))
    monkeypatch.setattr("generator.archive._annotate_file", None)  # whatever is read is read by the workers
    assert _run(Path(), cluster.scheduler_address)[0] == 0
    assert written(tmp_path / "spread") == expected


def test_a_worker_that_dies_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    """What it was doing, and what it had done and not yet handed over, is done by the other."""
    expected = _expected(tmp_path / "alone")
    root = _seeds(tmp_path / "spread")
    dead: list[int] = []

    def tell(_stage: str) -> Progress:
        return kill

    def kill(done: int, every: int) -> None:
        if not dead and 0 < done < every:
            dead.append(next(iter(cluster.workers.values())).pid)
            os.kill(dead[0], signal.SIGKILL)

    with cache.to_build(root) as kept:
        build.bring_up(root, kept, tell, cluster.scheduler_address)
    assert dead
    assert written(root) == expected


def test_workers_that_do_not_see_the_archive_are_refused(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would report each seed as missing, or read it by other rules."""
    monkeypatch.setattr(workers.fingerprints, "of_program", lambda: "a later version")
    code, said = _run(_seeds(tmp_path), cluster.scheduler_address)
    assert code == 2
    assert "not all of them have the same version of this program" in said
    assert [file.name for file in (tmp_path / "docs").iterdir()] == [cache.LOCK]


def test_where_nobody_answers_that_is_told(root: Path) -> None:
    code, said = _run(_seeds(root), NOBODY)
    assert code == 2
    assert f"no scheduler answers at {NOBODY}" in said


def test_without_the_library_it_is_told_how_to_get_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # any import of it fails
    code, said = _run(_seeds(root), NOBODY)
    assert code == 2
    assert "pip install 'annotated-briefings[cluster]'" in said
