"""The benchmark of merging runs, in small."""

from __future__ import annotations

from pathlib import Path

from factcheck.storage.reader import read_case
from tests.benchmarks.merging import measure


def test_two_histories_are_merged_and_measured(tmp_path: Path) -> None:
    figures = list(measure(tmp_path, 400))
    assert [each.name for each in figures] == ["nine tenths shared", "nothing shared"]
    assert all(each.ratio > 0 for each in figures)
    merged = [read_case(tmp_path / f"{each.name} a.json").case for each in figures]
    assert [len(case.history) for case in merged] == [440, 800]
