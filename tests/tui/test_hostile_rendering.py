"""Whatever is in a case, what the screens draw of it is text: nothing in it acts, and nothing of it is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style

from factcheck.case.case import Case
from factcheck.case.describe import claim_changes, describe, describe_change, subject
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.case.statistics import CheckedCount
from factcheck.evidence.comparison import claim_text, source_evidence
from factcheck.evidence.figures.relations import sentence_marks
from factcheck.evidence.matrix import SourceState, values_by_source
from factcheck.text import visible, visible_line
from factcheck.tui.render import changes, claims, counts, excerpts, matrix, passages, styles
from factcheck.tui.state.session import Comparisons
from factcheck.workspace.search import Hit
from tests.strategies import HOSTILE as WRITTEN
from tests.test_text import ACTING
from tests.tui import hostile

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WIDTHS = st.integers(1, 120)
ACTS = frozenset(ACTING)
SIGNS = [sign for sign in ACTING if unicodedata.category(sign) != "Cs"]
signs = st.one_of(st.sampled_from(SIGNS[:70]), st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"]))
texts: st.SearchStrategy[str] = st.one_of(
    st.sampled_from([*WRITTEN, hostile.HOSTILE, hostile.MARKUP, hostile.SEQUENCES, hostile.UNICODE]),
    st.lists(
        st.sampled_from(["[/]", "[@click=app.exit]", "[bold]", "$x", " ", "\t", "\n", "at least 238 people"]) | signs
    ).map("".join),
)
"""What others may write, with much in it that acts; only lone surrogates cannot be in a file."""


def pictures(case: Case, width: int) -> Iterator[Content]:
    """Yield everything that is drawn of a case as one text, over several lines."""
    for claim in case.claims.values():
        for draft in (False, True):
            quotes = (excerpt.quote for excerpt in case.excerpts_of(claim.id))
            marks = (mark for quote in quotes for mark in sentence_marks(claim.text, quote))
            figures = {mark.claim for mark in marks}
            yield claims.claim_detail(case, claim, figures, "ada", draft, NOW)
    for verdict in case.verdicts.values():
        yield styles.label_glyph(case, verdict.label)
    for label in case.scale.labels:
        yield styles.label_text(label)
    for change in case.history:
        yield Content(describe_change(case, change))
        yield Content(describe(case, (change, change)))
        yield Content(visible_line(subject(case, change)))
        yield Content(styles.ago(change.at, NOW))
    yield counts.progress_bar(CheckedCount(1, 2), width)


def lines(case: Case, width: int) -> Iterator[Content]:
    """Yield every line that is drawn of a case in a list."""
    for claim in case.claims.values():
        yield from claims.claim_rows(case, claim, width, "≠⚠")
        for change in claim_changes(case, claim.id):
            yield from changes.change_line(case, change, width)
        for excerpt in case.excerpts.values():
            yield from excerpts.excerpt_lines(claim, excerpt, case.sources[excerpt.source], width)
            yield from found_lines(claim, excerpt, case.sources[excerpt.source], width)
            yield from excerpts.source_line(case.sources[excerpt.source], excerpt, width, "", [Content("≠ 1 / 2")])


def found_lines(claim: Claim, excerpt: Excerpt, source: Source, width: int) -> Iterator[Content]:
    """Yield every line that is drawn of what was found of an excerpt, as a passage, and in the matrix."""
    text = styles.plain(excerpt.quote)
    assessment = Comparisons().find(claim, excerpt, source)
    yield from excerpts.excerpt_lines(claim, excerpt, source, width, assessment=assessment)
    found = Hit(source.id, 0, len(text), text, 1.0, ((0, 1),), text)
    for known in (None, excerpt):
        yield from passages.passage_lines(found, source, assessment, known, width, head=True)
        yield from passages.passage_lines(found, source, None, known, width, head=True, placed=True)
    columns = matrix.MatrixColumns.of([source], width)
    yield matrix.matrix_line(claim, [SourceState.BOTH], columns)
    yield matrix.matrix_head([source], columns, 0)
    values = values_by_source(claim_text(claim), [source_evidence(source, [excerpt])])
    told = [matrix.cell_words(source, SourceState.BOTH, [excerpt]), *matrix.values_lines(values)]
    yield from (line for content in told for line in content.wrap(max(width, 1)))


@given(text=texts, width=WIDTHS)
@example(text="\x1b[31m" * 5, width=80)
@example(text="\t" * 40, width=20)
def test_nothing_that_is_drawn_acts(text: str, width: int) -> None:
    case = hostile.case_of(text)
    for content in (*pictures(case, width), *lines(case, width)):
        assert not ACTS & set(content.plain), content.plain
        for _, style in content.render(Style(), ""):
            assert not style.meta, content.plain
            assert style.link is None, content.plain
    for content in lines(case, width):
        assert not {"\n", "\t"} & set(content.plain), content.plain


@given(text=texts)
def test_nothing_that_is_drawn_is_read_as_markup(text: str) -> None:
    case = hostile.case_of(f"w{text}w")
    shown = visible_line(f"w{text}w")
    detail = claims.claim_detail(case, case.claims["c"], (), "ada", True, NOW)
    assert visible(f"w{text}w") in detail.plain
    assert f"attributed to {shown}" in detail.plain
    assert f"{shown}  " in detail.plain
    assert f"#{shown}" in detail.plain
    assert shown in styles.label_text(case.scale.labels[0]).plain
    assert shown in describe_change(case, next(iter(case.history)))


@pytest.mark.parametrize("stance", Stance)
def test_a_quote_of_others_stands_as_it_was_written(stance: Stance) -> None:
    case = hostile.case_of(hostile.MARKUP)
    lines = excerpts.excerpt_lines(case.claims["c"], case.excerpts[f"e{stance}"], case.sources["s"], 400)
    assert f"“{hostile.MARKUP}”" in " ".join(line.plain for line in lines)
