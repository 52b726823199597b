"""The archive: every briefing read, annotated, checked and linked to the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import (
    anchors,
    citations,
    editors,
    files,
    links,
    mentions,
    registry,
    seed_files,
    seeds,
    site_settings,
    spellings,
    surnames,
)
from generator.links import Links
from generator.model import Briefing, Seed
from generator.problems import Problem
from generator.registry import Registry
from generator.seed_files import SeedFile
from generator.site_settings import Site


@dataclass(frozen=True)
class Archive:
    """All that the pages and the data are made of.

    briefings: by id, those withdrawn left out. withdrawn: the seeds of those. links: what leads from one
    briefing, actor or source to another. problems: sorted by place. site: its name and address.
    """

    registry: Registry
    briefings: dict[str, Briefing]
    withdrawn: dict[str, Seed]
    links: Links
    problems: tuple[Problem, ...]
    site: Site


@dataclass(frozen=True)
class Texts:
    """Seeds that were read and annotated, by id, those withdrawn apart; and what is wrong or open in them."""

    briefings: dict[str, Briefing]
    withdrawn: dict[str, Seed]
    problems: list[Problem]


Progress = Callable[[int, int], None]
"""Told after each seed how many are done, and of how many."""


def load(root: Path, progress: Progress = lambda _done, _all: None) -> Archive:
    """Read an archive's seeds and registry and make the archive of them.

    root: the folder that holds `seeds/`. Bad input never raises: it is among the problems.
    """
    known, problems = registry.load(root)
    problems += registry.check(known)
    found, more = seed_files.discover(root)
    problems += more
    texts = read(root, found, known, progress=progress)
    problems += texts.problems
    told = tuple(sorted(set(files.with_excerpts(root, problems))))
    return Archive(known, texts.briefings, texts.withdrawn, links.make(texts.briefings), told, site_settings.read(root))


def read(
    root: Path,
    found: Sequence[SeedFile],
    known: Registry,
    others: Mapping[str, Seed] | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Texts:
    """Read and annotate some seeds of an archive.

    found: their files. others: the archive's other seeds by id, of which ids alone count here.
    """
    look_for = spellings.known(known)
    problems: list[Problem] = []
    briefings: dict[str, Briefing] = {}
    withdrawn: dict[str, Seed] = {}
    for done, file in enumerate(found, 1):
        seed, more = seeds.read(root, file, known.settings)
        problems += more
        if seed and seed.edits.withdrawn:
            withdrawn[seed.id] = seed
        elif seed:
            briefings[seed.id], more = annotate(seed, known, look_for)
            problems += more
        progress(done, len(found))
    problems += editors.check(briefings, {**withdrawn, **(others or {})}, known)
    problems += _copies([briefing.seed for briefing in briefings.values()])
    problems += surnames.words_too(known, look_for.surnames, (briefing.seed for briefing in briefings.values()))
    return Texts(briefings, withdrawn, problems)


def _copies(found: Sequence[Seed]) -> Iterator[Problem]:
    """Yield a notice for each seed whose bytes are those of an earlier one, by path."""
    first: dict[str, Seed] = {}
    for seed in sorted(found, key=lambda seed: seed.path):
        other = first.setdefault(seed.sha256, seed)
        if other is not seed:
            message = f"This text is {other.path}, byte for byte."
            yield Problem(
                seed.path, 0, 0, "same-text", message, f"if it is one briefing, run `briefings merge {seed.id} {other.id}`"
            )


def annotate(seed: Seed, known: Registry, look_for: spellings.Known) -> tuple[Briefing, list[Problem]]:
    """Return a seed as a briefing: who is named, what is cited, what editors noted, and what is open there.

    A pure function of the seed and the registry. look_for: from `spellings.known`.
    """
    cited, problems = citations.read(seed, known)
    named, more = mentions.read(seed, cited, known, look_for)
    cited = citations.with_names(cited, named)
    noted, still_more = anchors.read(seed)
    briefing = Briefing(seed, named, cited, noted)
    return briefing, [*problems, *more, *still_more, *_open_questions(briefing)]


def _open_questions(briefing: Briefing) -> Iterator[Problem]:
    seed = briefing.seed
    if seed.period is None:
        hint = f"if it can be known, add `date:` or `period:` to {editors.path_beside(seed)}"
        yield Problem(seed.path, 0, 0, "no-date", "Neither the text's date nor that of its events is known.", hint)
    yield from editors.unmatched_labels(briefing)
