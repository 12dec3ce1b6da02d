"""Writing why: the rationale of a verdict, and the condition under which it holds."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Button, Input, Label, Static, TextArea

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, verdict_key
from factcheck.errors import FactcheckError
from factcheck.text import visible, visible_line
from factcheck.tui.render.styles import MUTED, plain
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.drafts import AutoSave
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.form_fields import MultilineField
from factcheck.workspace.workspace import Workspace


class RationaleScreen(Dialog[Batch | None]):
    """Returns what was saved, or None. What is not saved is kept as a draft; what cannot be kept stays open."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["form"].bindings]

    rationale = query_one("#rationale", TextArea)
    condition = query_one("#condition", Input)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace, claim: Claim) -> None:
        """Write about `claim`."""
        super().__init__()
        self._workspace = workspace
        self._claim = claim
        verdict = workspace.case.verdicts.get(verdict_key(claim.id, workspace.checker))
        self._saved = _shown((verdict.rationale, verdict.condition) if verdict else ("", ""))
        draft = workspace.unsaved.of(claim.id)
        self._draft = None if draft is None else _shown(draft)
        self._written = self._draft or self._saved
        self._autosave = AutoSave(self, self._keep_draft, self._problem)
        self._over = False

    def compose(self) -> ComposeResult:
        """Build the form, with the draft in it where there is one."""
        rationale, condition = self._written
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(f"Rationale · {visible_line(self._claim.ref)}")
            yield Static(Content.styled(plain(self._claim.text), "bold"), id="about")
            yield MultilineField(rationale, id="rationale", soft_wrap=True, tab_behavior="focus", compact=True)
            with Horizontal(id="condition-row"):
                yield Label("Condition")
                yield Field(condition, placeholder="true if …", id="condition", compact=True)
            with Horizontal(id="buttons"):
                yield Button("Save (ctrl+s)", id="save", variant="primary", compact=True)
                yield Button("Keep draft (esc)", id="keep", compact=True)
                yield Button("Drop draft", id="drop", compact=True)
            yield Static(Content.styled(self._say(), MUTED), id="hint")

    def on_mount(self) -> None:
        """Begin at the end of what is written."""
        self.rationale.move_cursor(self.rationale.document.end)
        self.rationale.focus()

    def _say(self) -> str:
        if self._draft is not None:
            return "This is your draft; it is not saved as the rationale yet."
        return "Nothing is lost: what you write is kept as a draft until it is saved."

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _keep_soon(self) -> None:
        before = self._written
        self._read()
        if self._written != before:
            self._autosave.soon()

    @property
    def unsaved(self) -> str:
        """What was written and is not saved: the rationale, and the condition below it."""
        return "\n".join(filter(None, self._written))

    def keep(self) -> bool:
        """Keep what stands in the form as a draft; tell whether that could be done."""
        self._read()
        return self._keep()

    def _read(self) -> None:
        if not self.query("#condition"):
            return  # the fields are not there yet, or gone already; what was read before counts
        self._written = self.rationale.text, self.condition.value

    def _keep(self) -> bool:
        """Keep what was written as a draft; what says no more than the saved text is none."""
        try:
            self._keep_draft()
        except FactcheckError as error:
            self._problem(error)
            return False
        return True

    def _keep_draft(self) -> None:
        written = self._written
        if written == self._saved:
            self._workspace.unsaved.drop(self._claim.id)
        else:
            self._workspace.unsaved.keep(self._claim.id, *written)

    def _problem(self, error: FactcheckError) -> None:
        self.hint.update(Content.styled(visible_line(str(error)), "bold $text-error"))

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save it as the rationale. The draft goes once it is saved."""
        self._read()
        self._autosave.stop()
        try:
            batch = self._save()
        except FactcheckError as error:
            self._autosave.go_on()
            self._problem(error)
        else:
            self._close(batch)

    def _save(self) -> Batch:
        if self._written == self._saved:
            self._workspace.unsaved.drop(self._claim.id)
            return ()
        return self._workspace.set_rationale(self._claim.id, *self._written)

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Close, and keep the draft."""
        if self.keep():
            self._close(None)

    @on(Button.Pressed, "#drop")
    def _drop(self) -> None:
        self._autosave.stop()
        try:
            self._workspace.unsaved.drop(self._claim.id)
        except FactcheckError as error:
            self._autosave.go_on()
            self._problem(error)
        else:
            self._close(None)

    def _close(self, result: Batch | None) -> None:
        if self._over:
            return
        self._over = True
        self._autosave.stop()
        self.dismiss(result)

    def on_unmount(self) -> None:
        """Keep the draft also when the whole program is left."""
        self._autosave.stop()
        if not self._over:
            with suppress(FactcheckError):  # nobody is there any more to be told
                self._keep_draft()


def _shown(written: tuple[str, str]) -> tuple[str, str]:
    """Return a rationale and a condition as they may stand in a form: a file may hold anything."""
    return visible(written[0]), visible_line(written[1])
