"""Escape text for HTML, and the filters of the template of the page.

A parser that reads the escaped text gets `text.visible` of the text, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from factcheck.evidence import Figure, FigureMark, Relation
from factcheck.exports.report.markdown_filters import is_plain, read_time
from factcheck.exports.report.records import ClaimView, ExcerptView
from factcheck.text import visible

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def escape(text: str) -> str:
    """Return text escaped for HTML, both between tags and in a quoted attribute."""
    return visible(text).translate(_ESCAPES)


def outward(url: str) -> Markup:
    """Return an address as a link with the address as its text, if it is plain http or https; else as text."""
    shown = escape(url)
    if not is_plain(url):
        return _markup(shown)
    return _markup(f'<a href="{shown}" rel="noreferrer noopener nofollow" class="outward">{shown}</a>')


def when(at: str) -> Markup:
    """Return a time of the case as a <time> element; any other text is escaped."""
    shown = read_time(at)
    return _markup(f'<time datetime="{escape(at)}">{shown}</time>' if shown else escape(at))


def glyph(sign: str) -> Markup:
    """Return a sign that screen readers skip, since its meaning is written beside it."""
    return _markup(f'<span aria-hidden="true">{escape(sign)}</span>' if sign else "")


def claim_text(claim: ClaimView) -> Markup:
    """Return the text of a claim, with <mark> around the figures that differ from those of an excerpt."""
    return _marked(claim.text, (mark.claim for quote in claim.quotes for mark in _differing(quote)))


def quote_text(excerpt: ExcerptView) -> Markup:
    """Return a quote, with <mark> around the figures that differ from those of the claim."""
    return _marked(excerpt.quote, (mark.excerpt for mark in _differing(excerpt)))


def _differing(excerpt: ExcerptView) -> Iterator[FigureMark]:
    return (mark for mark in excerpt.marks if mark.relation is Relation.DIFFERS)


def _marked(text: str, figures: Iterable[Figure]) -> Markup:
    pieces, position = list[str](), 0
    for start, end in sorted({(figure.start, figure.end) for figure in figures}):
        if position <= start < end <= len(text):
            pieces += [escape(text[position:start]), f"<mark>{escape(text[start:end])}</mark>"]
            position = end
    return _markup("".join([*pieces, escape(text[position:])]))


def flag_names(claim: ClaimView) -> list[str]:
    """Return the names of the flags that a claim has."""
    flags = {
        "stale": any(verdict.stale for verdict in claim.verdicts),
        "warned": any(warning.waiver is None for warning in claim.warnings),
        "differ": claim.differ,
        "figures": any(quote.differs for quote in claim.quotes),
        "fault": any(quote.fault for quote in claim.quotes),
    }
    return [name for name in FLAGS if flags[name]]


def sources_of(claim: ClaimView, ids: Mapping[str, str]) -> str:
    """Return the page ids of the sources that a claim quotes, separated by blanks for an attribute."""
    return " ".join(dict.fromkeys(ids[quote.source.id] for quote in claim.quotes))


def language(name: str) -> str:
    """Return a language tag that is valid in HTML (BCP 47); "" for any other text."""
    return name if _LANGUAGE.fullmatch(name) else ""


def _markup(escaped: str) -> Markup:
    return Markup(escaped)  # noqa: S704 - all callers escape


FLAGS = {
    "stale": ("↻", "Look again"),
    "warned": ("⚠", "Warning"),
    "differ": ("⇄", "Checkers differ"),
    "figures": ("#", "Figures differ"),
    "fault": ("≠", "A quote does not match its source"),
}
"""The flags of a claim by the name that the page filters by: a sign, and its description."""

FILTERS: Mapping[str, Callable[..., Any]] = {
    "outward": outward,
    "when": when,
    "glyph": glyph,
    "claim_text": claim_text,
    "quote_text": quote_text,
    "flag_names": flag_names,
    "sources_of": sources_of,
    "language": language,
}
