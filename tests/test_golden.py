"""Golden files: each case in tests/golden/<stage>/ holds an archive's files and what the stage must make of them.

They are the specification. `make golden` writes what stands below `expect:` anew; read the difference before
you commit it. A case: `about:` one sentence, `files:` by path (text, or `{base64: ...}`) or `archive:` a folder of
the project, for pages `show:` which ones, and `expect:`.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import PROJECT, made, make_seeds

from generator import archive, problems
from generator.archive import Archive
from generator.reading.markers import without
from generator.seed import Container, Paragraph

GOLDEN = PROJECT / "tests" / "golden"
CASES = sorted(GOLDEN.glob("*/*.yml"))


def _reading(found: Archive, _case: dict[str, Any]) -> dict[str, Any]:
    """Return what was read of each seed: its title, its date, who says so, and its parts in order."""
    seeds = {b.id: b.seed for b in found.briefings.values()} | found.withdrawn
    return {
        seed.id: {
            "title": seed.title,
            "title_basis": seed.title_basis,
            "date": seed.date.text if seed.date else None,
            "date_basis": seed.date_basis,
            "language": seed.language,
            "encoding": seed.encoding,
            "layout": [_part(part) for part in seed.layout],
        }
        for seed in seeds.values()
    }


def _part(part: Paragraph | Container) -> str:
    """Return a paragraph with its number and tag, or the tag of what opens or closes around it."""
    if isinstance(part, Container):
        return f"<{'' if part.opens else '/'}{part.tag}{f' {part.start}' if part.start != 1 else ''}>"
    words, at = "", 0
    for mark in part.markup:
        href = f" {mark.href}" if mark.opens and mark.href else ""
        words += part.text[at : mark.at] + f"<{'' if mark.opens else '/'}{mark.tag}{href}>"
        at = mark.at
    return f"¶{part.number} {part.tag}{' (hidden)' if part.hidden else ''}: {words}{part.text[at:]}"


def _citations(found: Archive, _case: dict[str, Any]) -> dict[str, Any]:
    """Return each briefing's text as a reader has it, without markers, and its citations."""
    return {
        b.id: {
            "text": [without(p.text, [c for c in b.citations if c.paragraph == p.number]) for p in b.seed.paragraphs],
            "citations": [
                {
                    "note": c.number,
                    "label": c.label,
                    "paragraph": c.paragraph,
                    **({"covers": c.covers} if c.covers != c.paragraph else {}),
                    "records": [{key: value for key, value in r._asdict().items() if value} for r in c.records],
                }
                for c in b.citations
            ],
        }
        for b in found.briefings.values()
    }


def _mentions(found: Archive, _case: dict[str, Any]) -> dict[str, Any]:
    """Return each briefing's mentions: where, which words, who, by which rule, and who else it could have been."""
    return {
        b.id: [
            f"¶{m.paragraph} {m.in_}: {m.exact!r} is {m.actor} by {m.rule} ({m.alias}), of {', '.join(m.candidates)}"
            for m in b.mentions
        ]
        for b in found.briefings.values()
    }


def _turns(found: Archive, _case: dict[str, Any]) -> dict[str, Any]:
    """Return each briefing's turns: the label, the paragraphs, the words spoken, who speaks and by which rule that is known."""
    return {
        b.id: [
            f"{t.number}. {t.label!r} ¶{t.paragraph}–{t.last}, {t.words} words, {t.actor}"
            + "".join(f" by {m.rule} ({m.alias})" for m in b.mentions_in[t.paragraph] if m.in_ == "speaker" and m.actor)
            for t in b.turns
        ]
        for b in found.briefings.values()
    }


def _pages(found: Archive, case: dict[str, Any]) -> dict[str, str]:
    """Return the whole text of the files in docs/ that the case asks for."""
    outputs = {path: content.decode() for path, content in made(found).items()}
    return {path: outputs[path] for path in case["show"]}


def _problems(found: Archive, _case: dict[str, Any]) -> str:
    """Return the problems as a person reads them."""
    return problems.as_text(found.problems)


STAGES: dict[str, Callable[[Archive, dict[str, Any]], Any]] = {
    "reading": _reading,
    "citations": _citations,
    "mentions": _mentions,
    "turns": _turns,
    "pages": _pages,
    "problems": _problems,
}


@pytest.mark.parametrize("file", CASES, ids=[f"{file.parent.name}/{file.stem}" for file in CASES])
def test_golden(file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The stage makes of the case's files what the case expects, word for word."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    root = PROJECT / case["archive"] if "archive" in case else make_seeds(tmp_path, _files(case["files"]))
    made = STAGES[file.parent.name](archive.load(root), case)
    if request.config.getoption("--golden"):
        _rewrite(file, made)
    else:
        assert made == case["expect"]


def _files(files: dict[str, Any]) -> dict[str, str | bytes]:
    return {path: base64.b64decode(of["base64"]) if isinstance(of, dict) else of for path, of in files.items()}


def _rewrite(file: Path, made: Any) -> None:
    """Write what stands below `expect:` anew and leave everything above it as its author wrote it."""
    kept = file.read_text(encoding="utf-8").split("\nexpect:")[0].rstrip("\n")
    expected = yaml.dump({"expect": made}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    file.write_text(f"{kept}\n\n{expected}", encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as a block, so that a person can read it."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data.strip("\n") else None)


_Dumper.add_representer(str, _Dumper.represent_str)
