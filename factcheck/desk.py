"""The desk: a case, where it is kept, and who works on it. Both faces talk to this object only.

Every wish goes the same way: `edits` says which rows it would change, the desk signs that, the store
makes it durable, and only then is it told to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from factcheck import edits, exports, query
from factcheck.case import SHEET, Case
from factcheck.changes import Batch, Change, Edit, inverse
from factcheck.errors import InvalidError
from factcheck.model import Claim, Confidence, Excerpt, Source, Stance, new_id, verdict_key
from factcheck.scale import Scale
from factcheck.store import CaseStorage, Draft, Drafts, create, write_atomically
from factcheck.text import clean, clean_line, slug

R = TypeVar("R", Claim, Source, Excerpt)
Clock = Callable[[], datetime]

SAMPLE = Path(__file__).with_name("sample.json")


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


class Desk:
    """A checker at work on a case. Use as a context manager, or call `close`."""

    def __init__(self, store: CaseStorage, checker: str, clock: Clock = utc_now) -> None:
        """Work on the case in `store` as `checker`."""
        self.store = store
        self.checker = clean_line(checker).replace("/", "-") or "somebody"
        self._clock = clock
        self._drafts = Drafts(store.path.with_name(f"{store.path.name}.drafts"))

    @classmethod
    def open(cls, path: Path, checker: str, *, write: bool = True, clock: Clock = utc_now) -> Self:
        """Open the case at `path`. Raises UnreadableError."""
        return cls(CaseStorage(path, checker=checker, write=write), checker, clock)

    @classmethod
    def start(cls, path: Path, title: str, scale: Scale, checker: str, *, clock: Clock = utc_now) -> None:
        """Begin a new case at `path`. Raises ExistsError where there is a file."""
        case = Case()
        at = _stamp(clock())
        begun = edits.create(clean_line(title) or "Untitled case", scale, at)
        case.apply(_sign(begun, checker, at))
        create(path, case)

    @staticmethod
    def start_sample(path: Path) -> None:
        """Begin with a copy of the sample case at `path`. Raises ExistsError where there is a file."""
        write_atomically(path, [sample_path().read_bytes()], overwrite=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the journal and let the case go."""
        self.store.close()

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.store.case

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty when it can."""
        return self.store.read_only

    # Verdicts

    def decide(self, claim_id: str, label_id: str) -> Batch:
        """Give a claim a label of the scale."""
        label = self.case.scale.label(label_id)
        return self._do(edits.decide(self.case, claim_id, self.checker, label, self._now()))

    def withdraw(self, claim_id: str) -> Batch:
        """Take the checker's own verdict back."""
        return self._do(edits.withdraw(self.case, claim_id, self.checker, self._now()))

    def set_confidence(self, claim_id: str, confidence: Confidence | None) -> Batch:
        """Say how sure the checker is of the own verdict."""
        return self._do(edits.set_confidence(self.case, claim_id, self.checker, confidence, self._now()))

    def set_rationale(self, claim_id: str, rationale: str, condition: str) -> Batch:
        """Write why, and under which condition; a draft of it is gone then."""
        written = clean(rationale), clean_line(condition)
        batch = self._do(edits.set_rationale(self.case, claim_id, self.checker, *written, self._now()))
        self._drafts.drop(verdict_key(claim_id, self.checker))
        return batch

    def draft(self, claim_id: str) -> Draft | None:
        """Return the rationale and condition that were being written for a claim, unsaved."""
        return self._drafts.get(verdict_key(claim_id, self.checker))

    def keep_draft(self, claim_id: str, rationale: str, condition: str) -> None:
        """Keep what is being written, durably, without saving it as the rationale."""
        if not self.read_only:
            self._drafts.keep(verdict_key(claim_id, self.checker), (rationale, condition))

    def drop_draft(self, claim_id: str) -> None:
        """Forget what was being written."""
        self._drafts.drop(verdict_key(claim_id, self.checker))

    # Claims, sources, excerpts

    def set_stance(self, excerpt_id: str, stance: Stance) -> Batch:
        """File an excerpt under another stance."""
        return self._do(edits.set_stance(self.case, excerpt_id, stance))

    def add_claim(self, text: str, **fields: Any) -> Batch:
        """Add a claim at the end of the case; `fields` as in Claim."""
        if not clean_line(text):
            raise InvalidError("a claim needs a text")
        return self._add("claims", Claim(id=new_id(), text=clean_line(text), **fields))

    def add_source(self, **fields: Any) -> Batch:
        """Add a source; `fields` as in Source."""
        return self._add("sources", Source(id=new_id(), **fields))

    def add_excerpt(self, claim_id: str, source_id: str, stance: Stance, quote: str, **fields: Any) -> Batch:
        """Add a quotation with its stance towards a claim; `fields` as in Excerpt."""
        if not quote.strip():
            raise InvalidError("an excerpt needs a quote")
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
                **fields,
            ),
        )

    def edit(self, table: str, key: str, **values: Any) -> Batch:
        """Change fields of a claim, source or excerpt."""
        return self._do(edits.edit(self.case, table, key, **values))

    def retitle(self, title: str) -> Batch:
        """Give the case another title."""
        return self._do(edits.edit(self.case, "case", SHEET, title=clean_line(title)))

    def remove(self, table: str, key: str) -> Batch:
        """Remove a claim, source or excerpt, with what hangs on it."""
        return self._do(edits.remove(self.case, table, key))

    # Back and forth

    def undo(self) -> Batch:
        """Take the last change back; return what was taken back, nothing when there is nothing."""
        return self._reverse(self.case.history.undoable)

    def redo(self) -> Batch:
        """Make the last change that was taken back again; return it, nothing when there is nothing."""
        return self._reverse(self.case.history.redoable)

    # Out and away

    def fold(self) -> bool:
        """Move what was saved in the journal into db.json."""
        return self.store.fold()

    def select(self, words: str) -> list[Claim]:
        """Return the claims that pass the filter `words`."""
        return query.select(self.case, words)

    def export(self, format_name: str, only: str = "") -> str:
        """Return the case, or what the filter `only` lets pass, in a format. The journal is folded first."""
        chosen = exports.find(format_name)
        claims = self.select(only)
        if not self.read_only:
            self.fold()
        return chosen.render(self.case, claims, only)

    def export_to(self, path: Path, format_name: str, only: str = "", *, overwrite: bool = False) -> Path:
        """Write an export to `path` and return where it went. Raises ExistsError, NotSavedError."""
        text = self.export(format_name, only)
        write_atomically(path, [text.encode("utf-8", "replace")], overwrite=overwrite)
        return path.absolute()

    def export_name(self, format_name: str) -> str:
        """Return a file name for an export: made from the title, harmless on every system."""
        return f"{slug(self.case.title) or 'case'}{exports.find(format_name).suffix}"

    def _add(self, table: str, record: R) -> Batch:
        return self._do(edits.add(self.case, table, record))

    def _reverse(self, batch: Batch) -> Batch:
        if batch:
            taken_back, undone = zip(*inverse(batch), strict=True)
            self._save(taken_back, undone)
        return batch

    def _do(self, wished: Iterable[Edit]) -> Batch:
        return self._save(wished, ())

    def _save(self, wished: Iterable[Edit], undone: Iterable[str]) -> Batch:
        batch = _sign(wished, self.checker, self._now(), undone)
        if batch:
            self.store.save(batch)
        return batch

    def _now(self) -> str:
        """Return the time for a change: never before the last one, should the clock go back."""
        return max(_stamp(self._clock()), self.case.history.last_at)


def sample_path() -> Path:
    """Return where the sample case is: in the installed package, or at the top of a checkout."""
    return SAMPLE if SAMPLE.exists() else SAMPLE.parent.parent / "db.json"


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sign(wished: Iterable[Edit], checker: str, at: str, undone: Iterable[str] = ()) -> Batch:
    wished = list(wished)
    ids = [new_id() for _ in wished]
    undoes: list[str | None] = list(undone) or [None] * len(wished)
    return tuple(
        Change(id=change_id, at=at, by=checker, undoes=undo, batch=ids[0], **edit._asdict())
        for change_id, edit, undo in zip(ids, wished, undoes, strict=True)
    )
