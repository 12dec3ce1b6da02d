"""What each export format keeps of a case, and what it leaves out, for the manual."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.case.registry import Fidelity

_REPORT = Fidelity(
    "checked claims (all with `unchecked=full`), verdicts, excerpts, sources, corrections",
    "flags, positions of quotations",
)

KEPT: Mapping[str, Fidelity] = {
    "markdown": _REPORT,
    "html": _REPORT,
    "claimreview": Fidelity("checked claims, the standing verdict", "excerpts, sources, other verdicts, tags"),
    "annotations": Fidelity(
        "excerpts with their positions, claims, stances", "verdicts, tags, claims without excerpts"
    ),
    "csv": Fidelity("all fields of one table", "the other tables (`table=`), history, notes"),
    "xlsx": Fidelity("all fields of four tables", "history, notes, texts beyond 32,767 characters"),
    "fever": Fidelity(
        "label, sentences that support it, external id", "excerpts of the other side, rationale, mixed labels"
    ),
    "averitec": Fidelity("label, rationale, date, speaker, origin, questions and answers", "stances, other verdicts"),
    "scifact": Fidelity(
        "label by evidence, sentences of both sides, external id", "rationale, evidence of open claims"
    ),
    "json": Fidelity("everything", "documents"),
    "bibtex": Fidelity("sources", "claims, excerpts, verdicts"),
    "draft-html": Fidelity("text, states, verdicts, rationale, quotes, queries", "claims that are not in the draft"),
    "draft-docx": Fidelity("text, verdicts, rationale, quotes, queries", "states without a verdict"),
    "draft-markdown": Fidelity("text, verdicts, rationale, quotes, queries", "states without a verdict"),
    "corrections": Fidelity("where, what it says, what the sources say, why", "what need not change"),
    "queries": Fidelity("open notes to the author", "notes to others"),
    "csl-json": Fidelity("sources", "claims, excerpts, verdicts"),
}
"""The built-in formats."""
