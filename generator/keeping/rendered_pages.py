"""The pages that builds before rendered, as HTML."""

import contextlib
import zlib
from typing import Any

from generator.keeping.codec import dumped, loaded
from generator.keeping.store import Store

TABLE = "CREATE TABLE IF NOT EXISTS rendered(path TEXT PRIMARY KEY, made_of TEXT, value BLOB);"


class RenderedPages:
    """Keeps pages as HTML, by their paths in docs/."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store that has `TABLE`."""
        self._store = store

    def made_of(self) -> dict[str, str]:
        """Return of what each page that is kept was made, by its path."""
        return dict(self._store.run("SELECT path, made_of FROM rendered"))

    def page(self, path: str) -> Any:
        """Return what is kept of a page; None where nothing can be had of it."""
        with contextlib.suppress(IndexError, TypeError, zlib.error):
            return loaded(zlib.decompress(self._store.run("SELECT value FROM rendered WHERE path = ?", path)[0][0]), path)
        return None

    def keep(self, path: str, made_of: str, value: Any) -> None:
        """Keep a page, where it can be kept."""
        self._store.run("REPLACE INTO rendered VALUES(?, ?, ?)", path, made_of, zlib.compress(dumped(value, path), 1))

    def forget(self, path: str) -> None:
        """Keep a page no longer."""
        self._store.run("DELETE FROM rendered WHERE path = ?", path)
