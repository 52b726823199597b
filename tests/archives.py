"""Archives to test with: the sample's or any other seeds, in a folder of their own, and sites built from them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generator import build
from generator.archive import Archive
from generator.writing import docs_folder

PROJECT = Path(__file__).resolve().parents[1]
SAMPLE = PROJECT / "tests" / "sample" / "seeds"
CORPORA = PROJECT.parent / "shared" / "corpora"
"""Real and hostile texts, not part of the project; tests that use them skip where they are absent."""


def make_seeds(root: Path, seeds: Path | Mapping[str, str | bytes]) -> Path:
    """Write an archive's seeds below a folder, which is returned.

    seeds: a folder to copy as `seeds/`, or files by their path in the archive ("seeds/a.txt").
    """
    if isinstance(seeds, Path):
        shutil.copytree(seeds, root / "seeds", dirs_exist_ok=True)
        return root
    for path, content in seeds.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def made(loaded: Archive, *paths: str) -> dict[str, bytes]:
    """Return every file that an archive has in docs/, by path; where paths are named, those and what is made with them."""
    plans = reversed(list(build.plans(loaded)))  # of two for one path the first counts
    asked = (plan for plan in plans if not paths or not {*paths}.isdisjoint(plan.paths))
    return {path: content for plan in asked for path, content in plan.contents(loaded).items()}


def make_archive(tmp: Path, seeds: Path | Mapping[str, str | bytes]) -> Path:
    """Make an archive that an engine can build, with the project's settings, theme and hand-written pages.

    tmp: the folder to make it in, which is returned. seeds: as for `make_seeds`.
    """
    make_seeds(tmp, seeds)
    _copy_written_by_hand(PROJECT / "docs", tmp / "docs")
    if not (tmp / "generator").exists():
        (tmp / "generator").symlink_to(PROJECT / "generator")  # paths in mkdocs.yml are relative to the file that inherits it
    settings = {
        "INHERIT": PROJECT / "mkdocs.yml",
        "docs_dir": "docs",  # relative: Zensical reads no other
        "site_dir": "site",
        "site_url": "http://127.0.0.1:8000/",
    }
    lines = [f"{key}: {value}\n" for key, value in settings.items()]
    (tmp / "mkdocs.yml").write_text("".join(lines), encoding="utf-8")
    return tmp


def copied(archive: Path, to: Path) -> Path:
    """Copy an archive with its docs/, its cache and its site, times and all, and return the copy's folder."""
    return shutil.copytree(archive, to, symlinks=True, dirs_exist_ok=True)


def _copy_written_by_hand(docs: Path, to: Path) -> None:
    generated = docs_folder.listed(docs) | {docs_folder.MANIFEST}
    for file in sorted(docs.rglob("*")):
        path = file.relative_to(docs)
        if file.is_file() and path.as_posix() not in generated:
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to / path)


def build_site(root: Path, strict: bool = True) -> Path:
    """Build the site of an archive made by `make_archive` with MkDocs, and return its folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", "mkdocs.yml", *(["--strict"] if strict else [])]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"mkdocs build failed:\n{done.stdout}{done.stderr}")
    return root / "site"
