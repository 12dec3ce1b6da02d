"""An open case that can be changed: how rows are named, how changes are saved, and the edits of its records.

The parts of a workspace (documents, quote checks, search, exports …) are built on this. Every change goes the same
way: `edits` says which rows change, `commit` signs that, and the storage makes it durable before it is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from factcheck.case import edits, evidence_sets, forgetting, waivers
from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.changes import ChangeSet, Edit, sign
from factcheck.case.ids import new_id
from factcheck.case.input import (
    Clock,
    checker_name,
    normalize_fields,
    parse_confidence,
    parse_stance,
    require,
    stamp,
    utc_now,
)
from factcheck.case.origins import checked_details
from factcheck.case.records import Claim, Confidence, Entry, Excerpt, Source, Stance
from factcheck.case.waivers import ASKED_FOR
from factcheck.errors import GoneError, NotSavedError, UnknownError
from factcheck.storage import CaseStorage
from factcheck.storage.reader import uncollected
from factcheck.text import clean, clean_line
from factcheck.workspace.device import device_id
from factcheck.workspace.stored_case import StoredCase
from factcheck.workspace.unsaved import UnsavedTexts

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.workspace.results import AddResult, DraftResult

Named: TypeAlias = "str | Claim | Source | Excerpt | Entry | ChangeSet | AddResult | DraftResult"
"""How a claim, source, excerpt or entry is named: by its ref, its id, its record, or the result of adding it."""

R = TypeVar("R", Claim, Source, Excerpt, Entry)


class OpenCase(StoredCase):
    """A case that a checker has open and can change. Use as a context manager, or call `close`."""

    def __init__(self, store: CaseStorage, checker: str, clock: Clock = utc_now) -> None:
        """Work on the case in `store` as `checker`."""
        super().__init__(store, checker)
        self.clock = clock
        self.device = ""
        """The machine that changes are said to be made on, if not this one."""
        self.always_warn: frozenset[str] = frozenset()
        """The names of the warnings that are given under all circumstances, as the settings ask."""
        self.desk = self.contact = ""
        """Who publishes reports, and where readers write about an error in one, as the settings say."""
        self.watchers: list[Callable[[ChangeSet], object]] = []
        """What is called with each change set that was saved."""
        self.unsaved = UnsavedTexts(store, self.checker)

    @classmethod
    def open(
        cls,
        path: Path,
        checker: str,
        *,
        write: bool = True,
        clock: Clock = utc_now,
        watch: Callable[[Case, float], None] | None = None,
    ) -> Self:
        """Open the case at `path`. Raises UnreadableError.

        `watch` is called with the case so far and the share of the file that has been read.
        """
        return cls(CaseStorage(path, checker=checker_name(checker), write=write, watch=watch), checker, clock)

    def marks_of(self, _claim_id: str) -> ClaimAssessment | None:
        """Return the marks of a claim by its id; without documents none are known."""
        return None

    # Finding and saving

    def key(self, table: str, named: Named) -> str:
        """Return the key of a row: the id of a claim, source, excerpt or entry, however it is named.

        Raises UnknownError, and GoneError for the id of a row that was removed.
        """
        name = named if isinstance(named, str) else named.key if isinstance(named, ChangeSet) else named.id
        try:
            return self.case.key(table, name)
        except UnknownError as error:
            if self.case.history.changes_of([f"{table}/{name}"]):
                raise GoneError("it no longer exists: it was removed, or its addition was undone") from error
            raise

    def now(self) -> str:
        """Return the time for a change: never before the last one, even if the clock was set back."""
        return max(stamp(self.clock()), self.record.history.last_at)

    def commit(self, planned: Iterable[Edit], undoes: Iterable[str] = (), joins: str = "") -> ChangeSet:
        """Save edits durably, as one change set. Raises NotSavedError; then nothing was changed.

        `undoes` has the ids of the changes that they undo. They extend the change set with the id `joins`, so that both
        are undone as one, if nothing was changed since.
        """
        history = self.record.history
        joined = joins if joins and history.last_batch == joins else ""
        with uncollected():
            batch = sign(planned, self.checker, self.now(), history, undoes, joined, self.device or device_id())
            if batch:
                self.store.save(batch)
        if batch:
            for watcher in self.watchers:
                watcher(batch)
        return batch

    def add(self, table: str, *records: R, joins: str = "") -> ChangeSet:
        """Add claims, sources, excerpts or entries; see `commit`."""
        return self.commit(edits.add(self.record, table, *records), joins=joins)

    def change(self, table: str, key: str, **values: Any) -> ChangeSet:
        """Change fields of a row; see `commit`."""
        if table == "sources":
            values = checked_details(self.case, key, values)
        return self.commit(edits.edit(self.record, table, key, **normalize_fields(values)))

    # The edits that need nothing but the records

    def withdraw(self, claim: Named) -> ChangeSet:
        """Withdraw the checker's own verdict."""
        return self.commit(edits.withdraw(self.case, self.key("claims", claim), self.checker, self.now()))

    def set_confidence(self, claim: Named, confidence: Confidence | str | None) -> ChangeSet:
        """Set the confidence of the checker's own verdict. Raises InvalidError if there is none."""
        key, chosen = self.key("claims", claim), parse_confidence(confidence)
        return self.commit(edits.set_confidence(self.case, key, self.checker, chosen))

    def set_rationale(self, claim: Named, rationale: str, condition: str) -> ChangeSet:
        """Set the rationale and the condition of the checker's own verdict; a draft of them is deleted."""
        key, written = self.key("claims", claim), (clean(rationale), clean_line(condition))
        changes = self.commit(edits.set_rationale(self.case, key, self.checker, *written, self.now()))
        with suppress(NotSavedError):  # the rationale is saved; a draft that stays does no harm
            self.unsaved.drop(key)
        return changes

    def set_stance(self, excerpt: Named, stance: Stance | str) -> ChangeSet:
        """Change the stance of an excerpt."""
        return self.commit(edits.set_stance(self.case, self.key("excerpts", excerpt), parse_stance(stance)))

    def join_excerpts(self, *excerpts: Named) -> ChangeSet:
        """Make one set of excerpts of a claim that say only together what they say, as one change set.

        Raises UnknownError, InvalidError unless they are several, of one claim and of one stance.
        """
        return self.commit(evidence_sets.join(self.case, [self.key("excerpts", name) for name in excerpts]))

    def part_excerpts(self, *excerpts: Named) -> ChangeSet:
        """Take excerpts out of their sets, as one change set."""
        return self.commit(evidence_sets.leave(self.case, [self.key("excerpts", name) for name in excerpts]))

    def add_claim(self, text: str, *, after: Named = "", **fields: Any) -> ChangeSet:
        """Add a claim after another one, or at the end; `fields` as in Claim."""
        require(clean_line(text), "a claim needs a text")
        position = edits.free_positions_after(self.case, self.key("claims", after), 1)[0] if after else 0
        row = {"position": position, **normalize_fields(fields)}
        return self.add("claims", Claim(id=new_id(), text=clean_line(text), **row))

    def add_claims(self, rows: Iterable[Mapping[str, Any]], *, after: Named = "") -> ChangeSet:
        """Add claims after another one, or at the end, as one change set; `rows` hold a text and other fields."""
        cleaned = [normalize_fields({**row}) for row in rows]
        if after:
            positions = edits.free_positions_after(self.case, self.key("claims", after), len(cleaned))
            cleaned = [{"position": place, **row} for place, row in zip(positions, cleaned, strict=True)]
        for row in cleaned:
            require(row.get("text"), "a claim needs a text")
        return self.add("claims", *(Claim(id=new_id(), **row) for row in cleaned))

    def edit_all(self, table: str, values: Mapping[str, Mapping[str, Any]]) -> ChangeSet:
        """Change fields of several rows, given by key, as one change set."""
        return self.commit(self.plan_edits(table, values))

    def plan_edits(self, table: str, values: Mapping[str, Mapping[str, Any]]) -> list[Edit]:
        """Return what `edit_all` would change. Raises InvalidError for a claim without a text."""
        cleaned = {key: normalize_fields({**fields}) for key, fields in values.items()}
        for fields in cleaned.values():
            require(fields.get("text", "text"), "a claim needs a text")
        return [edit for key, fields in cleaned.items() for edit in edits.edit(self.record, table, key, **fields)]

    def flag(self, claim: Named, flagged: bool = True) -> ChangeSet:
        """Flag a claim, to come back to it, or remove its flag."""
        return self.change("claims", self.key("claims", claim), flagged=flagged)

    def waive(self, claim: Named, warning: str, reason: str) -> ChangeSet:
        """Dismiss a warning about a claim's verdict, with a reason. Raises UnknownError, InvalidError."""
        require(clean_line(reason), "a waiver needs a reason")
        return self.commit(waivers.waive(self.record, self.key("claims", claim), warning, clean_line(reason)))

    def unwaive(self, claim: Named, warning: str) -> ChangeSet:
        """Show a warning again that was dismissed."""
        return self.commit(waivers.unwaive(self.record, self.key("claims", claim), warning))

    def retitle(self, title: str) -> ChangeSet:
        """Change the title of the case."""
        require(clean_line(title), "a case needs a title")
        return self.commit(edits.retitle(self.case, clean_line(title)))

    def ask_for_warnings(self, *names: str) -> ChangeSet:
        """Set which warnings the case asks for under all circumstances, such as "no-sign-off"; none by default.

        Raises UnknownError for a warning that nobody can ask for.
        """
        for name in names:
            if name not in ASKED_FOR:
                raise UnknownError(f"no warning {name!r} to be asked for; there are {', '.join(ASKED_FOR)}")
        return self.commit(edits.ask_for_warnings(self.case, names))

    def set_rules(self, **rules: bool | str) -> ChangeSet:
        """Set how several checkers work: `blind`, and `verdict`: what stands where they differ. See CaseInfo."""
        return self.commit(edits.edit(self.record, "case", CASE_KEY, **rules))

    def move(self, claim: Named, place: int) -> ChangeSet:
        """Move a claim to a place in the order of the case, counted from 0 among the others."""
        return self.commit(edits.move(self.case, self.key("claims", claim), place))

    def remove(self, table: str, *names: Named) -> ChangeSet:
        """Remove claims, sources, excerpts or entries; with a claim its excerpts, verdicts and entries.

        Raises InvalidError for a source that is still quoted.
        """
        return self.commit(edits.remove(self.record, table, *(self.key(table, name) for name in names)))

    def forget(self, *names: str) -> ChangeSet:
        """Remove excerpts and entries, named by ref or id, for good: from case, history and the copies beside the case.

        Those that were removed before can be named too. Raises UnknownError, and NotForgottenError with the files
        that still hold the text; opening the case again removes it there.
        """
        rows = dict.fromkeys(forgetting.find(self.case, name) for name in names)
        changes = self.commit([edit for row in rows for edit in forgetting.forget(self.record, row)])
        self.store.purge()
        return changes
