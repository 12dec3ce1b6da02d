"""Exporting in the background: looking at what an export will be, and writing it. Both can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from textual.worker import Worker, WorkerState

from factcheck.errors import ExistsError, FactcheckError
from factcheck.exports.lint import grouped
from factcheck.tui.controllers.host import Background
from factcheck.tui.state.export_request import ExportOutlook, ExportRequest, ExportResult
from factcheck.workspace.progress import Progress, StoppedError
from factcheck.workspace.workspace import Workspace

LOOK, WRITE = "look", "export"
"""The groups of background work."""


class Refuse(Protocol):
    """Told that an export was not written."""

    def __call__(self, why: str, *, exists: bool = False) -> object:
        """Show why; `why` is empty if the export was stopped, `exists` is true if there is such a file already."""


class ExportWork:
    """Looks at what an export will be, and writes it. Nothing is half written."""

    def __init__(
        self,
        host: Background,
        workspace: Workspace,
        *,
        show: Callable[[ExportOutlook], object],
        written: Callable[[ExportResult], object],
        refused: Refuse,
    ) -> None:
        """Export from `workspace`: `show` is given what is known so far, `written` or `refused` the result."""
        self._host = host
        self._workspace = workspace
        self._show = show
        self._written = written
        self._refused = refused
        self._looking = Progress()
        self.writing: Progress | None = None
        """What is being written, if anything is."""
        self.known: ExportRequest | None = None
        """What was looked at to the end, if anything was."""

    def look(self, request: ExportRequest) -> None:
        """Find out what an export will be, in place of whatever is being looked at."""
        self._looking.stop()
        self._looking, self.known = Progress(), None
        self._run(partial(self._look, request, self._looking), LOOK)

    def write(self, request: ExportRequest, path: Path, *, overwrite: bool) -> None:
        """Write an export."""
        self._looking.stop()
        self.writing = Progress()
        self._run(partial(self._write, request, path, overwrite, self.writing), WRITE)

    def stop(self) -> None:
        """Stop all: the screen or the program is being left."""
        self._looking.stop()
        if self.writing is not None:
            self.writing.stop()

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Report an unexpected error of a thread."""
        worker = event.worker
        if event.state is not WorkerState.ERROR:
            return
        words = f"{type(worker.error).__name__}: {worker.error}"
        if worker.group == WRITE:
            self._refuse(words)
        elif worker.group == LOOK:
            self._known_now(self._looking, ExportOutlook(wrong=words), None)

    def _run(self, work: Callable[[], None], group: str) -> None:
        self._host.run_worker(work, thread=True, group=group, exit_on_error=False)

    # In threads

    def _look(self, request: ExportRequest, progress: Progress) -> None:
        def show(outlook: ExportOutlook, known: ExportRequest | None = None) -> ExportOutlook:
            self._host.call_later(self._known_now, progress, outlook, known)
            return outlook

        outlook = ExportOutlook()
        try:
            job = request.job(self._workspace, progress)
            outlook = show(replace(outlook, count=len(job.claims)))
            outlook = show(replace(outlook, lines=job.preview()))
            show(replace(outlook, lacks=grouped(job.lint())), request)
        except StoppedError:
            pass
        except FactcheckError as error:
            show(replace(outlook, wrong=str(error)), request)

    def _write(self, request: ExportRequest, path: Path, overwrite: bool, progress: Progress) -> None:
        back = self._host.call_later
        try:
            job = request.job(self._workspace, progress)
            written = job.to(path, overwrite=overwrite)
        except StoppedError:
            back(self._refuse, "")
        except ExistsError as error:
            back(self._refuse, str(error), not overwrite)
        except FactcheckError as error:
            back(self._refuse, str(error))
        except (OSError, ValueError) as error:  # a name that is too long or has a null character
            back(self._refuse, f"{path}: {error}")
        else:
            back(self._finish, ExportResult(written, request.format))

    # Back from the threads

    def _known_now(self, progress: Progress, outlook: ExportOutlook, known: ExportRequest | None) -> None:
        """Show what is known, unless something else is looked at or written by now."""
        if progress is self._looking and not progress.stopped and self.writing is None:
            self.known = known
            self._show(outlook)

    def _refuse(self, why: str, exists: bool = False) -> None:
        self.writing = None
        self._refused(why, exists=exists)

    def _finish(self, delivered: ExportResult) -> None:
        self.writing = None
        self._written(delivered)
