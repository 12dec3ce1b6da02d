"""The program as it is started, once, in a real terminal: decide, leave, and read the file with plain TinyDB."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB

from tests.conftest import names_in
from tests.tui.terminal import program


def test_decide_leave_and_read_with_plain_tinydb(case_path: Path) -> None:
    with program(case_path) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("2", until="undo")
        assert terminal.leave("q") == 0
    with TinyDB(case_path) as database:
        (verdict,) = database.table("verdicts").all()
        claim = next(row for row in database.table("claims").all() if row["id"] == verdict["claim"])
    assert (verdict["label"], verdict["checker"], claim["ref"]) == ("refuted", "ada", "C1")
    assert names_in(case_path.parent) == ["db.json"]
