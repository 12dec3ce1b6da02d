"""What each export format keeps of a case, and what it leaves out, for the manual."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.case.registry import Kept

_REPORT = Kept(
    "checked claims (all with `unchecked=full`), verdicts, excerpts, sources, corrections",
    "flags, positions of quotations",
)

KEPT: Mapping[str, Kept] = {
    "markdown": _REPORT,
    "html": _REPORT,
    "claimreview": Kept("checked claims, the standing verdict", "excerpts, sources, other verdicts, tags"),
    "annotations": Kept("excerpts with their positions, claims, stances", "verdicts, tags, claims without excerpts"),
    "csv": Kept("all fields of one table", "the other tables (`table=`), history, notes"),
    "xlsx": Kept("all fields of four tables", "history, notes, texts beyond 32,767 characters"),
    "fever": Kept(
        "label, sentences that support it, external id", "excerpts of the other side, rationale, mixed labels"
    ),
    "averitec": Kept("label, rationale, date, speaker, origin, questions and answers", "stances, other verdicts"),
    "scifact": Kept("label by evidence, sentences of both sides, external id", "rationale, evidence of open claims"),
    "json": Kept("everything", "documents"),
    "bibtex": Kept("sources", "claims, excerpts, verdicts"),
    "draft-html": Kept("text, states, verdicts, rationale, quotes, queries", "claims that are not in the draft"),
    "draft-docx": Kept("text, verdicts, rationale, quotes, queries", "states without a verdict"),
    "draft-markdown": Kept("text, verdicts, rationale, quotes, queries", "states without a verdict"),
    "corrections": Kept("where, what it says, what the sources say, why", "what need not change"),
    "queries": Kept("open notes to the author", "notes to others"),
    "csl-json": Kept("sources", "claims, excerpts, verdicts"),
}
"""The built-in formats."""
