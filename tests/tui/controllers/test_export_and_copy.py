"""An export is opened with what is listed; a copy is that of the excerpt or the claim; an import says what came in."""

from __future__ import annotations

from pathlib import Path

from factcheck.tui.controllers.export_and_copy import ExportAndCopy
from factcheck.tui.dialogs import OpenExport, OpenHistory, OpenImport, OpenInBrowser
from factcheck.tui.state.claim_listing import ClaimScope, Listing
from factcheck.tui.state.export_request import ExportResult
from factcheck.tui.state.import_offer import Taken
from tests.tui.controllers.fakes import FakeHost, FakeSheet


def controller(host: FakeHost, sheet: FakeSheet | None = None, listing: Listing | None = None) -> ExportAndCopy:
    """Return the controller."""
    return ExportAndCopy(host.host, host.changes, (sheet or FakeSheet()).sheet, lambda: listing or Listing())


def test_what_is_listed_is_exported_and_a_page_can_be_looked_at(host: FakeHost) -> None:
    controller(host, listing=Listing(view=ClaimScope.UNCHECKED, words="tag:date")).export()
    assert isinstance(host.opened, OpenExport)
    assert host.opened.only == "is:unchecked tag:date"
    host.opened.returned(ExportResult(Path("case.html"), "html"))
    assert host.status_line.last == "written  case.html"
    assert isinstance(host.opened, OpenInBrowser)


def test_the_selected_excerpt_is_copied_or_else_the_claim(host: FakeHost) -> None:
    assert host.claim is not None
    excerpt = host.workspace.case.excerpts_of(host.claim.id)[0]
    controller(host, FakeSheet(excerpt)).copy()
    assert excerpt.quote in host.copied
    assert host.status_line.last == f"copied  {excerpt.ref} with its citation"
    controller(host).copy()
    assert host.claim.text in host.copied


def test_an_import_says_what_came_in_and_shows_the_first_claim(host: FakeHost) -> None:
    controller(host).import_()
    assert isinstance(host.opened, OpenImport)
    batch = host.workspace.add_claims([{"text": "One."}, {"text": "Two."}])
    host.opened.returned(Taken(batch, 4))
    assert host.status_line.last == "saved: imported: 2 claims added; 4 differences not taken (u undo)"
    assert host.shown == [batch[0].key]


def test_a_merge_says_what_it_did_and_shows_the_case_anew(host: FakeHost) -> None:
    controller(host).import_()
    assert isinstance(host.opened, OpenImport)
    host.opened.returned(Taken(merged="2 rows of others, 1 contested"))
    assert host.status_line.last.startswith("saved: merged: 2 rows of others, 1 contested")
    assert host.shown == [None]


def test_the_history_is_that_of_the_selected_claim(host: FakeHost) -> None:
    controller(host).show_history()
    assert isinstance(host.opened, OpenHistory)
    assert host.opened.claim == host.claim
