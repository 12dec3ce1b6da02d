"""`export`, asked for more: a template, a file for each claim, options, and what the case lacks."""

from __future__ import annotations

import json
import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.exports import FORMATS
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run
from tests.cli.terminal import shown
from tests.conftest import names_in
from tests.exports.pages import read


@pytest.fixture
def misquoted(case_path: Path) -> Path:
    """The shipped case with the text of a source in which one of its quotes does not stand."""
    text = b"The weather in the harbour was fine on all days of the year, the keeper wrote."
    with Workspace.open(case_path, "ada") as workspace:
        brought = workspace.documents.add(text, "harbour.txt", Document(text=text.decode(), media_type="text/plain"))
        workspace.add_excerpt(
            workspace.case.claim("C1").id, brought.source.id, "The weather was foul.", stance=Stance.SUPPORTS
        )
        assert workspace.texts.has(sha256(text).hexdigest())
    return case_path


def test_a_template_lays_the_report_out(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "house.jinja"
    template.write_bytes(b"\xef\xbb\xbf# {{ title }}\r\n{{ claims | length }} of {{ all_claims }}\r\n")
    result = run("export", "markdown", "--template", str(template), "--only", "C1")
    assert (result.exit_code, result.stdout) == (0, "# Bloody January\n1 of 76\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a\n{{ foo }}", "template, line 2: 'foo' is undefined"),
        (b"\xff", "house.jinja: is not UTF-8: byte 1"),
        (b"x" * (1 << 20) + b"y", "house.jinja: is longer than any template"),
        (None, "house.jinja: No such file or directory"),
    ],
)
def test_a_template_that_is_wrong_writes_nothing(run: Run, tmp_path: Path, content: bytes | None, told: str) -> None:
    template = tmp_path / "house.jinja"
    if content is not None:
        template.write_bytes(content)
    result = run("export", "markdown", "--template", str(template), "-o", str(tmp_path / "report.md"))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr
    assert not (tmp_path / "report.md").exists()


def test_the_printed_template_lays_out_the_report_that_there_is_without_one(run: Run, tmp_path: Path) -> None:
    printed = run("export", "markdown", "--print-template")
    assert (printed.exit_code, printed.stderr) == (0, "")
    template = tmp_path / "house.md.jinja"
    template.write_text(printed.stdout, "utf-8")
    assert run("export", "markdown", "--template", str(template)).stdout == run("export", "markdown").stdout
    refused = run("export", "csv", "--print-template")
    assert (refused.exit_code, "csv has no template" in refused.stderr) == (2, True)


def test_each_claim_is_a_file_of_its_own(run: Run, tmp_path: Path) -> None:
    result = run("export", "markdown", "--each", "-o", str(tmp_path / "claims"), "--only", "tag:number")
    files = sorted((tmp_path / "claims").iterdir())
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{len(files)} claims exported to {tmp_path / 'claims'}" in result.stderr
    assert len(files) > 3
    with Workspace.open(tmp_path / "db.json", "", write=False) as workspace:
        texts = [claim.text for claim in workspace.claims("tag:number")]
    assert all(any(text in found.read_text() for found in files) for text in texts)


def test_nothing_of_each_is_written_where_one_is_there(run: Run, tmp_path: Path) -> None:
    words = ("export", "markdown", "--each", "-o", str(tmp_path / "claims"), "--only", "C1")
    run(*words)
    (mine,) = (tmp_path / "claims").iterdir()
    mine.write_text("mine")
    result = run(*words[:-1], "")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert mine.name in result.stderr
    assert (names_in(tmp_path / "claims"), mine.read_text()) == ([mine.name], "mine")
    assert run(*words, "--force").exit_code == 0
    assert mine.read_text().startswith("# Bloody January")


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_each_follows_no_link(run: Run, tmp_path: Path, force: tuple[str, ...]) -> None:
    words = ("export", "markdown", "--each", "-o", str(tmp_path / "claims"), "--only", "C1")
    run(*words)
    (place,) = (tmp_path / "claims").iterdir()
    (tmp_path / "theirs").write_text("theirs")
    for target in ("theirs", "nowhere"):
        place.unlink()
        place.symlink_to(tmp_path / target)
        assert run(*words, *force).exit_code == (0 if force else 2)
        assert place.is_symlink() == (not force)
        assert (tmp_path / "theirs").read_text() == "theirs"
        assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_directory_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    result = run("export", "markdown", "--each", "-o", str(tmp_path / "closed" / "claims"))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("markdown", "--each"), "--each needs a directory"),
        (("markdown", "--each", "-o", "-"), "--each needs a directory"),
        (("html", "--each", "-o", "claims"), "html is one file"),
        (("html", "--option", "matrix"), "--option needs NAME=VALUE, not 'matrix'"),
        (("html", "--option", "colour=red"), "no option 'colour'; there are matrix, figures, unfold"),
        (("html", "--template", "db.json"), "no option 'template'; there are matrix"),
        (("html", "--option", "matrix=perhaps"), "option matrix: no 'perhaps'; there are auto, yes, no"),
    ],
)
def test_what_cannot_be_asked_is_said(
    run: Run, case_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(case_path.parent)
    result = run("export", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr.splitlines()[-1]
    assert names_in(case_path.parent) == ["db.json"]


def test_an_option_is_handed_to_the_format(run: Run) -> None:
    pages = [
        run("export", "html", "--option", "unchecked=full", "--option", f"matrix={wish}").stdout
        for wish in ("yes", "no")
    ]
    assert [len(list(read(page).all("table", "matrix"))) for page in pages] == [1, 0]


def test_the_page_says_how_quotes_stand_in_their_sources(run: Run, misquoted: Path) -> None:
    found = read(run("export", "html", "--option", "unchecked=full").stdout)
    said, fault = found.texts("p", "fault")
    assert "1 of 1 excerpt does not match its source" in said
    assert "not found" in fault
    assert set(found.texts("p", "anchor")) == {fault}


def test_what_is_lacking_is_said_first_and_strict_writes_nothing(run: Run, misquoted: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = run("export", "html", "--strict", "-o", str(target))
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, target.exists()) == (1, "", False)
    assert re.fullmatch(r"required: E\d+: not found in its source \(quote\)", lines[0])
    assert "not found in its source" in lines[0]
    assert any(line.startswith("advised: 76 claims: unchecked (verdict · C1, C2, C3 …)") for line in lines)
    assert lines[-1] == "Nothing was written, because of --strict"
    assert run("export", "html", "-o", str(target)).exit_code == 0
    assert target.exists()


def test_advice_does_not_keep_anything_from_being_written(run: Run) -> None:
    result = run("export", "html", "--strict")
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")
    assert "advised: " in result.stderr


def test_markdown_says_under_each_quote_how_it_stands(run: Run, misquoted: Path) -> None:
    result = run("export", "markdown", "--option", "unchecked=full")
    assert result.exit_code == 0
    assert "1 excerpt does not match its source: E191" in result.stderr
    assert "\u2260 altered" in result.stdout or "\u2717 not found" in result.stdout


def test_the_options_of_a_format_are_listed(run: Run) -> None:
    for name, chosen in FORMATS.items():
        rows = [line.split("\t") for line in run("export", name, "--list").stdout.splitlines()]
        assert rows == [list(option) for option in chosen.options.items()]
    listed = json.loads(run("export", "--list", "--json").stdout)
    assert {row["name"]: row["options"] for row in listed} == {name: {**one.options} for name, one in FORMATS.items()}
    assert [json.loads(run("export", "html", "--list", "--json").stdout)] == [
        [row for row in listed if row["name"] == "html"]
    ]


def test_on_a_terminal_the_list_has_the_options_too() -> None:
    import sys

    seen = shown([sys.executable, "-m", "factcheck", "export", "--list"], columns=200)
    for name, chosen in FORMATS.items():
        assert name in seen
        assert all(f"--option {option}=…" in seen for option in chosen.options)
