"""The workspace: a case in use, with its storage, its documents, its search and who works on it.

The command line, the screens and Python programs talk to this object only. Every change goes the same way: `edits`
says which rows it would change, the workspace signs that, the storage makes it durable, and only then is it returned,
as a change set. Claims, sources and excerpts are named by their ref (C12), their id, their record, or by the change set
that added them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar, overload

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Batch, ChangeSet, Edit, inverse, sign
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
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, new_id
from factcheck.errors import (
    ConflictError,
    FactcheckError,
    ForeignError,
    GoneError,
    InvalidError,
    NotSavedError,
    UnknownError,
)
from factcheck.storage import CasePaths, CaseStorage, DocumentStore, Observation
from factcheck.text import clean, clean_line, visible_line
from factcheck.workspace.change_batch import ChangeBatch
from factcheck.workspace.drafts import DraftStore

if TYPE_CHECKING:
    from factcheck.imports.candidates import Candidates
    from factcheck.imports.plan import Plan
    from factcheck.quotes import QuoteCheck
    from factcheck.workspace.import_file import ImportResult
    from factcheck.workspace.library import Library
    from factcheck.workspace.quote_checks import QuoteChecker
    from factcheck.workspace.results import AddResult
    from factcheck.workspace.search import EvidenceSearch, Suggestion

Named: TypeAlias = "str | Claim | Source | Excerpt | ChangeSet | AddResult"
"""How a claim, source or excerpt is named: by its ref, its id, its record, or what was returned when it was added."""

R = TypeVar("R", Claim, Source, Excerpt)


class Workspace:
    """A checker at work on a case. Use as a context manager, or call `close`."""

    def __init__(self, store: CaseStorage, checker: str, clock: Clock = utc_now) -> None:
        """Work on the case in `store` as `checker`."""
        self.store = store
        self.checker = checker_name(checker)
        self.clock = clock
        self.drafts = DraftStore(store, self.checker)
        self._texts = DocumentStore(store.beside.sources)

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
    def texts(self) -> DocumentStore:
        """The documents beside the case."""
        return self._texts

    def owns(self, path: Path) -> bool:
        """Tell whether a path is one of the case's own files, or among its documents."""
        return self.store.beside.owns(path)

    @cached_property
    def quote_checks(self) -> QuoteChecker:
        """How the excerpts stand to the texts of their sources: checked when first asked for, then kept."""
        from factcheck.workspace.quote_checks import QuoteChecker

        return QuoteChecker(self)

    @cached_property
    def documents(self) -> Library:
        """The documents behind the sources, and how the excerpts stand in them."""
        from factcheck.workspace.library import Library

        return Library(self)

    @cached_property
    def search(self) -> EvidenceSearch:
        """The search for evidence in the texts of the sources."""
        from factcheck.workspace.search import EvidenceSearch

        return EvidenceSearch(self.documents)

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

    # What is there

    def claims(self, only: str = "") -> list[Claim]:
        """Return the claims that pass the filter `only`, in their order. Raises UnknownError."""
        return self.select(only)

    def sources(self) -> list[Source]:
        """Return the sources, in the order in which they were added."""
        return list(self.case.sources.values())

    def excerpts(self, claim: Named) -> list[Excerpt]:
        """Return the excerpts of a claim. Raises UnknownError."""
        return list(self.case.excerpts_of(self.key("claims", claim)))

    def key(self, table: str, named: Named) -> str:
        """Return the key of a row: the id of a claim, source or excerpt, however it is named.

        Raises UnknownError, and GoneError for the id of a row that was removed.
        """
        name = named if isinstance(named, str) else named.key if isinstance(named, ChangeSet) else named.id
        try:
            return self.case.key(table, name)
        except UnknownError as error:
            if self.case.history.changes_of([f"{table}/{name}"]):
                raise GoneError("it is gone by now: removed, or taken back") from error
            raise

    def verify(self, *names: str) -> list[tuple[Excerpt, QuoteCheck]]:
        """Return how excerpts stand in the texts of their sources: all, or those of the claims and excerpts named.

        They are in the order of the claims, or as named. Raises UnknownError.
        """
        wanted = [key for name in names for key in self._excerpts_named(name)]
        if not names:
            wanted = [found.id for claim in self.case.in_order() for found in self.case.excerpts_of(claim.id)]
        checks = {excerpt.id: (excerpt, check) for excerpt, check in self.quote_checks.standings(wanted)}
        return [checks[key] for key in dict.fromkeys(wanted) if key in checks]

    def _excerpts_named(self, name: str) -> list[str]:
        with suppress(UnknownError):
            return [self.case.key("excerpts", name)]
        with suppress(UnknownError):
            return [found.id for found in self.case.excerpts_of(self.case.key("claims", name))]
        raise UnknownError(f"no claim or excerpt {name!r} in this case")

    def suggest(self, claim: Named, per_source: int = 3) -> list[Suggestion]:
        """Return the best passages of every source for a claim, the source with the best one first."""
        return self.search.suggest(self.key("claims", claim), per_source)

    @overload
    def export(self, format_name: str, *, only: str = "", options: Mapping[str, str] | None = None) -> bytes: ...
    @overload
    def export(
        self,
        format_name: str,
        path: str | Path,
        *,
        only: str = "",
        options: Mapping[str, str] | None = None,
        overwrite: bool = False,
    ) -> Path: ...
    def export(
        self,
        format_name: str,
        path: str | Path | None = None,
        *,
        only: str = "",
        options: Mapping[str, str] | None = None,
        overwrite: bool = False,
    ) -> bytes | Path:
        """Return the case in a format, or write it to a file and return where.

        `only` is a filter for the claims, `options` what may be asked of the format. Raises UnknownError,
        InvalidError, ExistsError if the file is there and `overwrite` is not set, NotSavedError.
        """
        from factcheck.workspace.export_job import ExportJob

        job = ExportJob(self, format_name, only, options)
        return b"".join(job.chunks()) if path is None else job.to(Path(path), overwrite=overwrite)

    # Verdicts

    def batch(self) -> ChangeBatch:
        """Return a collection of verdicts and excerpts that are saved as one change set, or not at all."""
        return ChangeBatch(self)

    def decide(
        self,
        claim: Named,
        label: str,
        *,
        rationale: str | None = None,
        confidence: Confidence | str | None = None,
        condition: str | None = None,
    ) -> ChangeSet:
        """Give a claim a label of the scale, named by its id, its name or its key.

        What was written for another label becomes a draft, unless there is one: it is no reason for this label.
        Raises UnknownError, InvalidError, NotSavedError.
        """
        batch = self.batch()
        batch.decide(claim, label, rationale=rationale, confidence=confidence, condition=condition)
        return batch.save()

    def withdraw(self, claim: Named) -> ChangeSet:
        """Take the checker's own verdict back."""
        return self.commit(edits.withdraw(self.case, self.key("claims", claim), self.checker, self.now()))

    def set_confidence(self, claim: Named, confidence: Confidence | str | None) -> ChangeSet:
        """Say how sure the checker is of the own verdict. Raises InvalidError while there is none."""
        key, chosen = self.key("claims", claim), parse_confidence(confidence)
        return self.commit(edits.set_confidence(self.case, key, self.checker, chosen))

    def set_rationale(self, claim: Named, rationale: str, condition: str) -> ChangeSet:
        """Write why, and under which condition; a draft of it is gone then."""
        key, written = self.key("claims", claim), (clean(rationale), clean_line(condition))
        batch = self.commit(edits.set_rationale(self.case, key, self.checker, *written, self.now()))
        with suppress(NotSavedError):  # the rationale is saved; a draft that stays does no harm
            self.drafts.drop(key)
        return batch

    # Claims, sources, excerpts

    def set_stance(self, excerpt: Named, stance: Stance | str) -> ChangeSet:
        """Change the stance of an excerpt."""
        return self.commit(edits.set_stance(self.case, self.key("excerpts", excerpt), parse_stance(stance)))

    def add_claim(self, text: str, *, after: Named = "", **fields: Any) -> ChangeSet:
        """Add a claim after another one, if there is room, else at the end; `fields` as in Claim."""
        require(clean_line(text), "a claim needs a text")
        place = edits.free_position_after(self.case, self.key("claims", after)) if after else 0
        return self._add(
            "claims", Claim(id=new_id(), text=clean_line(text), **{"position": place, **normalize_fields(fields)})
        )

    def add_claims(self, rows: Iterable[Mapping[str, Any]]) -> ChangeSet:
        """Add claims at the end of the case, as one; each of `rows` holds fields as in Claim, a text at least."""
        written = [normalize_fields({**row}) for row in rows]
        for row in written:
            require(row.get("text"), "a claim needs a text")
        return self.commit(edits.add(self.case, "claims", *(Claim(id=new_id(), **row) for row in written)))

    @overload
    def add_source(self, document: str | Path, *, allow_private: bool = False, **fields: Any) -> AddResult: ...
    @overload
    def add_source(self, *, joins: str = "", **fields: Any) -> ChangeSet: ...
    def add_source(
        self, document: str | Path = "", *, allow_private: bool = False, joins: str = "", **fields: Any
    ) -> AddResult | ChangeSet:
        """Add a source: a document, given by its path or address, or one of which only `fields` are known.

        `fields` are as in Source. A document is loaded and read, which takes time; one that is a source already stays
        that one. An address of this machine or network is refused unless `allow_private`. A source without a document
        is undone with the batch `joins`, if that is the last one. Raises UnreadableError, NotSavedError.
        """
        if not document:
            return self._add("sources", Source(id=new_id(), **normalize_fields(fields)), joins)
        from factcheck.workspace.import_documents import DocumentImport

        importing = DocumentImport(self, consent="allow_private=True asks it all the same")
        result = importing.add(
            importing.load(importing.plan_one(document), allow_private=allow_private), **normalize_fields(fields)
        )
        importing.finish()
        return result

    def add_excerpt(self, claim: Named, source: Named, quote: str, *, stance: Stance | str, **fields: Any) -> ChangeSet:
        """Add a quotation from a source with its stance towards a claim; `fields` as in Excerpt.

        Where it stands in the source is looked up, unless `fields` say it (`start=None`: not known). Raises
        UnknownError, InvalidError, NotSavedError.
        """
        batch = self.batch()
        batch.add_excerpt(claim, source, quote, stance=stance, **fields)
        return batch.save()

    def sources_with(self, quote: str) -> list[str]:
        """Return the ids of the sources whose text has a quote word for word; reads all texts, so for a thread."""
        from factcheck.workspace.excerpts import sources_with

        return sources_with(self.documents, quote)

    def describe_excerpt(self, batch: Batch) -> str:
        """Return what was done to an excerpt, and how it compares with its source: "E2 added · ≠ altered: 5 → 6"."""
        from factcheck.workspace.excerpts import said

        return said(self.documents, batch)

    def edit(self, table: str, name: Named, **values: Any) -> ChangeSet:
        """Change fields of a claim, source or excerpt. Where an excerpt stands is looked up if its quote is another."""
        key, values = self.key(table, name), normalize_fields(values)
        require(values.get("text", "text"), "a claim needs a text")
        require(values.get("quote", "quote").strip(), "an excerpt needs a quote")
        if table == "excerpts" and values.keys() & {"quote", "source"} and "start" not in values:
            from factcheck.workspace.excerpts import new_place

            values |= new_place(self.documents, self.case.excerpts[key], values)
        return self.commit(edits.edit(self.case, table, key, **values))

    def waive(self, claim: Named, warning: str, reason: str) -> ChangeSet:
        """Dismiss a warning about a claim's verdict, with a reason. Raises UnknownError, InvalidError."""
        require(clean_line(reason), "a waiver needs a reason")
        return self.commit(edits.waive(self.case, self.key("claims", claim), warning, clean_line(reason)))

    def unwaive(self, claim: Named, warning: str) -> ChangeSet:
        """Take a waiver back."""
        return self.commit(edits.unwaive(self.case, self.key("claims", claim), warning))

    def edit_all(self, table: str, values: Mapping[str, Mapping[str, Any]]) -> ChangeSet:
        """Change fields of several rows, by key, as one."""
        return self.commit(
            wished
            for key, fields in values.items()
            for wished in edits.edit(self.case, table, key, **normalize_fields({**fields}))
        )

    def plan(self, found: Candidates, **wanted: Any) -> Plan:
        """Return what taking in what was found in a file would do; `wanted` as in `taking_in.plan`."""
        from factcheck.imports.planner import plan

        return plan(self.case, found, self.checker, self.now(), **wanted)

    def take(self, plan: Plan) -> ChangeSet:
        """Do what was planned, all of it as one or nothing. Raises ConflictError where the case has changed since."""
        if plan.based_on != len(self.case.history):
            raise ConflictError("the case has changed since this was planned; look at the file again")
        return self.commit(plan.edits)

    def import_file(self, path: str | Path, **asked: Any) -> ImportResult:
        """Import claims, evidence and verdicts from a file, as one change; `asked` as in `import_file.plan_file`.

        What the case has already is not added again; what could not be imported is in the result. Raises
        UnreadableError, UnknownError, InvalidError, NotSavedError.
        """
        from factcheck.workspace.import_file import ImportResult, plan_file

        plan = plan_file(self, path, **asked)
        return ImportResult(self.take(plan), plan)

    def retitle(self, title: str) -> ChangeSet:
        """Give the case another title."""
        require(clean_line(title), "a case needs a title")
        return self.commit(edits.retitle(self.case, clean_line(title)))

    def move(self, claim: Named, place: int) -> ChangeSet:
        """Put a claim at a place in the order of the case, counted from 0 among the others."""
        return self.commit(edits.move(self.case, self.key("claims", claim), place))

    def remove(self, table: str, *names: Named) -> ChangeSet:
        """Remove claims, sources or excerpts; with a claim its excerpts and verdicts. Raises InvalidError."""
        return self.commit(edits.remove(self.case, table, *(self.key(table, name) for name in names)))

    def forget(self, *names: str) -> ChangeSet:
        """Remove excerpts, named by ref or id, for good: from the case, its history and the copies beside it.

        Those that were removed before can be named too. Raises UnknownError, and NotForgottenError that says in which
        files the text still is; opening the case again removes it there.
        """
        keys = dict.fromkeys(edits.forgettable(self.case, name) for name in names)
        changes = self.commit([edit for key in keys for edit in edits.forget(self.case, key)])
        self.store.purge()
        return changes

    def quotes_of(self, *names: str) -> set[str]:
        """Return every quote that excerpts have had, named by ref or id, also of those that were removed."""
        keys = {edits.forgettable(self.case, name) for name in names}
        return {quote for key in keys for quote in edits.texts_of(self.case, key, "quote")}

    # Back and forth

    def undo(self, by: str = "") -> ChangeSet:
        """Undo the last change of this checker, or of the checker `by`; return it, nothing when there is none.

        Raises ConflictError where that is no longer possible because of what was changed since.
        """
        undone = ChangeSet(self.case.history.undoable_by(by or self.checker))
        self._reverse(undone, "undone")
        return undone

    def redo(self, by: str = "") -> ChangeSet:
        """Redo what this checker, or the checker `by`, has undone last; return it, nothing when there is none.

        Raises ConflictError where that is no longer possible because of what was changed since.
        """
        return self._reverse(ChangeSet(self.case.history.redoable_by(by or self.checker)), "redone")

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
            self._texts.copy_to(CasePaths.of(mine).sources)
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
        self._texts = DocumentStore(self.store.beside.sources)
        self.drafts.move()

    # Out and away

    def fold(self) -> bool:
        """Move what was saved in the journal into db.json."""
        return self.store.fold()

    def select(self, words: str) -> list[Claim]:
        """Return the claims that pass the filter `words`."""
        from factcheck.workspace import filter as query

        return query.select(self.case, words, self.quote_checks.lookup())

    def commit(self, wished: Iterable[Edit]) -> ChangeSet:
        """Save edits as one change set. Raises NotSavedError; then nothing was changed."""
        return self._save(wished, ())

    def _add(self, table: str, record: R, joins: str = "") -> ChangeSet:
        return self._save(edits.add(self.case, table, record), (), joins)

    def _reverse(self, batch: ChangeSet, done: str) -> ChangeSet:
        wished, undone = zip(*inverse(batch), strict=True) if batch else ((), ())
        try:
            return self._save(wished, undone)
        except ForeignError:
            raise
        except (ConflictError, InvalidError) as error:
            raise ConflictError(f"NOT {done}: {self._why_not(batch, error)}") from error

    def _why_not(self, batch: ChangeSet, error: FactcheckError) -> str:
        """Return what cannot be undone and why: who has changed a row of it since; otherwise what `error` says."""
        from factcheck.case.describe import describe

        case = self.case
        since = (later for change in batch for later in reversed(case.history.changes_after(change, [change.target])))
        later = next(since, None)
        why = error if later is None else f"changed since by {later.by} ({describe(case, (later,))})"
        return f"{describe(case, batch)}: {why}"

    def _save(self, wished: Iterable[Edit], undone: Iterable[str], joins: str = "") -> ChangeSet:
        """Save edits as a batch, or as more of the batch `joins`, unless another change came since."""
        last = self.case.history.undoable[:1]
        batch = sign(wished, self.checker, self.now(), undone, joins if last and last[0].batch == joins else "")
        if batch:
            self.store.save(batch)
        return batch

    def now(self) -> str:
        """Return the time for a change: never before the last one, should the clock go back."""
        return max(stamp(self.clock()), self.case.history.last_at)
