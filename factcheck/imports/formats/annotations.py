"""Excerpts from W3C Web Annotations (2017) and from what Hypothesis exports, JSON.

An annotation quotes by a TextQuoteSelector. It is for the claim that is asked for, else for the one that its body
states: the body whose purpose is assessing, in an export of our own, or the only text there is. The stance is a body
whose purpose is classifying, or a tag; without one it is context.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from factcheck.case.records import Row, Stance
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
)

_STANCES = {
    **{stance.value: stance for stance in Stance},
    "support": Stance.SUPPORTS,
    "contradict": Stance.CONTRADICTS,
    "refutes": Stance.CONTRADICTS,
}
_SPACE = "urn:x-factcheck:"
_HASH = "sha256:"
_COVER = {"title": "dcterms:title", "author": "dcterms:creator", "publisher": "dcterms:publisher"}
_MORE = {"published": "dcterms:issued", "media_type": "format", "language": "language"}
_NO_CLAIM = "says of no claim what it quotes; --claim names the claim that all of it is for"


class _Said(NamedTuple):
    """What the bodies of an annotation say: a claim (and its id, where it is of a case), a stance, a note."""

    claim: str
    claim_id: str
    stance: Stance
    note: str


class Annotations(ImportFormat):
    """Reads annotations."""

    about = "excerpts: W3C Web Annotations, or from Hypothesis"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the excerpts of annotations. Raises UnreadableError where there is none."""
        annotations = list(_annotations(json_values.parse(decode(data).text)))
        if not annotations:
            raise UnreadableError("has no annotation")
        found: dict[tuple[str, str], tuple[str, list[ExcerptCandidate]]] = {}
        problems: list[Problem] = []
        for number, annotation in enumerate(annotations, 1):
            place = f"annotation {number}"
            try:
                claim, excerpt = _excerpt(place, json_values.row_of(annotation), asked)
                found.setdefault(claim, (place, []))[1].append(excerpt)
            except InvalidError as error:
                problems.append(Problem(place, str(error)))
        claims = (
            ClaimCandidate(place, text, {"id": key} if key else {}, tuple(excerpts), known=asked.claim)
            for (text, key), (place, excerpts) in found.items()
        )
        return Candidates(format="annotations", claims=tuple(claims), problems=tuple(problems))


def _annotations(found: Any) -> Iterator[Any]:
    """Yield annotations from wherever they are kept: a list, a collection, a page, a graph, Hypothesis's rows."""
    if isinstance(found, list):
        yield from found
    elif isinstance(found, dict) and "target" in found:
        yield found
    elif isinstance(found, dict):
        for name in ("rows", "annotations", "items", "@graph"):
            if isinstance(found.get(name), list):
                yield from found[name]
        if isinstance(found.get("first"), dict) and "first" not in found["first"]:
            yield from _annotations(found["first"])


def _excerpt(place: str, row: Row, asked: ReadOptions) -> tuple[tuple[str, str], ExcerptCandidate]:
    from_hypothesis = "uri" in row
    said = _of_hypothesis(row) if from_hypothesis else _of_bodies(row)
    if not said.claim.strip() and not asked.claim:
        raise InvalidError(_NO_CLAIM)
    target = _first(row.get("target"), "target")
    quote, fields = _selected(target, positions=not from_hypothesis)
    note = said.note if not asked.claim or said.claim_id else "\n".join(filter(None, (said.claim, said.note)))
    fields |= {"note": note, "at": json_values.text(row, "created"), "by": _creator(row)}
    source = _hypothesis_source(row) if from_hypothesis else _source(target)
    claim = ("", "") if asked.claim else (said.claim, said.claim_id)
    return claim, ExcerptCandidate(
        place, source, said.stance, quote, {name: value for name, value in fields.items() if value}
    )


def _first(value: Any, name: str) -> Any:
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, dict | str):
        raise InvalidError(
            f"{name} is missing" if value is None else f"{name} must not be {json_values.type_of(value)}"
        )
    return value


def _selected(target: Any, *, positions: bool) -> tuple[str, dict[str, Any]]:
    """Return the quote of a target, and where it stands. Hypothesis counts otherwise, so its numbers are not taken."""
    listed = target.get("selector") if isinstance(target, dict) else None
    selectors = {
        str(selector.get("type")): selector
        for selector in (listed if isinstance(listed, list) else [listed])
        if isinstance(selector, dict)
    }
    if "TextQuoteSelector" not in selectors:
        raise InvalidError("quotes nothing: it has no TextQuoteSelector")
    quote = selectors["TextQuoteSelector"]
    fields: dict[str, Any] = {name: json_values.text(quote, name) for name in ("prefix", "suffix")}
    place = selectors.get("TextPositionSelector", {})
    start, end = place.get("start"), place.get("end")
    if positions and type(start) is int and type(end) is int and 0 <= start <= end:
        fields |= {"start": start, "end": end}
    if isinstance(target, dict) and isinstance(target.get("rdfs:comment"), str):
        fields["locator"] = target["rdfs:comment"]
    return json_values.text(quote, "exact", required=True), fields


def _of_bodies(row: Row) -> _Said:
    listed = row.get("body", row.get("bodyValue"))
    bodies = [{"value": body} if isinstance(body, str) else body for body in _listed(listed)]
    texts = [(body, json_values.text(body, "value")) for body in map(json_values.row_of, bodies)]
    purposes = {str(body.get("purpose")): (body, text) for body, text in reversed(texts)}
    assessed, note = purposes.get("assessing"), purposes.get("commenting", ({}, ""))[1]
    tags = [text for body, text in texts if body.get("purpose") in {"classifying", "tagging"}]
    if assessed is None:
        plain = [text for body, text in texts if body.get("purpose") in {None, "commenting", "describing"} and text]
        return _Said(plain[0] if plain else "", "", _stance(tags), "\n".join(plain[1:]))
    return _Said(assessed[1], _of_ours(assessed[0].get("id"), "claim"), _stance(tags), note)


def _of_hypothesis(row: Row) -> _Said:
    return _Said(json_values.text(row, "text"), "", _stance(json_values.texts(row, "tags")), "")


def _stance(words: list[str]) -> Stance:
    return next((_STANCES[word.casefold()] for word in words if word.casefold() in _STANCES), Stance.CONTEXT)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _creator(row: Row) -> str:
    """Return who annotated: a name, or Hypothesis's "acct:name@authority"."""
    creator = row.get("creator", row.get("user"))
    creator = creator[0] if isinstance(creator, list) and creator else creator
    if isinstance(creator, dict):
        return json_values.text(creator, "name") or json_values.text(creator, "nickname")
    return creator.removeprefix("acct:").partition("@")[0] if isinstance(creator, str) else ""


def _source(target: Any) -> Row:
    found = target if isinstance(target, str) else target.get("source", target.get("id"))
    if isinstance(found, str):
        return _named(found)
    if not isinstance(found, dict):
        raise InvalidError("its target names no source")
    row = _named(json_values.text(found, "id"))
    known = {field: json_values.text(found, name) for field, name in (_COVER | _MORE).items()}
    identifier = json_values.text(found, "dcterms:identifier")
    known["sha256"] = identifier.removeprefix(_HASH) if identifier.startswith(_HASH) else ""
    return row | {field: value for field, value in known.items() if value}


def _named(iri: str) -> dict[str, str]:
    own = _of_ours(iri, "source")
    return {"id": own} if own else {"url": iri} if iri else {}


def _of_ours(iri: object, noun: str) -> str:
    """Return the id in a name that an export of ours gave a row; empty for any other name."""
    start = f"{_SPACE}{noun}:"
    return unquote(iri.removeprefix(start)) if isinstance(iri, str) and iri.startswith(start) else ""


def _hypothesis_source(row: Row) -> Row:
    document = row.get("document")
    title = document.get("title") if isinstance(document, dict) else None
    first = title[0] if isinstance(title, list) and title else title
    return {"url": json_values.text(row, "uri", required=True), "title": first if isinstance(first, str) else ""}
