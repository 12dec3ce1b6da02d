"""`claim edit`, `claim move` and `claim remove`: one change each, said in exact words, and taken back by `undo`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, rows


def claim(path: Path, ref: str) -> Any:
    """Return the row of a claim."""
    return next(row for row in rows(path, "claims") if row["ref"] == ref)


def order(path: Path) -> list[str]:
    """Return the refs of all claims by their positions."""
    return [row["ref"] for row in sorted(rows(path, "claims"), key=lambda row: row["position"])]


def test_a_claim_is_edited_and_what_is_not_named_stays(run: Run, case_path: Path) -> None:
    before = claim(case_path, "C5")
    result = run("claim", "edit", "c5", "--text", " It  opened in 1933. ", "--speaker", "A. Mayor", "--date", "1933")
    after = claim(case_path, "C5")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"C5 text, speaker, date edited, saved in {case_path}\n"
    assert {name: after[name] for name in before} == {
        **before,
        "text": "It opened in 1933.",
        "speaker": "A. Mayor",
        "date": "1933",
    }
    assert run("undo").exit_code == 0
    undone = claim(case_path, "C5")
    assert {name: undone[name] for name in before} == before
    run("redo")
    assert claim(case_path, "C5") == after


def test_tags_are_added_and_taken_off(run: Run, case_path: Path) -> None:
    tags = claim(case_path, "C3")["tags"]
    assert tags == ["number"]
    run("claim", "edit", "C3", "--tag", "toll", "--tag", "number", "--tag", "toll")
    assert claim(case_path, "C3")["tags"] == ["number", "toll"]
    run("claim", "edit", "C3", "--untag", "number", "--tag", "date")
    assert claim(case_path, "C3")["tags"] == ["toll", "date"]


def test_a_claim_is_flagged_and_unflagged(run: Run, case_path: Path) -> None:
    assert run("claim", "edit", "C3", "--flag").stderr == f"C3 flagged, saved in {case_path}\n"
    assert claim(case_path, "C3")["flagged"] is True
    assert run("claim", "list", "--only", "is:flagged").stdout.startswith("C3\t")
    assert '"flagged": true' in run("claim", "list", "--only", "C3", "--json").stdout
    assert "flagged\tyes\n" in run("claim", "show", "C3").stdout
    assert run("claim", "edit", "C3", "--no-flag").stderr == f"C3 flag removed, saved in {case_path}\n"
    assert "flagged" not in claim(case_path, "C3")


def test_an_empty_word_empties_a_field_and_a_hyphen_reads_the_text(run: Run, case_path: Path) -> None:
    run("claim", "edit", "C3", "--origin", "a speech")
    result = run("claim", "edit", "C3", "--origin", "", "--text", "-", given="It rained.\n")
    assert result.stderr == f"C3 text, origin edited, saved in {case_path}\n"
    row = claim(case_path, "C3")
    assert (row["origin"], row["text"]) == ("", "It rained.")


def test_what_is_so_already_is_no_change(run: Run, case_path: Path) -> None:
    run("claim", "edit", "C3", "--speaker", "A. Mayor")
    before = case_path.read_bytes()
    result = run("claim", "edit", "C3", "--speaker", "A. Mayor")
    assert (result.exit_code, result.stderr) == (0, "C3 is unchanged; nothing to save\n")
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("edit", "C5"), "--text"),
        (("edit", "C99", "--text", "x"), "C99"),
        (("edit", "C5", "--text", " "), "a claim needs a text"),
        (("edit", "C5", "--date", "May 4"), "May 4"),
        (("edit", "C5", "--date", "2023-02-30"), "2023-02-30"),
        (("edit", "C5", "--untag", "nothing"), "C5 has no tag 'nothing'"),
        (("remove", "C5", "C99"), "C99"),
        (("remove",), "CLAIM"),
        (("move", "C5"), "--before"),
        (("move", "C5", "--first", "--last"), "--before"),
        (("move", "C5", "--before", "C1", "--after", "C2"), "--before"),
        (("move", "C5", "--before", "C99"), "C99"),
        (("move", "C5", "--before", "C5"), "itself"),
        (("move", "C99", "--first"), "C99"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(run: Run, case_path: Path, words: tuple[str, ...], named: str) -> None:
    before = case_path.read_bytes()
    result = run("claim", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        (("C5", "--first"), ["C5", "C1", "C2", "C3", "C4", "C6"]),
        (("C5", "--before", "c2"), ["C1", "C5", "C2", "C3", "C4", "C6"]),
        (("C5", "--after", "C2"), ["C1", "C2", "C5", "C3", "C4", "C6"]),
        (("C1", "--after", "C5"), ["C2", "C3", "C4", "C5", "C1", "C6"]),
        (("C1", "--before", "C5"), ["C2", "C3", "C4", "C1", "C5", "C6"]),
    ],
)
def test_a_claim_moves_to_where_it_is_wished(
    run: Run, case_path: Path, words: tuple[str, ...], begin: list[str]
) -> None:
    before, changes = order(case_path), len(rows(case_path, "history"))
    result = run("claim", "move", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{words[0]} moved, saved in {case_path}\n")
    assert order(case_path) == begin + before[6:]
    assert len(rows(case_path, "history")) == changes + 1
    run("undo")
    assert order(case_path) == before


def test_the_last_place_is_behind_all_others_and_is_no_change_there(run: Run, case_path: Path) -> None:
    run("claim", "move", "C5", "--last")
    assert order(case_path)[-2:] == ["C76", "C5"]
    before = case_path.read_bytes()
    result = run("claim", "move", "C5", "--after", "C76")
    assert (result.exit_code, result.stderr) == (0, "C5 is there already; nothing to save\n")
    assert case_path.read_bytes() == before


def test_claims_are_removed_as_one_with_what_hangs_on_them(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    before = {name: rows(case_path, name) for name in ("claims", "excerpts", "verdicts")}
    ids = {row["id"] for row in before["claims"] if row["ref"] in {"C5", "C7"}}
    hanging = [row for row in before["excerpts"] if row["claim"] in ids]
    result = run("claim", "remove", "c7", "C5", "C5")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"C7, C5 removed with {len(hanging)} excerpts and 1 verdict, saved in {case_path}\n"
    assert not ids & {row["id"] for row in rows(case_path, "claims")}
    assert not ids & {row["claim"] for name in ("excerpts", "verdicts") for row in rows(case_path, name)}
    back = run("undo")
    assert f"C7, C5 removed with {len(hanging)} excerpts and 1 verdict" in back.stderr
    for name, stored in before.items():
        assert sorted(rows(case_path, name), key=str) == sorted(stored, key=str)


def tagged(path: Path) -> list[tuple[str, list[str], bool]]:
    """Return ref, tags and flag of each claim."""
    return [(row["ref"], row["tags"], row.get("flagged", False)) for row in rows(path, "claims")]


def test_all_claims_that_match_a_filter_are_edited_as_one_change(run: Run, case_path: Path) -> None:
    before = tagged(case_path)
    number = [ref for ref, tags, _ in before if "number" in tags]
    plan = run("claim", "edit", "--only", "tag:number", "--tag", "figure", "--untag", "date", "--flag", "--dry-run")
    assert plan.stderr.startswith(f"{len(number)} claims match tag:number; {len(number)} claims would change: C1, ")
    assert tagged(case_path) == before
    result = run("claim", "edit", "--only", "tag:number", "--tag", "figure", "--untag", "date", "--flag", "--json")
    assert f"{len(number)} claims match tag:number; {len(number)} claims changed: C1, " in result.stderr
    assert len(json.loads(result.stdout)["changes"]) == len(number)
    assert [row["ref"] for row in rows(case_path, "claims") if row.get("flagged")] == number
    assert not [row for row in rows(case_path, "claims") if "figure" in row["tags"] and "date" in row["tags"]]
    again = run("claim", "edit", "--only", "tag:number", "--flag")
    assert again.stderr == f"{len(number)} claims match tag:number; 0 claims changed; nothing to save\n"
    run("undo")
    assert tagged(case_path) == before


def test_a_text_is_needed_also_where_nothing_is_changed_yet(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    for extra in ((), ("--dry-run",)):
        result = run("claim", "edit", "C1", "--text", " ", *extra)
        assert (result.exit_code, result.stderr) == (2, "factcheck: a claim needs a text\n")
    assert case_path.read_bytes() == before


def test_one_claim_matches_and_several_match(run: Run) -> None:
    assert run("claim", "edit", "--only", "C1", "--flag").stderr.startswith("1 claim matches C1; 1 claim changed")


def test_a_tag_is_renamed_and_kept_once(run: Run, case_path: Path) -> None:
    before = tagged(case_path)
    run("claim", "edit", "C3", "--tag", "toll")
    result = run("tag", "rename", "number", "toll")
    assert "claims tagged number; " in result.stderr
    assert claim(case_path, "C3")["tags"] == ["toll"]
    assert not [row for row in rows(case_path, "claims") if "number" in row["tags"]]
    run("undo")
    run("undo")
    assert tagged(case_path) == before


def test_what_cannot_be_edited_as_one_is_told(run: Run) -> None:
    for words, said in (
        (("claim", "edit", "--flag"), "give either CLAIM or --only"),
        (("claim", "edit", "C1", "--only", "is:flagged", "--flag"), "give either CLAIM or --only"),
        (("claim", "edit", "--only", "C1", "--text", "x"), "--text needs CLAIM"),
        (("claim", "edit", "--only", "is:nothing", "--flag"), "no is:nothing in a filter"),
        (("tag", "rename", "nonsense", "x"), "no claim has the tag 'nonsense'"),
        (("tag", "rename", "number", " "), "NEW is empty"),
    ):
        result = run(*words)
        assert result.exit_code == 2
        assert said in result.output


def test_the_language_of_a_claim_is_shown_and_edited_and_read_in(run: Run, case_path: Path) -> None:
    assert "language\ten (recognised)" in run("claim", "show", "C5").stdout
    assert run("claim", "edit", "C5", "--language", "DE").exit_code == 0
    assert claim(case_path, "C5")["language"] == "de"
    assert "language\tde\n" in run("claim", "show", "C5").stdout
    assert json.loads(run("claim", "show", "C5", "--json").stdout)["language"] == "de"
    assert run("claim", "edit", "C5", "--language", "").exit_code == 0
    assert "language" not in claim(case_path, "C5")
    wrong = run("claim", "edit", "C5", "--language", "nonsense")
    assert wrong.exit_code == 2
    assert "'nonsense' is no language code; give one such as en, de or kk" in wrong.stderr


def test_a_claim_is_added_in_a_language(run: Run, case_path: Path) -> None:
    assert run("claim", "add", "Es kostete 1.200 Euro.", "--language", "de").exit_code == 0
    assert rows(case_path, "claims")[-1]["language"] == "de"
