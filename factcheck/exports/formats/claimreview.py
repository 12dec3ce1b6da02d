"""ClaimReview (schema.org) in JSON-LD, for the page of a fact-check and for Fact Check Explorer.

The file is an array with a complete ClaimReview for each checked claim; each can be put on a page of its own, and is
safe in a script element. Labels become the usual numbers by their kind: 5 true, 4 mostly true, 3 half true, 2 mostly
false, 1 false. An open label has a name and no number. `datePublished` is the date of the verdict. The properties are
those of schema.org/ClaimReview and of Google's documentation (2025-12-10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from factcheck.case.records import Claim
from factcheck.case.scale import Label, LabelKind, Scale
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_rationales, lint_verdicts
from factcheck.exports.selection import CheckedClaim, Selection, checked_claims, justification
from factcheck.exports.values import date_parts, day, escape_for_html, is_web, json_array

BEST, WORST = 5, 1
_MIDDLE = 3
_SHOWN_IN_FULL = 75
"""Claims with fewer characters are shown in full by Google."""


class ClaimReview(ExportFormat):
    """Writes verdicts as ClaimReview."""

    suffix, about = BUILT_IN["claimreview"][:2]
    options = MappingProxyType(
        {
            "url": "the address of the page with the check; {ref} in it becomes the ref of the claim",
            "author": "the name of the organisation that publishes the check",
            "author-url": "the address of that organisation",
        }
    )

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield one array of the reviews of the checked claims."""
        return map(escape_for_html, json_array(review(selection, checked) for checked in checked_claims(selection)))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what schema.org requires or Google recommends: first of the options, then of each claim."""
        yield from _lint_options(selection)
        yield from lint_verdicts(selection)
        yield from lint_rationales(selection)
        ratings = ratings_of(selection.case.scale)
        for checked in checked_claims(selection):
            yield from _lint_claim(checked.claim)
            yield from _lint_label(checked, ratings)


def review(selection: Selection, checked: CheckedClaim) -> dict[str, Any]:
    """Return the ClaimReview of one checked claim. In a page its JSON must pass through `escape_for_html`."""
    claim, verdict, _ = checked
    properties = _nonempty(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": _url(selection, claim),
            "claimReviewed": claim.text,
            "author": _author(selection),
            "datePublished": day(verdict.at),
            "reviewRating": _rating(selection.case.scale, checked),
            "itemReviewed": _nonempty(
                {
                    "@type": "Claim",
                    "author": {"@type": "Person", "name": claim.speaker} if claim.speaker else None,
                    "datePublished": day(claim.date),
                    "appearance": _appearance(claim.origin),
                }
            ),
        }
    )
    return properties | {"claimReviewed": claim.text}


def ratings_of(scale: Scale) -> dict[str, int]:
    """Return the number of each label that has one, by the id of the label; open labels have none.

    Of several labels of one kind the outermost in the scale is the strongest: of `true` and `mostly-true` the first is
    5 and the other 4; of `mostly-false` and `false` the first is 2 and the other 1. A scale may begin at either end.
    """
    by_kind = {kind: [label.id for label in scale.labels if label.kind == kind] for kind in LabelKind}
    ratings = dict.fromkeys(by_kind[LabelKind.MIXED], _MIDDLE)
    first = [label.kind for label in scale.labels if label.kind in {LabelKind.FOR, LabelKind.AGAINST}][:1]
    step = -1 if first == [LabelKind.AGAINST] else 1
    true, false = by_kind[LabelKind.FOR][::step], by_kind[LabelKind.AGAINST][::step]
    ratings |= {label: BEST - (number > 0) for number, label in enumerate(true)}
    return ratings | {label: WORST + (number == 0 and len(false) > 1) for number, label in enumerate(false)}


def _rating(scale: Scale, checked: CheckedClaim) -> dict[str, Any]:
    number = ratings_of(scale).get(checked.verdict.label or "")
    rated = {} if number is None else {"ratingValue": number, "bestRating": BEST, "worstRating": WORST}
    explanation = justification(checked.verdict)
    explained = {"ratingExplanation": explanation} if explanation else {}
    return {"@type": "Rating", **rated, "alternateName": _name(checked), **explained}


def _name(checked: CheckedClaim) -> str:
    return (checked.label.name.strip() if checked.label else "") or str(checked.verdict.label)


def _url(selection: Selection, claim: Claim) -> str:
    return selection.options.get("url", "").replace("{ref}", quote(claim.ref, safe=""))


def _author(selection: Selection) -> dict[str, Any] | None:
    name, url = (selection.options.get(option, "") for option in ("author", "author-url"))
    return _nonempty({"@type": "Organization", "name": name, "url": url}) if name or url else None


def _appearance(origin: str) -> dict[str, str] | None:
    """Return the work in which a claim was made, with its web address or else its name; None if unknown."""
    return {"@type": "CreativeWork", "url" if is_web(origin) else "name": origin} if origin else None


def _nonempty(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}


def _lint_options(selection: Selection) -> Iterator[LintIssue]:
    url, author, home = (selection.options.get(name, "") for name in ("url", "author", "author-url"))
    if not is_web(url.replace("{ref}", "")):
        yield LintIssue("case", "url", f"{'not a web address' if url else 'missing'}: the page of the fact-check")
    elif "{ref}" not in url and len(selection.claims) > 1:
        yield LintIssue("case", "url", "the same for all claims; with {ref} in it each has its own", required=False)
    if not author:
        yield LintIssue("case", "author", "missing: the name of the publisher", required=False)
    if not is_web(home):
        message = f"{'not a web address' if home else 'missing'}: the publisher's page"
        yield LintIssue("case", "author-url", message, required=False)


def _lint_claim(claim: Claim) -> Iterator[LintIssue]:
    if not claim.text.strip():
        yield LintIssue(claim.ref, "claimReviewed", "no text")
    if len(claim.text) >= _SHOWN_IN_FULL:
        message = f"{len(claim.text)} characters; only fewer than {_SHOWN_IN_FULL} are shown in full"
        yield LintIssue(claim.ref, "claimReviewed", message, required=False)
    if not claim.speaker:
        yield LintIssue(claim.ref, "itemReviewed.author", "no speaker", required=False)
    if not date_parts(claim.date):
        message = "not a date like 2026-11-22; left out" if claim.date else "no date"
        yield LintIssue(claim.ref, "itemReviewed.datePublished", message, required=False)
    if not claim.origin:
        yield LintIssue(claim.ref, "itemReviewed.appearance", "no origin", required=False)


def _lint_label(checked: CheckedClaim, ratings: dict[str, int]) -> Iterator[LintIssue]:
    claim, name = checked.claim, _name(checked)
    if _contains_name(claim.text, checked.label):
        yield LintIssue(claim.ref, "claimReviewed", f"contains the rating itself, “{name}”", required=False)
    if checked.label is None:
        yield LintIssue(claim.ref, "reviewRating", f"label {name} is not in the scale", required=False)
    elif checked.label.id not in ratings:
        yield LintIssue(claim.ref, "ratingValue", f"{name} is not a rating; written without a number", required=False)


def _contains_name(text: str, label: Label | None) -> bool:
    name = label.name.strip() if label else ""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
