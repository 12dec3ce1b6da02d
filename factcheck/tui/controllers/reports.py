"""Checks of the whole case from the workbench: all quotes, what no claim covers in a text, claims from a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.content import Content

from factcheck.case.records import Excerpt, Source
from factcheck.text import visible_line
from factcheck.tui.case_screens import OpenExtraction
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.dialogs import ChooseSource, OpenReport, ReportEnd


class Reports:
    """The keys that look through a whole text, or through all quotes."""

    def __init__(self, host: Host, reading: SourceReading, go_to: Callable[[Excerpt], object]) -> None:
        """Show reports on the case of `host`; `reading` opens a text, `go_to` goes to an excerpt."""
        self._host = host
        self._reading = reading
        self._go_to = go_to

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "case.verify": self._verify,
            "case.coverage": partial(self._with_text, "Coverage of which text?", self._cover),
            "case.extract": partial(self._with_text, "Claims from which text?", self._extract),
        }

    def _verify(self) -> None:
        """Check all quotes against their sources."""
        then = partial(self._look_at, "the quotes were not all checked")
        self._host.post_message(OpenReport(self._host.session, "Verify · all quotes", then=then))

    def _cover(self, source: Source | None) -> None:
        """Show what no claim covers in a text."""
        if source is not None:
            then = partial(self._look_at, f"the coverage of {source.ref} was not measured")
            report = OpenReport(self._host.session, f"Coverage · {source.ref}", source.id, then=then)
            self._host.post_message(report)

    def _extract(self, source: Source | None) -> None:
        """Propose claims from a text."""
        if source is not None:
            then = partial(self._extracted, len(self._host.workspace.case.history))
            self._host.post_message(OpenExtraction(self._host.session, source.id, then=then))

    def _extracted(self, length: int, stopped: str | None) -> None:
        if stopped:
            self._host.status_line.say(Content(f" {stopped}"))
        if len(self._host.workspace.case.history) != length:
            self._host.show_case()

    def _with_text(self, question: str, go_on: Callable[[Source | None], None]) -> None:
        """Go on with the draft of the case if it has one, else with a source that is chosen."""
        case = self._host.workspace.case
        drafts = [source for key, source in case.sources.items() if case.is_draft(key)]
        if len(drafts) == 1:
            go_on(drafts[0])
        elif case.sources:
            self._host.post_message(ChooseSource(self._host.session, Content(question), then=go_on))
        else:
            library, add = self._host.key("case.sources"), self._host.key("edit.add")
            self._host.status_line.problem(f"No text yet: {library} opens the library, {add} adds documents there")

    def _look_at(self, undone: str, end: ReportEnd | None) -> None:
        """Go to what a finding is about; say what was left `undone` where it was stopped."""
        case, row = self._host.workspace.case, end.row if end else None
        if end is not None and end.is_stopped:
            self._host.status_line.say(Content(f" Stopped: {visible_line(undone)}"))
        if row is None:
            return
        if row.excerpt_id in case.excerpts:
            self._go_to(case.excerpts[row.excerpt_id])
        elif row.source_id in case.sources:
            self._reading.read(case.sources[row.source_id], passage=(row.start, row.end))
