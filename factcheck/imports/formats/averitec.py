"""AVeriTeC (Schlichtkrull et al. 2023), a JSON array: claims with a label and, as evidence, questions and answers.

An answer becomes an excerpt from its page. The format has no stance, so it is added as context; the question becomes
the note, which also says when an answer is in the annotators' own words. What a case has no field for is kept beside
the claim and its excerpts under the name "averitec", and written again by the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from factcheck.case.record import Row
from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportFormat,
    ImportOptions,
    Problem,
    VerdictCandidate,
    numbered,
    read_each,
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
"""The question of an excerpt in our own export; it names a source that may have no address."""

_NOTE = "answers are added as context: the format does not say which of them support the claim"


class Averitec(ImportFormat):
    """Reads AVeriTeC data sets."""

    about = "AVeriTeC, a JSON array"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of an AVeriTeC file. Raises UnreadableError if it is not an array."""
        del options
        items = json_values.parse(decode(data).text)
        if not isinstance(items, list):
            raise UnreadableError(f"must be an array of claims, not {json_values.type_of(items)}")
        problems: list[Problem] = []
        claims = tuple(read_each(numbered("claim", items), partial(_claim, problems), problems))
        notes = (_NOTE,) if any(claim.excerpts for claim in claims) else ()
        return Candidates(
            format="averitec", claims=claims, problems=tuple(problems), notes=notes, **json_values.leftovers(items)
        )


def _claim(problems: list[Problem], place: str, item: object) -> ClaimCandidate:
    row = json_values.row_of(item)
    label = json_values.text(row, "label")
    if label and label not in _KINDS:
        raise InvalidError(f"label must be {', '.join(_KINDS)}, not {json_values.shown(label)!r}")
    reason = json_values.text(row, "justification")
    fields: dict[str, Any] = {
        "speaker": json_values.text(row, "speaker"),
        "date": _date(json_values.text(row, "claim_date")),
        "origin": json_values.text(row, "original_claim_url") or json_values.text(row, "reporting_source"),
        "tags": (*json_values.texts(row, "claim_types"), *json_values.texts(row, "fact_checking_strategies")),
    }
    claim_id = row.get("claim_id")
    if isinstance(claim_id, int | str) and claim_id != "":
        fields["external_id"] = str(claim_id)
    text = json_values.text(row, "claim", required=True)
    questions = json_values.items(row, "questions")
    excerpts = tuple(excerpt for answers in _questions(place, row, problems) for excerpt in answers)
    held = {excerpt.row["averitec"]["at"] for excerpt in excerpts}
    given = {name: row.get(name) for name in row if name not in {"questions", "claim_id"}}
    without = [{"at": at, **plain(each)} for at, each in enumerate(questions) if at not in held and _is_row(each)]
    fields["averitec"] = {"given": plain(given), "held": {**fields, "tags": list(fields["tags"])}, "questions": without}
    verdict = VerdictCandidate(place, label or None, _KINDS.get(label), {"rationale": reason})
    return ClaimCandidate(
        place,
        text,
        fields,
        excerpts=excerpts,
        verdicts=(verdict,) if label or reason else (),
    )


def _date(text: str) -> str:
    """Return a date, given day first, in ISO 8601; unchanged if it is not a date."""
    if match := _DAY.fullmatch(text.strip()):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            return text
    return text


def _questions(place: str, row: Row, problems: list[Problem]) -> Iterator[list[ExcerptCandidate]]:
    """Yield the excerpts of each question. A question with an invalid answer is a problem as a whole."""
    items = numbered(f"{place}, question", enumerate(json_values.items(row, "questions")))
    return read_each(items, _answers, problems)


def _answers(place: str, item: tuple[int, object]) -> list[ExcerptCandidate]:
    at, row = item[0], json_values.row_of(item[1])
    answers = [json_values.row_of(answer) for answer in json_values.items(row, "answers")]
    question = json_values.text(row, "question")
    found = [list(_answer(place, question, answer)) for answer in answers]
    pairs = zip(answers, found, strict=True)
    missing = [[number, plain(answer)] for number, (answer, excerpts) in enumerate(pairs) if not excerpts]
    if len(missing) == len(answers):
        return []  # the question is kept beside the claim
    kept = {"at": at, "question": question, "more": missing}
    return [
        excerpt._replace(row={**excerpt.row, "averitec": {**kept, "number": number, "given": plain(answer)}})
        for number, (answer, excerpts) in enumerate(zip(answers, found, strict=True))
        for excerpt in excerpts
    ]


def plain(row: Any) -> Any:
    """Return a JSON value of which every key counts as read, without what a case cannot hold.

    That is halves of characters, and whole numbers of more than 64 bits, which become texts.
    """
    if isinstance(row, dict):
        return {plain(key): plain(row.get(key)) for key in row}
    if isinstance(row, list):
        return [plain(each) for each in row]
    if isinstance(row, int) and not -(1 << 63) <= row < 1 << 64:
        return str(row)
    return row.encode("utf-8", "replace").decode() if isinstance(row, str) else row


def _is_row(value: object) -> bool:
    return isinstance(value, dict)


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
    paraphrase = f"{kind} answer, in the annotators' words." if kind in {"Abstractive", "Boolean"} else ""
    note = "\n".join(filter(None, (reason, paraphrase, question.strip())))
    cached = json_values.text(row, "cached_source_url")
    archived = f"Archived: {cached}" if cached and cached != address else ""
    title = ours["title"] if ours and not address else ""
    source = {"url": address, "title": title, "note": archived}
    yield ExcerptCandidate(place, source, Stance.CONTEXT, answer, {"note": note})
