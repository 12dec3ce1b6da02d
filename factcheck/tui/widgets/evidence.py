"""The excerpts of the highlighted claim, one pane for each stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from factcheck.case import Case
from factcheck.model import Claim, Excerpt, Stance
from factcheck.tui import keys
from factcheck.tui.rendering import MUTED, STANCE_NAMES, STANCE_STYLES, excerpt_lines
from factcheck.tui.widgets.line_list import LineList

_EMPTY = {
    Stance.SUPPORTS: "No excerpt supports this claim.",
    Stance.CONTRADICTS: "No excerpt contradicts this claim.",
    Stance.CONTEXT: "No excerpt gives context.",
}


class EvidencePane(LineList[Excerpt]):
    """The excerpts of one stance towards a claim."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.STANCES]
    lasting_cursor = False

    @dataclass
    class Filed(Message):
        """An excerpt is to be filed under a stance."""

        excerpt: Excerpt
        stance: Stance

    def __init__(self, stance: Stance, *, id: str | None = None) -> None:  # noqa: A002
        """Show no excerpts yet; those with this stance later."""
        super().__init__(id=id, classes=f"-{stance}")
        self._case = Case()
        self._claim: Claim | None = None
        self._title: Content | None = None
        self.stance = stance

    def allow_focus(self) -> bool:
        """Let tab pass by while there is nothing here."""
        return bool(self.items)

    def lines(self, item: Excerpt, width: int) -> list[Content]:
        """Return the quote, its source, and what differs."""
        if self._claim is None:
            return [Content()]
        return excerpt_lines(self._claim, item, self._case.sources[item.source], width)

    def empty_lines(self, width: int) -> list[Content]:
        """Say that this side has nothing to say."""
        return Content.styled(_EMPTY[self.stance] if self._claim else "", MUTED).wrap(max(width, 1))

    def show_claim(self, case: Case, claim: Claim | None, excerpts: Sequence[Excerpt]) -> None:
        """Show those of the excerpts of a claim that have the stance; the cursor stays on its excerpt if it is here."""
        current, same = self.current, claim is not None and self._claim is not None and claim.id == self._claim.id
        self._case, self._claim = case, claim
        mine = [excerpt for excerpt in excerpts if excerpt.stance is self.stance]
        places = [excerpt.id for excerpt in mine]
        place = places.index(current.id) if same and current and current.id in places else 0
        self.show(mine, self.cursor if same and not place else place)
        self.set_class(not mine, "-empty")
        title = (f"{STANCE_NAMES[self.stance]} ", f"bold {STANCE_STYLES[self.stance]}")
        self._show_title(Content.assemble(title, str(len(mine))))

    def _show_title(self, title: Content) -> None:
        if self._title is None or title != self._title:
            self._title = self.border_title = title

    def action_file(self, stance: str) -> None:
        """Ask that the excerpt under the cursor be filed under another stance."""
        if self.current is not None:
            self.post_message(self.Filed(self.current, Stance(stance)))
