"""Read ClaimReviews as schema.org and Google's documentation describe them."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.exports.readers.shapes import check

_TEXT = (str,)
_OPEN = {"url": _TEXT, "author": (dict,), "datePublished": _TEXT}
_DATE = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the reviews of a file. Raises AssertionError for a property that is none, or of a wrong type."""
    reviews: list[dict[str, Any]] = json.loads(data)
    for review in reviews:
        fields = {"@context": _TEXT, "@type": _TEXT, "claimReviewed": _TEXT, "reviewRating": (dict,)}
        check(review, {**fields, "itemReviewed": (dict,)} if "itemReviewed" in review else fields, _OPEN)
        assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
        _check_date(review)
        _check_rating(review["reviewRating"])
        _check_person(review.get("author"), {"Organization", "Person"})
        _check_claim(review.get("itemReviewed"))
    return reviews


def _check_rating(rating: dict[str, Any]) -> None:
    numbers = dict.fromkeys(("ratingValue", "bestRating", "worstRating"), (int,))
    check(rating, {"@type": _TEXT, "alternateName": _TEXT}, {**numbers, "ratingExplanation": _TEXT})
    assert rating["@type"] == "Rating"
    assert rating["alternateName"]
    given = numbers.keys() & rating.keys()
    assert given in (set(), set(numbers))
    if given:
        assert 1 <= rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert rating["worstRating"] < rating["bestRating"]


def _check_claim(claim: dict[str, Any] | None) -> None:
    if claim is None:
        return
    check(claim, {"@type": _TEXT}, {"author": (dict,), "datePublished": _TEXT, "appearance": (dict,)})
    assert claim["@type"] == "Claim"
    _check_date(claim)
    _check_person(claim.get("author"), {"Person"})
    if "appearance" in claim:
        check(claim["appearance"], {"@type": _TEXT}, {"url": _TEXT, "name": _TEXT})
        assert re.match("https?://", claim["appearance"].get("url", "https://"), re.IGNORECASE)


def _check_person(author: dict[str, Any] | None, kinds: set[str]) -> None:
    if author is not None:
        check(author, {"@type": _TEXT}, {"name": _TEXT, "url": _TEXT})
        assert author["@type"] in kinds


def _check_date(thing: dict[str, Any]) -> None:
    assert "datePublished" not in thing or _DATE.fullmatch(thing["datePublished"])
