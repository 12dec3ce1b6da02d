"""Several verdicts and excerpts as one change set: saved together, or not at all."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factcheck.case import edits
from factcheck.case.changes import ChangeSet, Edit
from factcheck.case.input import normalize_fields, parse_confidence, parse_stance, require
from factcheck.case.records import Confidence, Excerpt, Stance, Verdict, new_id, verdict_key
from factcheck.errors import InvalidError

if TYPE_CHECKING:
    from factcheck.workspace.workspace import Named, Workspace


class ChangeBatch:
    """Collects verdicts and excerpts for a case, which is not changed before `save`.

    As a context manager it saves at the end of the block, unless the block raised.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Collect for the case in `workspace`."""
        self._workspace = workspace
        self._edits: list[Edit] = []
        self._decided: dict[str, Verdict | None] = {}
        """The claims that are decided, each with the checker's verdict before."""
        self._excerpts: list[Excerpt] = []

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
        workspace = self._workspace
        case, claim_id = workspace.case, workspace.key("claims", claim)
        given = {"rationale": rationale, "confidence": parse_confidence(confidence), "condition": condition}
        written = normalize_fields({name: value for name, value in given.items() if value is not None})
        if claim_id in self._decided:
            raise InvalidError(f"{case.claims[claim_id].ref} is decided twice")
        chosen = case.scale.find(label)
        self._edits += edits.decide(case, claim_id, workspace.checker, chosen, workspace.now(), **written)
        before = case.verdicts.get(verdict_key(claim_id, workspace.checker))
        self._decided[claim_id] = before if before and before.label not in {None, chosen.id} else None

    def add_excerpt(self, claim: Named, source: Named, quote: str, *, stance: Stance | str, **fields: Any) -> None:
        """Add a quotation from a source with its stance towards a claim; see `Workspace.add_excerpt`."""
        workspace = self._workspace
        quoted = quote.strip()
        require(quoted, "an excerpt needs a quote")
        source_id = workspace.key("sources", source)
        if not fields.keys() & {"prefix", "suffix", "start", "end"}:
            from factcheck.workspace.excerpts import locator_of, place_of

            place = place_of(workspace.documents, source_id, quoted)
            if not fields.get("locator"):
                fields |= locator_of(workspace.documents, source_id, place["start"])
            fields |= place
        self._excerpts.append(
            Excerpt(
                id=new_id(),
                claim=workspace.key("claims", claim),
                source=source_id,
                stance=parse_stance(stance),
                quote=quoted,
                by=workspace.checker,
                at=workspace.now(),
                **normalize_fields(fields),
            )
        )

    def save(self) -> ChangeSet:
        """Save what was collected as one change set; what was written for another label becomes a draft."""
        workspace = self._workspace
        added = edits.add(workspace.case, "excerpts", *self._excerpts)
        changes = workspace.commit([*self._edits, *added])
        for before in filter(None, self._decided.values()):
            workspace.drafts.keep_written(before)
        self._edits, self._decided, self._excerpts = [], {}, []
        return changes
