"""The fingerprints of what stands below seeds/: a file is read again only where it may have changed.

It counts as it was where its size, its inode and its times of change are; that is how Git's index goes about it too.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.disk import fingerprints, tree
from generator.disk.tree import Tree
from generator.keeping.store import Store

TABLE = "CREATE TABLE IF NOT EXISTS files(path BLOB PRIMARY KEY, state TEXT, fingerprint TEXT) WITHOUT ROWID;"
"""Where the fingerprints are kept; a path is as the system has it, since a name may be no UTF-8."""


class FileIndex:
    """The files of seeds/ as they are now, and what they said when they were last read."""

    def __init__(self, root: Path, store: Store) -> None:
        """Begin with what a store knows of an archive's files. root: the folder that holds `seeds/`."""
        self._root, self._store = root, store
        self._known = {path: (state, known) for path, state, known in store.run("SELECT path, state, fingerprint FROM files")}
        self._tree: Tree | None = None

    @property
    def tree(self) -> Tree:
        """Return what stood below seeds/ when it was last looked at."""
        if self._tree is None:
            self._tree = tree.below(self._root, "seeds")
        return self._tree

    def look_again(self) -> None:
        """See to it that `tree` is what stands there now."""
        self._tree = None

    def of_file(self, path: str) -> str:
        """Return the fingerprint of a file's bytes, "" where there is none. path: relative to the archive."""
        file = f"{self._root}/{path}"
        state = fingerprints.state_of(file)
        key = os.fsencode(path)
        known = self._known.get(key, ("", ""))
        if not state or state == known[0]:
            return known[1] if state else ""
        found = fingerprints.of_file(Path(file))
        if found == fingerprints.UNREADABLE:
            return os.urandom(16).hex()  # like no other, so that nothing is used or kept under it
        if fingerprints.is_settled(state):
            self._known[key] = (state, found)
            self._store.run("REPLACE INTO files VALUES(?, ?, ?)", key, state, found)
        return found

    def of_seeds(self) -> str:
        """Return the fingerprint of everything below seeds/, as it is now."""
        self.look_again()
        return self._of_all("seeds/")

    def of_tree(self) -> str:
        """Return the fingerprint of which files and folders stood below seeds/ at the last look, whatever they say."""
        return fingerprints.of(self.tree)

    def of_registry(self) -> str:
        """Return the fingerprint of the registry and the settings, of the files that stood there at the last look."""
        return f"{self._of_all('seeds/registry')} {self.of_file('seeds/archive.yml')}"

    def _of_all(self, start: str) -> str:
        return fingerprints.of_all([*self.tree.folders, *self.tree.closed, *self._files(start)])

    def _files(self, start: str) -> Iterator[str]:
        found = (path for path in (*self.tree.files, *self.tree.links) if path.startswith(start))
        yield from (f"{path} {self.of_file(path)}" for path in found)
