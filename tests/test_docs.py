"""The project's prose keeps up with its code: every kind, rule, key, dependency and command is explained."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from generator.briefing import RULES
from generator.cli import main
from generator.problems import KINDS
from generator.reading import key_tables, schemas

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"

_STEP = re.compile(r"(?:^`(?P<path>seeds/[^`\n]+)`:\n\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _headings(text: str, level: int) -> list[str]:
    """Return the headings of a level, those inside fences left out."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return [match[1].strip() for match in re.finditer(rf"^{'#' * level} (.+)$", prose, re.MULTILINE)]


def _section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of its level or above."""
    match = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,3}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"docs/format.md has no heading “{heading}”"
    if len(match[1]) == 3:
        return match[2]
    whole = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^##? |\Z)", text, re.MULTILINE | re.DOTALL)
    assert whole
    return whole[1]


def _keys_of_table(section: str) -> list[str]:
    return re.findall(r"^\| \*{0,2}`([^`]+)`", section, re.MULTILINE)


def test_format_explains_every_kind_of_problem_and_no_other() -> None:
    explained = _headings(_section(_read("format.md"), "Problems"), 3)
    assert sorted(explained) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_format_gives_each_problem_its_level_and_a_paragraph(kind: str) -> None:
    section = _section(_read("format.md"), kind).strip()
    assert section.startswith(f"{KINDS[kind].capitalize()}."), f"say first that {kind} is an {KINDS[kind]}"
    assert len(section.split()) > 15


def test_method_explains_every_rule_and_no_other() -> None:
    explained = [heading.casefold() for heading in _headings(_section(_read("method.md"), "The rules"), 3)]
    assert explained == list(RULES)


def test_the_tables_of_keys_are_those_that_the_classes_make() -> None:
    page = _read("format.md")
    assert page == key_tables.with_tables(page, schemas.FILES.values()), "run `make schemas`"
    kinds = {kind for type_ in schemas.FILES.values() for kind in key_tables.classes(type_)}
    assert page.count("\n| key | meaning |\n") == len(kinds), "take out the table of a class that is gone"


def test_dependencies_gives_a_reason_for_each_and_lists_no_other() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.match(r"[\w.-]+", requirement) for requirement in wanted]
    listed = re.findall(r"^\| `([\w.-]+)`", _read("dependencies.md"), re.MULTILINE)
    assert sorted(listed) == sorted(name[0] for name in names if name)


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from (option for option in parameter.opts if option.startswith("--"))


@pytest.mark.parametrize("name", main.commands)
def test_contribute_explains_every_command_with_its_options(name: str) -> None:
    section = _section(_read("contribute.md"), "Command line")
    rows = [line for line in section.splitlines() if line.startswith(f"| `briefings {name}")]
    assert len(rows) == 1
    missing = [option for option in _options(main.commands[name]) if f"`{option}" not in rows[0]]
    assert not missing


def test_contribute_explains_no_command_that_is_not_there() -> None:
    section = _section(_read("contribute.md"), "Command line")
    assert sorted(re.findall(r"^\| `briefings (\w+)", section, re.MULTILINE)) == sorted(main.commands)


def test_consoles_in_contribute_show_what_the_commands_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown, printed = [], []
    for step in _STEP.finditer(_read("contribute.md")):
        if step["path"]:
            file = tmp_path / step["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step["body"], encoding="utf-8")
        elif step["language"] == "console":
            shown.append(step["body"])
            printed.append("".join(map(_replayed, _commands(step["body"]))))
    assert shown
    assert "\n".join(printed) == "\n".join(shown)


def _commands(console: str) -> list[str]:
    return re.findall(r"^\$ (briefings .+)$", console, re.MULTILINE)


def _replayed(command: str) -> str:
    """Return a command and its output as a console shows them; it runs in the current folder."""
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    output = result.output.rstrip("\n")
    return f"$ {command}\n{output}\n"


def test_format_lists_the_fields_of_each_data_file(tmp_path: Path) -> None:
    (tmp_path / "seeds/registry/actors").mkdir(parents=True)
    (tmp_path / "seeds/registry/actors/northmark.yml").write_text("name: Northmark\nkind: state\n", encoding="utf-8")
    (tmp_path / "seeds/harbour.txt").write_text("Northmark closed its harbour. [Citation: Gazette]\n", encoding="utf-8")
    (tmp_path / "seeds/harbour.yml").write_text("notes: [{quote: its harbour, note: One of two.}]\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["build", "--root", str(tmp_path)]).exit_code == 0
    for name in ("briefings", "mentions", "citations"):
        row = json.loads((tmp_path / f"docs/data/{name}.jsonl").read_text(encoding="utf-8").splitlines()[0])
        listed = _keys_of_table(_section(_read("format.md"), f"{name}.jsonl"))
        assert listed == list(_fields(row)), f"docs/format.md, {name}.jsonl"


def _fields(row: dict[str, Any]) -> Iterator[str]:
    """Yield a row's fields as the table names them, those of a list's entries as `list.field`."""
    for name, value in row.items():
        yield name
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (f"{name}.{field}" for field in value[0])


PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += [DOCS / f"{name}.md" for name in ("about", "method", "format", "contribute", "design", "dependencies", "scale")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:generator|tests|docs)/[\w./-]+)`", text)
    generated = {"docs/.generated.json", "docs/.generated.lock"}
    assert not [path for path in named if path not in generated and not (PROJECT / path).exists()]


def test_the_design_knows_every_room_of_the_program_and_what_is_in_it() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", (DOCS / "design.md").read_text(encoding="utf-8"), re.MULTILINE))
    rooms = [file.parent for file in (PROJECT / "generator").glob("*/__init__.py")]
    assert sorted(rows) == sorted(room.name for room in rooms)
    for room in rooms:
        modules = {file.stem for file in room.glob("*.py")} - {"__init__"}
        named = set(re.findall(r"`(\w+)`", rows[room.name]))
        assert modules <= named or not modules & named, room.name  # a row that names modules names them all


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_of_the_files_outside_docs_lead_somewhere(page: str) -> None:
    text = (PROJECT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    inside = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    assert not [target for target in inside if not (PROJECT / target).exists()]
