"""The archive: every briefing read, annotated, checked and linked to the others."""

import json
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from generator.annotating import anchors, citations, labels, mentions, speakers, unmarked
from generator.briefing import Briefing, BriefingFacts, Marks
from generator.disk import files
from generator.keeping import cache, readings, workers
from generator.keeping.cache import Cache
from generator.keeping.file_index import FileIndex
from generator.keeping.readings import Parts, Reading, Readings, Records
from generator.linking import editors, links
from generator.linking.links import Links
from generator.naming import spellings, surname_checks, surnames
from generator.problems import Problem
from generator.reading import heads, registry, registry_checks, seed_files, seeds, site_settings
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile, beside
from generator.reading.site_settings import Site
from generator.seed import Seed, SeedFacts
from generator.text import dates


@dataclass(frozen=True)
class Archive:
    """All that the pages and the data are made of.

    briefings: by id, those withdrawn left out. facts: what lists need of each. marks: who is named and what is cited in each.
    records: by data file, those of each.
    withdrawn: what is known of the seeds of those. links: what leads from one briefing, actor or source to another.
    problems: sorted by place. site: its name and address.
    """

    registry: Registry
    briefings: Mapping[str, Briefing]
    facts: Mapping[str, BriefingFacts]
    marks: Mapping[str, Marks]
    records: Records
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
    records: Records
    withdrawn: dict[str, SeedFacts]
    problems: list[Problem]


Progress = Callable[[int, int], None]
"""Told after each thing of a stage how many are done, and of how many."""

Tell = Callable[[str], Progress]
"""Told when a stage begins what it is called; returns what is told how far it is."""


def in_silence(_stage: str) -> Progress:
    """Tell nobody."""
    return lambda _done, _all: None


def load(root: Path, tell: Tell = in_silence, kept: Cache | None = None, scheduler: str = "") -> Archive:
    """Read an archive's seeds and registry and make the archive of them.

    root: the folder that holds `seeds/`. tell: told of each stage. kept: what is known from before, None for nothing.
    scheduler: of a cluster that reads along. Bad input never raises: it is among the problems.
    """
    kept = kept or cache.empty(root)
    below = kept.files
    tell("Reading the registry")
    known, problems = kept.kept("registry", below.of_registry, lambda: _registry(root, below))
    progress = tell("Reading seeds")
    found, more = kept.kept("seed files", below.of_tree, lambda: seed_files.discover(root, below.tree))
    texts = read(root, found, known, progress=progress, kept=kept.readings, scheduler=scheduler)
    tell("Linking briefings")
    made, nearest = links.make(texts.facts, known, kept.value("nearest", kept.program) or {})
    kept.keep("nearest", kept.program, nearest)
    told = tuple(sorted(set(files.with_excerpts(root, [*problems, *more, *texts.problems]))))
    return Archive(
        registry=known,
        briefings=texts.briefings,
        facts=texts.facts,
        marks=texts.marks,
        records=texts.records,
        withdrawn=texts.withdrawn,
        links=made,
        problems=told,
        site=site_settings.read(root),
    )


def _registry(root: Path, index: FileIndex) -> tuple[Registry, list[Problem]]:
    known, problems = registry.load(root, index.tree)
    return known, files.with_excerpts(root, [*problems, *registry_checks.check(known)])


def read(
    root: Path,
    found: Sequence[SeedFile],
    known: Registry,
    others: Mapping[str, SeedFacts] | None = None,
    progress: Progress = lambda _done, _all: None,
    kept: Readings | None = None,
    scheduler: str = "",
) -> Texts:
    """Read and annotate some seeds of an archive.

    found: their files. others: the archive's other seeds by id, of which ids alone count here.
    """
    kept = kept or cache.empty(root).readings
    names = registry.for_reading(known)
    annotated = _annotated(root, found, names, kept, progress, scheduler)
    facts = {file.id: facts for file in found if (facts := annotated[file.id].facts)}
    withdrawn = {file.id: seed for file in found if (seed := annotated[file.id].withdrawn)}
    problems = [problem for one in annotated.values() for problem in one.problems]
    shown = [briefing.seed for briefing in facts.values()]
    problems += editors.check_ids(shown, [*withdrawn.values(), *(others or {}).values()])
    problems += [*_copies(shown), *_same_titles(shown)]
    lowercase = ((file.path, annotated[file.id].lowercase) for file in found if file.id in facts)
    holders = surnames.of_registry(names)
    problems += [*surname_checks.words_too(known, holders, lowercase), *surname_checks.aliases_too(known, holders)]
    briefings, marks, records = kept.loading(facts)
    return Texts(briefings, facts, marks, records, withdrawn, problems)


def _annotated(
    root: Path, found: Sequence[SeedFile], names: Registry, kept: Readings, progress: Progress, scheduler: str
) -> dict[str, Reading]:
    """Return what each seed comes to, by id: as it is kept, or newly read."""
    here = root.absolute()  # a worker of a cluster may stand in another folder
    work = partial(_annotate_files, here, pickle.dumps(names))
    annotated = kept.begin(found, names, work)
    todo = [file for file in found if file.id not in annotated]
    done = len(found) - len(todo)
    with workers.executor(here, len(todo), scheduler) as runs:
        for file, made in zip(todo, workers.spread(work, todo, runs), strict=True):
            annotated[file.id] = kept.add(file, made)
            done += 1
            progress(done, len(found))
    return annotated


def _annotate_files(root: Path, names: bytes, found: Sequence[SeedFile]) -> list[Parts]:
    known, name_index = _name_index(names)
    return [readings.parts(*_annotate_file(root, file, known, name_index)) for file in found]


@lru_cache(maxsize=1)
def _name_index(names: bytes) -> tuple[Registry, spellings.NameIndex]:
    """Return a registry that came to this process as bytes, and what is looked for by it."""
    known = pickle.loads(names)  # noqa: S301  (made by `_annotated`, in this program)
    return known, spellings.index_of(known)


def _annotate_file(
    root: Path, file: SeedFile, known: Registry, name_index: spellings.NameIndex
) -> tuple[Reading, Briefing | None]:
    seed, problems = seeds.read(root, file, known.settings)
    if seed is None:
        return Reading(None, None, tuple(problems), ()), None
    if seed.edits.withdrawn:
        return Reading(None, seed.facts, tuple(problems), ()), None
    briefing, more = annotate(seed, known, name_index)
    problems += [*more, *editors.check(briefing, known)]
    lowercase = tuple(sorted(surnames.also_words(seed.text, name_index.surnames)))
    return Reading(links.of_briefing(briefing), None, tuple(files.with_excerpts(root, problems)), lowercase), briefing


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


_SO_MANY = 3
"""Texts of one title are a series, or have above them what their pages had in common."""


def _same_titles(found: Iterable[SeedFacts]) -> Iterator[Problem]:
    """Yield a notice for each title that several texts have of their own: it says nothing of any of them."""
    bearing: dict[str, list[SeedFacts]] = {}
    for seed in sorted(found, key=lambda seed: seed.path):
        if seed.title_basis == "text":
            bearing.setdefault(seed.title, []).append(seed)
    for title, seeds_ in bearing.items():
        if len(seeds_) >= _SO_MANY:
            message = (
                f"{len(seeds_)} texts have the title “{title}”, as they stand, so that it tells none of them from the others."
            )
            line = json.dumps(title, ensure_ascii=False)
            hint = f"if it is a line that their pages had in common, add it to `boilerplate` in seeds/archive.yml: - {line}"
            yield Problem(seeds_[0].path, 0, 0, "same-title", message, hint)


def annotate(seed: Seed, known: Registry, name_index: spellings.NameIndex) -> tuple[Briefing, list[Problem]]:
    """Return a seed as a briefing: who is named, what is cited, what editors noted, and what is open there.

    A pure function of the seed and the registry. name_index: from `spellings.index_of`.
    """
    cited, problems = citations.of_seed(seed, known, name_index.sources)
    speaking = labels.of_text(seed.paragraphs, cited) if seed.edits.turns else ()
    named, who, more = mentions.of_seed(seed, cited, speaking, known, name_index)
    cited = citations.with_names(cited, named)
    noted, still_more = anchors.of_seed(seed)
    briefing = Briefing(named, cited, speakers.turns(speaking, seed.paragraphs, who), seed, noted)
    return briefing, [*problems, *more, *still_more, *unmarked.check(seed, cited), *_open_questions(briefing)]


_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def _day_in(identifier: str) -> str:
    """Return the day in the name of a seed's file, as EDTF; "" without one: `2031-05-04-talks` has 2031-05-04."""
    for match in _DAY_IN_NAME.finditer(identifier):
        with suppress(dates.BadDate):
            return dates.parse("-".join(match.groups())).text
    return ""


def _open_questions(briefing: Briefing) -> Iterator[Problem]:
    seed = briefing.seed
    if seed.period is None:
        named = f"; its file's name has {day}, if that is its date" if (day := _day_in(seed.id)) else ""
        hint = f"if it can be known, add `date:` or `period:` to {beside(seed.path)}{named}"
        if day := heads.american_day(seed.title, seed.language):
            hint += f"; in American English its title says {day}: set `language: en-US`, there or in seeds/archive.yml"
        yield Problem(seed.path, 0, 0, "no-date", "Neither the text's date nor that of its events is known.", hint)
    yield from editors.unmatched_labels(briefing)
