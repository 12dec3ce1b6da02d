"""`source list` and `source add`."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Run, rows


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "Annual Report.html"
    path.write_bytes(b"<p>One\x00\xff</p>")
    return path


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
         *(str(source[stance]) for stance in ("supports", "contradicts", "context"))]
        for source in listed
    ]  # fmt: skip


def test_a_document_is_recorded_by_name_type_and_hash(run: Run, case_path: Path, document: Path) -> None:
    result = run("source", "add", str(document))
    row = rows(case_path, "sources")[-1]
    assert (result.exit_code, result.stdout) == (0, f"{row['ref']}\n")
    assert (row["file"], row["title"], row["media_type"]) == ("Annual Report.html", "Annual Report", "text/html")
    assert row["sha256"] == sha256(document.read_bytes()).hexdigest()


def test_a_document_is_recorded_with_what_is_known_of_it(run: Run, case_path: Path, document: Path) -> None:
    facts = {
        "title": "The report",
        "publisher": "City of X",
        "author": "B. Clerk",
        "published": "2023-04-25",
        "url": "https://example.org/r",
        "language": "en",
        "note": "second edition",
    }
    run("source", "add", str(document), *(word for name, value in facts.items() for word in (f"--{name}", value)))
    row = rows(case_path, "sources")[-1]
    assert facts.items() <= dict(row).items()


def test_a_document_is_recorded_once(run: Run, case_path: Path, document: Path) -> None:
    first = run("source", "add", str(document)).stdout
    copy = document.with_name("the same.html")
    copy.write_bytes(document.read_bytes())
    before = case_path.read_bytes()
    again = run("source", "add", str(copy), "--title", "Another")
    assert (again.exit_code, again.stdout) == (0, first)
    assert first.strip() in again.stderr
    assert case_path.read_bytes() == before


@pytest.mark.parametrize("name", ["absent.txt", "."])
def test_what_is_no_document_is_refused(run: Run, case_path: Path, tmp_path: Path, name: str) -> None:
    before = case_path.read_bytes()
    result = run("source", "add", str(tmp_path / name))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert str(tmp_path / name) in result.stderr
    assert case_path.read_bytes() == before
