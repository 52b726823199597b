"""The command `briefings`; `commands` has what stands behind it."""

import click

from generator.commands import building, editing, publishing, registry, review


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="annotated-briefings")
def main() -> None:
    """Turn plain-text briefings into an annotated, searchable archive.

    Seeds stand in seeds/, one text file a briefing; `briefings check` tells what they still need,
    `briefings build` writes their pages to docs/, and MkDocs makes the site of those.

    Exit status: 0 fine, 1 errors found, 2 wrong usage or a broken set-up.
    """


for module in (building, registry, review, publishing, editing):
    for command in module.COMMANDS:
        main.add_command(command)
