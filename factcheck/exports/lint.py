"""Lint issues by kind: one line for "12 claims: no speaker"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from factcheck.case.case import Case
from factcheck.exports.selection import LintIssue

NAMED = 3
"""Refs that are named in a line."""

_NOUNS = ("claims", "sources", "excerpts")


@dataclasses.dataclass(slots=True)
class LintGroup:
    """Issues of the same kind: their number, and the first refs."""

    required: bool
    field: str
    words: str
    count: int = 0
    refs: list[str] = dataclasses.field(default_factory=list)

    def told(self, case: Case) -> str:
        """Return it in words: "12 claims: no speaker (author · C1, C2, C3 …)"."""
        first = self.refs[0]
        if self.count == 1:
            return f"{'the case' if first == 'case' else first}: {self.words} ({self.field})"
        tables = (noun for noun in _NOUNS if first.upper() in case.index.refs[noun])
        named = f"{', '.join(self.refs)}{' …' * (self.count > len(self.refs))}"
        return f"{self.count:,} {next(tables, 'rows')}: {self.words} ({self.field} · {named})"


def grouped(lacks: Iterable[LintIssue]) -> list[LintGroup]:
    """Return the issues by kind: required ones first, then the most frequent."""
    groups: dict[tuple[bool, str, str], LintGroup] = {}
    for lack in lacks:
        key = (lack.required, lack.field, lack.words)
        group = groups.setdefault(key, LintGroup(*key))
        group.count += 1
        if len(group.refs) < NAMED:
            group.refs.append(lack.ref)
    return sorted(groups.values(), key=lambda group: (not group.required, -group.count))
