"""Plan an import: which rows of a file are new to a case, which are duplicates, and which are rejected.

A plan is made first and shown; the workspace then applies it as one change set, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.record import Row
from factcheck.case.scale import read_scale
from factcheck.errors import InvalidError
from factcheck.imports.candidates import Candidates, EntryCandidate
from factcheck.imports.claim_planner import ClaimPlanner
from factcheck.imports.comparison import DiffReport
from factcheck.imports.duplicates import DuplicateFinder
from factcheck.imports.file_ids import FileIds
from factcheck.imports.json_values import shown
from factcheck.imports.new_rows import NewRows
from factcheck.imports.plan import ImportStatus, Plan, Scope
from factcheck.imports.planning import Planning
from factcheck.imports.source_planner import SourcePlanner
from factcheck.imports.verdict_planner import VerdictPlanner
from factcheck.text import clean_line

_NAMED = 10


def plan(
    case: Case,
    candidates: Candidates,
    checker: str,
    at: str,
    *,
    scope: Scope = Scope.ALL,
    labels: Mapping[str, str] = MappingProxyType({}),
    credit: str = "",
) -> Plan:
    """Return the plan of what `checker` would import into `case` at the time `at`.

    `labels` maps labels of the file to labels of the scale of the case; `credit` is whose the verdicts are that name no
    checker, by default the checker's. Raises UnknownError for an unknown label.
    """
    sheet = _sheet(case, candidates) if scope == Scope.ALL else {}
    planning = _planning(case, candidates, checker, at, sheet)
    comparison = DiffReport(planning)
    sources = SourcePlanner(planning, comparison)
    verdicts = VerdictPlanner(planning, comparison, labels, credit or checker)
    claims = ClaimPlanner(planning, comparison, sources, verdicts)
    if adopted := _sheet_edits(case, sheet):
        planning.report("cover sheet", ImportStatus.NEW, "case", clean_line(str(sheet.get("title", ""))))
    if scope == Scope.ALL:
        for source in candidates.sources:
            planning.attempt(source.place, "source", str(source.row.get("title", "")), sources.add_listed, source)
    for claim in candidates.claims:
        planning.attempt(claim.place, "claim", claim.text, claims.add, claim, scope)
    if scope == Scope.ALL:
        for entry in candidates.entries:
            planning.attempt(entry.place, "entry", str(entry.row["words"]), _add_entry, planning, entry)
    for problem in candidates.problems:
        planning.report(problem.place, ImportStatus.REJECTED, "row", "", problem.why)
    planning.rows.set_bases()
    notes = [
        *_missing(planning, claims.seen),  # first, as a narrow screen cuts the columns that follow
        *_unread(candidates),
        *verdicts.notes(),
        *planning.notes(),
        *sources.set_repeated(),
        *candidates.notes,
    ]
    return Plan(
        format=candidates.format,
        lines=tuple(planning.lines),
        edits=(*adopted, *planning.rows.edits()),
        basis=planning.rows.basis,
        labels=verdicts.mapping.mapped,
        notes=tuple(notes),
        lacking=candidates.lacking,
        based_on=len(case.history),
        uncredited=verdicts.uncredited,
    )


def _planning(case: Case, candidates: Candidates, checker: str, at: str, sheet: Row) -> Planning:
    """Return the beginning of a plan, without rows."""
    scale = read_scale(sheet["scale"]) if "scale" in sheet else case.scale
    rows = NewRows(
        case,
        scale,
        keep_ids=candidates.exact or candidates.own,
        keep_positions=candidates.exact and not case.claims,
    )
    return Planning(
        case=case,
        candidates=candidates,
        checker=checker,
        at=at,
        scale=scale,
        duplicates=DuplicateFinder(case),
        ids=FileIds(case, own=candidates.own),
        rows=rows,
    )


def _sheet(case: Case, candidates: Candidates) -> Row:
    """Return what an empty case takes over of the row of the imported case: its title and scale."""
    if candidates.sheet is None or case.claims or case.sources:
        return {}
    return {name: candidates.sheet[name] for name in ("title", "scale", "created") if name in candidates.sheet}


def _sheet_edits(case: Case, sheet: Row) -> list[Edit]:
    """Return the edits that give a case the title and scale of the imported case."""
    if not sheet:
        return []
    if CASE_KEY in case.info_table:
        return edits.edit(case, "case", CASE_KEY, **sheet)
    return [Edit(ChangeKind.EDIT, f"case/{CASE_KEY}", None, {**case.info.to_row(), **sheet})]


def _add_entry(planning: Planning, entry: EntryCandidate) -> None:
    """Add an entry, about the claim or the source of the case that took the place of that in the file."""
    words = str(entry.row["words"])
    if entry.row["id"] in planning.case.entries:
        planning.report(entry.place, ImportStatus.DUPLICATE, "entry", words)
        return
    about = planning.ids.get(entry.row["on"]) if entry.row["on"] else ""
    if entry.row["on"] and not about:
        raise InvalidError("what it is about was rejected")
    planning.rows.add("entries", {**entry.row, "on": about})
    planning.report(entry.place, ImportStatus.NEW, "entry", words)


def _missing(planning: Planning, seen: set[str]) -> Iterator[str]:
    """Yield a note that names the claims of the case that are not in our own table of claims."""
    candidates = planning.candidates
    if not candidates.own or not any(claim.text for claim in candidates.claims):
        return
    refs = [claim.ref for claim in planning.case.in_order() if claim.id not in seen]
    if refs:
        more = f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else ""
        yield f"not in the file: {', '.join(refs[:_NAMED])}{more} (nothing is removed)"


def _unread(candidates: Candidates) -> Iterator[str]:
    """Yield a note that names the keys or columns that were not read."""
    if candidates.unread:
        yield "left out: " + ", ".join(f"{shown(key)} ({n:,})" for key, n in candidates.unread.items())
