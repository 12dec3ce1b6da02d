"""Cases in which every text is hostile, for the tests of all exports."""

from __future__ import annotations

from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind, Scale
from factcheck.exports.selection import Selection
from tests.exports.cases import small_case
from tests.exports.drafted import draft_of
from tests.strategies import texts

TRICKS = (
    "</script><script>alert(1)</script>",
    '=HYPERLINK("https://example.org","click")',
    "'=1+1",
    "+1;=2\t@SUM(A1)",
    "-5",
    "#REF!",
    "_x0041_ _x005F_",
    "}, url = {https://example.org}, note = {",
    r"\input{/etc/passwd} 50% of $x_1^2$ ~ #1 & {",
    "A. Berg and Cora Dahl and others",
    "javascript:alert(1)",
    "https://example.org/a_b?c=%7B&d=e#f",
    "a\ttab\nnew\rreturn\r\nboth",
    '"; DROP TABLE claims; --',
    "\ufffe\uffff\x0b\x1c",
    "2022-01-05",
)
hostile: st.SearchStrategy[str] = texts | st.sampled_from(TRICKS)
ids: st.SearchStrategy[str] = hostile.map(lambda text: f"i{text}".replace("/", ""))
LABELS = ("a", "b")


@st.composite
def hostile_cases(draw: st.DrawFn) -> Case:
    """Draw a case of a claim, a source, up to two excerpts and a verdict on a scale of its own."""
    claim_id, source_id = draw(ids), draw(ids)
    source = draw(
        st.builds(
            Source,
            id=st.just(source_id),
            ref=st.just("S1") | hostile.filter(bool),
            **dict.fromkeys(("title", "publisher", "author", "published", "url", "accessed"), hostile),
            **dict.fromkeys(("file", "sha256", "media_type", "language", "note"), hostile),
        )
    )
    claim = draw(
        st.builds(
            Claim,
            id=st.just(claim_id),
            ref=st.just("C1") | hostile.filter(bool),
            **dict.fromkeys(("text", "speaker", "date", "origin"), hostile),
            tags=st.lists(hostile, max_size=3).map(tuple),
            waived=st.lists(hostile, max_size=1).map(tuple),
        )
    )
    verdict = draw(
        st.builds(
            Verdict,
            claim=st.just(claim_id),
            checker=hostile,
            label=st.none() | st.sampled_from(LABELS),
            confidence=st.none() | st.sampled_from(Confidence),
            **dict.fromkeys(("rationale", "condition", "at", "basis"), hostile),
        )
    )
    excerpts = [_excerpt(draw, number, claim_id, source_id) for number in range(draw(st.integers(0, 2)))]
    return small_case(draw(hostile), draw(scales()), [source], [claim], excerpts, [verdict])


def _excerpt(draw: st.DrawFn, number: int, claim_id: str, source_id: str) -> Excerpt:
    return draw(
        st.builds(
            Excerpt,
            id=st.just(f"e{number}") | ids.map(lambda key: f"{key}{number}"),
            ref=st.just(f"E{number}"),
            claim=st.just(claim_id),
            source=st.just(source_id),
            stance=st.sampled_from(Stance),
            start=st.none() | st.integers(-1, 50),
            end=st.none() | st.integers(-1, 50),
            **dict.fromkeys(("quote", "prefix", "suffix", "locator", "note", "by", "at"), hostile),
        )
    )


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Draw a scale of two labels with hostile names."""
    kinds = st.sampled_from(LabelKind)
    return Scale(
        draw(hostile.filter(bool)),
        tuple(
            Label(label, draw(hostile), "✓", str(number), draw(hostile), draw(kinds))
            for number, label in enumerate(LABELS, 1)
        ),
    )


def whole(case: Case, **known: object) -> Selection:
    """Return the selection that is a whole case."""
    known.setdefault("draft", lambda _name: draft_of(case))
    return Selection(case=case, claims=case.in_order(), **known)  # type: ignore[arg-type]
