"""Which quotes cut a word or a figure of their source, in many scripts, and which only stand beside a mark."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.quotes import State
from factcheck.quotes.anchor import anchor, find_faithful
from factcheck.quotes.boundaries import cuts, is_whole, widen

CUT_FIGURES = [
    ("The harbour cost 1,200,000 euros in the end.", "200,000 euros"),
    ("The harbour cost 1,200,000 euros in the end.", "The harbour cost 1,200"),
    ("It cost 1.200.000 euros.", "200.000 euros"),
    ("It cost 1 200 000 euros.", "200 000 euros"),
    ("It cost 1 200 000 euros.", "cost 1 200"),
    ("It cost 1\u00a0200\u00a0000 euros.", "200\u00a0000 euros"),
    ("It cost 1\u202f200\u202f000 euros.", "200 000 euros"),
    ("It cost 1\u2009200\u2009000 euros.", "000 euros"),
    ("It cost 1'200'000 francs.", "200'000 francs"),
    ("It cost 12,34,567 rupees.", "34,567 rupees"),
    ("Prices rose 12.5% in June.", "2.5% in June"),
    ("Prices rose 12.5% in June.", "5% in June"),
    ("Prices rose 12.5% in June.", "Prices rose 12"),
    ("Prices rose 12.5% in June.", "Prices rose 12.5"),
    ("Prices rose 12.5 % in June.", "Prices rose 12.5"),
    ("Prices rose .5 percent.", "5 percent"),
    ("It was −40 °C in Astana.", "40 °C in Astana"),
    ("It was -40 °C in Astana.", "40 °C in Astana"),
    ("It was –40 °C in Astana.", "40 °C in Astana"),
    ("Measured (−40 °C) in Astana.", "40 °C"),
    ("-40 °C was measured.", "40 °C was measured"),
    ("It was −.5 °C.", "5 °C"),
    ("At least ≥238 people died.", "238 people died"),
    ("They paid $5 million.", "5 million"),
    ("They paid US$5 million.", "$5 million"),
    ("They paid € 200 today.", "200 today"),
    ("They paid 200 € today.", "They paid 200"),
    ("They paid 3.5 million in fees.", "They paid 3.5"),
    ("They paid 3.5 million in fees.", "million in fees"),
    ("Sie zahlten 3,5 Millionen Euro.", "Millionen Euro"),
    ("Между 10 и 12 тысяч человек.", "тысяч человек"),
    ("Between 10–20 people came.", "20 people came"),
    ("The plant gives 12 kW of power.", "W of power"),
    ("The plot covers 40 m² of land.", "The plot covers 40 m"),
    ("It ran at 120 km/h.", "It ran at 120 km"),
    ("On 2022-01-05 he left.", "01-05 he left"),
    ("At 12:30 he left.", "30 he left"),
    ("The bar is 10² wide.", "The bar is 10"),
    ("He ate 3½ cups.", "½ cups"),
    ("Twenty-five people came.", "five people came"),
    ("In the 1990s he left.", "In the 1990"),
    ("共238万人参加", "共238"),
    ("共238人死亡", "38人死亡"),
    ("共一百二十人死亡", "二十人死亡"),
    ("３億５０００万円を払った", "５０００万円を払った"),
    ("ผู้เสียชีวิต ๑๒๓ คน", "๒๓ คน"),
    ("۱۲۳ نفر", "۲۳ نفر"),
    ("१२,००० लोग", "००० लोग"),
]
CUT_WORDS = [
    ("They had an unlawful order.", "lawful order"),
    ("The court called it an unconstitutional act.", "constitutional act"),
    ("They had a non-lawful order.", "lawful order"),
    ("They had an un-\nlawful order.", "lawful order"),
    ("They had an un\u00adlawful order.", "lawful order"),
    ("They had an un\u00ad\nlawful order.", "lawful order"),
    ("They had an un\u200blawful order.", "lawful order"),
    ("The ex-minister resigned.", "minister resigned"),
    ("COVID-19 cases rose.", "19 cases rose"),
    ("They can't go.", "They can"),
    ("They can’t go.", "They can"),
    ("He blamed the president's son.", "He blamed the president"),
    ("O’Brien said so.", "Brien said so"),
    ("Ce n’est pas vrai.", "est pas vrai"),
    ("U.S. troops left.", "S. troops left"),
    ("They read factcheck.org daily.", "They read factcheck"),
    ("A cafe\u0301 noir.", "A cafe"),
    ("незаконный приказ", "законный приказ"),
    ("παράνομη εντολή", "νομη εντολή"),
    ("대통령은 불법 명령", "법 명령"),
    ("वह नहीं गया", "हीं गया"),
    ("वह नही\u0902 गया", "वह नही"),
    ("می\u200cروم", "روم"),
    ("אסור־לו ללכת", "לו ללכת"),
    ("ที่ประชุม", "ท"),
    ("か\u3099っこう", "か"),
]
WHOLE = [
    ("In 2019 238 people died.", "238 people died"),
    ("In May 12 200 people came.", "12 200 people came"),
    ("Rooms:\n12\n200 beds", "200 beds"),
    ("Officials said—238 people died—and left.", "238 people died"),
    ("Officials said–238 people died.", "238 people died"),
    ("Officials said – 238 people died.", "238 people died"),
    ("Officials said - 238 people died.", "238 people died"),
    ("Officials said--238 people died.", "238 people died"),
    ("-238 people died\n-19 were officers", "19 were officers"),
    ("They (238 people) died.", "238 people"),
    ("They [238 people] died.", "238 people"),
    ("They “238 people” died.", "238 people"),
    ("They ‘left town’ today.", "left town"),
    ("They *left* _town_ today.", "town"),
    ("They left…238 stayed.", "238 stayed"),
    ("They left ...238 stayed.", "238 stayed"),
    ("They left.The rest stayed.", "The rest stayed"),
    ("Rooms 5, 6 and 7 burnt.", "6 and 7 burnt"),
    ("In 2019, 238 people died.", "238 people died"),
    ("The toll is 238.", "The toll is 238"),
    ("The toll is 238, he said.", "The toll is 238"),
    ("See #5 and §6 there.", "6 there"),
    ("He/she said so.", "she said so"),
    ("The pre- and post-war years.", "and post-war years"),
    ("The workers' strike.", "The workers"),
    ("Elle dit qu’il a volé.", "il a volé"),
    ("L'homme est mort.", "homme est mort"),
    ("Parla dell’uomo.", "uomo"),
    ("The mayor¹ resigned on Monday².", "resigned on Monday"),
    ("最高法院昨日裁定罢工合法并且立即生效", "昨日裁定罢工"),
    ("这一点十分重要", "十分重要"),
    ("共238人死亡", "238人"),
    ("東京タワーは高い", "タワーは"),
    ("ที่ประชุมตัดสินใจว่าจะไม่ขึ้นค่าจ้าง", "ตัดสินใจ"),
    ("在ABC公司工作", "ABC公司"),
    ("незаконный приказ", "приказ"),
]


@pytest.mark.parametrize(("text", "quote"), CUT_FIGURES + CUT_WORDS)
def test_a_quote_that_cuts_is_altered_whatever_was_noted_of_its_place(text: str, quote: str) -> None:
    start = text.find(quote)
    for found in (anchor(quote, text), anchor(quote, text, prefix=text[:start], start=max(0, start))):
        assert found.state is State.ALTERED
        assert found.misquotes
        ((begin, end),) = found.parts
        assert is_whole(text, (begin, end))
        assert end - begin > len(quote)
    assert find_faithful(quote, text) is None


@pytest.mark.parametrize(("text", "quote"), WHOLE)
def test_a_quote_beside_a_mark_or_in_a_script_without_spaces_is_exact(text: str, quote: str) -> None:
    assert anchor(quote, text).state is State.EXACT


HAN = st.text(st.sampled_from("最高法院昨日裁定罢工合法并且立即生效東京タワーは高いです"), min_size=2, max_size=30)
WORDS = st.text(
    st.characters(categories=["Lu", "Ll"], max_codepoint=0x52F).filter(
        lambda sign: unicodedata.is_normalized("NFKC", sign)
    ),
    min_size=2,
    max_size=12,
)
DIGITS = st.text("123456789", min_size=2, max_size=9)
BESIDE = st.sampled_from(["", " ", "(", "[", "“", "‘", "—", " – ", ", ", ". ", ": ", "\n", "\n\n", "…", "*", "_"])


@given(st.data(), HAN)
def test_no_part_of_a_text_without_spaces_is_altered(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert anchor(text[start:end], text, start=start).state is State.EXACT


@given(st.data(), WORDS | DIGITS, BESIDE, BESIDE)
def test_a_word_is_exact_between_marks_and_altered_without_its_ends(
    data: st.DataObject, word: str, before: str, after: str
) -> None:
    text = f"{before}{word}{after}"
    start = len(before)
    assert anchor(word, text, start=start).state is State.EXACT
    first = data.draw(st.integers(0, len(word) - 1))
    last = data.draw(st.integers(first + 1, len(word)))
    assume((first, last) != (0, len(word)) and word[first:last] not in {before, after})
    found = anchor(word[first:last], text, start=start + first)
    assert (found.state, found.parts) == (State.ALTERED, ((start, start + len(word)),))


@given(st.data(), st.integers(1_000, 10**12), st.sampled_from([",", ".", "'", "\u00a0", "\u2009", "\u202f", " "]))
def test_no_part_of_a_grouped_figure_is_honest(data: st.DataObject, figure: int, separator: str) -> None:
    written = f"{figure:,}".replace(",", separator)
    text = f"It cost {written} euros."
    at = data.draw(st.integers(1, len(written) - 1))
    for start, end in ((8 + at, len(text)), (0, 8 + at)):
        assert not anchor(text[start:end], text, start=start).state.is_faithful
    assert anchor(f"{written} euros", text).state is State.EXACT


@given(st.data(), st.text("aé1, .−-$%'’\n\u0301\u00ad法一十", min_size=1, max_size=40))
def test_what_is_widened_is_whole_and_holds_the_span(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = widen(text, (start, end))
    assume(text[start:end].strip(" \n\u00ad"))
    assert begin <= start + len(text[start:end]) - len(text[start:end].lstrip(" \n\u00ad"))
    assert not cuts(text, begin)
    assert not cuts(text, stop)


@pytest.mark.parametrize(
    ("text", "span"),
    [("111\u0301", (3, 4)), ("word" * 40, (70, 72)), ("12e\u0301e\u0301", (3, 4)), ("1" * 90, (40, 44))],
)
def test_what_lies_in_something_larger_is_widened_to_all_of_it(text: str, span: tuple[int, int]) -> None:
    assert widen(text, span) == (0, len(text))
