"""Excerpts from W3C Web Annotations (2017) and from exports of Hypothesis, JSON.

The quote is that of the TextQuoteSelector. The claim is the one given by --claim, else the text of the body: in our own
exports the body whose purpose is assessing, in others the first text. The stance is a tag, or a body whose purpose is
classifying; without one it is context.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import unquote

from factcheck.case.record import Row
from factcheck.case.records import Stance
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
    numbered,
    read_each,
)

_STANCES = {
    **{stance.value: stance for stance in Stance},
    "support": Stance.SUPPORTS,
    "contradict": Stance.CONTRADICTS,
    "refutes": Stance.CONTRADICTS,
}
_URN = "urn:x-factcheck:"
_HASH = "sha256:"
_SOURCE_FIELDS = {
    "title": "dcterms:title",
    "author": "dcterms:creator",
    "publisher": "dcterms:publisher",
    "published": "dcterms:issued",
    "media_type": "format",
    "language": "language",
}
_NO_CLAIM = "does not state a claim; --claim names the claim that all excerpts belong to"


class _Comment(NamedTuple):
    """The content of the bodies of an annotation: a claim (with its id in our own exports), a stance and a note."""

    claim: str
    claim_id: str
    stance: Stance
    note: str


class Annotations(ImportFormat):
    """Reads annotations."""

    about = "excerpts: W3C Web Annotations, or an export of Hypothesis"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the excerpts of annotations. Raises UnreadableError if there are no annotations."""
        annotations = list(_annotations(json_values.parse(decode(data).text)))
        if not annotations:
            raise UnreadableError("has no annotation")
        excerpts_of: dict[tuple[str, str], list[ExcerptCandidate]] = {}
        problems: list[Problem] = []
        items = numbered("annotation", annotations)
        for claim, excerpt in read_each(items, partial(_excerpt, options.claim), problems):
            excerpts_of.setdefault(claim, []).append(excerpt)
        claims = (
            ClaimCandidate(excerpts[0].place, text, {"id": key} if key else {}, tuple(excerpts), existing=options.claim)
            for (text, key), excerpts in excerpts_of.items()
        )
        return Candidates(
            format="annotations",
            claims=tuple(claims),
            problems=tuple(problems),
            **json_values.leftovers(annotations),
        )


def _annotations(value: Any) -> Iterator[Any]:
    """Yield the annotations of a list, a collection, a page, a graph, or of Hypothesis's rows."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and "target" in value:
        yield value
    elif isinstance(value, dict):
        for name in ("rows", "annotations", "items", "@graph"):
            if isinstance(value.get(name), list):
                yield from value[name]
        if isinstance(value.get("first"), dict) and "first" not in value["first"]:
            yield from _annotations(value["first"])


def _excerpt(existing: str, place: str, item: object) -> tuple[tuple[str, str], ExcerptCandidate]:
    """Return the claim of an annotation, as text and id, and its excerpt; ("", "") if `existing` names the claim."""
    row = json_values.row_of(item)
    from_hypothesis = "uri" in row
    comment = _hypothesis_comment(row) if from_hypothesis else _comment(row)
    if not comment.claim.strip() and not existing:
        raise InvalidError(_NO_CLAIM)
    target = _first(row.get("target"), "target")
    quote, fields = _selected(target, positions=not from_hypothesis)
    note = comment.note
    if existing and not comment.claim_id:
        note = "\n".join(filter(None, (comment.claim, comment.note)))
    fields |= {"note": note, "at": json_values.text(row, "created"), "by": _creator(row)}
    source = _hypothesis_source(row) if from_hypothesis else _source(target)
    claim = ("", "") if existing else (comment.claim, comment.claim_id)
    fields = {name: value for name, value in fields.items() if value}
    return claim, ExcerptCandidate(place, source, comment.stance, quote, fields)


def _first(value: Any, name: str) -> Any:
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, dict | str):
        reason = "is missing" if value is None else f"must not be {json_values.type_of(value)}"
        raise InvalidError(f"{name} {reason}")
    return value


def _selected(target: Any, *, positions: bool) -> tuple[str, dict[str, Any]]:
    """Return the quote of a target, and its context; with `positions` also start and end.

    Hypothesis counts the characters of positions in another way, so its positions are not used.
    """
    listed = target.get("selector") if isinstance(target, dict) else None
    selectors = {
        str(selector.get("type")): selector
        for selector in (listed if isinstance(listed, list) else [listed])
        if isinstance(selector, dict)
    }
    if "TextQuoteSelector" not in selectors:
        raise InvalidError("has no quote: there is no TextQuoteSelector")
    quote = selectors["TextQuoteSelector"]
    fields: dict[str, Any] = {name: json_values.text(quote, name) for name in ("prefix", "suffix")}
    position = selectors.get("TextPositionSelector", {})
    start, end = position.get("start"), position.get("end")
    if positions and type(start) is int and type(end) is int and 0 <= start <= end:
        fields |= {"start": start, "end": end}
    if isinstance(target, dict) and isinstance(target.get("rdfs:comment"), str):
        fields["locator"] = target["rdfs:comment"]
    return json_values.text(quote, "exact", required=True), fields


def _comment(row: Row) -> _Comment:
    listed = row.get("body", row.get("bodyValue"))
    bodies = [{"value": body} if isinstance(body, str) else body for body in _listed(listed)]
    texts = [(body, json_values.text(body, "value")) for body in map(json_values.row_of, bodies)]
    purposes = {str(body.get("purpose")): (body, text) for body, text in reversed(texts)}
    claim, note = purposes.get("assessing"), purposes.get("commenting", ({}, ""))[1]
    tags = [text for body, text in texts if body.get("purpose") in {"classifying", "tagging"}]
    if claim is None:
        plain = [text for body, text in texts if body.get("purpose") in {None, "commenting", "describing"} and text]
        return _Comment(plain[0] if plain else "", "", _stance(tags), "\n".join(plain[1:]))
    return _Comment(claim[1], _own_id(claim[0].get("id"), "claim"), _stance(tags), note)


def _hypothesis_comment(row: Row) -> _Comment:
    return _Comment(json_values.text(row, "text"), "", _stance(json_values.texts(row, "tags")), "")


def _stance(tags: list[str]) -> Stance:
    return next((_STANCES[tag.casefold()] for tag in tags if tag.casefold() in _STANCES), Stance.CONTEXT)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _creator(row: Row) -> str:
    """Return the name of the annotator, in Hypothesis given as "acct:name@authority"."""
    creator = row.get("creator", row.get("user"))
    creator = creator[0] if isinstance(creator, list) and creator else creator
    if isinstance(creator, dict):
        return json_values.text(creator, "name") or json_values.text(creator, "nickname")
    return creator.removeprefix("acct:").partition("@")[0] if isinstance(creator, str) else ""


def _source(target: Any) -> Row:
    source = target if isinstance(target, str) else target.get("source", target.get("id"))
    if isinstance(source, str):
        return _identified(source)
    if not isinstance(source, dict):
        raise InvalidError("its target has no source")
    row = _identified(json_values.text(source, "id"))
    fields = {field: json_values.text(source, name) for field, name in _SOURCE_FIELDS.items()}
    identifier = json_values.text(source, "dcterms:identifier")
    fields["sha256"] = identifier.removeprefix(_HASH) if identifier.startswith(_HASH) else ""
    return row | {field: value for field, value in fields.items() if value}


def _identified(iri: str) -> dict[str, str]:
    source_id = _own_id(iri, "source")
    return {"id": source_id} if source_id else {"url": iri} if iri else {}


def _own_id(iri: object, table: str) -> str:
    """Return the id of a row in a URN of our own exports; "" for any other IRI."""
    start = f"{_URN}{table}:"
    return unquote(iri.removeprefix(start)) if isinstance(iri, str) and iri.startswith(start) else ""


def _hypothesis_source(row: Row) -> Row:
    document = row.get("document")
    title = document.get("title") if isinstance(document, dict) else None
    first = title[0] if isinstance(title, list) and title else title
    return {"url": json_values.text(row, "uri", required=True), "title": first if isinstance(first, str) else ""}
