"""What runs on GitHub and GitLab and before a commit: valid by the hosts' own schemas, and safe with strangers' changes."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import PROJECT

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [file for file in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if file.name != "config.yml"]
PRE_COMMIT = PROJECT / ".pre-commit-config.yaml"


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr


def _fits(schema: str, *files: Path) -> None:
    _run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files)


def _read(file: Path) -> Any:
    """Return a file's YAML as text, lists and maps, so that the key `on` stays one."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _jobs() -> list[Any]:
    """Return each job of each workflow, with a name for the report."""
    return [pytest.param(job, id=f"{file.stem}-{name}") for file in WORKFLOWS for name, job in _read(file)["jobs"].items()]


def test_github_takes_the_files() -> None:
    _fits("github-workflows", *WORKFLOWS)
    _fits("github-issue-forms", *FORMS)
    _fits("github-issue-config", GITHUB / "ISSUE_TEMPLATE" / "config.yml")
    _fits("dependabot", GITHUB / "dependabot.yml")


def test_the_auditor_finds_nothing() -> None:
    zizmor = Path(sys.executable).parent / "zizmor"
    _run(zizmor, "--offline", "--persona=auditor", "--collect=all", "--strict-collection", GITHUB, PRE_COMMIT)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_pinned_by_its_whole_hash_with_its_version_beside_it(file: Path) -> None:
    """A tag can be moved to other code, a commit's hash cannot."""
    used = re.findall(r"uses: *(.+)", file.read_text(encoding="utf-8"))
    assert used
    assert [line for line in used if not re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_an_action_has_one_hash_everywhere() -> None:
    used = {line for file in WORKFLOWS for line in re.findall(r"uses: *(.+)", file.read_text(encoding="utf-8"))}
    assert len(used) == len({line.split("@")[0] for line in used})


def test_pull_requests_get_no_secrets_and_may_write_nowhere() -> None:
    check = _read(GITHUB / "workflows" / "check.yml")
    assert set(check["on"]) == {"pull_request", "push"}
    assert check["on"]["push"] == {"branches-ignore": ["main"]}
    assert [job["permissions"] for job in check["jobs"].values()] == [{"contents": "read"}] * len(check["jobs"])
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"pull_request_target|workflow_run|secrets[.[]|github\.token", text, re.IGNORECASE), file.name
        assert _read(file)["permissions"] == {}


def test_only_the_job_that_deploys_may_write() -> None:
    publish = _read(GITHUB / "workflows" / "publish.yml")
    assert publish["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": ""}
    assert publish["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert publish["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


@pytest.mark.parametrize("job", _jobs())
def test_a_job_ends_in_time_keeps_no_token_and_puts_no_words_of_others_into_a_script(job: dict[str, Any]) -> None:
    assert 0 < int(job["timeout-minutes"]) <= 60
    for step in job["steps"]:
        assert "${{" not in step.get("run", ""), step["name"]
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_the_recipe_for_gitlab_is_what_gitlab_takes(tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "deploy.md").read_text(encoding="utf-8")
    [recipe] = re.findall(r"^```yaml\n(image:.*?)^```$", page, re.MULTILINE | re.DOTALL)
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(recipe, encoding="utf-8")
    _run(
        sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", file
    )
    assert _read(file)["pages"]["artifacts"] == {"paths": ["public"]}


def test_hooks_before_a_commit_are_of_this_project_and_run() -> None:
    """`pre-commit` is not installed here; what it would start is."""
    config = _read(PRE_COMMIT)
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    for hook in hooks:
        assert hook["language"] == "system"
        program, command, *options = hook["entry"].split()
        assert program == f".venv/bin/{Path(program).name}"
        _run(Path(sys.executable).parent / Path(program).name, command, *options, "--help")
        assert re.compile(hook.get("files", ""))


def test_make_targets_and_commands_that_the_workflows_name_are_there() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    text = "".join(file.read_text(encoding="utf-8") for file in [*WORKFLOWS, PROJECT / "docs" / "deploy.md"])
    for target in set(re.findall(r"(?:run:|-|^) *make ([\w-]+)", text, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for command in set(re.findall(r"\.venv/bin/briefings (\w+)", text)):
        _run(Path(sys.executable).parent / "briefings", command, "--help")
