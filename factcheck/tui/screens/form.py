"""A form in a window of its own: fields with their names, what is wrong with them, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import ScreenResume
from textual.getters import query_one
from textual.widgets import Button, Input, Label, Select, Static, TextArea

from factcheck.case.changes import Batch
from factcheck.case.input import parse_date
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.form_screens import FormResult, Save
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.drafts import AutoSave, FormDraft
from factcheck.tui.widgets.form_fields import FieldSpec, field_of, room_of, text_of, write_into

Texts: TypeAlias = dict[str, str]
"""What stands in the fields of a form, by their names."""

DATE = "2023-04-25, 2023-04 or 2023"
"""What a field for a date takes."""

_FRAME = 8
"""Lines of a form around its fields: the frame, the buttons, what is said, and what is left empty between."""


class Form(Dialog[FormResult]):
    """Returns what it was filled with, or None. What cannot be saved stays open, with the reason."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["form"].bindings]

    FIRST: ClassVar[str] = ""
    """The name of the field to begin in; the first one by default."""

    hint = query_one("#hint", Static)

    def __init__(
        self,
        title: str,
        entries: Sequence[FieldSpec],
        *,
        about: str = "",
        save: Save | None = None,
        draft: FormDraft | None = None,
    ) -> None:
        """Ask for `entries`.

        `save` makes the change before the form closes; `made` is what came of it. With `draft` what was typed is kept
        there when the form closes without it; else it asks before it closes.
        """
        super().__init__()
        self._made: Batch = ()
        self._title = title
        self._about = about
        self._entries = entries
        self._save = save
        self._draft = draft
        self._fields = {entry.name: field_of(entry) for entry in entries}
        self._at_first = self._texts()
        self._typed = dict(self._at_first)
        self._resumed = self._resume()
        self._asked = False
        self._answer: dict[str, Any] | None = None
        self._gone = False
        self._over = False
        self._autosave = AutoSave(self, self._keep_typed, lambda error: self._problem(str(error)))

    def compose(self) -> ComposeResult:
        """Build the fields, each behind its name."""
        with Vertical(id="dialog", classes="form") as dialog:
            dialog.border_title = Content(visible_line(self._title))
            dialog.styles.height = _FRAME + sum(room_of(entry) for entry in self._entries) + 2 * bool(self._about)
            if self._about:
                yield Static(Content.styled(visible_line(self._about), MUTED), id="about")
            with VerticalScroll(id="fields", can_focus=False):
                for entry in self._entries:
                    with Horizontal(classes="row -tall" if entry.rows > 1 else "row"):
                        yield Label(entry.label)
                        yield self._fields[entry.name]
            with Horizontal(id="buttons"):
                yield Button("Save (ctrl+s)", id="save", variant="primary", compact=True)
                yield Button("Keep draft (esc)" if self._draft else "Close (esc)", id="keep", compact=True)
                if self._draft:
                    yield Button("Drop draft", id="drop", compact=True)
            yield Static(Content.styled(self._say(), MUTED), id="hint")

    def on_mount(self) -> None:
        """Begin in the field that comes first, at the end of what is in it."""
        for field in self._fields.values():
            if isinstance(field, TextArea):
                field.move_cursor(field.document.end)
        self._fields[self.FIRST or self._entries[0].name].focus()

    # What a form of its own says

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with what was typed: the name of a field and why."""
        yield from ()

    def result(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of the record that are filled with `texts`."""
        return dict(texts)

    def comment(self, texts: Mapping[str, str]) -> str:
        """Return what is to be said while nothing is wrong."""
        return self._say()

    # Saving

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save, unless something is wrong: then say what, and stay."""
        if self._over:
            return
        texts = self._filled()
        wrong = next(self.faults(texts), None)
        if wrong is not None:
            self._fields[wrong[0]].focus()
            self._problem(wrong[1])
            return
        values = self.result(texts)
        self._autosave.stop()
        try:
            self._made = self._save(values) if self._save else ()
            self._drop_draft()
        except FactcheckError as error:
            self._autosave.go_on()
            self._problem(str(error))
        else:
            self._close(values)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Go on to the next field; from the last one, save."""
        if event.input is self._fields[self._entries[-1].name]:
            self.action_save()
        else:
            self.focus_next()

    # Leaving

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Close. What was typed is kept as a draft; where there is no place for one, it is asked for once."""
        if not self.changed:
            self._forget()
        elif self._draft is not None:
            if self.keep():
                self._close(None)
        elif self._asked:
            self._close(None)
        else:
            self._asked = True
            self._problem("This is not saved: ctrl+s saves it, esc again drops it.")

    @property
    def changed(self) -> bool:
        """Whether there is more in the fields than at first."""
        return self._texts() != self._at_first

    def _draft_kept(self) -> bool:
        return self._draft is not None and self._draft.texts() is not None

    @property
    def unsaved(self) -> str:
        """What was typed into the fields and is not saved, a line for each field."""
        before = self._at_first
        changed = {name: text for name, text in self._texts().items() if text != before[name]}
        return "\n".join(f"{entry.label}: {changed[entry.name]}" for entry in self._entries if entry.name in changed)

    def keep(self) -> bool:
        """Keep what was typed as a draft, where there is a place for one; tell whether that could be done."""
        if self._draft is None or self._over or not self.changed:
            return True
        try:
            self._draft.keep(self._texts())
        except FactcheckError as error:
            self._problem(str(error))
            return False
        return True

    def _keep_typed(self) -> None:
        typed = self._typed
        if self._draft is not None and typed != self._at_first:
            self._draft.keep(typed)
        else:
            self._drop_draft()

    @on(Button.Pressed, "#drop")
    def _forget(self) -> None:
        self._autosave.stop()
        try:
            self._drop_draft()
        except FactcheckError as error:
            self._autosave.go_on()
            self._problem(str(error))
        else:
            self._close(None)

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._draft.drop()

    def _close(self, result: dict[str, Any] | None) -> None:
        if not self._over:
            self._over, self._answer = True, result
            self._autosave.stop()
            self._go()

    @on(ScreenResume)
    def _go(self) -> None:
        """Close once nothing is in front, as the palette may be: what is covered cannot close."""
        if self._over and self.app.screen is self and not self._gone:
            self._gone = True
            self.dismiss(FormResult(self._answer, self._made, self._draft_kept()))

    def on_unmount(self) -> None:
        """Keep the draft also when the whole program is left."""
        self._autosave.stop()
        if not self._over:
            with suppress(FactcheckError):  # nobody is there any more to be told
                self._typed = self._texts()
                self._keep_typed()

    # The fields

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    def _note(self) -> None:
        texts = self._texts()
        if texts != self._typed:
            self._typed, self._asked = texts, False
            if self._draft is not None:
                self._autosave.soon()
            self.hint.update(Content.styled(visible_line(self.comment(self._filled())), MUTED))

    def _texts(self) -> Texts:
        return {name: text_of(field) for name, field in self._fields.items()}

    def _filled(self) -> Texts:
        """Return what was typed, and where nothing was the text that the field was made for: it may not be shown."""
        texts = self._texts()
        given = {entry.name: entry.value for entry in self._entries}
        return {name: given[name] if text == self._at_first[name] else text.strip() for name, text in texts.items()}

    def _resume(self) -> bool:
        """Put a draft into the fields, if there is one."""
        texts = self._draft.texts() if self._draft else None
        for name, text in (texts or {}).items():
            if name in self._fields:
                write_into(self._fields[name], text)
        self._typed = self._texts()
        return texts is not None

    def _say(self) -> str:
        if self._resumed:
            return "This is your draft; it is not saved yet."
        return "ctrl+s saves · tab goes on to the next field" if len(self._entries) > 1 else "enter saves"

    def _problem(self, words: str) -> None:
        self.hint.update(Content.styled(visible_line(words), "bold $text-warning"))


def date_faults(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a date that was typed into the field `name`."""
    try:
        parse_date(value)
    except FactcheckError as error:
        yield name, str(error)
