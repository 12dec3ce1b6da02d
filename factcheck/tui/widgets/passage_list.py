"""Passages of sources that were found: by source, with what fits marked and what stands beside the claim in words."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from factcheck.case.records import Excerpt, Source
from factcheck.evidence.assessment import Assessment
from factcheck.evidence.judges import Opinion
from factcheck.tui.render.passages import passage_lines
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.virtual_list import LineList
from factcheck.workspace.search import Hit


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A passage that was found: where it is from, how it stands to the claim, and the excerpt that it is already.

    `head` tells that it is the first one of its source, which is named above it. `opinions` are those of the judges
    that were asked.
    """

    found: Hit
    source: Source
    finding: Assessment | None = None
    excerpt: Excerpt | None = None
    head: bool = True
    opinions: tuple[Opinion, ...] = ()


class PassageList(LineList[Offer]):
    """Passages, each over as many lines as it needs."""

    lasting_cursor = False
    hint = ""

    def lines(self, item: Offer, width: int) -> list[Content]:
        """Return the passage with its source above it and the reasons below."""
        placed = item.finding is None
        return passage_lines(
            item.found, item.source, item.finding, item.excerpt, width, item.opinions, head=item.head, placed=placed
        )

    def empty_lines(self, width: int) -> list[Content]:
        """Say why nothing is listed, and what to do."""
        return Content.styled(self.hint, MUTED).wrap(max(width, 1))

    def say(self, hint: str) -> None:
        """Show no passage, and why."""
        self.hint = hint
        self.show([])

    def show_offers(self, offers: list[Offer], hint: str) -> None:
        """List passages, with the cursor on the one where it stood, else on its place; `hint` if there is none."""
        self.hint = hint
        current = self.current
        place = self.cursor
        if current is not None:
            wanted = current.found.source_id, current.found.start
            places = [(offer.found.source_id, offer.found.start) for offer in offers]
            place = places.index(wanted) if wanted in places else place
        self.show(offers, place)
