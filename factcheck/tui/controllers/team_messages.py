"""What is said of the work of others, in the line of messages: after what is said of one's own work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content
from textual.timer import Timer

from factcheck.case.blinding import Veil
from factcheck.case.changes import Change
from factcheck.case.describe import describe
from factcheck.text import counted, visible_line
from factcheck.tui.controllers.host import Host
from factcheck.tui.render.styles import MUTED

QUIET = 3.0
"""Seconds for which a message about one's own work stays before one about the work of others."""


class TeamMessages:
    """Says what others did and what the server says, the last of it, once that disturbs nobody."""

    def __init__(self, host: Host) -> None:
        """Say it on the screen `host`."""
        self._host = host
        self._told: Content | None = None
        self._news = Content()
        self._timer: Timer | None = None
        self._complaint = ""

    def tell_changes(self, taken: Sequence[Change]) -> None:
        """Say what others did in one line: "bob: C3 ✗ Refuted · 2 more changes"; nothing of what is not to be seen."""
        workspace = self._host.workspace
        veil = Veil(workspace.record, workspace.reader) if workspace.record.info.blind else None
        seen = [change for change in taken if veil is None or not veil.hides_change(change.to_row())]
        if not seen:
            return
        last = [change for change in seen if (change.batch or change.id) == (seen[-1].batch or seen[-1].id)]
        more = len({change.batch or change.id for change in seen}) - 1
        words = f" {visible_line(last[-1].by)}: {describe(workspace.case, tuple(last))}"
        self._say(Content.assemble(words, (f" · {counted(more, 'more change')}" if more else "", MUTED)))

    def warn(self, words: str) -> None:
        """Say something that is not as it should be."""
        self._say(Content.styled(f" {visible_line(words)}", "$text-warning"))

    def complain(self, why: str) -> None:
        """Say once why nothing comes or goes."""
        if why != self._complaint:
            self._complaint = why
            self.warn(why)

    def forget_complaint(self) -> None:
        """Note that all is well again."""
        self._complaint = ""

    def say_now(self, words: Content) -> None:
        """Say something at once."""
        self._told = words
        self._host.status_line.say(words)

    def _say(self, words: Content) -> None:
        """Say something once what is said of one's own work has stood for a while."""
        said = self._host.status_line.said
        self._news = words
        if not said or said is self._told:
            self.say_now(words)
        elif self._timer is None:
            self._timer = self._host.set_timer(QUIET, partial(self._say_later, said))

    def _say_later(self, said: object) -> None:
        """Say it, unless something else was said of one's own work meanwhile: that stands for a while, too."""
        self._timer, now = None, self._host.status_line.said
        if now is said or not now:
            self.say_now(self._news)
        else:
            self._timer = self._host.set_timer(QUIET, partial(self._say_later, now))
