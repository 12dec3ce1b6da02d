"""The filter of entries: words and fields, as in the filter of claims.

    is:open due:<friday kind:query -to:"the author"

Words are sought in what an entry says, in whom it is meant for and by which way; a whole ref means that entry, or the
entries on that claim or source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from factcheck.case.records import Entry, EntryKind, Outcome
from factcheck.errors import UnknownError
from factcheck.text import folded
from factcheck.workspace import filter_syntax as syntax
from factcheck.workspace.filter_ranges import RELATIVE_DATES, days_of, parse_days
from factcheck.workspace.filter_syntax import Combine, Term

if TYPE_CHECKING:
    from factcheck.case.case import Case

Test: TypeAlias = "Callable[[Entry], bool]"
"""Tells whether an entry passes."""

FIELDS = {
    "is": "open, closed, overdue, due (a day is set)",
    "kind": ", ".join(EntryKind),
    "outcome": ", ".join(Outcome),
    "on": "the ref of a claim or a source, case",
    "to": "part of the name of whom it is meant for",
    "by": "part of the name of who wrote it",
    "via": "part of the way by which it went",
    "due": f"the day by which it is to be done: {RELATIVE_DATES}",
    "at": f"when it was written: {RELATIVE_DATES}",
    "closed": f"when it was closed: {RELATIVE_DATES}",
}
"""The fields of the filter and what they take; shown by the help."""


def is_overdue(entry: Entry, today: date) -> bool:
    """Tell whether an entry is still open after the day by which it was to be done."""
    days = days_of(entry.due)
    return not entry.closed and days is not None and days.last < today.isoformat()


def parse(text: str, case: Case, today: date) -> Test:
    """Return the test that `text` asks for, on the day `today`.

    Raises UnknownError for a field or value that does not exist, InvalidError for brackets nested too deep.
    """
    return syntax.parse(
        text,
        Combine(
            lambda term: _term(term, case, today),
            _all_of,
            _any_of,
            _negate,
        ),
    )


def _all_of(tests: Sequence[Test]) -> Test:
    return lambda entry: all(test(entry) for test in tests)


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda entry: any(test(entry) for test in tests)


def _negate(test: Test) -> Test:
    return lambda entry: not test(entry)


def select(entries: Iterable[Entry], text: str, case: Case, today: date) -> list[Entry]:
    """Return those of `entries` that match the filter `text`, in their order."""
    return list(filter(parse(text, case, today), entries))


def _term(term: Term, case: Case, today: date) -> Test:
    field, value = term.field, term.value
    if field and field not in FIELDS:
        raise UnknownError(f"no field {field}: in a filter of entries; there are {', '.join(FIELDS)}")
    if value is None:
        return lambda _: True
    builders: dict[str, Callable[[], Test]] = {
        "": lambda: _words(value, case),
        "is": lambda: _choose("is", folded(value), _states(today)),
        "on": lambda: _on(value, case),
        "kind": lambda: _named("kind", folded(value), EntryKind, case),
        "outcome": lambda: _named("outcome", folded(value), Outcome, case),
        **{name: partial(_dated, name, value, today) for name in ("due", "at", "closed")},
        **{name: partial(_part, name, folded(value)) for name in ("to", "by", "via")},
    }
    return builders[field]()


def _part(field: str, value: str) -> Test:
    return lambda entry: value in folded(str(getattr(entry, field)))


def _named(field: str, value: str, known: Iterable[str], case: Case) -> Test:
    """Return the test of a field with names; those of other programs are names too."""
    kept = sorted({str(getattr(entry, field)) for entry in case.entries.values()} - {""})
    return _choose(field, value, {folded(name): partial(_equals, field, name) for name in (*known, *kept)})


def _equals(field: str, value: str, entry: Entry) -> bool:
    return str(getattr(entry, field)) == value


def _states(today: date) -> dict[str, Test]:
    return {
        "open": lambda entry: not entry.closed,
        "closed": lambda entry: bool(entry.closed),
        "overdue": lambda entry: is_overdue(entry, today),
        "due": lambda entry: bool(entry.due),
    }


def _choose(field: str, value: str, tests: dict[str, Test]) -> Test:
    """Return the tests whose names begin with `value`, any of which will do."""
    chosen = [tests[value]] if value in tests else [test for name, test in tests.items() if name.startswith(value)]
    if not chosen:
        raise UnknownError(f"no {field}:{value} in a filter of entries; there are {', '.join(tests)}")
    return lambda entry: any(test(entry) for test in chosen)


def _dated(field: str, value: str, today: date) -> Test:
    wanted = parse_days(value, field, today)
    return lambda entry: (days := days_of(str(getattr(entry, field)))) is not None and wanted.has(days)


def _on(value: str, case: Case) -> Test:
    if folded(value) == "case":
        return lambda entry: not entry.on
    meant = _subjects(value, case)
    if not meant:
        raise UnknownError(f"no claim or source {value!r} in this case")
    return lambda entry: entry.on in meant


def _subjects(value: str, case: Case) -> set[str]:
    keys = (case.index.refs[table].get(value.upper()) for table in ("claims", "sources"))
    return set(filter(None, keys))


def _words(value: str, case: Case) -> Test:
    words, subjects = folded(value), _subjects(value, case)
    meant = case.index.refs["entries"].get(value.upper())
    if meant is not None or subjects:
        return lambda entry: entry.id == meant or entry.on in subjects
    return lambda entry: words in folded(f"{entry.words} {entry.to} {entry.via} {entry.kind}")
