"""`excerpt edit` and `excerpt remove`: one change each, said in exact words, and taken back by `undo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factcheck.case.document import Document
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run, rows

TEXT = "The bridge was begun in 1931. It was opened in the spring of 1933. The mayor was late."


def excerpt(path: Path, ref: str) -> Any:
    """Return the row of an excerpt."""
    return next(row for row in rows(path, "excerpts") if row["ref"] == ref)


def with_text(path: Path) -> str:
    """Add a source whose text is here; return its ref."""
    with Workspace.open(path, "ada") as workspace:
        name = workspace.texts.keep(TEXT.encode(), Document(text=TEXT), ".txt")
        return workspace.case.sources[workspace.add_source(title="The bridge", sha256=name)[0].key].ref


def test_an_excerpt_is_edited_and_what_is_not_named_stays(run: Run, case_path: Path) -> None:
    before = excerpt(case_path, "E4")
    result = run("excerpt", "edit", "e4", "--stance", "context", "--locator", "p. 4", "--note", "Look\nagain.")
    after = excerpt(case_path, "E4")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"E4 stance, locator, note edited, saved in {case_path}\n"
    assert after == {**before, "stance": "context", "locator": "p. 4", "note": "Look\nagain."}
    run("undo")
    assert excerpt(case_path, "E4") == before


def test_an_excerpt_can_go_to_another_claim(run: Run, case_path: Path) -> None:
    run("excerpt", "edit", "E4", "--claim", "c9")
    claims = {row["ref"]: row["id"] for row in rows(case_path, "claims")}
    assert excerpt(case_path, "E4")["claim"] == claims["C9"]


def test_another_quote_has_another_place_where_the_text_is_here(run: Run, case_path: Path) -> None:
    ref = with_text(case_path)
    quote = "opened in the spring of 1933"
    run("excerpt", "edit", "E4", "--source", ref, "--quote", "-", given=f"{quote}\n")
    row = excerpt(case_path, "E4")
    assert (row["quote"], TEXT[row["start"] : row["end"]]) == (quote, quote)
    assert row["prefix"] and TEXT.startswith(row["prefix"] + quote + row["suffix"], row["start"] - len(row["prefix"]))
    run("excerpt", "edit", "E4", "--quote", "closed in 1940")
    row = excerpt(case_path, "E4")
    assert (row["quote"], row["prefix"], row["suffix"], row["start"], row["end"]) == (
        "closed in 1940",
        "",
        "",
        None,
        None,
    )


def test_excerpts_are_removed_as_one(run: Run, case_path: Path) -> None:
    before = rows(case_path, "excerpts")
    result = run("excerpt", "remove", "E4", "e6")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"E4, E6 removed, saved in {case_path}\n")
    assert [row for row in before if row["ref"] not in {"E4", "E6"}] == rows(case_path, "excerpts")
    run("undo")
    assert sorted(rows(case_path, "excerpts"), key=str) == sorted(before, key=str)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("edit", "E4"), "--quote"),
        (("edit", "E9999", "--note", "x"), "E9999"),
        (("edit", "E4", "--quote", " "), "an excerpt needs a quote"),
        (("edit", "E4", "--source", "S99"), "S99"),
        (("edit", "E4", "--claim", "C99"), "C99"),
        (("edit", "E4", "--stance", "likes"), "likes"),
        (("remove", "E4", "E9999"), "E9999"),
        (("remove",), "EXCERPT"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(run: Run, case_path: Path, words: tuple[str, ...], named: str) -> None:
    before = case_path.read_bytes()
    result = run("excerpt", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    ("quote", "state", "found"),
    [
        ("It was opened in the spring of 1933.", "✓ exact", "It was opened in the spring of 1933."),
        ("[W]as opened in the spring", "≈ typographic", "was opened in the spring"),
        ("It was opened in the spring of 1935.", "≠ altered: 1933 → 1935", None),
        ("Was opened in the spring", "≠ altered: only the case of its first letter", None),
        ("Nobody ever paid the workers", "✗ not found", None),
    ],
)
def test_how_a_new_quote_stands_is_said_and_its_place_noted(
    run: Run, case_path: Path, quote: str, state: str, found: str | None
) -> None:
    ref = with_text(case_path)
    result = run("excerpt", "add", "C1", ref, quote, "--stance", "supports")
    added = result.stdout.strip()
    assert result.stderr == f"{added} added: {ref} supports C1 · {state}, saved in {case_path}\n"
    row = excerpt(case_path, added)
    assert (None if row.get("start") is None else TEXT[row["start"] : row["end"]]) == found
    assert row.get("locator", "") == ("paragraph 1" if found else "")
    if found:
        assert TEXT.startswith(row["prefix"] + found + row["suffix"], row["start"] - len(row["prefix"]))
    result = run("excerpt", "edit", added, "--quote", "It was opened in the spring of 1936.")
    assert result.stderr == f"{added} quote edited · ≠ altered: 1933 → 1936, saved in {case_path}\n"


def test_a_locator_that_is_given_stays_and_without_a_text_nothing_is_said(run: Run, case_path: Path) -> None:
    ref = with_text(case_path)
    added = run("excerpt", "add", "C1", ref, "The mayor was late.", "--stance", "context", "--locator", "p. 9").stdout
    assert excerpt(case_path, added.strip())["locator"] == "p. 9"
    result = run("excerpt", "add", "C1", "S1", "The mayor was late.", "--stance", "context")
    assert result.stderr == f"{result.stdout.strip()} added: S1 context C1, saved in {case_path}\n"


def test_the_same_excerpt_is_not_added_twice(run: Run, case_path: Path) -> None:
    count = len(rows(case_path, "excerpts"))
    words = ("excerpt", "add", "C5", "S2", "a certain thing was said")
    assert run(*words, "--stance", "context").stdout
    again = run(*words, "--stance", "context")
    ref = rows(case_path, "excerpts")[-1]["ref"]
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == (f"C5 has this quote already: {ref} (context)\nNo new excerpts; nothing to save\n")
    other = run(*words, "--stance", "supports")
    assert other.stderr.startswith(f"C5 has this quote already: {ref} (context)\n")
    assert len(rows(case_path, "excerpts")) == count + 2
