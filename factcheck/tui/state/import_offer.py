"""What a file offers: to be imported as one change, or, if it is a copy of the case, to be merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.documents.options import without_remedies
from factcheck.imports.label_mapping import MappedLabel
from factcheck.imports.plan import Plan, PlanLine
from factcheck.text import visible_line
from factcheck.tui.render.import_preview import MERGED, STATUSES, PreviewLine
from factcheck.tui.render.styles import MUTED
from factcheck.workspace.import_or_merge import plan_import_or_merge
from factcheck.workspace.merge_copies import MergePlan, apply_merge
from factcheck.workspace.workspace import Workspace

_LABELS = 6
_NOTHING_NEW = "Nothing new: the case has everything in this file."
_HOW = "space takes over what differs on a line, a all of it; enter imports as one change"


class Taken(NamedTuple):
    """What came of taking an offer: the change that was made, with the number of differences that were not taken.

    A merge makes no change of its own: `merged` says what it did.
    """

    batch: Batch = ()
    untaken: int = 0
    merged: str = ""


class Offer(Protocol):
    """What a file offers, before it is taken: a line for each row, and what is said above and below them.

    `differing` are the lines of which one chooses whether they are taken.
    """

    verb: str
    lines: Sequence[PreviewLine]
    differing: Set[PlanLine]
    about: Content
    hint: str
    labels: Sequence[MappedLabel]

    def has(self, chosen: Set[PlanLine]) -> bool:
        """Return whether there is anything to take, with these differences."""

    def take(self, chosen: Set[PlanLine]) -> Taken:
        """Take it, with these differences. Raises FactcheckError."""


def offer_of(workspace: Workspace, path: Path, data: bytes, asked: Mapping[str, Any]) -> Offer:
    """Return what a file offers to a case, read as `asked`. Raises FactcheckError."""
    plan = plan_import_or_merge(workspace, path, data, **asked)
    return MergeOffer(workspace, plan) if isinstance(plan, MergePlan) else ImportOffer(workspace, plan)


class ImportOffer:
    """A file of claims, evidence or verdicts: its rows become one change of the checker."""

    verb = "Import"

    def __init__(self, workspace: Workspace, plan: Plan) -> None:
        """Offer what `plan` would import."""
        self._workspace = workspace
        self._plan = plan
        self.lines: Sequence[PreviewLine] = [line for status in STATUSES for line in plan.of(status)]
        self.differing: Set[PlanLine] = set(plan.differing)
        self.about = _about_import(plan)
        self.labels: Sequence[MappedLabel] = plan.labels
        self.hint = _NOTHING_NEW
        if plan.differing:
            self.hint = _HOW
        elif plan.edits:
            self.hint = "enter imports it as one change that can be undone"

    def has(self, chosen: Set[PlanLine]) -> bool:
        """Return whether there is anything to import."""
        return bool(self._plan.edits or chosen)

    def take(self, chosen: Set[PlanLine]) -> Taken:
        """Import the rows, with the differences that were chosen."""
        differing = self._plan.differing
        plan = self._plan.with_updates((line for line in differing if line in chosen), self._workspace.now())
        return Taken(self._workspace.apply(plan), len(differing) - len(chosen))


class MergeOffer:
    """A copy of the case, or a file of changes: what others changed there becomes part of the case, as theirs."""

    verb = "Merge"
    labels: Sequence[MappedLabel] = ()
    differing: Set[PlanLine] = frozenset()

    def __init__(self, workspace: Workspace, plan: MergePlan) -> None:
        """Offer what `plan` would merge."""
        self._workspace = workspace
        self._plan = plan
        self.lines: Sequence[PreviewLine] = [line for what in MERGED for line in plan.lines if line.what == what]
        self.about = Content("\n").join(
            [
                Content.styled(plan.summary, "bold"),
                Content.styled("a copy of this case, or changes of one: every change keeps its checker", MUTED),
            ]
        )
        self.hint = _NOTHING_NEW if plan.is_empty else "enter merges it; what is contested can be settled afterwards"

    def has(self, chosen: Set[PlanLine]) -> bool:
        """Return whether there is anything to merge."""
        return not self._plan.is_empty

    def take(self, chosen: Set[PlanLine]) -> Taken:
        """Merge the copy."""
        apply_merge(self._workspace, self._plan)
        return Taken(merged=self._plan.summary)


def _about_import(plan: Plan) -> Content:
    """Return how much of what the file holds has which status, what became of its labels, and how it was read."""
    counts = [plan.summary(status) for status in STATUSES if any(plan.of(status))]
    labels = [str(each) for each in plan.labels if each.label is None or each.label.casefold() != each.words.casefold()]
    lines = [
        (" · ".join(counts), "bold"),
        (f"labels: {', '.join(labels[:_LABELS])}" if labels else "", ""),
        ("; ".join((plan.format, *(visible_line(without_remedies(note)) for note in plan.notes))), MUTED),
    ]
    return Content("\n").join(Content.styled(words, style) for words, style in lines if words)
