"""What a person states of a source: its kind, its date, its grade, and which source it repeats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from factcheck.case.case import Case
from factcheck.case.input import parse_date
from factcheck.case.records import Source, SourceKind
from factcheck.errors import InvalidError

GRADE = "a letter A-F, a digit 1-6, or both: B2"
"""What a grade on the Admiralty scale is, for messages and the help."""

_GRADE = re.compile(r"[A-F]?[1-6]?")


def parse_kind(value: SourceKind | str) -> str:
    """Return the kind of source of this name, "" for "". Raises InvalidError."""
    if value not in {"", *SourceKind}:
        raise InvalidError(f"no kind of source {str(value)!r}; there are {', '.join(SourceKind)}")
    return str(value)


def parse_grade(value: str) -> str:
    """Return a grade on the Admiralty scale as it is stored, "B2"; "" for "". Raises InvalidError."""
    grade = value.strip().upper()
    if not _GRADE.fullmatch(grade):
        raise InvalidError(f"{value.strip()!r} is no grade: {GRADE}")
    return grade


_READERS = {"kind": parse_kind, "grade": parse_grade, "as_of": parse_date}


def checked_details(case: Case, source_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a source as they are stored; `repeats` is named by ref or id.

    Raises InvalidError for a kind, date or grade that is none, and for a source that would repeat itself, by way of
    others or not; UnknownError for one that does not exist.
    """
    found = {name: _READERS[name](value) if name in _READERS else value for name, value in fields.items()}
    if named := str(found.get("repeats") or "").strip():
        repeated = case.source(named)
        if source_id in {repeated.id, *(source.id for source in chain(case, repeated.id))}:
            raise InvalidError(f"{case.sources[source_id].ref} would repeat itself, by way of {repeated.ref}")
        found["repeats"] = repeated.id
    return found


def chain(case: Case, source_id: str) -> list[Source]:
    """Return the sources that a source repeats, nearest first: what it repeats, what that repeats, and so on."""
    found: dict[str, Source] = {}
    following = case.sources[source_id].repeats
    while following in case.sources and following not in found and following != source_id:
        found[following] = case.sources[following]
        following = found[following].repeats
    return list(found.values())


def origin(case: Case, source_id: str) -> str:
    """Return the id of the source from which the report of a source comes as stated: the last that is repeated.

    Where sources repeat each other in a circle, which two copies of a case may come to, it is the least id of these.
    """
    repeated = chain(case, source_id)
    if not repeated:
        return source_id
    last = repeated[-1]
    if last.repeats and last.repeats in {source_id, *(source.id for source in repeated)}:
        circle = [last, *chain(case, last.id)]
        return min(source.id for source in circle)
    return last.id


def chain_words(case: Case, source_id: str) -> str:
    """Return "repeats S1, which repeats S4" for a source, "" if it repeats none."""
    return ", which ".join(f"repeats {source.ref}" for source in chain(case, source_id))


def detail_words(source: Source) -> str:
    """Return what is stated of a source, in words: "primary · as of 2023-01 · grade B2 · interest: sells it"."""
    parts = (
        source.kind,
        f"as of {source.as_of}" if source.as_of else "",
        f"grade {source.grade}" if source.grade else "",
        f"interest: {source.interest}" if source.interest else "",
    )
    return " · ".join(filter(None, parts))
