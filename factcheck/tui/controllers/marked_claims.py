"""Marking claims, to change them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.statistics import known_tags
from factcheck.text import counted
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.form_screens import OpenMarkedTagsForm
from factcheck.tui.widgets.claim_list import ClaimList


class MarkedClaims:
    """The key that marks a claim, and the tags of the marked ones."""

    def __init__(self, host: Host, changes: Changes, claim_list: Callable[[], ClaimList]) -> None:
        """Mark claims of a list."""
        self._host = host
        self._list = claim_list
        self._forms = Forms(host, changes)

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"claim.mark": self.mark}

    @property
    def ids(self) -> list[str]:
        """The ids of the marked claims that still exist, in the order of the case."""
        return self._list().marked_ids

    def clear(self) -> None:
        """Remove all marks."""
        self._list().marked.clear()

    def mark(self) -> None:
        """Mark the selected claim, or take its mark away, and go to the next line."""
        claim, listed = self._host.claim, self._list()
        if claim is None:
            return
        listed.marked ^= {claim.id}
        listed.redraw()
        listed.move_to(listed.cursor + 1)
        host, count = self._host, counted(len(self.ids), "claim")
        keys = (("edit.tags", "tags"), ("claim.flag", "flag"), ("edit.remove", "remove"), ("pane.back", "clear"))
        hints = " · ".join(f"{host.key(name)} {words}" for name, words in keys)
        host.status_line.say(Content(f" {count} marked · {hints}"))

    def edit_tags(self, shown: Callable[[], object]) -> None:
        """Add and remove tags of the marked claims, as one change; `shown` is called once it is saved."""
        workspace, claims = self._host.workspace, self.ids

        def save(values: dict[str, Any]) -> Batch:
            added, removed = values["added"], set(values["removed"])
            tags = {key: [tag for tag in workspace.case.claims[key].tags if tag not in removed] for key in claims}
            return workspace.edit_all(
                "claims", {key: {"tags": tuple(dict.fromkeys((*kept, *added)))} for key, kept in tags.items()}
            )

        form = OpenMarkedTagsForm(len(claims), known_tags(workspace.case), save)
        self._forms.open(form, "edit.tags", lambda _: shown())
