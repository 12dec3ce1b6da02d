"""The ClaimReviews of a page, for machines that read it: those that are complete, as data that runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

from factcheck.exports.dates import is_web
from factcheck.exports.formats import claimreview
from factcheck.exports.json_text import for_pages
from factcheck.exports.report.page.markup import Html
from factcheck.exports.selection import Selection
from factcheck.exports.verdicts import judged

OPTIONS = {name: f"for the ClaimReviews in the page: {about}" for name, about in claimreview.OPTIONS.items()}


def reviews(selection: Selection) -> Iterator[Html]:
    """Yield a script element of JSON-LD for each review that has all that schema.org and Google require of one.

    Without the address of the page (option `url`) none has.
    """
    if not is_web(selection.options.get("url", "").replace("{ref}", "")):
        return
    for found in judged(selection):
        review = claimreview.review(selection, found)
        if review.get("claimReviewed") and review.get("reviewRating"):
            data = for_pages(json.dumps(review).encode()).decode()
            yield Html(f'<script type="application/ld+json">{data}</script>\n')
