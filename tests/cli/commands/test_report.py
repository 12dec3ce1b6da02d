"""`report`: the case as a page, in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run
from tests.conftest import names_in


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser is asked to open: no browser comes up in a test."""
    addresses: list[str] = []

    def remember(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", remember)
    return addresses


def test_it_makes_the_page_beside_the_case(run: Run, case_path: Path, opened: list[str]) -> None:
    result = run("report")
    page = case_path.with_name("bloody-january.html")
    with Workspace.open(case_path, "", write=False) as workspace:
        assert page.read_bytes() == b"".join(ExportJob(workspace.documents, "html").chunks())
    assert (result.exit_code, result.stdout, opened) == (0, "", [])
    assert str(page) in result.stderr


def test_it_opens_the_page_in_the_browser(run: Run, tmp_path: Path, opened: list[str]) -> None:
    target = tmp_path / "a report?.html"
    assert run("report", "--open", "--only", "C1", "-o", str(target)).exit_code == 0
    assert opened == [target.as_uri()]
    assert b"an extract: 1 of 76" in target.read_bytes()


def test_without_a_browser_it_says_where_the_page_is(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    result = run("report", "--open", "-o", str(tmp_path / "report.html"))
    assert result.exit_code == 0
    assert f"No browser could be opened; the page is {tmp_path / 'report.html'}" in result.stderr


def test_a_file_that_is_there_is_neither_overwritten_nor_opened(run: Run, tmp_path: Path, opened: list[str]) -> None:
    target = tmp_path / "report.html"
    target.write_text("mine")
    result = run("report", "--open", "-o", str(target))
    assert (result.exit_code, target.read_text(), opened) == (2, "mine", [])
    assert run("report", "--open", "--force", "-o", str(target)).exit_code == 0
    assert opened == [target.as_uri()]


def test_it_changes_nothing_of_the_case(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    run("report", "-o", str(case_path.with_name("report.html")))
    assert case_path.read_bytes() == before
    assert names_in(case_path.parent) == ["db.json", "report.html"]
