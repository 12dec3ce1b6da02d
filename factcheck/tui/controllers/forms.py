"""What the screens share on which a case is written: forms, their drafts, and why nothing can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.tui.screens.base import WorkspaceScreen

if TYPE_CHECKING:
    from factcheck.tui.screens.form import Form
    from factcheck.tui.state.drafts import FormDraft


class Writing(WorkspaceScreen):
    """Opens forms, and says what came of them."""

    def may_write(self) -> bool:
        """Tell whether the case can be changed; say why if not."""
        if self.workspace.read_only:
            self.ask_again()
            self.status_line.problem(f"Nothing can be changed: the case is read-only, {self.workspace.read_only}")
        return not self.workspace.read_only

    def draft(self, name: str, given: Mapping[str, object]) -> FormDraft:
        """Return the place for the draft of a form that begins with what is `given`."""
        from factcheck.tui.state.drafts import FormDraft

        return FormDraft(self.workspace, name, given)

    def write(self, table: str, key: str, values: dict[str, Any]) -> Batch:
        """Change fields of a row."""
        return self.workspace.edit(table, key, **values)

    def fill(self, form: Form, key: str, show: Callable[[Batch], object]) -> None:
        """Open a form, and `show` what came of it; `key` is the id of the key that goes on with its draft."""
        self.app.push_screen(form, partial(self._filled, form, key, show))

    def _filled(self, form: Form, key: str, show: Callable[[Batch], object], values: dict[str, Any] | None) -> None:
        if values is not None:
            if self.attempt(lambda: form.made, nothing="Nothing was changed."):
                show(form.made)
        elif form.kept:
            self.status_line.say(Content(f" draft kept · {self.key(key)} goes on with it"))
