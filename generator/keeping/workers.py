"""Spreading work over processes: here on a machine's own, past one machine on a Dask cluster."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, TypeVar

from generator.disk import fingerprints

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 50
"""Items a process is given at a time: a quarter of a second of work on briefings of 3 kB."""

WORTH_IT = 400
"""Items from which processes gain: starting two takes about as long as reading 200 briefings does."""


class SchedulerMissing(Exception):
    """Raised where a cluster is asked for and its library is missing, nobody answers, or its workers are not fit."""


def executor(root: Path, items: int, scheduler: str = "") -> AbstractContextManager[Executor | None]:
    """Return what runs work on so many items: a cluster, processes of this machine, or None for this process alone.

    root: the folder of the archive. scheduler: the address of a Dask scheduler, "" for none. Raises SchedulerMissing.
    """
    if scheduler:
        return _cluster(root, scheduler)
    if items < WORTH_IT or processes() < 2:
        return nullcontext()
    # Spawned and not forked: under `mkdocs serve` other threads run, and a fork may copy their locks.
    return pool(get_context("spawn"), end_with_parent)


@contextmanager
def pool(context: BaseContext, begin: Callable[..., None], *given: Any) -> Iterator[Executor]:
    """Give processes of this machine, each of which begins with a call; they are gone when the block is left.

    They are killed then, and not asked to end: all that they had to say is here, and where one of them was killed with its
    hand on what they send their answers by, the others would wait for it for ever, and this process for them.
    """
    before = set(active_children())
    with ProcessPoolExecutor(processes(), context, begin, given) as runs:
        try:
            yield runs
        finally:
            for child in set(active_children()) - before:
                child.kill()


def end_with_parent() -> None:
    """Have this process end when the one that started it does: a build that is killed must not leave its workers."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)  # nobody waits for what it does


def processes() -> int:
    """Return how many processes of this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _cluster(root: Path, address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415  (an extra that few install)
    except ImportError as error:
        raise SchedulerMissing("a cluster needs Dask: pip install 'annotated-briefings[cluster]'") from error
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise SchedulerMissing(f"no scheduler answers at {address}: {error}") from error
    with client:
        if set(client.run(_sees, root, on_error="return").values()) != {_sees(root)}:
            needed = f"the same version of this program, the same Python, and the folder {root}"
            raise SchedulerMissing(f"the scheduler at {address} has no workers, or not all of them have {needed}")
        yield client.get_executor(pure=False)  # not pure: what a file comes to is not known by its path


def _sees(root: Path) -> str:
    """Return what must be the same in each process that reads an archive."""
    return f"{fingerprints.of_program()} {(root / 'seeds').is_dir()}"


def spread(work: Callable[[Sequence[T]], list[R]], items: Sequence[T], runs: Executor | None) -> Iterator[R]:
    """Yield what some work makes of items, in their order, chunk by chunk.

    work: a function that can be sent to another process. runs: from `executor`. Where a process of it dies, what
    is missing is done here.
    """
    chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]
    done = 0
    try:
        for found in runs.map(work, chunks) if runs else map(work, chunks):
            yield from found
            done += 1
    except (BrokenExecutor, CancelledError):  # the latter where a scheduler died
        for chunk in chunks[done:]:
            yield from work(chunk)
