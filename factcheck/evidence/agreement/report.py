"""The agreement of the checkers of a case, and in words what its figures cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind
from factcheck.evidence.agreement.alpha import Alpha, alpha, alpha_with_interval, label_counts, nominal, ordinal
from factcheck.evidence.agreement.kappa import FleissKappa, Kappa, cohen, confusion, fleiss, percent

PAUSE = 300
"""Seconds between two changes of a checker after which the time is not counted: he was away."""
_SKEWED = 0.8
_FEW = 30


class PairAgreement(NamedTuple):
    """Two checkers: kappa, and how often one gave each label (rows) where the other gave each (columns)."""

    one: str
    other: str
    kappa: Kappa
    table: list[list[int]]


class LabelAgreement(NamedTuple):
    """One label against all others: the share of verdicts that have it, and alpha; None if it was never used."""

    label: str
    share: float
    alpha: float | None


class CheckerTime(NamedTuple):
    """How long a checker took for a claim, as the median in seconds over so many decisions."""

    checker: str
    seconds: float
    decisions: int


class AgreementReport(NamedTuple):
    """How far checkers agree on the claims that at least two of them judged.

    `over_claims` and `over_pairs` are the share of agreeing pairs, as the mean over claims and over all pairs;
    `fleiss` is None with fewer than three checkers, and covers the claims with `fleiss_verdicts` verdicts. `ordinal` is
    None unless the scale is in an order. `notes` say what the figures cannot.
    """

    claims: int
    checkers: list[str]
    over_claims: float | None
    over_pairs: float | None
    nominal: Alpha
    ordinal: Alpha | None
    fleiss: FleissKappa | None
    fleiss_verdicts: int
    pairs: list[PairAgreement]
    labels: list[LabelAgreement]
    times: list[CheckerTime]
    notes: list[str]


def agreement(case: Case, claims: Iterable[str] | None = None) -> AgreementReport:
    """Return how far the checkers agree on claims, given by id: all by default."""
    scale = case.scale
    wanted = list(case.index.verdicts if claims is None else claims)
    checkers, table = _verdict_table(case, wanted)
    counts = label_counts(table, len(scale.labels))
    both = percent(counts) if len(counts) else (None, None)
    whole = _fleiss(counts, len(checkers))
    shares = counts.sum(axis=0) / max(counts.sum(), 1)
    report = AgreementReport(
        claims=len(counts),
        checkers=checkers,
        over_claims=both[0],
        over_pairs=both[1],
        nominal=alpha_with_interval(counts, nominal),
        ordinal=alpha_with_interval(counts, ordinal) if scale.in_order else None,
        fleiss=whole,
        fleiss_verdicts=_usual(counts) if whole else 0,
        pairs=list(_pairs(table, checkers, len(scale.labels))),
        labels=[
            LabelAgreement(label.id, float(shares[place]), _of_label(counts, place))
            for place, label in enumerate(scale.labels)
        ],
        times=list(_times(case, wanted)),
        notes=[],
    )
    return report._replace(notes=list(_notes(report)))


def _verdict_table(case: Case, claims: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the checkers, and the place of the label that each (column) gave each claim (row); -1 if none."""
    places = {label.id: place for place, label in enumerate(case.scale.labels)}
    rows = [
        {key.partition("/")[2]: places[label] for key, label in case.index.verdicts.get(claim, {}).items() if label}
        for claim in claims
    ]
    checkers = sorted({checker for row in rows for checker in row})
    table = np.full((len(rows), len(checkers)), -1, dtype=np.int64)
    columns = {checker: column for column, checker in enumerate(checkers)}
    for number, row in enumerate(rows):
        for checker, place in row.items():
            table[number, columns[checker]] = place
    return checkers, table


def _usual(counts: NDArray[np.float64]) -> int:
    """Return how many verdicts most claims have, of those with the most checkers."""
    found = Counter(int(total) for total in counts.sum(axis=1))
    return max(found, key=lambda total: (found[total], total), default=0)


def _fleiss(counts: NDArray[np.float64], checkers: int) -> FleissKappa | None:
    if checkers <= 2:  # noqa: PLR2004
        return None
    return fleiss(counts[counts.sum(axis=1) == _usual(counts)])


def _pairs(table: NDArray[np.int64], checkers: Sequence[str], labels: int) -> Iterator[PairAgreement]:
    """Yield every two checkers who judged a claim both."""
    for one, other in combinations(range(len(checkers)), 2):
        counts = confusion(table[:, one], table[:, other], labels)
        if counts.any():
            rows = [[int(cell) for cell in row] for row in counts]
            yield PairAgreement(checkers[one], checkers[other], cohen(counts), rows)


def _of_label(counts: NDArray[np.float64], place: int) -> float | None:
    if not counts.size or not counts[:, place].any():
        return None
    return alpha(np.stack([counts[:, place], counts.sum(axis=1) - counts[:, place]], axis=1))


def _times(case: Case, claims: Iterable[str]) -> Iterator[CheckerTime]:
    """Yield the time of each checker: from his change before a decision to the decision, without pauses."""
    wanted = set(claims)
    before: dict[str, datetime] = {}
    spent: dict[str, list[float]] = {}
    for change in case.history:
        at = _time(change.at)
        last = before.get(change.by)
        if at and last and change.kind == ChangeKind.DECIDE and change.key.partition("/")[0] in wanted:
            seconds = (at - last).total_seconds()
            if seconds <= PAUSE:
                spent.setdefault(change.by, []).append(seconds)
        if at:
            before[change.by] = at
    for checker in sorted(spent):
        yield CheckerTime(checker, median(spent[checker]), len(spent[checker]))


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _notes(report: AgreementReport) -> Iterator[str]:
    """Yield what the figures of a report cannot say."""
    if not report.claims:
        yield "No claim was judged by two checkers: agreement cannot be measured."
        return
    used = [label for label in report.labels if label.share]
    if report.nominal.value is None:
        yield f"Kappa and alpha are undefined: nobody used a second label beside {used[0].label}."
    elif max(label.share for label in used) > _SKEWED:
        most = max(used, key=lambda label: label.share)
        yield (
            f"{most.share:.0%} of the verdicts are {most.label}: with one label so frequent, chance alone agrees "
            "often, and kappa and alpha are low even where few verdicts differ."
        )
    if report.nominal.value is not None and report.claims < _FEW:
        few = f"{report.claims} claims are" if report.claims > 1 else "One claim is"
        yield f"{few} few: on other claims the figures may be quite different, as the intervals say."
    if report.nominal.undefined:
        yield (
            f"{report.nominal.undefined} of {report.nominal.draws} draws of the interval had one label only, "
            "and were left out."
        )
    if report.fleiss is not None and report.fleiss.claims < report.claims:
        left = report.claims - report.fleiss.claims
        needed = report.fleiss_verdicts
        yield f"Fleiss' kappa leaves out {left} of {report.claims} claims: it needs {needed} verdicts for each."
    yield "Agreement is not correctness: checkers may agree on what is wrong."
