"""A screen on which one source is read: its text, where it is quoted, and the claim for which it is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from time import monotonic

from textual.getters import query_one

from factcheck.desk import Desk
from factcheck.document import Document
from factcheck.errors import FactcheckError
from factcheck.library import Library
from factcheck.model import Claim, Excerpt, Source
from factcheck.quotes import Anchor, State
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
        self._standing = False
        self._anchors: dict[Excerpt, Anchor] = {}
        self._left: Iterator[str] = iter(())

    @property
    def claim(self) -> Claim | None:
        """The claim for which the source is read."""
        return self.desk.case.claims.get(self.claim_id)

    def begin(self, desk: Desk) -> None:
        """Let the keys work: the text stands."""
        self._standing = True
        super().begin(desk)

    def leave(self) -> None:
        """Go back to where one was."""
        if self.is_current:
            self._standing = False
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of the reader work while there is a text to read: the program may be on its way out."""
        return self._standing and any(isinstance(child, Prose) for child in self.children)

    def where(self, excerpt: Excerpt) -> Anchor:
        """Return where an excerpt stands; it is sought once. A text that can be read no more is taken for none."""
        if excerpt not in self._anchors:
            try:
                self._anchors[excerpt] = self.library.anchor(excerpt.id)
            except FactcheckError:
                return Anchor(State.NO_TEXT)
        return self._anchors[excerpt]

    def mark(self) -> None:
        """Mark what is quoted as the case is now, for the claim at once; what takes long to seek follows soon."""
        case, prose, claim = self.desk.case, self.prose, self.claim
        excerpts = case.excerpts_of(claim.id) if claim else []
        own = {excerpt.id: None for excerpt in excerpts if excerpt.source == self.source.id}
        marks = Marks()
        if not prose.own:  # the first time: better some marks than none
            prose.marks = marks
        prose.own = frozenset(own)
        self._left = iter([*own, *(key for key in case.quoting(self.source.id) if key not in own)])
        self._mark_more(self._left, marks)

    def _mark_more(self, left: Iterator[str], marks: Marks) -> None:
        """Seek quotes for a moment, unless all is marked anew; then others have their turn."""
        if left is not self._left or not self.is_attached:
            return
        until = monotonic() + PATIENCE
        for key in left:
            self._mark(key, marks)
            if monotonic() > until:
                self.call_later(self._wait, left, marks)
                break
        else:
            self.prose.marks = marks
            self.prose.post_message(Prose.Moved())
        self.prose.redraw()

    def _mark(self, key: str, marks: Marks) -> None:
        if key not in self.desk.case.excerpts:
            return
        excerpt, prose = self.desk.case.excerpts[key], self.prose
        parts = self.where(excerpt).parts
        marks.add(key, excerpt.stance, parts)
        if key in prose.own and prose.marks is not marks:
            prose.marks.add(key, excerpt.stance, parts)

    async def _wait(self, left: Iterator[str], marks: Marks) -> None:
        await asyncio.sleep(TURN)
        self._mark_more(left, marks)
