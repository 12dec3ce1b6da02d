"""What judges said about passages: kept while the program runs, since asking costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from factcheck.case.records import Claim

if TYPE_CHECKING:
    from factcheck.evidence.judges import Judge, Opinion
    from factcheck.workspace.search import Hit

Key: TypeAlias = tuple[str, str, str, int, str]


class OpinionCache:
    """The opinions of judges by claim and passage; another text has none."""

    def __init__(self) -> None:
        """Begin without opinions."""
        self._opinions: dict[Key, dict[str, Opinion]] = {}

    def keep(self, claim: Claim, passage: Hit, judge: Judge, opinion: Opinion) -> None:
        """Keep the opinion of a judge on a passage."""
        self._opinions.setdefault(_key(claim, passage), {})[judge.name] = opinion

    def of(self, claim: Claim, passage: Hit, judges: Sequence[Judge]) -> tuple[Opinion, ...]:
        """Return the opinions on a passage, in the order of the judges."""
        opinions = self._opinions.get(_key(claim, passage), {})
        return tuple(opinions[judge.name] for judge in judges if judge.name in opinions)

    def without(self, claim: Claim, passages: Sequence[Hit], judge: Judge) -> list[Hit]:
        """Return the passages on which a judge has given no opinion yet."""
        return [passage for passage in passages if judge.name not in self._opinions.get(_key(claim, passage), {})]


def _key(claim: Claim, passage: Hit) -> Key:
    return claim.text, claim.date, passage.source_id, passage.start, passage.text
