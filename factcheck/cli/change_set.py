"""The change set of a command as JSON: the same shape for every command that changes a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from factcheck.cli import output

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.changes import Change


def print_changes(case: Case, changes: Sequence[Change]) -> None:
    """Print what was changed, as one JSON object."""
    output.print_object(change_set(case, changes))


def change_set(case: Case, changes: Sequence[Change]) -> dict[str, Any]:
    """Return what was changed: the id of the batch, null if nothing was, and each change with its target and values."""
    return {
        "batch": changes[0].batch if changes else None,
        "changes": [
            {
                "id": change.id,
                "kind": str(change.kind),
                "ref": ref_of(case, change),
                "target": change.target,
                "before": change.before,
                "after": change.after,
                "by": change.by,
                "at": change.at,
            }
            for change in changes
        ],
    }


def ref_of(case: Case, change: Change) -> str | None:
    """Return the ref of what was changed; of a verdict that of its claim, of the case None."""
    table, key, row = change.table, change.key, change.before or change.after or {}
    if table == "verdicts":
        table, key, row = "claims", key.partition("/")[0], {}
    found = case.tables[table].row(key) or row
    return str(found.get("ref", "")) or None
