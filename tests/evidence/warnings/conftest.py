"""A claim under a verdict, with the excerpts and sources that a test wants, and the warnings about it."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.evidence.warnings import SharedText, warnings
from factcheck.evidence.warnings.origins import TextOf
from tests.exports.cases import small_case

STANCES = {"+": Stance.SUPPORTS, "-": Stance.CONTRADICTS, "~": Stance.CONTEXT}


class Evidence:
    """Builds a case of one claim, C1. An excerpt is written as "+S1": supports, from S1; "-S2", "~S3" likewise."""

    def __init__(self) -> None:
        self.sources: dict[str, dict[str, Any]] = {}
        self.quotes: dict[str, str] = {}
        self.claim: dict[str, Any] = {}

    def case(self, label: str | None, *excerpts: str, at: str = "2026-11-22T09:00:00Z") -> Case:
        """Return the case with a verdict of this label, or none."""
        refs = sorted({excerpt[1:] for excerpt in excerpts} | self.sources.keys())
        filed = [
            Excerpt(
                id=f"e{number}", ref=f"E{number}", claim="c", source=excerpt[1:].lower(), stance=STANCES[excerpt[0]],
                quote=self.quotes.get(f"E{number}", f"Quote {number}."),
            )
            for number, excerpt in enumerate(excerpts, 1)
        ]  # fmt: skip
        return small_case(
            sources=[Source(id=ref.lower(), ref=ref, **self.sources.get(ref, {})) for ref in refs],
            claims=[Claim(id="c", ref="C1", text="It rained.", **self.claim)],
            excerpts=filed,
            verdicts=[Verdict(claim="c", checker="ada", label=label, at=at)] if label else [],
        )

    def says(self, label: str | None, *excerpts: str, text_of: TextOf | None = None, **verdict: str) -> dict[str, str]:
        """Return the warnings about that case, by name."""
        case = self.case(label, *excerpts, **verdict)
        found = warnings(case, "c", SharedText(text_of) if text_of else None)
        return {warning.name: warning.words for warning in found}


@pytest.fixture
def evidence() -> Evidence:
    """Nothing yet."""
    return Evidence()
