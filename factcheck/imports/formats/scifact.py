"""SciFact (Wadden et al. 2020), JSON Lines: claims, and sentences of documents that support or contradict them.

The label of a claim is that of its evidence. A claim with empty evidence is labelled "NEI", not enough information; a
claim without the field has no label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.case.record import Row
from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.errors import InvalidError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportFormat,
    ImportOptions,
    VerdictCandidate,
)
from factcheck.imports.corpus import SentenceQuoter, given_id, read_data_set, sentence_number, set_name

_STANCES = {"SUPPORT": Stance.SUPPORTS, "CONTRADICT": Stance.CONTRADICTS}
_KINDS = {"SUPPORT": LabelKind.FOR, "CONTRADICT": LabelKind.AGAINST}


class _Rationale(NamedTuple):
    document: str
    label: str
    sentences: list[int]
    shared: str = ""
    """What the rationales of a set of several documents have in common; empty for most."""


class Scifact(ImportFormat):
    """Reads SciFact data sets."""

    about = "SciFact, JSON Lines; its sentences by --corpus"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of a SciFact file, with excerpts if the corpus is given."""
        return read_data_set("scifact", data, options, _claim)


def _claim(place: str, row: Row, quoter: SentenceQuoter) -> ClaimCandidate:
    text = json_values.text(row, "claim", required=True)
    rationales = list(_rationales(row))
    excerpts: list[ExcerptCandidate] = []
    for document, label, sentences, shared in rationales:
        name = set_name(text, shared) if shared else ""
        excerpts += quoter.excerpt(place, document, sentences, _STANCES[label], evidence_set=name)
    labels = sorted({rationale.label for rationale in rationales}, reverse=True)
    verdict = _verdict(place, labels) if row.get("evidence") is not None else ()
    return ClaimCandidate(place, text, given_id(row), excerpts=tuple(excerpts), verdicts=verdict)


def _verdict(place: str, labels: list[str]) -> tuple[VerdictCandidate, ...]:
    if len(labels) > 1:
        return (VerdictCandidate(place, " and ".join(labels), LabelKind.MIXED),)
    return (VerdictCandidate(place, *((labels[0], _KINDS[labels[0]]) if labels else ("NEI", LabelKind.OPEN))),)


def _rationales(row: Row) -> Iterator[_Rationale]:
    evidence = row.get("evidence")
    if evidence is None:
        return
    if not isinstance(evidence, dict):
        raise InvalidError(f"evidence must be an object, not {json_values.type_of(evidence)}")
    for document in evidence:
        for item in json_values.items(evidence, document):
            rationale = item if isinstance(item, dict) else {}
            label = rationale.get("label")
            if not isinstance(label, str) or label not in _STANCES:
                raise InvalidError(
                    f"the evidence of {json_values.shown(document)} must be labelled SUPPORT or CONTRADICT"
                )
            numbers = [sentence_number(each) for each in json_values.items(rationale, "sentences")]
            shared = rationale.get("set")
            yield _Rationale(document, label, numbers, shared if isinstance(shared, str) else "")
