"""Importing a file of claims, evidence and verdicts: what it would change, and the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.case.changes import ChangeSet
from factcheck.errors import InvalidError
from factcheck.imports import file_bytes, read_contents, read_layout
from factcheck.imports.candidates import ImportOptions
from factcheck.imports.layout import TableLayout
from factcheck.imports.plan import ImportStatus, Plan, PlanLine, Scope
from factcheck.imports.planner import plan
from factcheck.storage.reader import uncollected
from factcheck.workspace.open_case import OpenCase


class ImportResult(NamedTuple):
    """What an import changed, and the plan it followed, which has a line for each row of the file."""

    changes: ChangeSet
    plan: Plan

    @property
    def added(self) -> list[PlanLine]:
        """The rows that were added."""
        return list(self.plan.of(ImportStatus.NEW))

    @property
    def duplicates(self) -> list[PlanLine]:
        """The rows that the case has already."""
        return list(self.plan.of(ImportStatus.DUPLICATE))

    @property
    def rejected(self) -> list[PlanLine]:
        """The rows that could not be imported, each with the reason in `why`."""
        return list(self.plan.of(ImportStatus.REJECTED))


def plan_file(
    open_case: OpenCase,
    path: str | Path,
    data: bytes | None = None,
    *,
    format_name: str = "",
    only: str = "all",
    columns: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    claim: str = "",
    corpus: str | Path | None = None,
    header: int | None = None,
    sheet: str = "",
    encoding: str = "",
    dates: str = "",
    delimiter: str = "",
    update: bool = False,
    credit: str = "",
) -> Plan:
    """Return what importing a file would do; nothing is changed.

    `data` are its bytes, if they are known. The format is found by the content unless `format_name` names it. `only`
    is "all", "evidence" (without verdicts) or "claims". `columns` names the field for a column of a table, `labels`
    the label of the case for words of the file, `claim` the claim that all annotations are for, `corpus` the file with
    the sentences of FEVER or SciFact; `header`, `sheet`, `encoding`, `dates` and `delimiter` are as in
    `ImportOptions`. With `update` the fields that the file has otherwise than the case are taken over. `credit` is
    whose the verdicts are that name no checker, by default the checker's. Raises UnreadableError, UnknownError,
    InvalidError.
    """
    if only not in set(Scope):
        raise InvalidError(f"only must be {', '.join(Scope)}, not {only!r}")
    asked = ImportOptions(
        columns=columns or {},
        claim=claim,
        corpus=None if corpus is None else file_bytes(Path(corpus)),
        header=header,
        sheet=sheet,
        encoding=encoding,
        dates=dates,
        delimiter=delimiter,
    )
    file = Path(path)
    at = open_case.now()
    with uncollected():
        found = read_contents(file_bytes(file) if data is None else data, file, format_name, asked)
        planned = plan(
            open_case.case, found, open_case.checker, at, scope=Scope(only), labels=labels or {}, credit=credit
        )
    return planned.with_updates(planned.differing, at) if update else planned


def file_layout(data: bytes, name: str, format_name: str = "", **asked: Any) -> TableLayout:
    """Return what can be chosen about reading a table; `asked` are options of `ImportOptions`."""
    return read_layout(data, name, format_name, ImportOptions(**asked))
