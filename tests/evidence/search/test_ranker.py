"""The ranking of passages: what comes first, and that the order of the sources makes no difference."""

from __future__ import annotations

import random

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.search import bm25
from factcheck.evidence.search.bm25 import Bm25Index, IndexedSource
from factcheck.evidence.search.document_index import DocumentPassages, Indexer
from factcheck.evidence.search.ranker import PER_SOURCE, RankedPassage, Ranker, matching_words
from factcheck.evidence.search.tokens import Tokenizer
from tests.strategies import texts

WORDS = [
    "river",
    "bridge",
    "mayor",
    "flood",
    "18-year",
    "3.5",
    "1932",
    "opened",
    "closed",
    "Äpfel",
    "мост",
    "大橋",
    "Karim's",
    "the",
    "was",
]
sentences: st.SearchStrategy[str] = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
sources: st.SearchStrategy[list[DocumentPassages]] = st.lists(
    st.tuples(st.lists(sentences | texts, max_size=6), sentences, st.sampled_from(["en", "de", "ru", "zh", ""])),
    min_size=1,
    max_size=6,
).map(lambda drawn: [document(f"s{number}", *each) for number, each in enumerate(drawn)])


def document(source: str, said: list[str], title: str = "", language: str = "en") -> DocumentPassages:
    """Return a source whose passages are `said`."""
    spans, at = [], 0
    for sentence in said:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return DocumentPassages(source, language, title, "\n".join(said), tuple(spans))


def of_source(hits: list[RankedPassage], source: str) -> list[RankedPassage]:
    return [hit for hit in hits if hit.source_id == source]


@given(sources, sentences)
def test_the_order_of_the_sources_makes_no_difference(read: list[DocumentPassages], claim: str) -> None:
    one, other = Ranker.of(read), Ranker.of(list(reversed(read)))
    assert one.best(claim) == other.best(claim)
    assert one.best_overall(claim) == other.best_overall(claim)
    assert one.search(claim) == other.search(claim)


@given(sources, sentences)
def test_of_every_source_the_best_and_no_more(read: list[DocumentPassages], claim: str) -> None:
    ranker = Ranker.of(read)
    hits = ranker.best(claim)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for passages in read:
        terms = set(Tokenizer(passages.language).terms(claim))
        fitting = {span for span in passages.spans if terms & terms_of(passages, span)}
        own = of_source(hits, passages.source)
        assert len(own) == min(PER_SOURCE, len(fitting))
        assert {(hit.start, hit.end) for hit in own} <= fitting


def terms_of(passages: DocumentPassages, span: tuple[int, int]) -> set[str]:
    return set(Tokenizer(passages.language).terms(passages.text[slice(*span)]))


@given(sources, st.data())
def test_a_passage_that_has_all_words_is_among_the_best_of_its_source(
    read: list[DocumentPassages], data: st.DataObject
) -> None:
    """Where it has no more words than the claim, and its source none as good: else what is longer may come first."""
    claim = "river bridge mayor flood 1932"
    said = data.draw(st.permutations(claim.split()).map(" ".join))
    others = data.draw(st.lists(st.sampled_from(["opened", "river closed", "the mayor", "bridge"]), max_size=6))
    place = data.draw(st.integers(0, len(others)))
    hits = Ranker.of([*read, document("it", [*others[:place], said, *others[place:]])]).best(claim)
    start = len("\n".join(others[:place])) + (place > 0)
    assert of_source(hits, "it")[0][1:3] == (start, start + len(said))


def test_scores_are_those_of_bm25s() -> None:
    """Without neighbours and titles, which that library does not know."""
    chance = random.Random(3)
    said = [" ".join(chance.choices(WORDS, k=chance.randint(1, 12))) for _ in range(200)]
    tokenizer = Tokenizer("en")
    theirs = bm25s.BM25(k1=bm25.K1, b=bm25.B, method="lucene")
    theirs.index([tokenizer.terms(text) for text in ["", *said]], show_progress=False)
    index = Indexer(tokenizer).index(document("s", said))
    ours = Bm25Index([IndexedSource("s", "", "en", index)], tokenizer)
    all_terms = {term for text in said for term in tokenizer.terms(text)}
    for claim in ("river mayor", "18-year flood", "мост 大橋", "zebra river"):
        terms = tokenizer.terms(claim)
        known = [term for term in terms if term in all_terms]
        assert np.allclose(ours.bm25_scores(terms), theirs.get_scores(known), atol=1e-5)


def test_a_title_and_a_neighbour_lift_a_passage() -> None:
    plain = [document(name, ["Rain fell.", "He resigned on Monday.", "Snow fell."]) for name in "ab"]
    (a, b) = Ranker.of(plain).best_overall("Novak resigned on Monday")
    assert a.score == b.score
    titled = [plain[0], document("b", ["Rain fell.", "He resigned on Monday.", "Snow fell."], "Minister Novak")]
    assert [hit.source_id for hit in Ranker.of(titled).best_overall("Novak resigned on Monday")] == ["b", "a"]
    beside = [plain[0], document("b", ["Novak spoke.", "He resigned on Monday.", "Snow fell."])]
    hits = Ranker.of(beside).best_overall("Novak resigned on Monday")
    assert next(hit for hit in hits if hit.start > 0).source_id == "b"


def test_a_neighbour_in_another_document_counts_nothing() -> None:
    apart = Ranker.of([document("a", ["Novak."]), document("b", ["Resigned."]), document("c", ["Resigned."])])
    b, c = (of_source(apart.best("Novak resigned"), name)[0] for name in "bc")
    assert b.score == c.score


@pytest.mark.parametrize(
    ("language", "said", "claim"),
    [
        ("ru", "Президента страны приговорили к восемнадцати годам.", "приговор президенту"),
        ("de", "Die größten Häuser der Städte brannten.", "Das Haus brannte in der Stadt"),
        ("kk", "Қаңтар айында 238 адам қаза тапты.", "238 адам қаза болды"),
        ("zh", "法院判处前局长十八年有期徒刑。", "前局长被判处十八年"),
        ("ja", "東京で大きな地震がありました。", "東京の地震"),
        ("th", "แผ่นดินไหวครั้งใหญ่ในกรุงเทพ", "แผ่นดินไหว"),
        ("", "The court sentenced him.", "sentences of the court"),
    ],
)
def test_passages_are_found_in_any_language(language: str, said: str, claim: str) -> None:
    others = ["1999.", "Ω ω.", "..."]
    hits = Ranker.of([document("s", [*others, said, *others], language=language), document("t", others)]).best(claim)
    assert [(hit.source_id, hit.end - hit.start) for hit in hits] == [("s", len(said))]


def test_a_search_puts_what_has_all_words_first() -> None:
    said = ["flood flood flood", "The mayor of the river", "A flood took the bridge of the mayor in 1932", "bridge"]
    hits = Ranker.of([document("s", said)]).search("flood mayor bridges")
    assert next(hit.end - hit.start for hit in hits) == len(said[2])
    assert len(hits) == 4
    assert len(Ranker.of([document("s", said)]).search("flood mayor bridges", 2)) == 2


@pytest.mark.parametrize("asked", ["", "the was", "…", "zebra"])
def test_nothing_is_found_for_words_that_find_nothing(asked: str) -> None:
    ranker = Ranker.of([document("s", ["the flood was here"])])
    assert ranker.best(asked) == ranker.best_overall(asked) == ranker.search(asked) == []
    assert Ranker().best("flood") == Ranker().search("flood") == []
    assert Ranker.of([document("s", [])]).best("flood") == []


@given(texts | sentences, texts | sentences)
def test_marks_are_words_that_both_have(text: str, asked: str) -> None:
    tokenizer = Tokenizer("en")
    wanted, at = set(tokenizer.terms(asked)), 0
    for start, end in matching_words(text, asked, tokenizer):
        assert at <= start < end <= len(text)
        assert wanted & set(tokenizer.terms(text[start:end]))
        at = end


def test_marks_are_the_words_in_their_other_forms() -> None:
    said = "Prices rose by 3.5%, said the mayors."
    spans = matching_words(said, "The mayor said that the price rises 3.5 percent", Tokenizer("en"))
    assert [said[start:end] for start, end in spans] == ["Prices", "3.5", "said", "mayors"]
