"""Words in a long text are found whatever their case, accents and typography, where they stand in the stored text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.tui.state import text_search
from factcheck.tui.state.text_search import FoldedText, TextSearch, sought

FOREVER = 1e9
alphabet = st.sampled_from("aAbÉe\u0301ıİß℡ﬁ’- \n\u00a0中\u0301\u00ad")
texts = st.text(alphabet, max_size=80)


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_search, "SLICE", 7)


def whole(text: str, words: str, origin: int = 0) -> TextSearch:
    """Return a search that has looked at all of the text."""
    search = TextSearch(FoldedText(text), words, origin)
    assert search.advance(FOREVER)
    return search


@given(texts, st.text(alphabet, min_size=1, max_size=4), st.integers(0, 80))
@example("ß", "s", 0)
@example("a\u0301" * 9, "a", 12)
def test_every_hit_is_one_and_none_is_missed(text: str, words: str, origin: int) -> None:
    needle = sought(words)
    hits = whole(text, words, min(origin, len(text))).hits
    assert hits == sorted(hits)
    assert all(needle in _folded(text[start:end]) for start, end in hits)
    assert bool(hits) == bool(needle.strip() and needle in _folded(text))


def _folded(text: str) -> str:
    return "".join(FoldedText(character).slice(0) for character in text)


@given(texts, st.text(alphabet, min_size=1, max_size=3))
def test_the_origin_changes_nothing_but_the_order(text: str, words: str) -> None:
    assert whole(text, words, len(text) // 2).hits == whole(text, words).hits


def test_case_accents_typography_and_line_breaks_do_not_matter() -> None:
    text = "Élodie\nBRU\u0302LE\u0301 kept the auditors’ ﬁles — so\xad they say"
    for words in ("elodie brule", "ÉLODIE", "auditors' files", "files - so they"):
        ((start, end),) = whole(text, words).hits
        assert sought(text[start:end]) == sought(words)
    ((start, end),) = whole(text, "brule").hits
    assert text[start:end] == "BRU\u0302LE\u0301"


def test_hits_are_walked_round_the_end() -> None:
    search = whole("one two one two one", "one", 5)
    assert search.hits == [(0, 3), (8, 11), (16, 19)]
    assert [search.next(offset, 1) for offset in (0, 8, 16)] == [(8, 11), (16, 19), (0, 3)]
    assert [search.next(offset, -1) for offset in (0, 8, 16)] == [(16, 19), (0, 3), (8, 11)]
    assert search.rank((8, 11)) == 2
    assert search.within(9, 17) == [(8, 11), (16, 19)]
    assert search.within(3, 8) == []


def test_a_search_goes_on_in_slices_from_its_origin() -> None:
    search = TextSearch(FoldedText("one " * 100), "one", 200)
    assert not search.advance(0)
    assert not search.whole
    (first, *_) = search.hits
    assert 196 <= first[0] <= 203
    while not search.advance(0):
        pass
    assert len(search) == 100


def test_there_are_as_many_hits_as_are_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_search, "MOST", 50)
    search = whole("a" * 500, "a")
    assert search.full
    assert 50 <= len(search) < 60


@pytest.mark.parametrize("words", ["", "  ", "\u0301", "\xad"])
def test_nothing_is_found_nowhere(words: str) -> None:
    assert whole("some text", words).hits == []


@pytest.mark.parametrize("words", ["الحكومة", "حكومة", "الحُكُومَة", "وللحكومة"])
def test_an_arabic_word_is_found_with_and_without_article_and_vowel_signs(words: str) -> None:
    text = "قَالَ رَئِيسُ الحُكُومَةِ إن الحـكومة ستعمل، وللحكومة رأي."
    assert len(whole(text, words)) == 3
