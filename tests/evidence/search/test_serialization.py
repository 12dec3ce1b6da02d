"""An index as bytes: what comes back is what was packed, or is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.search.ranker import Ranker
from factcheck.evidence.search.serialization import pack, unpack
from tests.evidence.search.test_ranker import document, sentences, sources

SAID = ["The mayor opened the bridge in 1932.", "A flood closed it.", "Мост закрыт."]
RANKER = Ranker.of([document("a", SAID, "The bridge"), document("b", SAID[:2]), document("c", SAID, language="ru")])


@given(sources, sentences)
def test_what_was_packed_finds_the_same(read: list[Any], claim: str) -> None:
    ranker = Ranker.of(read)
    again = unpack(*pack(ranker))
    assert again.best(claim) == ranker.best(claim)
    assert again.search(claim) == ranker.search(claim)
    assert (again.marks(), again.languages()) == (ranker.marks(), ranker.languages())


@pytest.mark.parametrize("field", ["factcheck", "tokens", "passages", "stemmer", "sentencex"])
def test_what_another_version_made_is_refused(field: str) -> None:
    header, parts = pack(RANKER)
    with pytest.raises(ValueError, match="version"):
        unpack({**header, "made_by": {**header["made_by"], field: "0"}}, parts)


@pytest.mark.parametrize("header", [{}, {"made_by": None}, {"shelves": []}], ids=str)
def test_a_header_of_another_shape_is_refused(header: dict[str, Any]) -> None:
    good, parts = pack(RANKER)
    for forged in (header, {**good, **header, "made_by": good["made_by"], "shelves": header.get("shelves", {"xx": 1})}):
        with pytest.raises(ValueError, match=r"version|no index"):
            unpack(forged, parts)


@given(st.data())
def test_forged_parts_are_refused_or_harmless(data: st.DataObject) -> None:
    """Whatever stands in a part: it is refused, or every answer is made of passages that there can be."""
    header, parts = pack(RANKER)
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, max(len(part) - 1, 0)))
        part[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
    else:
        part = part[: data.draw(st.integers(0, len(part)))]
    try:
        ranker = unpack(header, {**parts, name: bytes(part)})
    except ValueError:
        return
    for hit in (
        *ranker.best("the mayor and the flood, мост"),
        *ranker.search("bridge"),
        *ranker.best_overall("bridge"),
    ):
        assert hit.source_id in {"a", "b", "c"}
        assert 0 <= hit.start <= hit.end
    changed = ranker.updated([(document("d", SAID), "")], ["a"])
    assert {hit.source_id for hit in changed.best("bridge")} <= {"b", "c", "d"}


def test_a_part_that_is_missing_is_refused() -> None:
    header, parts = pack(RANKER)
    for name in parts:
        with pytest.raises(ValueError, match="no index"):
            unpack(header, {other: data for other, data in parts.items() if other != name})


def test_no_text_is_in_it() -> None:
    _, parts = pack(RANKER)
    together = b"".join(parts.values()).decode("latin-1")
    assert not any(said in together for said in (*SAID, "The bridge", "opened the", "in 1932"))
