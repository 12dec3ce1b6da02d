"""SciFact (Wadden et al. 2020), JSON Lines: a claim, and sentences of documents that support or contradict it.

The label of a claim is that of its evidence; a claim whose evidence is empty has not enough of it, one without the
field has no label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.case.records import Row, Stance
from factcheck.case.scale import LabelKind
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportFormat,
    Problem,
    ReadOptions,
    VerdictCandidate,
)
from factcheck.imports.corpus import SentenceQuoter, read_corpus, sentence_number

_STANCES = {"SUPPORT": Stance.SUPPORTS, "CONTRADICT": Stance.CONTRADICTS}
_KINDS = {"SUPPORT": LabelKind.FOR, "CONTRADICT": LabelKind.AGAINST}


class _Rationale(NamedTuple):
    document: str
    label: str
    sentences: list[int]


class Scifact(ImportFormat):
    """Reads SciFact data sets."""

    about = "SciFact, JSON Lines; its sentences by --corpus"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the claims of a SciFact file."""
        rows, problems = json_values.parse_lines(decode(data).text)
        quoting, claims = SentenceQuoter(read_corpus(asked.corpus)), []
        for place, row in rows:
            try:
                claims.append(_claim(place, row, quoting))
            except InvalidError as error:
                problems.append(Problem(place, str(error)))
        return Candidates(format="scifact", claims=tuple(claims), problems=(*problems, *quoting.missing))


def _claim(place: str, row: Row, quoting: SentenceQuoter) -> ClaimCandidate:
    text = json_values.text(row, "claim", required=True)
    rationales = list(_rationales(row))
    excerpts: list[ExcerptCandidate] = []
    for document, label, sentences in rationales:
        excerpts += quoting.excerpt(place, document, sentences, _STANCES[label])
    labels = sorted({rationale.label for rationale in rationales}, reverse=True)
    verdict = _verdict(place, labels) if row.get("evidence") is not None else ()
    return ClaimCandidate(place, text, excerpts=tuple(excerpts), verdicts=verdict)


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
        for found in json_values.items(evidence, document):
            rationale = json_values.row_of(found) if isinstance(found, dict) else {}
            label = rationale.get("label")
            if not isinstance(label, str) or label not in _STANCES:
                raise InvalidError(
                    f"the evidence of {json_values.shown(document)} must be labelled SUPPORT or CONTRADICT"
                )
            yield _Rationale(
                document, label, [sentence_number(each) for each in json_values.items(rationale, "sentences")]
            )
