"""The command `review`: what a change does, for whoever reviews it."""

import sys
from pathlib import Path

import click

from generator.commands.terminal import Stages, fail, needs_seeds, root_option, write
from generator.review import git_base, printed, report


@click.command("review")
@click.option("--base", "ref", required=True, metavar="REF", help="The branch or commit to compare with (origin/main).")
@root_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(printed.FORMATS)),
    default="text",
    help="How the review is written (default: text); markdown is for a pull request's summary.",
)
def review_command(ref: str, root: Path, format_: str) -> None:
    """Tell what a change does: what must be fixed, what a person must decide, and what is good to know.

    Compares the folder, what is not committed included, with the commit where its branch left REF. Writes nothing.
    Ends with 1 where something must be fixed.
    """
    needs_seeds(root)
    try:
        with Stages() as stages:
            found = report.of(root, ref, stages("Reading what the change can touch"))
    except git_base.GitFailed as error:
        fail(str(error))
    write(printed.FORMATS[format_](found), nl=False)
    if found.must_fix:
        sys.exit(1)


COMMANDS = (review_command,)
