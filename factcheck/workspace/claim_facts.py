"""What the filter asks about the claims of a case, kept until a change concerns them.

A list of 100,000 claims is filtered again with every letter typed, so that each answer is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Set
from datetime import datetime
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.staleness import is_stale
from factcheck.evidence import Relation, parts
from factcheck.quotes import AnchorLookup
from factcheck.text import folded
from factcheck.workspace import late_parts
from factcheck.workspace.contested_claims import ContestedClaims

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment

MarksLookup: TypeAlias = "Callable[[str], ClaimAssessment | None]"
"""Returns the marks of the claim with an id; None if they are not known."""


class ClaimFacts:
    """Answers about the claims of one case. For one thread."""

    def __init__(
        self, case: Case, marks_of: MarksLookup | None = None, always_warn: Collection[str] = (), checker: str = ""
    ) -> None:
        """Begin without answers about the claims of `case`; `marks_of` returns what is known of the marks of one.

        The warnings with the names `always_warn` are given under all circumstances. What is unchecked is so for
        `checker`; without a name, for everybody.
        """
        self.case = case
        self.checker = checker
        self.today = datetime.now().astimezone().date().isoformat()
        self._marks_of = marks_of
        self._always_warn = always_warn
        self._seen = case.history.count
        """The number of changes that the answers take into account."""
        self._words: dict[str, str] = {}
        self._stale: dict[str, bool] = {}
        self._warned: dict[str, bool] = {}
        self._differs: dict[str, bool] = {}
        self._comparing: dict[str, Iterator[bool]] = {}
        self._drafts = case.index.drafts
        self.contested = ContestedClaims(case)

    @property
    def checked(self) -> Set[str]:
        """The claims that the checker gave a label; without a checker, those that anyone did."""
        return self.case.index.checked_by(self.checker) if self.checker else self.case.index.checked

    def words(self, claim_id: str) -> str:
        """Return the searchable text of a claim, folded: its ref, text, speaker, tags and rationales."""
        if self.case.history.count != self._seen:
            self._update()
        words = self._words.get(claim_id)
        if words is None:
            claim = self.case.claims[claim_id]
            rationales = (verdict.rationale for verdict in self.case.verdicts_of(claim_id))
            words = folded(" ".join((claim.ref, claim.text, claim.speaker, *claim.tags, *rationales)))
            self._words[claim_id] = words
        return words

    def is_stale(self, claim_id: str) -> bool:
        """Return whether the current verdict on a claim is stale."""
        if self.case.history.count != self._seen:
            self._update()
        stale = self._stale.get(claim_id)
        if stale is None:
            stale = self._stale[claim_id] = is_stale(self.case, claim_id)
        return stale

    def is_warned(self, claim_id: str, anchor_of: AnchorLookup) -> bool:
        """Return whether there is a warning about a claim that was not dismissed.

        What the records say is kept; `anchor_of` is asked each time.
        """
        if self.case.history.count != self._seen:
            self._update()
        warned = self._warned.get(claim_id)
        if warned is None:
            warned = self._warned[claim_id] = late_parts.is_warned(self.case, claim_id, always=self._always_warn)
        if warned or not late_parts.is_misquoted(self.case, claim_id, anchor_of):
            return warned
        return late_parts.is_warned(self.case, claim_id, anchor_of)

    def is_misquoted(self, claim_id: str, anchor_of: AnchorLookup) -> bool:
        """Return whether an excerpt or a quotation of a claim differs from its source, or hides a negation."""
        return late_parts.is_misquoted(self.case, claim_id, anchor_of) or self.has_mark(claim_id, "misquoted")

    def has_mark(self, claim_id: str, kind: str) -> bool:
        """Return whether words of a claim are marked, and not waived, as a kind of `MarkKind`; "" for any kind."""
        known = self._marks_of(claim_id) if self._marks_of else None
        return known is not None and (known.has(kind) if kind else bool(known.marks))

    def differs(self, claim_id: str) -> bool:
        """Return whether a figure of an excerpt differs from that of its claim."""
        return bool(self.differs_within(claim_id, inf))

    def differs_within(self, claim_id: str, until: float) -> bool | None:
        """Return what `differs` does, or None if that takes longer than `until`, by the monotonic clock.

        What was compared by then is kept, and at least one excerpt is compared.
        """
        known = self.known_to_differ(claim_id)
        if known is not None:
            return known
        for differs in self._comparing.setdefault(claim_id, self._compared(claim_id)):
            if differs:
                known = True
                break
            if monotonic() > until:
                return None
        del self._comparing[claim_id]
        self._differs[claim_id] = bool(known)
        return bool(known)

    def _compared(self, claim_id: str) -> Iterator[bool]:
        """Yield whether an excerpt differs from a claim, excerpt by excerpt."""
        claim = self.case.claims[claim_id]
        for excerpt in self.case.evidence_of(claim_id):
            marks = parts.excerpt_marks(self.case, claim, excerpt)
            yield any(mark.relation is Relation.DIFFERS for mark in marks)

    def known_to_differ(self, claim_id: str) -> bool | None:
        """Return what `differs` says if that was worked out already, else None."""
        self._update()
        return self._differs.get(claim_id)

    def _update(self) -> None:
        """Drop the answers that the changes since the last question concern."""
        history = self.case.history
        for change in history.after(self._seen):
            self._drop(change)
        self._seen = history.count
        if self._drafts != self.case.index.drafts:
            self._drafts = self.case.index.drafts
            self._warned.clear()
            self._differs.clear()
            self._comparing.clear()

    def _drop(self, change: Change) -> None:
        if change.table in {"case", "sources", "entries"}:
            # The scale is that of all claims; any may quote the source, or have a speaker that an entry names.
            self._warned.clear()
            if change.table == "sources":  # its date and language are compared, too
                self._differs.clear()
                self._comparing.clear()
            if change.table == "case" or "sha256" in (change.before or {}):
                self._stale.clear()
            return
        for claim_id in claims_concerned(self.case, change):
            for answers in (self._words, self._stale, self._warned, self._differs):
                answers.pop(claim_id, None)
            self._comparing.pop(claim_id, None)


def claims_concerned(case: Case, change: Change) -> set[str]:
    """Return the ids of the claims that a change of a claim, an excerpt or a verdict concerns; an entry: none."""
    if change.table == "entries":
        return set()
    if change.table != "excerpts":
        return {change.key.partition("/")[0]}
    rows = (change.before, change.after, case.excerpts.row(change.key))
    return {row["claim"] for row in rows if row and "claim" in row}
