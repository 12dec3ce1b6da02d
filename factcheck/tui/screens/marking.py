"""A screen on which one source is read: its text, where it is quoted, and the claim for which it is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from time import monotonic

from textual.getters import query_one

from factcheck.desk import Desk
from factcheck.document import Document
from factcheck.library import Library
from factcheck.model import Claim, Excerpt, Source
from factcheck.quotes import Anchor
from factcheck.tui.screens.desk_screen import DeskScreen
from factcheck.tui.widgets.prose import Prose
from factcheck.tui.widgets.prose_marks import Marks

PATIENCE, TURN = 0.008, 0.004
"""Seconds for which quotes are sought at a time, and that others have between."""


class Marking(DeskScreen):
    """Finds where the excerpts of a source stand, a few at a time, those for the claim first."""

    prose = query_one(Prose)

    def __init__(
        self, desk: Desk, keymap: Mapping[str, str], library: Library, source: Source, document: Document
    ) -> None:
        """Read `document`, the text of `source`."""
        super().__init__(desk, keymap)
        self.library = library
        self.source = source
        self.document = document
        self.claim_id = ""
        self._anchors: dict[Excerpt, Anchor] = {}
        self._left: Iterator[Excerpt] = iter(())

    @property
    def claim(self) -> Claim | None:
        """The claim for which the source is read."""
        return self.desk.case.claims.get(self.claim_id)

    def where(self, excerpt: Excerpt) -> Anchor:
        """Return where an excerpt stands; it is sought once."""
        if excerpt not in self._anchors:
            self._anchors[excerpt] = self.library.anchor(excerpt.id)
        return self._anchors[excerpt]

    def mark(self) -> None:
        """Mark what is quoted as the case is now; what was not sought yet follows soon."""
        case, prose = self.desk.case, self.prose
        claim = self.claim
        own = [excerpt for excerpt in case.excerpts_of(claim.id) if excerpt.source == self.source.id] if claim else []
        prose.marks, prose.own = Marks(), frozenset(excerpt.id for excerpt in own)
        for excerpt in [*own, *(excerpt for excerpt in self._anchors if excerpt.id in case.excerpts)]:
            if case.excerpts[excerpt.id] == excerpt:
                self._mark(excerpt)
        self._left = (case.excerpts[key] for key in list(case.quoting(self.source.id)) if key in case.excerpts)
        self._mark_more(self._left)

    def _mark(self, excerpt: Excerpt) -> None:
        self.prose.marks.add(excerpt.id, excerpt.stance, self.where(excerpt).parts)

    def _mark_more(self, left: Iterator[Excerpt]) -> None:
        """Seek quotes for a moment, unless all is marked anew; then others have their turn."""
        if left is not self._left or not self.is_attached:
            return
        until = monotonic() + PATIENCE
        for excerpt in left:
            if excerpt not in self._anchors:
                self._mark(excerpt)
            if monotonic() > until:
                self.call_later(self._wait, left)
                break
        self.prose.redraw()

    async def _wait(self, left: Iterator[Excerpt]) -> None:
        await asyncio.sleep(TURN)
        self._mark_more(left)
