"""The indexes: briefings by year and month, actors and sources by letter, terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator import entry_names
from generator.archive import Archive
from generator.naming import surnames
from generator.rendering import listings, pages, paging
from generator.rendering.pages import Plan
from generator.text.names import words

WITHOUT_LETTERS = 40
"""Entries that an A-Z index lists without a heading for each letter."""

ON_ONE_PAGE = 300
"""Entries that an A-Z index holds on one page; a larger one has a page a letter."""


def briefings(archive: Archive) -> Iterator[Plan]:
    """Yield plans for the index of briefings and its parts."""
    yield Plan("briefings/index.md", _briefings)
    parts = listings.parts(archive.links.newest_first, archive)
    yield from part_plans("Briefings", "briefings/archive", "briefings/index.md", parts)


def a_to_z(folder: str, archive: Archive) -> Iterator[Plan]:
    """Yield plans for the index of actors or sources, and for its letters where it is long. folder: theirs in docs/."""
    yield Plan(f"{folder}/index.md", _a_to_z, (folder,))
    letters = _letters(folder, archive)
    if _is_paged(letters):
        yield from (Plan(f"{folder}/archive/{letter.file}.md", _letter, (folder, letter)) for letter in letters)


def terms(_archive: Archive) -> Iterator[Plan]:
    """Yield a plan for the list of abbreviations and terms."""
    yield Plan("terms.md", _terms)


def _briefings(archive: Archive) -> bytes:
    order = archive.links.newest_first
    parts = listings.parts(order, archive)
    return pages.render(
        "briefings.md",
        "briefings/index.md",
        {"title": "Briefings"},
        groups=[] if parts else listings.by_year(order, archive),
        parts=parts,
        count=len(order),
        has_topics=bool(archive.registry.topics),
    )


def part_plans(title: str, folder: str, whole: str, parts: Sequence[paging.Part[str]]) -> Iterator[Plan]:
    """Yield plans for the pages of a list's parts, newest first. folder, whole: where they and the list stand in docs/."""
    for at, part in enumerate(parts):
        newer = parts[at - 1].link if at else None
        older = parts[at + 1].link if at + 1 < len(parts) else None
        yield Plan(f"{folder}/{part.name}.md", _part, (title, folder, whole, part, newer, older))


def _part(
    archive: Archive,
    title: str,
    folder: str,
    whole: str,
    part: paging.Part[str],
    newer: paging.PartLink | None,
    older: paging.PartLink | None,
) -> bytes:
    return pages.render(
        "briefings-part.md",
        f"{folder}/{part.name}.md",
        {"title": f"{title}, {part.heading}"},
        title=f"{title}, {part.heading}",
        whole=(title, whole),
        folder=folder,
        newer=newer,
        older=older,
        groups=listings.by_month(part.items, archive),
    )


@dataclass(frozen=True)
class _Letter:
    """The entries of an A-Z index under one letter, by id. file: the name of their page."""

    letter: str
    file: str
    entries: tuple[str, ...]


def _letters(folder: str, archive: Archive) -> list[_Letter]:
    entries = sorted(_entries(folder, archive).values(), key=lambda entry: (_filed_as(entry).casefold(), entry.id))
    by_letter: dict[str, list[str]] = {}
    for entry in entries:
        by_letter.setdefault(_initial(_filed_as(entry)), []).append(entry.id)
    return [_Letter(letter, _file_name(letter, at), tuple(here)) for at, (letter, here) in enumerate(by_letter.items())]


def _initial(name: str) -> str:
    """Return the letter a name is filed under."""
    found = words(name)
    return found[0][0].upper() if found else "#"


def _entries(folder: str, archive: Archive) -> Mapping[str, Any]:
    return archive.registry.actors if folder == "actors" else archive.registry.sources


def _is_paged(letters: Sequence[_Letter]) -> bool:
    return sum(len(letter.entries) for letter in letters) > ON_ONE_PAGE


def _a_to_z(archive: Archive, folder: str) -> bytes:
    letters = _letters(folder, archive)
    count = sum(len(letter.entries) for letter in letters)
    return pages.render(
        "a-to-z.md",
        f"{folder}/index.md",
        {"title": folder.capitalize()},
        title=folder.capitalize(),
        folder=folder,
        letters=[(letter.letter, letter.file, _listed(letter, folder, archive)) for letter in letters],
        paged=_is_paged(letters),
        with_letters=count > WITHOUT_LETTERS,
        with_filter=count > listings.AT_A_GLANCE and not _is_paged(letters),
    )


def _letter(archive: Archive, folder: str, letter: _Letter) -> bytes:
    title = folder.capitalize()
    heading = f"{title}, {letter.letter}"
    return pages.render(
        "a-to-z-part.md",
        f"{folder}/archive/{letter.file}.md",
        {"title": heading},
        title=heading,
        whole=(title, folder),
        folder=folder,
        entries=_listed(letter, folder, archive),
    )


def _listed(letter: _Letter, folder: str, archive: Archive) -> list[tuple[Any, str]]:
    entries = _entries(folder, archive)
    return [(entries[identifier], _other_names(entries[identifier])) for identifier in letter.entries]


def _file_name(letter: str, number: int) -> str:
    return letter.lower() if letter.isalnum() else f"other-{number}"


def _filed_as(entry: Any) -> str:
    """Return what an entry is sorted by: a person's family name first, other names without their article."""
    name: str = entry.name.text
    if getattr(entry, "kind", "") == "person":
        return f"{surnames.family_name(entry)}, {name}"
    return name.removeprefix("The ")


def _other_names(entry: Any) -> str:
    """Return an entry's other spellings, which the filter looks in too; "" where it has none."""
    return ", ".join(name.text.text for name in entry_names.others(entry))


def _terms(archive: Archive) -> bytes:
    terms = sorted(archive.registry.terms.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    return pages.render("terms.md", "terms.md", {"title": "Abbreviations and terms"}, terms=terms)
