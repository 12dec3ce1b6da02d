"""Opening forms with their drafts, and saying what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Host
from factcheck.tui.form_screens import FormResult
from factcheck.tui.router import Open
from factcheck.tui.state.drafts import FormDraft


class Forms:
    """Opens forms for a screen and its controllers."""

    def __init__(self, host: Host, changes: Changes) -> None:
        """Open forms on the case of `host`."""
        self._host = host
        self._changes = changes

    def draft(self, name: str, given: Mapping[str, object]) -> FormDraft:
        """Return the place for the draft of a form that begins with the values `given`."""
        return FormDraft(self._host.workspace, name, given)

    def save(self, table: str, key: str, values: dict[str, Any]) -> Batch:
        """Change fields of a row. Raises FactcheckError."""
        return self._host.workspace.edit(table, key, **values)

    def open(self, form: Open[FormResult], key: str, show: Callable[[Batch], object]) -> None:
        """Open a form, and `show` what it saved; `key` is the id of the key that resumes its draft."""
        form.then = partial(self._closed, key, show)
        self._host.post_message(form)

    def _closed(self, key: str, show: Callable[[Batch], object], result: FormResult | None) -> None:
        if result is None:
            return
        if result.values is not None:
            if self._changes.attempt(lambda: result.batch, nothing="Nothing was changed."):
                show(result.batch)
        elif result.draft_kept:
            self._host.status_line.say(Content(f" draft kept · {self._host.key(key)} resumes it"))
