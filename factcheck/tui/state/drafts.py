"""What was typed into a form and not saved: kept beside the case until the form is opened on the same record again."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from factcheck.workspace.workspace import Workspace


class FormDraft:
    """The place of one form's draft: "new claim", "C5 edited"."""

    def __init__(self, workspace: Workspace, name: str, given: Mapping[str, object]) -> None:
        """Keep the draft of the form `name`; it is of use only while the form begins with what was `given`."""
        self._workspace = workspace
        self._name = f"form: {name}"
        self._given = orjson.dumps(given, default=str).decode()

    def texts(self) -> dict[str, str] | None:
        """Return what was typed; None where there is no draft, or the record is another by now."""
        draft = self._workspace.drafts.of(self._name)
        if draft is None or draft[1] != self._given:
            return None
        try:
            texts: dict[str, str] = orjson.loads(draft[0])
        except ValueError:
            return None
        return texts if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values()) else None

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keep what is typed, durably. Raises NotSavedError."""
        self._workspace.drafts.keep(self._name, orjson.dumps(texts).decode(), self._given)

    def drop(self) -> None:
        """Forget it. Raises NotSavedError."""
        self._workspace.drafts.drop(self._name)
