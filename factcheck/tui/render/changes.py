"""A change of the history as styled text."""

from __future__ import annotations

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.describe import describe_change
from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED, plain


def change_line(case: Case, change: Change, width: int) -> list[Content]:
    """Return a change as lines: time, checker, description, and the rationale if one was written."""
    how = f"{change.kind}: " if change.kind in {ChangeKind.UNDO, ChangeKind.REDO} else ""
    when = f"{visible_line(f'{change.at[:10]} {change.at[11:16]}')}  "
    head = Content.assemble((when, MUTED), (f"{visible_line(change.by)}  ", "bold"), how, describe_change(case, change))
    text = (change.after or {}).get("rationale") or ""
    reason = [Content.styled(f"    {line}", MUTED) for line in plain(str(text)).splitlines()]
    return [Content.assemble(" ", line) for content in (head, *reason) for line in content.wrap(max(width - 1, 1))]
