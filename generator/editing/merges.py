"""Making one of two: names go over, whatever names the old follows, and its address leads to the other."""

from pathlib import Path

import yaml

from generator.disk import files
from generator.editing import editors_files, entry_files, file_changes, merged_names, references, yaml_edits, yaml_files
from generator.editing.entry_files import EntryFile
from generator.editing.moves import Done
from generator.editing.refusals import Refused, WrongCall
from generator.editing.yaml_files import YamlFile
from generator.keys import keys
from generator.problems import Problem


def merge(root: Path, old: str, new: str) -> Done:
    """Make a briefing, an actor or a source one with another of its kind, which stays.

    root: the folder that holds seeds/. Raises Refused, with nothing changed, where that cannot be.
    """
    gone = entry_files.find(root, old)
    stays = entry_files.find(root, new if ":" in new else f"{gone.kind}:{new}")
    if gone == stays:
        raise WrongCall(
            f"“{old}” and “{new}” are the same entry: {gone.path}. Name the one that goes, then the one that stays."
        )
    if gone.kind != stays.kind:
        raise WrongCall(f"{gone.path} and {stays.path} cannot be merged: two of one kind are wanted.")
    if gone.kind == "briefing":
        _refuse_other_text(root, gone, stays)
    changed = references.renamed(root, gone, stays.id)
    changed.pop(gone.edits, None)
    own = _own(root, gone, stays, changed)
    changed[stays.edits], left = _with_the_rest(root, gone, _with_former_ids(root, gone, own))
    removed = [path for path in dict.fromkeys((gone.path, gone.edits)) if (root / path).exists()]
    made = [] if (root / stays.edits).exists() else [stays.edits]
    file_changes.apply(root, {path: file.raw for path, file in changed.items()}, removed, made)
    return Done(stays, removed=tuple(removed), changed=tuple(sorted({*changed} - {*made})), made=tuple(made), told=tuple(left))


def _own(root: Path, gone: EntryFile, stays: EntryFile, changed: dict[str, YamlFile]) -> YamlFile:
    """Return the file of the one that stays, with the names of the other, and without pointing to itself."""
    if gone.kind == "briefing":
        return references.without(editors_files.read_or_new(root, stays.edits), gone)
    if stays.edits in changed:
        raise Refused(f"{stays.edits} names “{gone.id}”, and would then name itself. Take that out first.")
    return merged_names.with_names(root, gone, stays)


def _refuse_other_text(root: Path, gone: EntryFile, stays: EntryFile) -> None:
    """Raise Refused where two seeds are not one text, or one of them alone is withdrawn."""
    texts = [_lines(root, holding.path) for holding in (gone, stays)]
    if texts[0] != texts[1]:
        at = next(i for i, (a, b) in enumerate(zip(*([*lines, ""] for lines in texts), strict=False), 1) if a != b)
        raise Refused(
            f"{gone.path} and {stays.path} are not the same text: their paragraphs differ from the {at}. non-blank line on. "
            "Only two copies of one text are merged. If one should go, withdraw it; if they belong together, use `see_also`."
        )
    withdrawn = [h for h in (gone, stays) if editors_files.read_or_new(root, h.edits).value("withdrawn") is not None]
    if len(withdrawn) == 1:
        raise Refused(f"“{withdrawn[0].id}” is withdrawn and the other is not. Withdraw the other first.")


def _lines(root: Path, path: str) -> list[str]:
    """Return the lines of a seed that are not blank."""
    file = files.read_text(root, path)
    if isinstance(file, Problem):
        raise Refused(f"{path} cannot be read.", file)
    return [line.rstrip() for line in file.text.split("\n") if line.strip()]


def _with_former_ids(root: Path, gone: EntryFile, file: YamlFile) -> YamlFile:
    return yaml_edits.added(file, "formerly", [gone.id, *entry_files.formerly(root, gone)])


def _with_the_rest(root: Path, gone: EntryFile, file: YamlFile) -> tuple[YamlFile, list[str]]:
    """Return a file with what another says and it does not as comments at its end, and the sentence that tells so."""
    if not (root / gone.edits).is_file():
        return file, []
    other = yaml_files.read(root, gone.edits)
    left = [key for key in _keys(other) if not _is_taken_over(gone, key, other, file)]
    lines = [line for line in other.text.splitlines() if not line.startswith("# yaml-language-server:")]
    if not left and not any(line.lstrip().startswith("#") or " #" in line for line in lines):
        return file, []
    head = f"What {gone.edits} said before it was merged into this file: take over what is true, then delete it."
    told = f"What only {gone.edits} said ({', '.join(left) or 'comments'}) stands as comments at the end of {file.path}: "
    return yaml_edits.with_comment(file, [head, *lines]), [f"{told}take over what is true, then delete them."]


def _keys(file: YamlFile) -> list[str]:
    return [key.value for key, _ in file.tree.value] if isinstance(file.tree, yaml.MappingNode) else []


def _goes_over(kind: entry_files.Kind) -> set[str]:
    """Return the keys of which a merge loses nothing; a family name stays behind, as the entry that stays has its own name."""
    names = {key for key, field in keys(references.CLASSES[kind]).items() if field.key.name not in (None, "family name")}
    return {"formerly", *names} if kind == "briefing" else {"formerly", "draft", *names}


def _is_taken_over(gone: EntryFile, key: str, other: YamlFile, file: YamlFile) -> bool:
    return key in _goes_over(gone.kind) or yaml_files.plain(other.value(key)) == yaml_files.plain(file.value(key))
