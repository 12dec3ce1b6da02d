"""The entries of a case: notes on claims, on sources and on the case, open until they are closed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from factcheck.case import edits
from factcheck.case.changes import ChangeSet
from factcheck.case.input import require
from factcheck.case.records import Entry, new_id
from factcheck.errors import GoneError, UnknownError
from factcheck.text import clean, clean_line
from factcheck.workspace.open_case import Named, OpenCase

NOTE = "note"
"""The kind of an entry that only says something."""

ASIDE = "aside"
"""The kind of an entry that sets a sentence of a draft aside, as no matter of fact."""


class Entries:
    """Writes, closes and lists the entries of an open case."""

    def __init__(self, open_case: OpenCase) -> None:
        """Work on the entries of `open_case`."""
        self._open_case = open_case

    def add(self, on: Named, words: str, *, to: str = "", kind: str = NOTE) -> ChangeSet:
        """Add an entry about a claim or a source, or about the case if `on` is ""; `to` names whom it is meant for.

        Raises UnknownError, InvalidError if it has no words, NotSavedError.
        """
        open_case = self._open_case
        written, chosen = clean(words), clean_line(kind)
        require(written, "a note needs words")
        require(chosen, "an entry needs a kind")
        entry = Entry(
            id=new_id(),
            on=self._subject_id(on),
            kind=chosen,
            to=clean_line(to),
            words=written,
            by=open_case.checker,
            at=open_case.now(),
        )
        return open_case.add("entries", entry)

    def close(self, *names: Named) -> ChangeSet:
        """Close entries, as one change set; those that are closed already are left as they are."""
        return self._set_closed(names, self._open_case.now())

    def reopen(self, *names: Named) -> ChangeSet:
        """Open closed entries again, as one change set."""
        return self._set_closed(names, "")

    def _set_closed(self, names: Iterable[Named], closed: str) -> ChangeSet:
        open_case, case = self._open_case, self._open_case.case
        keys = dict.fromkeys(open_case.key("entries", name) for name in names)
        changed = (key for key in keys if bool(case.entries[key].closed) != bool(closed))
        return open_case.commit([edit for key in changed for edit in edits.edit(case, "entries", key, closed=closed)])

    def of(self, on: Named) -> list[Entry]:
        """Return the entries about a claim or a source, for "" those about the case, by ref. Raises UnknownError."""
        return self._open_case.case.entries_of(self._subject_id(on))

    def all(self) -> list[Entry]:
        """Return all entries, in the order in which they were added."""
        return list(self._open_case.case.entries.values())

    def _subject_id(self, on: Named) -> str:
        """Return the id of the claim or the source that is named, "" for "". Raises UnknownError."""
        if on == "":
            return ""
        for table in ("claims", "sources"):
            with suppress(UnknownError, GoneError):
                return self._open_case.key(table, on)
        name = on if isinstance(on, str) else on.ref
        raise UnknownError(f"no claim or source {name!r} in this case")
