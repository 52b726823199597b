"""What the commands share on a terminal: their options, progress, how they write problems, and how they end."""

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn, Self

import click

from generator import archive, problems
from generator.archive import Archive, Progress
from generator.disk import tree
from generator.keeping.cache import Cache
from generator.problems import Problem

_FORMATS: dict[str, Callable[[list[Problem]], str]] = {
    "text": problems.as_text,
    "json": problems.as_json,
    "github": problems.as_github,
}

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds seeds/, docs/ and mkdocs.yml (default: this one).",
)
problem_format = click.option(
    "--format", "format_", type=click.Choice(list(_FORMATS)), default="text", help="How problems are written (default: text)."
)

output_format = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is written (default: text)."
)


def as_json(found: Iterable[Any]) -> str:
    """Return values (dataclasses) as one JSON array."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)


def load(root: Path, kept: Cache | None = None) -> Archive:
    """Return the archive of a folder, with progress on a terminal; end with 2 where there is none.

    kept: what is known from before, None to read every seed.
    """
    needs_seeds(root)
    with Stages() as stages:
        return archive.load(root, stages, kept)


def needs_seeds(root: Path) -> None:
    """End with 2 where a folder holds no archive."""
    if (root / "seeds").is_symlink():  # a build would find nothing there, and take every page away
        fail("seeds is a symbolic link, and none is followed. Put the folder itself there.")
    if not (root / "seeds").is_dir():
        above = next((folder for folder in root.resolve().parents if (folder / "seeds").is_dir()), None)
        hint = f"Did you mean --root {above}?" if above else "Give the archive's folder with --root."
        fail(f"There is no folder seeds/ in {root.resolve()}. {hint}")
    if why := tree.why_closed(root):
        fail(f"seeds/ cannot be read: {why}. Give whoever builds the archive the right to read it.")
    if (root / "docs").is_symlink():
        fail("docs is a symbolic link, and none is followed. Put the folder itself there.")
    if (root / "docs").exists() and not (root / "docs").is_dir():
        fail(f"{root.resolve()}/docs is no folder. Move it away.")


@dataclass
class _Stage:
    name: str
    begun: float
    took: float = 0.0
    done: int = 0

    @property
    def rate(self) -> str:
        """Return how many things a second it has done so far."""
        return f"{self.done / max(time.perf_counter() - self.begun, 0.001):,.0f}/s"


class Stages:
    """Shows how far each stage of some work is, on a terminal, and knows how long each took."""

    def __init__(self) -> None:
        """Begin with no stage."""
        self._stages: list[_Stage] = []
        self._bar: Any = None

    def __enter__(self) -> Self:
        """Return what is told of stages."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the last stage."""
        self._end()

    def __call__(self, name: str) -> Progress:
        """End the stage before and begin another."""
        self._end()
        self._stages.append(_Stage(name, time.perf_counter()))
        return self._update

    def timings(self) -> str:
        """Return how long each stage took, in seconds, and on how many things."""
        lines = [f"{stage.took:8.2f} s  {stage.name}{f' ({stage.done:,})' if stage.done else ''}" for stage in self._stages]
        return "\n".join([*lines, f"{sum(stage.took for stage in self._stages):8.2f} s  in all"])

    def _update(self, done: int, of: int) -> None:
        stage = self._stages[-1]
        if self._bar is None and sys.stderr.isatty():
            self._bar = click.progressbar(
                length=of,
                label=stage.name,
                file=sys.stderr,
                item_show_func=lambda _: stage.rate,
                update_min_steps=max(1, of // 200),
            )
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - stage.done)
        stage.done = done

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
        if self._stages and not self._stages[-1].took:
            self._stages[-1].took = time.perf_counter() - self._stages[-1].begun


def report(found: list[Problem], format_: str) -> None:
    """Write problems in a format; as JSON even where there are none."""
    if found or format_ == "json":
        write(_FORMATS[format_](found), nl=format_ == "text")


def write(words: str, *, nl: bool = True) -> None:
    """Write to the output whatever its encoding can hold; the rest as escapes, such as those of a file's odd name."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(words.encode(encoding, "backslashreplace").decode(encoding), nl=nl)


def say(words: str, format_: str) -> None:
    """Write a closing line for a person; tools that read another format get it on the error stream."""
    click.echo(words, err=format_ != "text")


def reason(error: OSError) -> str:
    """Return what the system says of an error, and of which file where it is known."""
    return f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}"


def leave(found: list[Problem]) -> None:
    """End with 1 where there are errors."""
    if problems.errors(found):
        sys.exit(1)


def fail(message: str) -> NoReturn:
    """Say what is wrong with the call or the set-up, and end with 2."""
    click.echo(f"briefings: {message}", err=True)
    sys.exit(2)
