"""Plan an import: which rows of a file are new to a case, which are duplicates, and which are rejected.

A plan is made first and shown; the workspace then applies it as one change set, or not at all.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from factcheck.case import edits
from factcheck.case.case import CASE_KEY, UNWRITTEN, Case, hash_of
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.input import checker_name, normalize_fields
from factcheck.case.records import (
    Claim,
    Entry,
    Excerpt,
    Record,
    Row,
    Source,
    Stance,
    Verdict,
    new_id,
    verdict_key,
    verdict_row_key,
)
from factcheck.case.scale import LabelKind, Scale, read_scale
from factcheck.errors import FactcheckError, InvalidError
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    EntryCandidate,
    ExcerptCandidate,
    SourceCandidate,
    VerdictCandidate,
)
from factcheck.imports.differences import COMPARED, differences
from factcheck.imports.duplicates import DuplicateFinder
from factcheck.imports.json_values import shown
from factcheck.imports.label_mapping import LabelMapping, kind_of
from factcheck.imports.own_verdicts import own_verdict
from factcheck.imports.plan import ImportStatus, Plan, PlanLine, Scope
from factcheck.imports.validation import Numbering, check_storable, parse_time
from factcheck.text import clean, clean_line

_REQUIRED = {"id": "", "text": "", "claim": "", "source": "", "stance": Stance.CONTEXT, "quote": "", "checker": ""}

_NAMED = 10
NO_SOURCE = "does not identify the source that it quotes"


def _blank(kind: type[Record], table: str = "") -> dict[str, Any]:
    """Return a row with the defaults of a record, without the fields that a row leaves out."""
    names: tuple[str, ...] = kind.__slots__
    row = kind.from_row({name: value for name, value in _REQUIRED.items() if name in names}).to_row()
    return {name: value for name, value in row.items() if name not in UNWRITTEN.get(table, {})}


_BLANK: dict[type[Record], dict[str, Any]] = {
    Claim: _blank(Claim, "claims"),
    Source: _blank(Source, "sources"),
    Excerpt: _blank(Excerpt, "excerpts"),
    Verdict: _blank(Verdict),
    Entry: _blank(Entry, "entries"),
}


class Planner:
    """Decides for each row of a file whether it is new, a duplicate or rejected, and collects the new rows."""

    def __init__(
        self,
        case: Case,
        candidates: Candidates,
        checker: str,
        at: str,
        scope: Scope,
        labels: Mapping[str, str],
        credit: str = "",
    ) -> None:
        """Plan what `checker` would add to `case` at the time `at`. Raises UnknownError.

        Verdicts that name no checker are credited to `credit`, by default to `checker`.
        """
        self._case, self._candidates, self._scope, self._exact = case, candidates, scope, candidates.exact
        self._checker, self._at = checker, at
        self._credit = credit or checker
        self._lines: list[PlanLine] = []
        self._duplicates = DuplicateFinder(case)
        tables = ("sources", "claims", "excerpts", "verdicts", "entries")
        self._rows: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in tables}
        self._new_excerpts: dict[str, list[str]] = {}
        self._sheet = self._adopt_sheet()
        self._mapping = LabelMapping(self._scale, labels)
        self._uncredited = 0
        self._place_of: dict[str, str] = {}
        self._differing: dict[tuple[str, str], tuple[str, object]] = {}
        self._seen = set[str]()
        self._taken: dict[str, str] = {}
        """The id in the case of each claim and source of the file that has an id or ref."""

    def plan(self) -> Plan:
        """Return the plan."""
        candidates, notes = self._candidates, list(self._candidates.notes)
        if self._sheet:
            title = clean_line(str(candidates.sheet and candidates.sheet.get("title", "")))
            self._report("cover sheet", ImportStatus.NEW, "case", title)
        if self._scope == Scope.ALL:
            for source in candidates.sources:
                self._try(source.place, "source", str(source.row.get("title", "")), self._listed_source, source)
        for claim in candidates.claims:
            self._try(claim.place, "claim", claim.text, self._claim, claim)
        if self._scope == Scope.ALL:
            for entry in candidates.entries:
                self._try(entry.place, "entry", str(entry.row["words"]), self._entry, entry)
        for problem in candidates.problems:
            self._report(problem.place, ImportStatus.REJECTED, "row", "", problem.why)
        self._set_basis()
        notes[:0] = self._missing()  # first, as a narrow screen cuts the columns that follow
        notes += self._set_repeated()
        if candidates.unread:
            notes.append("left out: " + ", ".join(f"{shown(key)} ({n:,})" for key, n in candidates.unread.items()))
        if count := self._uncredited:
            plural = "s" * (count > 1)
            credit = f"{count} verdict{plural} without a checker will be credited to {self._credit}"
            notes.append(f"{credit}; --checker NAME says whose they are")
        return Plan(
            format=candidates.format,
            lines=tuple(self._lines),
            edits=(*self._sheet, *self._edits()),
            labels=self._mapping.mapped,
            notes=tuple(notes),
            lacking=candidates.lacking,
            based_on=len(self._case.history),
            uncredited=self._uncredited,
            basis=self._basis,
        )

    def _missing(self) -> list[str]:
        """Return a note that names the claims of the case that are not in our own table of claims."""
        if not self._candidates.own or not any(claim.text for claim in self._candidates.claims):
            return []
        refs = [claim.ref for claim in self._case.in_order() if claim.id not in self._seen]
        more = f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else ""
        return [f"not in the file: {', '.join(refs[:_NAMED])}{more} (nothing is removed)"] if refs else []

    # The case as a whole

    @property
    def _scale(self) -> Scale:
        after = self._sheet[0].after if self._sheet else None
        return read_scale(after["scale"]) if after and "scale" in after else self._case.scale

    def _adopt_sheet(self) -> list[Edit]:
        """Return the edits that give an empty case the title and scale of the imported case."""
        sheet, case = self._candidates.sheet, self._case
        if sheet is None or self._scope != Scope.ALL or case.claims or case.sources:
            return []
        fields = {name: sheet[name] for name in ("title", "scale", "created") if name in sheet}
        if CASE_KEY in case.info_table:
            return edits.edit(case, "case", CASE_KEY, **fields)
        return [Edit(ChangeKind.EDIT, f"case/{CASE_KEY}", None, case.info.to_row() | fields)]

    def _edits(self) -> list[Edit]:
        Numbering(self._case).number(self._rows, keep_positions=self._candidates.exact and not self._case.claims)
        return [
            Edit(ChangeKind.DECIDE if table == "verdicts" else ChangeKind.ADD, f"{table}/{key}", None, row)
            for table, rows in self._rows.items()
            for key, row in rows.items()
        ]

    # Row by row

    def _report(self, place: str, status: ImportStatus, noun: str, text: str, why: str = "") -> None:
        self._lines.append(PlanLine(place, status, noun, text, why))

    def _try(self, place: str, noun: str, text: str, add: Callable[..., object], *arguments: Any) -> None:
        """Call `add`; on an error report the row as rejected."""
        try:
            add(*arguments)
        except FactcheckError as error:
            self._report(place, ImportStatus.REJECTED, noun, text, str(error))

    def _known(self, table: str, row: Row) -> str:
        """Return the id of the row of the case that a row of the file is, by its id, else by its ref; "" if none."""
        key = str(row.get("id") or "")
        if key in self._case.tables[table]:
            return key
        ref = str(row.get("ref") or "").strip().upper()
        return self._case.index.refs[table].get(ref, "") if self._candidates.own and not key else ""

    def _compare(self, table: str, key: str, row: Row, place: str, text: str) -> None:
        """Report the fields of a row of the case that the file has otherwise, or that it is a duplicate."""
        here = self._case.tables[table].row(key) or {}
        found = list(differences(table, key, here, row, place, self._names))
        if found and table == "verdicts" and not self._exact and here["checker"] != self._checker:
            if verdict_key(here["claim"], self._checker) in self._rows["verdicts"]:
                raise InvalidError(f"{self._checker} has a verdict on this claim in the file already, which is kept")
            found = own_verdict(self._case, here, row, _BLANK[Verdict], self._checker, place, self._names)
        self._lines.extend(line for line in found if self._is_first(line))
        if not found:
            same = f"the same as {here['ref']}" if here.get("ref") else ""
            self._report(place, ImportStatus.DUPLICATE, table.removesuffix("s"), text, same)

    def _is_first(self, line: PlanLine) -> bool:
        """Return whether no row before said this of the field. Raises InvalidError if one said something else."""
        if line.difference is None:
            return True
        field, after = line.difference.field, line.difference.after
        value = after[field] if line.difference.before is not None else [after[name] for name in COMPARED["verdicts"]]
        said = self._differing.setdefault((line.difference.target, field), (line.place, value))
        if said[1] != value:
            raise InvalidError(f"{field} is another than in {said[0]}; the file must say one")
        return said == (line.place, value)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of ids for people: refs of claims and sources, names of labels."""
        refs = (self._case.index.refs[table].items() for table in ("claims", "sources"))
        labels = {label.id: label.name for label in self._scale.labels}
        return labels | {key: ref for table in refs for ref, key in table}

    def _claim(self, claim: ClaimCandidate) -> None:
        claim_id = self._existing(claim.existing) if claim.existing else self._claim_id(claim)
        if not claim.existing:  # else only its excerpts or verdicts are in the file
            self._seen.add(claim_id)
        for name in ("id", "ref"):
            if given := str(claim.row.get(name, "")):
                self._taken[given] = claim_id
        if self._scope == Scope.CLAIMS:
            return
        for excerpt in claim.excerpts:
            self._try(excerpt.place, "excerpt", excerpt.quote, self._excerpt, claim_id, excerpt)
        if self._scope == Scope.ALL:
            for verdict in claim.verdicts:
                self._try(verdict.place, "verdict", verdict.label or "", self._verdict, claim_id, verdict)

    def _claim_id(self, claim: ClaimCandidate) -> str:
        """Return the id of a claim, adding it if it is new."""
        row = {**claim.row, "text": claim.text} if self._exact else self._cleaned(claim.row, text=claim.text)
        if same := self._known("claims", row):
            self._compare("claims", same, row, claim.place, claim.text)
            return same
        if (duplicate := self._duplicates.claim(row)) is not None:
            self._report(claim.place, ImportStatus.DUPLICATE, "claim", row["text"], self._same_as(duplicate))
            return duplicate
        self._place_of[row["text"]] = claim.place
        if row.get("draft"):
            row = {**row, "draft": self._taken.get(str(row["draft"]), row["draft"])}
        key = self._add("claims", Claim, row)
        if not self._exact:
            self._duplicates.add_claim(key, row)
        self._report(claim.place, ImportStatus.NEW, "claim", row["text"])
        return key

    def _existing(self, name: str) -> str:
        """Return the id of a claim of the file or the case, by its ref or id. Raises UnknownError."""
        return self._taken.get(name) or self._case.claim(name).id

    def _same_as(self, claim_id: str) -> str:
        """Return which claim a duplicate is: one of the case by its ref, one of the file by its place."""
        if claim_id in self._case.claims:
            return f"the same as {self._case.claims[claim_id].ref}"
        return f"the same as {self._place_of[self._rows['claims'][claim_id]['text']]}"

    def _listed_source(self, source: SourceCandidate) -> None:
        """Add a source of the file's own list, or compare it with that of the case."""
        known = self._known("sources", source.row)
        if known and (self._exact or self._candidates.own):
            row = source.row if self._exact else self._cleaned(source.row)
            if row.get("repeats"):
                row = {**row, "repeats": self._repeated(row["repeats"])}
            self._compare("sources", known, row, source.place, str(row.get("title", "")))
        self._source(source.row)

    def _source(self, source: Row) -> str:
        """Return the id of a source, adding it if it is new."""
        found = self._source_id(source)
        for name in ("id", "ref"):
            if given := str(source.get(name, "")):
                self._taken[given] = found
        return found

    def _source_id(self, source: Row) -> str:
        if known := self._known("sources", source):
            return known
        if source.keys() == {"ref"}:
            return self._taken.get(source["ref"]) or self._case.source(source["ref"]).id
        source_id = source.get("id")
        if source_id in self._case.sources or source_id in self._rows["sources"]:
            return str(source_id)
        row = dict(source) if self._exact else self._cleaned(source)
        if not self._exact and not any(value for name, value in row.items() if name not in {"id", "ref"}):
            raise InvalidError(NO_SOURCE)
        if (duplicate := self._duplicates.source(row)) is not None:
            return duplicate
        key = self._add("sources", Source, row)
        if not self._exact:
            self._duplicates.add_source(key, row)
        self._report("", ImportStatus.NEW, "source", row.get("title") or row.get("url", ""))
        return key

    def _excerpt(self, claim_id: str, excerpt: ExcerptCandidate) -> None:
        if known := self._known("excerpts", excerpt.row):
            text = {"quote": excerpt.quote, "stance": excerpt.stance.value, "claim": claim_id}
            fields = {**(excerpt.row if self._exact else self._cleaned(excerpt.row)), **text}
            fields["source"] = self._source(excerpt.source)
            self._compare("excerpts", known, fields, excerpt.place, excerpt.quote)
            return
        row = {**excerpt.row, "claim": claim_id, "stance": excerpt.stance.value, "quote": excerpt.quote, "source": ""}
        if not self._exact:
            added = {"by": clean_line(str(row.get("by", ""))) or self._checker, "at": self._time(row.get("at"))}
            row = self._cleaned({**row, **added}, quote=excerpt.quote.strip())
        row["source"] = self._source(excerpt.source)
        if (same := self._duplicates.excerpt(row)) is not None:
            there = self._case.excerpts.get(same)
            is_other = there is not None and there.stance is not excerpt.stance
            why = f"{there.ref} has this quote already ({there.stance}); it is unchanged" if there and is_other else ""
            self._report(excerpt.place, ImportStatus.DUPLICATE, "excerpt", excerpt.quote, why)
            return
        key = self._add("excerpts", Excerpt, row)
        self._new_excerpts.setdefault(claim_id, []).append(key)
        if not self._exact:
            self._duplicates.add_excerpt(key, row)
        self._report(excerpt.place, ImportStatus.NEW, "excerpt", excerpt.quote)

    def _verdict(self, claim_id: str, verdict: VerdictCandidate) -> None:
        label = self._label(verdict.label, verdict.kind)
        row = {**verdict.row, "claim": claim_id, "label": label}
        if not self._exact:
            name = str(row.get("checker") or "")
            row |= {
                "checker": checker_name(name if clean_line(name) else self._credit),
                "at": self._time(row.get("at")),
                "rationale": clean(str(row.get("rationale", ""))),
                "condition": clean_line(str(row.get("condition", ""))),
            }
            check_storable(row)
        key = claim_id if self._is_settled(row) else verdict_row_key(row)
        added, before = self._rows["verdicts"].get(key), self._case.verdicts.row(key)
        row["label"] = label = self._renamed(verdict, label, (before or {}).get("label"))
        if added is None and before is not None:
            given = verdict.row.keys() | {"label"}
            there = {name: value for name, value in row.items() if self._candidates.own or self._exact or name in given}
            self._compare("verdicts", key, there, verdict.place, verdict.label or "")
        elif added is None and (taken := self._differing.get((f"verdicts/{key}", "label"))):
            raise InvalidError(f"{row['checker']} has another verdict from {taken[0]}; the file must say one")
        elif added is None:
            self._uncredited += not verdict.row.get("checker") and not self._exact
            self._rows["verdicts"][key] = _BLANK[Verdict] | row
            self._report(verdict.place, ImportStatus.NEW, "verdict", verdict.label or "")
        elif added["label"] == row["label"]:
            self._report(verdict.place, ImportStatus.DUPLICATE, "verdict", verdict.label or "")
        else:
            other = f"a verdict ({added['label']}) on this claim"
            raise InvalidError(f"{row['checker']} already has {other}, which is kept")

    def _is_settled(self, row: Row) -> bool:
        """Return whether a row of our own sheet of claims is, unchanged, the verdict that settles the claim."""
        settled = self._case.verdicts.row(row["claim"]) if self._candidates.own and not row.get("role") else None
        if settled is None or settled["checker"] != row["checker"]:
            return False
        return not any(differences("verdicts", row["claim"], settled, row, "", self._names))

    def _label(self, name: str | None, kind: LabelKind | None) -> str | None:
        """Return the id of the label of the scale that a name means. Raises InvalidError if there is no single one."""
        label = None if name is None else self._mapping.label(name, kind)
        if name is not None and label is None:
            how = f"--label {shlex.quote(f'{shown(name)}=LABEL')} says which it is"
            raise InvalidError(f"matches no single label of the scale {self._scale.name} ({self._scale.ids}); {how}")
        return label

    def _renamed(self, verdict: VerdictCandidate, label: str | None, here: str | None) -> str | None:
        """Return the label of a verdict that the file gives twice, by id and by name: the one that was changed.

        Raises InvalidError if both were.
        """
        if not verdict.name or self._mapping.find(verdict.name) == label:
            return label
        name = self._label(verdict.name, kind_of(verdict.name))
        if here in {label, name} or label is None:
            return name if label in (here, None) else label
        raise InvalidError(
            f"the columns label ({verdict.label}) and verdict ({verdict.name}) differ; clear one of them"
        )

    def _entry(self, entry: EntryCandidate) -> None:
        """Add an entry, about the claim or the source of the case that took the place of that in the file."""
        words = str(entry.row["words"])
        if entry.row["id"] in self._case.entries:
            self._report(entry.place, ImportStatus.DUPLICATE, "entry", words)
            return
        about = self._taken.get(entry.row["on"], "") if entry.row["on"] else ""
        if entry.row["on"] and not about:
            raise InvalidError("what it is about was rejected")
        self._add("entries", Entry, {**entry.row, "on": about})
        self._report(entry.place, ImportStatus.NEW, "entry", words)

    def _set_basis(self) -> None:
        """Set the basis of new verdicts: the hash of the claim and its excerpts after the import."""
        for row in self._rows["verdicts"].values():
            if row["label"] is not None and not row["basis"]:
                row["basis"] = self._basis(row["claim"])

    def _set_repeated(self) -> list[str]:
        """Name the source of the case that each new source repeats; return notes on those that are missing."""
        notes = []
        for key, row in self._rows["sources"].items():
            if named := row.get("repeats"):
                found = self._repeated(named)
                is_known = (found in self._case.sources or found in self._rows["sources"]) and found != key
                row["repeats"] = found if is_known else ""
                if not is_known:
                    notes.append(f"source {shown(row['ref'] or row['title'])}: what it repeats is not in the file")
        return notes

    def _repeated(self, name: str) -> str:
        """Return the id of a source of the file or the case, by its id or ref; `name` if there is none."""
        return self._taken.get(name) or self._case.index.refs["sources"].get(name.upper(), name)

    def _basis(self, claim_id: str, changed: Mapping[str, Row] = MappingProxyType({})) -> str:
        """Return the basis of a verdict after the import, and after fields of rows are `changed`, by target."""
        old = [self._case.excerpts.row(key) for key in self._case.index.excerpts.get(claim_id, ())]
        new = [self._rows["excerpts"][key] for key in self._new_excerpts.get(claim_id, ())]
        claim = self._rows["claims"].get(claim_id) or self._case.claims.row(claim_id) or {}
        claim = {**claim, **changed.get(f"claims/{claim_id}", {})}
        rows = [{**row, **changed.get(f"excerpts/{row['id']}", {})} for row in filter(None, (*old, *new))]
        excerpts = [(row["id"], row["stance"], row["quote"], self._document_hash(row["source"])) for row in rows]
        return hash_of(claim, excerpts, self._scale)

    def _document_hash(self, source_id: str) -> str:
        row = self._rows["sources"].get(source_id) or self._case.sources.row(source_id) or {}
        return str(row.get("sha256", ""))

    # Rows

    def _add(self, table: str, kind: type[Claim | Source | Excerpt | Entry], row: dict[str, Any]) -> str:
        """Add a row to the new rows and return its id. Unknown fields are kept."""
        known = str(row.get("id", "")) if self._exact or self._candidates.own else ""
        key = known or new_id()
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
        self._rows[table][key] = _BLANK[kind] | fields | {"id": key}
        return key

    def _cleaned(self, row: Row, **texts: str) -> dict[str, Any]:
        """Return a row as it is stored: cleaned like typed input, quotes unchanged."""
        cleaned = normalize_fields({**row, **texts})
        check_storable(cleaned)
        return cleaned

    def _time(self, value: object) -> str:
        """Return the time given in the file, at most the time of the import."""
        given = parse_time(value) if isinstance(value, str) else ""
        return min(given, self._at) if given else self._at


def plan(
    case: Case,
    candidates: Candidates,
    checker: str,
    at: str,
    *,
    scope: Scope = Scope.ALL,
    labels: Mapping[str, str] = MappingProxyType({}),
    credit: str = "",
) -> Plan:
    """Return the plan of what `checker` would import into `case` at the time `at`.

    `labels` maps labels of the file to labels of the scale of the case; `credit` is whose the verdicts are that name no
    checker, by default the checker's. Raises UnknownError for an unknown label.
    """
    return Planner(case, candidates, checker, at, scope, labels, credit).plan()
