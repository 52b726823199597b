"""An archive that notes what is read of it, so that a page's making tells what the page depends on.

Nobody has to list what a page is made of, so nobody can forget a part of it. The idea is known from build systems
as verifying traces (A. Mokhov, N. Mitchell, S. Peyton Jones, "Build systems à la carte", 2018).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from generator import fingerprints
from generator.archive import Archive

V = TypeVar("V")

_ALL = "*"
"""Stands for all keys of a mapping; no id is written so."""


class Watch:
    """What was read of an archive since `reads` was last emptied, and the fingerprint of each thing that can be read."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.reads: set[str] = set()
        self._kinds: dict[str, tuple[Iterable[str], Callable[[str], str]]] = {}
        self._known: dict[str, str] = {}

    def mapping(self, kind: str, inner: Mapping[str, V], fingerprint: Callable[[str], str] | None = None) -> Mapping[str, V]:
        """Return a mapping that notes under a kind which of its keys are read. fingerprint: of what a key leads to."""
        self._kinds[kind] = inner, fingerprint or (lambda key: fingerprints.of(inner[key]) if key in inner else "")
        return _Watched(kind, inner, self.reads)

    def order(self, kind: str, inner: Sequence[str]) -> Sequence[str]:
        """Return a list that notes under a kind that it was read."""
        self._kinds[kind] = inner, lambda _: ""
        return _WatchedList(kind, inner, self.reads)

    def fingerprint_of(self, names: Iterable[str]) -> str:
        """Return one fingerprint of all things that were read under some names, and of the names."""
        return fingerprints.of_all(f"{name} {self._fingerprint(name)}" for name in names)

    def _fingerprint(self, name: str) -> str:
        if name not in self._known:
            kind, _, key = name.partition(":")
            keys, fingerprint = self._kinds.get(kind, ((), str))  # a damaged cache names what there is not
            whole = key == _ALL
            self._known[name] = fingerprints.of_all(f"{k} {fingerprint(k)}" for k in keys) if whole else fingerprint(key)
        return self._known[name]


class _Watched(Mapping[str, V]):
    def __init__(self, kind: str, inner: Mapping[str, V], reads: set[str]) -> None:
        self._kind, self._inner, self._reads = kind, inner, reads

    def __getitem__(self, key: str) -> V:
        self._reads.add(f"{self._kind}:{key}")
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        self._reads.add(f"{self._kind}:{key}")
        return key in self._inner

    def __iter__(self) -> Iterator[str]:
        self._reads.add(f"{self._kind}:{_ALL}")
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.add(f"{self._kind}:{_ALL}")
        return len(self._inner)


class _WatchedList(Sequence[str]):
    def __init__(self, kind: str, inner: Sequence[str], reads: set[str]) -> None:
        self._kind, self._inner, self._reads = kind, inner, reads

    def __getitem__(self, at: Any) -> Any:
        self._reads.add(f"{self._kind}:{_ALL}")
        return self._inner[at]

    def __len__(self) -> int:
        self._reads.add(f"{self._kind}:{_ALL}")
        return len(self._inner)


def watch(archive: Archive, facts: Mapping[str, str]) -> tuple[Archive, Watch]:
    """Return an archive that says the same as another and notes what is read of it.

    facts: the fingerprint of each briefing's facts, by id. What every page may read is not noted: the settings,
    the site, the abbreviations.
    """
    seen = Watch()
    known, links, withdrawn = archive.registry, archive.links, archive.withdrawn

    def of_briefing(identifier: str) -> str:
        return f"{facts[identifier]} {archive.facts[identifier].seed.sha256}" if identifier in archive.facts else ""

    def of_places(inner: Mapping[str, list[tuple[str, Any]]]) -> Callable[[str], str]:
        return lambda key: fingerprints.of_all(f"{identifier} {facts[identifier]}" for identifier, _ in inner.get(key, ()))

    return replace(
        archive,
        registry=replace(
            known,
            actors=seen.mapping("actors", known.actors),
            sources=seen.mapping("sources", known.sources),
            topics=seen.mapping("topics", known.topics),
        ),
        briefings=seen.mapping("briefings", archive.briefings, of_briefing),
        facts=seen.mapping("facts", archive.facts, lambda identifier: facts.get(identifier, "")),
        rows=seen.mapping("rows", archive.rows, lambda _name: fingerprints.of_all(map(of_briefing, archive.facts))),
        withdrawn=seen.mapping("withdrawn", withdrawn),
        links=replace(
            links,
            named=seen.mapping("named", links.named, of_places(links.named)),
            cited=seen.mapping("cited", links.cited, of_places(links.cited)),
            related=seen.mapping("related", links.related),
            before=seen.mapping("before", links.before),
            after=seen.mapping("after", links.after),
            about=seen.mapping("about", links.about),
            below=seen.mapping("below", links.below),
            held=seen.mapping("held", links.held),
            newest_first=seen.order("newest first", links.newest_first),
        ),
    ), seen
