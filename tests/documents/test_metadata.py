"""Labels of pages and names of temporary files are no authors and titles."""

from __future__ import annotations

import pytest

from factcheck.documents.readers.page_metadata import _authors
from factcheck.documents.readers.pdf import _title


@pytest.mark.parametrize(
    ("found", "author"),
    [
        ("Username", ""),
        ("Authority control", ""),
        ("Ada Brown", "Ada Brown"),
        ("Ada Brown; Admin; Bo Li", "Ada Brown; Bo Li"),
    ],
)
def test_a_label_is_no_author(found: str, author: str) -> None:
    assert _authors(found) == author


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("10811.exe", ""),
        ("Untitled", ""),
        ("20260101", ""),
        ("Microsoft Word - Report.docx", "Report"),
        ("Report 4", "Report 4"),
    ],
)
def test_a_name_of_a_program_s_file_is_no_title(given: str, title: str) -> None:
    assert _title(given) == title
