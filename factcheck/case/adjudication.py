"""Settling: the verdict that stands for a claim whose checkers differ, beside theirs and never over them.

Only labels count as disagreement; confidence and reasons do not. A verdict that settles is stale once a checker has
another label than the one that was settled, or its evidence changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.records import SETTLED, Verdict
from factcheck.case.scale import Label
from factcheck.case.staleness import outdated
from factcheck.errors import InvalidError

CAUSES = ("claim ambiguous", "rule unclear", "evidence overlooked", "slip")
"""Why checkers differ, as it can be stated when that is settled."""


class Overruled(NamedTuple):
    """The label of a checker, and the one that was settled instead."""

    own: str
    settled: str


def overruled(case: Case, claim_id: str, checker: str) -> Overruled | None:
    """Return in what a checker was overruled on a claim; None if he was not."""
    settled = case.index.settled.get(claim_id)
    own = case.index.labels_of(claim_id).get(checker) if settled is not None else None
    return None if settled is None or own in {None, settled} else Overruled(str(own), settled)


def is_due(case: Case, claim_id: str) -> bool:
    """Tell whether a claim is to be settled: its checkers differ, or what settled that is stale."""
    settled = case.settled_of(claim_id)
    return case.index.is_split(claim_id) if settled is None else outdated(case, settled)


def claims_to_settle(case: Case, only: Iterable[str] | None = None) -> list[str]:
    """Return the ids of the claims that are to be settled, the most contested first.

    A claim is the more contested the fewer of its checkers agree with the most frequent label, then the more of them
    there are; claims that are equal in that stay in the order of the case.
    """
    wanted = None if only is None else set(only)
    due = [claim for claim in case.index.order() if (wanted is None or claim in wanted) and is_due(case, claim)]
    return sorted(due, key=lambda claim: _rank(case, claim))


def _rank(case: Case, claim_id: str) -> tuple[float, int]:
    counts = Counter(case.index.labels_of(claim_id).values())
    return (max(counts.values()) / counts.total(), -counts.total()) if counts else (1.0, 0)


def agreed(case: Case) -> list[str]:
    """Return the claims that two checkers or more gave the same label, all of them, and that nothing settles yet."""
    index = case.index
    return [
        claim
        for claim in index.order()
        if claim not in index.settled and len(index.labels_of(claim)) > 1 and not index.is_split(claim)
    ]


def settle_as(
    case: Case, claim_id: str, checker: str, label: Label, at: str, *, reasons_of: Sequence[str] = (), cause: str = ""
) -> list[Edit]:
    """Return the edit by which `checker` settles the verdicts on a claim.

    `reasons_of` names the checkers whose reasons are taken along, each after his name if there are several. Raises
    InvalidError for a cause that is none of CAUSES, a claim that nobody has judged, or a checker who gave no reason.
    """
    ref, labels = case.claims[claim_id].ref, case.index.labels_of(claim_id)
    if cause and cause not in CAUSES:
        raise InvalidError(f"no cause {cause!r}; there are {', '.join(CAUSES)}")
    if not labels:
        raise InvalidError(f"{ref} has no verdicts to settle")
    verdict = Verdict(
        claim=claim_id,
        checker=checker,
        label=label.id,
        rationale=_reasons(case, claim_id, reasons_of),
        condition=_condition(case, claim_id, reasons_of),
        at=at,
        basis=case.basis(claim_id),
        role=SETTLED,
        cause=cause,
        over=tuple(part for pair in sorted(labels.items()) for part in pair),
    )
    target, before = f"verdicts/{verdict.key}", case.settled_of(claim_id)
    if before is None:
        return [Edit(ChangeKind.DECIDE, target, None, verdict.to_row())]
    old, new = before.to_row(), verdict.to_row()
    changed = [name for name in new if new[name] != old[name]]
    was, becomes = ({name: row[name] for name in changed} for row in (old, new))
    return [] if changed == ["at"] else [Edit(ChangeKind.DECIDE, target, was, becomes)]


def settle_agreed(case: Case, checker: str, at: str) -> list[Edit]:
    """Return the edits that settle every claim on which all its checkers agree, on the label they gave it."""
    scale = {label.id: label for label in case.scale.labels}
    edits: list[Edit] = []
    for claim in agreed(case):
        label = scale.get(next(iter(case.index.labels_of(claim).values())))
        edits += settle_as(case, claim, checker, label, at) if label is not None else []
    return edits


def unsettle(case: Case, claim_id: str) -> list[Edit]:
    """Return the edit that takes back what settles a claim; the verdicts of the checkers stay."""
    row = case.verdicts.row(claim_id) if claim_id in case.index.settled else None
    return [] if row is None else [Edit(ChangeKind.WITHDRAW, f"verdicts/{claim_id}", row, None)]


def _reasons(case: Case, claim_id: str, checkers: Sequence[str]) -> str:
    texts = {name: verdict.rationale for name in checkers if (verdict := _verdict(case, claim_id, name)).rationale}
    return "\n".join(texts.values() if len(texts) < 2 else (f"{name}: {text}" for name, text in texts.items()))  # noqa: PLR2004


def _condition(case: Case, claim_id: str, checkers: Sequence[str]) -> str:
    found = [verdict.condition for name in checkers if (verdict := _verdict(case, claim_id, name)).condition]
    return "; ".join(dict.fromkeys(found))


def _verdict(case: Case, claim_id: str, checker: str) -> Verdict:
    verdict = case.own_verdict(claim_id, checker)
    if verdict is None:
        raise InvalidError(f"{checker} has given no verdict on {case.claims[claim_id].ref}")
    return verdict
