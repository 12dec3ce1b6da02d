"""A screen on which one source is read: its text, where it is quoted, and the claim for which it is read."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic

from textual.getters import query_one

from factcheck.case.document import Document
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.quotes import Anchor, State
from factcheck.tui.controllers.quote_checks import Anchored
from factcheck.tui.widgets.prose.marks import Marks
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.workspace.library import Library
from factcheck.workspace.workspace import Workspace

PATIENCE, TURN = 0.008, 0.004
"""Seconds for which quotes are sought at a time, and that others have between."""


@dataclass(eq=False)
class Fresh:
    """Marks that are being made: the excerpts that are left, by id, and those that must be looked for."""

    left: Iterator[str]
    marks: Marks = field(default_factory=Marks)
    unknown: list[Excerpt] = field(default_factory=list)


class Marking(Anchored):
    """Finds where the excerpts of a source stand, a few at a time, those for the claim first."""

    prose = query_one(Prose)

    def __init__(
        self, workspace: Workspace, keymap: Mapping[str, str], library: Library, source: Source, document: Document
    ) -> None:
        """Read `document`, the text of `source`."""
        super().__init__(workspace, keymap)
        self.library = library
        self.source = source
        self.document = document
        self.claim_id = ""
        self._standing = False
        self._fresh = Fresh(iter(()))
        self._sought: list[Excerpt] = []

    @property
    def claim(self) -> Claim | None:
        """The claim for which the source is read."""
        return self.workspace.case.claims.get(self.claim_id)

    def begin(self, workspace: Workspace) -> None:
        """Let the keys work: the text stands."""
        self._standing = True
        super().begin(workspace)

    def leave(self) -> None:
        """Go back to where one was."""
        if self.is_current:
            self._standing = False
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of the reader work while there is a text to read: the program may be on its way out."""
        return self._standing and any(isinstance(child, Prose) for child in self.children)

    def where(self, excerpt: Excerpt) -> Anchor | None:
        """Return where an excerpt stands, as far as that is known; one that stands where it was noted is known."""
        if known := self.library.anchoring.known(excerpt):
            return known.anchor
        start, text = excerpt.start, self.document.text
        if start is None or start < 0 or not text.startswith(excerpt.quote, start):
            return None
        return Anchor(State.EXACT, ((start, start + len(excerpt.quote)),), 1.0)

    def mark(self) -> None:
        """Mark what is quoted as the case is now, for the claim at once; what takes long to seek follows soon."""
        case, prose, claim = self.workspace.case, self.prose, self.claim
        excerpts = case.excerpts_of(claim.id) if claim else []
        own = {excerpt.id: None for excerpt in excerpts if excerpt.source == self.source.id}
        fresh = Fresh(iter([*own, *(key for key in case.quoting(self.source.id) if key not in own)]))
        if not prose.own:  # the first time: better some marks than none
            prose.marks = fresh.marks
        prose.own = frozenset(own)
        self._fresh = fresh
        self._mark_more(fresh)

    def _mark_more(self, fresh: Fresh) -> None:
        """Mark for a moment, unless all is marked anew; then others have their turn."""
        if fresh is not self._fresh or not self.is_attached:
            return
        until = monotonic() + PATIENCE
        for key in fresh.left:
            self._mark(key, fresh)
            if monotonic() > until:
                self.call_later(self._wait, fresh)
                break
        else:
            self._marked(fresh)
        self.prose.redraw()

    def _mark(self, key: str, fresh: Fresh) -> None:
        if key not in self.workspace.case.excerpts:
            return
        excerpt, prose = self.workspace.case.excerpts[key], self.prose
        found = self.where(excerpt)
        if found is None:
            fresh.unknown.append(excerpt)
            return
        if found.source not in {"", self.source.id}:
            return  # its places are those in another text
        fresh.marks.add(key, excerpt.stance, found.parts)
        if key in prose.own and prose.marks is not fresh.marks:
            prose.marks.add(key, excerpt.stance, found.parts)

    def _marked(self, fresh: Fresh) -> None:
        """Show the marks, and have the rest looked for while nobody types."""
        self.prose.marks = fresh.marks
        self.prose.post_message(Prose.Moved())
        if fresh.unknown != self._sought:
            self._sought = fresh.unknown
            self._uncounted = False  # the workbench counts
            self.look_for(fresh.unknown)

    async def _wait(self, fresh: Fresh) -> None:
        await asyncio.sleep(TURN)
        self._mark_more(fresh)

    def show_anchors(self) -> None:
        """Mark what was found meanwhile."""
        if self._standing:
            self.mark()

    def show_counts(self, counts: Counter[State]) -> None:
        """Leave the counts to the workbench."""
