"""What a checker can do to a case, each function returning the edits that do it.

Pure functions; an empty list means that nothing would change. The workspace signs the edits and saves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any, TypeVar

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.index import LETTERS
from factcheck.case.record import Row
from factcheck.case.records import Claim, Confidence, Entry, Excerpt, Role, Source, Stance, Verdict, verdict_key
from factcheck.case.scale import Label, Scale
from factcheck.errors import InvalidError

R = TypeVar("R", Claim, Source, Excerpt, Entry)

_NAMED_AT_MOST = 5
"""Excerpts that are named when a source is still quoted."""

CLEARED_FIELDS: dict[str, Any] = {"confidence": None, "rationale": "", "condition": ""}


def create(title: str, scale: Scale, created: str) -> list[Edit]:
    """Create a case: its title, its scale and the time."""
    sheet = CaseInfo(title=title, scale=scale.to_value(), created=created)
    return [Edit(ChangeKind.CREATE, f"case/{CASE_KEY}", None, sheet.to_row())]


def decide(case: Case, claim_id: str, checker: str, label: Label, at: str, **written: Any) -> list[Edit]:
    """Give the claim a label, on the basis of its evidence as it is now.

    `written` may hold confidence, rationale and condition, to be set with it. Those that were written for another
    label are cleared. Repeating the checker's own decision changes nothing, unless the newest verdict stands where
    checkers differ, and is another checker's.
    """
    verdict = _verdict(case, claim_id, checker)
    kept = verdict if verdict.label in {None, label.id} else replace(verdict, **CLEARED_FIELDS)
    decided = replace(kept, label=label.id, basis=case.basis(claim_id), **written)
    if decided == verdict and (verdict == case.newest_verdict(claim_id) or not case.newest_stands):
        return []
    return _judge(case, replace(decided, at=at), ChangeKind.DECIDE)


def withdraw(case: Case, claim_id: str, checker: str, at: str) -> list[Edit]:
    """Withdraw the checker's label; the rationale and the condition stay."""
    verdict = _verdict(case, claim_id, checker)
    if verdict.label is None:
        return []
    return _judge(case, replace(verdict, label=None, confidence=None, basis="", at=at), ChangeKind.WITHDRAW)


def set_confidence(case: Case, claim_id: str, checker: str, confidence: Confidence | None) -> list[Edit]:
    """Set how sure the checker is. Raises InvalidError while the checker has no verdict."""
    verdict = _verdict(case, claim_id, checker)
    if verdict.label is None:
        raise InvalidError(f"{case.claims[claim_id].ref} has no verdict of {checker}'s yet: decide first")
    if verdict.confidence == confidence:
        return []
    return _judge(case, replace(verdict, confidence=confidence), ChangeKind.CONFIDENCE)


def set_rationale(case: Case, claim_id: str, checker: str, rationale: str, condition: str, at: str) -> list[Edit]:
    """Set the rationale and the condition; possible before there is a label.

    The time of the decision does not change, so that the same verdict stays the current one.
    """
    verdict = _verdict(case, claim_id, checker)
    if (verdict.rationale, verdict.condition) == (rationale, condition):
        return []
    written = replace(verdict, rationale=rationale, condition=condition, at=verdict.at if verdict.label else at)
    return _judge(case, written, ChangeKind.RATIONALE)


def set_stance(case: Case, excerpt_id: str, stance: Stance) -> list[Edit]:
    """Change the stance of an excerpt."""
    before = case.excerpts[excerpt_id].stance
    if before == stance:
        return []
    target = f"excerpts/{excerpt_id}"
    return [Edit(ChangeKind.STANCE, target, {"stance": before.value}, {"stance": stance.value})]


def add(case: Case, table: str, *records: R) -> list[Edit]:
    """Add claims, sources, excerpts or entries in their order, each with a new ref and, for a claim, the last position.

    A record keeps a ref or position that it has. Raises InvalidError if it refers to an unknown claim or source.
    """
    number, last = (
        case.next_number(table),
        max(case.index.positions.values(), default=0) if table == "claims" else 0,
    )
    found = []
    for step, record in enumerate(records):
        row = record.to_row()
        row["ref"] = row["ref"] or f"{LETTERS[table]}{number + step}"
        if isinstance(record, Claim):
            row["position"] = row["position"] or last + step + 1
        if isinstance(record, Excerpt) and record.claim not in case.claims:
            raise InvalidError(f"no claim {record.claim!r} in this case")
        if isinstance(record, Excerpt) and record.source not in case.sources:
            raise InvalidError(f"no source {record.source!r} in this case")
        if isinstance(record, Entry) and record.on and case.subject(record.on) is None:
            raise InvalidError(f"no claim or source {record.on!r} in this case")
        found.append(Edit(ChangeKind.ADD, f"{table}/{record.id}", None, row))
    return found


def edit(case: Case, table: str, key: str, **values: Any) -> list[Edit]:
    """Change fields of a row to `values`: the text of a claim, the publisher of a source, the title."""
    record = case.tables[table][key]
    row, wished = record.to_row(), replace(record, **values).to_row()
    after = {name: wished[name] for name in values if row[name] != wished[name]}
    if not after:
        return []
    before = {name: row[name] for name in after}
    return [Edit(ChangeKind.EDIT, f"{table}/{key}", before, after)]


def state_drafts(case: Case, source_ids: Iterable[str]) -> list[Edit]:
    """State that sources are drafts, each of whose role nobody has stated."""
    unstated = [key for key in dict.fromkeys(source_ids) if case.index.roles.stated(key) is None]
    return [each for key in unstated for each in edit(case, "sources", key, role=Role.DRAFT.value)]


def retitle(case: Case, title: str) -> list[Edit]:
    """Change the title of the case."""
    if CASE_KEY in case.info_table:
        return edit(case, "case", CASE_KEY, title=title)
    return [Edit(ChangeKind.EDIT, f"case/{CASE_KEY}", None, CaseInfo(title=title).to_row())]


def ask_for_warnings(case: Case, names: Iterable[str]) -> list[Edit]:
    """Set which warnings the case asks for under all circumstances."""
    wanted = tuple(sorted(set(names)))
    if CASE_KEY in case.info_table:
        return edit(case, "case", CASE_KEY, warn=wanted)
    return [Edit(ChangeKind.EDIT, f"case/{CASE_KEY}", None, CaseInfo(warn=wanted).to_row())]


def remove(case: Case, table: str, *keys: str) -> list[Edit]:
    """Remove rows; with a claim its excerpts and verdicts are removed too, and the entries about what is removed.

    Sources that repeat a removed one repeat none then.
    Raises InvalidError for a source that is still quoted.
    """
    gone: dict[tuple[str, str], None] = {}
    for key in keys:
        if table == "sources":
            _require_unquoted(case, key)
        if table == "claims":
            gone |= {("excerpts", excerpt.id): None for excerpt in case.excerpts_of(key)}
            gone |= {("verdicts", verdict): None for verdict in case.index.verdict_keys(key)}
        if table in {"claims", "sources"}:
            gone |= {("entries", entry.id): None for entry in case.entries_of(key)}
        gone[table, key] = None
    repeating = {
        each.id: None
        for key in keys
        if table == "sources"
        for each in case.repeating(key)
        if (table, each.id) not in gone
    }
    freed = [change for source_id in repeating for change in edit(case, "sources", source_id, repeats="")]
    return [*(_removal(case, *place) for place in gone), *freed]


def _require_unquoted(case: Case, source_id: str) -> None:
    quoted = list(islice(case.quoting(source_id), _NAMED_AT_MOST + 1))
    if refs := ", ".join(case.excerpts[excerpt].ref for excerpt in quoted[:_NAMED_AT_MOST]):
        more = " and others" if len(quoted) > _NAMED_AT_MOST else ""
        raise InvalidError(f"{case.sources[source_id].ref} is still quoted, by {refs}{more}")


def move(case: Case, claim_id: str, place: int) -> list[Edit]:
    """Move a claim to a place in the order of the case, counted from 0 among the others; larger numbers mean the end.

    That is one edit, unless there is no position left between its new neighbours: then all claims are renumbered.
    """
    order = case.index.order()
    others = [key for key in order if key != claim_id]
    place = max(0, min(place, len(others)))
    if order[place] == claim_id:
        return []
    position = free_position(case, others, place)
    if position is not None:
        return edit(case, "claims", claim_id, position=position)
    others.insert(place, claim_id)
    wished = [wish for number, key in enumerate(others, 1) for wish in edit(case, "claims", key, position=number)]
    return sorted(
        wished, key=lambda wish: wish.target != f"claims/{claim_id}"
    )  # the moved claim comes first: messages name it


def free_positions_after(case: Case, claim_id: str, count: int) -> list[float]:
    """Return `count` positions between a claim and the next; all are 0, which means the end, if there are none left."""
    order, positions = case.index.order(), case.index.positions
    place = order.index(claim_id) + 1
    at_end = [0.0] * count
    if place == len(order):
        return at_end
    low, high = float(positions[claim_id]), float(positions[order[place]])
    found = [low + (high - low) * (number + 1) / (count + 1) for number in range(count)]
    rising = all(one < other for one, other in pairwise([low, *found, high]))
    return found if rising and 0 not in found else at_end


def free_position(case: Case, order: Sequence[str], place: int) -> float | None:
    """Return a position for a claim at `place` among those of `order`; None if there is none left.

    It is never 0, which means that a claim has no position yet.
    """
    low = case.index.positions[order[place - 1]] if place else None
    high = case.index.positions[order[place]] if place < len(order) else None
    if low is None:
        found = 1.0 if high is None else float(high) - 1
    else:
        found = float(low) + 1 if high is None else float(low) + (float(high) - float(low)) / 2
    if not found:
        found = (low or 0) / 2 if high is None else high / 2
    return found if (low is None or low < found) and (high is None or found < high) else None


def _removal(case: Case, table: str, key: str) -> Edit:
    row: Row | None = case.tables[table].row(key)
    return Edit(ChangeKind.REMOVE, f"{table}/{key}", row, None)


def _verdict(case: Case, claim_id: str, checker: str) -> Verdict:
    key = verdict_key(claim_id, checker)
    if key in case.verdicts:
        return case.verdicts[key]
    return Verdict(claim=case.claims[claim_id].id, checker=checker)


def _judge(case: Case, verdict: Verdict, kind: ChangeKind) -> list[Edit]:
    """Return the edit that sets the checker's verdict; a blank one removes the row."""
    target = f"verdicts/{verdict.key}"
    if verdict.key not in case.verdicts:
        return [Edit(kind, target, None, verdict.to_row())]
    if not (verdict.label or verdict.rationale or verdict.condition):
        return [Edit(kind, target, case.verdicts.row(verdict.key), None)]
    old, new = case.verdicts[verdict.key].to_row(), verdict.to_row()
    changed = [name for name in new if new[name] != old[name]]
    return [Edit(kind, target, {name: old[name] for name in changed}, {name: new[name] for name in changed})]
