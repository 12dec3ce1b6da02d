"""Lists of results: passages found by a search, claims proposed by the extraction, documents that were read."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from factcheck.case.records import Excerpt, Source
from factcheck.evidence.assessment import Assessment
from factcheck.evidence.judges import Opinion
from factcheck.text import visible_line
from factcheck.tui.render.passages import passage_lines
from factcheck.tui.render.styles import MUTED, plain
from factcheck.tui.state.document_tasks import OutcomeKind, TaskOutcome
from factcheck.tui.state.proposals import ProposalRow, ProposalState
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.search import Hit


@dataclass(frozen=True, slots=True, eq=False)
class PassageItem:
    """A found passage: its source, its assessment for the claim, and the excerpt that already quotes it.

    `head` is set for the first passage of a source, which is named above it. `opinions` are those of the judges that
    were asked.
    """

    found: Hit
    source: Source
    assessment: Assessment | None = None
    excerpt: Excerpt | None = None
    head: bool = True
    opinions: tuple[Opinion, ...] = ()


class PassageList(LineList[PassageItem]):
    """Passages, each with as many lines as it needs."""

    lasting_cursor = False
    hint = ""

    def lines(self, item: PassageItem, width: int) -> list[Content]:
        """Return the passage with its source above it and the reasons below."""
        placed = item.assessment is None
        return passage_lines(
            item.found, item.source, item.assessment, item.excerpt, width, item.opinions, head=item.head, placed=placed
        )

    def empty_lines(self, width: int) -> list[Content]:
        """Return the reason for the empty list and what to do."""
        return Content.styled(self.hint, MUTED).wrap(max(width, 1))

    def say(self, hint: str) -> None:
        """Clear the list and show `hint`."""
        self.hint = hint
        self.show([])

    def show_passages(self, offers: list[PassageItem], hint: str) -> None:
        """List passages, with the cursor on the same passage as before, else on the same index; `hint` if empty."""
        self.hint = hint
        current = self.current
        place = self.cursor
        if current is not None:
            wanted = current.found.source_id, current.found.start
            places = [(offer.found.source_id, offer.found.start) for offer in offers]
            place = places.index(wanted) if wanted in places else place
        self.show(offers, place)


_INDENT = 6


class ProposalList(LineList[ProposalRow]):
    """Proposed claims, each with its text and a line of details."""

    hint = ""

    def lines(self, item: ProposalRow, width: int) -> list[Content]:
        """Return a proposal as lines: state and text, then speaker and reasons."""
        sign = visible_line(item.ref)[: _INDENT - 2] if item.state is ProposalState.CLAIM else item.state
        ticked = item.state is ProposalState.TICKED
        body = Content.styled(
            plain(item.text), "bold" if ticked else MUTED if item.state is not ProposalState.OPEN else ""
        )
        about = Content.styled(visible_line(item.about), MUTED)
        room = max(width - _INDENT - 1, 1)
        lines = [Content.assemble(" " * _INDENT, line) for part in (body, about) for line in part.wrap(room)]
        head = Content.styled(f" {sign:<{_INDENT - 1}}", "bold $text-success" if ticked else MUTED)
        return [Content.assemble(head, lines[0][_INDENT:]), *lines[1:], Content()]

    def empty_lines(self, width: int) -> list[Content]:
        """Return the reason for the empty list."""
        return Content.styled(self.hint, MUTED).wrap(max(width, 1))


_STYLES = {
    OutcomeKind.OK: "$text-success",
    OutcomeKind.WARNING: "bold $text-warning",
    OutcomeKind.FAILED: "bold $text-error",
}


class OutcomeList(LineList[TaskOutcome]):
    """Outcomes of reading documents, and other messages with a symbol."""

    def lines(self, item: TaskOutcome, width: int) -> list[Content]:
        """Return the symbol and the message."""
        words = Content(visible_line(item.words)).wrap(max(width - 3, 1)) or [Content()]
        below = [Content.assemble("   ", line) for line in words[1:]]
        return [Content.assemble((f" {item.kind} ", _STYLES[item.kind]), words[0]), *below]

    def allow_focus(self) -> bool:
        """Return whether there are items, so that tab skips an empty list."""
        return bool(self.items)
