"""HTML: the report as one page that any browser opens from the disk, to read, filter, print and share.

It has the content of the Markdown report, and beside each quote whether it matches its source. The page loads nothing.
Text of the case cannot act as markup or script: the template escapes everything that is not of the type Markup, and a
Content Security Policy allows only the page's own script. The page is complete without the script.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from factcheck.case.records import Source
from factcheck.case.statistics import DIFFER, standing
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.formats.claimreview import ClaimReview, review
from factcheck.exports.lint import LintIssue
from factcheck.exports.report import options as shared
from factcheck.exports.report.environment import ShippedTemplate, html
from factcheck.exports.report.html_filters import FLAGS
from factcheck.exports.report.records import MatrixView
from factcheck.exports.report.templates import shipped
from factcheck.exports.report.view import VALUES, View
from factcheck.exports.selection import Selection, checked_claims, option_value
from factcheck.exports.values import escape_for_html, is_web

MOST_CELLS = 20_000
"""Cells of the largest matrix that is drawn by default: a larger one is not readable, and slow in a browser."""

CELLS = {
    "both": ("◐", "supports and contradicts"),
    "supports": ("✓", "supports"),
    "contradicts": ("✗", "contradicts"),
    "context": ("•", "gives context"),
    "silent": ("", "no excerpt"),
}
"""The content of a cell of the matrix by its state: a sign, and its description."""


class Html(ExportFormat):
    """Writes the report as a web page."""

    suffix, about = BUILT_IN["html"][:2]
    options = MappingProxyType(
        {
            "matrix": f"the table of claims by sources: yes, no, or auto (up to {MOST_CELLS:,} cells; the default)",
            "figures": "mark figures that differ from the claim: yes (the default), or no, which is faster",
            "unfold": "show claims unfolded: yes, or no (the default)",
            **shared.ABOUT,
            **{name: f"for the ClaimReviews in the page: {about}" for name, about in ClaimReview.options.items()},
        }
    )
    choices = MappingProxyType(
        {
            "matrix": ("auto", "yes", "no"),
            "figures": ("yes", "no"),
            "unfold": ("no", "yes"),
            **shared.CHOICES,
        }
    )

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield the page. Raises UnknownError for an unknown value of an option."""
        matrix, figures, unfold, *_ = (option_value(selection, name, values) for name, values in self.choices.items())
        view = View(selection, marks=figures == "yes")
        sources = view.sources
        columns = [source for source, quoting in sources if quoting or not view.case.is_draft(source.id)]
        ids = {claim_id: f"claim-{number}" for number, claim_id in enumerate(view.printed_ids, 1)}
        values: Mapping[str, Callable[[], Any]] = {
            **{name: partial(value, view) for name, value in VALUES.items()},
            "sources": lambda: sources,
            "matrix": lambda: _matrix(view, columns, matrix),
            "cell_count": lambda: len(view.printed) * len(columns),
            "cells": lambda: CELLS,
            "flags": lambda: FLAGS,
            "claim_ids": lambda: ids,
            "ref_ids": lambda: {selection.case.claims[key].ref: place for key, place in ids.items()},
            "source_ids": lambda: {source.id: f"source-{number}" for number, (source, _) in enumerate(sources, 1)},
            "unfolded": lambda: unfold == "yes",
            "reviews": lambda: reviews(selection),
            "style": lambda: Markup(style()),  # noqa: S704 - shipped
            "script": lambda: Markup(script()),  # noqa: S704 - shipped
            "policy": policy,
            "newline": lambda: Markup("\n"),
        }
        return _template().write(values)

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what the code of principles of the IFCN asks of a published fact-check and the case does not have.

        Sources need enough detail to find them again, verdicts a rationale. Only a quote that does not match its source
        is required to be corrected.
        """
        for source, _ in View(selection).sources:
            if not (source.url or source.publisher or source.author):
                yield LintIssue(source.ref, "url", "no address, publisher or author", required=False)
        for claim in selection.claims:
            verdict = selection.case.verdict_of(claim.id)
            if verdict is None:
                differ = standing(selection.case, claim.id).differ
                yield LintIssue(claim.ref, "verdict", DIFFER if differ else "unchecked", required=False)
            elif not verdict.rationale:
                yield LintIssue(claim.ref, "rationale", "verdict without a rationale", required=False)
            for excerpt in selection.case.excerpts_of(claim.id):
                anchor = selection.anchor(excerpt.id)
                if anchor and anchor.state.is_mismatch:
                    yield LintIssue(excerpt.ref, "quote", f"{anchor.state} in its source")


def _matrix(view: View, sources: Sequence[Source], option: str) -> MatrixView | None:
    """Return the matrix, without rows if it is too large for "auto"; None if it is empty or not wanted."""
    cells = len(view.printed) * len(sources)
    if not cells or option == "no":
        return None
    matrix = view.matrix_of(sources)
    return matrix._replace(rows=()) if option == "auto" and cells > MOST_CELLS else matrix


@cache
def _template() -> ShippedTemplate:
    return ShippedTemplate(html(), _without_layout(shipped("report.html.jinja")))


def _without_layout(source: str) -> str:
    return "".join(line.strip() for line in source.split("\n"))


@cache
def style() -> str:
    """Return the style sheet."""
    return shipped("report.css")


@cache
def script() -> str:
    """Return the script."""
    return shipped("report.js")


def policy() -> str:
    """Return the Content Security Policy (level 3) of the page: its own style and script by hash, and nothing else.

    Images, fonts, frames, forms and connections are blocked; an injected script has another hash and does not run.
    """
    allowed = f"script-src {_hash(script())}; style-src {_hash(style())}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def reviews(selection: Selection) -> Iterator[Markup]:
    """Yield a script element for each ClaimReview that has all required properties; none without the option `url`."""
    if not is_web(selection.options.get("url", "").replace("{ref}", "")):
        return
    for checked in checked_claims(selection):
        fields = review(selection, checked)
        if fields.get("claimReviewed") and fields.get("reviewRating"):
            data = escape_for_html(json.dumps(fields).encode()).decode()
            yield Markup(f'<script type="application/ld+json">{data}</script>\n')  # noqa: S704 - `escape_for_html`
