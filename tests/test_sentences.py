"""Where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.sentences import sentences, sentences_in
from tests.strategies import texts

prose = st.lists(
    st.sampled_from(
        [
            "The end. ",
            "“No.” ",
            "K. Roe ",
            "\n",
            "\n\n",
            " ",
            "Mr. Roe left! ",
            "Ünal… ",
            "3.5 ",
            "👩‍👩‍👧 ",
            "\ud800",
            "«Да.» ",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("He went to the U.N. in 2022. He left.", "en", ["He went to the U.N. in 2022.", "He left."]),
        ("K. Roe spoke. Mr. Ash paid 3.5 million.", "en", ["K. Roe spoke.", "Mr. Ash paid 3.5 million."]),
        ("J. R. R. Ash wrote it. Who read it?", "en", ["J. R. R. Ash wrote it.", "Who read it?"]),
        ("“It is over.” She left. “Go!” he cried.", "en", ["“It is over.”", "She left.", "“Go!” he cried."]),
        ("«Да.» Он ушёл. И. О. Роу пришёл.", "ru", ["«Да.»", "Он ушёл.", "И. О. Роу пришёл."]),
        (
            "A headline\nThe text begins… and goes on.\n\n  Next. ",
            "en",
            ["A headline", "The text begins… and goes on.", "Next."],
        ),
        ("Eins. Zwei am 3. Mai.", "de", ["Eins.", "Zwei am 3. Mai."]),
        ("One. Two.", "xx-unknown", ["One.", "Two."]),
        ("One. Two.", "", ["One.", "Two."]),
        ("第一句。第二句！", "zh-Hans", ["第一句。", "第二句！"]),
        ("👩‍👩‍👧 came. \ud800 Ünal left.", "en", ["👩‍👩‍👧 came.", "\ud800 Ünal left."]),
        ("It was Ms. Roe. Mx. Ash and Messrs. Oak came.", "en", ["It was Ms. Roe.", "Mx. Ash and Messrs. Oak came."]),
        ("Approx. Forty came, approx. 12 left.", "", ["Approx. Forty came, approx. 12 left."]),
        ("He said No. She left. See No. 12 there.", "en", ["He said No.", "She left.", "See No. 12 there."]),
        ("It is in Main St. The mayor left.", "en", ["It is in Main St.", "The mayor left."]),
        ("The rooms. Ms. Roe left.", "en", ["The rooms.", "Ms. Roe left."]),
        (
            "M. Dupont est venu avec MM. Petit et Roux. Fin.",
            "fr",
            ["M. Dupont est venu avec MM. Petit et Roux.", "Fin."],
        ),
        ("5 млрд. тенге ушло. Он ушёл.", "ru", ["5 млрд. тенге ушло.", "Он ушёл."]),
        (
            "В 2022 г. Роу пришёл. Он ушёл в 1950 г. Потом.",
            "ru",
            ["В 2022 г. Роу пришёл.", "Он ушёл в 1950 г.", "Потом."],
        ),
        ("Қ. Тоқаев сөз сөйледі. Ол кетті.", "kk", ["Қ. Тоқаев сөз сөйледі.", "Ол кетті."]),
        ("W 2022 r. minister odszedł. Wrócił.", "pl", ["W 2022 r. minister odszedł.", "Wrócił."]),
        ("Dr. Müller kam am 3. Mai z. B. an. Gut.", "de", ["Dr. Müller kam am 3. Mai z. B. an.", "Gut."]),
        ("EE. UU. pagó a la Sra. Ruiz. Fin.", "es", ["EE. UU. pagó a la Sra. Ruiz.", "Fin."]),
        ("3. sırada Doç. Yılmaz yer aldı. Gitti.", "tr", ["3. sırada Doç. Yılmaz yer aldı.", "Gitti."]),
        ("قال د. أحمد ذلك. ثم غادر.", "ar", ["قال د. أحمد ذلك.", "ثم غادر."]),
        (
            "He was “the “grey one of all. She left. It rained.",
            "en",
            ["He was “the “grey one of all.", "She left.", "It rained."],
        ),
        ("„Wir gewinnen. Er ging. Es regnete.", "de", ["„Wir gewinnen.", "Er ging.", "Es regnete."]),
        ("He won.” She left. It rained.", "en", ["He won.”", "She left.", "It rained."]),
        ("The mayor resigned.[3] She left.", "en", ["The mayor resigned.[3]", "She left."]),
        ("1. The first item. 2. The second.", "en", ["1. The first item.", "2. The second."]),
        (" \n\t\n", "en", []),
    ],
)
def test_they_end_where_a_reader_would_say_so(text: str, language: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, language)] == parts


@pytest.mark.parametrize(
    "word",
    [
        "Ms",
        "Mrs",
        "Mr",
        "Mx",
        "Messrs",
        "Prof",
        "Gen",
        "Col",
        "Lt",
        "Sgt",
        "Capt",
        "Sen",
        "Rep",
        "Gov",
        "Rev",
        "St",
        "Hon",
        "Art",
        "Sec",
        "Fig",
        "vs",
        "approx",
        "e.g",
        "i.e",
        "cf",
    ],
)
def test_an_abbreviation_before_a_name_ends_no_sentence(word: str) -> None:
    text = f"It was {word}. Roe who left. {word}. Ash stayed."
    whole = text.replace("left. ", "left.\0").split("\0")
    for language in ("en", "en-GB", ""):
        assert [text[start:end] for start, end in sentences(text, language)] == whole, language


def test_a_long_line_is_not_cut_at_an_abbreviation() -> None:
    text = "They saw Capt. Roe there, " * 2_000
    assert all(not text[start:end].endswith("Capt.") for start, end in sentences(text))


@given(texts | prose)
def test_they_cover_all_but_white_space_in_order_and_never_cross_a_line(text: str) -> None:
    spans = sentences(text)
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert all(text[start:end] == text[start:end].strip() != "" and "\n" not in text[start:end] for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@given(st.data(), texts | prose)
def test_those_of_a_window_are_those_of_the_text_that_reach_into_it(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert sentences_in(text, start, end) == [span for span in sentences(text) if span[0] < end and start < span[1]]


@pytest.mark.parametrize(
    ("line", "size"),
    [("The word was given to Mr. Ash. “No,” she said. ", 10**6), ("x", 10**6), ("“", 40_000), ("一句。", 40_000)],
)
def test_a_long_line_is_read_in_stretches_that_do_not_hang_on_the_window(line: str, size: int) -> None:
    text = line * (size // len(line))
    whole = sentences(text)
    assert "".join(text[start:end] for start, end in whole).replace(" ", "") == text.replace(" ", "")
    for start in (0, 9_990, 23_456, size - 1000):
        wanted = [span for span in whole if span[0] < start + 500 and start < span[1]]
        assert sentences_in(text, start, start + 500) == wanted


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u2029"])
def test_any_space_may_stand_between_an_initial_and_its_full_stop(space: str) -> None:
    text = f"Written by A{space}. Arlov. It rained."
    assert [text[start:end] for start, end in sentences(text)] == [f"Written by A{space}. Arlov.", "It rained."]
