"""Entries as lines of text: the notes on a claim, open ones first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from textual.content import Content

from factcheck.case.records import Entry
from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED, ago, plain

NOTE = "✎"


def note_lines(entries: Iterable[Entry], now: datetime) -> list[Content]:
    """Return a line for each entry, open ones first; closed ones are muted."""
    return [note_line(entry, now) for entry in sorted(entries, key=lambda entry: bool(entry.closed))]


def note_line(entry: Entry, now: datetime) -> Content:
    """Return an entry: "✎ Q1 to Bob · Ada, 2 minutes ago: Ask the clerk."."""
    kind = "" if entry.kind == "note" else f" {entry.kind}"
    to = f" to {entry.to}" if entry.to else ""
    via = f" via {entry.via}" if entry.via else ""
    due = f" · due {entry.due}" if entry.due and not entry.closed else ""
    closed = f" · {entry.outcome or 'closed'} {ago(entry.closed, now)}" if entry.closed else ""
    head = visible_line(f"{entry.ref}{kind}{to}{via} · {entry.by}, {ago(entry.at, now)}{due}{closed}")
    head += ": " if entry.words else ""
    if entry.closed:
        return Content.styled(f"{NOTE} {head}{visible_line(entry.words)}", MUTED)
    return Content.assemble((f"{NOTE} ", "bold $text-warning"), (head, MUTED), plain(entry.words))
