"""The list of claims: verdict, ref, text, and how the evidence stands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from factcheck.case import Case
from factcheck.model import Claim
from factcheck.tui.rendering import MUTED, claim_line
from factcheck.tui.widgets.line_list import LineList


class ClaimList(LineList[Claim]):
    """Claims, each on one line."""

    def __init__(self, case: Case, *, id: str | None = None) -> None:  # noqa: A002
        """List claims of `case`."""
        super().__init__(id=id)
        self._case = case
        self._hint = ""

    def lines(self, item: Claim, width: int) -> list[Content]:
        """Return the one line of a claim."""
        return [claim_line(self._case, item, width)]

    def empty_lines(self, width: int) -> list[Content]:
        """Say why there is no claim, and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_claims(self, claims: Sequence[Claim], wanted: str | None, hint: str) -> None:
        """List `claims` with the cursor on the one with the id `wanted`, else where it stood; `hint` if none."""
        self._hint = hint
        place = next((index for index, claim in enumerate(claims) if claim.id == wanted), self.cursor)
        self.show(claims, place)

    def next_unchecked(self, step: int) -> int | None:
        """Return the place of the next unchecked claim after the cursor, round the end; None when all are checked."""
        count = len(self.items)
        for distance in range(1, count + 1):
            index = (self.cursor + step * distance) % count
            if self._case.verdict_of(self.items[index].id) is None:
                return index
        return None
