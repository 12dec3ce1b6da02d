"""What a report says of its case at the top: when it was last changed, and who checked."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case.case import Case
from factcheck.case.records import Row


def last_change(case: Case) -> str:
    """Return when the case was last changed; what came without a history tells it by its own times."""
    times = (row.get("at", "") for table in ("verdicts", "excerpts") for row in rows(case, table))
    return max(case.sheet.created, case.history.last_at, max(times, default=""))


def checkers(case: Case) -> list[str]:
    """Return the names of those who gave a verdict."""
    return sorted({row["checker"] for row in rows(case, "verdicts") if row.get("label") is not None})


def rows(case: Case, table: str) -> Iterator[Row]:
    """Yield the rows of a table: where one field of all is wanted, records would cost three times as much."""
    return (row for row in map(case.tables[table].row, case.tables[table]) if row)
