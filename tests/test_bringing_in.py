"""From documents to a case and back: brought in, quoted, attached, looked up again, undone, and carried away alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factcheck.cli.app import app
from tests.web import page, serving

PAGE = (
    "<html><head><title>The flood of March</title></head><body><article>"
    "<p>It rained for three days in the valley, the weather service of the district said on Monday.</p>"
    "<p>The river rose by {} metres at the old bridge, and forty houses were left by those who live in them.</p>"
    "</article></body></html>"
)
MEMO = "Memo of the fire brigade\n\nThe water stood at the second step of the old bridge on Tuesday morning.\n"


class Case:
    """A case that is worked on by commands alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, *words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(app, ["--db", str(self.path), "--checker", "ada", *words])
        assert result.exit_code == status, result.stderr
        return result

    def listed(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run(*words, "--json").stdout)
        return found


def test_a_case_from_its_documents_and_back(tmp_path: Path) -> None:
    case = Case(tmp_path / "flood.json")
    memo = tmp_path / "memo.txt"
    memo.write_text(MEMO)
    case.run("init", "--title", "The flood")
    case.run("claim", "add", "The river rose by two metres.")
    with serving({"/flood.html": page(PAGE.format("two").encode())}) as server:
        added = case.run("source", "add", str(memo), server.url("/flood.html"), "--allow-private")
        assert added.stdout == "S1\nS2\n"
        assert [(row["ref"], row["title"], row["text"]) for row in case.listed("source", "list")] == [
            ("S1", "Memo of the fire brigade", True),
            ("S2", "The flood of March", True),
        ]
        case.run("excerpt", "add", "C1", "S2", "The river rose by two metres", "--stance", "supports")
        case.run("excerpt", "add", "C1", "S2", "It rained for three days", "--stance", "context")

        server.pages["/flood.html"] = page(PAGE.format("three").encode())
        again = case.run("source", "refetch", "S2", "--allow-private")
        assert [line[:2] for line in again.stdout.splitlines()] == ["-\t", "+\t"]
        assert "E1 no longer found in it" in again.stderr
    assert "three metres" in case.run("source", "text", "S2").stdout
    case.run("undo")
    assert "two metres" in case.run("source", "text", "S2").stdout

    alone = Case(tmp_path / "elsewhere" / "flood.json")
    alone.path.parent.mkdir()
    shutil.copy(case.path, alone.path)
    assert [row["text"] for row in alone.listed("source", "list")] == [False, False]
    alone.run("status")
    alone.run("decide", "C1", "supported")
    assert "The river rose by two metres" in alone.run("export", "markdown").stdout
    assert "has no text" in alone.run("source", "text", "S1", status=2).stderr
    attached = alone.run("source", "attach", "S1", str(memo))
    assert "its hash is the one that was quoted from" in attached.stderr
    assert "second step" in alone.run("source", "text", "S1").stdout
    assert [row["text"] for row in alone.listed("source", "list")] == [True, False]


def test_no_report_is_written_among_the_documents(tmp_path: Path) -> None:
    case = Case(tmp_path / "flood.json")
    (tmp_path / "memo.txt").write_text(MEMO)
    case.run("init")
    case.run("source", "add", str(tmp_path / "memo.txt"))
    kept = tmp_path / "flood.sources"
    before = {found.name: found.read_bytes() for found in kept.iterdir()}
    for name in ["report.md", *before]:
        refused = case.run("export", "markdown", "--force", "-o", str(kept / name), status=2)
        assert "is a file of the case itself" in refused.stderr
    assert {found.name: found.read_bytes() for found in kept.iterdir()} == before


@pytest.mark.parametrize(
    "ending", [".txt", ".txt.bak", ".txt.journal", ".txt.journal.bak", ".txt.journal.damaged", ".txt.drafts",
               ".txt.lock", ".txt.index", ".sources/{name}.txt", ".sources/{name}.json"]
)  # fmt: skip
def test_no_file_of_the_case_is_taken_as_a_document(tmp_path: Path, ending: str) -> None:
    case = Case(tmp_path / "flood.txt")
    (tmp_path / "memo.txt").write_text(MEMO)
    case.run("init")
    case.run("source", "add", str(tmp_path / "memo.txt"))
    (name,) = (found.stem for found in (tmp_path / "flood.sources").glob("*.json"))
    own = tmp_path / f"flood{ending.format(name=name)}"
    if not own.exists():
        own.write_text("" if ending == ".txt.journal" else MEMO)
    os.link(own, tmp_path / "linked.txt")
    stays = ending in {
        ".txt",
        ".txt.bak",
    }  # others are made anew by each command, and what was linked is no more theirs
    (tmp_path / "symbolic.txt").symlink_to(own)
    before = case.listed("source", "list")
    for words in (["add"], ["add", "--unread"], ["attach", "S1"], ["attach", "--replace", "S1"]):
        for path in (own, tmp_path / "symbolic.txt", *([tmp_path / "linked.txt"] if stays else [])):
            assert "is a file of the case itself" in case.run("source", *words, str(path), status=2).stderr
    if own.exists():  # a lock and an empty journal are gone by now
        assert "is a file of the case itself" in case.run("claim", "extract", str(own), status=2).stderr
    assert case.listed("source", "list") == before


def test_the_files_of_the_case_are_left_out_of_a_directory(tmp_path: Path) -> None:
    case = Case(tmp_path / "flood.txt")
    case.run("init")
    (tmp_path / "memo.txt").write_text(MEMO)
    os.link(case.path, tmp_path / "linked.txt")
    assert case.run("source", "add", str(tmp_path)).stdout == "S1\n"
    assert case.run("source", "add", str(tmp_path)).stdout == "S1\n"
    refused = case.run("source", "add", str(tmp_path / "flood.sources"), status=2)
    assert "contains no document that can be read" in refused.stderr
