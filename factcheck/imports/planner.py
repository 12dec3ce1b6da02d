"""Taking in what was found in a file: what of it is new to a case, what is there already, what cannot be taken.

A plan is made first and shown; `Workspace.take` does what it says, all of it as one change set, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from factcheck.case.case import Case
from factcheck.imports.candidates import Candidates
from factcheck.imports.plan import ImportStatus, MappedLabel, Plan, PlanLine, Scope

__all__ = ["ImportStatus", "MappedLabel", "Plan", "PlanLine", "Scope", "plan"]

_NONE: Mapping[str, str] = MappingProxyType({})


def plan(
    case: Case, found: Candidates, checker: str, at: str, *, scope: Scope = Scope.ALL, labels: Mapping[str, str] = _NONE
) -> Plan:
    """Return what `checker` would add to `case` at the time `at`, of what was found, and what not.

    `labels` names the label of the case's scale for words of the file. Raises UnknownError for one that is none.
    """
    from factcheck.imports.planning import Planner

    return Planner(case, found, checker, at, scope, labels).plan()
