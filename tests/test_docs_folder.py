"""The generated files in docs/: ours are kept up to date, everybody else's are left alone."""

import os
from pathlib import Path

import pytest

from generator import archive
from generator.archive import Archive
from generator.rendering.pages import Plan
from generator.writing import docs_folder


def write(root: Path, **files: str) -> list[str]:
    """Write files (their names with `__` for `/`) and return the paths told to be in the way."""
    plans = [Plan(name.replace("__", "/") + ".md", _encoded, (text,)) for name, text in files.items()]
    return [problem.path for problem in docs_folder.write(root, archive.load(root), plans)]


def _encoded(_archive: Archive, text: str) -> bytes:
    return text.encode()


def tree(root: Path) -> dict[str, str]:
    """Return the files in docs/, the manifest left out."""
    docs = root / "docs"
    return {f.relative_to(docs).as_posix(): f.read_text() for f in sorted(docs.rglob("*")) if f.is_file() and f.name[0] != "."}


def test_a_foreign_file_is_untouched_and_told(root: Path) -> None:
    """A page somebody wrote by hand is never overwritten, not even by the second build; nor removed later."""
    (root / "docs").mkdir()
    (root / "docs" / "a.md").write_text("by hand")
    assert write(root, a="ours", b="ours") == ["docs/a.md"]
    assert write(root, a="ours", b="ours") == ["docs/a.md"]
    assert write(root) == []
    assert tree(root) == {"a.md": "by hand"}


def test_what_is_no_more_made_goes(root: Path) -> None:
    """The page of a seed that was renamed does not stay on the site, and no empty folder either."""
    write(root, a__b__c="one", a__d="two")
    write(root, a__d="two")
    assert tree(root) == {"a/d.md": "two"}
    assert not (root / "docs" / "a" / "b").exists()


def test_what_is_unchanged_is_not_written(root: Path) -> None:
    """Only what changed is built again: an unchanged page keeps its time."""
    write(root, a="one", b="two")
    for name in ("a.md", "b.md", docs_folder.MANIFEST):
        os.utime(root / "docs" / name, (1, 1))
    write(root, a="one", b="changed")
    times = {name: (root / "docs" / name).stat().st_mtime for name in ("a.md", "b.md", docs_folder.MANIFEST)}
    assert (times["a.md"], times[docs_folder.MANIFEST]) == (1, 1)
    assert times["b.md"] > 1


def test_an_interrupted_run_is_repaired(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash in the middle the next build finishes the work and takes nothing of ours for foreign."""
    write(root, a="one", old="gone soon")
    replace, calls = os.replace, []

    def crash(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        write(root, a="two", b="two", c="two")
    monkeypatch.setattr(os, "replace", replace)
    assert write(root, a="two", b="two", c="two") == []
    assert tree(root) == {"a.md": "two", "b.md": "two", "c.md": "two"}
    assert [f.name for f in (root / "docs").iterdir() if f.name.endswith(".new")] == []


@pytest.mark.parametrize("manifest", ["", "no json", "{}", "[1, null]", '["../outside.txt", "/etc/passwd", "a/../../x"]'])
def test_a_damaged_manifest_licenses_nothing(root: Path, manifest: str) -> None:
    """The list of our files is the only licence to remove, and it never reaches outside docs/."""
    (root / "docs").mkdir()
    (root / "docs" / docs_folder.MANIFEST).write_text(manifest)
    (root / "docs" / "a.md").write_text("by hand")
    (root / "outside.txt").write_text("safe")
    assert write(root, b="ours") == []
    assert tree(root) == {"a.md": "by hand", "b.md": "ours"}
    assert (root / "outside.txt").read_text() == "safe"


def test_a_file_that_says_the_same_is_not_in_the_way(root: Path) -> None:
    """Without the list of our files a clean build finds its own pages: nothing of anybody's is lost if they are ours."""
    write(root, a="ours", b="ours")
    (root / "docs" / docs_folder.MANIFEST).unlink()
    assert write(root, a="ours", b="changed") == ["docs/b.md"]
    assert write(root, b="changed") == ["docs/b.md"]
    assert tree(root) == {"b.md": "ours"}


def test_a_folder_in_the_way_is_told(root: Path) -> None:
    """A folder, or a file where a folder is wanted, that somebody made is an error with its path, no crash."""
    (root / "docs" / "a.md").mkdir(parents=True)
    (root / "docs" / "b").write_text("by hand")
    assert write(root, a="ours", b__c="ours", d="ours") == ["docs/a.md", "docs/b/c.md"]
    assert tree(root) == {"b": "by hand", "d.md": "ours"}


def test_a_link_in_the_way_is_not_followed(root: Path) -> None:
    """A symbolic link in docs/ does not lead the generator to write or remove elsewhere."""
    (root / "docs").mkdir()
    (root / "elsewhere.md").write_text("safe")
    (root / "docs" / "a.md").symlink_to(root / "elsewhere.md")
    assert write(root, a="ours") == ["docs/a.md"]
    assert (root / "elsewhere.md").read_text() == "safe"
