"""The commands that build an archive and tell what is wrong in it: `build` and `check`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from generator import build, problems
from generator.commands.terminal import Stages, fail, leave, load, needs_seeds, problem_format, reason, report, root_option, say
from generator.disk import file_names
from generator.disk.locks import Busy
from generator.keeping import cache
from generator.keeping.workers import SchedulerMissing
from generator.reading import registry_checks


@click.command("build")
@root_option
@problem_format
@click.option("--timings", is_flag=True, help="Tell how long each stage took.")
@click.option("--clean", is_flag=True, help="Use nothing that an earlier build made.")
@click.option(
    "--scheduler", default="", metavar="ADDRESS", help="Read seeds on the Dask cluster of this scheduler (tcp://...)."
)
def build_command(root: Path, format_: str, timings: bool, clean: bool, scheduler: str) -> None:
    """Write the pages and data of every seed to docs/.

    What can be built is built, whatever is wrong elsewhere; unchanged files are not touched. What builds make is kept
    in .briefings-cache/, so that the next one makes only what changed; the folder may be deleted at any time.
    """
    needs_seeds(root)
    try:
        with cache.to_build(root, is_clean=clean) as kept, Stages() as stages:
            built = build.bring_up(root, kept, stages, scheduler)
    except (Busy, SchedulerMissing) as error:
        fail(str(error))
    except OSError as error:
        fail(f"docs/ cannot be written: {reason(error)}. The next build goes on from there.")
    found = sorted([*built.problems, *file_names.links(root, root / "docs")])
    report([problem for problem in found if problem.level == "error" or format_ != "text"], format_)
    briefings, actors = problems.plural(built.briefings, "briefing"), problems.plural(built.actors, "actor")
    say(f"{briefings}, {actors}; {problems.counted(found)}. (`briefings check` tells them all.)", format_)
    if timings:
        click.echo(stages.timings(), err=True)
    leave(found)


@click.command()
@root_option
@problem_format
@click.option("--stale", is_flag=True, help="Also list the entries that nobody has checked for two years.")
def check(root: Path, format_: str, stale: bool) -> None:
    """List every problem: what keeps a seed from being published, and what is still open."""
    loaded = load(root, cache.to_read(root))
    old = registry_checks.stale(loaded.registry, datetime.now(UTC).date()) if stale else ()
    found = sorted({*loaded.problems, *file_names.links(root, root / "docs"), *old})
    report(found, format_)
    say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()}: {problems.counted(found)}.", format_)
    leave(found)


COMMANDS = (build_command, check)
