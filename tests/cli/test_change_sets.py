"""Every command that changes a case prints its change set with --json, in one shape; batches are all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, rows

FIELDS = {"id", "kind", "ref", "target", "before", "after", "by", "at"}


def changed(run: Run, *words: str, given: str | None = None) -> dict[str, Any]:
    """Run a command with --json and return the change set that it prints, checked for its shape."""
    result = run(*words, "--json", given=given)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    assert found.keys() >= {"batch", "changes"}
    for change in found["changes"]:
        assert change.keys() == FIELDS
    return found


def what(found: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(change["kind"], change["ref"]) for change in found["changes"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["decide", "C5", "refuted"], [("decide", "C5")]),
        (["claim", "add", "It rained."], [("add", "C77")]),
        (["claim", "edit", "C5", "--tag", "date"], [("edit", "C5")]),
        (["claim", "move", "C9", "--first"], [("edit", "C9")]),
        (["claim", "remove", "C77"], None),
        (["source", "edit", "S1", "--note", "Seen."], [("edit", "S1")]),
        (["excerpt", "add", "C5", "S2", "one", "--stance", "context"], None),
        (["excerpt", "edit", "E1", "--note", "Seen."], [("edit", "E1")]),
        (["excerpt", "remove", "E1"], [("remove", "E1")]),
        (["forget", "E1", "--yes"], [("forget", "E1")]),
    ],
    ids=lambda value: " ".join(value) if value and isinstance(value[0], str) else "",
)
def test_a_writing_command_prints_its_change_set(
    run: Run, case_path: Path, words: list[str], expected: list[tuple[str, str]] | None
) -> None:
    run("claim", "add", "It snowed.") if words[:2] == ["claim", "remove"] else None
    found = changed(run, *words)
    if expected is not None:
        assert what(found) == expected
    history = rows(case_path, "history")
    assert [change["id"] for change in found["changes"]] == [
        row["id"] for row in history if row["batch"] == found["batch"]
    ]


def test_undo_and_redo_print_the_changes_that_they_made(run: Run) -> None:
    done = changed(run, "decide", "C5", "refuted")
    undone, redone = changed(run, "undo"), changed(run, "redo")
    assert (what(undone), what(redone)) == ([("undo", "C5")], [("redo", "C5")])
    assert len({found["batch"] for found in (done, undone, redone)}) == 3
    assert undone["changes"][0]["before"] == done["changes"][0]["after"]


def test_a_waiver_and_a_dismissed_passage_are_change_sets(run: Run) -> None:
    run("decide", "C5", "refuted")
    assert what(changed(run, "waive", "C5", "no-evidence", "--reason", "Seen in the register.")) == [("edit", "C5")]
    assert what(changed(run, "waive", "C5", "no-evidence", "--take-back")) == [("edit", "C5")]


def test_taken_proposals_have_their_changes_beside_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Arlov paid 40 million euros in 2021. It rained. Wages rose by 51 percent.")
    result = run("claim", "extract", str(tmp_path / "draft.txt"), "--take", "2", "--json")
    first, second, third = json.loads(result.stdout)
    for left in (first, third):
        assert (left["claim"], left["batch"], left["changes"]) == (None, None, [])
    assert (second["claim"], what(second)) == ("C77", [("add", "C77")])
    assert second["changes"][0].keys() == FIELDS
    assert "batch" not in json.loads(run("claim", "extract", str(tmp_path / "draft.txt"), "--json").stdout)[0]


def test_what_is_so_already_is_an_empty_change_set(run: Run) -> None:
    run("decide", "C5", "refuted")
    assert changed(run, "decide", "C5", "refuted") == {"batch": None, "changes": []}
    assert changed(run, "claim", "edit", "C5", "--speaker", "")["batch"] is None


def test_a_new_case_is_a_change_set(run: Run, tmp_path: Path) -> None:
    found = changed(run, "--db", str(tmp_path / "new.json"), "init", "--title", "Rain")
    assert what(found) == [("create", None)]
    assert changed(run, "--db", str(tmp_path / "sample.json"), "init", "--sample") == {"batch": None, "changes": []}


def test_an_import_prints_its_change_set_beside_what_it_printed_before(run: Run, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("claim,speaker\nIt rained.,Noah\nIt snowed.,Noah\n")
    found = changed(run, "import", str(tmp_path / "claims.csv"), "--yes")
    assert (found["taken"], what(found)) == (True, [("add", "C77"), ("add", "C78")])
    assert changed(run, "import", str(tmp_path / "claims.csv"), "--dry-run")["changes"] == []


def test_claims_from_standard_input_are_one_change_set(run: Run, case_path: Path) -> None:
    before = len(rows(case_path, "claims"))
    assert what(changed(run, "claim", "add", "-", given="It rained.\n\nIt snowed.\n")) == [
        ("add", "C77"),
        ("add", "C78"),
    ]
    run("undo")
    assert len(rows(case_path, "claims")) == before


# Batches


def jsonl(*objects: dict[str, Any] | str) -> str:
    return "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in objects)


VERDICTS = (
    {"claim": "C5", "label": "refuted", "rationale": "S4 says 225.", "confidence": "high"},
    {"claim": "c6", "label": "Supported", "condition": None},
    {"claim": "C7", "label": "3"},
)
EXCERPTS = (
    {"claim": "C5", "source": "S1", "quote": "one", "stance": "supports", "note": "n"},
    {"claim": "C6", "source": "S2", "quote": "two", "stance": "context", "locator": "p. 4"},
)


def test_verdicts_from_json_lines_are_one_change_set(run: Run, case_path: Path) -> None:
    found = changed(run, "decide", "-", given=jsonl(*VERDICTS))
    assert what(found) == [("decide", "C5"), ("decide", "C6"), ("decide", "C7")]
    labels = [row["label"] for row in rows(case_path, "verdicts")][-3:]
    assert labels == ["refuted", "supported", "conflicting"]
    run("undo")
    assert not [row for row in rows(case_path, "verdicts") if row["checker"] == "ada"]


def test_excerpts_from_json_lines_are_one_change_set(run: Run, case_path: Path) -> None:
    found = changed(run, "excerpt", "add", "-", given=jsonl(*EXCERPTS))
    added = rows(case_path, "excerpts")[-2:]
    assert [change["ref"] for change in found["changes"]] == [row["ref"] for row in added]
    assert [(row["quote"], row["stance"], row["note"], row["locator"]) for row in added] == [
        ("one", "supports", "n", ""),
        ("two", "context", "", "p. 4"),
    ]
    assert len({change["target"] for change in found["changes"]}) == 2


def test_without_json_a_batch_prints_refs_and_says_how_many(run: Run) -> None:
    assert run("decide", "-", given=jsonl(*VERDICTS)).stderr.startswith("3 verdicts read, 3 changed, saved in ")
    assert run("decide", "-", given=jsonl(*VERDICTS)).stderr.startswith("3 verdicts read, 0 changed; nothing to save")
    result = run("excerpt", "add", "-", given=jsonl(*EXCERPTS))
    first, last = result.stdout.split()
    assert result.stderr.startswith(f"2 excerpts added: {first} to {last}, saved in ")
    assert run("excerpt", "add", "-", given="\n").stderr == "No new excerpts; nothing to save\n"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"claim": "C99", "label": "refuted"}, "no claim 'C99' in this case"),
        ({"claim": "C6", "label": "maybe"}, "no label 'maybe'"),
        ({"claim": "C6"}, "has no field 'label'"),
        ({"claim": "C6", "label": "refuted", "confidence": "sure"}, "no confidence 'sure'"),
        ({"claim": "C6", "label": "refuted", "why": "x"}, "has a field 'why'; there are claim, label"),
        ({"claim": "C5", "label": "refuted"}, "C5 is decided twice"),
        ({"claim": "C6", "label": 2}, "label must be a text, not 2"),
        ("{", "is not JSON"),
    ],
    ids=str,
)
def test_a_bad_line_of_verdicts_is_named_and_nothing_is_saved(
    run: Run, case_path: Path, line: dict[str, Any] | str, why: str
) -> None:
    before = rows(case_path, "history")
    result = run("decide", "-", given=jsonl(VERDICTS[0], "", line, VERDICTS[2]))
    assert (result.exit_code, result.stdout) == (2, "")
    (told,) = result.stderr.splitlines()
    assert told.startswith(f"factcheck: standard input, line 3: {why}")
    assert told.endswith("nothing was changed")
    assert rows(case_path, "history") == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({**EXCERPTS[0], "source": "S99"}, "no source 'S99' in this case"),
        ({**EXCERPTS[0], "stance": "for"}, "no stance 'for'; there are supports, contradicts, context"),
        ({**EXCERPTS[0], "quote": " "}, "an excerpt needs a quote"),
        ({**EXCERPTS[0], "stance": None}, "has no field 'stance'"),
    ],
    ids=str,
)
def test_a_bad_line_of_excerpts_is_named_and_nothing_is_saved(
    run: Run, case_path: Path, line: dict[str, Any], why: str
) -> None:
    before = rows(case_path, "history")
    result = run("excerpt", "add", "-", given=jsonl(EXCERPTS[1], line))
    assert result.exit_code == 2
    assert f"factcheck: standard input, line 2: {why}" in result.stderr
    assert rows(case_path, "history") == before


@pytest.mark.parametrize(
    "words",
    [
        ["decide", "C5"],
        ["decide", "-", "refuted"],
        ["decide", "-", "--confidence", "low"],
        ["excerpt", "add", "C5", "S1"],
        ["excerpt", "add", "C5", "S1", "one"],
        ["excerpt", "add", "-", "--stance", "context"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_one_line(run: Run, words: list[str]) -> None:
    result = run(*words, given="")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


# Documents


def test_documents_are_change_sets(run: Run, tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("The water stood at the second step of the old bridge.")
    (tmp_path / "other.txt").write_text("The water stood at the third step of the old bridge.")
    added = changed(run, "source", "add", str(memo), str(tmp_path / "other.txt"))
    assert [kind for kind, _ in what(added)] == ["add", "add"]
    assert {change["target"].partition("/")[0] for change in added["changes"]} == {"sources"}
    assert changed(run, "source", "add", str(memo)) == {"batch": None, "changes": []}
    ref = added["changes"][0]["ref"]
    assert changed(run, "source", "attach", ref, str(memo))["changes"] == []
    assert what(changed(run, "source", "attach", ref, str(tmp_path / "other.txt"), "--replace")) == [("edit", ref)]
    assert what(changed(run, "source", "remove", ref)) == [("remove", ref)]
