"""The case: the state in memory, made by its changes and changed by nothing else."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from factcheck.changes import Batch, Change, History
from factcheck.errors import ConflictError, UnknownError
from factcheck.model import Claim, Excerpt, Record, Row, Source, Stance, Verdict, ref_number
from factcheck.scale import DEFAULT_SCALE, Scale, read_scale
from factcheck.table import Table

R = TypeVar("R", bound=Record)

SCHEMA = 1
"""The version of the tables that this program writes."""

SHEET = "case"
"""The key of the one row of the table `case`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Record):
    """The cover sheet of a case: its title, its scale, when it was made."""

    schema: int = SCHEMA
    title: str = "Untitled case"
    scale: Any = DEFAULT_SCALE.name
    created: str = ""


class Case:
    """Sources, claims, excerpts and verdicts, with the history that made them.

    `apply` is the only way in. Reading is by mappings from id to record; what belongs to a claim is
    found through indexes that the changes keep up to date.
    """

    def __init__(self, rows: Mapping[str, dict[str, Row]] | None = None, history: Iterable[Change] = ()) -> None:
        """Start from the rows of each table by key, which are taken over, and the changes made so far."""
        rows = rows or {}
        self.sheets = Table(Sheet.from_row, rows.get("case"))
        self.sources = Table(Source.from_row, rows.get("sources"))
        self.claims = Table(Claim.from_row, rows.get("claims"))
        self.excerpts = Table(Excerpt.from_row, rows.get("excerpts"))
        self.verdicts = Table(Verdict.from_row, rows.get("verdicts"))
        self.history = History(history)
        self.tables: dict[str, Table[Any]] = {
            "case": self.sheets,
            "sources": self.sources,
            "claims": self.claims,
            "excerpts": self.excerpts,
            "verdicts": self.verdicts,
        }
        self._of_claim: dict[str, defaultdict[str, dict[str, None]]] = {
            "excerpts": defaultdict(dict),
            "verdicts": defaultdict(dict),
        }
        for name, index in self._of_claim.items():
            for key, row in self.tables[name].rows().items():
                index[row["claim"]][key] = None
        self._order: list[Claim] | None = None
        self._scale: Scale | None = None

    def check(self, batch: Batch) -> None:
        """Raise ConflictError if a row is not what a change of `batch` says it was.

        A batch may touch a row once: so a look at each tells whether all can be made.
        """
        if len({change.target for change in batch}) != len(batch):
            raise ConflictError("a batch of changes touches one row twice")
        for change in batch:
            if change.table not in self.tables:
                raise ConflictError(f"no table {change.table!r}")
            if change.before is None and change.after is None:
                raise ConflictError(f"{change.target}: a change from nothing to nothing")
            self.tables[change.table].check(change.key, change.before)

    def apply(self, batch: Batch) -> None:
        """Make the changes of `batch` and append them to the history; all of them, or none (see `check`)."""
        self.check(batch)
        for change in batch:
            self._put(change)
        self.history.add(batch)

    def _put(self, change: Change) -> None:
        table = self.tables[change.table]
        index = self._of_claim.get(change.table)
        if index is not None and change.before is not None:
            index[table[change.key].claim].pop(change.key, None)
        table.put(change.key, change.before, change.after)
        if index is not None and change.after is not None:
            index[table[change.key].claim][change.key] = None
        if change.table == "claims":
            self._order = None
        if change.table == "case":
            self._scale = None

    @property
    def sheet(self) -> Sheet:
        """The cover sheet; its defaults where the file has none."""
        return self.sheets[SHEET] if SHEET in self.sheets else Sheet()

    @property
    def title(self) -> str:
        """The title of the case."""
        return self.sheet.title

    @property
    def scale(self) -> Scale:
        """The labels that a verdict may take."""
        if self._scale is None:
            self._scale = read_scale(self.sheet.scale)
        return self._scale

    def in_order(self) -> list[Claim]:
        """Return all claims by their position. The list is shared: do not alter it."""
        if self._order is None:
            self._order = sorted(self.claims.values(), key=lambda claim: (claim.position, claim.id))
        return self._order

    def excerpts_of(self, claim_id: str, stance: Stance | None = None) -> list[Excerpt]:
        """Return the excerpts of a claim, by their refs; of one stance if given."""
        excerpts = [self.excerpts[key] for key in self._of_claim["excerpts"].get(claim_id, ())]
        chosen = [excerpt for excerpt in excerpts if stance in (None, excerpt.stance)]
        return sorted(chosen, key=lambda excerpt: (len(excerpt.ref), excerpt.ref))

    def verdicts_of(self, claim_id: str) -> list[Verdict]:
        """Return every checker's verdict on a claim, newest first."""
        verdicts = [self.verdicts[key] for key in self._of_claim["verdicts"].get(claim_id, ())]
        return sorted(verdicts, key=lambda verdict: (verdict.at, verdict.checker), reverse=True)

    def verdict_of(self, claim_id: str) -> Verdict | None:
        """Return the verdict that stands: the newest with a label, whoever gave it; None while unchecked."""
        return next((verdict for verdict in self.verdicts_of(claim_id) if verdict.label is not None), None)

    def claim(self, name: str) -> Claim:
        """Return the claim with this id or ref. Raises UnknownError."""
        return self._find(self.claims, name, "claim")

    def source(self, name: str) -> Source:
        """Return the source with this id or ref. Raises UnknownError."""
        return self._find(self.sources, name, "source")

    def excerpt(self, name: str) -> Excerpt:
        """Return the excerpt with this id or ref. Raises UnknownError."""
        return self._find(self.excerpts, name, "excerpt")

    def _find(self, table: Table[R], name: str, noun: str) -> R:
        if name in table:
            return table[name]
        wanted = name.strip().upper()
        for key, row in table.rows().items():
            if row["ref"].upper() == wanted:
                return table[key]
        raise UnknownError(f"no {noun} {name!r} in this case")

    def next_ref(self, table: str, letter: str) -> str:
        """Return the short name for the next row of `table`: one more than the highest there is, `C12` say."""
        numbers = (ref_number(row["ref"], letter) for row in self.tables[table].rows().values())
        return f"{letter}{max(numbers, default=0) + 1}"

    def basis(self, claim_id: str) -> str:
        """Return the hash of what a verdict on this claim judges: its text, its excerpts, the scale."""
        excerpts = sorted(
            (excerpt.id, excerpt.stance.value, excerpt.quote, self.sources[excerpt.source].sha256)
            for excerpt in self.excerpts_of(claim_id)
        )
        judged = [self.claims[claim_id].text, excerpts, [label.id for label in self.scale.labels]]
        return sha256(json.dumps(judged).encode()).hexdigest()[:16]
