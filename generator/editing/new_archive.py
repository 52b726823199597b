"""A new, empty archive in a folder of its own, which needs nothing but this package."""

import json
import re
from importlib.metadata import Distribution
from pathlib import Path

from generator.editing import file_changes
from generator.editing.refusals import WrongCall

_PACKAGE = Path(__file__).parents[1]
_STARTER = Path(__file__).parent / "starter"

_WRITTEN = {
    "README.md": "README.md",
    "Makefile": "Makefile",
    "seeds/archive.yml": "archive.yml",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    "docs/about.md": "about.md",
    "docs/contribute.md": "contribute.md",
}
"""Files that every archive starts with, by their path in it; from the package's folder `starter`."""

_SHARED = ("docs/method.md", "docs/format.md", "schemas")
"""Files and folders that are the project's own too; a package that was built has copies of them in `starter`."""

_SETTINGS = {
    "site_name": "{name}",
    "site_description": "Texts, word for word, with every actor explained and every citation shown.",
    "custom_dir": "theme",
}
"""What `mkdocs.yml` says otherwise than the project's own."""


def make(folder: Path) -> list[str]:
    """Write a new archive's files and return their paths; raises Refused, with nothing written, where something is there.

    folder: is made where it is missing. An empty one will do, and one that only git has been in.
    """
    if folder.exists() and any(entry.name != ".git" for entry in folder.iterdir()):
        raise WrongCall(f"{folder} is not empty. A new archive wants a folder of its own.")
    name = re.sub(r"[\W_]+", " ", folder.resolve().name).strip().capitalize() or "Archive"
    files = _files(name)
    file_changes.apply(folder, files, new=files)
    return sorted(files)


def requirement(installed: Distribution) -> str:
    """Return by what line pip installs the same package again: its version, or the commit of the repository it came from.

    From the package's `direct_url.json` (PEP 610). A folder on this computer is none that others have: its version is named.
    """
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    vcs = origin.get("vcs_info")
    if vcs:
        return f"annotated-briefings @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    return f"annotated-briefings=={installed.version}"


def _files(name: str) -> dict[str, bytes]:
    """Return the files of a new archive by path."""
    files = {path: _words(_STARTER / start, name) for path, start in _WRITTEN.items()}
    for shared in _SHARED:
        files |= _copied(_shared(shared), shared)
    files |= _copied(_PACKAGE / "theme", "theme")
    files["mkdocs.yml"] = _settings(_shared("mkdocs.yml").read_text(encoding="utf-8"), name).encode()
    files["requirements.txt"] = f"{requirement(Distribution.from_name('annotated-briefings'))}\n".encode()
    # Git keeps no empty folder; files whose name starts with a dot are passed over by the archive.
    return files | {f"seeds/registry/{kind}/.gitkeep": b"" for kind in ("actors", "sources")}


def _words(file: Path, name: str) -> bytes:
    return file.read_text(encoding="utf-8").replace("{name}", name).encode()


def _shared(path: str) -> Path:
    """Return where the project's own copy of something is: in the package that was built, or in the project's folder."""
    packed = _STARTER / path
    return packed if packed.exists() else _PACKAGE.parent / path


def _copied(start: Path, path: str) -> dict[str, bytes]:
    if start.is_file():
        return {path: start.read_bytes()}
    files = (file for file in start.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {f"{path}/{file.relative_to(start).as_posix()}": file.read_bytes() for file in files}


def _settings(text: str, name: str) -> str:
    """Return the engine's settings of a new archive, from the project's own."""
    for key, value in _SETTINGS.items():
        words = json.dumps(value.replace("{name}", name), ensure_ascii=False) if key.startswith("site_") else value
        text = re.sub(rf"^( *{key}:).*$", lambda line, words=words: f"{line[1]} {words}", text, flags=re.MULTILINE)  # type: ignore[misc]
    return text
