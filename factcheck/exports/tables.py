"""A selection as tables, for spreadsheets and data frames: claims, excerpts, verdicts and sources.

Columns are named after the fields of the case; rows name each other by ref. Cells are texts, numbers or empty. A text
that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.statistics import standing
from factcheck.exports.selection import Selection, sources_of

Cell: TypeAlias = str | int | float | None


class Worksheet(NamedTuple):
    """One table: the names of its columns, and its rows, each as long as these."""

    columns: tuple[str, ...]
    rows: Callable[[Selection], Iterator[tuple[Cell, ...]]]


_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What begins a formula in some program, or is dropped before one; behind apostrophes, so that one more can go."""

_JUDGEMENT = ("label", "verdict", "confidence", "rationale", "condition", "checker", "decided")
_CLAIM = ("ref", "text", "speaker", "date", "origin", "tags")
_CLAIMS = (*_CLAIM, *_JUDGEMENT, "differ", "supports", "contradicts", "context", "waived", "id")
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
_VERDICTS = ("claim", "claim_text", *_JUDGEMENT, "stands", "basis")
_SOURCES = tuple(name for name in Source.__slots__ if name != "id")


def joined(texts: tuple[str, ...]) -> str:
    r"""Return tags as one cell, parted by "; ". In a tag, ; is written \; and \ is written \\; an empty one is none."""
    return "; ".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts if text)


def _claims(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for claim in selection.claims:
        verdict = selection.case.verdict_of(claim.id)
        differ = "yes" if standing(selection.case, claim.id).differ else ""
        counts = (selection.case.count(claim.id, stance) for stance in Stance)
        last = (joined(claim.waived), claim.id)
        yield (*_described(claim), *_judgement(selection, verdict), differ, *counts, *last)


def _described(claim: Claim) -> tuple[Cell, ...]:
    return claim.ref, claim.text, claim.speaker, claim.date, claim.origin, joined(claim.tags)


def _judgement(selection: Selection, verdict: Verdict | None) -> tuple[Cell, ...]:
    if verdict is None:
        return (None,) * len(_JUDGEMENT)
    name = next((label.name for label in selection.case.scale.labels if label.id == verdict.label), verdict.label)
    sure = verdict.confidence and verdict.confidence.value
    return verdict.label, name, sure, verdict.rationale, verdict.condition, verdict.checker, verdict.at


def _excerpts(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for claim in selection.claims:
        for excerpt in selection.case.excerpts_of(claim.id):
            cited = _cited(selection, excerpt, selection.case.sources[excerpt.source])
            yield (excerpt.ref, claim.ref, claim.text, excerpt.stance.value, *cited, excerpt.id)


def _cited(selection: Selection, excerpt: Excerpt, source: Source) -> tuple[Cell, ...]:
    anchor = selection.anchor(excerpt.id)
    place = (excerpt.prefix, excerpt.suffix, excerpt.start, excerpt.end, None if anchor is None else anchor.state.value)
    words = (excerpt.quote, source.ref, source.title, excerpt.locator, excerpt.note)
    return (*words, *place, excerpt.by, excerpt.at)


def _verdicts(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for claim in selection.claims:
        stands = selection.case.verdict_of(claim.id)
        for verdict in selection.case.verdicts_of(claim.id):
            last = ("yes" if verdict == stands else "", verdict.basis)
            yield (claim.ref, claim.text, *_judgement(selection, verdict), *last)


def _sources(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for source in sources_of(selection):
        yield (*(getattr(source, name) for name in _SOURCES), source.id)


TABLES: dict[str, Worksheet] = {
    "claims": Worksheet(_CLAIMS, _claims),
    "excerpts": Worksheet(_EXCERPTS, _excerpts),
    "verdicts": Worksheet(_VERDICTS, _verdicts),
    "sources": Worksheet((*_SOURCES, "id"), _sources),
}
"""The tables by their names, in the order in which they are read."""


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet could take a text for a formula, even after `defused`."""
    return _FORMULA.match(text) is not None


def defused(text: str) -> str:
    """Return the text with an apostrophe before what looks like a formula, as spreadsheets mark a text."""
    return f"'{text}" if looks_like_formula(text) else text


def restored(cell: str) -> str:
    """Return what `defused` was given."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell) else cell
