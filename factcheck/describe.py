"""Changes in words: what the status line, the history and the command line say was done."""

from __future__ import annotations

from factcheck.case import Case
from factcheck.changes import Batch, Change, ChangeKind
from factcheck.model import Row

NOUNS = {"sources": "source", "claims": "claim", "excerpts": "excerpt", "verdicts": "verdict", "case": "case"}


def describe(case: Case, batch: Batch) -> str:
    """Return what a batch did, in a few words: "C5 ✗ Refuted", "removed C9 and 3 more"."""
    if not batch:
        return ""
    main = batch[-1] if batch[-1].kind == ChangeKind.REMOVE else batch[0]
    more = f" and {len(batch) - 1} more" if len(batch) > 1 else ""
    return describe_change(case, main) + more


def describe_change(case: Case, change: Change) -> str:
    """Return what one change did to which row."""
    return f"{subject(case, change)} {_deed(case, change)}"


def subject(case: Case, change: Change) -> str:
    """Return the short name of what was changed: a ref, or the title of the case."""
    if change.table == "verdicts":
        return _ref(case, "claims", change.key.partition("/")[0], {})
    if change.table == "case":
        return "the case"
    return _ref(case, change.table, change.key, change.before or change.after or {})


def claim_of(case: Case, change: Change) -> str | None:
    """Return the id of the claim that a change is about, while that claim is there."""
    row: Row = change.after or change.before or {}
    if change.table == "excerpts" and change.key in case.excerpts:
        claim_id = case.excerpts[change.key].claim
    else:
        claim_id = str(row.get("claim", "")) or change.key.partition("/")[0]
    return claim_id if claim_id in case.claims else None


def _ref(case: Case, table: str, key: str, row: Row) -> str:
    if key in case.tables[table]:
        return str(case.tables[table][key].ref)
    return str(row.get("ref", "")) or f"a {NOUNS[table]} that is gone"


def _deed(case: Case, change: Change) -> str:
    before, after = change.before, change.after
    if change.table == "verdicts":
        return _judgement(case, before or {}, after or {})
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if change.table == "excerpts" and "stance" in after:
        return f"{before['stance']} → {after['stance']}"
    return f"{', '.join(after)} edited"


def _judgement(case: Case, before: Row, after: Row) -> str:
    if "label" in before or "label" in after:
        old, new = before.get("label"), after.get("label")
        if new is not None and new != old:
            return label_words(case, new)
        if old is not None and new is None:
            return f"unchecked again (was {label_words(case, old)})"
    if before.get("confidence") != after.get("confidence"):
        return f"confidence {after.get('confidence') or 'not stated'}"
    if before.get("rationale", "") != after.get("rationale", ""):
        return "rationale written" if after.get("rationale") else "rationale removed"
    if before.get("condition", "") != after.get("condition", ""):
        return "condition written" if after.get("condition") else "condition removed"
    return "judged anew"


def label_words(case: Case, label_id: str) -> str:
    """Return a label as it is shown, glyph and name; its id where the scale does not have it any more."""
    for label in case.scale.labels:
        if label.id == label_id:
            return f"{label.glyph} {label.name}"
    return label_id
