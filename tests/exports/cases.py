"""Small cases made of records, for the tests of the exports."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.changes import Change
from factcheck.case.record import Row
from factcheck.case.records import Claim, Excerpt, Source, Verdict
from factcheck.case.scale import Scale
from factcheck.exports.formats.markdown import Markdown
from factcheck.exports.selection import Selection


def small_case(
    title: str = "T",
    scale: Scale | None = None,
    sources: list[Source] | None = None,
    claims: list[Claim] | None = None,
    excerpts: list[Excerpt] | None = None,
    verdicts: list[Verdict] | None = None,
    history: list[Change] | None = None,
) -> Case:
    """Return a case of these records; of one claim if there are none."""
    sheet: Row = {"title": title, "scale": scale.to_value() if scale else "averitec"}
    return Case(
        {
            "case": {CASE_KEY: sheet},
            "sources": {source.id: source.to_row() for source in sources or ()},
            "claims": {claim.id: claim.to_row() for claim in claims or (Claim(id="c", ref="C1", text="It is."),)},
            "excerpts": {excerpt.id: excerpt.to_row() for excerpt in excerpts or ()},
            "verdicts": {verdict.key: verdict.to_row() for verdict in verdicts or ()},
        },
        history or (),
    )


def render(case: Case, claims: Sequence[Claim], only: str) -> str:
    """Return the Markdown report on claims in full, chosen by a filter; of the whole case if that is empty."""
    return "".join(Markdown().write(Selection(case=case, claims=claims, only=only, options={"unchecked": "full"})))
