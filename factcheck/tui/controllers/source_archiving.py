"""Asking a web archive for a copy of a source: in a thread, and only where the user agreed to send the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.content import Content
from textual.worker import get_current_worker

from factcheck.case.records import Source
from factcheck.documents.web.archive import ArchivedCopy
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import OpenConsent
from factcheck.tui.render.styles import MUTED
from factcheck.workspace.archiving import SourceArchive, copy_words

_SENT = "Only the address is sent, nothing else of the case."


class SourceArchiving:
    """The key that asks for the archived copy of the selected source, and stores its address and time."""

    def __init__(self, host: Host, changes: Changes, selected: Callable[[], Source | None]) -> None:
        """Ask for a copy of the source that `selected` returns."""
        self._host, self._changes, self._selected = host, changes, selected

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"source.archive": self.archive}

    def archive(self) -> None:
        """Ask the archive of the settings; before the first time, whether it may be sent the address."""
        selected, host = self._selected(), self._host
        if selected is None or not self._changes.may_write():
            return
        try:
            archive = SourceArchive(host.workspace, host.session.settings.archive)
            (source,) = archive.named([selected])
        except FactcheckError as error:
            host.status_line.problem(str(error))
            return
        if question := archive.consent([source]):
            host.post_message(OpenConsent(archive.host, question, _SENT, then=partial(self._answered, archive, source)))
        else:
            self._ask(archive, source)

    def _answered(self, archive: SourceArchive, source: Source, agreed: bool | None) -> None:
        if not agreed:
            self._say(f"Nothing is sent to {archive.host}")
            return
        try:
            archive.agree()
        except FactcheckError as error:
            self._host.status_line.problem(str(error))
        else:
            self._ask(archive, source)

    def _ask(self, archive: SourceArchive, source: Source) -> None:
        self._say(f"Asking {archive.host} for a copy of {source.ref} …")
        work = partial(self._find, archive, source)
        self._host.run_worker(work, thread=True, group="archiving", exclusive=True, exit_on_error=False)

    def _find(self, archive: SourceArchive, source: Source) -> None:
        """Ask in a thread."""
        worker = get_current_worker()
        try:
            copy = archive.ask(source, lambda: worker.is_cancelled)
        except FactcheckError as error:
            if not worker.is_cancelled:
                self._host.call_later(self._host.status_line.problem, f"{source.ref}: {error}")
        else:
            self._host.call_later(self._keep, source, copy)

    def _keep(self, source: Source, copy: ArchivedCopy | None) -> None:
        """Store the copy that was found, if its source is still there."""
        workspace = self._host.workspace
        if copy is None or source.id not in workspace.case.sources:
            self._say(copy_words(source, copy))
            return
        batch = self._changes.attempt(
            lambda: workspace.change("sources", source.id, archived=copy.url, archived_at=copy.at),
            words=copy_words(source, copy),
            nothing=f"{copy_words(source, copy)}, as is known already",
        )
        if batch:
            self._host.show_case(source.id)

    def _say(self, words: str) -> None:
        self._host.status_line.say(Content.styled(f" {visible_line(words)}", MUTED))
