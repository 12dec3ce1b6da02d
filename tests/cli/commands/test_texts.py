"""`source attach`, `refetch`, `text` and `versions`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.cli import output
from tests.cli.conftest import Run, rows
from tests.web import Server, page, serving

pytestmark = pytest.mark.usefixtures("plain_reader")

BEFORE = b"<title>T</title>It rained all day.\n\nThe river rose by two metres."
AFTER = BEFORE.replace(b"two", b"three")
HOSTILE = "It rained.\x1b[2J\r\n\u202e[red]"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/x": page(BEFORE)}) as running:
        yield running


@pytest.fixture
def fetched(run: Run, server: Server) -> str:
    """The ref of a page that was added and quoted."""
    ref = run("source", "add", server.url("/x"), "--allow-private").stdout.strip()
    for quote in ("rained all day", "rose by two metres"):
        run("excerpt", "add", "C1", ref, quote, "--stance", "context")
    return ref


def written(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def source(path: Path, ref: str) -> dict[str, str]:
    return next(dict(row) for row in rows(path, "sources") if row["ref"] == ref)


def quoting(path: Path, ref: str) -> int:
    return sum(row["source"] == source(path, ref)["id"] for row in rows(path, "excerpts"))


# Attach


def test_the_document_that_was_quoted_from_is_told_by_its_hash(run: Run, case_path: Path) -> None:
    path = case_path.parent / "a.txt"
    ref = run("source", "add", written(path.with_suffix(".png"), BEFORE), "--unread").stdout.strip()
    case_path.with_suffix(".sources").rename(case_path.parent / "lost")
    assert run("source", "text", ref).exit_code == 2
    before = case_path.read_bytes()
    result = run("source", "attach", ref, written(path, BEFORE))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "its hash is the one that was quoted from; nothing is quoted from it yet" in result.stderr
    assert run("source", "text", ref).stdout.startswith("It rained")
    assert case_path.read_bytes() == before


def test_another_document_needs_a_word_more(run: Run, case_path: Path) -> None:
    path, was = written(case_path.parent / "a.txt", BEFORE), source(case_path, "S1")
    run("excerpt", "add", "C1", "S1", "rained all day", "--stance", "context")
    count = quoting(case_path, "S1")
    before = case_path.read_bytes()
    refused = run("source", "attach", "S1", path)
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert f"{was['sha256'][:12]}…" in refused.stderr
    assert f"1 of its {count} excerpts found in it; --replace attaches it anyway" in refused.stderr
    assert case_path.read_bytes() == before
    taken = run("source", "attach", "S1", path, "--replace")
    assert taken.exit_code == 0
    assert "NOT the document that was quoted from" in taken.stderr
    assert f"1 of its {count} excerpts found in it" in taken.stderr
    now = source(case_path, "S1")
    assert (now["sha256"], now["file"], now["title"]) == (sha256(BEFORE).hexdigest(), "a.txt", was["title"])
    run("undo")
    assert source(case_path, "S1") == was


def test_a_text_can_come_from_an_address(run: Run, server: Server) -> None:
    result = run("source", "attach", "S1", server.url("/x"), "--replace", "--allow-private")
    assert result.exit_code == 0, result.stderr
    assert "two metres" in run("source", "text", "S1").stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("S99", "a.txt"), "S99"),
        (("S1", "absent.txt"), "absent.txt"),
        (("S1", "."), "is a directory"),
        (("S1",), "DOC"),
    ],
)
def test_what_cannot_be_attached_is_said(
    run: Run, case_path: Path, words: tuple[str, ...], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case_path.parent)
    written(case_path.parent / "a.txt", BEFORE)
    before = case_path.read_bytes()
    result = run("source", "attach", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before


# Look up again


def test_a_page_that_is_the_same_is_told_to_be(run: Run, case_path: Path, server: Server, fetched: str) -> None:
    was = source(case_path, fetched)
    server.pages["/x"] = page(BEFORE + b"<!-- nonce -->")
    result = run("source", "refetch", fetched, "--allow-private")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{fetched} T: the text has not changed" in result.stderr
    assert {**source(case_path, fetched), "accessed": ""} == {**was, "accessed": ""}


def test_what_changed_is_shown_and_which_excerpts_are_gone(
    run: Run, case_path: Path, server: Server, fetched: str
) -> None:
    was, last = source(case_path, fetched), rows(case_path, "excerpts")[-1]["ref"]
    server.pages["/x"] = page(AFTER)
    result = run("source", "refetch", fetched, "--allow-private")
    assert result.exit_code == 0
    assert result.stdout == "-\tThe river rose by two metres.\n+\tThe river rose by three metres.\n"
    assert f"changed in 1 place; {last} no longer found in it; the earlier version is kept" in result.stderr
    assert "three" in run("source", "text", fetched).stdout
    versions = [line.split("\t") for line in run("source", "versions", fetched).stdout.splitlines()]
    assert [(found[0], found[2]) for found in versions] == [(sha256(data).hexdigest(), "✓") for data in (BEFORE, AFTER)]
    assert "two" in run("source", "text", fetched, "--version", versions[0][0][:8]).stdout
    run("undo")
    assert source(case_path, fetched) == was
    assert "two" in run("source", "text", fetched).stdout


def test_what_changed_is_told_to_programs(run: Run, case_path: Path, server: Server, fetched: str) -> None:
    last = rows(case_path, "excerpts")[-1]["ref"]
    server.pages["/x"] = page(AFTER)
    told = json.loads(run("source", "refetch", fetched, "--allow-private", "--json").stdout)
    assert told.items() >= source(case_path, fetched).items()
    assert (told["changed"], told["compared"], told["gone"]) == (True, True, [last])
    ((old, new),) = [(passage["old"], passage["new"]) for passage in told["passages"]]
    assert (old, new) == (["The river rose by two metres."], ["The river rose by three metres."])


def test_people_see_what_changed(run: Run, server: Server, fetched: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/x"] = page(f"{HOSTILE}\n\n".encode() * 50 + b"\n\n".join(b"%d" % n for n in range(100)))
    monkeypatch.setattr(output, "for_people", lambda: True)
    shown = run("source", "refetch", fetched, "--allow-private").stdout
    assert "- The river rose by two metres." in shown
    assert "+ It rained.␛[2J" in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown


def test_a_page_that_is_gone_changes_nothing(run: Run, case_path: Path, server: Server, fetched: str) -> None:
    before = case_path.read_bytes()
    del server.pages["/x"]
    result = run("source", "refetch", fetched, "--allow-private")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "404 Not Found" in result.stderr
    assert case_path.read_bytes() == before


def test_a_source_without_an_address_is_not_looked_up(run: Run) -> None:
    result = run("source", "refetch", "S1")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "S1 has no address" in result.stderr


# Text and versions


def test_a_text_is_exact_in_a_pipe_and_harmless_on_a_terminal(
    run: Run, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = run("source", "add", written(case_path.parent / "a.txt", HOSTILE.encode())).stdout.strip()
    assert run("source", "text", ref).stdout_bytes == HOSTILE.encode()
    monkeypatch.setattr(output, "for_people", lambda: True)
    shown = run("source", "text", ref).stdout
    assert "␛[2J" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("words", [("S1",), ("S99",), ("S1", "--version", "00000"), ("S1", "--version", "")])
def test_a_text_that_is_not_here_is_said(run: Run, words: tuple[str, ...]) -> None:
    result = run("source", "text", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_a_text_that_is_damaged_is_said(run: Run, case_path: Path) -> None:
    ref = run("source", "add", written(case_path.parent / "a.txt", BEFORE)).stdout.strip()
    (text,) = case_path.with_suffix(".sources").glob("*.txt")
    text.write_text("It snowed.")
    result = run("source", "text", ref)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert f"{text}: is not the text that was kept" in result.stderr
    assert run("source", "attach", ref, str(case_path.parent / "a.txt")).exit_code == 0
    assert run("source", "text", ref).stdout.startswith("It rained")


def test_versions_are_listed_for_programs_too(run: Run, case_path: Path) -> None:
    listed = json.loads(run("source", "versions", "S1", "--json").stdout)
    assert listed == [{"sha256": source(case_path, "S1")["sha256"], "since": "", "text": False}]
