"""The archive: every briefing read, annotated, checked and linked to the others."""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from generator.annotating import anchors, citations, mentions
from generator.briefing import Briefing, BriefingFacts, Marks
from generator.disk import files
from generator.keeping import workers
from generator.keeping.kept import Annotated, Kept
from generator.linking import editors, links
from generator.linking.links import Links
from generator.naming import spellings, surname_checks, surnames
from generator.problems import Problem
from generator.reading import registry, seeds, site_settings
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile, beside
from generator.reading.site_settings import Site
from generator.seed import Seed, SeedFacts


@dataclass(frozen=True)
class Archive:
    """All that the pages and the data are made of.

    briefings: by id, those withdrawn left out. facts: what lists need of each. marks: who is named and what is cited in each.
    rows: by data file, the lines there of each.
    withdrawn: what is known of the seeds of those. links: what leads from one briefing, actor or source to another.
    problems: sorted by place. site: its name and address.
    """

    registry: Registry
    briefings: Mapping[str, Briefing]
    facts: Mapping[str, BriefingFacts]
    marks: Mapping[str, Marks]
    rows: Mapping[str, Mapping[str, bytes]]
    withdrawn: Mapping[str, SeedFacts]
    links: Links
    problems: tuple[Problem, ...]
    site: Site


@dataclass(frozen=True)
class Texts:
    """Seeds that were read and annotated, by id, those withdrawn apart; and what is wrong or open in them."""

    briefings: Mapping[str, Briefing]
    facts: Mapping[str, BriefingFacts]
    marks: Mapping[str, Marks]
    rows: Mapping[str, Mapping[str, bytes]]
    withdrawn: dict[str, SeedFacts]
    problems: list[Problem]


Progress = Callable[[int, int], None]
"""Told after each thing of a stage how many are done, and of how many."""

Tell = Callable[[str], Progress]
"""Told when a stage begins what it is called; returns what is told how far it is."""


def in_silence(_stage: str) -> Progress:
    """Tell nobody."""
    return lambda _done, _all: None


def load(root: Path, tell: Tell = in_silence, kept: Kept | None = None, scheduler: str = "") -> Archive:
    """Read an archive's seeds and registry and make the archive of them.

    root: the folder that holds `seeds/`. tell: told of each stage. kept: what is known from before. scheduler: of a
    cluster that reads along. Bad input never raises: it is among the problems.
    """
    kept = kept or Kept()
    tell("Reading the registry")
    known, problems = kept.registry(root)
    progress = tell("Reading seeds")
    found, more = kept.discovered(root)
    texts = read(root, found, known, progress=progress, kept=kept, scheduler=scheduler)
    tell("Linking briefings")
    made, nearest = links.make(texts.facts, known, kept.nearest())
    kept.keep_nearest(nearest)
    told = tuple(sorted(set(files.with_excerpts(root, [*problems, *more, *texts.problems]))))
    return Archive(
        registry=known,
        briefings=texts.briefings,
        facts=texts.facts,
        marks=texts.marks,
        rows=texts.rows,
        withdrawn=texts.withdrawn,
        links=made,
        problems=told,
        site=site_settings.read(root),
    )


def read(
    root: Path,
    found: Sequence[SeedFile],
    known: Registry,
    others: Mapping[str, SeedFacts] | None = None,
    progress: Progress = lambda _done, _all: None,
    kept: Kept | None = None,
    scheduler: str = "",
) -> Texts:
    """Read and annotate some seeds of an archive.

    found: their files. others: the archive's other seeds by id, of which ids alone count here.
    """
    kept = kept or Kept()
    names = registry.for_reading(known)
    annotated = _annotated(root, found, names, kept, progress, scheduler)
    facts = {file.id: facts for file in found if (facts := annotated[file.id].facts)}
    withdrawn = {file.id: seed for file in found if (seed := annotated[file.id].withdrawn)}
    problems = [problem for one in annotated.values() for problem in one.problems]
    shown = [briefing.seed for briefing in facts.values()]
    problems += editors.check_ids(shown, [*withdrawn.values(), *(others or {}).values()])
    problems += _copies(shown)
    small = ((file.path, annotated[file.id].small) for file in found if file.id in facts)
    bearers = surnames.of_registry(names)
    problems += [*surname_checks.words_too(known, bearers, small), *surname_checks.aliases_too(known, bearers)]
    return Texts(kept.briefings(facts), facts, kept.marks(facts), kept.rows(facts), withdrawn, problems)


def _annotated(
    root: Path, found: Sequence[SeedFile], names: Registry, kept: Kept, progress: Progress, scheduler: str
) -> dict[str, Annotated]:
    """Return what each seed comes to, by id: as it is kept, or newly read."""
    annotated = kept.annotated(found, names)
    todo = [file for file in found if file.id not in annotated]
    done = len(found) - len(todo)
    here = root.absolute()  # a worker of a cluster may stand in another folder
    with workers.executor(here, len(todo), scheduler) as runs:
        work = partial(_annotate_files, here, pickle.dumps(names), kept.pack)
        for file, packed in zip(todo, workers.spread(work, todo, runs), strict=True):
            annotated[file.id] = kept.add(file, packed)
            done += 1
            progress(done, len(found))
    return annotated


def _annotate_files(
    root: Path, names: bytes, pack: Callable[[Annotated, Briefing | None], Any], found: Sequence[SeedFile]
) -> list[Any]:
    known, look_for = _looked_for(names)
    return [pack(*_annotate_file(root, file, known, look_for)) for file in found]


@lru_cache(maxsize=1)
def _looked_for(names: bytes) -> tuple[Registry, spellings.LookedFor]:
    """Return a registry that came to this process as bytes, and what is looked for by it."""
    known = pickle.loads(names)  # noqa: S301  (made by `_annotated`, in this program)
    return known, spellings.looked_for(known)


def _annotate_file(
    root: Path, file: SeedFile, known: Registry, look_for: spellings.LookedFor
) -> tuple[Annotated, Briefing | None]:
    seed, problems = seeds.read(root, file, known.settings)
    if seed is None:
        return Annotated(None, None, tuple(problems), ()), None
    if seed.edits.withdrawn:
        return Annotated(None, seed.facts, tuple(problems), ()), None
    briefing, more = annotate(seed, known, look_for)
    problems += [*more, *editors.check(briefing, known)]
    small = tuple(sorted(surnames.also_words(seed.text, look_for.surnames)))
    return Annotated(links.of_briefing(briefing), None, tuple(files.with_excerpts(root, problems)), small), briefing


def _copies(found: Sequence[SeedFacts]) -> Iterator[Problem]:
    """Yield a notice for each seed whose bytes are those of an earlier one, by path."""
    first: dict[str, SeedFacts] = {}
    for seed in sorted(found, key=lambda seed: seed.path):
        other = first.setdefault(seed.sha256, seed)
        if other is not seed:
            message = f"This text is {other.path}, byte for byte."
            yield Problem(
                seed.path, 0, 0, "same-text", message, f"if it is one briefing, run `briefings merge {seed.id} {other.id}`"
            )


def annotate(seed: Seed, known: Registry, look_for: spellings.LookedFor) -> tuple[Briefing, list[Problem]]:
    """Return a seed as a briefing: who is named, what is cited, what editors noted, and what is open there.

    A pure function of the seed and the registry. look_for: from `spellings.looked_for`.
    """
    cited, problems = citations.read(seed, known, look_for.sources)
    named, more = mentions.read(seed, cited, known, look_for)
    cited = citations.with_names(cited, named)
    noted, still_more = anchors.read(seed)
    briefing = Briefing(named, cited, seed, noted)
    return briefing, [*problems, *more, *still_more, *_open_questions(briefing)]


def _open_questions(briefing: Briefing) -> Iterator[Problem]:
    seed = briefing.seed
    if seed.period is None:
        hint = f"if it can be known, add `date:` or `period:` to {beside(seed.path)}"
        yield Problem(seed.path, 0, 0, "no-date", "Neither the text's date nor that of its events is known.", hint)
    yield from editors.unmatched_labels(briefing)
