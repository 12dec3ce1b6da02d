"""Settling what checkers differ on: the disputed claims, with the verdicts under letters in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.case import adjudication
from factcheck.case.changes import ChangeSet
from factcheck.case.ids import sha256_of
from factcheck.case.records import Claim, Verdict
from factcheck.case.staleness import BasisChange, what_changed
from factcheck.workspace.open_case import Named
from factcheck.workspace.workspace import Workspace

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class LetteredVerdict(NamedTuple):
    """The verdict of a checker under a letter, which says nothing of who that is."""

    letter: str
    verdict: Verdict


class Dispute(NamedTuple):
    """A claim to be settled: the verdicts on it, and what changed since it was settled, if it was."""

    claim: Claim
    opinions: Sequence[LetteredVerdict]
    settled: Verdict | None
    changed: Sequence[BasisChange]

    def named(self, letters: str) -> list[str]:
        """Return the checkers behind letters, in their order."""
        return [each.verdict.checker for each in self.opinions if each.letter in letters]


class Adjudication:
    """Lists the disputed claims of a workspace, and settles them."""

    def __init__(self, workspace: Workspace) -> None:
        """Settle as the checker of `workspace`."""
        self._workspace = workspace

    def disputes(self, only: str = "") -> list[Dispute]:
        """Return the claims to be settled that match a filter, the most contested first. Raises UnknownError."""
        wanted = [claim.id for claim in self._workspace.claims(only)] if only.strip() else None
        return [self.dispute(claim) for claim in adjudication.claims_to_settle(self._workspace.case, wanted)]

    def dispute(self, claim: Named) -> Dispute:
        """Return a claim with its verdicts, shuffled: the same way each time, and another way for each claim."""
        case, key = self._workspace.case, self._workspace.key("claims", claim)
        given = [verdict for verdict in case.verdicts_of(key) if verdict.label is not None]
        seed = f"{case.info.created} {key}"
        shuffled = sorted(given, key=lambda verdict: sha256_of(f"{seed} {verdict.checker}".encode()))
        opinions = [LetteredVerdict(letter, verdict) for letter, verdict in zip(LETTERS, shuffled, strict=False)]
        settled = case.settled_of(key)
        return Dispute(case.claims[key], opinions, settled, what_changed(case, settled) if settled else ())

    def settle(self, claim: Named, label: str, *, reasons_of: Sequence[str] = (), cause: str = "") -> ChangeSet:
        """Settle a claim on a label, named by its id, name or key, with the reasons of checkers and a cause.

        Raises UnknownError, InvalidError, NotSavedError.
        """
        workspace = self._workspace
        case, key = workspace.case, workspace.key("claims", claim)
        chosen = case.scale.find(label)
        return workspace.commit(
            adjudication.settle_as(
                case, key, workspace.checker, chosen, workspace.now(), reasons_of=reasons_of, cause=cause
            )
        )

    def settle_agreed(self) -> ChangeSet:
        """Settle the claims on which all their checkers agree, as one change set."""
        workspace = self._workspace
        return workspace.commit(adjudication.settle_agreed(workspace.case, workspace.checker, workspace.now()))

    def unsettle(self, claim: Named) -> ChangeSet:
        """Take back what settles a claim."""
        workspace = self._workspace
        return workspace.commit(adjudication.unsettle(workspace.case, workspace.key("claims", claim)))
