"""The list of what is proposed as claims: ticked, dropped, or a claim already; the text, who says it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.content import Content

from factcheck.text import visible_line
from factcheck.tui.render.records import MUTED, plain
from factcheck.tui.widgets.virtual_list import LineList

_INDENT = 6


class Fate(StrEnum):
    """What becomes of a proposal, with the sign for it."""

    OPEN = "[ ]"
    TICKED = "[✓]"
    DROPPED = " – "
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal by its number, as it would be taken; `ref` is the claim that it is already."""

    number: int
    text: str
    about: str
    fate: Fate
    ref: str = ""


class ProposalList(LineList[Row]):
    """Proposals, each as its text and a line on it."""

    hint = ""

    def lines(self, item: Row, width: int) -> list[Content]:
        """Return a proposal as lines: a sign for what becomes of it and the text, then who says it and the reasons."""
        sign = visible_line(item.ref)[: _INDENT - 2] if item.fate is Fate.CLAIM else item.fate
        ticked = item.fate is Fate.TICKED
        body = Content.styled(plain(item.text), "bold" if ticked else MUTED if item.fate is not Fate.OPEN else "")
        about = Content.styled(visible_line(item.about), MUTED)
        room = max(width - _INDENT - 1, 1)
        lines = [Content.assemble(" " * _INDENT, line) for part in (body, about) for line in part.wrap(room)]
        head = Content.styled(f" {sign:<{_INDENT - 1}}", "bold $text-success" if ticked else MUTED)
        return [Content.assemble(head, lines[0][_INDENT:]), *lines[1:], Content()]

    def empty_lines(self, width: int) -> list[Content]:
        """Say why there is nothing."""
        return Content.styled(self.hint, MUTED).wrap(max(width, 1))
