"""Withdrawing a briefing: its page then says so and why, and the text is gone from the site."""

import datetime as dt
from pathlib import Path

from generator.editing import editors_files, entry_files, file_changes, yaml_edits
from generator.editing.moves import Done
from generator.editing.refusals import WrongCall
from generator.editing.yaml_files import quoted


def withdraw(root: Path, identifier: str, reason: str, day: dt.date) -> Done:
    """Write into a briefing's editors' file that it is withdrawn; raises Refused, with nothing changed, where it is already.

    root: the folder that holds seeds/. reason: a sentence for readers.
    """
    briefing = entry_files.find(root, f"briefing:{identifier.removeprefix('briefing:')}")
    words = " ".join(reason.encode("utf-8", "replace").decode().split())  # a terminal may hand over halves of characters
    if not words:
        raise WrongCall("Give the reason, in a sentence for readers: --reason “...”.")
    file = editors_files.read_or_new(root, briefing.edits)
    if file.value("withdrawn") is not None:
        raise WrongCall(f"“{briefing.id}” is withdrawn already: {briefing.edits}.")
    file = yaml_edits.with_key(file, "withdrawn", f"{{date: {day}, reason: {quoted(words)}}}")
    file = yaml_edits.added(file, "changes", [f"{{date: {day}, note: Withdrawn.}}"])
    is_new = not (root / briefing.edits).exists()
    file_changes.apply(root, {briefing.edits: file.raw}, new=[briefing.edits] if is_new else [])
    return Done(briefing, changed=() if is_new else (briefing.edits,), made=(briefing.edits,) if is_new else ())
