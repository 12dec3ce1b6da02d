"""What holds of every quote and every text."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.quotes import State
from factcheck.quotes.anchor import anchor
from factcheck.quotes.boundaries import is_whole
from factcheck.quotes.normalization import NormalizedText
from tests.strategies import texts

WORDS = [
    "court",
    "Ünal",
    "не",
    "strike",
    "3.5",
    "10²",
    "won’t",
    "café",
    "naïve",
    "2019",
    "a",
    "the",
    "法院",
    "says",
    "ﬁre",
]
LOOSE = {
    "’": "’'ʼ‘",
    "“": '“"«„',
    "”": '”"»',
    "–": "–—―",
    "…": "…",
    " ": " \u00a0\n\t\u2009",
}
PLAIN = [("...", "…"), ("fi", "ﬁ"), ("é", "e\u0301"), ("ï", "i\u0308"), ("Ü", "U\u0308")]


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Draw a text of words with quote marks, dashes and paragraphs."""
    pieces = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30))
    marks = st.sampled_from([" ", " ", " ", ", ", ". ", " – ", "\n\n", " “", "” ", "… "])
    return "".join(piece + draw(marks) for piece in pieces)


@st.composite
def varied(draw: st.DrawFn, quote: str) -> str:
    """Draw other typography for a quote."""
    signs = [draw(st.sampled_from(LOOSE.get(sign, sign))) for sign in quote]
    found = "".join(signs)
    for plain, typeset in PLAIN:
        one, other = draw(st.permutations([plain, typeset]))
        found = found.replace(one, other)
    unseen = draw(st.sampled_from(["", "\u00ad", "\u200b"]))
    return re.sub(r"(?<=strik)(?=e)", unseen, found)


@st.composite
def cut(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """Draw the span of some whole words of a text."""
    words = [match.span() for match in re.finditer(r"\w\S*\w|\w", text)]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    return words[first][0], words[last][1]


@given(st.data(), texts)
def test_every_part_of_a_text_stands_there_exactly_unless_it_cuts_a_word(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(text[start:end].strip())
    found = anchor(text[start:end], text, start=start)
    assert found.state in {State.EXACT, State.ALTERED}
    if is_whole(text, (start, end)):
        assert (found.state, found.parts, found.score) == (State.EXACT, ((start, end),), 1.0)
    else:
        assert found.parts != ((start, end),)


@given(st.data(), st.lists(st.sampled_from(["a", "b", "ab", "a\n", "\nb"]), min_size=1, max_size=30).map(" ".join))
def test_what_stands_around_a_quote_decides_between_several(data: st.DataObject, text: str) -> None:
    start, end = data.draw(cut(text))
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    found = anchor(text[start:end], text, prefix=before, suffix=after)
    at = found.start or 0
    assert found.state is State.EXACT
    assert text.startswith(before + text[start:end] + after, at - len(before))


@given(st.data(), prose())
def test_other_typography_is_typographic_and_gives_the_passage(data: st.DataObject, text: str) -> None:
    start, end = data.draw(cut(text))
    quote = data.draw(varied(text[start:end]))
    found = anchor(quote, text, start=start)
    assert found.state is (State.EXACT if quote in text else State.TYPOGRAPHIC)
    assert NormalizedText(text[slice(*found.parts[0])]).text == NormalizedText(quote).text.strip()


@given(st.data(), prose(), st.sampled_from("zQ7ж八"))
def test_a_changed_letter_or_figure_is_never_honest(data: st.DataObject, text: str, sign: str) -> None:
    start, end = data.draw(cut(text))
    at = data.draw(st.sampled_from([at for at in range(start, end) if text[at].isalnum()]))
    quote = data.draw(varied(f"{text[start:at]}{sign}{text[at + 1 : end]}"))
    assume(sign not in text)
    assert not anchor(quote, text, start=start).state.is_faithful


@given(st.data(), prose())
def test_a_bracketed_first_letter_of_another_case_is_typographic(data: st.DataObject, text: str) -> None:
    start, end = data.draw(cut(text))
    first, turned = text[start], text[start].swapcase()
    assume(first.isascii() and first.isalpha() and text[start + 1 : start + 2].isalnum() and end > start + 1)
    for letter in (first, turned):
        found = anchor(f"[{letter}]{text[start + 1 : end]}", text, start=start)
        assert (found.state, found.inserted) == (State.TYPOGRAPHIC, f"[{letter}]")
        assert text[slice(*found.parts[0])].swapcase() in {
            text[start:end].swapcase(),
            (turned + text[start + 1 : end]).swapcase(),
        }


@given(st.data(), prose(), prose())
def test_the_parts_of_an_elided_quote_stand_in_order(data: st.DataObject, text: str, gap: str) -> None:
    start, end = data.draw(cut(text))
    first, last = f"Zebra {text[start:end]}", f"{text[start:end]} Yak"
    whole = f"{text} {first} {gap} {last} {text}"
    mark = data.draw(st.sampled_from([" … ", " […] ", " [...] ", " (…) ", "... "]))
    found = anchor(f"{first}{mark}{last}", whole)
    places = [place for part in found.parts for place in part]
    assert found.state is State.ELIDED
    assert places == sorted(places)
    assert [whole[slice(*part)].split()[side] for part, side in ((found.parts[0], 0), (found.parts[-1], -1))] == [
        "Zebra",
        "Yak",
    ]


@given(texts, texts, texts, st.none() | st.integers(-5, 10**6))
def test_an_anchor_hangs_on_nothing_else_and_stays_in_the_text(
    quote: str, text: str, prefix: str, start: int | None
) -> None:
    found = anchor(quote, text, prefix=prefix, suffix=prefix, start=start)
    assert found == anchor(quote, text, prefix=prefix, suffix=prefix, start=start)
    places = [place for part in found.parts for place in part]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert bool(found.parts) == (found.state is not State.NOT_FOUND)


@given(texts | prose())
def test_folding_twice_changes_nothing_more_and_every_place_has_its_own(text: str) -> None:
    folded = NormalizedText(text)
    spans = [span for at in range(len(folded.text)) if (span := folded.span(at, at + 1)) and span[0] < span[1]]
    assert spans == sorted(spans)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(0 <= folded.normalized_position(at) <= len(folded.text) for at in range(len(text) + 1))
