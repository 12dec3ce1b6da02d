"""The case: its state in memory, which only changes can alter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from factcheck.case.basis import hash_of
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.case.changes import Batch, Change, ChangeKind
from factcheck.case.history import History
from factcheck.case.index import LETTERS, NOUNS, Index
from factcheck.case.number_ranges import next_number
from factcheck.case.record import Record, Row
from factcheck.case.records import Claim, Entry, Excerpt, Source, Stance, Verdict, verdict_key
from factcheck.case.rows import unwritten, written
from factcheck.case.scale import Scale, read_scale
from factcheck.case.table import Records, Table, preview, to_json
from factcheck.errors import ConflictError, UnknownError

R = TypeVar("R", bound=Record)

_MANY = 100
"""More changes at once than this are made before the claims are sorted."""

_MARKS = {ChangeKind.FORGET, ChangeKind.UNDO, ChangeKind.REDO}
"""The changes that may concern a row that neither was there before nor is after."""


class StagedChange(NamedTuple):
    """A change that was checked: the row before and after it, and the JSON of the row and of the change."""

    change: Change
    before: Row | None
    after: Row | None
    stored: bytes | None
    entry: bytes


class Case:
    """Sources, claims, excerpts, verdicts and entries, with the history that made them.

    Only `apply_staged` changes it, by what `stage` returned; `apply` does both. Tables are mappings from id to record;
    the rows of a claim are found through an index that every change updates. `partial` is true while only the claims
    have been read.
    """

    def __init__(self, rows: Mapping[str, Mapping[str, Row]] | None = None, history: Iterable[Change] = ()) -> None:
        """Start with the rows of each table by key, and the changes made so far."""
        self.info_table = Table(CaseInfo.from_row)
        self.sources = Table(Source.from_row)
        self.claims = Table(Claim.from_row)
        self.excerpts = Table(Excerpt.from_row)
        self.verdicts = Table(Verdict.from_row)
        self.entries = Table(Entry.from_row)
        self.history = History(history)
        self.tables: dict[str, Table[Any]] = {
            "case": self.info_table,
            "sources": self.sources,
            "claims": self.claims,
            "excerpts": self.excerpts,
            "verdicts": self.verdicts,
            "entries": self.entries,
        }
        self.index = Index()
        self.partial = False
        self.newest_by_default = False
        """Whether the newest verdict stands where checkers differ and the case does not say what does."""
        self.author = ""
        """Who adds rows to it, if that is known."""
        self.filled = ""
        """The rows of the file that had no id or ref and were given one, in words; empty if there were none."""
        self._scale: Scale | None = None
        for name, table in (rows or {}).items():
            for key, row in table.items():
                self.tables[name].set(key, to_json(row))
                self.index.update(name, key, None, row)

    def load_rows(
        self,
        table: str,
        keys: Sequence[str],
        rows: Sequence[Row],
        stored: Sequence[bytes],
        read_as: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Load rows that were read from a file, with their JSON; the history is loaded as a table, too.

        `read_as` has the bytes of the file for those rows in which it leaves out a field.
        """
        if table == "history":
            for row, entry in zip(rows, stored, strict=True):
                self.history.append(row, entry, read_as.get(row["id"]))
            return
        self.tables[table].load(zip(keys, stored, strict=True), read_as)
        self.index.load(table, keys, rows)

    def without_evidence(self) -> Case:
        """Return a case with the same info, sources and claims and nothing else, to be read only."""
        case = Case()
        for name in ("case", "sources", "claims"):
            case.tables[name].load(self.tables[name].stored().items())
        case.index.positions = self.index.positions.copy()
        case.index.flagged = self.index.flagged.copy()
        case.partial = True
        return case

    def stage(self, batch: Batch) -> list[StagedChange]:
        """Check the changes of `batch`, and return them for `apply_staged`.

        Raises ConflictError if a row is not what a change says it was. A batch may change a row only once, so
        that each change can be checked on its own.
        """
        if len({change.target for change in batch}) != len(batch):
            raise ConflictError("a batch of changes touches one row twice")
        return [self._staged(change) for change in batch]

    def apply(self, batch: Batch) -> None:
        """Make the changes of `batch` and append them to the history; all of them, or none (see `stage`)."""
        self.apply_staged(self.stage(batch))

    def apply_staged(self, staged: Iterable[StagedChange]) -> None:
        """Make changes that `stage` returned, in memory only. The case must not have changed since."""
        staged = list(staged)
        if len(staged) > _MANY:
            self.index.drop_order()
        for change, before, after, stored, entry in staged:
            table, _, key = change.target.partition("/")
            if not (before is None and after is None):
                self.tables[table].set(key, stored)
                self.index.update(table, key, before, after)
            if table == "case":
                self._scale = None
            self.history.append(change.to_row(), entry)

    def _staged(self, change: Change) -> StagedChange:
        name, _, key = change.target.partition("/")
        table = self.tables.get(name)
        if table is None:
            raise ConflictError(f"no table {name!r}")
        if change.before is None and change.after is None and change.kind not in _MARKS:
            raise ConflictError(f"{change.target}: a change from nothing to nothing")
        row = table.row(key)
        after = preview(key, row, change.before, change.after, unwritten(name))
        before = change.before if row == change.before else row  # so that the row is in memory once
        after = None if after is None else written(name, after)
        stored = None if after is None else to_json(after)
        return StagedChange(change, before, after, stored, to_json(change.to_row()))

    @property
    def info(self) -> CaseInfo:
        """The info of the case; the defaults if the file has none."""
        return self.info_table[CASE_KEY] if CASE_KEY in self.info_table else CaseInfo()

    @property
    def title(self) -> str:
        """The title of the case."""
        return self.info.title

    @property
    def scale(self) -> Scale:
        """The labels that a verdict may take."""
        if self._scale is None:
            self._scale = read_scale(self.info.scale)
        return self._scale

    def in_order(self) -> Records[Claim]:
        """Return all claims by their position."""
        return Records(self.claims, self.index.order())

    def excerpts_of(self, claim_id: str, stance: Stance | None = None) -> list[Excerpt]:
        """Return the excerpts of a claim, by their refs; of one stance if given."""
        filed = self.index.excerpts.get(claim_id, {})
        excerpts = [self.excerpts[key] for key, how in filed.items() if stance in (None, how.stance)]
        return sorted(excerpts, key=lambda excerpt: (len(excerpt.ref), excerpt.ref))

    def count(self, claim_id: str, stance: Stance) -> int:
        """Return how many excerpts of a claim have a stance; those from drafts are no evidence, and not counted."""
        filed, drafts = self.index.excerpts.get(claim_id, {}), self.index.drafts
        return sum(how.stance == stance and how.source not in drafts for how in filed.values())

    def is_draft(self, source_id: str) -> bool:
        """Tell whether a source is a draft, which is no evidence; see `factcheck.case.roles`."""
        return source_id in self.index.drafts

    def evidence_of(self, claim_id: str) -> list[Excerpt]:
        """Return the excerpts of a claim that are evidence: all but those from drafts."""
        return [excerpt for excerpt in self.excerpts_of(claim_id) if not self.is_draft(excerpt.source)]

    def made_from(self, source_id: str) -> list[Claim]:
        """Return the claims that were made from a draft, in the order of the case."""
        return [self.claims[key] for key in self.index.order() if self.index.draft_of.get(key) == source_id]

    def quoting(self, source_id: str) -> Iterator[str]:
        """Yield the ids of the excerpts from a source."""
        for filed in self.index.excerpts.values():
            yield from (key for key, how in filed.items() if how.source == source_id)

    def repeating(self, source_id: str) -> list[Source]:
        """Return the sources that are said to repeat a source."""
        return [source for source in self.sources.values() if source.repeats == source_id]

    def verdicts_of(self, claim_id: str) -> list[Verdict]:
        """Return every checker's verdict on a claim, newest first; the one that settles them is not among them."""
        verdicts = [self.verdicts[key] for key in self.index.verdicts.get(claim_id, ())]
        return sorted(verdicts, key=lambda verdict: (verdict.at, verdict.checker), reverse=True)

    def entries_of(self, key: str) -> list[Entry]:
        """Return the entries about the claim or the source with an id, about the case for "", by their refs."""
        entries = [self.entries[entry] for entry in self.index.entries.get(key, ())]
        return sorted(entries, key=lambda entry: (len(entry.ref), entry.ref))

    def subject(self, on: str) -> Claim | Source | None:
        """Return what an entry is about, by its field `on`: a claim, a source, or None for the case."""
        return self.claims.get(on) or self.sources.get(on)

    def settled_of(self, claim_id: str) -> Verdict | None:
        """Return the verdict that settles those of the checkers of a claim; None if there is none."""
        return self.verdicts[claim_id] if claim_id in self.index.settled else None

    def own_verdict(self, claim_id: str, checker: str) -> Verdict | None:
        """Return the verdict of a checker on a claim, with or without a label; None if there is none."""
        return self.verdicts.get(verdict_key(claim_id, checker))

    def newest_verdict(self, claim_id: str) -> Verdict | None:
        """Return the newest verdict of a checker that has a label, whether it stands or not; None while unchecked."""
        if claim_id not in self.index.checked:
            return None
        return next(verdict for verdict in self.verdicts_of(claim_id) if verdict.label is not None)

    def verdict_of(self, claim_id: str) -> Verdict | None:
        """Return the verdict that stands; None while there is none, or while checkers differ and that is not settled.

        It is the one that settles those of the checkers, else their newest if they agree, or if the newest stands.
        """
        if (settled := self.settled_of(claim_id)) is not None:
            return settled
        if self.index.is_split(claim_id) and not self.newest_stands:
            return None
        return self.newest_verdict(claim_id)

    @property
    def newest_stands(self) -> bool:
        """Whether the newest verdict stands where checkers differ and nothing settles that."""
        said = self.info.verdict
        return said == "newest" if said else self.newest_by_default

    def claim(self, name: str) -> Claim:
        """Return the claim with this id or ref. Raises UnknownError."""
        return self.claims[self.key("claims", name)]

    def source(self, name: str) -> Source:
        """Return the source with this id or ref. Raises UnknownError."""
        return self.sources[self.key("sources", name)]

    def excerpt(self, name: str) -> Excerpt:
        """Return the excerpt with this id or ref. Raises UnknownError."""
        return self.excerpts[self.key("excerpts", name)]

    def key(self, table: str, name: str) -> str:
        """Return the id of the claim, source, excerpt or entry with this id or ref. Raises UnknownError."""
        key = name if name in self.tables[table] else self.index.refs[table].get(name.strip().upper())
        if key is None:
            raise UnknownError(f"no {NOUNS[table]} {name!r} in this case")
        return key

    def next_number(self, table: str) -> int:
        """Return the number in the ref of the next row of `table`: one more than the highest in use.

        Of a checker who was given a range, it is the next of that.
        """
        return next_number(self.index, table, self.info.numbers, self.author)

    def next_ref(self, table: str) -> str:
        """Return the ref for the next row of `table`, like `C12`."""
        return f"{LETTERS[table]}{self.next_number(table)}"

    def basis(self, claim_id: str) -> str:
        """Return the hash of what a verdict on this claim is based on: see `hash_of`."""
        return self.basis_with(claim_id, {})

    def basis_with(self, claim_id: str, texts: Mapping[str, str]) -> str:
        """Return the basis that a claim would have if sources had other texts: `texts` has their hashes by id."""
        rows = filter(None, map(self.excerpts.row, self.index.excerpts.get(claim_id, ())))  # no record is needed
        excerpts = (
            (row["id"], row["stance"], row["quote"], texts.get(row["source"], self.sources[row["source"]].sha256))
            for row in rows
        )
        return hash_of(self.claims.row(claim_id) or {}, excerpts, self.scale)
