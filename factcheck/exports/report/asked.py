"""Who was asked about the claims and sources of a report, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from factcheck.case.records import Entry, EntryKind
from factcheck.exports.report.records import AskedView
from factcheck.exports.selection import Selection, entries_of

_KINDS = {EntryKind.QUERY, EntryKind.CONTACT, EntryKind.REPLY}
_STATES = {
    "query": "open",
    "contact": "silent since",
    "reply": "replied",
    "answered": "answered",
    "silent": "silent since, closed",
    "declined": "declined",
    "done": "done",
    "": "closed",
}
"""What is said of a query, a contact or a reply: by its outcome once it is closed, by its kind before."""


def asked(selection: Selection, *, with_words: bool) -> list[AskedView]:
    """Return the queries, contacts and replies of a selection in the order of time, with their words or without."""
    found = [entry for entry in entries_of(selection) if entry.kind in _KINDS]
    return [_asked(selection, entry, with_words) for entry in sorted(found, key=attrgetter("at"))]


def _asked(selection: Selection, entry: Entry, with_words: bool) -> AskedView:
    subject = selection.case.subject(entry.on)
    words = entry.words if with_words else ""
    closed = "" if entry.kind == EntryKind.REPLY else entry.closed
    return AskedView(
        *(entry.ref, subject.ref if subject else "", entry.kind, entry.to, entry.via, words, entry.at, closed),
        state=_STATES.get(entry.outcome if closed else entry.kind, entry.outcome),
    )


def open_questions(entries: Sequence[AskedView]) -> str:
    """Return how many queries and contacts are still open: "2 queries open, 1 contact not answered yet".

    If all are closed that is said; "" if there are none.
    """
    asked = [each for each in entries if each.kind != EntryKind.REPLY]
    queries = sum(each.kind == EntryKind.QUERY and not each.closed for each in asked)
    contacts = sum(each.kind == EntryKind.CONTACT and not each.closed for each in asked)
    counts = [f"{queries} quer{'y' if queries == 1 else 'ies'} open"] if queries else []
    counts += [f"{contacts} contact{'s' * (contacts > 1)} not answered yet"] if contacts else []
    return ", ".join(counts) or ("All queries and contacts are closed" if asked else "")
