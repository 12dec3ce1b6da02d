"""`source list`, `source edit` and `source remove`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.cli import output
from tests.cli.conftest import Run, rows


def test_the_list_has_every_source_with_its_exact_row(run: Run, case_path: Path) -> None:
    listed = json.loads(run("source", "list", "--json").stdout)
    stored = rows(case_path, "sources")
    assert all(listed_row.items() >= dict(row).items() for listed_row, row in zip(listed, stored, strict=True))
    excerpts = rows(case_path, "excerpts")
    for source in listed:
        quoted = [row for row in excerpts if row["source"] == source["id"]]
        assert source["contradicts"] == sum(row["stance"] == "contradicts" for row in quoted)
        assert source["claims"] == len({row["claim"] for row in quoted})


def test_piped_the_list_is_a_line_for_each_source(run: Run) -> None:
    lines = [line.split("\t") for line in run("source", "list").stdout.splitlines()]
    listed = json.loads(run("source", "list", "--json").stdout)
    assert lines == [
        [*(source[field] for field in ("ref", "title", "publisher", "published")),
         *(str(source[stance]) for stance in ("supports", "contradicts", "context")), "–"]
        for source in listed
    ]  # fmt: skip


@pytest.mark.usefixtures("plain_reader")
def test_the_list_says_whose_text_is_here(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new.txt").write_text("It rained.")
    ref = run("source", "add", str(tmp_path / "new.txt")).stdout.strip()
    assert {row["ref"]: row["text"] for row in json.loads(run("source", "list", "--json").stdout)} == {
        **dict.fromkeys(("S1", "S2", "S3", "S4", "S5"), False),
        ref: True,
    }
    assert [line[-1] for line in run("source", "list").stdout.splitlines()] == ["–"] * 5 + ["✓"]
    monkeypatch.setattr(output, "for_people", lambda: True)
    shown = run("source", "list").stdout
    assert (shown.count("✓"), shown.count("–")) == (1, 5 + shown.count("Affair –"))
    assert "text" in shown.splitlines()[0]


def test_a_source_is_corrected(run: Run, case_path: Path) -> None:
    before = dict(rows(case_path, "sources")[1])
    result = run("source", "edit", "s2", "--publisher", "The Bureau", "--published", "2023-04", "--language", "")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "S2 publisher, published, language edited" in result.stderr
    changed = {"publisher": "The Bureau", "published": "2023-04", "language": ""}
    assert rows(case_path, "sources")[1] == {**before, **changed}
    run("undo")
    assert rows(case_path, "sources")[1] == before


def test_a_correction_that_changes_nothing_is_none(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    result = run("source", "edit", "S1", "--publisher", "Eurasianet")
    assert (result.exit_code, case_path.read_bytes()) == (0, before)
    assert "S1 is unchanged" in result.stderr


def test_a_source_that_is_not_quoted_is_removed(run: Run, case_path: Path) -> None:
    (case_path.parent / "new.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    before = rows(case_path, "sources")
    ref = run("source", "add", "--unread", str(case_path.parent / "new.png")).stdout.strip()
    added = rows(case_path, "sources")
    result = run("source", "remove", ref)
    assert (result.exit_code, result.stdout) == (0, "")
    assert rows(case_path, "sources") == before
    run("undo")
    assert rows(case_path, "sources") == added


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("edit", "S1"), "--title"),
        (("edit", "S9", "--title", "x"), "S9"),
        (("edit", "S1", "--published", "soon"), "soon"),
        (("remove", "S1"), "still quoted, by E"),
        (("remove", "S9"), "S9"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, case_path: Path, words: tuple[str, ...], named: str) -> None:
    before = case_path.read_bytes()
    result = run("source", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before
