"""Who may be asked what passages say of a claim, and what they said: kept while the program runs, for asking costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from factcheck.case.records import Claim
from factcheck.evidence.judges import Judge, Opinion
from factcheck.workspace.search import Hit

Key: TypeAlias = tuple[str, str, str, int, str]


class Counsel:
    """The judges that the user named, and their opinions; these hang on the texts, and an edited one has none."""

    def __init__(self, judges: Sequence[Judge]) -> None:
        """Know `judges`, and nothing of what they think."""
        self.judges = judges
        self._said: dict[Key, dict[str, Opinion]] = {}

    def note(self, claim: Claim, found: Hit, judge: Judge, opinion: Opinion) -> None:
        """Keep what a judge makes of a passage."""
        self._said.setdefault(_key(claim, found), {})[judge.name] = opinion

    def said(self, claim: Claim, found: Hit) -> tuple[Opinion, ...]:
        """Return what was said of a passage, in the order of the judges."""
        known = self._said.get(_key(claim, found), {})
        return tuple(known[judge.name] for judge in self.judges if judge.name in known)

    def left(self, claim: Claim, found: Sequence[Hit], judge: Judge) -> list[Hit]:
        """Return the passages on which a judge has no opinion yet."""
        return [each for each in found if judge.name not in self._said.get(_key(claim, each), {})]


def _key(claim: Claim, found: Hit) -> Key:
    return claim.text, claim.date, found.source_id, found.start, found.text
