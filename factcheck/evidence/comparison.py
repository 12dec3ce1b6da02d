"""The evidence of a case held against its claims: an excerpt against its claim, and the sources against each other.

What the figures say is a reason to look. Where a checker has filed an excerpt, that stands before what its figures say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.evidence import FigureKind, Relation, Text
from factcheck.evidence.assessment import Assessment, SuggestionKind, assess
from factcheck.evidence.contexts import figure_contexts
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
_AT_ODDS = {Relation.DIFFERS, Relation.RECKONED}


class Matrix(NamedTuple):
    """Claims by sources: the sources that are its columns, and a row for each claim, named by its ref."""

    sources: tuple[Source, ...]
    rows: tuple[MatrixRow, ...]


def claim_text(claim: Claim, text: str | None = None) -> Text:
    """Return a claim as a text to be compared; `text` is how it is shown, where that matters."""
    return Text(claim.text if text is None else text, _iso(claim.date))


def passage_text(source: Source, text: str, before: str = "") -> Text:
    """Return a passage of a source as a text to be compared, with what stands before it there."""
    return Text(text, _iso(source.published), f"{source.title}. {before}", source.language or "en")


def assess_passage(claim: Text, source: Source, text: str, before: str = "") -> Assessment:
    """Return how a passage of a source stands to a claim: marks, signals, and what may be suggested of it."""
    return assess(claim, passage_text(source, text, before))


def suggestion_reason(finding: Assessment) -> str:
    """Return in words what a finding suggests, and why; "" where the guards allow nothing."""
    if finding.suggestion is SuggestionKind.SAME_FIGURES:
        return "same figures – what is said of them, you read"
    if finding.suggestion is not SuggestionKind.CONTRADICTS:
        return ""
    mark = next(mark for mark in finding.marks if mark.relation is Relation.DIFFERS)
    other = "date" if mark.claim.kind is FigureKind.DATE else "number"
    same = "the same event" if "event" in mark.reason else "the same words"
    return f"contradicts – {same}, another {other}"


def evidence_by_source(case: Case, claim_id: str, most: int | None = None) -> list[SourceEvidence]:
    """Return the sources that are quoted for a claim, by their refs, each with its excerpts; `most` of these in all."""
    of_source: dict[str, list[Excerpt]] = {}
    for excerpt in case.excerpts_of(claim_id)[:most]:
        of_source.setdefault(excerpt.source, []).append(excerpt)
    sources = sorted_sources(case.sources[key] for key in of_source)
    return [source_evidence(source, of_source[source.id]) for source in sources]


def source_evidence(source: Source, excerpts: Iterable[Excerpt]) -> SourceEvidence:
    """Return a source with what is quoted from it."""
    passages = tuple(QuotedPassage(each.quote, each.stance, f"{source.title}. {each.prefix}") for each in excerpts)
    return SourceEvidence(source.ref, passages, _iso(source.published), source.language or "en")


def sorted_sources(sources: Iterable[Source]) -> list[Source]:
    """Return sources by their refs."""
    return sorted(sources, key=lambda source: (len(source.ref), source.ref))


def figure_values(case: Case, claim: Claim, most: int | None = None) -> list[FigureValues]:
    """Return for each figure of a claim what each source gives for it; of `most` excerpts, if not of all."""
    text = claim_text(claim)
    return values_by_source(text, evidence_by_source(case, claim.id, most)) if figure_contexts(text) else []


def disagreements(found: Iterable[FigureValues]) -> list[FigureValues]:
    """Return those figures for which some source gives another value than the claim."""
    return [each for each in found if any(said.relation in _AT_ODDS for said in each.said)]


# Claims by sources


def stances_by_source(case: Case, claim_id: str) -> dict[str, set[Stance]]:
    """Return the sources that are quoted for a claim, by id, each with the stances of its excerpts."""
    found: dict[str, set[Stance]] = {}
    for how in case.index.excerpts.get(claim_id, {}).values():
        found.setdefault(how.source, set()).add(Stance(how.stance))
    return found


def source_state(case: Case, claim_id: str, source_id: str, known: set[Stance]) -> SourceState:
    """Return what a source does for a claim, given the stances of its excerpts; figures are read where none decides."""
    if found := state_by_stances(known):
        return found
    claim = case.claims[claim_id]
    text = claim_text(claim)
    if not figure_contexts(text):
        return SourceState.SILENT
    quoted = [excerpt for excerpt in case.excerpts_of(claim_id) if excerpt.source == source_id]
    return evidence_state(text, source_evidence(case.sources[source_id], quoted))


def matrix_row(case: Case, claim: Claim, sources: Sequence[str], *, figures: bool = True) -> MatrixRow:
    """Return what each of some sources does for a claim; by the stances alone where not by its `figures` too."""
    known = stances_by_source(case, claim.id)
    states = [state_by_stances(known[key]) if key in known else SourceState.SILENT for key in sources]
    if figures:
        pairs = zip(sources, states, strict=True)
        states = [found or source_state(case, claim.id, key, known[key]) for key, found in pairs]
    return MatrixRow(claim.ref, tuple(found or SourceState.SILENT for found in states))


def matrix(case: Case, claims: Iterable[Claim], *, figures: bool = True) -> Matrix:
    """Return claims by the sources that are quoted for any of them; see `matrix_row`."""
    shown = list(claims)
    quoted = {source for claim in shown for source in _quoted(case, claim.id)}
    sources = sorted_sources(case.sources[key] for key in quoted)
    keys = [source.id for source in sources]
    return Matrix(tuple(sources), tuple(matrix_row(case, claim, keys, figures=figures) for claim in shown))


def _quoted(case: Case, claim_id: str) -> Iterator[str]:
    return (how.source for how in case.index.excerpts.get(claim_id, {}).values())


def _iso(date: str) -> str:
    """Return a date that can be told from another; "" for what is none of ISO 8601."""
    return date if _ISO.fullmatch(date) else ""
