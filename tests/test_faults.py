"""What goes wrong while an archive is built: after it, the next build makes what a clean one makes, byte for byte."""

import contextlib
import errno
import json
import multiprocessing
import os
import pickle
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from archives import PROJECT, SAMPLE, build_site, made, make_archive, make_seeds
from chance import numbers, tries
from click.testing import CliRunner
from sites import files
from test_incremental import EDITS, bring_up, written

from generator import archive, build
from generator.cli import main
from generator.disk import atomic_writes, fingerprints
from generator.disk.tree import Tree
from generator.formats import Settings
from generator.keeping import cache, codec, workers
from generator.keeping.cache import Cache
from generator.keeping.store import Store
from generator.keeping.traces import in_states
from generator.problems import Problem
from generator.publishing import site_build
from generator.reading import registry, seeds
from generator.reading.seed_files import SeedFile
from generator.seed import Seed
from generator.writing import docs_folder

KILLED_AT = numbers(2, 40)
"""What the chance begins with by which a build is killed at a moment: at its first build, and after edits."""

LAMPS = {f"seeds/lamp-{n}.txt": f"Lamp {n} was lit by Ilsa Marrow. [Citation: Harbour Wire]\n" for n in range(4)}
LAMPS |= {
    "seeds/registry/actors/marrow.yml": "name: Ilsa Marrow\nkind: person\n",
    "seeds/lamp-1.yml": "title: The first lamp\nnotes: [{quote: was lit, note: By hand.}]\n",
}

KILLED = """
import os, signal, sys
at, program, arguments = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
if program == "mkdocs":
    from mkdocs.__main__ import cli as main
elif program == "site":
    from pathlib import Path
    from generator.publishing.site_build import build
    main = lambda arguments: build(Path(*arguments))
else:
    from generator.cli import main
NAMES = set("write open replace rename unlink mkdir rmdir execute executescript commit close __exit__ fsync sync".split())
seen = 0
def count(frame, event, called):
    global seen
    if event in ("c_call", "c_return") and called.__name__ in NAMES and not isinstance(called.__self__, (str, bytes)):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(count)
try:
    main(arguments)
finally:
    sys.setprofile(None)
    print("\\n", seen, sep="")
"""
"""Runs a command that kills itself right before or after a call that writes; says how many such moments there are."""


def killed(at: int, program: str, *arguments: str, cwd: Path = PROJECT) -> int:
    """Run a command in another process that is killed at a moment; return how many there are where it was not (0)."""
    command = [sys.executable, "-c", KILLED, str(at), program, *arguments]
    found = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=cwd, env=found, capture_output=True, text=True, check=False)
    assert done.returncode == (-signal.SIGKILL if at else 0), done.stderr
    return 0 if at else int(done.stdout.splitlines()[-1])


def is_clean(root: Path) -> None:
    """Build, and hold docs/ and its list against what a clean build makes; nothing else stands there."""
    built = bring_up(root)
    clean = archive.load(root)
    expected = made(clean)
    assert built.problems == clean.problems
    assert written(root) == expected
    assert json.loads((root / "docs" / docs_folder.MANIFEST).read_bytes()) == sorted(expected)


def briefings(*arguments: str, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in another process."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, preexec_fn=before)


@pytest.fixture
def lamps(root: Path) -> Path:
    """Return a small archive that was built once."""
    make_seeds(root, LAMPS)
    bring_up(root)
    return root


# ---- Killed -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return how many moments there are in a first build of the sample."""
    return killed(0, "briefings", "build", "--root", str(make_seeds(tmp_path_factory.mktemp("moments"), SAMPLE)))


@pytest.mark.parametrize("number", KILLED_AT)
def test_a_build_that_was_killed_is_mended_by_the_next(root: Path, moments: int, number: int) -> None:
    """A power cut in a first build or after edits leaves no page half written, none too many, and no stray file."""
    chance = random.Random(number)
    make_seeds(root, SAMPLE)
    if number % 2:
        bring_up(root)
        for edit in chance.sample(EDITS, 3):
            edit(root, chance)
        moments //= 8  # of what there is to do some is done
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "by-hand.md").write_text("Written by hand.")
    killed(chance.randrange(1, moments), "briefings", "build", "--root", str(root))
    bring_up(root)
    assert (root / "docs" / "by-hand.md").read_text() == "Written by hand."
    (root / "docs" / "by-hand.md").unlink()
    is_clean(root)


def test_a_file_that_a_killed_build_left_goes_even_if_nothing_changed(lamps: Path) -> None:
    (lamps / "docs" / ".generated.new").write_text("half a pa")
    is_clean(lamps)


@dataclass(frozen=True)
class Sites:
    """The small archive, and what its site is made of.

    root: the archive before an edit, with a site and a cache. old: that site's files. new, docs: those of a site and of
    docs/ that are made from nothing after it. raw: the new site's folder as an engine without the plugin leaves it.
    """

    root: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    docs: dict[str, bytes]
    raw: Path


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Return an archive that was built, and what it comes to after an edit."""
    root, clean = (make_archive(tmp_path_factory.mktemp(name), LAMPS) for name in ("old", "new"))
    old = whole(build_site(root))
    _edit(root)
    _edit(clean)
    new, docs = whole(build_site(clean)), written(clean)
    settings = (clean / "mkdocs.yml").read_text()
    (clean / "mkdocs.yml").write_text(f"{settings}plugins: [{{search: {{enabled: false}}}}]\nsite_dir: raw\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")  # nothing there is dated
        build_site(clean)
    (clean / "mkdocs.yml").write_text(settings)
    shutil.copy(PROJECT / "generator/editing/starter/Makefile", root)
    return Sites(root, old, new, docs, clean / "raw")


def _edit(root: Path) -> None:
    (root / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out. [Citation: Harbour Wire]\n")
    (root / "seeds" / "lamp-2.txt").unlink()
    (root / "seeds" / "lamp-4.txt").write_text("Lamp 4 is new.\n")


def whole(site: Path) -> dict[str, bytes]:
    """Return every file of a site, and of its search index, which differs from run to run, how many pages it has."""
    index = site / "pagefind"
    languages = json.loads((index / "pagefind-entry.json").read_bytes())["languages"]
    counted = sum(language["page_count"] for language in languages.values())
    assert len(list((index / "fragment").iterdir())) == counted
    return {**files(site), "pagefind": f"{counted} pages".encode()}


def _copy(sites: Sites, to: Path) -> Path:
    return shutil.copytree(sites.root, to, symlinks=True, dirs_exist_ok=True)


MOMENTS: dict[str, int] = {}
"""How many moments commands have, each counted once."""


@pytest.mark.parametrize("number", KILLED_AT)
def test_a_site_whose_finishing_was_killed_is_finished_by_the_next_run(sites: Sites, root: Path, number: int) -> None:
    """No page, no list and no record is cut short; and the next run makes what one run makes."""
    archive = str(sites.raw.parent)
    command = ("publish", str(root / "site"), "--root", archive)
    shutil.copytree(sites.raw, root / "site")
    if "publish" not in MOMENTS:
        MOMENTS["publish"] = killed(0, "briefings", *command)
        assert whole(root / "site") == sites.new
        shutil.rmtree(root / "site")
        shutil.copytree(sites.raw, root / "site")
    killed(random.Random(number).randrange(1, MOMENTS["publish"]), "briefings", *command)
    raw, found = files(sites.raw), files(root / "site")
    found.pop(atomic_writes.BESIDE, None)
    assert [path for path in found if found[path] not in (raw.get(path), sites.new[path])] == []
    done = briefings(*command)
    assert done.returncode == 0, done.stderr
    assert whole(root / "site") == sites.new


@pytest.mark.parametrize("number", KILLED_AT)
def test_a_site_whose_engine_was_killed_is_built_by_the_next_run(sites: Sites, root: Path, number: int) -> None:
    """From the first file of docs/ to the last of the search index: the next build makes what a clean one makes."""
    if "mkdocs" not in MOMENTS:
        MOMENTS["mkdocs"] = killed(0, "mkdocs", "build", "--strict", cwd=_copy(sites, root / "counted"))
    archive = _copy(sites, root / "killed")
    killed(random.Random(number).randrange(1, MOMENTS["mkdocs"]), "mkdocs", "build", "--strict", cwd=archive)
    found = written(archive)
    found.pop(atomic_writes.BESIDE, None)
    before = written(sites.root)
    assert [path for path in found if found[path] not in (before.get(path), sites.docs.get(path))] == []
    assert whole(build_site(archive)) == sites.new
    assert written(archive) == sites.docs


@pytest.mark.parametrize("number", numbers(1, 20))
def test_a_site_stays_whatever_kills_make_build(sites: Sites, root: Path, number: int) -> None:
    """At any moment, with all that it has started: the last site is there or the new one, whole."""
    chance = random.Random(number)
    _copy(sites, root)
    with _make(root) as running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=chance.uniform(0, 6))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()  # ends when the last of them is gone
    kept = next(root / name for name in ("site", ".site.old") if (root / name).exists())
    assert whole(kept) in (sites.old, sites.new)
    with _make(root) as running:
        assert running.wait() == 0
    assert whole(root / "site") == sites.new
    assert written(root) == sites.docs
    assert sorted(folder.name for folder in root.glob("*site*")) == ["site"]


def test_of_two_that_make_a_site_at_once_none_harms_the_other(sites: Sites, root: Path) -> None:
    """Whoever comes second is told, or comes after; the site is whole."""
    _copy(sites, root)
    for _ in range(tries(1, 12)):
        with _make(root) as first, _make(root) as second:
            said = [running.communicate()[0] for running in (first, second)]
        assert {first.returncode, second.returncode} in ({0}, {0, 2})
        assert all(
            running.returncode == 0 or "Another build" in words for running, words in zip((first, second), said, strict=True)
        )
        assert whole(root / "site") == sites.new


def _make(root: Path) -> subprocess.Popen[str]:
    """Start `make build` of a new archive, as the leader of a group of processes, with the programs that run this test."""
    programs = Path(sys.executable).parent
    (root / "requirements.txt").touch()
    (root / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    for name in ("python", "briefings"):
        with contextlib.suppress(FileExistsError):
            (root / ".venv" / "bin" / name).symlink_to(programs / name)
    (root / ".venv" / ".made").touch()
    found = {**os.environ, "MAKEFLAGS": ""}
    piped = subprocess.PIPE
    return subprocess.Popen(
        ["make", "build"], cwd=root, env=found, stdout=piped, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


ENGINE = """
import os, shutil, sys
from pathlib import Path
site = Path(sys.argv[-1])
shutil.rmtree(site, ignore_errors=True)
for name in "abc":
    (site / name).mkdir(parents=True)
    (site / name / "index.html").write_text(os.environ["WORDS"])
(site / "data").mkdir()
(site / "data" / "proof.json").touch()
sys.exit(not os.environ["WORDS"])
"""
"""In place of MkDocs: empties a folder, and writes three pages into it, in vain where there are no words."""


@pytest.fixture
def exchange(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Return what builds a site of three pages that say some words, and returns what the site's pages say then."""
    make_seeds(root, LAMPS)
    (root / "engine" / "mkdocs").mkdir(parents=True)
    (root / "engine" / "mkdocs" / "__init__.py").touch()
    (root / "engine" / "mkdocs" / "__main__.py").write_text(ENGINE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(root / "engine"), str(PROJECT)]))

    def with_words(words: str) -> list[str]:
        monkeypatch.setenv("WORDS", words)
        site_build.build(root)
        return _said(root / "site")

    return with_words


@pytest.mark.parametrize("kept", ["", ".git/HEAD", ".git"])
@pytest.mark.parametrize("leads_to", ["", "www/here"])
def test_a_site_stays_whatever_kills_the_exchange(
    root: Path, exchange: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch, kept: str, leads_to: str
) -> None:
    """Killed before or after a step that puts a new site in the place of the last: one of the two stays, whole.

    kept: a file that a repository has on the site; in a worktree `.git` is one itself. leads_to: where `site` is a link to.
    """
    if leads_to:
        (root / leads_to).mkdir(parents=True)
        (root / "site").symlink_to(leads_to)
    stands = root / (leads_to or "site")
    last = stands.parent / f".{stands.name}.old"
    assert exchange("old") == ["old"] * 3
    if kept:
        (stands / kept).parent.mkdir(exist_ok=True)
        (stands / kept).write_text("all that was ever published")
    monkeypatch.setenv("WORDS", "new")
    moments = range(1, killed(0, "site", str(root)) + 1)
    for at in random.Random(f"{KILLED_AT[0]} {kept} {leads_to}").sample(moments, min(tries(3, 100), len(moments))):
        assert exchange("old") == ["old"] * 3
        monkeypatch.setenv("WORDS", "new")
        killed(at, "site", str(root))
        said = _said(next(folder for folder in (stands, last) if folder.exists()))
        assert said in (["old"] * 3, ["new"] * 3)
        assert exchange("") == said  # in vain; but the last site is put back
        assert not kept or (stands / kept).read_text() == "all that was ever published"
    assert exchange("new") == ["new"] * 3
    assert [folder.name for folder in stands.parent.glob("*.old")] == []
    assert (root / "site").is_symlink() == bool(leads_to)
    assert not kept or (stands / kept).read_text() == "all that was ever published"


def _in_the_way(root: Path, path: str, target: str = "") -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).symlink_to(target) if target else (root / path).write_text("mine")


@pytest.mark.parametrize(
    ("there", "says"),
    [
        ({"site": ""}, "site is no folder. Move it away."),
        ({"site": "site"}, "site is no folder. Move it away."),
        ({".site.new": ""}, ".site.new is no folder. Move it away."),
        ({".site.new": "seeds"}, ".site.new is no folder. Move it away."),
        ({".site.old": "seeds"}, ".site.old is no folder. Move it away."),
        ({"site/.git": "", ".site.old/.git": ""}, "both hold a .git. Take away the one that you do not want."),
        ({"site": "seeds"}, "which holds no site of an archive and would be replaced. Let it lead to an empty folder."),
        ({"data/proof.json": "", "site": "."}, "which holds no site of an archive"),
        ({"site": "/"}, "Something is mounted at /"),
        ({"site": "nowhere/site"}, "nothing can be written in"),
    ],
)
def test_what_an_exchange_would_take_away_is_refused_before_the_work(
    root: Path, exchange: Callable[[str], list[str]], there: dict[str, str], says: str
) -> None:
    """In a sentence that says what to do; and all that is there stays."""
    for path, target in there.items():
        _in_the_way(root, path, target)

    def standing() -> list[str]:
        return [str((root / path).readlink()) if target else (root / path).read_text() for path, target in there.items()]

    before = standing()
    with pytest.raises(site_build.InTheWay, match=re.escape(says)):
        exchange("new")
    assert standing() == before
    assert whole_seeds(root) == {path: text.encode() for path, text in LAMPS.items()}
    result = CliRunner().invoke(main, ["site", "--root", str(root)])
    assert (result.exit_code, says in result.output) == (2, True)


def whole_seeds(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file below seeds/."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in (root / "seeds").rglob("*") if file.is_file()}


def test_folders_that_look_like_ours_stay(root: Path, exchange: Callable[[str], list[str]]) -> None:
    """Somebody who keeps a site of last year's beside the present one keeps it."""
    for name in ("site.old", "site.new"):
        _in_the_way(root, f"{name}/last-year.html")
    for _ in range(2):
        assert exchange("new") == ["new"] * 3
    assert [(root / name / "last-year.html").read_text() for name in ("site.old", "site.new")] == ["mine", "mine"]


def _said(site: Path) -> list[str]:
    return [file.read_text() for file in site.rglob("index.html")]


def test_a_worker_that_dies_changes_no_byte(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine short of memory kills one of a build's processes; what it had to do is done all the same."""
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    monkeypatch.setattr(workers, "CHUNK", 1)
    monkeypatch.setattr(workers, "processes", lambda: 2)
    make_seeds(root, {f"seeds/lamp-{n}.txt": f"Lamp {n} was lit. [Citation: Harbour Wire]\n" for n in range(30)})
    dead = []

    def kill(_done: int, _all: int) -> None:
        if not dead:
            dead.extend(multiprocessing.active_children())
            dead[0].kill()

    with cache.to_build(root) as kept:
        build.bring_up(root, kept, lambda stage: kill if stage == "Reading seeds" else lambda _done, _all: None)
    assert dead
    is_clean(root)


def test_a_worker_that_answers_no_more_holds_up_no_build() -> None:
    """Here it is stopped; one that is killed with its hand on what all answer by leaves the others in the same state."""
    with workers.pool(multiprocessing.get_context("spawn"), workers.end_with_parent) as runs:
        pid = runs.submit(os.getpid).result()
        os.kill(pid, signal.SIGSTOP)
    assert not _runs(pid)


def test_a_build_that_is_killed_takes_its_workers_along(root: Path) -> None:
    make_seeds(root, {f"seeds/lamp-{n}.txt": "A lamp was lit.\n" for n in range(30)})
    runs = (
        "import multiprocessing, os, signal, sys\nfrom pathlib import Path\nfrom generator import archive\n"
        "from generator.keeping import workers\n"
        "def kill(done, of):\n"
        "    print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__':\n"
        "    workers.WORTH_IT, workers.CHUNK, workers.processes = 1, 1, lambda: 2\n"
        "    archive.load(Path(sys.argv[1]), lambda stage: kill if stage == 'Reading seeds' else lambda done, of: None)\n"
    )
    (root / "runs.py").write_text(runs)
    command = [sys.executable, str(root / "runs.py"), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # ends when all that write to it have
    assert done.returncode == -signal.SIGKILL, done.stderr
    children = [int(pid) for pid in done.stdout.split()]
    assert children
    for _ in range(100):
        if not any(map(_runs, children)):
            break
        time.sleep(0.1)
    assert not any(map(_runs, children))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ---- The power goes ---------------------------------------------------------------------------


class Disk:
    """A disk under a journalling file system that loses what it was not asked to keep, and keeps sizes, times and names.

    It cannot keep a file's times when it takes its bytes; so what the cache knows of them is brought up instead.
    """

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._root = root
        self._kept: set[tuple[int, int]] = set()
        sync = os.fsync
        monkeypatch.setattr(os, "fsync", lambda file: (sync(file), self._kept.add(self._of(os.fstat(file)))))
        monkeypatch.setattr(os, "sync", lambda: self._kept.update(self._of(file.stat()) for file in self._files()))

    def _files(self) -> list[Path]:
        return [file for file in (self._root / "docs").rglob("*") if file.is_file()]

    @staticmethod
    def _of(found: os.stat_result) -> tuple[int, int]:
        return (found.st_ino, found.st_mtime_ns)

    def lose_power(self) -> int:
        """Fill what is lost with nothing, and return how many files that are."""
        docs = self._root / "docs"
        lost = [file for file in self._files() if self._of(file.stat()) not in self._kept]
        with cache.to_build(self._root) as kept:
            known, there = kept.traces()
            for file in lost:
                file.write_bytes(bytes(file.stat().st_size))
            now = {file.relative_to(docs).as_posix(): fingerprints.state_of(file) for file in lost}
            states = {plan: {path: now.get(path, state) for path, state in one.files.items()} for plan, one in known.items()}
            kept.keep_traces({plan: one._replace(states=in_states(states[plan])) for plan, one in known.items()}, there)
        return len(lost)


@pytest.mark.parametrize("many", [1, 10**6], ids=["at once", "one by one"])
def test_what_a_power_cut_takes_from_docs_comes_back(root: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """In a first build and in later ones: what the cache takes for written has been written, and so has the list of files."""
    monkeypatch.setattr(atomic_writes, "MANY", many)
    disk = Disk(root, monkeypatch)
    chance = random.Random(1)
    make_seeds(root, SAMPLE)
    for _ in range(3):
        bring_up(root)
        disk.lose_power()
        is_clean(root)
        for edit in chance.sample(EDITS, 3):
            edit(root, chance)


@pytest.mark.parametrize("number", KILLED_AT)
def test_a_power_cut_in_the_middle_of_a_build_is_mended(root: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Pages that were not on the disk yet are empty or torn, and the cache is one of an earlier time."""
    disk = Disk(root, monkeypatch)
    chance = random.Random(number)
    make_seeds(root, SAMPLE)
    bring_up(root)
    earlier = _cache_of(root)
    for edit in chance.sample(EDITS, 3):
        edit(root, chance)
    bring_up(root)
    for file in chance.sample(sorted((root / "docs").rglob("*.md")), 8):
        os.truncate(file, chance.choice((0, file.stat().st_size // 2)))
    disk.lose_power()
    _give_cache(root, earlier)
    is_clean(root)
    is_clean(root)


def _cache_of(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / cache.FOLDER).iterdir()}


def _give_cache(root: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(root / cache.FOLDER)
    (root / cache.FOLDER).mkdir()
    for name, content in files.items():
        (root / cache.FOLDER / name).write_bytes(content)


# ---- A cache that is not what it was ----------------------------------------------------------


def _scribble(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 30, 300))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content)


def _cut(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(file.stat().st_size))


def _replace(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(5000))


def _blank_a_page(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    at = 4096 * chance.randrange(len(content) // 4096)
    content[at : at + 4096] = bytes(4096)
    file.write_bytes(content)


@pytest.mark.parametrize("number", numbers(10, 200))
def test_a_damaged_cache_gives_no_wrong_page(lamps: Path, number: int) -> None:
    """A bad disk or a copy that was cut short costs time and nothing else."""
    chance = random.Random(number)
    damage = (_scribble, _scribble, _cut, _replace, _blank_a_page)[number % 5]
    damage(lamps / cache.FOLDER / "cache.sqlite", chance)
    (lamps / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out.\n")
    is_clean(lamps)
    is_clean(lamps)


def _query(root: Path, query: str) -> None:
    assert _run(root, query)


def _run(root: Path, query: str, *values: str) -> int:
    db = sqlite3.connect(root / cache.FOLDER / "cache.sqlite")
    changed = db.execute(query, values).rowcount
    db.commit()
    db.close()
    return changed


_REPLACED = "UPDATE seeds SET value = CAST(replace(value, '{}', '{}') AS BLOB) WHERE part = '{}'"
QUERIES = {
    "a word changed in the data": _REPLACED.format("lamp", "lump", "briefings"),
    "a word changed in a text": _REPLACED.format("lit", "hit", "words"),
    "each seed's text is another's": "UPDATE seeds SET value = (SELECT other.value FROM seeds AS other"
    " WHERE other.part = 'words' AND other.id = 'lamp-' || ((substr(seeds.id, 6) + 1) % 4)) WHERE part = 'words'",
    "texts lost": "UPDATE seeds SET value = NULL WHERE part = 'words'",
    "what seeds came to lost": "UPDATE seeds SET value = x'' WHERE part = 'reading'",
    "how files were made lost": "DELETE FROM traces",
    "how a file was made is how another was": "UPDATE traces SET value = (SELECT value FROM traces WHERE path = 'index.md')",
    "what was read lost": "DELETE FROM values_ WHERE name = 'read'",
    "no table": "DROP TABLE seeds",
    "another table": "ALTER TABLE seeds RENAME COLUMN part TO other",
    "a value of another kind": "UPDATE values_ SET value = 'text'",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_cache_from_elsewhere_gives_no_wrong_page(lamps: Path, query: str) -> None:
    _query(lamps, query)
    (lamps / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out. [Citation: Harbour Wire]\n")
    (lamps / "seeds" / "lamp-1.yml").write_text("title: The first lamp of all\n")
    for file in (lamps / "docs" / "data").glob("*.*"):
        file.unlink()
    is_clean(lamps)


@pytest.mark.parametrize("after", range(0, 40, 3))
def test_who_interrupts_a_build_that_keeps_its_notes_gets_no_stale_page(
    lamps: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Ctrl-C ends a build in the middle of what it keeps, and what is there is kept; then the edit is taken back."""
    entry = lamps / "seeds/registry/actors/marrow.yml"
    before = entry.read_text()
    entry.write_text(f"{before}description: Lights lamps.\n")
    run, keep_traces, left = Store.run, Cache.keep_traces, [after]

    def interrupted(store: Store, query: str, *values: str | bytes) -> list[Any]:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return run(store, query, *values)

    def keep(cache_: Cache, *given: Any) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "run", interrupted)
            keep_traces(cache_, *given)

    monkeypatch.setattr(Cache, "keep_traces", keep)
    with contextlib.suppress(KeyboardInterrupt):
        bring_up(lamps)
    monkeypatch.setattr(Cache, "keep_traces", keep_traces)
    entry.write_text(before)
    is_clean(lamps)


def test_a_file_made_of_what_there_is_not_is_made_again(lamps: Path) -> None:
    """What an earlier version noted says nothing to this one."""
    with cache.to_build(lamps) as kept:
        files, _ = kept.traces()
        other = {path: one._replace(reads="lanterns/lamp-0") for path, one in files.items()}
        kept.keep_traces(other, {"lanterns": {"lamp-0": "lit"}})
    (lamps / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out. [Citation: Harbour Wire]\n")
    is_clean(lamps)


class _Harm:
    """Runs a command when it is unpickled as pickles usually are."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self._file}",)


@pytest.mark.parametrize(
    ("table", "name", "before"),
    [
        ("values_", "name || ' ' || made_of", b""),
        ("seeds WHERE part IN ('marks', 'words')", "made_of || ' ' || part", b""),
        ("seeds WHERE part = 'reading'", "made_of || ' ' || part", b"0" * 32),
    ],
)
def test_a_cache_from_somebody_else_runs_nothing(lamps: Path, table: str, name: str, before: bytes) -> None:
    """Whoever unpacks a stranger's archive, cache and all, runs no code of theirs; it is made anew.

    before: bytes that stand before a value.
    """
    db = sqlite3.connect(lamps / cache.FOLDER / "cache.sqlite")
    for (sealed_as,) in db.execute(f"SELECT {name} FROM {table}").fetchall():
        harm = pickle.dumps(_Harm(lamps / "harmed"), protocol=5)
        forged = codec.sealed(before + harm, sealed_as)
        db.execute(f"UPDATE {table.partition(' ')[0]} SET value = ? WHERE {name} = ?", (forged, sealed_as))
    db.commit()
    db.close()
    is_clean(lamps)
    assert not (lamps / "harmed").exists()


def test_a_list_of_files_that_is_lost_is_made_up_from_the_cache(lamps: Path) -> None:
    """No page is in its own way; what nobody wrote still goes, and what somebody wrote stays."""
    (lamps / "docs" / docs_folder.MANIFEST).unlink()
    (lamps / "docs" / "terms.md").write_text("by hand")
    (lamps / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out.\n")
    (lamps / "seeds" / "lamp-3.txt").unlink()
    assert [problem.path for problem in bring_up(lamps).problems if problem.kind == "foreign-file"] == ["docs/terms.md"]
    assert (lamps / "docs" / "terms.md").read_text() == "by hand"
    (lamps / "docs" / "terms.md").unlink()
    is_clean(lamps)


@pytest.mark.parametrize("where", [cache.FOLDER, f"{cache.FOLDER}/cache.sqlite"])
def test_without_a_cache_it_is_built_all_the_same(root: Path, where: str) -> None:
    """A folder that cannot be written, here since something else stands in its place."""
    make_seeds(root, LAMPS)
    if where == cache.FOLDER:
        (root / where).write_text("by hand")
    else:
        (root / where).mkdir(parents=True)
    is_clean(root)
    is_clean(root)
    assert not (root / where).is_file() or (root / where).read_text() == "by hand"


def test_a_site_is_built_and_proved_with_a_damaged_cache(root: Path) -> None:
    """MkDocs too: texts that are lost are read again for the proof, pages kept as HTML are made again."""
    make_archive(root, LAMPS)
    site = build_site(root)
    page = (site / "briefings/lamp-1/index.html").read_bytes()
    _query(root, "UPDATE rendered SET value = x'00'")
    _query(root, "UPDATE seeds SET value = x'00' WHERE part = 'words'")
    shutil.rmtree(site)
    assert (build_site(root) / "briefings/lamp-1/index.html").read_bytes() == page
    assert len(json.loads((site / "data/proof.json").read_bytes())["briefings"]) == 4


# ---- No room, no rights -----------------------------------------------------------------------


def _at_most(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_is_said_in_a_sentence_and_mended_by_the_next_build(root: Path) -> None:
    make_seeds(root, LAMPS)
    done = briefings("build", "--root", str(root), before=_at_most(1000))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "docs/ cannot be written" in done.stderr
    is_clean(root)


def test_where_the_cache_finds_no_room_it_is_built_all_the_same(root: Path) -> None:
    make_seeds(root, LAMPS)
    largest = max(map(len, made(archive.load(root)).values()))
    done = briefings("build", "--root", str(root), before=_at_most(max(largest, 16_000)))
    assert done.returncode == 0, done.stderr
    is_clean(root)


def test_docs_that_may_not_be_written_are_told_in_a_sentence(lamps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_docs: Path, file: Path, _content: bytes, **_options: bool) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    (lamps / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out.\n")
    with monkeypatch.context() as patch:
        patch.setattr(atomic_writes, "write", refuse)
        done = CliRunner().invoke(main, ["build", "--root", str(lamps)])
    assert done.exit_code == 2
    assert "Permission denied" in done.output
    is_clean(lamps)


FAILING = {
    "seed": ("seeds/lamp-0.txt", 0),
    "seed, when it is read": ("seeds/lamp-0.txt", 1),
    "editors' file": ("seeds/lamp-1.yml", 0),
    "editors' file, when it is read": ("seeds/lamp-1.yml", 1),
    "entry": ("seeds/registry/actors/marrow.yml", 0),
    "entry, when it is read": ("seeds/registry/actors/marrow.yml", 1),
    "line that a problem stands on": ("seeds/lamp-2.yml", 2),
}
"""Files that a disk fails at, after how many times that they were read."""


@pytest.mark.parametrize(("path", "after"), FAILING.values(), ids=FAILING)
def test_what_a_disk_failed_to_read_is_read_again_once_it_is_well(
    root: Path, monkeypatch: pytest.MonkeyPatch, path: str, after: int
) -> None:
    """A fault that passes costs one build: no file has changed after it, and yet the next makes what a clean one makes."""
    make_seeds(root, LAMPS | {"seeds/lamp-2.yml": "lamp: lit\n"})
    time.sleep(2 * fingerprints.JUST_NOW / 1e9)  # from now on what these files say may be kept
    read_bytes, left = Path.read_bytes, [after]

    def failing(file: Path) -> bytes:
        if file == root / path:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.EIO, "Input/output error", str(file))
        return read_bytes(file)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", failing)
        assert (path, "unreadable") in {(problem.path, problem.kind) for problem in bring_up(root).problems}
    is_clean(root)


def test_a_folder_of_the_registry_that_could_not_be_looked_into_comes_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where too many files are open for a moment, the first one being looked into or a later one."""
    make_seeds(root, LAMPS)
    scandir = os.scandir
    for after in range(8):
        shutil.rmtree(root / cache.FOLDER, ignore_errors=True)
        left = [after]

        def failing(folder: Any, left: list[int] = left) -> Any:
            if str(folder).endswith("registry/actors"):
                left[0] -= 1
                if left[0] == -1:
                    raise OSError(errno.EMFILE, "Too many open files", str(folder))
            return scandir(folder)

        with monkeypatch.context() as patch:
            patch.setattr(os, "scandir", failing)
            bring_up(root)
        is_clean(root)


# ---- At the same time -------------------------------------------------------------------------


@pytest.mark.parametrize("is_kept", [True, False], ids=["with a cache", "where none can be kept"])
def test_a_second_build_is_told_and_the_first_goes_on(lamps: Path, is_kept: bool) -> None:
    if not is_kept:
        shutil.rmtree(lamps / cache.FOLDER)
        (lamps / cache.FOLDER).write_text("by hand")
    (lamps / "seeds" / "lamp-0.txt").write_text("Lamp 0 went out.\n")
    with cache.to_build(lamps) as kept:
        done = briefings("build", "--root", str(lamps))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "briefings: Another build of this archive is running; try again when it has ended.\n"
        build.bring_up(lamps, kept)
    assert written(lamps) == made(archive.load(lamps))
    is_clean(lamps)


def test_a_turn_that_cannot_be_taken_is_told_in_a_sentence(lamps: Path) -> None:
    """Without it two builds could write one file at once."""
    (lamps / "docs" / cache.LOCK).unlink()
    (lamps / "docs" / cache.LOCK).mkdir()
    done = briefings("build", "--root", str(lamps))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "docs/ cannot be written" in done.stderr


def test_who_looks_into_the_cache_does_not_stop_a_build(lamps: Path) -> None:
    """A backup or a curious person holds it open: it is left alone, and the build goes on without."""
    looked = sqlite3.connect(lamps / cache.FOLDER / "cache.sqlite")
    looked.execute("BEGIN EXCLUSIVE")
    is_clean(lamps)
    looked.close()
    is_clean(lamps)


Read = Callable[[Path, SeedFile, Settings], tuple[Seed | None, list[Problem]]]


def _first(act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have something happen right before the first seed is read, and after it was found."""
    read: Read = seeds.read
    todo: list[Callable[[], None]] = [act]

    def later(root: Path, found: SeedFile, settings: Settings) -> tuple[Seed | None, list[Problem]]:
        for one in todo[:]:
            todo.remove(one)
            one()
        return read(root, found, settings)

    monkeypatch.setattr(seeds, "read", later)


@pytest.mark.parametrize("path", ["seeds/lamp-0.txt", "seeds/lamp-1.yml", "seeds/registry/actors/marrow.yml"])
def test_what_is_saved_in_the_middle_of_a_build_is_not_taken_for_what_was_there(
    root: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """An editor saves while a build runs, and then takes it back: the next build shows what is there."""
    make_seeds(root, LAMPS)
    before = (root / path).read_text()
    _first(lambda: (root / path).write_text(before.replace("Ilsa", "Olga").replace("first", "last")) and None, monkeypatch)
    bring_up(root)
    (root / path).write_text(before)
    is_clean(root)


def test_an_entry_saved_while_the_registry_is_read_is_not_taken_for_what_was_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_seeds(root, LAMPS)
    entry, read = root / "seeds/registry/actors/marrow.yml", registry.load

    def later(root: Path, below: Tree | None) -> tuple[registry.Registry, list[Problem]]:
        entry.write_text("name: Olga Marrow\nkind: person\n")
        return read(root, below)

    with monkeypatch.context() as patch:
        patch.setattr(registry, "load", later)
        bring_up(root)
    entry.write_text(LAMPS["seeds/registry/actors/marrow.yml"])
    is_clean(root)


def test_a_seed_that_goes_in_the_middle_of_a_build_harms_no_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_seeds(root, LAMPS)
    _first((root / "seeds" / "lamp-3.txt").unlink, monkeypatch)
    built = bring_up(root)
    assert built.briefings == 3
    assert [(problem.path, problem.kind) for problem in built.problems if problem.level == "error"] == [
        ("seeds/lamp-3.txt", "not-a-file")
    ]
    is_clean(root)
