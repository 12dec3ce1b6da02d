"""`export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.exports import FORMATS
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run
from tests.conftest import names_in


@pytest.mark.parametrize("name", FORMATS)
def test_standard_output_and_the_file_have_the_same_bytes(run: Run, case_path: Path, name: str) -> None:
    run("decide", "C5", "refuted")
    if "draft" in FORMATS[name].options:
        article = case_path.with_name("article.txt")
        article.write_text("Karim Masimov was sentenced to 16 years.", encoding="utf-8")
        run("draft", "add", str(article))
    target = case_path.with_name("report")
    result = run("export", name, "-o", str(target))
    with Workspace.open(case_path, "", write=False) as workspace:
        expected = b"".join(ExportJob(workspace.documents, name).chunks())
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(target) in result.stderr
    assert target.read_bytes() == expected
    assert run("export", name).stdout_bytes == expected
    assert run("export", name, "-o", "-").stdout_bytes == expected


def test_only_exports_what_the_filter_lets_pass(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    with Workspace.open(case_path, "", write=False) as workspace:
        expected = b"".join(ExportJob(workspace.documents, "markdown", "is:refuted").chunks()).decode()
    assert run("export", "markdown", "--only", "is:refuted").stdout == expected


def test_an_existing_file_is_overwritten_by_force_only(run: Run, case_path: Path) -> None:
    target = case_path.with_name("report.md")
    target.write_text("mine")
    result = run("export", "markdown", "-o", str(target))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert str(target) in result.stderr
    assert target.read_text() == "mine"
    assert run("export", "markdown", "-o", str(target), "--force").exit_code == 0
    assert target.read_bytes() == run("export", "markdown").stdout_bytes


def test_the_case_itself_is_never_overwritten(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    link = case_path.with_name("report.md")
    link.symlink_to(case_path)
    for target in (case_path, link):
        result = run("export", "markdown", "-o", str(target), "--force")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert str(target) in result.stderr
    assert case_path.read_bytes() == before


def test_an_export_reads_the_case_only(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    run("export", "markdown")
    assert case_path.read_bytes() == before
    assert names_in(case_path.parent) == ["db.json"]


def test_the_formats_are_listed(run: Run) -> None:
    assert [line.split("\t")[0] for line in run("export", "--list").stdout.splitlines()] == list(FORMATS)
    assert [row["name"] for row in json.loads(run("export", "--list", "--json").stdout)] == list(FORMATS)


@pytest.mark.parametrize(
    ("words", "named"),
    [((), "format"), (("word",), "word"), (("markdown", "--only", "colour:red"), "colour")],
)
def test_what_cannot_be_exported_is_said(run: Run, words: tuple[str, ...], named: str) -> None:
    result = run("export", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr


def test_json_is_for_the_list_of_formats_only(run: Run) -> None:
    result = run("export", "markdown", "--json")
    assert result.exit_code == 2
    assert "--json needs --list" in result.stderr
    assert result.stdout == ""
