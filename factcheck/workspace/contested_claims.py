"""Which claims have something contested, themselves or in a verdict, an excerpt or an entry: kept up to date."""

from __future__ import annotations

from collections.abc import Set

from factcheck.case.case import Case
from factcheck.workspace import late_parts


class ContestedClaims:
    """The claims of one case in which copies that were merged left something to be settled."""

    def __init__(self, case: Case) -> None:
        """Begin without having looked."""
        self._case = case
        self._seen: int | None = None
        self._claim_of: dict[str, str] = {}  # the claim to which a contested row belongs, by "table/key"
        self._claims: frozenset[str] = frozenset()

    @property
    def claims(self) -> Set[str]:
        """The ids of the claims."""
        history = self._case.history
        if history.branched and self._seen != len(history):
            fresh = None if self._seen is None else {change.target for change in history.after(self._seen)}
            for target in history.branched if fresh is None else fresh & history.branched:
                self._claim_of.pop(target, None)
                if claim := self._contested(target):
                    self._claim_of[target] = claim
            self._seen = len(history)
            self._claims = frozenset(self._claim_of.values())
        return self._claims

    def _contested(self, target: str) -> str:
        """Return the id of the claim to which a row belongs, if something about it is contested; else ""."""
        table, _, key = target.partition("/")
        row = self._case.tables[table].row(key)
        if row is None:
            return ""
        state = late_parts.state_of(self._case, target)
        if not state.contested and not state.removals:
            return ""
        claim = key if table == "claims" else row.get("claim") or row.get("on") or ""
        return claim if claim in self._case.claims else ""
