"""The same passage of a source quoted twice for a claim."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.case.case import Case
from factcheck.case.records import Excerpt
from factcheck.quotes.normalization import plain_quote
from factcheck.text import visible_line


def same_quotes(excerpt: Excerpt, others: Iterable[Excerpt]) -> list[Excerpt]:
    """Return the excerpts that quote the same passage of the same source for the same claim as `excerpt`.

    It is the same passage if it has the same place in the text, or the same words apart from typography.
    """
    quote = plain_quote(excerpt.quote)
    return [
        other
        for other in others
        if (other.claim, other.source) == (excerpt.claim, excerpt.source)
        and (_same_place(excerpt, other) or plain_quote(other.quote) == quote)
    ]


def _same_place(one: Excerpt, other: Excerpt) -> bool:
    return one.start is not None and (one.start, one.end) == (other.start, other.end)


def already_quoted(case: Case, known: Iterable[Excerpt]) -> str:
    """Return words for excerpts that are there already: "C3 has this quote already: E8 (supports)"."""
    known = list(known)
    said = ", ".join(f"{excerpt.ref} ({excerpt.stance})" for excerpt in known)
    return visible_line(f"{case.claims[known[0].claim].ref} has this quote already: {said}") if known else ""
