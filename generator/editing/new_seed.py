"""Putting a text into the archive: under a permanent name, with a file for what editors know, and never over another."""

import datetime as dt
import re
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator import archive
from generator.disk import files
from generator.disk.files import MAX_BYTES, TextFile
from generator.editing import editors_files, entry_files, file_changes
from generator.editing.refusals import Refused
from generator.linking import editors
from generator.naming import spellings
from generator.problems import Problem
from generator.reading import registry, seed_files, seed_formats, seeds
from generator.reading.seed_files import SeedFile
from generator.seed import Seed
from generator.suggesting import suggestions
from generator.suggesting.drafts import Suggestion
from generator.text.near_copies import Copy, NearCopies

_NUMBERED = re.compile(r"(\d{3,})_[0-9a-f]{16}")


@dataclass(frozen=True)
class Added:
    """A seed that was added. near: seeds that are nearly the same; problems, suggested: what is left to do about it."""

    id: str
    path: str
    edits: str
    near: tuple[Copy, ...]
    problems: tuple[Problem, ...]
    suggested: tuple[Suggestion, ...]


def add(
    root: Path, text: TextFile, ending: str, day: dt.date, identifier: str | None = None, *, is_forced: bool = False
) -> Added:
    """Put a text into seeds/, byte for byte, with an editors' file; raises Refused, with nothing written, where it cannot be.

    root: the folder that holds seeds/. ending: one that seeds have. day: for the first entry under `changes`. identifier: None
    for the next number and sixteen random digits. is_forced: also where a text is there that is nearly the same.
    """
    if identifier is not None:
        entry_files.must_be_free(root, "briefing", identifier)
    known = [file.path for file in seed_files.discover(root)[0]]
    near = _near(root, seed_formats.FORMATS[ending].plain_words(text.text), known)
    _refuse_copy(root, text, near, is_forced)
    identifier = identifier or _next_id(known)
    path, edits = f"seeds/{identifier}{ending}", f"seeds/{identifier}.yml"
    stub = editors_files.stub(edits, _as_seed(root, SeedFile(identifier, path, ""), text), day)
    file_changes.apply(root, {path: text.raw, edits: stub.encode()}, new=_all_of_that_name(identifier))
    return Added(identifier, path, edits, tuple(near), *_left_to_do(root, SeedFile(identifier, path, edits)))


def _near(root: Path, words: str, paths: Iterable[str]) -> list[Copy]:
    """Return the seeds that hold some words or nearly, the nearest first; one pass over their bytes, and nothing is kept."""
    wanted = NearCopies({"": words})  # no seed is called so, whatever the file that it comes from is called
    found = [copy for path in paths if (other := _plain_words(root, path)) for copy in wanted.found_in(path, other)]
    return sorted(found, key=lambda copy: (-copy.share, copy.other))


def _plain_words(root: Path, path: str) -> str:
    """Return a seed's words; `files.read_text` looks for links too, which takes longer than the rest, and there are none."""
    file = root / path
    try:
        raw = file.read_bytes() if file.is_file() and file.stat().st_size <= MAX_BYTES else b""
    except OSError:
        return ""
    kind = seed_formats.of(path)
    text = kind.decode(raw, path)
    return kind.plain_words(text.text) if isinstance(text, TextFile) else ""


def _refuse_copy(root: Path, text: TextFile, near: list[Copy], is_forced: bool) -> None:
    if not near or (is_forced and near[0].share < 1):
        return
    nearest = near[0]
    if nearest.share == 1:
        same = [copy.other for copy in near if copy.share == 1 and (root / copy.other).read_bytes() == text.raw]
        how = f"byte for byte: {same[0]}" if same else f"word for word: {nearest.other}"
        raise Refused(f"This text is in the archive already, {how}.")
    raise Refused(
        f"{nearest.other} is nearly the same text: {nearest.share:.0%} of the shorter one's runs of three words are in both. "
        "Compare them. If both belong here, add this one with --force."
    )


def _next_id(paths: Iterable[str]) -> str:
    """Return the number after the highest in use, and sixteen random hexadecimal digits, as `001_535efacda7bc178e`."""
    numbered = (_NUMBERED.fullmatch(Path(path).stem) for path in paths)
    return f"{max((int(match[1]) for match in numbered if match), default=-1) + 1:03}_{secrets.token_hex(8)}"


def _all_of_that_name(identifier: str) -> list[str]:
    return [f"seeds/{identifier}{ending}" for ending in (*seed_formats.endings(), ".yml")]


def _as_seed(root: Path, file: SeedFile, text: TextFile) -> Seed:
    """Return what the archive would read in a text, before it is there; raises Refused where that is no seed."""
    settings = registry.load(root)[0].settings
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seeds").mkdir()
        (Path(folder) / file.path).write_bytes(text.raw)
        seed, problems = seeds.read(Path(folder), file, settings)
    if seed is None:
        raise Refused("The text can be no seed as it stands.", replace(problems[0], path=text.path))
    return seed


def _left_to_do(root: Path, file: SeedFile) -> tuple[tuple[Problem, ...], tuple[Suggestion, ...]]:
    """Return what is wrong or open in one seed, and the actors that the registry lacks; no other seed is read."""
    known, _ = registry.load(root)
    seed, problems = seeds.read(root, file, known.settings)
    assert seed
    briefing, more = archive.annotate(seed, known, spellings.index_of(known))
    problems += [*more, *editors.check(briefing, known), *editors.check_ids([seed], [])]
    return tuple(sorted(set(files.with_excerpts(root, problems)))), tuple(suggestions.of_briefing(briefing, known))
