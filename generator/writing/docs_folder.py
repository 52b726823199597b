"""The generated files in docs/: written only when they changed, removed only when they are ours."""

import contextlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.archive import Archive, Progress
from generator.disk import atomic_writes, fingerprints
from generator.disk.fingerprints import state_of
from generator.keeping import traces
from generator.keeping.cache import Cache
from generator.keeping.traces import Trace, in_states
from generator.problems import Problem
from generator.rendering.pages import Plan
from generator.writing import watched

MANIFEST = ".generated.json"
"""In docs/; lists what the generator wrote and is its only licence to overwrite or remove."""

_as_json = json.JSONEncoder(ensure_ascii=False).encode

_is_inside = re.compile(r"(?!/)(?!(?:.*/)?\.\.(?:/|\Z))[^\\]*\Z", re.DOTALL).match
"""Finds in a path, with forward slashes, that it does not lead out of docs/."""


def write(
    root: Path,
    loaded: Archive,
    plans: Iterable[Plan],
    cache: Cache | None = None,
    progress: Progress = lambda _done, _all: None,
) -> list[Problem]:
    """Bring docs/ up to the plans: make and write what can differ, remove what was ours and is no more.

    root: the folder that holds docs/. cache: how the files there were made, None where nothing is known of it. Returns a
    problem for each foreign file in the way, which is left as it is. An interrupted run is repaired by the next: the
    list of our files is written before the first of them.
    """
    docs = root / "docs"
    atomic_writes.remove_temporary(docs)
    before = listed(docs) or _left(docs, cache)
    ordered = _ordered(plans)
    wanted = {path: plan for plan in ordered for path in plan.paths}
    states = {path: state_of(f"{docs}/{path}") for path in wanted}
    folders = {_folder(path) for path in wanted}
    closed = {folder for folder in folders if _is_closed(docs, folder)}
    odd = {path: state for path, state in states.items() if _is_in_the_way(path, state, closed, is_ours=path in before)}
    foreign = {
        path for plan in ordered if not odd.keys().isdisjoint(plan.paths) for path in _foreign(docs, plan, odd, closed, loaded)
    }
    mine = wanted.keys() - foreign
    for folder in sorted(folders - closed):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    _record(docs, before | mine)
    maker = _Maker(docs, loaded, cache)
    for done, plan in enumerate(ordered, 1):
        maker.bring_up(plan, {path: states[path] for path in plan.paths if path in mine})
        progress(done, len(ordered))
    for path in sorted(before - wanted.keys()):
        _remove(docs, path)
    if before - mine:
        _record(docs, mine)
    maker.keep()
    return [_in_the_way(path) for path in sorted(foreign)]


def stands(root: Path, cache: Cache) -> bool:
    """Return whether docs/ is as the last build left it, file by file."""
    docs, before = root / "docs", as_left(cache)
    if os.path.lexists(docs / atomic_writes.BESIDE):
        return False
    return listed(docs) == before.keys() and all(state_of(f"{docs}/{path}") == state for path, state in before.items())


class _Maker:
    """Makes files of docs/, but for those that would come out as they are."""

    def __init__(self, docs: Path, loaded: Archive, cache: Cache | None) -> None:
        self._docs, self._cache = docs, cache
        self._watched, self._watch = watched.watch(loaded, cache.readings.says if cache else {})
        self._of_every_page = fingerprints.of((cache.program if cache else "", self._watch.unnoted))
        self._before, then = cache.traces() if cache else ({}, {})
        self._known = self._watch.now() if cache else {}
        self._changed = traces.changed(then, self._known)
        self._after: dict[str, Trace] = {}
        self._new: list[str] = []

    def bring_up(self, plan: Plan, states: Mapping[str, str]) -> None:
        """Write a plan's files, unless they stand there already and nothing they were made of has changed.

        states: of those of its files that may be written, by path.
        """
        made_of = fingerprints.of((self._of_every_page, plan.make.__module__, plan.make.__name__, plan.given))
        was = self._before.get(plan.path)
        if was and was.plan == made_of and was.states == in_states(states) and was.reads_the_same(self._changed):
            self._after[plan.path] = was
            return
        contents = plan.contents(self._watched)
        written = {path for path, state in states.items() if _write(self._docs, path, contents[path], is_there=bool(state))}
        reads = self._watch.taken()
        if self._cache:
            self._new += states
            self._cache.written |= written
            now = {path: state_of(f"{self._docs}/{path}") for path in states}
            self._after[plan.path] = Trace(made_of, in_states(now), reads)

    def keep(self) -> None:
        """Keep how the files were made for the next build."""
        if self._cache:
            atomic_writes.fsync([f"{self._docs}/{path}" for path in self._new])
            self._cache.keep_traces(self._after, self._known)


def _folder(path: str) -> str:
    """Return the folder of a path in docs/; "" for docs/ itself."""
    return path.rpartition("/")[0]


def _is_closed(docs: Path, folder: str) -> bool:
    """Return whether something else stands where a folder of docs/ would be, or one above it."""
    above = [docs / part for part in (folder, *map(str, PurePosixPath(folder).parents)) if part not in ("", ".")]
    return any(one.is_symlink() or one.is_file() for one in above)


def _is_in_the_way(path: str, state: str, closed: Collection[str], *, is_ours: bool) -> bool:
    """Return whether something that is not ours stands at a path, or where its folder would be.

    state: of what stands there. closed: folders where something else stands.
    """
    return _folder(path) in closed or bool(state and not (is_ours and fingerprints.is_file(state)))


def _left(docs: Path, cache: Cache | None) -> set[str]:
    """Return the paths in docs/ that stand as the last build left them: ours, though the list of our files is lost."""
    left = as_left(cache) if cache else {}
    return {path for path, state in left.items() if state_of(docs / path) == state}


def as_left(cache: Cache) -> dict[str, str]:
    """Return the states in which the last build left its files, by path."""
    before, _ = cache.traces()
    return {path: state for one in before.values() for path, state in one.files.items()}


def _foreign(docs: Path, plan: Plan, odd: Mapping[str, str], closed: Collection[str], loaded: Archive) -> Iterator[str]:
    """Yield those of a plan's files in whose place stands what is not ours; nothing is lost where that has the same bytes.

    odd: the states of what stands in the place of a file and is not known to be ours, by path.
    """
    here = [path for path in plan.paths if path in odd]
    files = {path for path in here if _folder(path) not in closed and fingerprints.is_file(odd[path])}
    contents = plan.contents(loaded) if files else {}
    yield from (path for path in here if path not in files or (docs / path).read_bytes() != contents[path])


def _ordered(plans: Iterable[Plan]) -> list[Plan]:
    """Return the plans by path, the first of each; raises ValueError for one that would leave docs/."""
    first: dict[str, Plan] = {}
    for plan in plans:
        for path in plan.paths:
            if not _is_inside(path):
                raise ValueError(f"“{path}” is not inside docs/")
        first.setdefault(plan.path, plan)
    return [first[path] for path in sorted(first)]


def listed(docs: Path) -> set[str]:
    """Return the paths in docs/ that the generator wrote."""
    try:
        paths = json.loads((docs / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in paths if isinstance(path, str) and _is_inside(path)} if isinstance(paths, list) else set()


def _record(docs: Path, paths: Collection[str]) -> None:
    lines = ",\n".join(_as_json(path) for path in sorted(paths))
    _write(docs, MANIFEST, f"[\n{lines}\n]\n".encode(), is_there=True, is_lasting=True)


def _write(docs: Path, path: str, content: bytes, *, is_there: bool, is_lasting: bool = False) -> bool:
    """Write a file whole or not at all, and not where it says the same already; return whether it was written."""
    with contextlib.suppress(OSError):
        if is_there and (docs / path).read_bytes() == content:
            return False
    atomic_writes.write(docs, f"{docs}/{path}", content, is_lasting=is_lasting)
    return True


def _remove(docs: Path, path: str) -> None:
    """Remove a file of ours that is there, and the folders it leaves empty."""
    parent = _folder(path)
    if _is_in_the_way(path, state_of(docs / path), {parent} if _is_closed(docs, parent) else (), is_ours=True):
        return
    (docs / path).unlink(missing_ok=True)
    for folder in (docs / path).parents:
        if folder == docs or (folder.exists() and any(folder.iterdir())):
            return
        if folder.exists():
            folder.rmdir()


def _in_the_way(path: str) -> Problem:
    message = "A file that the generator did not write stands where it would write one; it is left as it is."
    hint = f"move it away or give it another name; if docs/{MANIFEST}, the list of what is generated, was lost, delete it"
    return Problem(f"docs/{path}", 0, 0, "foreign-file", message, hint)
