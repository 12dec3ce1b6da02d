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
from factcheck.evidence.assessment import Finding, Suggestion, examine
from factcheck.evidence.contexts import places
from factcheck.evidence.matrix import Passage, Row, State, Values, Witness, filed, state, values_by_source

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_AT_ODDS = {Relation.DIFFERS, Relation.RECKONED}


class Grid(NamedTuple):
    """Claims by sources: the sources that are its columns, and a row for each claim, named by its ref."""

    sources: tuple[Source, ...]
    rows: tuple[Row, ...]


def claim_text(claim: Claim, text: str | None = None) -> Text:
    """Return a claim as a text to be compared; `text` is how it is shown, where that matters."""
    return Text(claim.text if text is None else text, _iso(claim.date))


def passage_text(source: Source, text: str, before: str = "") -> Text:
    """Return a passage of a source as a text to be compared, with what stands before it there."""
    return Text(text, _iso(source.published), f"{source.title}. {before}", source.language or "en")


def examined(claim: Text, source: Source, text: str, before: str = "") -> Finding:
    """Return how a passage of a source stands to a claim: marks, signals, and what may be suggested of it."""
    return examine(claim, passage_text(source, text, before))


def why_suggested(finding: Finding) -> str:
    """Return in words what a finding suggests, and why; "" where the guards allow nothing."""
    if finding.suggestion is Suggestion.SAME_FIGURES:
        return "same figures – what is said of them, you read"
    if finding.suggestion is not Suggestion.CONTRADICTS:
        return ""
    mark = next(mark for mark in finding.marks if mark.relation is Relation.DIFFERS)
    other = "date" if mark.claim.kind is FigureKind.DATE else "number"
    same = "the same event" if "event" in mark.reason else "the same words"
    return f"contradicts – {same}, another {other}"


def witnesses(case: Case, claim_id: str, most: int | None = None) -> list[Witness]:
    """Return the sources that are quoted for a claim, by their refs, each with its excerpts; `most` of these in all."""
    of_source: dict[str, list[Excerpt]] = {}
    for excerpt in case.excerpts_of(claim_id)[:most]:
        of_source.setdefault(excerpt.source, []).append(excerpt)
    sources = in_order(case.sources[key] for key in of_source)
    return [witness(source, of_source[source.id]) for source in sources]


def witness(source: Source, excerpts: Iterable[Excerpt]) -> Witness:
    """Return a source with what is quoted from it."""
    passages = tuple(Passage(each.quote, each.stance, f"{source.title}. {each.prefix}") for each in excerpts)
    return Witness(source.ref, passages, _iso(source.published), source.language or "en")


def in_order(sources: Iterable[Source]) -> list[Source]:
    """Return sources by their refs."""
    return sorted(sources, key=lambda source: (len(source.ref), source.ref))


def values(case: Case, claim: Claim, most: int | None = None) -> list[Values]:
    """Return for each figure of a claim what each source gives for it; of `most` excerpts, if not of all."""
    text = claim_text(claim)
    return values_by_source(text, witnesses(case, claim.id, most)) if places(text) else []


def disagreeing(found: Iterable[Values]) -> list[Values]:
    """Return those figures for which some source gives another value than the claim."""
    return [each for each in found if any(said.relation in _AT_ODDS for said in each.said)]


# Claims by sources


def stances(case: Case, claim_id: str) -> dict[str, set[Stance]]:
    """Return the sources that are quoted for a claim, by id, each with the stances of its excerpts."""
    found: dict[str, set[Stance]] = {}
    for how in case.index.excerpts.get(claim_id, {}).values():
        found.setdefault(how.source, set()).add(Stance(how.stance))
    return found


def state_of(case: Case, claim_id: str, source_id: str, known: set[Stance]) -> State:
    """Return what a source does for a claim, given the stances of its excerpts; figures are read where none decides."""
    if found := filed(known):
        return found
    claim = case.claims[claim_id]
    text = claim_text(claim)
    if not places(text):
        return State.SILENT
    quoted = [excerpt for excerpt in case.excerpts_of(claim_id) if excerpt.source == source_id]
    return state(text, witness(case.sources[source_id], quoted))


def row(case: Case, claim: Claim, sources: Sequence[str], *, figures: bool = True) -> Row:
    """Return what each of some sources does for a claim; by the stances alone where not by its `figures` too."""
    known = stances(case, claim.id)
    states = [filed(known[key]) if key in known else State.SILENT for key in sources]
    if figures:
        pairs = zip(sources, states, strict=True)
        states = [found or state_of(case, claim.id, key, known[key]) for key, found in pairs]
    return Row(claim.ref, tuple(found or State.SILENT for found in states))


def grid(case: Case, claims: Iterable[Claim], *, figures: bool = True) -> Grid:
    """Return claims by the sources that are quoted for any of them; see `row`."""
    shown = list(claims)
    quoted = {source for claim in shown for source in _quoted(case, claim.id)}
    sources = in_order(case.sources[key] for key in quoted)
    keys = [source.id for source in sources]
    return Grid(tuple(sources), tuple(row(case, claim, keys, figures=figures) for claim in shown))


def _quoted(case: Case, claim_id: str) -> Iterator[str]:
    return (how.source for how in case.index.excerpts.get(claim_id, {}).values())


def _iso(date: str) -> str:
    """Return a date that can be told from another; "" for what is none of ISO 8601."""
    return date if _ISO.fullmatch(date) else ""
