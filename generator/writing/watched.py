"""An archive that notes what is read of it, so that a page's making tells what the page depends on.

Nobody has to list what a page is made of, nor what an archive has, so nobody can forget a part of it; `traces` has what becomes
of the notes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar

from generator.archive import Archive
from generator.disk import fingerprints
from generator.keeping.traces import ALL, Known, line_of

V = TypeVar("V")


class Watch:
    """What is read of an archive, and what there is to be read."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._reads: dict[str, set[str]] = {}
        self._now: dict[str, Callable[[], Mapping[str, str]]] = {}
        self.unnoted: dict[str, Any] = {}
        """The fields that any page may read, by class and name: the settings, the site's name and the like."""

    def noting(self, value: Any, known: Mapping[str, Callable[[], Mapping[str, str]]]) -> Any:
        """Return a dataclass that notes which keys of its mappings are read, which of its lists, and so for those in it.

        known: what `Known` has of some fields, by class and name, where it need not be found out.
        """
        noted = {field.name: (f"{type(value).__name__}.{field.name}", getattr(value, field.name)) for field in fields(value)}
        return replace(value, **{name: self._field(kind, inner, known) for name, (kind, inner) in noted.items()})

    def _field(self, kind: str, inner: Any, known: Mapping[str, Callable[[], Mapping[str, str]]]) -> Any:
        if isinstance(inner, Mapping):
            self._now[kind] = known.get(kind) or (lambda: {key: _told(value) for key, value in inner.items()})
            return _Watched(inner, self._reads.setdefault(kind, set()))
        if isinstance(inner, list):
            self._now[kind] = lambda: {ALL: fingerprints.of(inner)}
            return _WatchedList(inner, self._reads.setdefault(kind, set()))
        if is_dataclass(inner):
            return self.noting(inner, known)
        self.unnoted[kind] = inner
        return inner

    def taken(self) -> str:
        """Return what was read since this was last asked, as `Trace` has it."""
        found = [line_of(kind, key) for kind, keys in self._reads.items() for key in ({ALL} if ALL in keys else keys)]
        for keys in self._reads.values():
            keys.clear()
        return "\n".join(found)

    def now(self) -> Known:
        """Return what there is to be read."""
        return {kind: now() for kind, now in self._now.items()}


def _told(value: Any) -> str:
    """Return a text that differs wherever a value does: a short one as it is."""
    return repr(value) if isinstance(value, str | int | None) else fingerprints.of(value)


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
    """Return an archive that says the same as another and notes what is read of it; of its problems it has none.

    says: the fingerprints of what each briefing says, as the cache has them.
    """
    seen = Watch()

    def of_each(what: str) -> Mapping[str, str]:
        return {identifier: says[what][identifier] for identifier in archive.facts}

    def of_records() -> Mapping[str, str]:
        return {name: fingerprints.of(of_each(name)) for name in archive.records}

    texts = {"facts": "facts", "marks": "briefing", "briefings": "briefing"}  # loaded when they are read, and not to tell
    known = {f"Archive.{name}": partial(of_each, what) for name, what in texts.items()} | {"Archive.records": of_records}
    return seen.noting(replace(archive, problems=()), known), seen
