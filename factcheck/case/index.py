"""Index of a case: rows by ref, excerpts and verdicts by claim, claims by position.

It is updated with every row that is added, changed or removed, and holds just enough to list, count and
order claims; everything else stays in the tables.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence, Set
from operator import itemgetter
from typing import NamedTuple, TypeVar

from factcheck.case.ids import ref_number
from factcheck.case.record import Row
from factcheck.case.roles import SourceRoles

LETTERS = {"sources": "S", "claims": "C", "excerpts": "E", "entries": "Q"}
"""The tables whose rows have a ref, with the letter that a new one begins with."""

NOUNS = {
    "sources": "source",
    "claims": "claim",
    "excerpts": "excerpt",
    "verdicts": "verdict",
    "entries": "entry",
    "case": "case",
}
"""What a row of each table is called."""

V = TypeVar("V")

_REF, _CLAIM, _FILED_AS = itemgetter("ref"), itemgetter("claim"), itemgetter("stance", "source")


class Filing(NamedTuple):
    """The stance of an excerpt, and the id of its source."""

    stance: str
    source: str


class EntryState(NamedTuple):
    """The kind of an entry, and whether it is open."""

    kind: str
    is_open: bool


class Index:
    """The index of one case."""

    def __init__(self) -> None:
        """Begin empty."""
        self.refs: dict[str, dict[str, str]] = {name: {} for name in LETTERS}
        self.excerpts: dict[str, dict[str, Filing]] = {}
        self.verdicts: dict[str, dict[str, str | None]] = {}
        self.entries: dict[str, dict[str, EntryState]] = {}
        """The entries by the id of what they are about."""
        self.settled: dict[str, str] = {}
        """The labels of the verdicts that settle those of the checkers, by the claim's id."""
        self.checked: set[str] = set()
        """The claims that a checker gave a label."""
        self._checked_by: dict[str, set[str]] = {}
        self.flagged: set[str] = set()
        self.draft_of: dict[str, str] = {}
        """The draft from which a claim was made, by the claim's id."""
        self.positions: dict[str, float] = {}
        self._order: list[str] | None = None
        self._highest: dict[str, int | None] = dict.fromkeys(LETTERS)
        self._highest_in: dict[tuple[str, int, int], int] = {}
        self._filed: dict[tuple[str, str], Filing] = {}
        self.roles = SourceRoles()
        self._drafts: frozenset[str] | None = None

    @property
    def drafts(self) -> frozenset[str]:
        """The ids of the sources that are drafts: no evidence."""
        if self._drafts is None:
            self._drafts = self.roles.drafts(self._filings())
        return self._drafts

    def _filings(self) -> set[Filing]:
        """Return every combination of stance and source that an excerpt has."""
        undecided = self.roles.undecided()
        return {how for filed in self.excerpts.values() for how in filed.values()} if undecided else set()

    def update(self, table: str, key: str, before: Row | None, after: Row | None) -> None:
        """Update the index for one row; `before` is None if it is added, `after` is None if it is removed."""
        if table in LETTERS:
            self._update_ref(table, key, before, after)
        if table == "claims":
            self._update_claim(key, after)
        elif table == "excerpts":
            self._update_excerpt(key, before, after)
        elif table == "verdicts":
            self._update_verdict(key, before, after)
        elif table == "entries":
            self._update_entry(key, before, after)
        if self._update_roles(table, key, before, after):
            self._drafts = None

    def _update_roles(self, table: str, key: str, before: Row | None, after: Row | None) -> bool:
        """Update the roles for one row; return whether other sources may be drafts now."""
        if table in {"sources", "claims"}:
            return self.roles.update(table, key, after)
        if table != "excerpts":
            return False
        undecided = self.roles.undecided()
        return any(row["source"] in undecided for row in (before, after) if row is not None)

    def load(self, table: str, keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Add rows that are not in the index yet."""
        if table in LETTERS:
            self.refs[table].update(zip(map(str.upper, map(_REF, rows)), keys, strict=True))
            self.refs[table].pop("", None)
            self._highest[table] = None
            self._highest_in.clear()
        self._drafts = None
        if table in {"sources", "claims"}:
            self.roles.load(table, keys, rows)
        if table == "claims":
            self.positions.update(zip(keys, [row["position"] for row in rows], strict=True))
            self.flagged.update(key for key, row in zip(keys, rows, strict=True) if row.get("flagged"))
            self.draft_of.update((key, row["draft"]) for key, row in zip(keys, rows, strict=True) if row.get("draft"))
            self._order = None
        elif table == "excerpts":
            self._load_excerpts(keys, rows)
        elif table == "verdicts":
            for key, row in zip(keys, rows, strict=True):
                self._update_verdict(key, None, row)
        elif table == "entries":
            for key, row in zip(keys, rows, strict=True):
                self._update_entry(key, None, row)

    @property
    def open_entries(self) -> int:
        """The number of entries that are not closed."""
        return sum(entry.is_open for entries in self.entries.values() for entry in entries.values())

    def order(self) -> list[str]:
        """Return the ids of all claims by their position."""
        if self._order is None:
            self._order = sorted(self.positions, key=self._rank)
        return self._order

    def drop_order(self) -> None:
        """Forget the order, which is sorted anew when it is asked for: quicker than to keep it through many changes."""
        self._order = None

    def _rank(self, claim: str) -> tuple[float, str]:
        return self.positions[claim], claim

    def stances(self) -> Iterable[Filing]:
        """Return every combination of stance and source that an excerpt has or had, each once."""
        return self._filed.values()

    def next_number(self, table: str) -> int:
        """Return one more than the highest number in a ref of `table`."""
        highest = self._highest[table]
        if highest is None:
            highest = max((ref_number(ref, LETTERS[table]) for ref in self.refs[table]), default=0)
            self._highest[table] = highest
        return highest + 1

    def highest_in(self, table: str, first: int, last: int) -> int:
        """Return the highest number from `first` to `last` in a ref of `table`; `first` - 1 if there is none."""
        found = self._highest_in.get((table, first, last))
        if found is None:
            numbers = (ref_number(ref, LETTERS[table]) for ref in self.refs[table])
            found = max((number for number in numbers if first <= number <= last), default=first - 1)
            self._highest_in[table, first, last] = found
        return found

    def _update_ref(self, table: str, key: str, before: Row | None, after: Row | None) -> None:
        refs = self.refs[table]
        old, new = (row.get("ref", "").upper() if row else "" for row in (before, after))
        if old == new:
            return
        if old and refs.get(old) == key:
            del refs[old]
            self._highest[table] = None
            self._highest_in.clear()
        if new:
            refs[new] = key
        highest, number = self._highest[table], ref_number(new, LETTERS[table]) if new else 0
        if new and highest is not None:
            self._highest[table] = max(highest, number)
        for name, first, last in self._highest_in if new else ():
            if name == table and first <= number <= last:
                self._highest_in[name, first, last] = max(self._highest_in[name, first, last], number)

    def _update_claim(self, key: str, after: Row | None) -> None:
        if after and after.get("flagged"):
            self.flagged.add(key)
        else:
            self.flagged.discard(key)
        if after and after.get("draft"):
            self.draft_of[key] = after["draft"]
        else:
            self.draft_of.pop(key, None)
        place = after.get("position", 0) if after else None
        if self.positions.get(key) == place:
            return
        order = None if self._order is None else self._order.copy()  # others may be reading it
        if key in self.positions:
            del self.positions[key]
            if order:
                order.remove(key)
        if place is not None:
            self.positions[key] = place
            if order is not None:
                insort(order, key, key=self._rank)
        self._order = order

    def _update_excerpt(self, key: str, before: Row | None, after: Row | None) -> None:
        if before is not None and (after is None or after["claim"] != before["claim"]):
            _drop(self.excerpts, before["claim"], key)
        if after is not None:
            self._load_excerpts([key], [after])

    def _load_excerpts(self, keys: Sequence[str], rows: Sequence[Row]) -> None:
        known, last, of_claim = self._filed, None, {}
        for key, claim, how in zip(keys, map(_CLAIM, rows), map(_FILED_AS, rows), strict=True):
            if claim != last:  # those of a claim mostly follow each other
                last, of_claim = claim, self.excerpts.setdefault(claim, {})
            filed = known.get(how)
            if filed is None:
                filed = known[how] = Filing(*how)
            of_claim[key] = filed

    def checked_by(self, checker: str) -> Set[str]:
        """Return the claims that a checker gave a label."""
        return self._checked_by.get(checker, frozenset())

    @property
    def checkers(self) -> list[str]:
        """The names of the checkers who gave a label, in their order."""
        return sorted(self._checked_by)

    def labels_of(self, claim: str) -> dict[str, str]:
        """Return the labels of a claim by checker."""
        verdicts = self.verdicts.get(claim, {})
        return {key.partition("/")[2]: label for key, label in verdicts.items() if label is not None}

    def is_split(self, claim: str) -> bool:
        """Tell whether the checkers of a claim gave it different labels."""
        labels = self.verdicts.get(claim)
        return labels is not None and len(labels) > 1 and len({*labels.values()} - {None}) > 1

    def verdict_keys(self, claim: str) -> list[str]:
        """Return the keys of all verdicts on a claim, with the one that settles the others."""
        return [*self.verdicts.get(claim, ()), *([claim] if claim in self.settled else [])]

    def _update_verdict(self, key: str, before: Row | None, after: Row | None) -> None:
        claim: str = (after or before or {})["claim"]
        if key == claim:
            if after is not None and after["label"] is not None:
                self.settled[claim] = after["label"]
            else:
                self.settled.pop(claim, None)
            return
        self._update_checker(claim, key.partition("/")[2], None if after is None else after["label"])
        if after is None:
            _drop(self.verdicts, claim, key)
        else:
            self.verdicts.setdefault(claim, {})[key] = after["label"]
        if any(label is not None for label in self.verdicts.get(claim, {}).values()):
            self.checked.add(claim)
        else:
            self.checked.discard(claim)

    def _update_checker(self, claim: str, checker: str, label: str | None) -> None:
        if label is not None:
            self._checked_by.setdefault(checker, set()).add(claim)
        elif checker in self._checked_by:
            self._checked_by[checker].discard(claim)
            if not self._checked_by[checker]:
                del self._checked_by[checker]

    def _update_entry(self, key: str, before: Row | None, after: Row | None) -> None:
        if before is not None:
            _drop(self.entries, before["on"], key)
        if after is not None:
            self.entries.setdefault(after["on"], {})[key] = EntryState(after["kind"], not after["closed"])


def _drop(index: dict[str, dict[str, V]], claim: str, key: str) -> None:
    found = index[claim]
    del found[key]
    if not found:
        del index[claim]
