"""Suggested actors as files for the registry, ready to be reviewed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.disk import ids, tree
from generator.naming.romanised import romanised
from generator.reading.registry import Registry
from generator.suggesting.proper_nouns import Kind


@dataclass(frozen=True)
class Suggestion:
    """An actor that the registry may lack.

    paragraph, sentence: where it is first named. reasons: in plain words, why it looks like an actor. looks_like: the
    registry's actors with such a name, each with the score. other_places: how often else the briefing names it, shorter
    too. id, stub: a file for the registry, `seeds/registry/actors/<id>.yml`, as a draft.
    """

    name: str
    kind: Kind
    briefing: str
    paragraph: int
    sentence: str
    reasons: tuple[str, ...]
    looks_like: tuple[tuple[str, float], ...]
    other_places: int
    id: str
    stub: str


def free_id(name: str, registry: Registry) -> str:
    """Return an id for a name that no actor of the registry has."""
    wanted = ids.better(re.sub(r"[^\w]+|_", "-", romanised(re.sub(r"(?<=\w)['’.](?=\w)", "", name))).strip("-"))
    return ids.free(wanted, {identifier.casefold() for identifier in registry.actors})


def stub(found: Suggestion, role: str) -> str:
    """Return the text of a registry file for a suggestion; a draft, which links nothing before somebody reviews it."""
    entry: dict[str, object] = {"name": found.name, "kind": found.kind, "draft": True}
    if role and found.kind == "person":
        entry["roles"] = [{"title": role}]
    told = [
        "yaml-language-server: $schema=../../../schemas/actor.schema.json",
        f"Suggested from {found.briefing}, paragraph {found.paragraph}: “{found.sentence}”",
        f"Why: {'; '.join(found.reasons)}.",
    ]
    told += [
        f"Looks like {other} ({score:.2f}): if it is, add this name to its aliases instead."
        for other, score in found.looks_like
    ]
    comments = ("# " + "".join(c for c in line if c.isprintable()) for line in told)
    return "\n".join(comments) + "\n" + yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=1000)


def save(root: Path, found: Iterable[Suggestion]) -> int:
    """Write each suggestion's file as a draft, unless one of that name is there; return how many were written.

    root: the folder that holds seeds/. Of two suggestions with one id the first counts. Nothing is written through a link.
    """
    saved = 0
    for one in found:
        path = f"seeds/registry/actors/{one.id}.yml"
        if not ids.why_bad(one.id) and not tree.link_in(root, path):
            saved += _save(root / path, one.stub)
    return saved


def _save(file: Path, text: str) -> bool:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        return False
    return True
