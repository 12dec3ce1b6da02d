"""The page: what the template of the HTML report needs beside the view of the case."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from factcheck.exports.dates import is_web
from factcheck.exports.formats import claimreview
from factcheck.exports.json_text import for_pages
from factcheck.exports.report.html_escape import FLAGS
from factcheck.exports.report.records import MatrixView
from factcheck.exports.report.templates import shipped
from factcheck.exports.report.view import VALUES, View
from factcheck.exports.selection import Selection
from factcheck.exports.verdicts import judged

if TYPE_CHECKING:
    from factcheck.exports.report.environment import ShippedTemplate

MOST_CELLS = 20_000
"""Cells of the largest matrix that is drawn unasked: more nobody reads, and a browser takes long over them."""

CELLS = {
    "both": ("◐", "supports and contradicts"),
    "supports": ("✓", "supports"),
    "contradicts": ("✗", "contradicts"),
    "context": ("•", "gives context"),
    "silent": ("", "nothing is quoted from it"),
}
"""What stands in the cells of the matrix: a sign, and words."""


def write(selection: Selection, *, matrix: str, figures: bool, unfolded: bool) -> Iterator[str]:
    """Yield the page on a selection; `matrix` is whether to draw it: yes, no or auto."""
    view = View(selection, marks=figures)
    sources = view.sources
    values: Mapping[str, Callable[[], Any]] = {
        **{name: partial(value, view) for name, value in VALUES.items()},
        "sources": lambda: sources,
        "matrix": lambda: _matrix(view, matrix),
        "cell_count": lambda: len(selection.claims) * len(sources),
        "cells": lambda: CELLS,
        "flags": lambda: FLAGS,
        "claim_ids": lambda: {claim.id: f"claim-{number}" for number, claim in enumerate(selection.claims, 1)},
        "source_ids": lambda: {source.id: f"source-{number}" for number, (source, _) in enumerate(sources, 1)},
        "unfolded": lambda: unfolded,
        "reviews": lambda: reviews(selection),
        "style": lambda: Markup(style()),  # noqa: S704 - shipped
        "script": lambda: Markup(script()),  # noqa: S704 - shipped
        "policy": policy,
        "newline": lambda: Markup("\n"),
    }
    return _template().write(values)


def _matrix(view: View, wish: str) -> MatrixView | None:
    """Return the matrix, without rows if it is too large to be drawn unasked; None where there is none."""
    sources = [source for source, _ in view.sources]
    cells = len(view.claims) * len(sources)
    if not cells or wish == "no":
        return None
    found = view.matrix_of(sources, figures=False)
    return found._replace(rows=()) if wish == "auto" and cells > MOST_CELLS else found


@cache
def _template() -> ShippedTemplate:
    from factcheck.exports.report.environment import ShippedTemplate, html  # jinja2 takes a while to load

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
    """Return the page's Content Security Policy (level 3): its own style and script by their hashes, nothing else.

    No image, font, frame, form or connection; a script that got in would have another hash, and not run.
    """
    allowed = f"script-src {_hash(script())}; style-src {_hash(style())}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def reviews(selection: Selection) -> Iterator[Markup]:
    """Yield a script element of JSON-LD for each review that has all that schema.org and Google require of one.

    Without the address of the page (option `url`) none has.
    """
    if not is_web(selection.options.get("url", "").replace("{ref}", "")):
        return
    for found in judged(selection):
        review = claimreview.review(selection, found)
        if review.get("claimReviewed") and review.get("reviewRating"):
            data = for_pages(json.dumps(review).encode()).decode()
            yield Markup(f'<script type="application/ld+json">{data}</script>\n')  # noqa: S704 - `for_pages`
