"""An export is looked at and written in threads; a file that is there is refused, and nothing is half written."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from textual.worker import WorkerState

from factcheck.tui.controllers.export_work import LOOK, WRITE, ExportWork
from factcheck.tui.state.export_request import ExportOutlook, ExportRequest, ExportResult
from tests.tui.controllers.fakes import FakeHost

MARKDOWN = ExportRequest("markdown")


class Told:
    """The controller with what it told its screen."""

    def __init__(self, host: FakeHost) -> None:
        self.outlooks: list[ExportOutlook] = []
        self.written: list[ExportResult] = []
        self.refusals: list[tuple[str, bool]] = []
        self.work = ExportWork(
            host.host,
            host.workspace,
            show=self.outlooks.append,
            written=self.written.append,
            refused=self._refused,
        )

    def _refused(self, why: str, *, exists: bool = False) -> None:
        self.refusals.append((why, exists))


def test_what_an_export_will_be_is_told_bit_by_bit(host: FakeHost) -> None:
    told = Told(host)
    told.work.look(MARKDOWN)
    host.run_pending()
    assert [outlook.count for outlook in told.outlooks] == [len(host.workspace.case.claims)] * 3
    assert [outlook.lines is None for outlook in told.outlooks] == [True, False, False]
    assert told.work.known == MARKDOWN


def test_what_is_not_wanted_any_more_is_not_told(host: FakeHost) -> None:
    told = Told(host)
    told.work.look(ExportRequest("csv"))
    told.work.look(MARKDOWN)
    host.run_pending()
    assert len(told.outlooks) == 3
    assert told.work.known == MARKDOWN


def test_a_file_that_is_there_is_overwritten_only_if_that_is_wanted(host: FakeHost, tmp_path: Path) -> None:
    told, path = Told(host), tmp_path / "out.md"
    path.write_text("mine")
    told.work.write(MARKDOWN, path, overwrite=False)
    assert told.work.writing is not None
    host.run_pending()
    assert [exists for _, exists in told.refusals] == [True]
    assert path.read_text() == "mine"
    assert not told.work.writing
    told.work.write(MARKDOWN, path, overwrite=True)
    host.run_pending()
    assert told.written == [ExportResult(path, "markdown")]
    assert path.read_text().startswith("#")


def test_a_stopped_export_leaves_no_file(host: FakeHost, tmp_path: Path) -> None:
    told, path = Told(host), tmp_path / "out.md"
    told.work.write(MARKDOWN, path, overwrite=False)
    told.work.stop()
    host.run_pending()
    assert told.refusals == [("", False)]
    assert not path.exists()


def test_an_unexpected_error_of_a_thread_is_told(host: FakeHost) -> None:
    told = Told(host)
    for group in (LOOK, WRITE):
        worker = SimpleNamespace(group=group, error=ValueError("no"))
        event: Any = SimpleNamespace(worker=worker, state=WorkerState.ERROR)
        told.work.worker_changed(event)
    assert [outlook.wrong for outlook in told.outlooks] == ["ValueError: no"]
    assert told.refusals == [("ValueError: no", False)]
