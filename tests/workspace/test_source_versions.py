"""Excerpts stay tied to the version of a text that they were quoted from; stored documents are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.quotes import State
from factcheck.workspace.import_documents import DocumentImport
from factcheck.workspace.results import Version
from factcheck.workspace.source_versions import version_name
from factcheck.workspace.workspace import Workspace

BEFORE = "The storm of March was the worst in years.\n\nAfter the storm 49 people were missing in the valley."
AFTER = BEFORE.replace("49", "52")
QUOTE = "49 people were missing in the valley"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "storm.txt"
    path.write_text(BEFORE)
    return path


def changed(workspace: Workspace, page: Path, text: str) -> tuple[str, str]:
    """Return the ids of an excerpt and its source, whose text has changed since."""
    importing = DocumentImport(workspace.documents)
    source = importing.add(importing.load(page)).source
    claim = workspace.add_claim("49 people were missing after the storm.")
    excerpt = workspace.add_excerpt(claim, source, QUOTE, stance="supports").key
    workspace.decide(claim, "supported")
    page.write_text(text)
    importing.refresh(source, importing.load(page))
    return excerpt, source.id


def test_an_excerpt_is_exact_in_its_version_and_what_the_page_says_since_is_told(
    workspace: Workspace, page: Path
) -> None:
    excerpt, source = changed(workspace, page, AFTER)
    first = workspace.documents.versions(source)[0]
    assert workspace.case.excerpts[excerpt].version == first.sha256
    anchor = workspace.quote_checks.anchor(excerpt)
    assert (anchor.state, anchor.parts, anchor.version, anchor.misquotes) == (State.EXACT, (), first.sha256, False)
    assert anchor.warning == f"in {version_name(first)}; the page says “52” since"
    assert workspace.texts.document(first.sha256) is not None
    stale = workspace.claims("is:stale")
    assert [claim.text for claim in stale] == ["49 people were missing after the storm."]


def test_a_passage_that_is_gone_is_told_and_one_that_stays_needs_no_version(workspace: Workspace, page: Path) -> None:
    excerpt, _ = changed(workspace, page, "The storm of March was the worst in years. Nobody knows how many died.")
    assert workspace.quote_checks.anchor(excerpt).warning.endswith("; the page no longer says so")
    workspace.undo()
    assert workspace.case.excerpts[excerpt].version == ""
    kept, _ = changed(workspace, page.with_name("storm.txt"), f"{BEFORE} It rained.")
    assert workspace.case.excerpts[kept].version == ""


def test_an_excerpt_of_an_older_case_takes_its_version_from_the_history(workspace: Workspace, page: Path) -> None:
    excerpt, _ = changed(workspace, page, AFTER)
    workspace.change("excerpts", excerpt, version="")
    assert workspace.quote_checks.anchor(excerpt).state is State.EXACT
    assert workspace.quote_checks.anchor(excerpt).version


def test_a_new_quote_is_of_the_present_text(workspace: Workspace, page: Path) -> None:
    excerpt, _ = changed(workspace, page, AFTER)
    workspace.edit("excerpts", excerpt, quote="52 people were missing in the valley")
    assert workspace.case.excerpts[excerpt].version == ""
    assert workspace.quote_checks.anchor(excerpt).warning == ""


def test_a_report_cites_the_version_that_was_quoted(workspace: Workspace, page: Path, tmp_path: Path) -> None:
    _, source = changed(workspace, page, AFTER)
    first = workspace.documents.versions(source)[0]
    for name in ("markdown", "html"):
        path = tmp_path / f"report.{name}"
        workspace.export(name, path, options={"unchecked": "full"})
        report = path.read_text()
        assert report.count(first.sha256) == report.split("Appendix")[1].count(first.sha256) == 1
        assert "in the version of" in report


def test_a_version_is_named_by_its_day_or_its_hash() -> None:
    assert version_name(Version("ab" * 32, "2026-11-20T08:00:00Z")) == "the version of 20 Nov 2026"
    assert version_name(Version("ab" * 32, "")) == "the earlier version abababababab"


def test_stored_documents_are_checked_by_their_hashes(workspace: Workspace, page: Path) -> None:
    _, source = changed(workspace, page, AFTER)
    first, second = (version.sha256 for version in workspace.documents.versions(source))
    assert workspace.texts.faults(first) == workspace.texts.faults(second) == []
    kept = workspace.texts.bytes_path(first)
    assert kept is not None
    kept.write_bytes(b"something else")
    assert ["are not the bytes that were kept" in fault for fault in workspace.texts.faults(first)] == [True]
    kept.unlink()
    assert ["the bytes of the document are missing" in fault for fault in workspace.texts.faults(first)] == [True]
    workspace.texts.path(second, ".txt").write_text("another text")
    assert ["is not the text that was kept" in fault for fault in workspace.texts.faults(second)] == [True]
