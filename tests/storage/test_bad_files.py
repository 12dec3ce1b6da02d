"""A file that is not a case is refused in one line that says where and why, and stays as it was."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import FactcheckError, UnreadableError
from factcheck.storage import CaseStorage
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.conftest import first, journal_of
from tests.strategies import elsewhere

CLAIM = {"id": "c", "text": "It rained."}
SOURCE = {"id": "s"}
EXCERPT = {"id": "e", "claim": "c", "source": "s", "stance": "context", "quote": "Rain."}
VERDICT = {"claim": "c", "checker": "ada", "label": None}
NASTY = "\x1b[2J\n\u202e\u2028"


def tables(**rows: Any) -> bytes:
    return json.dumps({name: {str(n): row for n, row in enumerate(table, 1)} for name, table in rows.items()}).encode()


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "white space": (b" \n\t ", "is empty"),
    "not JSON": (b"hello", "line 1, column 1"),
    "cut off": (b'{"claims": {\n"1": {"id": "c', "line 2, column"),
    "trailing data": (b'{"claims": {}}\n}', "line 2, column 1"),
    "not UTF-8": (b'{"claims": "\xff"}', "line 1, column"),
    "UTF-16": ('{"claims": {}}'.encode("utf-16"), "line 1, column"),
    "BOM": (b"\xef\xbb\xbf{}", "line 1, column"),
    "lone surrogate": (b'{"claims": {"1": {"id": "c", "text": "\\ud800"}}}', "line 1, column"),
    "NaN": (b'{"claims": {"1": {"id": "c", "text": "x", "position": NaN}}}', "line 1, column"),
    "1e999": (b'{"claims": {"1": {"id": "c", "text": "x", "position": 1e999}}}', "line 1, column"),
    "5000 digits": (b'{"case": {"1": {"schema": ' + b"9" * 5000 + b"}}}", "line 1, column"),
    "5000 deep": (b"[" * 5000, "line 1, column"),
    "null": (b"null", "must be an object with the tables of a case, not null"),
    "list": (b"[]", "not a list"),
    "text": (b'"x"', "not a text"),
    "number": (b"42", "not a number"),
    "another's": (b'{"_default": {"1": {}}}', "is not a case: it has none of the tables"),
    "table as list": (b'{"claims": []}', "table claims must be an object, not a list"),
    "table of others as list": (b'{"claims": {}, "x\\n\\u001b": []}', "must be an object, not a list"),
    "row as text": (b'{"claims": {"1": "x"}}', "claims row 1: must be an object, not a text"),
    "row of a nasty number": (json.dumps({"claims": {NASTY: 5}}).encode(), "must be an object, not a number"),
    "missing field": (tables(claims=[{"id": "c"}]), "claims row 1: text is missing"),
    "wrong type": (tables(claims=[{**CLAIM, "speaker": 5}]), "claims row 1: speaker must not be a number"),
    "truth as number": (tables(claims=[{**CLAIM, "position": True}]), "position must not be true or false"),
    "bad stance": (
        tables(claims=[CLAIM], sources=[SOURCE], excerpts=[{**EXCERPT, "stance": NASTY}]),
        "excerpts row 1: stance must be one of context, contradicts, supports",
    ),
    "unknown label": (tables(claims=[CLAIM], verdicts=[{**VERDICT, "label": NASTY}]), "is not in the scale averitec"),
    "duplicate id": (tables(claims=[CLAIM, CLAIM]), "claims row 2: c is there twice"),
    "nasty duplicate id": (tables(claims=[{**CLAIM, "id": NASTY}] * 2), "is there twice"),
    "duplicate ref": (
        tables(claims=[{**CLAIM, "ref": NASTY}, {**CLAIM, "id": "d", "ref": NASTY}]),
        "claims: two rows have the ref",
    ),
    "duplicate verdict": (tables(claims=[CLAIM], verdicts=[VERDICT, VERDICT]), "verdicts row 2: c/ada is there twice"),
    "dangling excerpt": (tables(sources=[SOURCE], excerpts=[EXCERPT]), "excerpts E1: its claim 'c' is not in"),
    "unsourced excerpt": (tables(claims=[CLAIM], excerpts=[EXCERPT]), "excerpts E1: its source 's' is not in"),
    "dangling verdict": (tables(verdicts=[VERDICT]), "verdicts c/ada: its claim 'c' is not in"),
    "newer schema": (
        tables(case=[{"schema": 3}]),
        "has schema 3; this factcheck reads up to 2",
    ),
    "two case rows": (tables(case=[{}, {}]), "table case must have one row, not more"),
    "no scale": (tables(case=[{"scale": NASTY}]), "case row 1: no scale"),
    "nasty scale": (
        tables(
            case=[
                {
                    "scale": {
                        "name": NASTY,
                        "labels": [
                            {**dict.fromkeys(("id", "name", "glyph", "meaning"), NASTY), "key": "1", "kind": "for"}
                        ],
                    }
                }
            ],
            claims=[CLAIM],
            verdicts=[{**VERDICT, "label": "x"}],
        ),
        "label 'x' is not in the scale",
    ),
    "damaged history": (tables(history=[{"id": "h", "at": "t", "by": "ada", "kind": "edit"}]), "target is missing"),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("write", [True, False], ids=["to write", "to read"])
def test_a_bad_file_is_refused_in_one_line_and_stays_as_it_was(tmp_path: Path, bad: str, write: bool) -> None:
    path = tmp_path / "db.json"
    content, fault = BAD[bad]
    path.write_bytes(content)
    stamp = path.stat()
    with pytest.raises(UnreadableError) as raised:
        CaseStorage(path, checker="ada", write=write)
    line = str(raised.value)
    assert line.startswith(f"{path}: ")
    assert fault in line
    assert line.isprintable() or line.replace("\u2420", "").isprintable()
    assert path.read_bytes() == content
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (stamp.st_mtime_ns, stamp.st_ino)
    assert names_in(tmp_path) == ["db.json"]


def test_no_file_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"db\.json: no such file$") as raised:
        CaseStorage(tmp_path / "db.json")
    assert isinstance(raised.value.__cause__, FileNotFoundError)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (Path.mkdir, "is a directory"),
        (os.mkfifo, "is not an ordinary file"),
        (lambda path: path.symlink_to(os.devnull), "is not an ordinary file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "no such file"),
    ],
    ids=["directory", "pipe", "device", "loop", "dangling link"],
)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], object], fault: str) -> None:
    path = tmp_path / "db.json"
    make(path)
    with pytest.raises(UnreadableError, match=f"^{path}: {fault}$"):
        CaseStorage(path)
    assert names_in(tmp_path) == ["db.json"]


def test_a_file_that_may_not_be_read_is_told(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match=r"db\.json: no permission$"):
        CaseStorage(case_path)
    monkeypatch.undo()
    assert names_in(case_path.parent) == ["db.json"]


def test_a_damaged_journal_is_refused_and_stays(case_path: Path, workspace: Workspace, tmp_path: Path) -> None:
    for label in ("refuted", "supported", "conflicting"):
        workspace.decide(first(workspace), label)
    crashed = elsewhere(case_path, tmp_path / "crashed")
    damaged = bytearray(journal_of(crashed).read_bytes())
    damaged[30] ^= 0x20
    journal_of(crashed).write_bytes(damaged)
    db = crashed.read_bytes()
    fault = r"db\.json\.journal: line 1 of 3 is damaged or lost; `factcheck recover` shows what can be saved$"
    with pytest.raises(UnreadableError, match=fault):
        Workspace.open(crashed, "ada")
    assert (crashed.read_bytes(), journal_of(crashed).read_bytes()) == (db, bytes(damaged))
    assert names_in(crashed.parent) == ["db.json", "db.json.journal"]


def test_every_error_of_the_store_is_one_for_the_user(tmp_path: Path) -> None:
    with pytest.raises(FactcheckError):
        CaseStorage(tmp_path / "gone" / "db.json")
    with pytest.raises(FactcheckError):
        CaseStorage("/proc/self/mem")
