"""Why a command that changes the archive's own files does not do what it was asked."""

from generator.problems import Problem


class Refused(Exception):
    """Raised before anything is written, with a message for the person who asked.

    problem: where a file is the reason, its problem; status: what the command ends with.
    """

    status = 1

    def __init__(self, message: str, problem: Problem | None = None) -> None:
        super().__init__(message)
        self.problem = problem


class WrongCall(Refused):
    """Raised where no file is wrong but the call: an id that is not there, or one that cannot be."""

    status = 2
