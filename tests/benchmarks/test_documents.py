"""The pages by which reading apart is measured are the same each time, and are read."""

from __future__ import annotations

from factcheck.documents import read
from tests.benchmarks.documents import pages


def test_the_pages_are_the_same_each_time_and_have_a_main_text() -> None:
    made = list(pages(3))
    assert made == list(pages(3))
    assert all(read(page, "page.html").outside for page in made)
