"""A case of an earlier version: it opens with all that it has, and an earlier version finds all that it needs.

`data/cases/early` was made by the first version of all: its last changes are in the journal alone, an undo among them,
a rationale is half written, and the text of its source lies beside it.
"""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from factcheck.quotes import State
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

EARLY = Path(__file__).parents[1] / "data" / "cases" / "early"


@pytest.fixture
def early(tmp_path: Path) -> Path:
    shutil.copytree(EARLY, tmp_path / "early")
    return tmp_path / "early" / "case.json"


def labels(workspace: Workspace) -> dict[str, str | None]:
    return {workspace.case.claims[each.claim].ref: each.label for each in workspace.case.verdicts.values()}


def shape(rows: dict[str, list[dict[str, Any]]]) -> dict[str, set[tuple[str, str]]]:
    """Return the fields of each table with the types of their values, those without a value left out."""
    return {
        table: {(name, type(value).__name__) for row in found for name, value in row.items() if value is not None}
        for table, found in rows.items()
    }


def chained(journal: bytes) -> list[list[dict[str, Any]]]:
    """Return the change sets of a journal as an earlier version reads it: each line has the CRC of all up to it."""
    checksum, batches = 0, []
    for line in journal.splitlines():
        checksum = zlib.crc32(line[9:], checksum)
        assert line[:9] == b"%08x " % checksum
        batches.append(json.loads(line[9:]))
    return batches


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    with TinyDB(path, access_mode="r") as file:
        return {table: [dict(row) for row in file.table(table).all()] for table in file.tables()}


def test_it_opens_with_what_is_in_its_journal_its_drafts_and_its_texts(early: Path) -> None:
    with Workspace.open(early, "ada", clock=ticking()) as workspace:
        assert workspace.recovered == 4
        assert labels(workspace) == {"C1": "refuted", "C2": "supported"}
        assert [check.anchor.state for _, check in workspace.verify()] == [State.EXACT, State.EXACT]
        draft = workspace.unsaved.of(workspace.case.key("claims", "C3"))

        assert draft == ("It was March, not", "")
        assert workspace.redo()
        assert labels(workspace)["C3"] == "not-enough-evidence"
        assert workspace.suggest("C3")[0].text.endswith("in March 2021.")
    with Workspace.open(early, "ben", clock=ticking()) as again:
        assert labels(again) == {"C1": "refuted", "C2": "supported", "C3": "not-enough-evidence"}


def test_an_earlier_version_finds_every_field_with_a_value_of_the_same_type(early: Path) -> None:
    verdict = chained((EARLY / "case.json.journal").read_bytes())[0][0]["after"]
    known = shape({**rows_of(EARLY / "case.json"), "verdicts": [verdict]})
    with Workspace.open(early, "ada", clock=ticking()) as workspace:
        workspace.decide("C3", "refuted", rationale="It was March.")
    written = shape(rows_of(early))
    for table, fields in known.items():
        assert fields <= written[table], table


def test_the_journal_is_a_chain_of_the_same_lines_as_before(early: Path) -> None:
    journal = early.with_name("case.json.journal")
    before = chained(journal.read_bytes())
    with Workspace.open(early, "ada", clock=ticking()) as workspace:
        workspace.fold()
        workspace.decide("C3", "refuted")
        now = chained(journal.read_bytes())
    assert [change["kind"] for change in before[0]] == [change["kind"] for change in now[-1]] == ["decide"]
    assert before[0][0].keys() <= now[-1][0].keys()
