"""ClaimReview (schema.org) in JSON-LD: a file of its own, the script elements of a page, or a feed.

A ClaimReview is found at any depth: in a list, a graph, a DataFeed, an ItemList. Its author becomes the checker of the
verdict, its date the time of the verdict. If the name of a rating is unknown, its number gives the kind of label, on
the scale from worstRating (1 by default) to bestRating (5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from factcheck.case.record import Row
from factcheck.case.scale import LabelKind
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ImportFormat,
    ImportOptions,
    Problem,
    VerdictCandidate,
    numbered,
    read_each,
)
from factcheck.imports.label_mapping import kind_of, kind_on_ladder

_JSON_LD = re.compile(r"""type\s*=\s*["']?application/(?:[\w.-]+\+)?ld\+json""", re.IGNORECASE)
_ATTRIBUTES = 1_000
_WORST, _BEST = 1.0, 5.0
_NO_RATING = "the rating has neither a name nor a number"


class ClaimReview(ImportFormat):
    """Reads published fact-checks."""

    about = "published fact-checks: JSON-LD, a page, a feed, an API answer"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of all reviews. Raises UnreadableError if there are none."""
        del options
        characters = decode(data).text
        problems: list[Problem] = []
        reviews = list(_in_page(characters, problems) if characters.lstrip().startswith("<") else _in_json(characters))
        if not reviews and not problems:
            raise UnreadableError("has no ClaimReview; `factcheck source add` adds a page as a source")
        claims = tuple(read_each(numbered("review", reviews), _claim, problems))
        return Candidates(
            format="claimreview", claims=claims, problems=tuple(problems), **json_values.leftovers(reviews)
        )


def _in_page(page: str, problems: list[Problem]) -> Iterator[Row]:
    for number, script in enumerate(_scripts(page), 1):
        try:
            yield from _in_json(script)
        except UnreadableError as error:
            problems.append(Problem(f"script {number}", str(error)))


def _scripts(page: str) -> Iterator[str]:
    """Yield the JSON-LD scripts of a page, in linear time even if many elements are not closed."""
    lower, end = page.lower(), 0
    if len(lower) != len(page):  # the lower case of some capitals has more characters
        lower = page
    while (start := lower.find("<script", end)) >= 0:
        body = page.find(">", start) + 1
        end = lower.find("</script", body)
        if body == 0 or end < 0:
            return
        if _JSON_LD.search(page, start, min(body, start + _ATTRIBUTES)):
            yield page[body:end]


def _in_json(characters: str) -> Iterator[Row]:
    """Yield every ClaimReview at any depth, in document order; those of an API answer or of JSON Lines too."""
    try:
        stack = [json_values.parse(characters)]
    except UnreadableError:
        lines, problems = json_values.parse_lines(characters)
        if problems or not lines:
            raise
        stack = [row for _, row in reversed(lines)]
    while stack:
        value = stack.pop()
        if isinstance(value, dict) and _is_a(value, "ClaimReview"):
            yield value
        elif isinstance(value, dict) and is_api_claim(value):
            yield from _of_api(value)
        elif isinstance(value, dict | list):
            stack += reversed(list(value.values()) if isinstance(value, dict) else value)


def _is_a(row: Row, name: str) -> bool:
    kinds = row.get("@type")
    return any(isinstance(kind, str) and re.split("[/#:]", kind)[-1] == name for kind in _listed(kinds))


def is_api_claim(row: Row) -> bool:
    """Return whether an object is a claim in an answer of the Google Fact Check Tools API."""
    return isinstance(row.get("claimReview"), list) and "text" in row


def _of_api(claim: Row) -> Iterator[Row]:
    """Yield the reviews of a claim of the API under the names of schema.org."""
    item = {"author": {"name": claim.get("claimant")}, "datePublished": claim.get("claimDate")}
    for review in claim["claimReview"]:
        if isinstance(review, dict):
            publisher = review.get("publisher") if isinstance(review.get("publisher"), dict) else {}
            yield {
                "claimReviewed": claim["text"],
                "url": review.get("url"),
                "author": {"name": find_name(publisher)},
                "datePublished": review.get("reviewDate"),
                "reviewRating": {"alternateName": review.get("textualRating")},
                "itemReviewed": item,
            }


def find_name(publisher: Any) -> Any:
    """Return the name of a publisher, else its site."""
    return publisher.get("name") or publisher.get("site") if publisher else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _claim(place: str, review: Row) -> ClaimCandidate:
    item = _one(review, "itemReviewed")
    fields = {
        "speaker": _name(item, "author"),
        "date": json_values.text(item, "datePublished") or json_values.text(item, "dateCreated"),
        "origin": _address(item, "appearance") or _address(item, "firstAppearance"),
    }
    text = json_values.text(review, "claimReviewed", required=True)
    return ClaimCandidate(place, text, fields, verdicts=tuple(_verdicts(place, review)))


def _verdicts(place: str, review: Row) -> Iterator[VerdictCandidate]:
    rating = _one(review, "reviewRating")
    if not rating:
        return
    name = json_values.text(rating, "alternateName") or json_values.text(rating, "name")
    kind = _kind(rating, name)
    label = name or _number_name(rating)
    if not label:
        raise InvalidError(_NO_RATING)
    address = json_values.text(review, "url")
    row = {
        "rationale": json_values.text(rating, "ratingExplanation") or (f"See {address}" if address else ""),
        "checker": _name(review, "author"),
        "at": json_values.text(review, "datePublished"),
    }
    yield VerdictCandidate(place, label, kind, row)


def _kind(rating: Row, name: str) -> LabelKind | None:
    if (kind := kind_of(name)) is not None:
        return kind
    value, worst, best = (_number(rating, name) for name in ("ratingValue", "worstRating", "bestRating"))
    if value is None:
        return None
    return kind_on_ladder(value, _WORST if worst is None else worst, _BEST if best is None else best)


def _number_name(rating: Row) -> str:
    """Return a rating without a name: "2 of 5", or as it is if it is a text ("3/5")."""
    if isinstance(given := rating.get("ratingValue"), str) and _number(rating, "ratingValue") is None:
        return given.strip()
    value, best = _number(rating, "ratingValue"), _number(rating, "bestRating")
    return "" if value is None else f"{value:g} of {_BEST if best is None else best:g}"


def _number(rating: Row, name: str) -> float | None:
    """Return a number, which may be given as text; None if it is not a number."""
    value = rating.get(name)
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,9}(?:\.[0-9]{1,9})?\s*", value):
        return float(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**9
    return float(value) if is_number else None  # type: ignore[arg-type]


def _one(row: Row, name: str) -> Row:
    """Return an object, or the first of a list of objects; {} if it is absent. Raises InvalidError."""
    value = row.get(name)
    value = value[0] if isinstance(value, list) and value else value
    if value is None or value == []:
        return {}
    if not isinstance(value, dict):
        raise InvalidError(f"{name} must be an object, not {json_values.type_of(value)}")
    return value


def _name(row: Row, name: str) -> str:
    """Return the name of a person or organisation, given as an object or as text."""
    value = row.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) else json_values.text(_one(row, name), "name")


def _address(row: Row, name: str) -> str:
    value = row.get(name)
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str):
        return value
    work = _one(row, name)
    return json_values.text(work, "url") or json_values.text(work, "@id") or json_values.text(work, "name")
