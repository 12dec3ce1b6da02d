"""Drafts of forms: stored with the case, and saved in the background while the user types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import orjson
from textual.screen import Screen
from textual.timer import Timer

from factcheck.errors import FactcheckError
from factcheck.workspace.workspace import Workspace


class FormDraft:
    """The draft of one form, stored by the form's name: "new claim", "C5 edited"."""

    def __init__(self, workspace: Workspace, name: str, given: Mapping[str, object]) -> None:
        """Open the draft of the form `name`; it is valid only for the initial values `given`."""
        self._workspace = workspace
        self._name = f"form: {name}"
        self._given = orjson.dumps(given, default=str).decode()

    def texts(self) -> dict[str, str] | None:
        """Return the typed texts; None if there is no draft or the record has changed."""
        draft = self._workspace.unsaved.of(self._name)
        if draft is None or draft[1] != self._given:
            return None
        try:
            texts: dict[str, str] = orjson.loads(draft[0])
        except ValueError:
            return None
        return texts if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values()) else None

    def keep(self, texts: Mapping[str, str]) -> None:
        """Save the typed texts to disk. Raises NotSavedError."""
        self._workspace.unsaved.keep(self._name, orjson.dumps(texts).decode(), self._given)

    def drop(self) -> None:
        """Delete the draft. Raises NotSavedError."""
        self._workspace.unsaved.drop(self._name)


PAUSE = 0.3
"""Seconds from a key press to saving the draft."""


class AutoSave:
    """Saves a draft in the background, at most once per `PAUSE`."""

    def __init__(
        self, screen: Screen[Any], keep: Callable[[], object], failed: Callable[[FactcheckError], None]
    ) -> None:
        """Call `keep` in a thread; if it raises FactcheckError, `failed` is called with it in the screen's thread."""
        self._screen = screen
        self._keep = keep
        self._failed = failed
        self._turn = Lock()
        self._stopped = False
        self._timer: Timer | None = None

    def soon(self) -> None:
        """Save soon; further typing does not postpone it."""
        if self._timer is None and not self._stopped:
            self._timer = self._screen.set_timer(PAUSE, self._begin)

    def stop(self) -> None:
        """Stop saving; no save is running when this returns."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        with self._turn:
            self._stopped = True

    def go_on(self) -> None:
        """Resume after a stop."""
        self._stopped = False

    def _begin(self) -> None:
        self._timer = None
        self._screen.run_worker(self._keep_now, thread=True, group="draft", exit_on_error=False)

    def _keep_now(self) -> None:
        try:
            with self._turn:
                if not self._stopped:
                    self._keep()
        except FactcheckError as error:
            self._screen.call_later(self._failed, error)
