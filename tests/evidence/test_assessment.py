"""A claim held against passages: the traps of the shipped case by name, sums, suggestions, and laws."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence import FigureMark, Relation, Text
from factcheck.evidence.assessment import Assessment, SuggestionKind, assess
from factcheck.evidence.contexts import figure_contexts
from factcheck.evidence.figures.relations import compare, differences, figure_marks
from factcheck.evidence.languages.english.number_words import number_value
from factcheck.evidence.languages.reader import English
from tests.benchmarks.evidence.comparison import REAL, ShippedCase, shipped
from tests.evidence.languages.english.test_reader import TEXTS

PLAIN = "Farmers of Ruritania drove {} tractors to the capital."
ASIDES = st.sampled_from(
    [
        " In Qyzyl, 77 bakers opened 12 shops in 1999.",
        " Berg was born on May 5, 1961.",
        " The bridge cost $40 million, a third of the budget.",
        " Lena Roth was sentenced to nine years in 2003.",
    ]
)
CLAIMS = st.sampled_from(
    [
        "At least 238 people died in the unrest of January 2022.",
        "Arlov was sentenced to 18 years in prison.",
        "Arlov was arrested on January 6, 2022.",
        "About 46 million US dollars were recovered in the case.",
    ]
)


def found(claim: str, passage: str, dated: str = "") -> Assessment:
    return assess(Text(claim, dated="2023-05-01"), Text(passage, dated=dated))


def differs(claim: str, passage: str) -> bool:
    return Relation.DIFFERS in {mark.relation for mark in found(claim, passage).marks}


def test_trap_the_toll_of_days_after_is_early_and_not_wrong() -> None:
    finding = found("At least 238 people died.", "Troops killed 26 protesters and 18 officers died.", "2022-01-08")
    assert finding.lines[:1] == ["2022-01-08: earlier report"]
    assert not finding.marks
    assert finding.suggestion is None


def test_trap_the_injured_the_arrested_and_those_of_one_city() -> None:
    texts = [
        "More than 4,500 people were injured.",
        "More than 4,400 people were arrested.",
        "More than 2,700 people were detained in Qyzyl.",
        "At least 238 people died.",
    ]
    assert not [(a, b) for a in texts for b in texts if differs(a, b)]


def test_trap_exact_numbers_of_other_things() -> None:
    texts = ["4,500 people were injured.", "4,410 people were arrested in Ruritania.", "2,700 were detained in Qyzyl."]
    assert not [(a, b) for a in texts for b in texts if differs(a, b)]


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Arlov resigned on January 6 and was arrested one day later.", "one day later"),
        ("Arlov served until January 5, 2022. Three days later, he was under arrest.", "Three days later"),
    ],
)
def test_trap_a_day_that_is_told_from_another_event(passage: str, line: str) -> None:
    claim = "Arlov was arrested on January 6, 2022."
    assert not differs(claim, passage)
    assert [str(mark) for mark in found(claim, passage).marks] == [f"January 6, 2022 / {line}"]
    assert found(claim, passage).lines[0].startswith("apart after arithmetic: January 6, 2022 / January")
    assert differences(compare(claim, passage)) == ""


def test_trap_two_currencies_that_the_text_holds_together() -> None:
    passage = (
        "About 9 billion tenge (about 18 million euros) and 22 million US dollars (20 million euros) were recovered."
    )
    finding = found("About 42 million US dollars were recovered.", passage)
    assert [mark.relation for mark in finding.marks] == [Relation.EQUAL]
    assert finding.marks[0].reason == (
        "18 million euros (at 22 million US dollars for 20 million euros) + 22 million US dollars = 41.8 million usd"
    )
    assert not found("About 60 million US dollars were recovered.", passage).marks


def test_trap_no_rate_is_known_that_the_text_does_not_state() -> None:
    passage = "About 9 billion tenge and 22 million US dollars were recovered."
    assert not found("About 42 million US dollars were recovered.", passage).marks


def test_trap_gas_of_one_kind_and_another_is_no_figure() -> None:
    assert not found("A price of liquefied petroleum gas set it off.", "The price of natural gas set it off.").marks


def test_trap_a_list_is_dealt_out_respectively() -> None:
    passage = "Rao, Stern and Osin were sentenced to 16, 15 and three years in prison, respectively."
    for years in ("15", "16", "3", "9"):
        assert not found(f"Osin was sentenced to {years} years in prison.", passage).marks


@pytest.mark.parametrize(
    ("claim", "passage"),
    [("Arlov left Astana.", "Arllov left Nur-Sultan."), ("Anvar Sad left the KNB.", "Anuar Sad left the NSC.")],
)
def test_trap_spellings_are_no_disagreement(claim: str, passage: str) -> None:
    assert not found(claim, passage).marks
    assert {signal.kind for signal in found(claim, passage).signals} == {"spelling"}


def test_trap_what_is_reported_is_named_so() -> None:
    finding = found("Arlov planned the coup.", "Prosecutors claimed that Arlov planned the coup.")
    assert [str(signal) for signal in finding.signals] == ["Prosecutors claimed: reported speech"]


def test_the_shipped_case_and_its_quotations() -> None:
    head, *lines = shipped("case", ShippedCase().quoted())
    assert head == f"case: 190 pairs, {len(REAL)} of {len(REAL)} disagreements in figures found, 0 false"
    assert any("equal after arithmetic" in line for line in lines)


def test_a_sum_is_offered_with_its_terms() -> None:
    finding = found("44 people died.", "Troops killed 26 protesters and 18 officers died.")
    assert finding.lines == ["equal after arithmetic: 44 / 26 + 18 = 44"]
    assert finding.suggestion is None


def test_those_among_others_are_no_terms() -> None:
    assert not any(
        mark.relation is Relation.EQUAL
        for mark in found("257 people died.", "238 people died, including 19 officers.").marks
    )


@pytest.mark.parametrize(
    ("claim", "passage", "suggestion"),
    [
        ("238 people died in the unrest.", "225 people died in the unrest.", SuggestionKind.CONTRADICTS),
        ("238 people died in the unrest.", "The unrest claimed 238 lives.", SuggestionKind.SAME_FIGURES),
        ("Arlov left on May 6, 2021.", "On May 6, Arlov resigned.", SuggestionKind.SAME_FIGURES),
        ("Arlov was arrested on May 6.", "Arlov was not arrested on May 6.", None),
        ("238 people died in the unrest.", "The unrest began.", None),
        ("238 people died in the unrest.", "At least 90 people died in the unrest.", None),
        ("Arlov died.", "Arlov died.", None),
        ("The fair drew 40 guests in 2019.", "The fair drew 40 guests.", None),
    ],
)
def test_a_stance_is_suggested_only_where_all_guards_pass(
    claim: str, passage: str, suggestion: SuggestionKind | None
) -> None:
    assert found(claim, passage).suggestion == suggestion


def test_a_language_that_is_not_known_is_not_compared() -> None:
    finding = assess(Text("238 people died."), Text("225 people died.", language="qqq"))
    assert finding.marks == ()
    assert finding.lines == ["figures in qqq: not read"]


def test_a_reason_says_what_was_compared() -> None:
    (mark,) = found("238 people died in the unrest.", "225 people died in the riots.").marks
    assert mark.reason == "both say of one event (die) people"


@given(st.integers(2, 9_999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    digits, words = (English().figures(PLAIN.format(said)) for said in (number, in_words(number)))
    assert number_value(in_words(number)) == number
    assert [figure.normal for figure in digits] == [figure.normal for figure in words] == [f"{number} tractor"]
    assert [mark.relation for mark in compare(PLAIN.format(number), PLAIN.format(in_words(number)))] == ["same"]


def in_words(number: int) -> str:
    """Write a number under a thousand million as English does, for the tests."""
    if number in SMALL:
        return SMALL[number]
    for size, name in ((10**6, "million"), (1000, "thousand")):
        if number >= size:
            return f"{in_words(number // size)} {name} {in_words(number % size)}".strip()
    if number >= 100:
        rest = in_words(number % 100)
        return f"{SMALL[number // 100]} hundred{' and ' if rest else ''}{rest}"
    return f"{SMALL[number // 10 * 10]}-{SMALL[number % 10]}"


_UP_TO_19 = (
    " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = dict(enumerate(_UP_TO_19.split(" "))) | {10 * at: word for at, word in enumerate(_TENS.split(" "), 2)}


@given(TEXTS, TEXTS)
def test_what_differs_differs_from_both_sides(one: str, other: str) -> None:
    assert both_ways(figure_marks(Text(one), Text(other))) == {
        (b, a) for a, b in both_ways(figure_marks(Text(other), Text(one)))
    }


def both_ways(marks: list[FigureMark]) -> set[tuple[object, object]]:
    against = {Relation.DIFFERS, Relation.UNEQUAL}
    return {(mark.claim, mark.excerpt) for mark in marks if mark.relation in against}


@given(CLAIMS, CLAIMS, ASIDES)
def test_words_of_another_subject_make_nothing_differ(claim: str, passage: str, aside: str) -> None:
    before = {str(mark) for mark in found(claim, passage).marks if mark.relation is Relation.DIFFERS}
    after = {str(mark) for mark in found(claim, passage + aside).marks if mark.relation is Relation.DIFFERS}
    assert after <= before


@given(TEXTS)
def test_a_text_is_never_at_odds_with_itself(text: str) -> None:
    finding = assess(Text(text), Text(text))
    assert not {mark.relation for mark in finding.marks} & {Relation.DIFFERS, Relation.UNEQUAL}
    assert finding.suggestion is not SuggestionKind.CONTRADICTS


@given(TEXTS, TEXTS)
def test_marks_and_signals_lie_in_their_texts(claim: str, passage: str) -> None:
    finding = assess(Text(claim), Text(passage))
    for mark in finding.marks:
        assert claim[mark.claim.start : mark.claim.end] == mark.claim.text
        assert passage[mark.excerpt.start : mark.excerpt.end] == mark.excerpt.text
    for signal in finding.signals:
        for span, text in ((signal.claim, claim), (signal.excerpt, passage)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


def calls(claim: str, passage: str) -> int:
    """Count the functions that are called to compare two texts that were not read before."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    compare(claim, passage)  # loads the words of the language
    figure_contexts.cache_clear()
    sys.setprofile(note)
    try:
        compare(claim, passage)
    finally:
        sys.setprofile(None)
    return count


def test_a_comparison_is_little_work_and_grows_with_the_text() -> None:
    claim = "At least 238 people died in the unrest of January 2022."
    passage = "According to official figures, 225 people died during the riots, including 19 officers."
    few = calls(claim, passage)
    assert few < 2200  # about a millisecond, for texts that were not read before
    assert calls(claim, " ".join([passage] * 20)) < 30 * few


def test_a_text_is_read_once() -> None:
    figure_contexts.cache_clear()
    for number in range(20):
        compare("At least 238 people died.", f"{number} cars burned.")
    assert figure_contexts.cache_info().misses == 21
