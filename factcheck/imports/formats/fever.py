"""FEVER (Thorne et al. 2018), JSON Lines: claims with labels and, as evidence, sets of numbered sentences of pages.

Each set is sufficient evidence; the sentences of a set are needed together. A set becomes one excerpt for each page;
these form a set.
"""

from __future__ import annotations

from collections.abc import Iterator

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
from factcheck.imports.corpus import SentenceQuoter, document_name, given_id, read_data_set, sentence_number, set_name

_KINDS = {"SUPPORTS": LabelKind.FOR, "REFUTES": LabelKind.AGAINST, "NOT ENOUGH INFO": LabelKind.OPEN}
_STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.CONTRADICTS}
_FIELDS = 4
"""The fields of a sentence: annotation id, evidence id, page, sentence number."""


class Fever(ImportFormat):
    """Reads FEVER data sets."""

    about = "FEVER, JSON Lines; its sentences by --corpus"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of a FEVER file, with excerpts if the corpus is given."""
        return read_data_set("fever", data, options, _claim)


def _claim(place: str, row: Row, quoter: SentenceQuoter) -> ClaimCandidate:
    text, label = json_values.text(row, "claim", required=True), json_values.text(row, "label")
    if label and label not in _KINDS:
        raise InvalidError(f"label must be {', '.join(_KINDS)}, not {json_values.shown(label)!r}")
    sets = _evidence_sets(row)  # all are validated before the first is quoted
    stance = _STANCES.get(label, Stance.CONTEXT)
    excerpts = tuple(excerpt for pages in sets for excerpt in _excerpts(place, text, pages, stance, quoter))
    verdicts = (VerdictCandidate(place, label, _KINDS[label]),) if label else ()
    return ClaimCandidate(place, text, given_id(row), excerpts=excerpts, verdicts=verdicts)


def _evidence_sets(row: Row) -> list[dict[str, list[int]]]:
    """Return the sets of evidence, each as sentence numbers by page. Sets without sentences are left out."""
    sets: list[dict[str, list[int]]] = []
    for evidence_set in json_values.items(row, "evidence"):
        pages: dict[str, list[int]] = {}
        for sentence in evidence_set if isinstance(evidence_set, list) else [evidence_set]:
            if not isinstance(sentence, list) or len(sentence) != _FIELDS:
                raise InvalidError("evidence must be lists of [annotation, evidence, page, sentence]")
            if sentence[2] is not None:
                pages.setdefault(document_name(sentence[2]), []).append(sentence_number(sentence[3]))
        if pages and pages not in sets:  # several annotators may choose the same sentences
            sets.append(pages)
    return sets


def _excerpts(
    place: str, claim: str, pages: dict[str, list[int]], stance: Stance, quoter: SentenceQuoter
) -> Iterator[ExcerptCandidate]:
    for page, numbers in pages.items():
        others = [other for other in pages if other != page]
        note = f"Evidence only together with {', '.join(others)}." if others else ""
        name = set_name(claim, sorted(pages.items())) if others else ""
        yield from quoter.excerpt(place, page, numbers, stance, note, name)
