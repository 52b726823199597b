"""What a change starts from: the files of an earlier commit, and which of them the folder has otherwise now.

Everything is asked of git itself; nothing is written into the repository, not even its index.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_LOCAL = ("DIR", "WORK_TREE", "INDEX_FILE", "PREFIX", "COMMON_DIR", "OBJECT_DIRECTORY", "NAMESPACE", "CEILING_DIRECTORIES")
"""Variables that a git hook sets, and that would lead git to another repository than the folder's."""
_QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_PLAIN_INDEX = ("-c", "core.splitIndex=false", "-c", "core.untrackedCache=false", "-c", "core.fsmonitor=false")
_PLAIN_FILES = ("100644", "100755")


class GitFailed(Exception):
    """Raised where there is nothing to compare with; its words say why, and what to do."""


@dataclass(frozen=True)
class FileChange:
    """A file that differs from the base. old, new: its path then and now, relative to the archive's root; "" where none."""

    old: str
    new: str


@dataclass(frozen=True)
class GitBase:
    """The commit that a change starts from. blobs: its plain files below seeds/, each with git's name for its bytes.

    changes: the files below seeds/ that differ from it now, those that git does not track included.
    """

    root: Path
    commit: str
    blobs: Mapping[str, str]
    changes: tuple[FileChange, ...]

    def write(self, paths: Iterable[str], folder: Path) -> None:
        """Write some of the base's files below a folder, for the ordinary reading code; a path it lacks is passed over."""
        wanted = [path for path in dict.fromkeys(paths) if path in self.blobs]
        asked = "".join(f"{self.blobs[path]}\n" for path in wanted)
        answer, at = _git(self.root, "cat-file", "--batch", given=asked.encode()), 0
        for path in wanted:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].rsplit(b" ", 1)[1])
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(answer[end + 1 : end + 1 + size])
            at = end + 2 + size


def find(root: Path, ref: str) -> GitBase:
    """Return what the archive in a folder is compared with: the commit where its branch left another.

    ref: the other branch, or any commit. Raises GitFailed where git, the repository or the commit is missing.
    """
    if not ref.strip() or ref.startswith("-"):
        raise GitFailed(f"“{ref}” can be no branch or commit; name one after --base, such as origin/main.")
    _git(root, "rev-parse", "--show-toplevel", or_else=f"{root.resolve()} is in no git repository.")
    _git(root, "rev-parse", "--verify", "HEAD^{commit}", or_else="The repository has no commit yet.")
    theirs = _commit(root, ref)
    try:
        commit = _git(root, "merge-base", theirs, "HEAD").decode().split()[0]
    except GitFailed:
        raise GitFailed(f"“{ref}” and HEAD have no commit in common. {_deepen(root)}".strip()) from None
    return GitBase(root, commit, _blobs(root, commit), _changes(root, commit))


def _commit(root: Path, ref: str) -> str:
    try:
        return _git(root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    except (GitFailed, ValueError):
        words = f"There is no commit or branch “{ref}” here."
        raise GitFailed(f"{words} {_deepen(root) or _fetch(root, ref)}") from None


def _deepen(root: Path) -> str:
    """Return what to do where the repository's history was cut; "" where it is whole."""
    is_shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    command = "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'"  # a shallow clone knows one branch only
    return f"The clone is shallow: run `{command}` (in CI: fetch-depth: 0)." if is_shallow else ""


def _fetch(root: Path, ref: str) -> str:
    remote, _, branch = ref.partition("/")
    remotes = _git(root, "remote").decode().split()
    if not remotes:
        names = _git(root, "for-each-ref", "--count=5", "--format=%(refname:short)", "refs/heads").decode(errors="replace")
        return f"Branches here: {', '.join(names.splitlines())}."
    if branch and remote in remotes:
        return f"If it is a branch there, run `git fetch {remote} {branch}`."
    return f"If it is a branch on the server, run `git fetch origin {ref}` and name it origin/{ref}."


def _blobs(root: Path, commit: str) -> dict[str, str]:
    """Return a commit's plain files below seeds/; links and submodules are none, and no path leaves the folder."""
    found = {}
    for row in filter(None, _git(root, "ls-tree", "-r", "-z", commit, "--", "seeds/").split(b"\0")):
        meta, _, name = row.partition(b"\t")
        mode, _, blob = meta.decode().split()
        path = os.fsdecode(name)
        if mode in _PLAIN_FILES and ".." not in PurePosixPath(path).parts:
            found[path] = blob
    return found


def _changes(root: Path, commit: str) -> tuple[FileChange, ...]:
    """Return the files that differ, renamed ones as one, by a copy of the index that has the untracked files too."""
    with tempfile.TemporaryDirectory() as folder:
        index, objects = (_path(root, name) for name in ("index", "objects"))
        if index.exists():
            shutil.copyfile(index, Path(folder, "index"))
        apart = {"GIT_INDEX_FILE": f"{folder}/index", "GIT_OBJECT_DIRECTORY": folder}
        quoted = str(objects).replace("\\", "\\\\").replace('"', '\\"')
        apart["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = f'"{quoted}"'  # in quotes a path may hold a colon
        if (root / "seeds").is_dir():
            _git(root, *_PLAIN_INDEX, "add", "--intent-to-add", "--force", "--", "seeds", apart=apart)
        options = ("--relative", "--name-status", "-z", "--find-renames", "-l1000", "--no-ext-diff", "--ignore-submodules=all")
        told = _git(root, *_PLAIN_INDEX, "diff", *options, commit, "--", "seeds", apart=apart)
    return tuple(_parsed([os.fsdecode(field) for field in told.split(b"\0")]))


def _path(root: Path, name: str) -> Path:
    return root.resolve() / os.fsdecode(_git(root, "rev-parse", "--git-path", name).rstrip(b"\n"))


def _parsed(fields: list[str]) -> Iterable[FileChange]:
    at = 0
    while at + 1 < len(fields):
        status, path = fields[at], fields[at + 1]
        if status.startswith("R"):
            yield FileChange(path, fields[at + 2])
        else:
            yield FileChange("" if status == "A" else path, "" if status == "D" else path)
        at += 3 if status.startswith("R") else 2


def _git(root: Path, *arguments: str, given: bytes = b"", apart: Mapping[str, str] | None = None, or_else: str = "") -> bytes:
    """Return what a git command prints. or_else: what to say instead of git's own words where it fails."""
    git = shutil.which("git")
    if git is None:
        raise GitFailed("There is no git on this computer; `briefings review` compares with what git has.")
    outer = {name: value for name, value in os.environ.items() if name.removeprefix("GIT_") not in _LOCAL}
    command = [git, "-C", str(root), *arguments]
    done = subprocess.run(command, input=given, env={**outer, **_QUIET, **(apart or {})}, capture_output=True, check=False)  # noqa: S603  (git itself, and no shell)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise GitFailed(or_else if or_else and "dubious ownership" not in reason else f"git said: {reason}")
    return done.stdout
