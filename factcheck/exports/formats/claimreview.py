"""ClaimReview: checks as schema.org describes them, in JSON-LD, for the page of a check and for Fact Check Explorer.

An array with one whole ClaimReview for each checked claim, so that each can be put on the page of its own check; it
is safe within a script element. Kinds of labels become numbers on the ladder of the field: 5 true, 4 mostly true,
3 half true, 2 mostly false, 1 false. An open verdict is no rating: it has its name and no number. `datePublished` is
the date of the verdict. Properties as in schema.org/ClaimReview and Google's page on it (of 2025-12-10).
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
from factcheck.exports.lint import LintIssue, lint_verdicts
from factcheck.exports.selection import CheckedClaim, Selection, checked_claims, justification
from factcheck.exports.values import date_parts, day, escape_for_html, is_web, json_array

BEST, WORST = 5, 1
_MIDDLE = 3
_SHORT = 75


class ClaimReview(ExportFormat):
    """Writes checks as ClaimReview."""

    suffix, about = BUILT_IN["claimreview"][:2]
    options = MappingProxyType(
        {
            "url": "the address of the page with the check; {ref} in it becomes the ref of the claim",
            "author": "the name of the organisation that publishes the check",
            "author-url": "the address of that organisation",
        }
    )

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the reviews of a selection's checked claims."""
        return map(escape_for_html, json_array(review(selection, found) for found in checked_claims(selection)))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what a ClaimReview requires or Google advises: first of all reviews, then of each claim."""
        yield from _lint_options(selection)
        yield from lint_verdicts(selection)
        rungs = ladder(selection.case.scale)
        for found in checked_claims(selection):
            yield from _lint_claim(found.claim)
            yield from _lint_label(found, rungs)


def review(selection: Selection, found: CheckedClaim) -> dict[str, Any]:
    """Return the ClaimReview of one checked claim. Written on a page, it must pass through `escape_for_html`."""
    claim, verdict, _ = found
    known = _known(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": _url(selection, claim),
            "claimReviewed": claim.text,
            "author": _author(selection),
            "datePublished": day(verdict.at),
            "reviewRating": _rating(selection.case.scale, found),
            "itemReviewed": _known(
                {
                    "@type": "Claim",
                    "author": {"@type": "Person", "name": claim.speaker} if claim.speaker else None,
                    "datePublished": day(claim.date),
                    "appearance": _appearance(claim.origin),
                }
            ),
        }
    )
    return known | {"claimReviewed": claim.text}


def ladder(scale: Scale) -> dict[str, int]:
    """Return the number of each label of a scale that has one, by the label's id.

    Where several labels point the same way, the outermost is the firm one: `true` before `mostly-true` is 5 and the
    rest 4; `mostly-false` before `false` is 2 and the rest 1. A scale may begin at either end.
    """
    ways = {kind: [label.id for label in scale.labels if label.kind == kind] for kind in LabelKind}
    found = dict.fromkeys(ways[LabelKind.MIXED], _MIDDLE)
    upward = [label.kind for label in scale.labels if label.kind in {LabelKind.FOR, LabelKind.AGAINST}][:1]
    firm_first = upward != [LabelKind.AGAINST]
    good, bad = (ways[kind] if firm_first else ways[kind][::-1] for kind in (LabelKind.FOR, LabelKind.AGAINST))
    found |= {label: BEST - (number > 0) for number, label in enumerate(good)}
    return found | {label: WORST + (number == 0 and len(bad) > 1) for number, label in enumerate(bad)}


def _rating(scale: Scale, found: CheckedClaim) -> dict[str, Any]:
    number = ladder(scale).get(found.verdict.label or "")
    rated = {} if number is None else {"ratingValue": number, "bestRating": BEST, "worstRating": WORST}
    explained = {"ratingExplanation": justification(found.verdict)} if justification(found.verdict) else {}
    return {"@type": "Rating", **rated, "alternateName": _name(found), **explained}


def _name(found: CheckedClaim) -> str:
    return (found.label.name.strip() if found.label else "") or str(found.verdict.label)


def _url(selection: Selection, claim: Claim) -> str:
    return selection.options.get("url", "").replace("{ref}", quote(claim.ref, safe=""))


def _author(selection: Selection) -> dict[str, Any] | None:
    name, url = (selection.options.get(option, "") for option in ("author", "author-url"))
    return _known({"@type": "Organization", "name": name, "url": url}) if name or url else None


def _appearance(origin: str) -> dict[str, str] | None:
    """Return where a claim was made; what is no address of the web is a name, and leads nowhere."""
    return {"@type": "CreativeWork", "url" if is_web(origin) else "name": origin} if origin else None


def _known(properties: dict[str, Any]) -> dict[str, Any]:
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
        words = f"{'not a web address' if home else 'missing'}: the publisher's page"
        yield LintIssue("case", "author-url", words, required=False)


def _lint_claim(claim: Claim) -> Iterator[LintIssue]:
    if not claim.text.strip():
        yield LintIssue(claim.ref, "claimReviewed", "no text")
    if len(claim.text) >= _SHORT:
        words = f"{len(claim.text)} characters; only fewer than {_SHORT} are shown in full"
        yield LintIssue(claim.ref, "claimReviewed", words, required=False)
    if not claim.speaker:
        yield LintIssue(claim.ref, "itemReviewed.author", "no speaker", required=False)
    if not date_parts(claim.date):
        words = "not a date like 2026-11-22; left out" if claim.date else "no date"
        yield LintIssue(claim.ref, "itemReviewed.datePublished", words, required=False)
    if not claim.origin:
        yield LintIssue(claim.ref, "itemReviewed.appearance", "no origin", required=False)


def _lint_label(found: CheckedClaim, rungs: dict[str, int]) -> Iterator[LintIssue]:
    claim, name = found.claim, _name(found)
    if _says(claim.text, found.label):
        yield LintIssue(claim.ref, "claimReviewed", f"contains the rating itself, “{name}”", required=False)
    if found.label is None:
        yield LintIssue(claim.ref, "reviewRating", f"label {name} is not in the scale", required=False)
    elif found.label.id not in rungs:
        yield LintIssue(claim.ref, "ratingValue", f"{name} is not a rating; written without a number", required=False)


def _says(text: str, label: Label | None) -> bool:
    name = label.name.strip() if label else ""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
