"""A copy of the case for one checker, in which nothing is that another checker made of the claims."""

from __future__ import annotations

from pathlib import Path

from factcheck.case.blinding import veiled
from factcheck.case.input import checker_name
from factcheck.storage import CasePaths, create
from factcheck.workspace.open_case import OpenCase


def hand_out(open_case: OpenCase, to: str, path: Path) -> int:
    """Write a copy for the checker `to`, with its documents; return how many verdicts of others it leaves out.

    Rows have the ids that they have here, so that the copy can be merged back. Raises ExistsError, NotSavedError.
    """
    case = open_case.record
    copy = veiled(case, checker_name(to), everywhere=True)
    create(path, copy)
    open_case.texts.copy_to(CasePaths.of(path).sources)
    return len(case.verdicts) - len(copy.verdicts)
