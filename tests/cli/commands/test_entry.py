"""`entry add`, `close` and `list`: notes on claims, sources and the case."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run, rows


def test_notes_are_added_listed_and_closed(run: Run, case_path: Path) -> None:
    added = run("entry", "add", "Is 225 the early count?", "--on", "C3", "--to", "Bob")
    assert (added.stdout, added.stderr) == ("Q1\n", f"Q1 added, saved in {case_path}\n")
    assert run("entry", "add", "-", given="About the case.\nAll of it.\n").stdout == "Q2\n"
    assert run("entry", "add", "Ask for the first edition.", "--on", "S1", "--kind", "query").stdout == "Q3\n"
    listed = [line.split("\t") for line in run("entry", "list").stdout.splitlines()]
    assert [[*cells[:6], cells[7]] for cells in listed] == [
        ["Q1", "C3", "note", "open", "ada", "Bob", "Is 225 the early count?"],
        ["Q2", "", "note", "open", "ada", "", "About the case. All of it."],
        ["Q3", "S1", "query", "open", "ada", "", "Ask for the first edition."],
    ]
    closed = run("entry", "close", "Q1", "q3")
    assert closed.stderr == f"Q1, Q3 closed, saved in {case_path}\n"
    assert run("entry", "close", "Q1").stderr == "Q1: closed already; nothing to save\n"
    for options, expected in (
        (["--open"], ["Q2"]),
        (["--closed"], ["Q1", "Q3"]),
        (["--on", "C3"], ["Q1"]),
        (["--on", ""], ["Q2"]),
        (["--kind", "query"], ["Q3"]),
        (["--to", "Bob"], ["Q1"]),
    ):
        assert [row["ref"] for row in json.loads(run("entry", "list", *options, "--json").stdout)] == expected
    assert run("entry", "close", "--reopen", "Q1").stderr == f"Q1 opened again, saved in {case_path}\n"
    assert [(row["ref"], bool(row["closed"])) for row in rows(case_path, "entries")] == [
        ("Q1", False),
        ("Q2", False),
        ("Q3", True),
    ]


def test_a_note_is_shown_with_its_claim_and_exported_with_it(run: Run) -> None:
    run("entry", "add", "Is 225 the early count?", "--on", "C3", "--to", "Bob")
    assert "\tto Bob\tIs 225 the early count?\n" in run("claim", "show", "C3").stdout
    assert json.loads(run("claim", "show", "C3", "--json").stdout)["entries"][0]["ref"] == "Q1"
    assert [line.split("\t")[0] for line in run("claim", "list", "--only", "has:note is:open").stdout.splitlines()] == [
        "C3"
    ]
    (found,) = json.loads(run("entry", "list", "--json").stdout)
    assert (found["on_ref"], found["open"], found["kind"]) == ("C3", True, "note")
    assert json.loads(run("export", "json").stdout)["entries"][0]["words"] == "Is 225 the early count?"
    without = json.loads(run("export", "json", "--option", "notes=no").stdout)
    assert "entries" not in without
    assert not [change for change in without["history"] if change["target"].startswith("entries/")]


def test_what_cannot_be_noted_is_one_line(run: Run) -> None:
    for words, said in (
        (("add", "x", "--on", "C999"), "factcheck: no claim or source 'C999' in this case\n"),
        (("add", " "), "factcheck: a note needs words\n"),
        (("close", "Q9"), "factcheck: no entry 'Q9' in this case\n"),
    ):
        result = run("entry", *words)
        assert (result.exit_code, result.output) == (2, said)


def test_a_query_has_a_way_a_day_and_an_outcome(run: Run, case_path: Path) -> None:
    run("entry", "add", "Which year?", "--on", "C3", "--kind", "query", "--to", "the author", "--due", "2026-12-01")
    run("entry", "add", "Asked.", "--on", "C1", "--kind", "contact", "--via", "mail", "--due", "2020-01-01")
    run("entry", "add", "--on", "C1", "--kind", "sign-off")
    assert run("entry", "list", "is:overdue via:mail").stdout.split("\t")[0] == "Q2"
    assert run("entry", "close", "Q2", "--outcome", "silent").stderr == f"Q2 closed: silent, saved in {case_path}\n"
    (cells,) = [line.split("\t") for line in run("entry", "list", "outcome:silent").stdout.splitlines()]
    assert cells[7:] == ["Asked.", "mail", "2020-01-01", "silent"]
    assert [row["kind"] for row in json.loads(run("entry", "list", "is:closed", "--json").stdout)] == [
        "contact",
        "sign-off",
    ]
    assert "Q1 query on C3 to the author due 2026-12-01: Which year?" in run("history").stdout
    header, *table = run("export", "csv", "--option", "table=entries").stdout.splitlines()
    assert header == "ref,on,kind,to,via,words,by,at,due,closed,outcome,sentence,id"
    assert [line.split(",")[:3] for line in table] == [
        ["Q1", "C3", "query"],
        ["Q2", "C1", "contact"],
        ["Q3", "C1", "sign-off"],
    ]
    for arguments, said in (
        (("add", "x", "--due", "soon"), "'soon' is not a day like 2026-12-01"),
        (("close", "Q1", "--outcome", "maybe"), "'maybe' is not one of 'answered'"),
        (("close", "Q1", "--reopen", "--outcome", "done"), "--reopen removes the outcome"),
        (("list", "kind:quary"), "no kind:quary in a filter of entries"),
    ):
        result = run("entry", *arguments)
        assert (result.exit_code, result.output.count("\n")) == (2, 1)
        assert said in result.output
    assert "The kind 'quary' is kept" in run("entry", "add", "x", "--kind", "quary").stderr
