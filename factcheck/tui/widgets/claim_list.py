"""The list of claims: verdict, ref, text, and how the evidence stands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.case.table import Records
from factcheck.tui.render.records import MUTED, claim_line
from factcheck.tui.widgets.virtual_list import LineList


class ClaimList(LineList[Claim]):
    """Claims, each on one line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """List no claims yet."""
        super().__init__(id=id)
        self._case = Case()
        self._hint = ""
        self._ids: Sequence[str] = ()

    def lines(self, item: Claim, width: int) -> list[Content]:
        """Return the one line of a claim."""
        return [claim_line(self._case, item, width)]

    def empty_lines(self, width: int) -> list[Content]:
        """Say why there is no claim, and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_claims(self, case: Case, claims: Records[Claim], wanted: str | None, hint: str) -> None:
        """List `claims` of `case`, with the cursor on the id `wanted`, else where it stood; `hint` if none."""
        self._case = case
        self._hint = hint
        self._ids = claims.keys
        try:
            place = claims.keys.index(wanted or "")
        except ValueError:
            place = self.cursor
        self.show(claims, place)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the claims that are listed."""
        return self._ids

    def next_unchecked(self, step: int) -> int | None:
        """Return the place of the next unchecked claim after the cursor, round the end; None when all are checked."""
        count, checked = len(self._ids), self._case.index.checked
        places = ((self.cursor + step * distance) % count for distance in range(1, count + 1))
        return next((place for place in places if self._ids[place] not in checked), None)
