"""The commands that tell of links and of the registry: `explain`, `suggest`, `duplicates`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator import archive, problems
from generator.briefing import Briefing, Mention
from generator.commands.terminal import as_json, fail, load, needs_seeds, output_format, root_option, say, write
from generator.disk import ids
from generator.keeping import cache
from generator.naming import lookalikes
from generator.naming.lookalikes import Pair
from generator.reading import registry, seed_files
from generator.reading.registry import Registry
from generator.suggesting import drafts, suggestions
from generator.suggesting.drafts import Suggestion
from generator.text.markup import folded


@click.command()
@click.argument("place", metavar="BRIEFING[:LINE]")
@root_option
def explain(place: str, root: Path) -> None:
    """Tell for each mention in a briefing which rule linked it, by which alias, and who else it could have been.

    LINE is a line of the seed's file, as problems have it.
    """
    identifier, _, number = place.partition(":")
    _, [briefing] = _read(root, identifier, "BRIEFING")
    lines = briefing.seed.text.removesuffix("\n").count("\n") + 1
    if number and not (number.isdecimal() and 1 <= int(number) <= lines):
        fail(f"{briefing.seed.path} has no line “{number}”; it has 1 to {lines}.")
    found = [(_line(briefing, mention), mention) for mention in briefing.mentions]
    told = [f"{briefing.id}:{line} {_explained(mention)}" for line, mention in found if not number or line == int(number)]
    write("\n".join(told) or "Nothing is linked there, and nothing is open.")


def _read(root: Path, seed: str | None, argument: str) -> tuple[Registry, list[Briefing]]:
    """Return an archive's registry, and the briefing that is named, which alone is read, or else all that there are.

    argument: what the name is called; end with 2 where nothing is called so.
    """
    if seed is None:
        loaded = load(root, cache.to_read(root))
        return loaded.registry, list(loaded.briefings.values())
    needs_seeds(root)
    known, _ = registry.load(root)
    found = [file for file in seed_files.discover(root)[0] if file.id == _id(seed)]
    briefings = list(archive.read(root, found, known).briefings.values())
    if not briefings:
        fail(f"There is no briefing “{seed}”. {argument} is a seed's file name without its ending.")
    return known, briefings


def _id(seed: str) -> str:
    """Return the id of a seed that is named by it or, as in a report, by its file's path."""
    return ids.id_of(seed) if seed.startswith("seeds/") else seed


def _line(briefing: Briefing, mention: Mention) -> int:
    at = briefing.paragraphs[mention.paragraph].in_seed(mention.start, mention.end)[0]
    return briefing.seed.text.count("\n", 0, at) + 1


def _explained(mention: Mention) -> str:
    place = f"¶{mention.paragraph}{f' ({mention.beside})' if mention.beside else ''}"
    others = [candidate for candidate in mention.candidates if candidate != mention.actor]
    lost = f"; lost: {', '.join(others)}" if mention.actor and others else ""
    words = folded(mention.exact)
    if mention.actor is None:
        return f"{place}: “{words}” is not linked: it could be {' or '.join(others)}"
    return f"{place}: “{words}” is {mention.actor}, by the rule “{mention.rule}” ({mention.alias}){lost}"


@click.command()
@click.argument("seed", required=False)
@root_option
@output_format
@click.option(
    "--write", "is_saved", is_flag=True, help="Save each as a draft in seeds/registry/actors/; a draft links nothing."
)
def suggest(seed: str | None, root: Path, format_: str, is_saved: bool) -> None:
    """Name actors that the registry lacks, in one SEED or in all, by rules and without a download.

    Each with its sentence, why it looks like an actor, the registered actors it looks like, and a file ready to
    save. A machine suggests; it never publishes.
    """
    known, briefings = _read(root, seed, "SEED")
    found = [one for briefing in briefings for one in suggestions.of_briefing(briefing, known)]
    write("\n".join(_all_suggested(found)) if format_ == "text" else as_json(found))
    say(f"{problems.plural(len(found), 'suggestion').capitalize()}.", format_)
    if is_saved:
        saved = drafts.save(root, found)
        others = len({(one.id, one.name) for one in found}) - saved
        there = f" {others} {'has' if others == 1 else 'have'} a file of that name already." if others else ""
        say(f"{saved} saved in seeds/registry/actors/: review each, then take `draft: true` out.{there}", format_)


def _all_suggested(found: Sequence[Suggestion]) -> Iterator[str]:
    """Yield each suggestion, with its file where none before it has one of that name."""
    shown: set[str] = set()
    for one in found:
        yield _suggested(one, is_new=one.id not in shown)
        shown.add(one.id)


def _suggested(one: Suggestion, *, is_new: bool) -> str:
    others = f"; {one.other_places} more here" if one.other_places else ""
    alike = ", ".join(f"{identifier} ({score:.2f})" for identifier, score in one.looks_like)
    lines = [f"{one.briefing} ¶{one.paragraph}: “{one.name}” ({one.kind}{others})", f"  {one.sentence}"]
    lines += [f"  why: {'; '.join(one.reasons)}"] + ([f"  looks like {alike}"] if alike else [])
    file = "".join(f"    {line}\n" for line in one.stub.splitlines())
    path = f"  seeds/registry/actors/{one.id}.yml:"
    return "\n".join([*lines, path, file] if is_new else [*lines, f"{path} as above", ""])


@click.command()
@root_option
@output_format
def duplicates(root: Path, format_: str) -> None:
    """List entries of the registry that look like one; only a human merges them.

    Where two are not one, write the other's name under `not:` in either.
    """
    needs_seeds(root)
    found = lookalikes.duplicates(registry.load(root)[0])
    write("\n".join(map(_alike, found)) if format_ == "text" else as_json(found))
    say(f"{problems.plural(len(found), 'pair').capitalize()} that {'looks' if len(found) == 1 else 'look'} like one.", format_)


def _alike(pair: Pair) -> str:
    (one, other), (a, b) = pair.ids, pair.names
    return f"{one} and {other}: “{a}” looks like “{b}” ({pair.score:.2f})"


COMMANDS = (explain, suggest, duplicates)
