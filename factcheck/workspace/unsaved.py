"""Unsaved texts: rationales that are being written, kept on disk so that they survive a crash."""

from __future__ import annotations

from contextlib import suppress

from factcheck.case.ids import sha256_of
from factcheck.case.records import Verdict, verdict_key
from factcheck.errors import NotSavedError
from factcheck.storage import CaseStorage, Draft, DraftFiles
from factcheck.workspace.state_path import state_path


class UnsavedTexts:
    """The drafts of one checker, each a rationale and a condition for a claim."""

    def __init__(self, store: CaseStorage, checker: str) -> None:
        """Keep the drafts of `checker` beside the case in `store`."""
        self._store = store
        self._checker = checker
        self._drafts = DraftFiles(store.beside.drafts)
        self._has_spare = False

    def use_state_directory(self) -> None:
        """Use the user's state directory for drafts that cannot be kept beside the case; read those in it."""
        case = str(self._store.beside.case).encode("utf-8", "surrogateescape")
        self._has_spare = True
        self._drafts.use_spare(state_path().with_name("drafts"), lambda: f"{sha256_of(case)[:16]}.json")

    def reopen(self) -> None:
        """Read the drafts beside the case again: it was moved, or another process had it open."""
        self._drafts = DraftFiles(self._store.beside.drafts)
        if self._has_spare:
            self.use_state_directory()

    def move(self) -> None:
        """Move the drafts to the case, which was moved."""
        kept = self._drafts.all()
        self.reopen()
        for key, draft in kept.items():
            with suppress(NotSavedError):  # it stays where it was
                self._drafts.keep(key, draft)

    @property
    def names(self) -> frozenset[str]:
        """The keys under which drafts are kept, those of other checkers too."""
        return frozenset(self._drafts.all())

    def of(self, claim_id: str) -> Draft | None:
        """Return the draft for a claim, or None if there is none or it is saved as the rationale."""
        key = verdict_key(claim_id, self._checker)
        verdict, draft = self._store.case.verdicts.get(key), self._drafts.get(key)
        return None if verdict and draft == (verdict.rationale, verdict.condition) else draft

    def keep(self, claim_id: str, rationale: str, condition: str) -> None:
        """Keep a draft, durably; for a read-only case only in the state directory.

        Raises NotSavedError.
        """
        key = verdict_key(claim_id, self._checker)
        if not self._store.read_only:
            self._drafts.keep(key, (rationale, condition))
        elif self._has_spare:
            self._drafts.keep_in_spare(key, (rationale, condition))

    def keep_written(self, verdict: Verdict) -> None:
        """Keep the rationale and condition of a verdict as a draft, unless there is a draft already."""
        if (verdict.rationale or verdict.condition) and self.of(verdict.claim) is None:
            with suppress(NotSavedError):  # it is in the history all the same
                self.keep(verdict.claim, verdict.rationale, verdict.condition)

    def drop(self, claim_id: str) -> None:
        """Delete the draft for a claim. Raises NotSavedError."""
        drop = self._drafts.drop_from_spare if self._store.read_only else self._drafts.drop
        drop(verdict_key(claim_id, self._checker))
