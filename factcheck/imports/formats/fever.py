"""FEVER (Thorne et al. 2018), JSON Lines: a claim, its label, and sets of sentences of pages as its evidence.

Each set stands for itself, the sentences in it are needed together: one excerpt for each page of a set.
"""

from __future__ import annotations

from collections.abc import Iterator

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
from factcheck.imports.corpus import SentenceQuoter, document_name, read_corpus, sentence_number

_KINDS = {"SUPPORTS": LabelKind.FOR, "REFUTES": LabelKind.AGAINST, "NOT ENOUGH INFO": LabelKind.OPEN}
_STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.CONTRADICTS}
_PARTS = 4


class Fever(ImportFormat):
    """Reads FEVER data sets."""

    about = "FEVER, JSON Lines; its sentences by --corpus"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the claims of a FEVER file; those of a corpus alone if there is one."""
        rows, problems = json_values.parse_lines(decode(data).text)
        quoting, claims = SentenceQuoter(read_corpus(asked.corpus)), []
        for place, row in rows:
            try:
                claims.append(_claim(place, row, quoting))
            except InvalidError as error:
                problems.append(Problem(place, str(error)))
        return Candidates(format="fever", claims=tuple(claims), problems=(*problems, *quoting.missing))


def _claim(place: str, row: Row, quoting: SentenceQuoter) -> ClaimCandidate:
    text, label = json_values.text(row, "claim", required=True), json_values.text(row, "label")
    if label and label not in _KINDS:
        raise InvalidError(f"label must be {', '.join(_KINDS)}, not {json_values.shown(label)!r}")
    evidence = _sets(row)  # all of it, before any is quoted
    stance = _STANCES.get(label, Stance.CONTEXT)
    excerpts = tuple(found for pages in evidence for found in _quoted(place, pages, stance, quoting))
    verdicts = (VerdictCandidate(place, label, _KINDS[label]),) if label else ()
    return ClaimCandidate(place, text, excerpts=excerpts, verdicts=verdicts)


def _sets(row: Row) -> list[dict[str, list[int]]]:
    """Return the sets of evidence, each as the numbers of sentences by page; those that name none are left out."""
    sets: list[dict[str, list[int]]] = []
    for one in json_values.items(row, "evidence"):
        pages: dict[str, list[int]] = {}
        for sentence in one if isinstance(one, list) else [one]:
            if not isinstance(sentence, list) or len(sentence) != _PARTS:
                raise InvalidError("evidence must be lists of [annotation, evidence, page, sentence]")
            if sentence[2] is not None:
                pages.setdefault(document_name(sentence[2]), []).append(sentence_number(sentence[3]))
        if pages and pages not in sets:  # annotators who chose the same sentences
            sets.append(pages)
    return sets


def _quoted(
    place: str, pages: dict[str, list[int]], stance: Stance, quoting: SentenceQuoter
) -> Iterator[ExcerptCandidate]:
    for page, numbers in pages.items():
        others = [other for other in pages if other != page]
        note = f"Evidence only together with {', '.join(others)}." if others else ""
        yield from quoting.excerpt(place, page, numbers, stance, note)
