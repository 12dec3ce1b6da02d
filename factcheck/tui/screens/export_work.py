"""What an export does in the background: looking at what it will be, and writing it. Both can be stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from factcheck.errors import ExistsError, FactcheckError
from factcheck.exports.lint import grouped
from factcheck.tui.state.export_request import ExportOutlook, ExportRequest, ExportResult
from factcheck.workspace.progress import Progress, StoppedError

if TYPE_CHECKING:
    from factcheck.workspace.workspace import Workspace


class ExportWork(ModalScreen[ExportResult | None]):
    """Looks at a wish, and fulfils it. A look that is not wanted any more stops; nothing is half written."""

    @dataclass
    class Seen(Message):
        """More is known of what is looked at; all of it where it tells the wish."""

        progress: Progress
        outlook: ExportOutlook
        wish: ExportRequest | None = None

    @dataclass
    class Done(Message):
        """The export is written."""

        delivered: ExportResult

    @dataclass
    class Refused(Message):
        """It is not written; nothing of it is. `why` is empty where it was stopped; `there` if a file is there."""

        why: str
        there: bool = False

    def __init__(self, workspace: Workspace) -> None:
        """Export from `workspace`."""
        super().__init__()
        self._workspace = workspace
        self._looking = Progress()
        self._writing: Progress | None = None
        self._known: ExportRequest | None = None

    @property
    def known(self) -> ExportRequest | None:
        """The wish that was looked at to the end, if there is one."""
        return self._known

    @property
    def writing(self) -> Progress | None:
        """What is being written, if anything is."""
        return self._writing

    def look(self, wish: ExportRequest) -> None:
        """Look at a wish; what is known of it comes as `Seen`, bit by bit."""
        self._looking.stop()
        self._looking, self._known = Progress(), None
        self._look(wish, self._looking)

    def fulfil(self, wish: ExportRequest, path: Path, *, overwrite: bool) -> None:
        """Write an export; `Done` or `Refused` tells what came of it."""
        self._looking.stop()
        self._writing = Progress()
        self._fulfil(wish, path, overwrite, self._writing)

    def on_unmount(self) -> None:
        """Let nothing go on when the screen or the whole program is left."""
        self._looking.stop()
        if self._writing is not None:
            self._writing.stop()

    @on(Worker.StateChanged)
    def _mind_failures(self, event: Worker.StateChanged) -> None:
        """Have a fault of the program told too: nobody waits for what does not come."""
        worker = event.worker
        if event.state is not WorkerState.ERROR:
            return
        words = f"{type(worker.error).__name__}: {worker.error}"
        if worker.group == "export":
            self.post_message(self.Refused(words))
        elif not self._looking.stopped:
            self._tell(self._looking, ExportOutlook(wrong=words))

    @work(thread=True, group="look", exit_on_error=False)
    def _look(self, wish: ExportRequest, progress: Progress) -> None:
        outlook = ExportOutlook()
        try:
            delivery = wish.job(self._workspace, progress)
            outlook = self._tell(progress, replace(outlook, count=len(delivery.claims)))
            outlook = self._tell(progress, replace(outlook, lines=delivery.preview()))
            self._tell(progress, replace(outlook, lacks=grouped(delivery.lint())), wish)
        except StoppedError:
            pass
        except FactcheckError as error:
            self._tell(progress, replace(outlook, wrong=str(error)), wish)

    def _tell(self, progress: Progress, outlook: ExportOutlook, wish: ExportRequest | None = None) -> ExportOutlook:
        if not progress.stopped:
            self.post_message(self.Seen(progress, outlook, wish))
        return outlook

    @work(thread=True, group="export", exit_on_error=False)
    def _fulfil(self, wish: ExportRequest, path: Path, overwrite: bool, progress: Progress) -> None:
        try:
            delivery = wish.job(self._workspace, progress)
            written = delivery.to(path, overwrite=overwrite)
        except StoppedError:
            self.post_message(self.Refused(""))
        except ExistsError as error:
            self.post_message(self.Refused(str(error), there=not overwrite))
        except FactcheckError as error:
            self.post_message(self.Refused(str(error)))
        except (OSError, ValueError) as error:  # too long, a zero in it
            self.post_message(self.Refused(f"{path}: {error}"))
        else:
            self.post_message(self.Done(ExportResult(written, wish.format)))
