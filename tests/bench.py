"""What the archive costs: `make bench` prints seconds and, what counts, ratios. Nothing here passes or fails."""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archives import build_site, make_archive

from generator import archive, build

WORDS = "the talks on the harbour went on while both sides counted lamps and no date was named for the ferry".split()
SIZES = (200, 2000)


def made_up(briefings: int) -> dict[str, str | bytes]:
    """Return an archive of made-up briefings, of about 3 kB each, with a tenth as many actors; the same every time."""
    chance = random.Random(1)
    actors = [f"Delegate {chance.choice('ABCDEFGH')}{number}om Arn{number}a" for number in range(max(20, briefings // 10))]
    seeds: dict[str, str | bytes] = {"seeds/archive.yml": "contact: corrections@example.org\n"}
    for number, name in enumerate(actors):
        seeds[f"seeds/registry/actors/delegate-{number}.yml"] = f"name: {name}\nkind: person\ndescription: Made up.\n"
    seeds["seeds/registry/sources/harbour-wire.yml"] = "name: Harbour Wire\nkind: news agency\n"
    for number in range(briefings):
        lines = []
        for _ in range(5):
            said = (f"{chance.choice(actors)} said that {' '.join(chance.choices(WORDS, k=20))}." for _ in range(4))
            lines.append(f"{' '.join(said)} [Citation: Harbour Wire, edition {chance.randrange(9)}]")
        year = 2030 + number % 20
        seeds[f"seeds/{year}/{number:06d}.txt"] = "\n".join(lines)
        seeds[f"seeds/{year}/{number:06d}.yml"] = f"title: Harbour talks {number}\ndate: {year}-05-02\n"
    return seeds


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes, in seconds of CPU of this process and those it starts."""
    start = time.process_time() + _of_children()
    work()
    return time.process_time() + _of_children() - start


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure each size once, and print the cost per briefing of the larger as a ratio to the smaller."""
    print(f"CPU seconds, Python {sys.version.split()[0]}")
    costs: dict[str, list[float]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = make_archive(Path(folder), made_up(size))
            steps: dict[str, Callable[[], object]] = {
                "read and annotate": lambda root=root: archive.load(root),
                "build docs/, cold": lambda root=root: build.build(root),
                "build docs/, unchanged": lambda root=root: build.build(root),
                "mkdocs build, index and proof": lambda root=root: build_site(root),
            }
            for name, work in steps.items():
                costs.setdefault(name, []).append(seconds(work))
                print(f"{size:6} briefings  {name:32} {costs[name][-1]:8.2f} s", flush=True)
    for name, (small, large) in costs.items():
        print(f"cost per briefing, {SIZES[1]} against {SIZES[0]}: {name:32} {large / small * SIZES[0] / SIZES[1]:5.2f}")


if __name__ == "__main__":
    main()
