"""The claims of a case with a warning that was not dismissed: found a few at a time, then kept with each change."""

from __future__ import annotations

from time import monotonic

from factcheck.quotes import AnchorLookup
from factcheck.workspace.claim_counts import COUNTED_AT_MOST
from factcheck.workspace.claim_facts import ClaimFacts, claims_concerned


class WarnedClaims:
    """Counts the claims with warnings; none are counted in a case that is too large or still being read."""

    def __init__(self, facts: ClaimFacts, anchor_of: AnchorLookup) -> None:
        """Begin without having looked at a claim; `anchor_of` tells what is known of a quote."""
        self._facts = facts
        self._anchor_of = anchor_of
        self._seen: int | None = None
        """The number of changes that are taken into account; None before the first look."""
        self._drafts = facts.case.index.drafts
        self._due: dict[str, None] = {}
        self._warned: set[str] = set()

    @property
    def count(self) -> int:
        """The number of claims that are known to have a warning."""
        return len(self._warned)

    @property
    def is_known(self) -> bool:
        """Whether all checked claims have been looked at."""
        return self._seen is not None and not self._due

    def look_again(self) -> None:
        """Look at all checked claims again: more is known of the quotes now."""
        self._due |= dict.fromkeys([*self._facts.case.index.checked, *self._warned])

    def update(self, seconds: float) -> bool:
        """Look for about `seconds` at the claims that a change concerns; return whether none is left."""
        self._note_changes()
        checked, until = self._facts.case.index.checked, monotonic() + seconds
        while self._due:
            claim = next(iter(self._due))
            del self._due[claim]
            is_warned = claim in checked and self._facts.is_warned(claim, self._anchor_of)
            (self._warned.add if is_warned else self._warned.discard)(claim)
            if monotonic() > until:
                break
        return not self._due

    def _note_changes(self) -> None:
        """Note which claims are due: all of them when a source, an entry, the scale or a role has changed."""
        case = self._facts.case
        if case.partial or len(case.claims) > COUNTED_AT_MOST:
            self._seen = None
            self._due.clear()
            self._warned.clear()
            return
        is_known = self._seen is not None and self._drafts == case.index.drafts
        changes = case.history.after(self._seen) if self._seen not in {None, case.history.count} else []
        if not is_known or any(change.table in {"case", "sources", "entries"} for change in changes):
            self.look_again()
        else:
            self._due |= dict.fromkeys(claim for each in changes for claim in claims_concerned(case, each))
        self._seen, self._drafts = case.history.count, case.index.drafts
