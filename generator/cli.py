"""The command `briefings`: the terminal's side of what the other modules do."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import archive, build, problems, publish
from generator.archive import Progress
from generator.model import Briefing, Mention
from generator.problems import Problem

_FORMATS: dict[str, Callable[[list[Problem]], str]] = {
    "text": problems.as_text,
    "json": problems.as_json,
    "github": problems.as_github,
}

_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds seeds/, docs/ and mkdocs.yml (default: this one).",
)
_format = click.option(
    "--format", "format_", type=click.Choice(list(_FORMATS)), default="text", help="How problems are written (default: text)."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="annotated-briefings")
def main() -> None:
    """Turn plain-text briefings into an annotated, searchable archive.

    Seeds stand in seeds/, one text file a briefing; `briefings check` tells what they still need,
    `briefings build` writes their pages to docs/, and MkDocs makes the site of those.

    Exit status: 0 fine, 1 errors found, 2 wrong usage or a broken set-up.
    """


@main.command("build")
@_root
@_format
def build_command(root: Path, format_: str) -> None:
    """Write the pages and data of every seed to docs/.

    What can be built is built, whatever is wrong elsewhere; unchanged files are not touched.
    """
    _needs_seeds(root)
    with _progress("Reading seeds") as progress:
        loaded, found = build.build(root, progress)
    _report([problem for problem in found if problem.level == "error" or format_ != "text"], format_)
    briefings = problems.plural(len(loaded.briefings), "briefing")
    actors = problems.plural(len(loaded.registry.actors), "actor")
    _say(f"{briefings}, {actors}; {problems.counted(found)}. (`briefings check` tells them all.)", format_)
    _leave(found)


@main.command()
@_root
@_format
def check(root: Path, format_: str) -> None:
    """List every problem: what keeps a seed from being published, and what is still open."""
    _needs_seeds(root)
    with _progress("Reading seeds") as progress:
        loaded = archive.load(root, progress)
    _report(list(loaded.problems), format_)
    _say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()}: {problems.counted(loaded.problems)}.", format_)
    _leave(list(loaded.problems))


@main.command()
@click.argument("place", metavar="BRIEFING[:PARAGRAPH]")
@_root
def explain(place: str, root: Path) -> None:
    """Tell for each mention in a briefing which rule linked it, by which alias, and who else it could have been."""
    _needs_seeds(root)
    identifier, _, number = place.partition(":")
    loaded = archive.load(root)
    briefing = loaded.briefings.get(identifier)
    if briefing is None or (number and not number.isdigit()):
        _fail(f"There is no briefing “{place}”. BRIEFING is a seed's file name without its ending; PARAGRAPH counts from 1.")
    for mention in briefing.mentions:
        if not number or mention.paragraph == int(number):
            click.echo(_explained(briefing, mention))


def _explained(briefing: Briefing, mention: Mention) -> str:
    place = f"{briefing.id} ¶{mention.paragraph}{' (citation)' if mention.in_ == 'label' else ''}"
    others = [candidate for candidate in mention.candidates if candidate != mention.actor]
    lost = f"; lost: {', '.join(others)}" if mention.actor and others else ""
    if mention.actor is None:
        return f"{place}: “{mention.exact}” is not linked: it could be {' or '.join(others)}"
    return f"{place}: “{mention.exact}” is {mention.actor}, by the rule “{mention.rule}” ({mention.alias}){lost}"


@main.command("publish")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_root
def publish_command(site: Path, root: Path) -> None:
    """Finish a SITE that an engine built from docs/: make its search index and prove its text.

    Needed after an engine that does not run the plugin (Zensical); MkDocs and ProperDocs do it themselves.
    """
    _needs_seeds(root)
    with _progress("Reading seeds") as progress:
        loaded = archive.load(root, progress)
    try:
        found = publish.publish(loaded, site)
    except publish.SearchFailed as error:
        _fail(f"The search index could not be made:\n{error}")
    _report(found, "text")
    _say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()} proved: {problems.counted(found)}.", "text")
    _leave(found)


def _needs_seeds(root: Path) -> None:
    if not (root / "seeds").is_dir():
        _fail(f"There is no folder seeds/ in {root.resolve()}. Give the archive's folder with --root.")


def _progress(label: str) -> Any:
    """Return a context that shows progress on a terminal and nothing in a pipe."""
    return _Progress(label)


class _Progress:
    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self._update

    def _update(self, done: int, of: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr, hidden=not sys.stderr.isatty())
            self._bar.__enter__()
        self._bar.update(1)
        del done

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)


def _report(found: list[Problem], format_: str) -> None:
    if found or format_ == "json":
        click.echo(_FORMATS[format_](found), nl=format_ == "text")


def _say(words: str, format_: str) -> None:
    """Write a closing line for a person; tools that read another format get it on the error stream."""
    click.echo(words, err=format_ != "text")


def _leave(found: list[Problem]) -> None:
    if problems.errors(found):
        sys.exit(1)


def _fail(message: str) -> NoReturn:
    click.echo(f"briefings: {message}", err=True)
    sys.exit(2)
