"""What the benchmark of searching measures: the passages of a claim, of documents that all have their index."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import searching


def test_every_document_is_searched(tmp_path: Path) -> None:
    found = searching.search_here(searching.make(tmp_path, documents=2, kilobytes=4))
    assert found.passages == 6
    assert 0 < found.opened < found.searched
    assert [len(text) >= 4 << 10 for text in searching.texts(2, 4 << 10)] == [True, True]
