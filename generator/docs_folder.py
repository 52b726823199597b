"""The generated files in docs/: written only when they changed, removed only when they are ours."""

import json
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from generator import fingerprints, whole_files
from generator.archive import Archive, Progress
from generator.cache import Cache, Made
from generator.fingerprints import state_of
from generator.pages import Plan
from generator.problems import Problem
from generator.watched import watch

MANIFEST = ".generated.json"
"""In docs/; lists what the generator wrote and is its only licence to overwrite or remove."""


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
    whole_files.sweep(docs)
    before = listed(docs) or _left(docs, cache)
    wanted = _by_path(plans)
    folders = {_folder(plan.path) for plan in wanted}
    closed = {folder for folder in folders if _is_closed(docs, folder)}
    foreign = {plan.path for plan in wanted if _is_in_the_way(docs, plan.path, closed, is_ours=plan.path in before)}
    foreign -= {plan.path for plan in wanted if plan.path in foreign and _says(docs, plan, closed, loaded)}
    mine = [plan for plan in wanted if plan.path not in foreign]
    _record(docs, before | {plan.path for plan in mine})
    maker = _Maker(docs, loaded, cache)
    for done, plan in enumerate(mine, 1):
        maker.bring_up(plan)
        progress(done, len(mine))
    for path in sorted(before - {plan.path for plan in wanted}):
        _remove(docs, path)
    _record(docs, {plan.path for plan in mine})
    maker.keep()
    return [_in_the_way(path) for path in sorted(foreign)]


def stands(root: Path, cache: Cache) -> bool:
    """Return whether docs/ is as the last build left it, file by file."""
    docs, states = root / "docs", cache.states()
    if os.path.lexists(docs / whole_files.BESIDE):
        return False
    return listed(docs) == states.keys() and all(state_of(f"{docs}/{path}") == state for path, state in states.items())


class _Maker:
    """Makes files of docs/, but for those that would come out as they are."""

    def __init__(self, docs: Path, loaded: Archive, cache: Cache | None) -> None:
        self._docs, self._cache = docs, cache
        self._watched, self._watch = watch(loaded, cache.facts if cache else {})
        every = f"{cache.program if cache else ''} {loaded.registry.settings} {loaded.site} {loaded.registry.terms}"
        self._of_every_page = fingerprints.of(every)
        self._before = cache.made() if cache else {}
        self._after: dict[str, Made] = {}

    def bring_up(self, plan: Plan) -> None:
        """Write a plan's file, unless it stands there already and nothing it was made of has changed."""
        made_of = fingerprints.of((self._of_every_page, plan.make.__module__, plan.make.__name__, plan.given))
        if self._is_as_it_was(plan, made_of):
            return
        self._watch.reads.clear()
        file = self._docs / plan.path
        is_new = _write(self._docs, file, plan.content(self._watched))
        if self._cache:
            self._cache.written |= {plan.path} if is_new else set()
            reads = sorted(self._watch.reads)
            self._after[plan.path] = Made(made_of, "\n".join(reads), self._watch.fingerprint_of(reads), state_of(file))

    def _is_as_it_was(self, plan: Plan, made_of: str) -> bool:
        was = self._before.pop(plan.path, None)
        if was is None or was.plan != made_of or was.state != state_of(f"{self._docs}/{plan.path}"):
            return False
        return self._watch.fingerprint_of(was.reads.split("\n") if was.reads else ()) == was.was

    def keep(self) -> None:
        """Keep how the files were made for the next build."""
        if self._cache:
            whole_files.settle(self._docs / path for path in self._after)
            self._cache.keep_made(self._after.items(), self._before)


def _folder(path: str) -> str:
    """Return the folder of a path in docs/; "" for docs/ itself."""
    return path.rpartition("/")[0]


def _is_closed(docs: Path, folder: str) -> bool:
    """Return whether something else stands where a folder of docs/ would be, or one above it."""
    above = [docs / part for part in (folder, *map(str, PurePosixPath(folder).parents)) if part not in ("", ".")]
    return any(one.is_symlink() or one.is_file() for one in above)


def _is_in_the_way(docs: Path, path: str, closed: Collection[str], *, is_ours: bool) -> bool:
    """Return whether something that is not ours stands at a path, or where its folder would be. closed: such folders."""
    if _folder(path) in closed:
        return True
    try:
        mode = os.lstat(f"{docs}/{path}").st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) and is_ours)


def _left(docs: Path, cache: Cache | None) -> set[str]:
    """Return the paths in docs/ that stand as the last build left them: ours, though the list of our files is lost."""
    return {path for path, state in cache.states().items() if state_of(docs / path) == state} if cache else set()


def _says(docs: Path, plan: Plan, closed: Collection[str], loaded: Archive) -> bool:
    """Return whether a plan's file stands there with the plan's bytes: so nothing is lost where it is taken for ours."""
    file = docs / plan.path
    if _folder(plan.path) in closed:
        return False
    return file.is_file() and not file.is_symlink() and file.read_bytes() == plan.content(loaded)


def _by_path(plans: Iterable[Plan]) -> list[Plan]:
    """Return the plans by path, the first of each; raises ValueError for one that would leave docs/."""
    first: dict[str, Plan] = {}
    for plan in plans:
        if not _is_inside(plan.path):
            raise ValueError(f"“{plan.path}” is not inside docs/")
        first.setdefault(plan.path, plan)
    return [first[path] for path in sorted(first)]


def listed(docs: Path) -> set[str]:
    """Return the paths in docs/ that the generator wrote."""
    try:
        paths = json.loads((docs / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in paths if isinstance(path, str) and _is_inside(path)} if isinstance(paths, list) else set()


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def _record(docs: Path, paths: set[str]) -> None:
    content = (json.dumps(sorted(paths), ensure_ascii=False, indent=0) + "\n").encode()
    _write(docs, docs / MANIFEST, content, is_lasting=True)


def _write(docs: Path, file: Path, content: bytes, *, is_lasting: bool = False) -> bool:
    """Write a file whole or not at all, and not where it says the same already; return whether it was written."""
    try:
        if file.read_bytes() == content:
            return False
    except OSError:
        file.parent.mkdir(parents=True, exist_ok=True)
    whole_files.write(docs, file, content, is_lasting=is_lasting)
    return True


def _remove(docs: Path, path: str) -> None:
    """Remove a file of ours that is there, and the folders it leaves empty."""
    parent = _folder(path)
    if _is_in_the_way(docs, path, {parent} if _is_closed(docs, parent) else (), is_ours=True):
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
