"""The benchmark of finding names: the same at every run, and whole without the packages it compares with."""

import bench_names
import pytest


def test_text_and_names_are_the_same_every_time() -> None:
    assert bench_names.made_up_text(0.01) == bench_names.made_up_text(0.01)
    assert bench_names.made_up_names(200)[:100] == bench_names.made_up_names(100)


def test_a_package_that_is_missing_is_named_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_names, "find_spec", lambda _: None)
    lines = list(bench_names.report((10,), 0.01))
    assert lines[2].split()[:2] == ["10", bench_names.OURS]
    assert [line.split("pip install ")[1] for line in lines[3:]] == ["ahocorasick_rs", "spacy"]
