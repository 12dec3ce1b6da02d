"""A copy of the case for one checker, in which nothing is that another checker made of the claims."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from factcheck.case import edits
from factcheck.case.blinding import veiled
from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.input import checker_name
from factcheck.case.number_ranges import new_range, number_ranges
from factcheck.errors import ExistsError
from factcheck.storage import CasePaths, create
from factcheck.text import visible_line
from factcheck.workspace.open_case import OpenCase


class HandedOut(NamedTuple):
    """What a copy leaves out: so many verdicts of others. `first` is the first number that its refs have, 0 if any."""

    left_out: int
    first: int = 0


def hand_out(open_case: OpenCase, to: str, path: Path) -> HandedOut:
    """Write a copy for the checker `to`, with its documents.

    Rows have the ids that they have here, so that the copy can be merged back. What the checker adds to it has refs
    from a range of numbers that nobody else has; that is a change of this case, unless it is read-only. Raises
    ExistsError, NotSavedError.
    """
    name = checker_name(to)
    if path.exists():
        raise ExistsError(f"{visible_line(str(path))} is there already")
    if not open_case.read_only and not _range_of(open_case.record, name):
        _give_range(open_case, name)
    case = open_case.record
    copy = veiled(case, name, everywhere=True)
    create(path, copy)
    open_case.texts.copy_to(CasePaths.of(path).sources)
    return HandedOut(len(case.verdicts) - len(copy.verdicts), _range_of(case, name))


def _range_of(case: Case, checker: str) -> int:
    """Return the first number of a checker's range; 0 if he has none."""
    return next((each.first for each in number_ranges(case.info.numbers) if each.checker == checker), 0)


def _give_range(open_case: OpenCase, checker: str) -> None:
    case = open_case.record
    given = case.info.numbers
    open_case.commit(edits.edit(case, "case", CASE_KEY, numbers=(*given, new_range(case.index, given, checker))))
