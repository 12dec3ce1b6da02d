"""What a case amounts to: how much is checked, with which result, on whose word, and what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from factcheck.case import Case
from factcheck.model import Claim, Source, Stance


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of some claims are checked: have a verdict with a label."""

    checked: int
    total: int

    def __str__(self) -> str:
        return f"{self.checked} of {self.total} checked"


def progress(case: Case) -> Progress:
    """Count the checked claims of a case."""
    checked = {verdict.claim for verdict in case.verdicts.values() if verdict.label is not None}
    return Progress(len(checked), len(case.claims))


def count_labels(case: Case, claims: Iterable[Claim]) -> dict[str | None, int]:
    """Return how many of `claims` have each label, in the order of the scale, and under None the unchecked."""
    verdicts = (case.verdict_of(claim.id) for claim in claims)
    counts = Counter(None if verdict is None else verdict.label for verdict in verdicts)
    return {label: counts[label] for label in (*(label.id for label in case.scale.labels), None)}


@dataclass(frozen=True, slots=True)
class SourceLoad:
    """How much of a case rests on one source: its excerpts by stance, and the claims they speak to."""

    source: Source
    stances: dict[Stance, int]
    claims: int


def source_loads(case: Case) -> list[SourceLoad]:
    """Return every source with what rests on it, the most quoted first."""
    stances: dict[str, Counter[Stance]] = {key: Counter() for key in case.sources}
    claims: dict[str, set[str]] = {key: set() for key in case.sources}
    for excerpt in case.excerpts.values():
        stances[excerpt.source][excerpt.stance] += 1
        claims[excerpt.source].add(excerpt.claim)
    loads = [
        SourceLoad(source, {stance: stances[key][stance] for stance in Stance}, len(claims[key]))
        for key, source in case.sources.items()
    ]
    return sorted(loads, key=lambda load: -sum(load.stances.values()))


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict that was changed to another label: when, by whom, and the reason that stood with the new one."""

    claim: Claim
    old: str
    new: str
    at: str
    by: str
    why: str


def corrections(case: Case) -> list[Correction]:
    """Return every change of a claim's label to another, oldest first.

    A decision that was taken back by undo is no correction: nobody has stood by it. The reason is the
    rationale that came to stand with the new label.
    """
    found: list[Correction] = []
    standing: dict[str, dict[str, str]] = {}
    last: dict[str, int] = {}
    for change in case.history.in_force():
        claim_id = change.key.partition("/")[0]
        if change.table != "verdicts" or change.after is None or claim_id not in case.claims:
            continue
        verdict = standing.setdefault(change.key, {})
        old, new = verdict.get("label"), change.after.get("label")
        verdict.update({name: value for name, value in change.after.items() if value is not None})
        why = verdict.get("rationale", "")
        if old and new and old != new:
            last[change.key] = len(found)
            found.append(Correction(case.claims[claim_id], old, new, change.at, change.by, why))
        elif change.key in last:
            found[last[change.key]] = replace(found[last[change.key]], why=why)
    return found
