"""Turns: one build of an archive at a time, by a lock that the system takes off when the process ends, however it ends."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(Exception):
    """Raised where another build of the same archive is running."""


class Lock:
    """A lock that one process has: nobody else has it until it is given up, or the process and those it forked have ended."""

    def __init__(self, file: Path) -> None:
        """Take the lock.

        file: what is locked; it is made, is empty, and stays. It stands in the folder that turns are taken in writing to.
        Where nothing can be written there, or the file system knows no locks, nobody waits. Raises Busy, OSError.
        """
        self._descriptor = -1
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            if os.access(file.parent, os.W_OK):
                raise
            return
        try:
            _lock(self._descriptor)
        except (BlockingIOError, PermissionError):
            self.end()
            raise Busy("Another build of this archive is running; try again when it has ended.") from None
        except OSError:  # a file system that knows no locks
            self.end()

    def end(self) -> None:
        """Give the lock up."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
