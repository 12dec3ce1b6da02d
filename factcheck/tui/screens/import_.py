"""Taking in a file of others: its name, what would come of it row by row, and then, if that is wanted, all of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.getters import query_one
from textual.widgets import Button, Input, Label, Static

from factcheck.case.changes import Batch
from factcheck.errors import FactcheckError
from factcheck.imports.plan import ImportStatus, Plan, PlanLine
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.import_file import plan_file
from factcheck.workspace.workspace import Workspace

_GLYPHS = {
    ImportStatus.REJECTED: ("✗", "$text-warning"),
    ImportStatus.DIFFERS: ("≠", "$text-warning"),
    ImportStatus.NEW: ("+", "$text-success"),
    ImportStatus.DUPLICATE: ("=", MUTED),
}
"""The signs of what becomes of a row, those first that want a look."""
_ORDER = list(_GLYPHS)
_LABELS = 6
_WARNING = "bold $text-warning"
_BEFORE = "enter reads the file and shows a preview; nothing is imported yet"
_IN_ROWS, _IN_NAME = "keys act on the rows; tab leaves them", "tab goes to the rows and back"
_WORDS = 1_000
_TAKEN = ("✓", "$text-success")
_HOW = "space takes over what differs on a line, a all of it; enter imports as one change"


class Preview(LineList[PlanLine]):
    """What would become of each thing in the file. `taken` are the lines whose difference is taken over."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Show nothing."""
        super().__init__(id=id)
        self.taken: set[PlanLine] = set()

    def lines(self, item: PlanLine, width: int) -> list[Content]:
        """Return the sign of its status, where it stands and what it is; under it why it cannot be taken."""
        glyph, style = _TAKEN if item in self.taken else _GLYPHS[item.status]
        head = Content.assemble(
            f" {glyph} ", (f"{visible_line(item.place)} " if item.place else "", MUTED), (item.noun, "bold"), " "
        )
        head = head.stylize(style, 1, 2)
        words = visible_line(item.words[:_WORDS])
        if item.difference is not None:  # both sides are to be read before one is chosen
            first, *others = (head + Content(words)).wrap(max(1, width - 3))
            return [first, *(Content("   ") + line for line in others)]
        lines = [(head + Content(words)).truncate(width, ellipsis=True)]
        if item.why:
            why = Content.styled(
                visible_line(item.why), "$text-warning" if item.status == ImportStatus.REJECTED else MUTED
            )
            lines += [Content("   ") + line for line in why.wrap(max(1, width - 3))]
        return lines


class ImportScreen(Dialog[tuple[Batch, int] | None]):
    """Returns what was imported with the number of differences that were not taken, or None.

    Enter reads the file that is named; then enter imports what it holds.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PREVIEWING]

    name_input = query_one("#name", Input)
    about = query_one("#about", Static)
    preview = query_one(Preview)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace) -> None:
        """Take into the case in `workspace`."""
        super().__init__()
        self._workspace = workspace
        self._plan: Plan | None = None

    def compose(self) -> ComposeResult:
        """Build the form."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Import"
            dialog.border_subtitle = _IN_NAME
            with Horizontal(classes="row"):
                yield Label("File")
                yield Field(placeholder="claims.csv, a case, annotations …", id="name", compact=True)
            yield Static(id="about")
            yield Preview(id="preview")
            with Horizontal(id="buttons"):
                yield Button("Import (enter)", id="take", variant="primary", compact=True, disabled=True)
                yield Button("Close (esc)", id="close", compact=True)
            yield Static(id="hint")

    @on(DescendantFocus)
    def _say_focus(self) -> None:
        self.query_one("#dialog").border_subtitle = _IN_ROWS if self.preview.has_focus else _IN_NAME

    def on_mount(self) -> None:
        """Say what comes next."""
        self._wait()

    @on(Input.Changed)
    def _wait(self) -> None:
        """Forget what another file held."""
        self._plan = None
        self.preview.taken = set()
        self.workers.cancel_group(self, "read")
        self.preview.show([])
        self.about.update("")
        self.query_one("#take", Button).disabled = True
        self._say(_BEFORE)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        name = self.name_input.value.strip()
        if name:
            self._say("reading …")
            self._read(name)

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def _read(self, name: str) -> None:
        try:
            plan = plan_file(self._workspace, Path(name).expanduser())
        except FactcheckError as error:
            self.app.call_from_thread(self._problem, name, str(error))
        except (OSError, ValueError, RuntimeError) as error:  # too long, a zero in it, nobody's home
            self.app.call_from_thread(self._problem, name, f"{name}: {error}")
        else:
            self.app.call_from_thread(self._show, name, plan)

    def _is_for(self, name: str) -> bool:
        """Tell whether a file is still the one that is wanted; who closed the window wants none."""
        return self.is_attached and self.is_running and self.name_input.value.strip() == name

    def _show(self, name: str, plan: Plan) -> None:
        """Show what would come of the file."""
        if not self._is_for(name):
            return
        self._plan = plan
        self.preview.taken = set()
        self.preview.show(sorted(plan.lines, key=lambda line: _ORDER.index(line.status)))
        self.about.update(_about(plan))
        self.query_one("#take", Button).disabled = not plan.edits
        if plan.differing:
            self._say(_HOW)
        elif plan.edits:
            self._say("enter imports it as one change that can be undone")
        else:
            self._say("Nothing new: the case has everything in this file.")
        if plan.lines:
            self.preview.focus()

    @on(Button.Pressed, "#take")
    def action_take(self) -> None:
        """Take what the file holds."""
        if not self.is_current or self._plan is None or not (self._plan.edits or self.preview.taken):
            return
        if self._workspace.read_only:
            self._say(f"Cannot import: the case is read-only, {self._workspace.read_only}", _WARNING)
            return
        plan = self._plan.with_updates(
            (line for line in self._plan.lines if line in self.preview.taken), self._workspace.now()
        )
        untaken = len(plan.differing) - len(self.preview.taken)
        self._plan = None
        self._say("importing …")
        self.call_after_refresh(self._take, plan, untaken)

    def _take(self, plan: Plan, untaken: int) -> None:
        try:
            batch = self._workspace.apply(plan)
        except FactcheckError as error:
            self._say(str(error), _WARNING)
        else:
            self.dismiss((batch, untaken))

    def action_choose(self) -> None:
        """Take over what differs on the line under the cursor, or leave it as it is."""
        items, cursor = self.preview.items, self.preview.cursor
        if self.preview.has_focus and cursor < len(items) and items[cursor].difference is not None:
            self._choose(self.preview.taken ^ {items[cursor]})

    def action_choose_all(self) -> None:
        """Take over all that differs, or nothing if it was all chosen."""
        if self.preview.has_focus and self._plan is not None:
            differing = set(self._plan.differing)
            self._choose(set() if self.preview.taken == differing else differing)

    def _choose(self, lines: set[PlanLine]) -> None:
        if self._plan is None or not self._plan.differing:
            return
        self.preview.taken = lines
        self.preview.show(self.preview.items, self.preview.cursor)
        self.query_one("#take", Button).disabled = not (self._plan.edits or lines)
        self._say(f"{len(lines):,} of {len(self._plan.differing):,} differences are taken over; enter imports")

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back and leave the case as it is."""
        if self.is_current:
            self.dismiss(None)

    def _problem(self, name: str, words: str) -> None:
        if self._is_for(name):
            self._say(words, _WARNING)

    def _say(self, words: str, style: str = MUTED) -> None:
        self.hint.update(Content.styled(visible_line(words), style))


def _about(plan: Plan) -> Content:
    """Return how much of what the file holds has which status, what became of its labels, and how it was read."""
    counts = [plan.summary(status) for status in _ORDER if any(plan.of(status))]
    labels = [str(each) for each in plan.labels if each.label is None or each.label.casefold() != each.words.casefold()]
    lines = [
        (" · ".join(counts), "bold"),
        (f"labels: {', '.join(labels[:_LABELS])}" if labels else "", ""),
        ("; ".join((plan.format, *map(visible_line, plan.notes))), MUTED),
    ]
    return Content("\n").join(Content.styled(words, style) for words, style in lines if words)
