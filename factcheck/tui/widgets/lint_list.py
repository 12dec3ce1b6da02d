"""What a format wants and the case lacks, what is required first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from factcheck.case.case import Case
from factcheck.exports.lint import LintGroup
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.outcome_list import How, Outcome, OutcomeList

_MOST_LINES = 5


class LintList(OutcomeList):
    """A line for each thing that is lacking, with those that lack it; scrolls where there are many."""

    lasting_cursor = False

    def allow_focus(self) -> bool:
        """Let tab pass by while there is no more than is seen."""
        return self._height(self.size.width) > self.size.height > 0

    def wait(self) -> None:
        """Show that it is not known yet."""
        self.show([])
        self.display = True
        self.refresh(layout=True)

    def empty_lines(self, width: int) -> list[Content]:
        """Return that it is not known yet."""
        return [Content.styled(" … what the format asks for is looked up", MUTED)]

    def tell(self, case: Case, lacks: Sequence[LintGroup] | None, *, wrong: bool) -> None:
        """Show what is lacking; nothing where something else is wrong."""
        if lacks is not None:
            self.show([_outcome(case, group) for group in lacks] or [Outcome(How.WELL, "nothing is lacking")])
        self.display = bool(self.items) or not wrong
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that all of it takes, or as many as there is room for."""
        return max(1, min(self._height(width), _MOST_LINES))

    def _height(self, width: int) -> int:
        """Return the lines of the first items, one more at least than there is room for where not all is seen."""
        return sum(len(self.lines(item, max(1, width - 1))) for item in self.items[: _MOST_LINES + 1])


def _outcome(case: Case, group: LintGroup) -> Outcome:
    how, word = (How.BADLY, "required") if group.required else (How.DOUBT, "advised")
    return Outcome(how, f"{word} · {group.told(case)}")
