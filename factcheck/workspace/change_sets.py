"""Change sets: several verdicts and excerpts saved as one, and the last one undone or redone."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from factcheck.case import edits
from factcheck.case.changes import ChangeSet, Edit
from factcheck.case.describe import describe
from factcheck.case.ids import new_id
from factcheck.case.input import normalize_fields, parse_confidence, parse_stance, require
from factcheck.case.merging.contested import reversal, settle
from factcheck.case.records import Confidence, Excerpt, Stance, Verdict, verdict_key
from factcheck.errors import ConflictError, FactcheckError, ForeignError, InvalidError
from factcheck.storage.reader import uncollected
from factcheck.workspace.open_case import Named, OpenCase
from factcheck.workspace.same_quote import same_quotes


class ChangeBatch:
    """Collects verdicts and excerpts for a case, which is not changed before `save`.

    As a context manager it saves at the end of the block, unless the block raised.
    """

    def __init__(self, open_case: OpenCase, locate: Callable[[str, str], dict[str, Any]]) -> None:
        """Collect for `open_case`; `locate` returns the position of a quote in a source, as fields of an excerpt."""
        self._open_case = open_case
        self._locate = locate
        self._edits: list[Edit] = []
        self._decided: dict[str, Verdict | None] = {}
        """The claims that are decided, each with the checker's verdict before."""
        self._excerpts: list[Excerpt] = []
        self.known: list[Excerpt] = []
        """Excerpts of the case that quote what was to be added; where the stance is the same, it is not added again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.save()

    def decide(
        self,
        claim: Named,
        label: str,
        *,
        rationale: str | None = None,
        confidence: Confidence | str | None = None,
        condition: str | None = None,
    ) -> None:
        """Give a claim a label of the scale; see `Workspace.decide`. Raises InvalidError for one decided already."""
        open_case = self._open_case
        case, claim_id = open_case.case, open_case.key("claims", claim)
        given = {"rationale": rationale, "confidence": parse_confidence(confidence), "condition": condition}
        fields = normalize_fields({name: value for name, value in given.items() if value is not None})
        if claim_id in self._decided:
            raise InvalidError(f"{case.claims[claim_id].ref} is decided twice")
        chosen = case.scale.find(label)
        own = f"verdicts/{verdict_key(claim_id, open_case.checker)}"
        decided = edits.decide(case, claim_id, open_case.checker, chosen, open_case.now(), **fields)
        if not decided and own in case.history.branched:
            decided = settle(case, own)  # two machines differ, and the label that is shown is given again
        self._edits += decided
        before = case.verdicts.get(verdict_key(claim_id, open_case.checker))
        self._decided[claim_id] = before if before and before.label not in {None, chosen.id} else None

    def add_excerpt(self, claim: Named, source: Named, quote: str, *, stance: Stance | str, **fields: Any) -> None:
        """Add a quotation from a source with its stance towards a claim; see `Workspace.add_excerpt`.

        The same quotation with the same stance is added once.
        """
        open_case = self._open_case
        quoted = quote.strip()
        require(quoted, "an excerpt needs a quote")
        source_id = open_case.key("sources", source)
        if not fields.keys() & {"prefix", "suffix", "start", "end"}:
            given = {name: value for name, value in fields.items() if name != "locator" or value}
            fields = {**self._locate(source_id, quoted), **given}
        excerpt = Excerpt(
            id=new_id(),
            claim=open_case.key("claims", claim),
            source=source_id,
            stance=parse_stance(stance),
            quote=quoted,
            by=open_case.checker,
            at=open_case.now(),
            **normalize_fields(fields),
        )
        there = same_quotes(excerpt, open_case.case.excerpts_of(excerpt.claim))
        self.known += there
        if not any(known.stance is excerpt.stance for known in (*there, *same_quotes(excerpt, self._excerpts))):
            self._excerpts.append(excerpt)

    def save(self) -> ChangeSet:
        """Save what was collected as one change set. Rationales written for another label become drafts.

        Of a draft that is quoted it is stated that it is one, so that quoting it does not make it evidence.
        """
        open_case, case = self._open_case, self._open_case.case
        added = edits.add(case, "excerpts", *self._excerpts)
        roles = edits.state_drafts(case, (each.source for each in self._excerpts if case.is_draft(each.source)))
        changes = open_case.commit([*self._edits, *added, *roles])
        for before in filter(None, self._decided.values()):
            open_case.unsaved.keep_written(before)
        self._edits, self._decided, self._excerpts = [], {}, []
        return changes


def undo(open_case: OpenCase, checker: str) -> ChangeSet:
    """Undo the last change set of a checker; see `Workspace.undo`."""
    with uncollected():
        changes = ChangeSet(open_case.case.history.undoable_by(checker))
        _reverse(open_case, changes, "undone")
    return changes


def redo(open_case: OpenCase, checker: str) -> ChangeSet:
    """Redo what a checker undid last; see `Workspace.redo`."""
    with uncollected():
        return _reverse(open_case, ChangeSet(open_case.case.history.redoable_by(checker)), "redone")


def _reverse(open_case: OpenCase, changes: ChangeSet, done: str) -> ChangeSet:
    reversing, undone = zip(*reversal(open_case.record, changes), strict=True) if changes else ((), ())
    try:
        return open_case.commit(reversing, undone)
    except ForeignError:
        raise
    except (ConflictError, InvalidError) as error:
        raise ConflictError(f"NOT {done}: {_why_not(open_case, changes, error)}") from error


def _why_not(open_case: OpenCase, changes: ChangeSet, error: FactcheckError) -> str:
    """Return what cannot be undone, and why: who has changed the same row since, or else the message of `error`."""
    case = open_case.case
    since = (later for change in changes for later in reversed(case.history.changes_after(change, [change.target])))
    later = next(since, None)
    why = error if later is None else f"changed since by {later.by} ({describe(case, (later,))})"
    return f"{describe(case, changes)}: {why}"
