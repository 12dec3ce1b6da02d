"""Who judges which claims: a plan that gives every checker as many, of every tag, and is the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Entry
from factcheck.errors import InvalidError

TASK = "todo"
"""The kind of an entry that asks somebody to do something."""

WORDS = "judge this claim"
"""What a task says that was given out by a plan."""


class Assignment(NamedTuple):
    """A claim, and the checkers who are to judge it."""

    claim: Claim
    checkers: tuple[str, ...]


def plan(claims: Sequence[Claim], checkers: Sequence[str], each: int, overlap: float, seed: int) -> list[Assignment]:
    """Return who judges which claims, in the order of `claims`.

    A share `overlap` of the claims goes to `each` checkers, the others to one; those that several judge are taken
    evenly from every first tag, and each claim goes to who has the fewest of its tag, then the fewest of all. Raises
    InvalidError if there are not that many checkers.
    """
    if not 1 <= each <= len(checkers):
        raise InvalidError(f"{each} checkers for each claim of {len(checkers)}; give at least as many names")
    random = Random(seed)  # noqa: S311 - a plan, no secret
    by_tag: dict[str, list[Claim]] = {}
    for claim in claims:
        by_tag.setdefault(claim.tags[0] if claim.tags else "", []).append(claim)
    of_all, given = Counter[str](), dict[str, tuple[str, ...]]()
    due = 0.0  # how many claims more are to be judged by several; carried on from tag to tag
    for tag in sorted(by_tag):
        group = by_tag[tag]
        random.shuffle(group)
        due += len(group) * overlap
        shared = round(due)
        due -= shared
        of_tag = Counter[str]()
        for place, claim in enumerate(group):
            order = random.sample(list(checkers), len(checkers))
            order.sort(key=lambda name: (of_tag[name], of_all[name]))
            given[claim.id] = tuple(sorted(order[: each if place < shared else 1]))
            of_tag.update(given[claim.id])
            of_all.update(given[claim.id])
    return [Assignment(claim, given[claim.id]) for claim in claims]


def tasks_of(case: Case, claim_id: str, checker: str) -> list[Entry]:
    """Return the open tasks by which a checker was asked to judge a claim."""
    if claim_id not in case.index.entries:
        return []
    return [
        entry for entry in case.entries_of(claim_id) if entry.kind == TASK and entry.to == checker and not entry.closed
    ]
