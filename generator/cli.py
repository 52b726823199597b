"""The command `briefings`: the terminal's side of what the other modules do."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import archive, build, lookalikes, problems, publish, registry, suggestions
from generator.archive import Progress
from generator.lookalikes import Pair
from generator.model import Briefing, Mention
from generator.problems import Problem
from generator.suggestions import Suggestion

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


_output = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is written (default: text)."
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
@click.option("--stale", is_flag=True, help="Also list the entries that nobody has checked for two years.")
def check(root: Path, format_: str, stale: bool) -> None:
    """List every problem: what keeps a seed from being published, and what is still open."""
    _needs_seeds(root)
    with _progress("Reading seeds") as progress:
        loaded = archive.load(root, progress)
    old = registry.stale(loaded.registry, datetime.now(UTC).date()) if stale else ()
    found = sorted({*loaded.problems, *old})
    _report(found, format_)
    _say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()}: {problems.counted(found)}.", format_)
    _leave(found)


@main.command()
@click.argument("place", metavar="BRIEFING[:LINE]")
@_root
def explain(place: str, root: Path) -> None:
    """Tell for each mention in a briefing which rule linked it, by which alias, and who else it could have been.

    LINE is a line of the seed's file, as problems have it.
    """
    _needs_seeds(root)
    identifier, _, number = place.partition(":")
    briefing = archive.load(root).briefings.get(identifier)
    if briefing is None:
        _fail(f"There is no briefing “{identifier}”. BRIEFING is a seed's file name without its ending.")
    lines = briefing.seed.text.count("\n") + 1
    if number and not (number.isdecimal() and 1 <= int(number) <= lines):
        _fail(f"{briefing.seed.path} has no line “{number}”; it has 1 to {lines}.")
    for mention in briefing.mentions:
        line = _line(briefing, mention)
        if not number or line == int(number):
            _write(f"{briefing.id}:{line} {_explained(mention)}")


def _line(briefing: Briefing, mention: Mention) -> int:
    at = briefing.paragraphs[mention.paragraph].in_seed(mention.start, mention.end)[0]
    return briefing.seed.text.count("\n", 0, at) + 1


def _explained(mention: Mention) -> str:
    place = f"¶{mention.paragraph}{' (citation)' if mention.in_ == 'label' else ''}"
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


@main.command()
@click.argument("seed", required=False)
@_root
@_output
@click.option("--write", is_flag=True, help="Save each as a draft in seeds/registry/actors/; a draft links nothing.")
def suggest(seed: str | None, root: Path, format_: str, write: bool) -> None:
    """Name actors that the registry lacks, in one SEED or in all, by rules and without a download.

    Each with its sentence, why it looks like an actor, the registered actors it looks like, and a file ready to
    save. A machine suggests; it never publishes.
    """
    _needs_seeds(root)
    with _progress("Reading seeds") as progress:
        loaded = archive.load(root, progress)
    if seed is not None and seed not in loaded.briefings:
        _fail(f"There is no briefing “{seed}”. SEED is a seed's file name without its ending.")
    briefings = [loaded.briefings[seed]] if seed else list(loaded.briefings.values())
    found = [one for briefing in briefings for one in suggestions.of_briefing(briefing, loaded.registry)]
    _write("\n".join(map(_suggested, found)) if format_ == "text" else _as_json(found))
    saved = suggestions.save(root, found) if write else 0
    _say(f"{problems.plural(len(found), 'suggestion').capitalize()}, {saved} saved as drafts.", format_)


def _suggested(one: Suggestion) -> str:
    others = f"; {one.other_places} more here" if one.other_places else ""
    alike = ", ".join(f"{identifier} ({score:.2f})" for identifier, score in one.looks_like)
    lines = [f"{one.briefing} ¶{one.paragraph}: “{one.name}” ({one.kind}{others})", f"  {one.sentence}"]
    lines += [f"  why: {'; '.join(one.reasons)}"] + ([f"  looks like {alike}"] if alike else [])
    file = "".join(f"    {line}\n" for line in one.stub.splitlines())
    return "\n".join([*lines, f"  seeds/registry/actors/{one.id}.yml:", file])


@main.command()
@_root
@_output
def duplicates(root: Path, format_: str) -> None:
    """List entries of the registry that look like one; only a human merges them.

    Where two are not one, write the other's name under `not:` in either.
    """
    _needs_seeds(root)
    found = lookalikes.duplicates(archive.load(root).registry)
    _write("\n".join(map(_alike, found)) if format_ == "text" else _as_json(found))
    _say(f"{problems.plural(len(found), 'pair').capitalize()} that look like one.", format_)


def _alike(pair: Pair) -> str:
    (one, other), (a, b) = pair.ids, pair.names
    return f"{one} and {other}: “{a}” looks like “{b}” ({pair.score:.2f})"


def _as_json(found: Iterable[Any]) -> str:
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)


def _needs_seeds(root: Path) -> None:
    if not (root / "seeds").is_dir():
        _fail(f"There is no folder seeds/ in {root.resolve()}. Give the archive's folder with --root.")
    if (root / "docs").exists() and not (root / "docs").is_dir():
        _fail(f"{root.resolve()}/docs is no folder. Move it away.")


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
        _write(_FORMATS[format_](found), nl=format_ == "text")


def _write(words: str, *, nl: bool = True) -> None:
    """Write to the output whatever its encoding can hold; the rest as escapes, such as those of a file's odd name."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(words.encode(encoding, "backslashreplace").decode(encoding), nl=nl)


def _say(words: str, format_: str) -> None:
    """Write a closing line for a person; tools that read another format get it on the error stream."""
    click.echo(words, err=format_ != "text")


def _leave(found: list[Problem]) -> None:
    if problems.errors(found):
        sys.exit(1)


def _fail(message: str) -> NoReturn:
    click.echo(f"briefings: {message}", err=True)
    sys.exit(2)
