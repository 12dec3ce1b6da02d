"""The list of entries: what each is about, whom it is meant for, by when, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Entry
from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED, plain
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.entry_filter import is_overdue

_INDENT = 6
_SIGN = {"": "○", "answered": "✓", "silent": "…", "declined": "✗", "done": "✓"}


class EntryList(LineList[Entry]):
    """Entries, each with a line of what it is and its words below."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Start empty."""
        super().__init__(id=id)
        self._case = Case()
        self._today = date.min
        self._hint = ""

    def lines(self, item: Entry, width: int) -> list[Content]:
        """Return an entry: ref, kind, whom it is meant for, day due and subject; its words."""
        state, style = entry_state(item, self._today)
        right = Content.styled(state, style)
        head = Content.assemble(
            (f" {visible_line(item.ref):<{_INDENT - 2}} ", MUTED),
            (visible_line(item.kind), "bold" if not item.closed else MUTED),
            f" → {visible_line(item.to)}" if item.to else "",
            (f" via {visible_line(item.via)}" if item.via else "", MUTED),
            (f" · {visible_line(self._about(item))}", MUTED),
        )
        room = max(width - right.cell_length - 1, 1)
        first = Content.assemble(head.truncate(room, ellipsis=True, pad=True), " ", right)
        words = plain(item.words) if item.words else ""
        text = Content.styled(words, MUTED if item.closed else "")
        below = text.wrap(max(width - _INDENT, 1)) if words else []
        return [first, *(Content.assemble(" " * _INDENT, line, strip_control_codes=False) for line in below), Content()]

    def _about(self, entry: Entry) -> str:
        subject = self._case.subject(entry.on)
        what = subject.ref if subject else "the case"
        return f"{what} · {entry.by} {entry.at[:10]}"

    def empty_lines(self, width: int) -> list[Content]:
        """Return the reason for the empty list and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_entries(self, case: Case, entries: Sequence[Entry], today: date, wanted: str, hint: str) -> None:
        """List entries of `case`, with the cursor on the id `wanted`, else where it was; show `hint` if none."""
        self._case, self._today, self._hint = case, today, hint
        ids = [entry.id for entry in entries]
        self.show(entries, ids.index(wanted) if wanted in ids else self.cursor)


def entry_state(entry: Entry, today: date) -> tuple[str, str]:
    """Return the state of an entry in words, and its style: "due 2026-12-01", "overdue 2026-11-20", "✓ answered"."""
    due = visible_line(entry.due)
    if entry.closed:
        return visible_line(f"{_SIGN.get(entry.outcome, '✓')} {entry.outcome or 'closed'} {entry.closed[:10]}"), MUTED
    if is_overdue(entry, today):
        return f"overdue {due}", "bold $text-error"
    return (f"due {due}", "bold $text-warning") if due else ("open", "$text-warning")
