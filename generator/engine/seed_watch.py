"""How `mkdocs serve` hears of changes below seeds/ in a large archive."""

from pathlib import Path
from threading import Event, Thread, Timer

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.disk import fingerprints, tree

MANY = 1000
"""Briefings from which the system is asked to tell of changes: to look at 14,000 files twice a second, as MkDocs does, takes
half of a processor, and while a build runs all of it."""

MOMENT = 0.2
"""Seconds in which the steps of one change follow one another: a text editor saves in several."""

LATE = 20.0
"""Seconds after which somebody looks nevertheless: a folder shared with a container or over a network may tell of nothing."""


class SeedWatch:
    """Touches a file, the reload trigger, where something below seeds/ is not what the last build began with."""

    def __init__(self, root: Path, reload_trigger: Path) -> None:
        """Take the folder that holds seeds/, and a file that MkDocs watches. Raises OSError where the system tells nothing."""
        self._root, self._reload_trigger = root, reload_trigger
        self._seen = self._now()
        self._has_ended = Event()
        self._handler = ChangeHandler(reload_trigger)
        self._observer = Observer()
        self._observer.schedule(self._handler, str(root / "seeds"), recursive=True)
        self._observer.start()
        Thread(target=self._look, daemon=True).start()

    def build_begins(self) -> None:
        """Note what the seeds are: this build reads them."""
        self._seen = self._now()

    def end(self) -> None:
        """Watch no more."""
        self._has_ended.set()
        self._observer.stop()
        self._observer.join()
        self._handler.end()

    def _look(self) -> None:
        """Look now and then; whoever is told in time has a build running, or done, once the second look comes."""
        while not self._has_ended.wait(LATE):
            if self._now() != self._seen and not self._has_ended.wait(LATE / 10) and self._now() != self._seen:
                self._reload_trigger.touch()

    def _now(self) -> str:
        """Return a fingerprint of every file below seeds/, by its size and times."""
        below = tree.below(self._root, "seeds")
        files = (f"{path} {fingerprints.state_of(f'{self._root}/{path}')}" for path in (*below.files, *below.links))
        return fingerprints.of_all([*below.folders, *below.closed, *files])


class ChangeHandler(FileSystemEventHandler):
    """Touches the trigger where the system tells of a change; reading is none."""

    def __init__(self, reload_trigger: Path) -> None:
        """Take the reload trigger."""
        self._reload_trigger = reload_trigger
        self._ringing = Timer(0, reload_trigger.touch)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Touch it, if it was a change, once nothing more has come for a moment."""
        if event.event_type in ("created", "modified", "moved", "deleted"):
            self._ringing.cancel()
            self._ringing = Timer(MOMENT, self._reload_trigger.touch)
            self._ringing.daemon = True
            self._ringing.start()

    def end(self) -> None:
        """Touch it no more: whoever ends the server right after saving a seed takes the reload trigger away."""
        self._ringing.cancel()
