"""The command `briefings`: the terminal's side of what the other modules do."""

from datetime import UTC, datetime
from pathlib import Path

import click

from generator import build, cli_editing, cli_publish, cli_registry, cli_review, problems, registry
from generator.terminal import fail, leave, load, needs_seeds, problem_format, progress, report, root_option, say


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="annotated-briefings")
def main() -> None:
    """Turn plain-text briefings into an annotated, searchable archive.

    Seeds stand in seeds/, one text file a briefing; `briefings check` tells what they still need,
    `briefings build` writes their pages to docs/, and MkDocs makes the site of those.

    Exit status: 0 fine, 1 errors found, 2 wrong usage or a broken set-up.
    """


@main.command("build")
@root_option
@problem_format
def build_command(root: Path, format_: str) -> None:
    """Write the pages and data of every seed to docs/.

    What can be built is built, whatever is wrong elsewhere; unchanged files are not touched.
    """
    needs_seeds(root)
    try:
        with progress("Reading seeds") as told:
            loaded, found = build.build(root, told)
    except OSError as error:
        fail(f"docs/ cannot be written: {error.filename}: {error.strerror}. The next build goes on from there.")
    report([problem for problem in found if problem.level == "error" or format_ != "text"], format_)
    briefings = problems.plural(len(loaded.briefings), "briefing")
    actors = problems.plural(len(loaded.registry.actors), "actor")
    say(f"{briefings}, {actors}; {problems.counted(found)}. (`briefings check` tells them all.)", format_)
    leave(found)


@main.command()
@root_option
@problem_format
@click.option("--stale", is_flag=True, help="Also list the entries that nobody has checked for two years.")
def check(root: Path, format_: str, stale: bool) -> None:
    """List every problem: what keeps a seed from being published, and what is still open."""
    loaded = load(root)
    old = registry.stale(loaded.registry, datetime.now(UTC).date()) if stale else ()
    found = sorted({*loaded.problems, *old})
    report(found, format_)
    say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()}: {problems.counted(found)}.", format_)
    leave(found)


for command in (cli_registry.explain, cli_registry.suggest, cli_registry.duplicates, cli_review.review_command):
    main.add_command(command)
for command in (cli_publish.publish_command, cli_publish.verify_command, *cli_editing.COMMANDS):
    main.add_command(command)
