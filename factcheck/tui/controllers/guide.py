"""The guide of the tour: it shows the next step on every screen, and goes on when that was done.

It is told of what happens: a screen was opened, a change was saved, a file was exported. It never looks by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from factcheck.case.changes import Change
from factcheck.tui.case_screens import OpenDraft, OpenReader, OpenSuggestions
from factcheck.tui.dialogs import OpenReport
from factcheck.tui.state.export_request import ExportResult
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.guide_line import GuideLine

Happening: TypeAlias = object
"""What the guide is told of: changes that were saved, a message that opens a screen, what a screen returned."""

_KEY = re.compile(r"\{([a-z0-9.-]+)\}")


@dataclass(frozen=True)
class GuideStep:
    """A step of the tour: what to do, with the ids of keys in braces, and whether a happening completes it."""

    words: str
    is_done: Callable[[Happening], bool]


def _changes(test: Callable[[Change], bool]) -> Callable[[Happening], bool]:
    """Return whether one of the changes that were saved passes a test."""
    return lambda happening: (
        isinstance(happening, tuple) and any(isinstance(change, Change) and test(change) for change in happening)
    )


def _is_verdict(change: Change) -> bool:
    return change.table == "verdicts" and not change.undoes and bool((change.after or {}).get("label"))


def _is_new_excerpt(change: Change) -> bool:
    return change.table == "excerpts" and not change.undoes and change.before is None


def _is_undo(change: Change) -> bool:
    return bool(change.undoes)


def _opens(*messages: type[Message]) -> Callable[[Happening], bool]:
    return lambda happening: isinstance(happening, messages)


def _exports(happening: Happening) -> bool:
    return isinstance(happening, ExportResult)


STEPS = (
    GuideStep(
        "C1 says 8 May, its source 18 May: what differs is marked. {verdict.2} records “Refuted”.",
        _changes(_is_verdict),
    ),
    GuideStep(
        "C2 is selected now. {excerpt.read} opens its source at the excerpt: 52 million, not 25.", _opens(OpenReader)
    ),
    GuideStep(
        "{reader.back} goes back. {list.next} goes to C3, which has no excerpt: {claim.suggest} finds passages.",
        _opens(OpenSuggestions),
    ),
    GuideStep(
        "The minutes have 21 votes, not 24: {excerpt.contradicts} files the passage against the claim.",
        _changes(_is_new_excerpt),
    ),
    GuideStep(
        "{pane.back} goes back. {case.verify} checks all quotes: one says “dangerous”, its source “unsafe”.",
        _opens(OpenReport),
    ),
    GuideStep("{pane.back} goes back. {case.draft} opens the draft: each sentence with its state.", _opens(OpenDraft)),
    GuideStep(
        "{pane.back} goes back. {case.undo} undoes your last change: the passage is not filed any more.",
        _changes(_is_undo),
    ),
    GuideStep("{case.export} and enter write a report of what is checked, for people without the program.", _exports),
)
"""The steps of the tour."""
LAST_WORDS = "That was the tour. {app.help} lists all keys; the other claims are yours to check."
"""What is said after the last step."""


class Guide:
    """The tour of a session: the step that is next."""

    def __init__(self, session: Session) -> None:
        """Begin at the first step that the checker's changes so far do not complete, and follow those that come."""
        self._session = session
        self._lines: list[GuideLine] = []
        self.done = 0
        """How many steps were done."""
        self.is_left = False
        workspace = session.workspace
        for change in workspace.case.history.in_force():
            if change.by == workspace.checker:
                self.tell((change,))
        workspace.watchers.append(self.tell)

    def attach(self, screen: Screen[Any]) -> None:
        """Show the step on a screen, above its status line."""
        if not self.is_left:
            line = GuideLine(self.content)
            screen.mount(line, before=screen.query_one(StatusLine))
            self._lines = [each for each in self._lines if each.is_attached] + [line]

    def tell(self, happening: Happening) -> None:
        """Go on to the next step if this completes the one that is shown."""
        if not self.is_left and self.done < len(STEPS) and STEPS[self.done].is_done(happening):
            self.skip()

    def skip(self) -> None:
        """Go on to the next step, though this one was not done; after the last one leave."""
        if self.done == len(STEPS):
            self.leave()
            return
        self.done += 1
        for line in self._lines:
            line.update(self.content)

    def leave(self) -> None:
        """End the tour."""
        self.is_left = True
        lines: list[Widget] = [line for line in self._lines if line.is_attached]
        for line in lines:
            line.remove()

    @property
    def content(self) -> Content:
        """The step with its number, the keys as the user has them."""
        is_over = self.done == len(STEPS)
        head = " Tour " if is_over else f" Tour {self.done + 1} of {len(STEPS)} "
        words = _KEY.split(LAST_WORDS if is_over else STEPS[self.done].words)
        parts = [(self._session.key(part), "bold") if number % 2 else part for number, part in enumerate(words)]
        leave, skip = self._session.key("tour.leave"), self._session.key("tour.skip")
        way_out = f"  {leave} closes this" if is_over else f"  {skip} skips it, {leave} ends the tour"
        return Content.assemble((head, "bold $text-accent"), *parts, (way_out, "$text-muted"))
