"""The program as it is started, once, in a real terminal: decide, leave, and read the file with plain TinyDB."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB

from tests.conftest import names_in
from tests.tui.hostile import write_hostile_case
from tests.tui.terminal import program


def test_decide_leave_and_read_with_plain_tinydb(case_path: Path) -> None:
    with program(case_path) as terminal:
        terminal.type("", until="Karim Masimov was sentenced")
        terminal.type("2", until="takes it back")
        assert terminal.leave("q") == 0
    with TinyDB(case_path) as database:
        (verdict,) = database.table("verdicts").all()
        claim = next(row for row in database.table("claims").all() if row["id"] == verdict["claim"])
    assert (verdict["label"], verdict["checker"], claim["ref"]) == ("refuted", "ada", "C1")
    assert names_in(case_path.parent) == ["db.json"]


def test_hostile_text_never_reaches_the_terminal_as_a_sequence(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    write_hostile_case(path)
    with program(path) as terminal:
        terminal.type("", until="[link=https")
        terminal.type("\ty", until="copied")
        terminal.type("h", until="History")
        terminal.type("qr", until="Rationale")
        terminal.type("\x1b", until="no draft is kept")
        assert terminal.leave("q") == 0
    assert "␛]0;title␇".encode() in terminal.written
    for sequence in ("\x1b]0;title", "\x1b]52;c;aGVsbG8=", "\x9b31m", "\x90q", "\u202e", "\u2066", "\x1b[2J ␛"):
        assert sequence.encode() not in terminal.written, sequence
