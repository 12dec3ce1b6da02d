"""`import` and `claim import`: what would come of a file is shown, asked, taken as one, and said in the exit status."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Start, rows
from tests.imports.files import AVERITEC, FEVER, HYPOTHESIS, PAGES, SAMPLES, dumped, lines
from tests.tui.hostile import HOSTILE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A table of two claims, one with a verdict."""
    path = tmp_path / "claims.csv"
    path.write_text("claim,verdict\nIt rained.,Refuted\nIt snowed.,\n")
    return path


def counts(path: Path) -> dict[str, int]:
    return {table: len(rows(path, table)) for table in ("sources", "claims", "excerpts", "verdicts")}


def test_a_dry_run_shows_what_would_be_done_and_does_nothing(run: Run, case_path: Path, file: Path) -> None:
    before = case_path.read_bytes()
    result = run("import", str(file), "--dry-run")
    assert result.exit_code == 0
    assert result.stdout == ""
    for words in ("csv", "line 2 · new claim · It rained.", "new: 2 claims, 1 verdict", "text from 'claim'"):
        assert words in result.stderr
    assert case_path.read_bytes() == before


def test_it_is_taken_as_one_and_undo_takes_it_back(run: Run, case_path: Path, file: Path) -> None:
    before = counts(case_path)
    result = run("import", str(file), "--yes")
    added = [row["ref"] for row in rows(case_path, "claims")[-2:]]
    assert (result.exit_code, result.stdout.split()) == (0, added)
    assert "undo" in result.stderr
    assert counts(case_path) == {**before, "claims": before["claims"] + 2, "verdicts": before["verdicts"] + 1}
    run("undo")
    assert counts(case_path) == before


def test_again_it_adds_nothing(run: Run, case_path: Path, file: Path) -> None:
    run("import", str(file), "--yes")
    before = counts(case_path)
    result = run("import", str(file), "--yes")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 duplicates skipped: 2 claims, 1 verdict" in result.stderr
    assert "Nothing new" in result.stderr
    assert counts(case_path) == before


def test_where_nobody_can_be_asked_nothing_is_taken(run: Run, case_path: Path, file: Path) -> None:
    before = counts(case_path)
    result = run("import", str(file))
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert counts(case_path) == before


@pytest.mark.parametrize(("answer", "status", "more"), [("y\n", 0, 2), ("\n", 0, 2), ("n\n", 1, 0)])
def test_at_a_terminal_it_is_asked(
    run: Run, case_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int, more: int
) -> None:
    monkeypatch.setattr("factcheck.cli.commands.import_.can_ask", lambda: True)
    before = counts(case_path)["claims"]
    result = run("import", str(file), "--checker", "ada", given=answer)
    assert result.exit_code == status
    assert counts(case_path)["claims"] == before + more


def test_at_a_terminal_it_is_asked_whose_verdicts_are_that_name_no_checker(
    run: Run, case_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "1 verdict without a checker will be credited to" in run("import", str(file), "--dry-run").stderr
    monkeypatch.setattr("factcheck.cli.commands.import_.can_ask", lambda: True)
    result = run("--checker", "", "import", str(file), given="The Desk\ny\n")
    assert "Who decided the 1 verdict without a checker?" in result.stderr
    assert rows(case_path, "verdicts")[-1]["checker"] == "The Desk"


def test_what_cannot_be_taken_is_told_row_by_row_and_the_status_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim,verdict\nIt rained.,who knows\n,True\n")
    result = run("import", str(path), "--yes")
    assert result.exit_code == 1
    for words in (
        "label who knows → no label (1)",
        "line 2 · verdict rejected: ",
        "line 3 · row rejected: the claim is empty",
    ):
        assert words in result.stderr
    settled = run("import", str(path), "--yes", "--label", "who knows=refuted", "--dry-run", "--json")
    assert json.loads(settled.stdout)["new"] == {"verdict": 1}


def test_json_says_all_of_it(run: Run, file: Path) -> None:
    told = json.loads(run("import", str(file), "--yes", "--json").stdout)
    assert (told["format"], told["taken"]) == ("csv", True)
    assert (told["new"], told["there"], told["refused"]) == ({"claim": 2, "verdict": 1}, {}, {})
    assert told["labels"] == [{"words": "Refuted", "label": "Refuted", "times": 1}]
    assert told["rows"][0] == {"place": "line 2", "fate": "new", "noun": "claim", "words": "It rained.", "why": ""}


def test_a_spreadsheet_that_comes_back_is_listed_and_taken_with_update(
    run: Run, case_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "back.csv"
    run("export", "csv", "-o", str(path))
    text = rows(case_path, "claims")[0]["text"]
    path.write_bytes(path.read_bytes().replace(text.encode(), b"It rained.", 1))
    listed = run("import", str(path), "--yes")
    assert listed.exit_code == 1
    for words in ("claim differs: here / there · C1 text: ", "/ “It rained.”", "--update takes it"):
        assert words in listed.stderr
    assert rows(case_path, "claims")[0]["text"] == text
    taken = run("import", str(path), "--yes", "--update")
    assert taken.exit_code == 0
    assert rows(case_path, "claims")[0]["text"] == "It rained."
    run("undo")
    assert rows(case_path, "claims")[0]["text"] == text


def test_a_copy_of_the_case_is_rather_merged_than_taken_over(run: Run, case_path: Path, tmp_path: Path) -> None:
    theirs, part = tmp_path / "bob's copy.json", tmp_path / "bob.changes"
    theirs.write_bytes(case_path.read_bytes())
    run("--checker", "bob", "--db", str(theirs), "decide", "C4", "refuted")
    run("--checker", "bob", "--db", str(theirs), "share", "-o", str(part))
    before = case_path.read_bytes()
    command = f"`factcheck merge {case_path} {shlex.quote(str(theirs))}` takes over what others changed, as theirs"
    for words in (["--update", "--yes"], ["--update", "--dry-run"]):
        result = run("import", str(theirs), *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"is a copy of this case: {command}" in result.stderr
    result = run("import", str(part), "--yes")
    assert result.exit_code == 2
    assert f"is a file of changes: `factcheck merge {case_path} {part}`" in result.stderr
    assert case_path.read_bytes() == before
    listed = run("import", str(theirs), "--dry-run")
    assert listed.exit_code == 0
    assert command in listed.stderr


def test_columns_are_mapped_and_claims_alone_taken(run: Run, case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a=b,c\nIt rained.,ada\n")
    before = counts(case_path)
    result = run("import", str(path), "--map", "a=b=text", "--map", "2=speaker", "--only", "claims", "--yes")
    assert result.exit_code == 0, result.stderr
    claim = rows(case_path, "claims")[-1]
    assert (claim["text"], claim["speaker"]) == ("It rained.", "ada")
    assert counts(case_path) == {**before, "claims": before["claims"] + 1}


def test_claim_import_takes_the_claims_alone(run: Run, case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_bytes(dumped(AVERITEC))
    before = counts(case_path)
    assert run("claim", "import", str(path), "--yes").exit_code == 0
    assert counts(case_path) == {**before, "claims": before["claims"] + 1}
    assert run("import", str(path), "--yes").exit_code == 0
    assert counts(case_path)["excerpts"] == before["excerpts"] + 2


def test_annotations_for_a_claim_and_sentences_from_a_corpus(run: Run, case_path: Path, tmp_path: Path) -> None:
    notes, dev, pages = tmp_path / "notes.json", tmp_path / "dev.jsonl", tmp_path / "pages.jsonl"
    notes.write_bytes(dumped(HYPOTHESIS))
    dev.write_bytes(lines(FEVER))
    pages.write_bytes(lines(PAGES))
    assert run("import", str(notes), "--claim", "C5", "--yes").exit_code == 0
    excerpt = rows(case_path, "excerpts")[-1]
    claim = next(row for row in rows(case_path, "claims") if row["ref"] == "C5")
    assert (excerpt["claim"], excerpt["quote"]) == (claim["id"], "seven days")
    assert run("import", str(dev), "--corpus", str(pages), "--yes").exit_code == 0
    assert rows(case_path, "excerpts")[-1]["quote"] == "It never froze."


def test_standard_input_is_a_file_too(run: Run) -> None:
    result = run("import", "-", "--yes", given=SAMPLES["csv"])
    assert result.exit_code == 0
    assert run("import", "-", "--yes", given=b"").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.csv"], "nowhere.csv: cannot be read: No such file"),
        (["."], "Is a directory"),
        (["FILE", "--format", "nope"], "no format 'nope'"),
        (["FILE", "--map", "claim"], "is not NAME=VALUE"),
        (["FILE", "--map", "nope=text"], "no column 'nope'"),
        (["FILE", "--label", "x=nope"], "no label 'nope'"),
        (["FILE", "--format", "xlsx"], "not an Excel workbook"),
        (["FILE", "--corpus", "nowhere"], "nowhere: cannot be read"),
    ],
)
def test_wrong_use_and_unreadable_files_are_one_line_and_status_2(
    run: Run, case_path: Path, file: Path, words: list[str], said: str
) -> None:
    before = counts(case_path)
    result = run("import", *(str(file) if word == "FILE" else word for word in words), "--yes")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert counts(case_path) == before


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(program: Start, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    done = program("import", str(tmp_path / "pipe"), "--yes")
    assert (done.returncode, b"not a regular file" in done.stderr) == (2, True)


def test_nothing_in_a_file_acts_on_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(dumped([{"claim": f"a{HOSTILE}", "label": HOSTILE}, {"claim": f"b{HOSTILE}", "speaker": HOSTILE}]))
    result = run("import", str(path), "--dry-run")
    assert result.exit_code in {0, 1}
    for sign in ("\x1b", "\x07", "\u202e", "\x9b"):
        assert sign not in result.output


def test_the_undo_that_is_named_is_the_importers(run: Run, file: Path) -> None:
    taken = run("import", str(file), "--yes", "--checker", "Bob B")
    assert ": 2 claims added, 1 verdict; `factcheck --checker 'Bob B' undo` undoes it" in taken.stderr


def test_a_path_that_is_not_there_is_said_in_one_line(run: Run, case_path: Path, tmp_path: Path) -> None:
    merged = run("merge", str(tmp_path / "nope.json"), str(case_path))
    assert "nope.json: no such file; MINE is the case" in merged.stderr
    exported = run("export", "markdown", "-o", str(tmp_path / "nope" / "r.md"))
    assert f"NOT saved: the folder {tmp_path / 'nope'} does not exist" in exported.stderr
    checked = run("case", "check", str(tmp_path / "nope.zip"))
    assert "nope.zip: no such file\n" in checked.stderr
    assert [each.exit_code for each in (merged, exported, checked)] == [2, 2, 2]


def test_ambiguous_dates_are_one_line_that_names_the_option(run: Run, case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim,date\nIt rained.,03/04/2024\n")
    before = counts(case_path)
    result = run("import", str(path), "--yes")
    assert (result.exit_code, result.stdout, counts(case_path)) == (2, "", before)
    assert "03/04/2024 of 'date' can be 2024-04-03 or 2024-03-04; --dates day-first or month-first" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert run("import", str(path), "--yes", "--dates", "month-first").exit_code == 0
    assert rows(case_path, "claims")[-1]["date"] == "2024-03-04"
