"""Titles, authors and dates of a small folder in the layout of Readability's test pages are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.readability import main, measure

DIRECTORY = Path(__file__).parents[1] / "data" / "readability"


def test_what_the_pages_say_of_themselves_is_read_no_worse_than_trafilatura_does() -> None:
    scores, recall = measure(DIRECTORY)
    assert {field: (score.ours, score.expected) for field, score in scores.items()} == {
        "title": (5, 5),
        "author": (4, 4),
        "published": (4, 4),
        "publisher": (3, 3),
        "language": (5, 5),
    }
    assert all(score.ours >= score.trafilatura for score in scores.values())
    assert recall == 1.0


def test_what_is_no_such_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="give the folder with the pages"):
        main([str(tmp_path)])
