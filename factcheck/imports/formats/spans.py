"""Texts whose passages or whole were labelled: Label Studio, doccano, Prodigy.

A labelled passage becomes a claim with its labels as tags; a label of the whole text becomes the verdict on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factcheck.case.record import Row
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ImportFormat,
    ImportOptions,
    VerdictCandidate,
    read_each,
)
from factcheck.imports.formats.records import find, records_of
from factcheck.imports.label_mapping import kind_of
from factcheck.text import clean_line

_TEXT = ("text", "data", "claim", "content")
_NOTE = "labelled passages are claims, with their labels as tags"
_ANSWERS = {"reject": "the annotator rejected it", "ignore": "the annotator ignored it"}
_PARTS = 3
"""Start, end and label of a passage of doccano."""


class Spans(ImportFormat):
    """Reads labelled texts."""

    about = "labelled texts of Label Studio, doccano or Prodigy"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of labelled texts."""
        del options
        rows, problems = records_of(decode(data).text)
        claims = [claim for found in read_each(rows, _claims, problems) for claim in found]
        return Candidates(
            format="spans",
            claims=tuple(claims),
            problems=tuple(problems),
            notes=(_NOTE,),
            **json_values.leftovers(row for _, row in rows),
        )


def is_labelled(row: Any) -> bool:
    """Return whether an object is a labelled text of one of these programs."""
    if not isinstance(row, dict):
        return False
    if isinstance(row.get("annotations"), list) and isinstance(row.get("data"), dict):
        return True
    labels = row.get("label")
    doccano = isinstance(row.get("text", row.get("data")), str) and (isinstance(labels, list) or "entities" in row)
    return doccano or ("text" in row and ("spans" in row or "answer" in row))


def _claims(place: str, item: Any) -> list[ClaimCandidate]:
    row = json_values.row_of(item)
    answer = row.get("answer")
    if answer in _ANSWERS:
        raise InvalidError(_ANSWERS[answer])
    if isinstance(row.get("annotations"), list) and isinstance(row.get("data"), dict):
        return list(_label_studio(place, row))
    text = find(row, _TEXT)
    if not isinstance(text, str):
        raise InvalidError("has no text")
    origin = _origin(row)
    found = list(_merged(place, _spans(row, text), origin))
    labels = [label for label in _listed(row.get("label")) + _listed(row.get("cats")) if isinstance(label, str)]
    if labels or not found:
        checker = {"checker": row["_annotator_id"]} if isinstance(row.get("_annotator_id"), str) else {}
        verdicts = tuple(VerdictCandidate(place, label, kind_of(label), checker) for label in labels)
        found.append(ClaimCandidate(place, text, origin, verdicts=verdicts))
    return found


def _origin(row: Row) -> dict[str, Any]:
    meta = row.get("meta") if isinstance(row.get("meta"), dict) else {}
    key, source = row.get("id"), find(meta or {}, ("source", "url", "title"))
    named = {"external_id": str(key)} if isinstance(key, int | str) and key != "" else {}
    return named | ({"origin": source} if isinstance(source, str) else {})


def _spans(row: Row, text: str) -> Iterator[tuple[str, str]]:
    """Yield the passages with their labels, of doccano (lists or entities) and Prodigy."""
    for span in _listed(row.get("label")) + _listed(row.get("entities")) + _listed(row.get("spans")):
        if isinstance(span, list) and len(span) == _PARTS:
            start, end, label = span
        elif isinstance(span, dict):
            start, end = find(span, ("start", "start_offset")), find(span, ("end", "end_offset"))
            start, label = start or 0, find(span, ("label",))
        else:
            continue
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
            raise InvalidError(
                f"a passage from {json_values.shown(start)} to {json_values.shown(end)} is not in the text"
            )
        yield text[start:end], str(label or "")


def _label_studio(place: str, row: Row) -> Iterator[ClaimCandidate]:
    data = row["data"]
    text = find(data, _TEXT) or next((value for value in data.values() if isinstance(value, str)), "")
    key = row.get("id")
    origin = {"external_id": str(key)} if isinstance(key, int | str) else {}
    spans: list[tuple[str, str]] = []
    verdicts: list[VerdictCandidate] = []
    for annotation in row["annotations"]:
        by = annotation.get("completed_by") if isinstance(annotation, dict) else None
        name = find(by, ("email", "username", "id")) if isinstance(by, dict) else by
        for result in json_values.items(json_values.row_of(annotation), "result"):
            value = json_values.row_of(json_values.row_of(result).get("value"))
            spans += [(str(value.get("text") or ""), str(label)) for label in _listed(value.get("labels"))]
            checker = {"checker": f"annotator {name}" if isinstance(name, int) else str(name or "")}
            choices = _listed(value.get("choices"))
            verdicts += [VerdictCandidate(place, choice, kind_of(choice), checker) for choice in choices]
    yield from _merged(place, iter(spans), origin)
    if verdicts or not spans:
        if not text.strip():
            raise InvalidError("has no text")
        yield ClaimCandidate(place, text, origin, verdicts=tuple(verdicts))


def _merged(place: str, spans: Iterator[tuple[str, str]], origin: Row) -> Iterator[ClaimCandidate]:
    """Yield each passage once, with all its labels."""
    labels: dict[str, list[str]] = {}
    for text, label in spans:
        labels.setdefault(clean_line(text), []).append(label)
    for text, names in labels.items():
        yield ClaimCandidate(place, text, {**origin, "tags": tuple(dict.fromkeys(filter(None, names)))})


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
