"""The records of a case held against each other: what a source does for a claim, and what it gives for its figures."""

from __future__ import annotations

from dataclasses import replace

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.evidence import Relation, SignalKind, comparison
from factcheck.evidence.comparison import claim_text
from factcheck.evidence.figures.relations import sentence_marks
from factcheck.evidence.matrix import MatrixRow, SourceState
from tests.exports.cases import small_case

TOLL = Claim(id="c", ref="C1", text="At least 238 people died in the unrest.", date="2023")
SOURCES = [
    Source(id="s", ref="S2", title="A paper"),
    Source(id="t", ref="S10", title="A report"),
    Source(id="u", ref="S1", title="A telegram", published="2022-01-08"),
    Source(id="v", ref="S3", title="A letter"),
]


def excerpt(key: str, source: str, stance: Stance, quote: str) -> Excerpt:
    return Excerpt(id=key, ref=key.upper(), claim="c", source=source, stance=stance, quote=quote)


def disputed() -> Case:
    """Return a case with one claim, quoted from three of its four sources."""
    excerpts = [
        excerpt("e1", "s", Stance.SUPPORTS, "The unrest left 238 people dead."),
        excerpt("e2", "t", Stance.CONTEXT, "225 people died in the unrest."),
        excerpt("e3", "u", Stance.SUPPORTS, "Troops killed 26 protesters and 18 officers died."),
        excerpt("e4", "u", Stance.CONTRADICTS, "Nobody counted."),
    ]
    return small_case(sources=SOURCES, claims=[TOLL], excerpts=excerpts)


def test_the_grid_has_the_quoted_sources_by_their_refs_and_a_state_for_each() -> None:
    grid = comparison.matrix(disputed(), [TOLL])
    assert [source.ref for source in grid.sources] == ["S1", "S2", "S10"]
    assert grid.rows == (MatrixRow("C1", (SourceState.BOTH, SourceState.SUPPORTS, SourceState.DIFFERS)),)


def test_without_figures_only_what_was_filed_counts() -> None:
    (row,) = comparison.matrix(disputed(), [TOLL], figures=False).rows
    assert row.states == (SourceState.BOTH, SourceState.SUPPORTS, SourceState.NEITHER)


def test_a_source_that_is_not_quoted_is_on_neither_side() -> None:
    assert comparison.matrix_row(disputed(), TOLL, ["v"]).states == (SourceState.NEITHER,)


def test_the_values_of_a_claim_stand_by_source_in_the_order_of_the_refs() -> None:
    (values,) = comparison.figure_values(disputed(), TOLL)
    assert str(values) == "deaths: S1 26 + 18, earlier · S2 238 · S10 225"
    assert comparison.disagreements([values]) == [values]


def test_parts_of_a_figure_alone_are_no_disagreement() -> None:
    case = small_case(
        sources=SOURCES,
        claims=[TOLL],
        excerpts=[excerpt("e1", "u", Stance.SUPPORTS, "Troops killed 26 protesters and 18 officers died.")],
    )
    assert comparison.disagreements(comparison.figure_values(case, TOLL)) == []


def test_only_dates_of_iso_8601_make_a_report_earlier() -> None:
    claim = Claim(id="c", ref="C1", text="The bridge closed.", date="2023")
    for published, earlier in (("2022-01-08", True), ("2023-05", False), ("8 January 2022", False), ("1; 2", False)):
        source = Source(id="s", ref="S1", published=published)
        finding = comparison.assess_passage(comparison.claim_text(claim), source, "It closed.")
        assert (SignalKind.EARLIER in {signal.kind for signal in finding.signals}) is earlier, published


def test_what_is_suggested_says_why() -> None:
    for quote, words in (
        ("225 people died in the unrest.", "contradicts – the same event, another number"),
        ("At least 238 people died in the unrest.", "figures match – read the context"),
        ("It rained.", ""),
    ):
        finding = comparison.assess_passage(comparison.claim_text(TOLL), SOURCES[0], quote)
        assert comparison.suggestion_reason(finding) == words


def test_a_claim_is_read_in_its_language() -> None:
    claim = Claim(id="1", text="1.200 Euro")
    assert claim_text(claim).language == "en"
    assert claim_text(replace(claim, language="de")).language == "de"
    assert not [mark for mark in sentence_marks(claim.text, "1200 Euro", "en") if mark.relation is Relation.SAME]
    assert [mark.relation for mark in sentence_marks(claim.text, "1200 Euro", "de")] == [Relation.SAME]
