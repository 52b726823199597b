"""The command `new`: a text comes in, and its contributor is told what is left to do."""

import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator import problems
from generator.commands.refusals import refusals_told
from generator.commands.terminal import needs_seeds, root_option, write
from generator.disk.files import MAX_BYTES
from generator.editing import incoming, new_seed
from generator.editing.new_seed import Added
from generator.editing.refusals import Refused
from generator.problems import Problem
from generator.reading import seed_formats


@click.command()
@click.argument("file", metavar="FILE|-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--id", "identifier", help="The permanent name, instead of the next number and random digits.")
@click.option("--force", "is_forced", is_flag=True, help="Add it although nearly the same text is there.")
@root_option
def new(file: str, identifier: str | None, is_forced: bool, root: Path) -> None:
    """Put a text into seeds/ under a permanent name, with a file for what editors know.

    The bytes of FILE (or of the standard input: -) are kept as they are, and an ending that seeds have (as .md); anything
    else becomes .txt. Refused, with nothing written: what is no text in UTF-8, or in UTF-16 that says so, and what is
    there already or nearly.

    For example: briefings new ~/Downloads/letter.txt
    """
    needs_seeds(root)
    name = "standard input" if file == "-" else file
    with click.open_file(file, "rb") as given:
        raw = given.read(MAX_BYTES + 1)
    with refusals_told():
        text = incoming.decode(raw, name)
        if isinstance(text, Problem):
            raise Refused("Nothing was added.", text)
        added = new_seed.add(
            root, text, seed_formats.ending_of(name), datetime.now(UTC).date(), identifier, is_forced=is_forced
        )
    _tell_added(added, root)
    sys.exit(1 if problems.errors(added.problems) else 0)


def _tell_added(added: Added, root: Path) -> None:
    write(f"Added {added.path}, with {added.edits} for what the editors know.")
    for copy in added.near:
        write(
            f"Nearly the same text: {copy.other} ({copy.share:.0%}). If they belong together, say `see_also` in {added.edits}."
        )
    if added.problems:
        write(f"\n{problems.counted(added.problems).capitalize()}:\n\n{problems.as_text(added.problems)}", nl=False)
    if added.suggested:
        named = "".join(f"  {one.name} ({one.kind})\n" for one in added.suggested)
        where = "" if root == Path() else f" --root {shlex.quote(str(root))}"
        write(
            f"\nNames that the registry may lack:\n{named}To save each as a draft: briefings suggest {added.id} --write{where}"
        )
    write(f"\nNext: answer the open questions in {added.edits}. Notices block nothing; what nobody knows may stay open.")
