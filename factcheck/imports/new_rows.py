"""The rows that an import adds to a case, and the bases of the verdicts among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from factcheck.case.basis import hash_of
from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.ids import new_id
from factcheck.case.record import Record, Row
from factcheck.case.records import Claim, Entry, Excerpt, Source, Stance, Verdict
from factcheck.case.rows import written
from factcheck.case.scale import Scale
from factcheck.imports.validation import Numbering

_KINDS: Mapping[str, type[Record]] = {
    "sources": Source,
    "claims": Claim,
    "excerpts": Excerpt,
    "verdicts": Verdict,
    "entries": Entry,
}
_REQUIRED = {"id": "", "text": "", "claim": "", "source": "", "stance": Stance.CONTEXT, "quote": "", "checker": ""}


def _blank(table: str, kind: type[Record]) -> Row:
    """Return a row with the defaults of a record, without the fields that a row leaves out."""
    names: tuple[str, ...] = kind.__slots__
    record = kind.from_row({name: value for name, value in _REQUIRED.items() if name in names})
    return written(table, record.to_row())


BLANK: Mapping[str, Row] = {table: _blank(table, kind) for table, kind in _KINDS.items()}
"""The defaults of a row of each table."""


class NewRows:
    """The rows to add, by table and key; those of a case keep their ids, others get new ones."""

    def __init__(self, case: Case, scale: Scale, *, keep_ids: bool, keep_positions: bool) -> None:
        """Start without rows; `scale` is that of the case after the import."""
        self._case, self._scale = case, scale
        self._keep_ids, self._keep_positions = keep_ids, keep_positions
        self._tables: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in _KINDS}
        self._excerpts_of: dict[str, list[str]] = {}

    def __getitem__(self, table: str) -> Mapping[str, dict[str, Any]]:
        """The new rows of a table by key."""
        return self._tables[table]

    def add(self, table: str, row: Row) -> str:
        """Add a row and return its id. Unknown fields are kept."""
        key = str(row.get("id", "")) if self._keep_ids else ""
        key = key or new_id()
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
        self._tables[table][key] = {**BLANK[table], **fields, "id": key}
        if table == "excerpts":
            self._excerpts_of.setdefault(row["claim"], []).append(key)
        return key

    def add_verdict(self, key: str, row: Row) -> None:
        """Add a verdict, whose key is made of its claim and checker."""
        self._tables["verdicts"][key] = {**BLANK["verdicts"], **row}

    def set_bases(self) -> None:
        """Set the basis of each decision that has none: the hash of its claim and excerpts after the import."""
        for row in self._tables["verdicts"].values():
            if row["label"] is not None and not row["basis"]:
                row["basis"] = self.basis(row["claim"])

    def basis(self, claim_id: str, changed: Mapping[str, Row] = MappingProxyType({})) -> str:
        """Return the basis of a verdict after the import, and after fields of rows are `changed`, by target."""
        old = [self._case.excerpts.row(key) for key in self._case.index.excerpts.get(claim_id, ())]
        new = [self._tables["excerpts"][key] for key in self._excerpts_of.get(claim_id, ())]
        claim = {**self._row("claims", claim_id), **changed.get(f"claims/{claim_id}", {})}
        rows = [{**row, **changed.get(f"excerpts/{row['id']}", {})} for row in filter(None, (*old, *new))]
        excerpts = [(row["id"], row["stance"], row["quote"], self._document_hash(row["source"])) for row in rows]
        return hash_of(claim, excerpts, self._scale)

    def _document_hash(self, source_id: str) -> str:
        return str(self._row("sources", source_id).get("sha256", ""))

    def _row(self, table: str, key: str) -> Row:
        """Return a new row or one of the case; an empty one if there is none."""
        return self._tables[table].get(key) or self._case.tables[table].row(key) or {}

    def edits(self) -> Iterator[Edit]:
        """Number the rows, and yield the edits that add them."""
        Numbering(self._case).number(self._tables, keep_positions=self._keep_positions)
        for table, rows in self._tables.items():
            kind = ChangeKind.DECIDE if table == "verdicts" else ChangeKind.ADD
            yield from (Edit(kind, f"{table}/{key}", None, row) for key, row in rows.items())
