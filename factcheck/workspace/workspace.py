"""The workspace: a case, where it is kept, and who works on it. Both faces talk to this object only.

Every wish goes the same way: `edits` says which rows it would change, the workspace signs that, the store
makes it durable, and only then is it told to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Batch, Edit, inverse, sign
from factcheck.case.input import Clock, checker_name, require, stamp, typed, utc_now
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, new_id, verdict_key
from factcheck.errors import ConflictError, FactcheckError, ForeignError, NotSavedError
from factcheck.quotes import AnchorOf, unanchored
from factcheck.storage import Beside, CaseStorage, Observation, Texts
from factcheck.text import clean, clean_line, visible_line
from factcheck.workspace.drafts import Drafting

if TYPE_CHECKING:
    from factcheck.imports.candidates import Found
    from factcheck.imports.planner import Plan

R = TypeVar("R", Claim, Source, Excerpt)


class Workspace:
    """A checker at work on a case. Use as a context manager, or call `close`."""

    def __init__(self, store: CaseStorage, checker: str, clock: Clock = utc_now) -> None:
        """Work on the case in `store` as `checker`."""
        self.store = store
        self.checker = checker_name(checker)
        self.clock = clock
        self.drafts = Drafting(store, self.checker)
        self.anchor_of: AnchorOf = unanchored
        """Tells filters and guards how an excerpt stands to its source; set by who can look into the texts."""
        self._texts = Texts(store.beside.sources)

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
        """Open the case at `path`; `watch` is told what there is of it and its share. Raises UnreadableError."""
        return cls(CaseStorage(path, checker=checker_name(checker), write=write, watch=watch), checker, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except FactcheckError:
            if error is None:  # else that is what went wrong first
                raise

    def close(self) -> None:
        """Fold the journal and let the case go.

        Where the case can be written neither to its place nor beside, it goes into the user's state directory, and
        ForeignError says so. Raises NotSavedError where that fails too.
        """
        try:
            self.store.close()
        except NotSavedError as error:
            path = self._rescue(error)
            why = str(error).removeprefix("NOT saved: ")
            raise ForeignError(f"{why}; your whole case is saved in {visible_line(str(path))}") from error

    def _rescue(self, refusal: NotSavedError) -> Path:
        from factcheck.workspace.state import state_path

        directory = state_path().with_name("rescued")
        try:
            return self.store.save_copy_in(directory)
        except NotSavedError as error:
            raise refusal from error

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.store.case

    @property
    def path(self) -> Path:
        """Where the case is."""
        return self.store.path

    @property
    def texts(self) -> Texts:
        """The documents beside the case."""
        return self._texts

    @property
    def recovered(self) -> int:
        """How many changes an earlier run left in the journal, safe but not yet in db.json."""
        return self.store.recovered

    @property
    def lost(self) -> str:
        """What a crash left that could not be read, and where it is kept; empty when nothing."""
        return self.store.lost

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty when it can."""
        return self.store.read_only

    def holder(self) -> str:
        """Return who else has the case open for changes; empty when nobody has."""
        return self.store.holder()

    # Verdicts

    def decide(self, claim_id: str, label_id: str, **written: Any) -> Batch:
        """Give a claim a label of the scale; `written` may hold confidence, rationale and condition.

        What was written for another label becomes a draft, unless there is one: no reason for this label, and not lost.
        """
        label = self.case.scale.label(label_id)
        before = self.case.verdicts.get(verdict_key(claim_id, self.checker))
        batch = self._do(edits.decide(self.case, claim_id, self.checker, label, self._now(), **typed(written)))
        if before and before.label not in {None, label.id}:
            self.drafts.keep_written(before)
        return batch

    def withdraw(self, claim_id: str) -> Batch:
        """Take the checker's own verdict back."""
        return self._do(edits.withdraw(self.case, claim_id, self.checker, self._now()))

    def set_confidence(self, claim_id: str, confidence: Confidence | None) -> Batch:
        """Say how sure the checker is of the own verdict."""
        return self._do(edits.set_confidence(self.case, claim_id, self.checker, confidence))

    def set_rationale(self, claim_id: str, rationale: str, condition: str) -> Batch:
        """Write why, and under which condition; a draft of it is gone then."""
        written = clean(rationale), clean_line(condition)
        batch = self._do(edits.set_rationale(self.case, claim_id, self.checker, *written, self._now()))
        with suppress(NotSavedError):  # the rationale is saved; a draft that stays does no harm
            self.drafts.drop(claim_id)
        return batch

    # Claims, sources, excerpts

    def set_stance(self, excerpt_id: str, stance: Stance) -> Batch:
        """File an excerpt under another stance."""
        return self._do(edits.set_stance(self.case, excerpt_id, stance))

    def add_claim(self, text: str, *, after: str = "", **fields: Any) -> Batch:
        """Add a claim behind the one with the id `after`, if there is room, or at the end; `fields` as in Claim."""
        require(clean_line(text), "a claim needs a text")
        place = edits.room_after(self.case, after) if after else 0
        return self._add("claims", Claim(id=new_id(), text=clean_line(text), **{"position": place, **typed(fields)}))

    def add_claims(self, rows: Iterable[Mapping[str, Any]]) -> Batch:
        """Add claims at the end of the case, as one; each of `rows` holds fields as in Claim, a text at least."""
        written = [typed({**row}) for row in rows]
        for row in written:
            require(row.get("text"), "a claim needs a text")
        return self._do(edits.add_claims(self.case, [Claim(id=new_id(), **row) for row in written]))

    def add_source(self, *, joins: str = "", **fields: Any) -> Batch:
        """Add a source; `fields` as in Source. It is taken back with the batch `joins`, if that is the last one."""
        return self._add("sources", Source(id=new_id(), **typed(fields)), joins)

    def add_excerpt(self, claim_id: str, source_id: str, stance: Stance, quote: str, **fields: Any) -> Batch:
        """Add a quotation with its stance towards a claim; `fields` as in Excerpt."""
        require(quote.strip(), "an excerpt needs a quote")
        return self._add(
            "excerpts",
            Excerpt(
                id=new_id(),
                claim=claim_id,
                source=source_id,
                stance=stance,
                quote=quote.strip(),
                by=self.checker,
                at=self._now(),
                **typed(fields),
            ),
        )

    def edit(self, table: str, key: str, **values: Any) -> Batch:
        """Change fields of a claim, source or excerpt."""
        values = typed(values)
        require(values.get("text", "text"), "a claim needs a text")
        require(values.get("quote", "quote").strip(), "an excerpt needs a quote")
        return self._do(edits.edit(self.case, table, key, **values))

    def waive(self, claim_id: str, guard: str, reason: str) -> Batch:
        """Let a guard's warning about a claim rest, for a reason that is kept. Raises UnknownError, InvalidError."""
        require(clean_line(reason), "a waiver needs a reason")
        return self._do(edits.waive(self.case, claim_id, guard, clean_line(reason)))

    def unwaive(self, claim_id: str, guard: str) -> Batch:
        """Take a waiver back."""
        return self._do(edits.unwaive(self.case, claim_id, guard))

    def edit_all(self, table: str, values: Mapping[str, Mapping[str, Any]]) -> Batch:
        """Change fields of several rows, by key, as one."""
        return self._do(
            wished
            for key, fields in values.items()
            for wished in edits.edit(self.case, table, key, **typed({**fields}))
        )

    def plan(self, found: Found, **wanted: Any) -> Plan:
        """Return what taking in what was found in a file would do; `wanted` as in `taking_in.plan`."""
        from factcheck.imports.planner import plan

        return plan(self.case, found, self.checker, self._now(), **wanted)

    def take(self, plan: Plan) -> Batch:
        """Do what was planned, all of it as one or nothing. Raises ConflictError where the case has changed since."""
        if plan.based_on != len(self.case.history):
            raise ConflictError("the case has changed since this was planned; look at the file again")
        return self._do(plan.edits)

    def retitle(self, title: str) -> Batch:
        """Give the case another title."""
        require(clean_line(title), "a case needs a title")
        return self._do(edits.retitle(self.case, clean_line(title)))

    def move(self, claim_id: str, place: int) -> Batch:
        """Put a claim at a place in the order of the case, counted from 0 among the others."""
        return self._do(edits.move(self.case, claim_id, place))

    def remove(self, table: str, *keys: str) -> Batch:
        """Remove claims, sources or excerpts, with what hangs on them."""
        return self._do(edits.remove(self.case, table, *keys))

    def forget(self, name: str) -> Batch:
        """Remove an excerpt, named by ref or id, for good: from the case, its history and the copies beside it.

        One that was removed before can be named too. Raises UnknownError, NotFoldedError.
        """
        batch = self._do(edits.forget(self.case, edits.forgettable(self.case, name)))
        self.store.purge()
        return batch

    # Back and forth

    def undo(self) -> Batch:
        """Take the last change back; return what was taken back, nothing when there is nothing."""
        taken_back = self.case.history.undoable
        self._reverse(taken_back)
        return taken_back

    def redo(self) -> Batch:
        """Make the last change that was taken back again; return it, nothing when there is nothing."""
        return self._reverse(self.case.history.redoable)

    # When another program has changed the file (ForeignError)

    def reload(self) -> None:
        """Take over what the file says now, and make the own changes that it lacks on top. Raises ConflictError."""
        self.store.reload()

    def observe(self, *, read: bool = False) -> Observation:
        """Return what other programs have made of the file; with `read` it is seen whether it is a case still."""
        return self.store.observe(read=read)

    def keep_mine(self) -> Path | None:
        """Replace the file by the own case; return where the other program's is kept, None if there was no file."""
        return self.store.keep_mine()

    def save_beside(self) -> Path:
        """Write the own case and its documents into a new file and directory, and return where the file is.

        Goes on with what the old file says now or, where that is no case any more, with the new one.
        """
        before = self.store.path
        mine = self.store.save_beside()
        with suppress(NotSavedError):  # the documents are where they were
            self._texts.copy_to(Beside.of(mine).sources)
        if self.store.path != before:
            self._moved()
        return mine

    def move_to(self, path: Path) -> None:
        """Write the case and its documents to a new place, made where it is missing, and go on there.

        Raises ExistsError, NotSavedError, ReadOnlyError.
        """
        self.store.move_to(path.expanduser().absolute())
        with suppress(NotSavedError):  # they are where they were; the case says which are missing
            self._texts.copy_to(self.store.beside.sources)
        self._moved()

    def take_over(self) -> None:
        """Open the case for changes where its holder has left. Raises ReadOnlyError, UnreadableError."""
        self.store.take_over()
        self.drafts.reopen()

    def _moved(self) -> None:
        self._texts = Texts(self.store.beside.sources)
        self.drafts.move()

    # Out and away

    def fold(self) -> bool:
        """Move what was saved in the journal into db.json."""
        return self.store.fold()

    def select(self, words: str) -> list[Claim]:
        """Return the claims that pass the filter `words`."""
        from factcheck.workspace import filter as query

        return query.select(self.case, words, self.anchor_of)

    def _add(self, table: str, record: R, joins: str = "") -> Batch:
        return self._save(edits.add(self.case, table, record), (), joins)

    def _reverse(self, batch: Batch) -> Batch:
        wished, undone = zip(*inverse(batch), strict=True) if batch else ((), ())
        return self._save(wished, undone)

    def _do(self, wished: Iterable[Edit]) -> Batch:
        return self._save(wished, ())

    def _save(self, wished: Iterable[Edit], undone: Iterable[str], joins: str = "") -> Batch:
        """Save edits as a batch, or as more of the batch `joins`, unless another change came since."""
        last = self.case.history.undoable[:1]
        batch = sign(wished, self.checker, self._now(), undone, joins if last and last[0].batch == joins else "")
        if batch:
            self.store.save(batch)
        return batch

    def _now(self) -> str:
        """Return the time for a change: never before the last one, should the clock go back."""
        return max(stamp(self.clock()), self.case.history.last_at)
