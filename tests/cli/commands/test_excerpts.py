"""`excerpt list` and `excerpt add`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, rows


def test_the_list_has_every_excerpt_with_its_exact_row(run: Run, case_path: Path) -> None:
    listed = {row["id"]: row for row in json.loads(run("excerpt", "list", "--json").stdout)}
    stored = rows(case_path, "excerpts")
    assert len(listed) == len(stored)
    assert all(listed[row["id"]].items() >= dict(row).items() for row in stored)


def test_the_list_can_be_of_one_claim_source_and_stance(run: Run) -> None:
    everything = json.loads(run("excerpt", "list", "--json").stdout)
    some = json.loads(run("excerpt", "list", "c2", "--source", "s1", "--stance", "contradicts", "--json").stdout)
    wanted = {"claim_ref": "C2", "source_ref": "S1", "stance": "contradicts"}
    assert some == [row for row in everything if wanted.items() <= row.items()]
    assert some


def test_piped_the_list_is_a_line_for_each_excerpt(run: Run) -> None:
    lines = [line.split("\t") for line in run("excerpt", "list", "C5").stdout.splitlines()]
    fields = ("ref", "claim_ref", "stance", "source_ref", "locator", "quote")
    assert lines == [
        [row[field] for field in fields] for row in json.loads(run("excerpt", "list", "C5", "--json").stdout)
    ]


def test_an_excerpt_is_added_word_for_word(run: Run, case_path: Path) -> None:
    quote = "“Nine  were — told\nnothing”"
    result = run("excerpt", "add", "c5", "S2", quote, "--stance", "contradicts", "--locator", "p. 4", "--note", "n")
    row = rows(case_path, "excerpts")[-1]
    ids = {name: {each["ref"]: each["id"] for each in rows(case_path, name)} for name in ("claims", "sources")}
    assert (result.exit_code, result.stdout) == (0, f"{row['ref']}\n")
    assert (row["claim"], row["source"]) == (ids["claims"]["C5"], ids["sources"]["S2"])
    assert (row["quote"], row["stance"], row["locator"], row["note"]) == (quote, "contradicts", "p. 4", "n")
    assert row["by"] == "ada"


def test_claim_and_source_may_be_ids_and_the_quote_standard_input(run: Run, case_path: Path) -> None:
    claim, source = (rows(case_path, name)[-1]["id"] for name in ("claims", "sources"))
    result = run("excerpt", "add", claim, source, "-", "--stance", "context", given=b"\xef\xbb\xbf- one\r\n- two\n")
    row = rows(case_path, "excerpts")[-1]
    assert result.exit_code == 0
    assert (row["claim"], row["source"], row["quote"]) == (claim, source, "- one\n- two")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("C99", "S1", "x", "--stance", "supports"), "C99"),
        (("C5", "S99", "x", "--stance", "supports"), "S99"),
        (("C5", "S1", " ", "--stance", "supports"), "quote"),
        (("C5", "S1", "x", "--stance", "likes"), "likes"),
        (("C5", "S1", "x"), "--stance"),
        (("C5", "S1"), "QUOTE"),
    ],
)
def test_what_is_no_excerpt_is_refused(run: Run, case_path: Path, words: tuple[str, ...], named: str) -> None:
    before = case_path.read_bytes()
    result = run("excerpt", "add", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
    assert case_path.read_bytes() == before
