"""Compares the evidence of a case with its claims: an excerpt with its claim, and the sources with each other.

Figures are a reason to look: the stance that a checker gave an excerpt has priority over its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.evidence import FigureKind, FigureMark, Relation, Text
from factcheck.evidence.assessment import Assessment, SuggestionKind, all_marks, assess
from factcheck.evidence.contexts import figure_contexts
from factcheck.evidence.languages.recognition import recognise
from factcheck.evidence.matrix import (
    FigureValues,
    MatrixRow,
    QuotedPassage,
    SourceEvidence,
    SourceState,
    evidence_state,
    state_by_stances,
    values_by_source,
)

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_DISAGREEING = {Relation.DIFFERS, Relation.UNEQUAL}


class Matrix(NamedTuple):
    """Claims by sources: the sources are the columns, and each claim has a row with its ref."""

    sources: tuple[Source, ...]
    rows: tuple[MatrixRow, ...]


def claim_text(claim: Claim, text: str | None = None) -> Text:
    """Return a claim as a text to be compared; `text` is how it is shown, if that differs."""
    shown = claim.text if text is None else text
    return Text(shown, _iso(claim.date), language=claim.language or recognise(claim.text))


def passage_text(source: Source, text: str, before: str = "") -> Text:
    """Return a passage of a source as a text to be compared; `before` is what precedes it there."""
    return Text(text, _iso(source.published), f"{source.title}. {before}", source.language or recognise(text))


def assess_passage(claim: Text, source: Source, text: str, before: str = "") -> Assessment:
    """Return how a passage of a source relates to a claim: marks, signals, and what may be suggested."""
    return assess(claim, passage_text(source, text, before))


def excerpt_marks(case: Case, claim: Claim, excerpt: Excerpt) -> list[FigureMark]:
    """Return how the figures of an excerpt relate to those of a claim: what every face says of the two."""
    source = case.sources[excerpt.source]
    return all_marks(claim_text(claim), passage_text(source, excerpt.quote, excerpt.prefix))


def suggestion_reason(assessment: Assessment) -> str:
    """Return in words what an assessment suggests, and why; "" if it suggests nothing."""
    if assessment.suggestion is SuggestionKind.SAME_FIGURES:
        return "figures match – read the context"
    if assessment.suggestion is not SuggestionKind.CONTRADICTS:
        return ""
    mark = next(mark for mark in assessment.marks if mark.relation is Relation.DIFFERS)
    other = "date" if mark.claim.kind is FigureKind.DATE else "number"
    same = "the same event" if "event" in mark.reason else "the same words"
    return f"contradicts – {same}, another {other}"


def evidence_by_source(case: Case, claim_id: str, limit: int | None = None) -> list[SourceEvidence]:
    """Return the sources that are quoted for a claim, by their refs, with their excerpts, at most `limit` of these.

    Drafts are no evidence, and left out.
    """
    excerpts: dict[str, list[Excerpt]] = {}
    for excerpt in case.evidence_of(claim_id)[:limit]:
        excerpts.setdefault(excerpt.source, []).append(excerpt)
    sources = sorted_sources(case.sources[key] for key in excerpts)
    return [source_evidence(source, excerpts[source.id]) for source in sources]


def source_evidence(source: Source, excerpts: Iterable[Excerpt]) -> SourceEvidence:
    """Return a source with what is quoted from it."""
    passages = tuple(QuotedPassage(each.quote, each.stance, f"{source.title}. {each.prefix}") for each in excerpts)
    language = source.language or recognise(passages[0].text if passages else "")
    return SourceEvidence(source.ref, passages, _iso(source.published), language)


def sorted_sources(sources: Iterable[Source]) -> list[Source]:
    """Return sources in the order of their refs."""
    return sorted(sources, key=lambda source: (len(source.ref), source.ref))


def figure_values(case: Case, claim: Claim, limit: int | None = None) -> list[FigureValues]:
    """Return for each figure of a claim what each source says; at most `limit` excerpts are read."""
    text = claim_text(claim)
    return values_by_source(text, evidence_by_source(case, claim.id, limit)) if figure_contexts(text) else []


def disagreements(figures: Iterable[FigureValues]) -> list[FigureValues]:
    """Return the figures for which some source says another value than the claim."""
    return [each for each in figures if any(value.relation in _DISAGREEING for value in each.values)]


# Claims by sources


def stances_by_source(case: Case, claim_id: str) -> dict[str, set[Stance]]:
    """Return the ids of the sources that are quoted for a claim, each with the stances of its excerpts; no drafts."""
    stances: dict[str, set[Stance]] = {}
    for filing in case.index.excerpts.get(claim_id, {}).values():
        if not case.is_draft(filing.source):
            stances.setdefault(filing.source, set()).add(Stance(filing.stance))
    return stances


def quoted_sources(case: Case, claims: Iterable[Claim]) -> list[Source]:
    """Return the sources that are quoted for any of some claims, by their refs; no drafts."""
    quoted = {filing.source for claim in claims for filing in case.index.excerpts.get(claim.id, {}).values()}
    return sorted_sources(case.sources[key] for key in quoted - case.index.drafts)


def source_state(case: Case, claim_id: str, source_id: str, stances: set[Stance]) -> SourceState:
    """Return what a source says of a claim: by the stances of its excerpts, else by their figures."""
    if state := state_by_stances(stances):
        return state
    text = claim_text(case.claims[claim_id])
    if not figure_contexts(text):
        return SourceState.NEITHER
    excerpts = [excerpt for excerpt in case.excerpts_of(claim_id) if excerpt.source == source_id]
    return evidence_state(text, source_evidence(case.sources[source_id], excerpts))


def matrix_row(case: Case, claim: Claim, sources: Sequence[str], *, figures: bool = True) -> MatrixRow:
    """Return what each of some sources says of a claim; without `figures` by the stances alone."""
    stances = stances_by_source(case, claim.id)
    states: list[SourceState] = []
    for key in sources:
        state = state_by_stances(stances.get(key, ()))
        if state is None and figures and key in stances:
            state = source_state(case, claim.id, key, stances[key])
        states.append(state or SourceState.NEITHER)
    return MatrixRow(claim.ref, tuple(states))


def matrix(case: Case, claims: Iterable[Claim], *, figures: bool = True) -> Matrix:
    """Return claims by the sources that are quoted for any of them; see `matrix_row`."""
    rows = list(claims)
    sources = quoted_sources(case, rows)
    keys = [source.id for source in sources]
    return Matrix(tuple(sources), tuple(matrix_row(case, claim, keys, figures=figures) for claim in rows))


def _iso(date: str) -> str:
    """Return a date that is in ISO 8601, else ""."""
    return date if _ISO.fullmatch(date) else ""
