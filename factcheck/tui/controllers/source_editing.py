"""Editing and removing the selected source, and making it a draft or evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.origins import checked_details
from factcheck.case.records import Role, Source
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.form_screens import OpenSourceForm


class SourceEditing:
    """The keys that change what is known of a source."""

    def __init__(
        self, host: Host, changes: Changes, selected: Callable[[], Source | None], show: Callable[[Batch], object]
    ) -> None:
        """Act on the source that `selected` returns; `show` shows what a form has changed."""
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)
        self._selected = selected
        self._show = show

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"edit.edit": self.edit, "edit.remove": self.remove, "source.role": self.switch_role}

    def _source(self) -> Source | None:
        """Return the selected source if it may be changed; say why if the case cannot be."""
        source = self._selected()
        return source if source is not None and self._changes.may_write() else None

    def edit(self) -> None:
        """Edit what is known of the source."""
        source, case = self._source(), self._host.workspace.case
        if source is None:
            return
        role = Role.DRAFT if case.is_draft(source.id) else Role.EVIDENCE
        repeated = case.sources.get(source.repeats)
        repeats = repeated.ref if repeated else ""
        draft = self._forms.draft(f"source {source.id}", {**source.to_row(), "repeats": repeats})
        check = partial(checked_details, case, source.id)
        form = OpenSourceForm(source, role, partial(self._save, source, role), draft, repeats, check)
        self._forms.open(form, "edit.edit", self._show)

    def _save(self, source: Source, role: Role, values: dict[str, Any]) -> Batch:
        """Save what was typed. The role is stated if it was changed, or if claims were taken from the source."""
        undecided = self._host.workspace.case.index.roles.undecided()
        if values.get("role") == role and source.id not in undecided:
            values = {name: value for name, value in values.items() if name != "role"}
        return self._forms.save("sources", source.id, values)

    def switch_role(self) -> None:
        """Make the source a draft, or evidence again."""
        source = self._source()
        if source is None:
            return
        is_draft = self._host.workspace.case.is_draft(source.id)
        role = Role.EVIDENCE if is_draft else Role.DRAFT
        words = f"{source.ref} is {'evidence' if is_draft else 'a draft: no evidence'}"
        if self._changes.attempt(lambda: self._forms.save("sources", source.id, {"role": role.value}), words=words):
            self._host.show_case(source.id)

    def remove(self) -> None:
        """Remove the source, unless it is quoted."""
        source = self._source()
        if source is not None and self._changes.attempt(lambda: self._host.workspace.remove("sources", source.id)):
            self._host.show_case()
