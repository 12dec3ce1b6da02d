"""A plain case for the exports: every label, every stance, a source with a text and one without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcheck import exports
from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import DEFAULT_SCALE, Scale
from factcheck.exports.lint import LintIssue
from factcheck.exports.selection import Selection
from factcheck.quotes import Anchor
from factcheck.quotes.anchor import anchor
from tests.exports.cases import small_case
from tests.exports.drafted import draft_of

TEXT = "The bridge opened in May. It cost 52 million. Nobody was hurt. The mayor spoke of 40 million."
SOURCES = [
    Source(
        id="s1",
        ref="S1",
        title="The bridge",
        publisher="The Gazette",
        author="A. Berg",
        published="2026-11-02",
        url="https://example.org/bridge",
        accessed="2026-11-20T08:00:00Z",
        sha256="ab" * 32,
        media_type="text/html",
        language="en",
    ),
    Source(id="s2", ref="S2", title="The accounts", media_type="application/pdf"),
]
CLAIMS = [
    Claim(id="c1", ref="C1", text="It cost 52 million.", position=1, speaker="The mayor", date="2026-11-01"),
    Claim(id="c2", ref="C2", text="It cost 40 million.", position=2, origin="https://example.org/speech"),
    Claim(id="c3", ref="C3", text="It was cheap.", position=3, tags=("Opinion Claim", "bridge"), origin="A speech"),
    Claim(id="c4", ref="C4", text="It was blessed.", position=4, date="2026-11"),
    Claim(id="c5", ref="C5", text="It is blue.", position=5),
]


def excerpt(number: int, claim: str, stance: Stance, quote: str, source: str = "s1", **fields: Any) -> Excerpt:
    """Return an excerpt E<number> of a claim."""
    return Excerpt(id=f"e{number}", ref=f"E{number}", claim=claim, source=source, stance=stance, quote=quote, **fields)


EXCERPTS = [
    excerpt(1, "c1", Stance.SUPPORTS, "It cost 52 million.", start=26, end=45, note="What did it cost?", by="ada"),
    excerpt(2, "c1", Stance.CONTRADICTS, "40 million"),
    excerpt(3, "c2", Stance.CONTRADICTS, "cost 52 million. Nobody"),
    excerpt(4, "c2", Stance.CONTRADICTS, "Paid: 52. All told.", "s2", locator="p. 3", at="2026-11-21T08:00:00Z"),
    excerpt(5, "c3", Stance.SUPPORTS, "Paid: 40.", "s2"),
    excerpt(6, "c3", Stance.CONTRADICTS, "It cost 52 million."),
    excerpt(7, "c3", Stance.CONTEXT, "Nobody was hurt."),
    excerpt(8, "c5", Stance.SUPPORTS, "blue"),
]


def verdict(claim: str, label: str | None, checker: str = "ada", **fields: Any) -> Verdict:
    """Return a verdict on a claim."""
    return Verdict(claim=claim, checker=checker, label=label, **{"at": "2026-11-22T09:00:00Z", **fields})


VERDICTS = [
    verdict("c1", "supported", rationale="The accounts say so."),
    verdict("c2", "refuted", condition="if taxes count"),
    verdict("c3", "conflicting"),
    verdict("c4", "not-enough-evidence"),
]


def drawn_case(scale: Scale = DEFAULT_SCALE, verdicts: list[Verdict] | None = None) -> Case:
    """Return the case; C5 is unchecked."""
    return small_case("The bridge", scale, SOURCES, CLAIMS, EXCERPTS, VERDICTS if verdicts is None else verdicts)


def drawn(case: Case | None = None, options: Mapping[str, str] | None = None, only: str = "") -> Selection:
    """Return the whole case as a selection in which the text of S1 is known."""
    of = drawn_case() if case is None else case

    def text(source_id: str) -> str | None:
        return TEXT if source_id == "s1" else None

    def anchored(excerpt_id: str) -> Anchor | None:
        found = of.excerpts[excerpt_id]
        known = text(found.source)
        return None if known is None else anchor(found.quote, known, start=found.start)

    return Selection(
        case=of,
        claims=of.in_order(),
        only=only,
        options=options or {},
        anchor=anchored,
        text=text,
        draft=lambda _: draft_of(of),
    )


def data(name: str, selection: Selection) -> bytes:
    """Return a selection in a format."""
    return b"".join(exports.encoded(exports.find(name), selection))


def lacks(name: str, selection: Selection) -> set[tuple[str, str, bool]]:
    """Return what a format wants of a selection: of what, which field, and whether it is required."""
    found: list[LintIssue] = list(exports.find(name).lint(selection))
    assert all(lack.message for lack in found)
    return {(lack.ref, lack.field, lack.required) for lack in found}
