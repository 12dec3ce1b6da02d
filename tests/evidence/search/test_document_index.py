"""The index of a document as a file: what is read is what was written, or is refused."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.search.bm25 import IndexedSource
from factcheck.evidence.search.document_index import DocumentPassages, Indexer, from_bytes, to_bytes
from factcheck.evidence.search.ranker import Ranker
from factcheck.evidence.search.tokens import Tokenizer
from tests.evidence.search.test_ranker import document, sentences, sources

SENTENCES = ["The mayor opened the bridge in 1932.", "A flood closed it.", "Мост закрыт."]
ABOUT = {"text": "ab" * 32, "language": "en"}
FILE = to_bytes(Indexer(Tokenizer("en")).index(document("a", SENTENCES)), ABOUT)


def read_again(passages: DocumentPassages) -> IndexedSource:
    """Return a source whose index was written and read again."""
    index = Indexer(Tokenizer(passages.language)).index(passages)
    return IndexedSource(passages.source, passages.title, passages.language, from_bytes(to_bytes(index, ABOUT), ABOUT))


def forged(header: Any = ..., body: bytes | None = None) -> bytes:
    """Return the file with another header or another body, and the checksum that belongs to it."""
    start = 16 + int.from_bytes(FILE[12:16], "little")
    described = FILE[16:start] if header is ... else orjson.dumps(header)
    rest = len(described).to_bytes(4, "little") + described + (FILE[start:] if body is None else body)
    return FILE[:8] + zlib.crc32(rest).to_bytes(4, "little") + rest


def header_and_body() -> tuple[dict[str, Any], bytes]:
    start = 16 + int.from_bytes(FILE[12:16], "little")
    return orjson.loads(FILE[16:start]), FILE[start:]


@given(sources, sentences)
def test_an_index_that_was_read_again_ranks_the_same(read: list[DocumentPassages], claim: str) -> None:
    made, again = Ranker.of(read), Ranker(map(read_again, read))
    assert again.best(claim) == made.best(claim)
    assert again.best_overall(claim) == made.best_overall(claim)
    assert again.search(claim) == made.search(claim)
    assert len(again) == len(made)


@given(sources)
def test_the_same_text_gives_the_same_file_whatever_was_indexed_before(read: list[DocumentPassages]) -> None:
    indexer = Indexer(Tokenizer("en"))
    files = [to_bytes(indexer.index(passages), ABOUT) for passages in read]
    assert files == [to_bytes(Indexer(Tokenizer("en")).index(passages), ABOUT) for passages in read]


@pytest.mark.parametrize("field", ["factcheck", "tokens", "passages", "stemmer", "sentencex"])
def test_a_file_of_another_version_is_refused(field: str) -> None:
    header, _ = header_and_body()
    with pytest.raises(ValueError, match="version"):
        from_bytes(forged({**header, "made_by": {**header["made_by"], field: "0"}}), ABOUT)


@pytest.mark.parametrize("about", [{**ABOUT, "text": "cd" * 32}, {**ABOUT, "language": "de"}], ids=["text", "language"])
def test_a_file_of_another_text_is_refused(about: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="another text"):
        from_bytes(FILE, about)


@pytest.mark.parametrize("size", [0, 4, 8, 12, 16, 40, len(FILE) - 1])
def test_a_file_that_was_cut_off_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="damaged"):
        from_bytes(FILE[:size], ABOUT)


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_file_with_one_other_byte_is_refused(at: int, difference: int) -> None:
    with pytest.raises(ValueError, match="damaged"):
        from_bytes(FILE[:at] + bytes([FILE[at] ^ difference]) + FILE[at + 1 :], ABOUT)


@pytest.mark.parametrize("header", [{}, [], 3, None], ids=str)
def test_a_header_of_another_form_is_refused(header: Any) -> None:
    with pytest.raises(ValueError, match="not an index"):
        from_bytes(forged(header), ABOUT)


@pytest.mark.parametrize("size", [None, "x", 2**40, 2**64 - 1, 1.5, []], ids=str)
@pytest.mark.parametrize("name", ["spans", "terms", "lengths"])
def test_a_forged_size_is_refused(name: str, size: Any) -> None:
    header, _ = header_and_body()
    with pytest.raises(ValueError, match=r"."):
        from_bytes(forged({**header, "sizes": {**header["sizes"], name: size}}), ABOUT)


@given(st.data())
def test_a_forged_body_is_refused_or_harmless(data: st.DataObject) -> None:
    """Whatever it holds: it is refused, or every answer is made of passages that there can be."""
    _, body = header_and_body()
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(body) - 1))
        body = body[:at] + data.draw(st.binary(min_size=1, max_size=1)) + body[at + 1 :]
    else:
        body = body[: data.draw(st.integers(0, len(body)))]
    try:
        index = from_bytes(forged(body=body), ABOUT)
    except ValueError:
        return
    ranker = Ranker([IndexedSource("a", "", "en", index), read_again(document("b", SENTENCES))])
    for hit in (
        *ranker.best("the mayor and the flood, мост"),
        *ranker.search("bridge"),
        *ranker.best_overall("bridge"),
    ):
        assert hit.source_id in {"a", "b"}
        assert 0 <= hit.start <= hit.end


def test_no_word_of_the_text_is_in_the_file() -> None:
    assert b"terms" in FILE
    assert not any(word in FILE for word in (b"mayor", b"bridg", b"flood", b"1932", "мост".encode()))


def test_a_document_without_passages_has_an_index() -> None:
    index = from_bytes(to_bytes(Indexer(Tokenizer("en")).index(document("a", [])), ABOUT), ABOUT)
    assert len(index.spans) == len(index.terms) == 0
    assert np.array_equal(index.passages, [])
