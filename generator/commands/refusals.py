"""How the commands that change files say that they refuse, and how they end then."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from generator import problems
from generator.editing.refusals import Refused


@contextmanager
def refusals_told() -> Iterator[None]:
    """Say why something is refused, and end with its status."""
    try:
        yield
    except Refused as refused:
        _tell(refused)


def _tell(refused: Refused) -> None:
    if refused.problem:
        click.echo(problems.as_text([refused.problem]), err=True)
    click.echo(f"briefings: {refused}".encode("utf-8", "backslashreplace").decode(), err=True)
    sys.exit(refused.status)
