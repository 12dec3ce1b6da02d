"""`factcheck --plain`: the workbench in lines, through pipes and in a terminal that can only print."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, rows
from tests.tui.terminal import program as in_terminal


def lines(run: Run, *given: str) -> list[str]:
    """Return what the prompt says to lines that are typed."""
    result = run("--plain", given="".join(f"{line}\n" for line in given))
    assert result.exit_code == 0, result.output
    assert "Traceback" not in result.output
    return result.output.splitlines()


def verdicts(path: Path) -> list[tuple[str, str | None, str, str | None]]:
    """Return the label, the rationale and the confidence of every verdict, by the claim's ref."""
    refs = {row["id"]: row["ref"] for row in rows(path, "claims")}
    return [
        (refs[row["claim"]], row["label"], row["rationale"], row.get("confidence")) for row in rows(path, "verdicts")
    ]


def test_a_claim_is_read_with_its_evidence_and_the_labels(run: Run) -> None:
    said = lines(run)
    assert said[0] == "Bloody January: 0 of 76 checked. ? lists the commands."
    assert said[1] == "C1 (1 of 76): Karim Masimov was sentenced to 18 years in prison."
    assert "verdict: unchecked" in said
    assert any(line.startswith("supports, E1: “has sentenced") for line in said)
    assert "labels: 1 Supported, 2 Refuted, 3 Conflicting evidence, 4 Not enough evidence" in said


def test_an_entry_of_another_kind_is_read_with_the_notes(run: Run) -> None:
    run("entry", "add", "Which edition?", "--on", "C1", "--kind", "query", "--to", "Bob")
    assert [line.split("; ", 2)[2] for line in lines(run) if line.startswith("note: Q1")] == [
        "to Bob; query: Which edition?"
    ]


def test_contradicting_excerpts_come_first(run: Run) -> None:
    sides = [line.split(",")[0] for line in lines(run, "C3") if line.split(",")[0] in {"contradicts", "supports"}]
    of_c3 = sides[-3:]
    assert of_c3 == ["contradicts", "supports", "supports"]


def test_a_verdict_is_saved_explained_and_the_next_claim_read(run: Run, case_path: Path) -> None:
    said = lines(run, "2", "r No source says so.", "+", "q")
    assert verdicts(case_path) == [("C1", "refuted", "No source says so.", "medium")]
    assert "> saved: C1 ✗ Refuted; u undoes it" in said
    assert any(line.startswith("C2 (2 of 76)") for line in said)


def test_a_reason_may_follow_the_label_or_its_own_prompt(run: Run, case_path: Path) -> None:
    lines(run, "2 at once", "3", "r", "on its own line", "-")
    assert verdicts(case_path) == [
        ("C1", "refuted", "at once", None),
        ("C2", "conflicting", "on its own line", "low"),
    ]


def test_the_reason_is_about_the_claim_that_was_moved_to(run: Run, case_path: Path) -> None:
    lines(run, "2", "n", "p", "r only a draft of C2")
    assert {ref: reason for ref, label, reason, _ in verdicts(case_path) if label}["C1"] == ""


def test_undo_and_redo(run: Run, case_path: Path) -> None:
    said = lines(run, "2", "u", "redo", "u", "u")
    assert verdicts(case_path) == []
    assert "> nothing to undo" in said


def test_claims_are_filtered_flagged_and_noted(run: Run, case_path: Path) -> None:
    said = lines(run, "C5", "!", "N ask the desk", "/is:flagged", "/ no:such", "/")
    assert "> 1 of 76 claims" in said
    assert "C5 (1 of 1): Sadykulov’s given name is spelled Anvar." in said
    assert any("no field" in line or "no:" in line for line in said)
    assert [row["words"] for row in rows(case_path, "entries")] == ["ask the desk"]


def test_a_passage_is_found_and_added(run: Run, case_path: Path, tmp_path: Path, plain_reader: None) -> None:
    text = tmp_path / "report.txt"
    text.write_text("Karim Masimov was sentenced to 18 years in prison on Monday.\n\nAnother paragraph.\n")
    assert run("source", "add", str(text)).exit_code == 0
    before = len(rows(case_path, "excerpts"))
    said = lines(run, "C1", "f", "x 1", "x 99", "s")
    assert any(line.startswith("> 1. “Karim Masimov was sentenced") for line in said)
    assert len(rows(case_path, "excerpts")) == before + 1
    assert sum("f lists the passages" in line for line in said) == 2


@pytest.mark.parametrize("line", ["zz", "9", "C999", "1e", "C", "/ is:nonsense", "s -1", "\x1b[31m", "N", "'", "\x00"])
def test_what_is_not_understood_is_one_line(run: Run, line: str) -> None:
    said = lines(run, line, "q")
    assert "\x1b" not in "".join(said)
    assert said[-1].startswith("> ")


def test_help_lists_commands_and_what_labels_mean(run: Run) -> None:
    said = lines(run, "?")
    assert any(line.startswith("u: undo") for line in (line.removeprefix("> ") for line in said))
    assert "2: Refuted. The evidence shows that the claim is wrong." in said


def test_at_the_last_claim_there_is_no_next(run: Run) -> None:
    assert "> this is the last claim" in lines(run, "C76", "n")
    assert "> this is the first claim" in lines(run, "p")


def started(case_path: Path) -> subprocess.Popen[bytes]:
    """Start the prompt with pipes."""
    command = [sys.executable, "-m", "factcheck", "--db", str(case_path), "--checker", "ada", "--plain"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_verdict_is_on_the_disk_before_it_is_said_to_be_saved(case_path: Path) -> None:
    with started(case_path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"2\n")
        process.stdin.flush()
        while b"saved: C1" not in process.stdout.readline():
            pass
        process.kill()
    assert subprocess.run(
        [sys.executable, "-m", "factcheck", "--db", str(case_path), "claim", "list", "--only", "is:refuted"],
        capture_output=True,
        check=True,
    ).stdout.startswith(b"C1\t")


def test_an_interrupt_and_a_closed_output_end_it_without_a_traceback(case_path: Path) -> None:
    with started(case_path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
    with started(case_path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        process.stdin.write(b"2\n" * 50)
        process.stdin.close()
        assert process.wait(30) in {141, 2}
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_bytes_that_are_no_text_are_no_command(case_path: Path) -> None:
    with started(case_path) as process:
        out, err = process.communicate(b"\xff\xfe\n2\n", timeout=30)
    assert b"no command or claim" in out
    assert err == b""
    assert [ref for ref, *_ in verdicts(case_path)] == ["C1"]


def test_no_screen_is_loaded() -> None:
    code = "import sys, factcheck.cli.plain.prompt; sys.exit('textual' in sys.modules)"
    environment = {**os.environ}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_a_dumb_terminal_gets_the_prompt(case_path: Path) -> None:
    with in_terminal(case_path, variables={"TERM": "dumb"}) as terminal:
        terminal.type("", until="labels: 1 Supported")
        terminal.type("2\n", until="saved: C1")
        assert terminal.leave("q\n") == 0
        assert b"\x1b" not in terminal.written
