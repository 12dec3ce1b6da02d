"""`decide`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Start, rows
from tests.conftest import names_in


def claim_id(path: Path, ref: str) -> str:
    return {str(row["ref"]): str(row["id"]) for row in rows(path, "claims")}[ref]


def test_a_decision_is_in_the_plain_tinydb_file(program: Start, case_path: Path) -> None:
    done = program("decide", "C5", "refuted")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().startswith(f"C5 ✗ Refuted, saved in {case_path} (1 of ")
    (verdict,) = rows(case_path, "verdicts")
    assert (verdict["claim"], verdict["checker"], verdict["label"]) == (claim_id(case_path, "C5"), "ada", "refuted")
    assert names_in(case_path.parent) == ["db.json"]


@pytest.mark.parametrize("claim", ["C5", "c5", "id"])
@pytest.mark.parametrize("label", ["not-enough-evidence", "Not Enough Evidence", "4"])
def test_a_claim_and_a_label_have_several_names(run: Run, case_path: Path, claim: str, label: str) -> None:
    wanted = claim_id(case_path, "C5")
    assert run("decide", wanted if claim == "id" else claim, label).exit_code == 0
    (verdict,) = rows(case_path, "verdicts")
    assert (verdict["claim"], verdict["label"]) == (wanted, "not-enough-evidence")


def test_the_reasons_for_one_label_are_none_for_another(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted", "--rationale", "Because.", "--condition", "if so", "--confidence", "low")
    run("decide", "C5", "supported", "--rationale", "-", given="On the other hand:\nno.\n")
    (verdict,) = rows(case_path, "verdicts")
    assert (verdict["label"], verdict["rationale"], verdict["condition"]) == (
        "supported",
        "On the other hand:\nno.",
        "",
    )


def test_every_checker_has_a_verdict(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    run("decide", "C5", "supported", "--checker", "ben")
    assert {row["checker"]: row["label"] for row in rows(case_path, "verdicts")} == {
        "ada": "refuted",
        "ben": "supported",
    }


def test_the_same_decision_again_saves_nothing(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    before = case_path.read_bytes()
    result = run("decide", "C5", "refuted")
    assert result.exit_code == 0
    assert "already" in result.stderr
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("C99", "refuted"), "C99"),
        (("C5", "maybe"), "maybe"),
        (("C5", "9"), "9"),
        (("C5", "refuted", "--confidence", "total"), "total"),
        (("C5",), "LABEL"),
    ],
)
def test_what_is_no_decision_changes_nothing(run: Run, case_path: Path, words: tuple[str, ...], named: str) -> None:
    before = case_path.read_bytes()
    result = run("decide", *words, "--rationale", "kept back")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before
    assert names_in(case_path.parent) == ["db.json"]


def test_a_change_that_is_safe_in_the_journal_is_not_told_as_unsaved(
    run: Run, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.replace", _no_space)
        patched.setattr("pathlib.Path.replace", _no_space)
        result = run("decide", "C5", "refuted")
    assert result.exit_code == 0
    assert "C5 ✗ Refuted, saved" in result.stderr
    assert "your changes are safe in" in result.stderr
    assert run("undo").stderr.startswith("Undone: C5 ✗ Refuted")


def _no_space(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_colleagues_change_is_only_undone_by_name(run: Run) -> None:
    run("decide", "C5", "refuted", "--checker", "ben s.")
    refused = run("undo")
    assert refused.exit_code == 1
    assert "nothing of yours to undo; the last one is ben s.'s: C5 ✗ Refuted" in refused.stderr
    assert "factcheck undo --by 'ben s.'" in refused.stderr
    assert run("undo", "--by", "nobody").exit_code == 1
    run("decide", "C7", "supported")
    run("decide", "C6", "supported", "--checker", "ben s.")
    assert "Undone: C7 ✓ Supported, saved" in run("undo").stderr
    assert "Undone: C6 ✓ Supported (by ben s.)" in run("undo", "--by", "ben s.").stderr
    assert "Redone: C6 ✓ Supported, saved" in run("redo").stderr
    assert "Redone: C7 ✓ Supported, saved" in run("redo").stderr
    assert run("redo").exit_code == 1


def test_what_a_colleague_changed_since_is_not_undone(run: Run, case_path: Path) -> None:
    run("claim", "edit", "C5", "--text", "One.")
    run("claim", "edit", "C5", "--text", "Two.", "--checker", "ben")
    before = rows(case_path, "claims")
    result = run("undo")
    assert result.exit_code == 2
    assert "NOT undone: C5 text edited: changed since by ben (C5 text edited)" in result.stderr
    assert rows(case_path, "claims") == before
    assert run("undo", "--by", "ben").exit_code == 0


def test_reasons_that_go_with_another_label_are_kept_as_a_draft_and_said(run: Run) -> None:
    run("decide", "C5", "refuted", "--rationale", "Because.")
    assert "kept as a draft" in run("decide", "C5", "supported").stderr
    assert "kept as a draft" not in run("decide", "C6", "supported").stderr
