"""Excerpts and claims as text to paste."""

from __future__ import annotations

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.case.statistics import standing
from factcheck.text import quoted


def citation(source: Source, excerpt: Excerpt) -> str:
    """Return an excerpt as text to paste: quote, author, title, publisher, date and locator."""
    parts = [source.author, source.title or source.file, source.publisher, source.published, excerpt.locator]
    return f"{quoted(excerpt.quote)} — {', '.join(part for part in parts if part)} [{source.ref}]"


def claim_citation(case: Case, claim: Claim) -> str:
    """Return a claim as text to paste: ref, text, speaker and verdict."""
    verdict = case.verdict_of(claim.id)
    said = f" ({claim.speaker})" if claim.speaker else ""
    nothing = "Checkers differ" if standing(case, claim.id).differ else "Unchecked"
    label = case.scale.label(verdict.label).name if verdict and verdict.label else nothing
    return f"{claim.ref}: {claim.text}{said} — {label}"
