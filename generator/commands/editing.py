"""The commands that change what people have written: `new`, `rename`, `merge`, `withdraw`, `init`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from generator.commands.new import new
from generator.commands.refusals import refusals_told
from generator.commands.terminal import needs_seeds, root_option, write
from generator.editing import merges, moves, new_archive, withdrawals
from generator.editing.moves import Done


@click.command()
@click.argument("old")
@click.argument("new_id", metavar="NEW")
@root_option
def rename(old: str, new_id: str, root: Path) -> None:
    """Give the briefing, actor or source OLD the id NEW.

    Its files move, every file that names it follows, and OLD goes under `formerly`, so that the old address leads to
    the new one. Nothing else in a file changes, comments included. Where several have the id, write actor:OLD,
    source:OLD or briefing:OLD. Everything is done or nothing.

    For example: briefings rename harbour-talks saltmouth-talks
    """
    needs_seeds(root)
    with refusals_told():
        done = moves.rename(root, old, new_id)
    _tell_done(done, f"Renamed: {done.holding.kind} {done.holding.id}. The old address leads to it.")


@click.command()
@click.argument("old")
@click.argument("new_id", metavar="NEW")
@root_option
def merge(old: str, new_id: str, root: Path) -> None:
    """Make the briefing, actor or source OLD one with NEW, which stays.

    NEW gains the name, the aliases and the former ids of OLD that it lacks; every file that names OLD names NEW, and
    the address of OLD leads there. What no machine can merge (a description, roles, notes) is put as comments at the
    end of NEW's file, for you to take over. OLD's own files are removed. Two briefings are merged only where their
    text is the same. Where several have the id, write actor:OLD and so on. Everything is done or nothing.

    For example: briefings merge harbor-council harbour-council
    """
    needs_seeds(root)
    with refusals_told():
        done = merges.merge(root, old, new_id)
    _tell_done(done, f"Merged into {done.holding.kind} {done.holding.id}. The old address leads to it.")


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--reason", required=True, help="Why, in a sentence for readers.")
@root_option
def withdraw(identifier: str, reason: str, root: Path) -> None:
    """Withdraw the briefing ID: its page then says so, when and why, and its text is gone from the site and the data.

    The text stays in seeds/, because its address is never used again. If the file itself must not be kept, empty the
    project's history of it too: that is beyond this command.

    For example: briefings withdraw harbour-talks --reason "The letter was never shown."
    """
    needs_seeds(root)
    with refusals_told():
        done = withdrawals.withdraw(root, identifier, reason, datetime.now(UTC).date())
    _tell_done(done, f"Withdrawn: {done.holding.id}. {done.holding.path} stays where it is.")


def _tell_done(done: Done, closing: str) -> None:
    lines = [f"moved {old} to {new}" for old, new in done.moved]
    for verb, paths in (("removed", done.removed), ("changed", done.changed), ("made", done.made)):
        lines += [f"{verb} {path}" for path in paths]
    write("\n".join([*lines, *done.told, f"{closing} `briefings check` tells what is left."]))


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Start a new, empty archive in DIR, which is made, or is empty.

    It gets its settings, folders, pages and theme, and needs nothing but this package to be checked and served.

    For example: briefings init ~/my-archive
    """
    with refusals_told():
        made = new_archive.make(folder)
    write(f"{folder} is an archive now, of {len(made)} files. Its README.md tells how to go on.")


COMMANDS = (new, rename, merge, withdraw, init)
