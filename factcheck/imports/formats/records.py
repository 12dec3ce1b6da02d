"""JSON or JSON Lines of claims, each with a label and evidence, under the names that data sets use for them.

HoVer, FEVER-Symmetric, VitaminC, FEVEROUS, Climate-FEVER, COVID-Fact, WiCE, HealthVer, FoolMeTwice, SAFE and the like.
Evidence is a text, a list of texts, or of objects with a quotation and its source, or it refers to sentences by number,
whose texts are in a corpus. Evidence without a stance of its own has that of the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
from factcheck.imports.corpus import SentenceQuoter, document_name, read_corpus, sentence_number
from factcheck.imports.dates import ColumnDates
from factcheck.imports.json_values import KeyedRow
from factcheck.imports.label_mapping import kind_of
from factcheck.imports.stances import find_stance
from factcheck.text import counted

KEYS: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("claim", "claim_text", "claimText", "statement", "self_contained_atomic_fact", "atomic_fact", "fact"),
        *("hypothesis", "text", "sentence"),
    ),
    "label": (
        *("label", "verdict", "claim_label", "gold_label", "cover_label", "rating", "ruling", "veracity"),
        *("textualRating", "annotation"),
    ),
    "evidence": (
        *("evidence", "evidences", "gold_evidence", "evidence_sentence", "evidence_text", "supporting_facts"),
        *("premise", "excerpts", "passages"),
    ),
    "external_id": ("external_id", "id", "uid", "claim_id", "unique_id", "ID", "index"),
    "speaker": ("speaker", "claimant", "claim_author"),
    "date": ("date", "claim_date", "claimDate"),
    "origin": ("origin", "claim_url", "original_claim_url"),
    "tags": ("tags", "topics", "subjects", "subject", "topic"),
    "rationale": ("rationale", "explanation", "justification", "reason", "reasoning"),
    "checker": ("checker", "fact_checker", "publisher", "annotator"),
}
"""The names of each field of a claim, the clearest first."""

_QUOTE = ("quote", "text", "evidence", "sentence", "evidence_text", "content", "snippet", "passage")
_SOURCE: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "source_url", "link", "gold_source", "evidence_url"),
    "title": ("title", "page", "article", "source", "section_header", "wikipedia_title", "doc"),
    "author": ("author",),
    "publisher": ("publisher", "site"),
    "published": ("published", "source_date"),
}
_OF_CLAIM: Mapping[str, tuple[str, ...]] = {
    "url": ("gold_source", "evidence_url", "source_url"),
    "title": ("page", "title", "article", "wiki_page", "source"),
}
"""The names of the source of all evidence of a claim."""
_STANCE = ("stance", "evidence_label", "relation", "relationship", "label")
_STANCE_OF = {LabelKind.FOR: Stance.SUPPORTS, LabelKind.AGAINST: Stance.CONTRADICTS}
_ELEMENT = re.compile(r"(?P<page>.+)_sentence_(?P<number>[0-9]{1,6})", re.DOTALL)
"""A sentence of a page, as FEVEROUS names it."""
_PAIR = 2
_NO_SOURCE = "Evidence given in the data set"
_NOTE = "evidence without a stance of its own has that of its label"
NESTED = ("checked_statements", "statements", "atomic_facts", "claims", "data", "examples")
"""The names of a list of claims in an object."""


class RecordsFile(ImportFormat):
    """Reads claims with labels and evidence from JSON."""

    about = "JSON or JSON Lines of claims, labels and evidence"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims. Raises UnreadableError if no object states a claim."""
        items, problems = records_of(decode(data).text)
        rows = [(place, KeyedRow([("claim", row)]) if isinstance(row, str) else row) for place, row in items]
        problems += [
            Problem(place, f"must be an object, not {json_values.type_of(row)}")
            for place, row in rows
            if not isinstance(row, dict)
        ]
        rows = [(place, row) for place, row in rows if isinstance(row, dict)]
        if not any(find(row, KEYS["text"]) for _, row in rows):
            raise UnreadableError(
                f"states no claim: its keys are {', '.join(json_values.keys_of(row for _, row in rows))}"
            )
        reader = _Reader(options, rows)
        claims = tuple(read_each(rows, reader.claim, problems))
        return Candidates(
            format="records",
            claims=claims,
            problems=(*problems, *reader.quoter.problems),
            notes=tuple(reader.notes(claims)),
            **json_values.leftovers(row for _, row in rows),
        )


def records_of(characters: str) -> tuple[list[tuple[str, Any]], list[Problem]]:
    """Return the objects of a list, of an object with a list, or of JSON Lines, each with its place."""
    try:
        value = json_values.parse(characters)
    except UnreadableError:
        return json_values.parse_lines(characters)
    if isinstance(value, dict):
        listed = next((value[name] for name in NESTED if isinstance(value.get(name), list)), None)
        return list(numbered("claim", [value] if listed is None else listed)), []
    return list(numbered("claim", value if isinstance(value, list) else [])), []


def find(row: Row, names: Sequence[str]) -> Any:
    """Return the value of the first of these names that the row has, and that is not empty; None if there is none."""
    name = next((name for name in names if name in row and row[name] not in (None, "", [], {})), None)
    return None if name is None else row.get(name)


def _text(row: Row, names: Sequence[str]) -> str:
    """Return a value as text: a number or true and false as JSON writes them. Raises InvalidError."""
    value = find(row, names)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if value is not None and not isinstance(value, str):
        name = next(name for name in names if name in row)
        raise InvalidError(f"{name} must be a text, not {json_values.type_of(value)}")
    return value or ""


class _Reader:
    """Reads the objects of one file."""

    def __init__(self, options: ImportOptions, rows: Sequence[tuple[str, Row]]) -> None:
        self.quoter = SentenceQuoter(read_corpus(options.corpus))
        self.by_label = False
        dates = ((place, find(row, KEYS["date"])) for place, row in rows)
        texts = ((place, date) for place, date in dates if isinstance(date, str))
        self._dates = ColumnDates(texts, options.dates, "date")

    def claim(self, place: str, row: Row) -> ClaimCandidate:
        """Return the claim of an object. Raises InvalidError."""
        text, label = _text(row, KEYS["text"]), _text(row, KEYS["label"])
        if not text.strip():
            raise InvalidError("states no claim")
        meta = row.get("meta") if isinstance(row.get("meta"), dict) else {}
        fields: dict[str, Any] = {
            "external_id": _text(row, KEYS["external_id"]) or _text(meta or {}, KEYS["external_id"]),
            "speaker": _text(row, KEYS["speaker"]),
            "date": self._dates.read(_text(row, KEYS["date"]), place),
            "origin": _text(row, KEYS["origin"]),
            "tags": tuple(_texts(find(row, KEYS["tags"]))),
        }
        kind = kind_of(label)
        verdict = {name: _text(row, KEYS[name]) for name in ("rationale", "checker")}
        excerpts = tuple(self._excerpts(place, row, meta or {}, kind))
        verdicts = (VerdictCandidate(place, label or None, kind, verdict),) if label or verdict["rationale"] else ()
        return ClaimCandidate(place, text, {name: value for name, value in fields.items() if value}, excerpts, verdicts)

    def notes(self, claims: Sequence[ClaimCandidate]) -> Iterator[str]:
        """Yield what was decided about the evidence, and how dates were read."""
        if self._dates.note:
            yield self._dates.note
        if self.by_label:
            yield _NOTE
        if count := sum(each.source == {"title": _NO_SOURCE} for claim in claims for each in claim.excerpts):
            yield f"{counted(count, 'excerpt')} without a source filed under {_NO_SOURCE!r}"

    def _excerpts(self, place: str, row: Row, meta: Row, kind: LabelKind | None) -> Iterator[ExcerptCandidate]:
        evidence = find(row, KEYS["evidence"])
        whole = {**_source(row, _OF_CLAIM), **_source(meta, {"title": ("claim_title",)})}
        if not whole:
            whole = {"title": _NO_SOURCE}
        stance = _STANCE_OF.get(kind, Stance.CONTEXT) if kind else Stance.CONTEXT
        items = evidence if isinstance(evidence, list) else [] if evidence is None else [evidence]
        if chosen := find(row, ("supporting_sentences",)):
            items = [
                " […] ".join(str(items[number]) for number in numbers if number < len(items)) for numbers in chosen
            ]
        for item in items:
            yield from self._excerpt(place, item, whole, stance)

    def _excerpt(self, place: str, item: Any, whole: Row, stance: Stance) -> Iterator[ExcerptCandidate]:
        if isinstance(item, str):
            self.by_label = True
            yield ExcerptCandidate(place, whole, stance, item)
        elif isinstance(item, list) and len(item) == _PAIR and isinstance(item[1], int):
            yield from self.quoter.excerpt(place, document_name(item[0]), [sentence_number(item[1])], stance)
        elif isinstance(item, list):
            for each in item:
                yield from self._excerpt(place, each, whole, stance)
        elif isinstance(item, dict) and isinstance(item.get("content"), list):
            for page, numbers in _elements(item["content"]).items():
                yield from self.quoter.excerpt(place, page, numbers, stance)
        elif isinstance(item, dict):
            yield self._object(place, item, whole, stance)
        else:
            raise InvalidError(f"evidence must be a text or an object, not {json_values.type_of(item)}")

    def _object(self, place: str, item: Row, whole: Row, stance: Stance) -> ExcerptCandidate:
        quote, word = _text(item, _QUOTE), _text(item, _STANCE)
        if not quote.strip():
            raise InvalidError(f"evidence has no text; its keys are {', '.join(map(json_values.shown, item))}")
        own = find_stance(word) if word else None
        if word and own is None:
            raise InvalidError(f"the stance of its evidence is {json_values.shown(word)!r}, which is unknown")
        self.by_label |= own is None
        return ExcerptCandidate(place, {**whole, **_source(item, _SOURCE)}, own or stance, quote)


def _source(row: Row, names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the fields of the source that a row names; an address is no title."""
    found = {field: _text(row, keys) for field, keys in names.items()}
    if re.match("https?://", found.get("title", "")):
        found["url"] = found.get("url") or found["title"]
        found["title"] = ""
    return {field: value for field, value in found.items() if value}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [str(each) for each in value or ()] if isinstance(value, list) else []


def _elements(content: Sequence[Any]) -> dict[str, list[int]]:
    """Return the sentences of pages that FEVEROUS names. Raises InvalidError for cells of tables and lists."""
    pages: dict[str, list[int]] = {}
    for element in content:
        match = _ELEMENT.fullmatch(element) if isinstance(element, str) else None
        if match is None:
            raise InvalidError(
                f"its evidence {json_values.shown(element)} is no sentence; cells of tables are not read"
            )
        pages.setdefault(match["page"], []).append(int(match["number"]))
    return pages
