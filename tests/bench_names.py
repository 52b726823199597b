"""What finding names costs: `make bench` prints MB/s and ratios, beside other matchers where they are installed.

Text and names are made up, the same every time. Nothing here passes or fails.
"""

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate

from generator.text.names import Names

SIZES = (100, 10_000, 100_000)
MEGABYTES = 1.0
PASSES = 3

Find = Callable[[str], int]
"""Tells in how many places of a text names stand."""


def ours(names: Sequence[str]) -> Find:
    known: Names[str] = Names()
    for name in names:
        known.add(name, name)
    return lambda text: sum(1 for _ in known.find(text))


def aho_corasick(names: Sequence[str]) -> Find:
    """Return what finds names letter by letter; that they are whole words is checked here, after every match."""
    automaton = import_module("ahocorasick_rs").AhoCorasick(names)
    return lambda text: sum(
        not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        for _, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
    )


def phrase_matcher(names: Sequence[str]) -> Find:
    english = import_module("spacy").blank("en")
    matcher = import_module("spacy.matcher").PhraseMatcher(english.vocab)
    matcher.add("name", list(english.tokenizer.pipe(names)))
    return lambda text: len(matcher(english.make_doc(text)))


OURS = "generator.text.names"
MATCHERS = {OURS: ours, "ahocorasick-rs": aho_corasick, "spaCy PhraseMatcher": phrase_matcher}
PACKAGES = {"ahocorasick-rs": "ahocorasick_rs", "spaCy PhraseMatcher": "spacy"}
"""The packages that are needed to compare; none is needed for anything else."""


@dataclass(frozen=True)
class Cost:
    """What a matcher costs: CPU seconds to load the names, MB/s of text, MB of memory at most; and the places it found."""

    build: float
    speed: float
    memory: float
    found: int


def made_up_words(chance: random.Random, count: int) -> list[str]:
    """Return made-up words, the short ones first, as the common words of a language are."""
    starts, ends = "b br d f g gr h k l m n p pl r s st t tr v w".split(), "a an e el en er i in o on or u und".split()
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(chance.choice(starts) + chance.choice(ends) for _ in range(chance.choice((1, 2, 3, 3, 4)))))
    return sorted(words, key=lambda word: (len(word), word))


def made_up_names(count: int) -> list[str]:
    """Return made-up names of persons and bodies, as many as wanted; the first are the same for any count."""
    chance = random.Random(2)
    words = [word.title() for word in made_up_words(chance, 12_000) if len(word) > 3]
    names: dict[str, None] = {}
    while len(names) < count:
        first, last = chance.choice(words[:2000]), chance.choice(words)
        shapes = (
            f"{first} {last}",
            f"{first} al-{last}",
            f"{first} {last[0]}. {last}é",
            f"{last} Council",
            f"Ministry of {last}",
        )
        names[chance.choices((*shapes, last), (10, 1, 1, 2, 1, 1))[0]] = None
    return list(names)


def made_up_text(megabytes: float) -> list[str]:
    """Return paragraphs of made-up prose: a word in 25 is a name, one that is looked for or another."""
    chance = random.Random(3)
    words = "the of to and in that for with on was by it not had which from his would be as at this".split()
    words += [word for word in made_up_words(chance, 9000) if len(word) > 3]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    names = made_up_names(120_000)
    paragraphs: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        said = chance.choices(words, cum_weights=weights, k=chance.randrange(40, 160))
        for at in range(0, len(said), 25):
            said[at] = clothed(chance, names[chance.randrange(chance.choice((100, 10_000, 100_000, 120_000)))])
        for at in range(0, len(said), 17):
            said[at] = f"{'. ' if at else ''}{said[at][0].upper()}{said[at][1:]}"
        paragraphs.append(" ".join(said).replace(" . ", ". ") + ".")
        size += len(paragraphs[-1].encode())
    return paragraphs


def clothed(chance: random.Random, name: str) -> str:
    """Return a name as texts have it: mostly as it is, else with a possessive, over a line break, or in capitals."""
    return chance.choices((name, f"{name}’s", name.replace(" ", "\n"), name.upper()), (16, 2, 1, 1))[0]


def measured(matcher: str, size: int, megabytes: float) -> Cost:
    """Return what a matcher costs this process, which must do nothing else: its memory is told as a whole."""
    names, paragraphs = made_up_names(size), made_up_text(megabytes)
    start = time.process_time()
    find = MATCHERS[matcher](names)
    build = time.process_time() - start
    passes = []
    for _ in range(PASSES):
        start = time.process_time()
        found = sum(map(find, paragraphs))
        passes.append(time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Cost(build, sum(len(text.encode()) for text in paragraphs) / 1e6 / min(passes), memory, found)


def in_own_process(matcher: str, size: int, megabytes: float) -> Cost | str:
    """Return what a matcher costs, or why another's did not run."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        run = pool.submit(measured, matcher, size, megabytes)
        error = run.exception()
    return f"did not run: {error!r}" if error and matcher != OURS else run.result()


def report(sizes: Sequence[int], megabytes: float) -> Iterator[str]:
    """Yield the lines of the table: each matcher that is installed, at each number of names."""
    yield f"Finding names in {megabytes:g} MB of made-up text: CPU seconds, best of {PASSES}; memory of the whole process"
    yield f"{'names':>7}  {'matcher':20} {'build s':>8} {'MB/s':>8} {'times ours':>10} {'peak MB':>8} {'found':>8}"
    here = [matcher for matcher in MATCHERS if matcher not in PACKAGES or find_spec(PACKAGES[matcher])]
    for size in sizes:
        own = 0.0
        for matcher in here:
            cost = in_own_process(matcher, size, megabytes)
            if isinstance(cost, str):
                yield f"{size:7}  {matcher:20} {cost}"
                continue
            own = own or cost.speed
            figures = f"{cost.build:8.2f} {cost.speed:8.2f} {cost.speed / own:10.2f} {cost.memory:8.0f} {cost.found:8}"
            yield f"{size:7}  {matcher:20} {figures}"
    for matcher, package in PACKAGES.items():
        if matcher not in here:
            yield f"{matcher} is not installed. To compare with it: pip install {package}"


def main() -> None:
    for line in report(SIZES, MEGABYTES):
        print(line, flush=True)


if __name__ == "__main__":
    main()
