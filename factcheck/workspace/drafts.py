"""What a checker is writing, kept without being saved as the rationale: half a thought survives a crash."""

from __future__ import annotations

from contextlib import suppress

from factcheck.case.records import Verdict, sha256_of, verdict_key
from factcheck.errors import NotSavedError
from factcheck.storage import CaseStorage, Draft, DraftFiles
from factcheck.workspace.state import state_path


class DraftStore:
    """The drafts of one checker, each a rationale and a condition for a claim."""

    def __init__(self, store: CaseStorage, checker: str) -> None:
        """Keep the drafts of `checker` beside the case in `store`."""
        self._store = store
        self._checker = checker
        self._drafts = DraftFiles(store.beside.drafts)
        self._has_spare = False

    def use_state_directory(self) -> None:
        """Keep in the user's state directory what cannot be kept beside the case; read what was kept there."""
        case = self._store.beside.case
        self._has_spare = True
        name = sha256_of(str(case).encode("utf-8", "surrogateescape"))[:16]
        self._drafts.use_spare(state_path().with_name("drafts") / f"{name}.json")

    def reopen(self) -> None:
        """Read the drafts that lie beside the case by now: it was moved, or another process had it open."""
        self._drafts = DraftFiles(self._store.beside.drafts)
        if self._has_spare:
            self.use_state_directory()

    def move(self) -> None:
        """Keep beside the case, which was moved, what was kept where it came from."""
        kept = self._drafts.all()
        self.reopen()
        for key, draft in kept.items():
            with suppress(NotSavedError):  # it stays where it was
                self._drafts.keep(key, draft)

    def of(self, claim_id: str) -> Draft | None:
        """Return what was being written for a claim; what is saved as well is no draft."""
        key = verdict_key(claim_id, self._checker)
        verdict, draft = self._store.case.verdicts.get(key), self._drafts.get(key)
        return None if verdict and draft == (verdict.rationale, verdict.condition) else draft

    def keep(self, claim_id: str, rationale: str, condition: str) -> None:
        """Keep what is being written, durably; of a case that is read-only, only where drafts have another place.

        Raises NotSavedError.
        """
        key = verdict_key(claim_id, self._checker)
        if not self._store.read_only:
            self._drafts.keep(key, (rationale, condition))
        elif self._has_spare:
            self._drafts.keep_in_spare(key, (rationale, condition))

    def keep_written(self, verdict: Verdict) -> None:
        """Keep what was written with a verdict as a draft, where something was and no other draft would go for it."""
        if (verdict.rationale or verdict.condition) and self.of(verdict.claim) is None:
            with suppress(NotSavedError):  # it is in the history all the same
                self.keep(verdict.claim, verdict.rationale, verdict.condition)

    def drop(self, claim_id: str) -> None:
        """Forget what was being written. Raises NotSavedError."""
        drop = self._drafts.drop_from_spare if self._store.read_only else self._drafts.drop
        drop(verdict_key(claim_id, self._checker))
