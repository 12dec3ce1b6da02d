"""A selection as tables for spreadsheets and data frames: claims, excerpts, verdicts and sources.

Columns have the names of the fields of the case; rows refer to each other by ref. A cell is text, a number or empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.statistics import DIFFER, differing_labels, standing
from factcheck.exports.selection import Selection, entries_of, sources_of

Cell: TypeAlias = str | int | float | None


class Worksheet(NamedTuple):
    """One table: the names of its columns, and a function that yields its rows, each with a cell for each column."""

    columns: tuple[str, ...]
    rows: Callable[[Selection], Iterator[tuple[Cell, ...]]]


_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""The start of a formula in some spreadsheet, also after apostrophes, so that adding one can be undone."""

_VERDICT = ("label", "verdict", "confidence", "rationale", "condition", "checker", "decided")
_CLAIM = ("ref", "text", "speaker", "date", "origin", "tags")
_CLAIMS = (*_CLAIM, *_VERDICT, "differ", "supports", "contradicts", "context", "waived", "external_id", "id")
_CITED = (
    "quote",
    "source",
    "source_title",
    "locator",
    "note",
    "prefix",
    "suffix",
    "start",
    "end",
    "anchor",
    "by",
    "at",
)
_EXCERPTS = ("ref", "claim", "claim_text", "stance", *_CITED, "id")
_VERDICTS = ("claim", "claim_text", *_VERDICT, "stands", "basis", "role", "cause")
_SOURCES = tuple(name for name in Source.__slots__ if name != "id")

_ENTRIES = ("ref", "on", "kind", "to", "via", "words", "by", "at", "due", "closed", "outcome", "sentence")


def joined(texts: tuple[str, ...]) -> str:
    r"""Return tags as one cell, separated by "; ". In a tag ";" is "\;" and "\" is "\\". Empty tags are left out."""
    return "; ".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts if text)


def _claims(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for claim in selection.claims:
        differ = "yes" if standing(selection.case, claim.id).differ else ""
        counts = (selection.case.count(claim.id, stance) for stance in Stance)
        last = (joined(claim.waived), claim.external_id, claim.id)
        yield (*_claim_fields(claim), *_standing_verdict(selection, claim), differ, *counts, *last)


def _standing_verdict(selection: Selection, claim: Claim) -> tuple[Cell, ...]:
    """Return the cells of the verdict that stands; where checkers differ, no label, and what each of them said."""
    case = selection.case
    verdict = case.verdict_of(claim.id)
    if verdict is None and standing(case, claim.id).differ:
        return None, f"{DIFFER}: {differing_labels(case, claim.id)}", *(None,) * (len(_VERDICT) - 2)
    return _verdict(selection, verdict)


def _claim_fields(claim: Claim) -> tuple[Cell, ...]:
    return claim.ref, claim.text, claim.speaker, claim.date, claim.origin, joined(claim.tags)


def _verdict(selection: Selection, verdict: Verdict | None) -> tuple[Cell, ...]:
    if verdict is None:
        return (None,) * len(_VERDICT)
    name = next((label.name for label in selection.case.scale.labels if label.id == verdict.label), verdict.label)
    confidence = verdict.confidence and verdict.confidence.value
    return verdict.label, name, confidence, verdict.rationale, verdict.condition, verdict.checker, verdict.at


def _excerpts(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for claim in selection.claims:
        for excerpt in selection.case.excerpts_of(claim.id):
            cited = _excerpt_fields(selection, excerpt, selection.case.sources[excerpt.source])
            yield (excerpt.ref, claim.ref, claim.text, excerpt.stance.value, *cited, excerpt.id)


def _excerpt_fields(selection: Selection, excerpt: Excerpt, source: Source) -> tuple[Cell, ...]:
    anchor = selection.anchor(excerpt.id)
    state = None if anchor is None else anchor.state.value
    text = (excerpt.quote, source.ref, source.title, excerpt.locator, excerpt.note)
    return (*text, excerpt.prefix, excerpt.suffix, excerpt.start, excerpt.end, state, excerpt.by, excerpt.at)


def _verdicts(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for claim in selection.claims:
        current, settled = selection.case.verdict_of(claim.id), selection.case.settled_of(claim.id)
        for verdict in (*([settled] if settled else []), *selection.case.verdicts_of(claim.id)):
            last = ("yes" if verdict == current else "", verdict.basis, verdict.role, verdict.cause)
            yield (claim.ref, claim.text, *_verdict(selection, verdict), *last)


def _sources(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    known = selection.case.sources
    for source in sources_of(selection):
        repeated = known[source.repeats].ref if source.repeats in known else ""
        named = replace(source, repeats=repeated)
        yield (*(getattr(named, name) for name in _SOURCES), source.id)


def _entries(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for entry in entries_of(selection):
        subject = selection.case.subject(entry.on)
        named = replace(entry, on=subject.ref if subject else "")
        yield (*(getattr(named, name) for name in _ENTRIES), entry.id)


TABLES: dict[str, Worksheet] = {
    "claims": Worksheet(_CLAIMS, _claims),
    "excerpts": Worksheet(_EXCERPTS, _excerpts),
    "verdicts": Worksheet(_VERDICTS, _verdicts),
    "sources": Worksheet((*_SOURCES, "id"), _sources),
}
"""The tables by name, in the order of the sheets of a workbook."""

TABLES_ALONE: dict[str, Worksheet] = {**TABLES, "entries": Worksheet((*_ENTRIES, "id"), _entries)}
"""The tables that can be written each to a file of its own."""


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet may read a text as a formula, now or without its apostrophes."""
    return _FORMULA.match(text) is not None


def escape_formula(text: str) -> str:
    """Return the text, with an apostrophe before it if it looks like a formula, as spreadsheets mark a text."""
    return f"'{text}" if looks_like_formula(text) else text
