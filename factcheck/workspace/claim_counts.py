"""How many claims have each label, are disputed, or have checkers who disagree: counted once, then kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from factcheck.case.case import Case
from factcheck.case.statistics import is_disputed, standing
from factcheck.workspace.claim_facts import claims_concerned
from factcheck.workspace.contested_claims import ContestedClaims

COUNTED_AT_MOST = 5_000
"""Claims up to which a case is counted: the first count of more would hold up the screen."""

_COUNTED = {"claims", "excerpts", "verdicts"}
"""The tables on which the counts depend."""


class ClaimCounts:
    """The counts of one case; there are none for a case that is too large or still being read."""

    def __init__(self, case: Case) -> None:
        """Begin without having counted."""
        self.case = case
        self._contested = ContestedClaims(case)
        self._seen: int | None = None
        """The number of changes that the counts take into account; None before the first count."""
        self._labels: dict[str, str | None] = {}
        self._disputed: set[str] = set()
        self._disagreed: set[str] = set()
        self._by_label: Counter[str | None] = Counter()

    @property
    def disputed(self) -> int | None:
        """The number of disputed claims."""
        return len(self._disputed) if self._update() else None

    @property
    def disagreed(self) -> int:
        """The number of claims whose checkers disagree."""
        return len(self._disagreed) if self._update() else 0

    @property
    def contested(self) -> int:
        """The number of claims with something that copies which were merged left to be settled."""
        return len(self._contested.claims) if self._update() else 0

    @property
    def labels(self) -> Mapping[str | None, int]:
        """The number of claims by the id of their label; those without one are under None."""
        return self._by_label if self._update() else {}

    def _update(self) -> bool:
        """Count what has changed; return whether the case is counted at all."""
        case, history = self.case, self.case.history
        if case.partial or len(case.claims) > COUNTED_AT_MOST:
            self._seen = None
            return False
        if self._seen is None:
            self._labels, self._disputed, self._disagreed, self._by_label = {}, set(), set(), Counter()
            self._count(case.claims)
        elif len(history) != self._seen:
            changes = (change for change in history.after(self._seen) if change.table in _COUNTED)
            self._count({claim for change in changes for claim in claims_concerned(case, change)})
        self._seen = len(history)
        return True

    def _count(self, claims: Iterable[str]) -> None:
        for claim in claims:
            if claim in self._labels:
                self._by_label[self._labels.pop(claim)] -= 1
                self._disputed.discard(claim)
                self._disagreed.discard(claim)
            if claim in self.case.claims:
                label, differ = standing(self.case, claim)
                self._labels[claim] = label
                self._by_label[label] += 1
                if differ:
                    self._disagreed.add(claim)
                if is_disputed(self.case, claim):
                    self._disputed.add(claim)
