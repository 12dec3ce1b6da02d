"""AVeriTeC (Schlichtkrull et al. 2023), a JSON array: claims with a label and, as evidence, questions and answers.

An answer is an excerpt of the page it was found on. The format does not say on which side it stands: it is filed as
context, and its question goes into the note. Answers that are the annotators' own words say so there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from factcheck.case.records import Row, Stance
from factcheck.case.scale import LabelKind
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
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

_KINDS = {
    "Supported": LabelKind.FOR,
    "Refuted": LabelKind.AGAINST,
    "Not Enough Evidence": LabelKind.OPEN,
    "Conflicting Evidence/Cherrypicking": LabelKind.MIXED,
}
_TYPES = ("Extractive", "Abstractive", "Boolean", "Unanswerable")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})")
_OURS = re.compile(r"What does (?P<title>.+) say about the claim “", re.DOTALL)
"""How our own export asks of a source, which need not have an address."""

_NOTE = "answers are added as context: the format does not say which of them support the claim"


class Averitec(ImportFormat):
    """Reads AVeriTeC data sets."""

    about = "AVeriTeC, a JSON array"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the claims of an AVeriTeC file. Raises UnreadableError where it is no array."""
        del asked
        found = json_values.parse(decode(data).text)
        if not isinstance(found, list):
            raise UnreadableError(f"must be an array of claims, not {json_values.type_of(found)}")
        claims: list[ClaimCandidate] = []
        problems: list[Problem] = []
        for number, item in enumerate(found, 1):
            try:
                claims.append(_claim(f"claim {number}", json_values.row_of(item), problems))
            except InvalidError as error:
                problems.append(Problem(f"claim {number}", str(error)))
        notes = (_NOTE,) if any(claim.excerpts for claim in claims) else ()
        return Candidates(format="averitec", claims=tuple(claims), problems=tuple(problems), notes=notes)


def _claim(place: str, row: Row, problems: list[Problem]) -> ClaimCandidate:
    label = json_values.text(row, "label")
    if label and label not in _KINDS:
        raise InvalidError(f"label must be {', '.join(_KINDS)}, not {json_values.shown(label)!r}")
    reason = json_values.text(row, "justification")
    described = {
        "speaker": json_values.text(row, "speaker"),
        "date": _date(json_values.text(row, "claim_date")),
        "origin": json_values.text(row, "original_claim_url") or json_values.text(row, "reporting_source"),
        "tags": (*json_values.texts(row, "claim_types"), *json_values.texts(row, "fact_checking_strategies")),
    }
    verdict = VerdictCandidate(place, label or None, _KINDS.get(label), {"rationale": reason})
    return ClaimCandidate(
        place,
        json_values.text(row, "claim", required=True),
        described,
        excerpts=tuple(_excerpts(place, row, problems)),
        verdicts=(verdict,) if label or reason else (),
    )


def _date(text: str) -> str:
    """Return a date as ISO 8601 has it; the format has the day first."""
    if match := _DAY.fullmatch(text.strip()):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            return text
    return text


def _excerpts(place: str, row: Row, problems: list[Problem]) -> Iterator[ExcerptCandidate]:
    for number, item in enumerate(json_values.items(row, "questions"), 1):
        where = f"{place}, question {number}"
        try:
            asked = json_values.row_of(item)
            answers = [json_values.row_of(answer) for answer in json_values.items(asked, "answers")]
            yield from [
                found for answer in answers for found in _answer(where, json_values.text(asked, "question"), answer)
            ]
        except InvalidError as error:
            problems.append(Problem(where, str(error)))


def _answer(place: str, question: str, row: Row) -> Iterator[ExcerptCandidate]:
    kind = json_values.text(row, "answer_type")
    if kind not in (*_TYPES, ""):
        raise InvalidError(f"answer_type must be {', '.join(_TYPES)}, not {json_values.shown(kind)!r}")
    if kind == "Unanswerable":
        return
    answer = json_values.text(row, "answer", required=True)
    address = json_values.text(row, "source_url") or json_values.text(row, "cached_source_url")
    ours = _OURS.match(question)
    if not address and not ours:
        raise InvalidError("its answer names no source_url, so there is no source to quote from")
    reason = json_values.text(row, "boolean_explanation")
    own = f"{kind} answer, in the annotators' words." if kind in {"Abstractive", "Boolean"} else ""
    note = "\n".join(filter(None, (reason, own, question.strip())))
    cached = json_values.text(row, "cached_source_url")
    archived = f"Archived: {cached}" if cached and cached != address else ""
    title = ours["title"] if ours and not address else ""
    source = {"url": address, "title": title, "note": archived}
    yield ExcerptCandidate(place, source, Stance.CONTEXT, answer, {"note": note})
