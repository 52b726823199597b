"""An archive that notes what is read of it, so that a page's making tells what the page depends on.

Nobody has to list what a page is made of, so nobody can forget a part of it; `made` has what becomes of the notes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any, TypeVar

from generator.archive import Archive
from generator.disk import fingerprints
from generator.keeping.made import ALL, Known, line_of

V = TypeVar("V")


class Watch:
    """What is read of an archive, and what there is to be read."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._reads: dict[str, set[str]] = {}
        self._now: dict[str, Callable[[], Mapping[str, str]]] = {}

    def mapping(self, kind: str, inner: Mapping[str, V], now: Callable[[], Mapping[str, str]] | None = None) -> Mapping[str, V]:
        """Return a mapping that notes under a kind which of its keys are read. now: what `Known` has of the kind."""
        self._now[kind] = now or (lambda: {key: fingerprints.of(value) for key, value in inner.items()})
        return _Watched(inner, self._reads.setdefault(kind, set()))

    def order(self, kind: str, inner: Sequence[str]) -> Sequence[str]:
        """Return a list that notes under a kind that it was read."""
        self._now[kind] = lambda: {ALL: fingerprints.of_all(inner)}
        return _WatchedList(inner, self._reads.setdefault(kind, set()))

    def taken(self) -> str:
        """Return what was read since this was last asked, as `Made` has it."""
        found = [line_of(kind, key) for kind, keys in self._reads.items() for key in ({ALL} if ALL in keys else keys)]
        for keys in self._reads.values():
            keys.clear()
        return "\n".join(found)

    def now(self) -> Known:
        """Return what there is to be read."""
        return {kind: now() for kind, now in self._now.items()}


class _Watched(Mapping[str, V]):
    def __init__(self, inner: Mapping[str, V], reads: set[str]) -> None:
        self._inner, self._reads = inner, reads

    def __getitem__(self, key: str) -> V:
        self._reads.add(key)
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        self._reads.add(str(key))
        return key in self._inner

    def __iter__(self) -> Iterator[str]:
        self._reads.add(ALL)
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.add(ALL)
        return len(self._inner)


class _WatchedList(Sequence[str]):
    def __init__(self, inner: Sequence[str], reads: set[str]) -> None:
        self._inner, self._reads = inner, reads

    def __getitem__(self, at: Any) -> Any:
        self._reads.add(ALL)
        return self._inner[at]

    def __len__(self) -> int:
        self._reads.add(ALL)
        return len(self._inner)


def watch(archive: Archive, says: Mapping[str, Mapping[str, str]]) -> tuple[Archive, Watch]:
    """Return an archive that says the same as another and notes what is read of it.

    says: the fingerprints of what each briefing says, as the cache has them. What every page may read is not noted: the
    settings, the site, the abbreviations.
    """
    seen = Watch()
    known, links = archive.registry, archive.links

    @cache
    def of_each(what: str) -> Mapping[str, str]:
        return {identifier: says[what][identifier] for identifier in archive.facts}

    @cache
    def lines(what: str) -> Mapping[str, str]:
        return {identifier: f"{identifier} {fingerprint}" for identifier, fingerprint in of_each(what).items()}

    def of_rows() -> Mapping[str, str]:
        return {name: fingerprints.of_all(lines(name).values()) for name in archive.rows}

    def of_places(inner: Mapping[str, list[str]]) -> Callable[[], Mapping[str, str]]:
        return lambda: {key: fingerprints.of_all(map(lines("facts").__getitem__, where)) for key, where in inner.items()}

    def of_related() -> Mapping[str, str]:
        return {
            identifier: fingerprints.of_all(" ".join((other, *actors)) for other, actors in found)
            for identifier, found in links.related.items()
        }

    return replace(
        archive,
        registry=replace(
            known,
            actors=seen.mapping("actors", known.actors),
            sources=seen.mapping("sources", known.sources),
            topics=seen.mapping("topics", known.topics),
            states=seen.mapping("states", known.states, lambda: known.states),
        ),
        facts=seen.mapping("facts", archive.facts, partial(of_each, "facts")),
        marks=seen.mapping("briefings", archive.marks, partial(of_each, "briefing")),  # one fingerprint has it all
        briefings=seen.mapping("briefings", archive.briefings, partial(of_each, "briefing")),  # the text too, by its hash
        rows=seen.mapping("rows", archive.rows, of_rows),
        withdrawn=seen.mapping("withdrawn", archive.withdrawn),
        links=replace(
            links,
            named=seen.mapping("named", links.named, of_places(links.named)),
            spoken=seen.mapping("spoken", links.spoken, of_places(links.spoken)),
            cited=seen.mapping("cited", links.cited, of_places(links.cited)),
            related=seen.mapping("related", links.related, of_related),
            before=seen.mapping("before", links.before, lambda: links.before),
            after=seen.mapping("after", links.after, lambda: links.after),
            about=seen.mapping("about", links.about),
            below=seen.mapping("below", links.below),
            held=seen.mapping("held", links.held),
            year=seen.mapping("year", links.year, lambda: {identifier: str(year) for identifier, year in links.year.items()}),
            unresolved=seen.order("unresolved", links.unresolved),
            unidentified=seen.order("unidentified", links.unidentified),
            newest_first=seen.order("newest first", links.newest_first),
        ),
    ), seen
