"""What is imported late: the first picture of a case does without what compares quotes and figures."""

from __future__ import annotations

import subprocess
import sys

import pytest

from factcheck.evidence import parts

FIRST_PICTURE = """
import sys
import factcheck.tui.app
print(*sorted(set(sys.modules) & set(sys.argv[1:])))
"""
LATE = (
    *("factcheck.evidence.languages", "factcheck.evidence.figures", "factcheck.evidence.comparison"),
    *("factcheck.quotes.anchor", "factcheck.exports", "factcheck.imports", "factcheck.documents"),
    *("factcheck.tui.widgets.form_fields", "textual.widgets._text_area", "babel", "numpy", "rapidfuzz"),
    *("trafilatura", "jinja2", "openpyxl"),
)

IN_TWO_THREADS = """
from threading import Thread
from factcheck.evidence import parts
failed = []
def use(name):
    try:
        getattr(parts, name)
    except ImportError as error:
        failed.append(error)
threads = [Thread(target=use, args=(name,)) for name in ("prepare", "sentence_marks", "assess_passage", "anchor")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
parts.load()
print(*failed)
"""


def run(code: str, *words: str) -> list[str]:
    """Run a program and return the words that it prints."""
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_screens_import_nothing_that_the_first_picture_does_not_need() -> None:
    assert run(FIRST_PICTURE, *LATE, "factcheck.tui.screens.workbench") == ["factcheck.tui.screens.workbench"]


def test_threads_that_import_at_the_same_time_get_whole_modules() -> None:
    assert run(IN_TWO_THREADS) == []


def test_every_part_is_there() -> None:
    assert all(getattr(parts, name) is not None for name in parts.__all__)
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        parts.other  # type: ignore[attr-defined]  # noqa: B018
