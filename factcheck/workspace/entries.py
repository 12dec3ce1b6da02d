"""The entries of a case: notes, queries, contacts and tasks on claims, sources and the case, open until closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from factcheck.case import edits
from factcheck.case.changes import ChangeSet
from factcheck.case.days import parse_day
from factcheck.case.ids import new_id
from factcheck.case.input import parse_outcome, require
from factcheck.case.records import Entry, EntryKind, Outcome
from factcheck.errors import GoneError, UnknownError
from factcheck.text import clean, clean_line
from factcheck.workspace import entry_filter
from factcheck.workspace.open_case import Named, OpenCase

NOTE = EntryKind.NOTE.value
"""The kind of an entry that only says something."""

ASIDE = "aside"
"""The kind of an entry that sets a sentence of a draft aside, as no matter of fact."""

_REPORTS = frozenset({EntryKind.REPLY, EntryKind.SIGN_OFF})
"""The kinds of entries that tell what happened, and are closed from the start: there is nothing left to do."""


def entry_fields(words: str, now: datetime, *, to: str, kind: str, via: str, due: str) -> dict[str, Any]:
    """Return what was typed of an entry as it is stored. Raises InvalidError: no words, no kind, `due` is no day."""
    written, chosen = clean(words), clean_line(kind)
    _require_words(chosen, written)
    day = parse_day(due, now.astimezone().date())
    return {"words": written, "kind": chosen, "to": clean_line(to), "via": clean_line(via), "due": day}


def _require_words(kind: str, words: str) -> None:
    """Raise InvalidError for an entry without a kind, or without words that one of its kind needs."""
    require(kind, "an entry needs a kind")
    require(words or kind == EntryKind.SIGN_OFF, f"a {kind} needs words")


class Entries:
    """Writes, closes and lists the entries of an open case."""

    def __init__(self, open_case: OpenCase) -> None:
        """Work on the entries of `open_case`."""
        self._open_case = open_case

    def add(self, on: Named, words: str, *, to: str = "", kind: str = NOTE, via: str = "", due: str = "") -> ChangeSet:
        """Add an entry about a claim or a source, or about the case if `on` is ""; `to` names whom it is meant for.

        `via` says by which way it went to them, `due` the day by which it is to be done: a date, or "friday" or "+3".
        A reply and a sign-off are closed from the start; a sign-off may be without words.

        Raises UnknownError, InvalidError if it has no words or `due` is no day, NotSavedError.
        """
        open_case = self._open_case
        fields = entry_fields(words, open_case.clock(), to=to, kind=kind, via=via, due=due)
        now = open_case.now()
        closed = now if fields["kind"] in _REPORTS else ""
        entry = Entry(id=new_id(), on=self._subject_id(on), by=open_case.checker, at=now, closed=closed, **fields)
        return open_case.add("entries", entry)

    def close(self, *names: Named, outcome: Outcome | str = "") -> ChangeSet:
        """Close entries with an outcome, as one change set; closed ones only take the outcome, if one is given.

        Raises UnknownError, InvalidError for an outcome that does not exist.
        """
        chosen = parse_outcome(outcome)
        case, now = self._open_case.case, self._open_case.now()
        entries = [case.entries[key] for key in self._keys(names)]
        return self._edit({entry.id: (entry.closed or now, chosen or entry.outcome) for entry in entries})

    def reopen(self, *names: Named) -> ChangeSet:
        """Open closed entries again, as one change set; their outcome is removed."""
        return self._edit(dict.fromkeys(self._keys(names), ("", "")))

    def _keys(self, names: Iterable[Named]) -> list[str]:
        return list(dict.fromkeys(self._open_case.key("entries", name) for name in names))

    def _edit(self, states: Mapping[str, tuple[str, str]]) -> ChangeSet:
        """Set when each entry was closed, and its outcome."""
        open_case, case = self._open_case, self._open_case.case
        return open_case.commit(
            [
                edit
                for key, (closed, outcome) in states.items()
                for edit in edits.edit(case, "entries", key, closed=closed, outcome=outcome)
            ]
        )

    def today(self) -> date:
        """Return the day it is here, by the clock of the case."""
        return self._open_case.clock().astimezone().date()

    def of(self, on: Named) -> list[Entry]:
        """Return the entries about a claim or a source, for "" those about the case, by ref. Raises UnknownError."""
        return self._open_case.case.entries_of(self._subject_id(on))

    def all(self) -> list[Entry]:
        """Return all entries, in the order in which they were added."""
        return list(self._open_case.case.entries.values())

    def select(self, text: str) -> list[Entry]:
        """Return the entries that match a filter such as "is:open due:<friday", in the order they were added.

        Raises UnknownError for a field or value that does not exist, InvalidError.
        """
        return entry_filter.select(self.all(), text, self._open_case.case, self.today())

    def edit(self, entry: Named, **fields: str) -> ChangeSet:
        """Change the words of an entry, its kind, to, via or due. Raises UnknownError, InvalidError."""
        known = self._open_case.case.entries[self._open_case.key("entries", entry)]
        if "due" in fields:
            fields["due"] = parse_day(fields["due"], self.today())
        if fields.keys() & {"kind", "words"}:
            _require_words(clean_line(fields.get("kind", known.kind)), clean(fields.get("words", known.words)))
        return self._open_case.change("entries", known.id, **fields)

    def _subject_id(self, on: Named) -> str:
        """Return the id of the claim or the source that is named, "" for "". Raises UnknownError."""
        if on == "":
            return ""
        for table in ("claims", "sources"):
            with suppress(UnknownError, GoneError):
                return self._open_case.key(table, on)
        name = on if isinstance(on, str) else on.ref
        raise UnknownError(f"no claim or source {name!r} in this case")
