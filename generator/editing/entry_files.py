"""What an archive holds by id, as files: its briefings, actors and sources, drafts and withdrawn ones too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, get_args

from generator.disk import ids
from generator.disk.tree import files_below
from generator.editing import yaml_files
from generator.editing.refusals import Refused, WrongCall
from generator.problems import did_you_mean
from generator.reading import seed_files, seed_formats
from generator.reading.registry import OTHER_MEANINGS

Kind = Literal["briefing", "actor", "source"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FOLDERS: dict[Kind, str] = {"actor": "seeds/registry/actors", "source": "seeds/registry/sources"}


@dataclass(frozen=True)
class EntryFile:
    """A briefing, an actor or a source.

    path: its seed or its registry file. edits: the YAML file that has its `formerly`, the same for actors and sources;
    a briefing may not have its own yet.
    """

    kind: Kind
    id: str
    path: str
    edits: str

    def moved(self, new: str) -> "EntryFile":
        """Return what it would be under another id, in the same folders."""
        path, edits = (str(_renamed(PurePosixPath(p), new)) for p in (self.path, self.edits))
        return EntryFile(self.kind, new, path, edits)


def _renamed(path: PurePosixPath, new: str) -> PurePosixPath:
    return path.with_name(new + path.suffix)


def held(root: Path, kind: Kind) -> Iterator[EntryFile]:
    """Yield every holding of a kind."""
    if kind == "briefing":
        for file in seed_files.discover(root)[0]:
            yield EntryFile(kind, file.id, file.path, seed_files.beside(file.path))
        return
    for path in files_below(root, FOLDERS[kind], (".yml",)):
        yield EntryFile(kind, ids.id_of(path), path, path)


def find(root: Path, name: str) -> EntryFile:
    """Return what an id names, `actor:<id>` where several have it; raises WrongCall where that is not one thing."""
    prefix, colon, identifier = name.rpartition(":")
    if colon and prefix not in KINDS:
        raise WrongCall(f"“{prefix}” is no kind of entry. Write {', '.join(f'{kind}:{identifier}' for kind in KINDS)}.")
    everything = [holding for kind in KINDS if not colon or kind == prefix for holding in held(root, kind)]
    found = [holding for holding in everything if holding.id == identifier]
    if len(found) > 1:
        choice = " or ".join(f"{holding.kind}:{identifier}" for holding in found)
        raise WrongCall(f"There are several named “{identifier}”. Write {choice}.")
    if not found:
        raise WrongCall(_not_there(root, prefix, identifier, everything))
    return found[0]


def _not_there(root: Path, prefix: str, identifier: str, everything: list[EntryFile]) -> str:
    """Return what to say of an id that nothing has: what it is now, or which id is nearest."""
    now = [holding.id for holding in everything if _was(root, holding, identifier)]
    if now:
        return f"“{identifier}” is now {' or '.join(f'“{other}”' for other in dict.fromkeys(now))}."
    hint = did_you_mean(identifier, sorted({holding.id for holding in everything}), most=8)
    return f"There is no {prefix or 'briefing, actor or source'} “{identifier}”. ({hint})"


def _was(root: Path, holding: EntryFile, identifier: str) -> bool:
    try:
        return identifier in formerly(root, holding)
    except Refused:
        return False  # a file that cannot be read says nothing of an id that is not there


def must_be_free(root: Path, kind: Kind, new: str, own: EntryFile | None = None) -> None:
    """Raise WrongCall where no holding of a kind can have an id. own: whose former ids do not count."""
    if not new:
        raise WrongCall("An id must have a letter or a digit; this one is empty.")
    if new.lower().endswith((*seed_formats.endings(), ".yml")):
        raise WrongCall(f"“{new}” is a file's name. Give the id without the ending: “{new.rpartition('.')[0]}”.")
    if reason := ids.why_bad(new):
        raise WrongCall(f"“{new}” can be no id: it {reason}. “{ids.better(new)}” could be one.")
    if kind != "briefing" and new in OTHER_MEANINGS:
        raise WrongCall(f"“{new}” can be no id: in editors' files the word means something else.")
    for holding in held(root, kind):
        if holding.id.casefold() == new.casefold():
            more = "" if holding.id == new else ", and ids may not differ by case only"
            raise WrongCall(f"The id “{holding.id}” is in use: {holding.path}{more}.")
        former = {old.casefold() for old in formerly(root, holding)} if holding != own else ()
        if new.casefold() in former:
            raise WrongCall(f"“{holding.id}” was called “{new}” before ({holding.edits}); ids are never used again.")


def formerly(root: Path, holding: EntryFile) -> list[str]:
    """Return the ids that something had before."""
    file = root / holding.edits
    if not file.is_file() or not _may_say(file, b"formerly"):
        return []
    return yaml_files.read(root, holding.edits).words("formerly")


def _may_say(file: Path, word: bytes) -> bool:
    """Return whether a YAML file is worth parsing for a word; an escape or another encoding could spell it otherwise."""
    try:
        raw = file.read_bytes()
    except OSError:
        return True  # whoever reads it says what is wrong
    return word in raw or b"\\" in raw or b"\0" in raw


def naming(root: Path, path: str, word: str) -> bool:
    """Return whether a YAML file may name an id."""
    return (root / path).is_file() and _may_say(root / path, word.encode())
