"""A case with something that is nested too deeply: every command says so in one line, and works on what is not."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from factcheck.storage.schema import NESTING
from tests.cli.conftest import Run
from tests.storage.test_nesting import LAYOUTS, Write, in_one_line, line_by_line, nested


@pytest.mark.parametrize("write", LAYOUTS)
@pytest.mark.parametrize("place", ["a field", "a row", "a table", "another table", "the whole"])
def test_whatever_is_nested_deeper_is_refused_in_one_line(run: Run, case_path: Path, place: str, write: Write) -> None:
    tree = orjson.loads(case_path.read_bytes())
    deep = "DEEP"
    if place == "a field":
        tree["claims"]["1"]["own"] = deep
    elif place == "a row":
        tree["claims"]["1"] = deep
    elif place == "a table":
        tree["claims"] = {"1": {"id": deep}} if write is line_by_line else deep
    elif place == "another table":
        tree["notes"] = {"1": {"own": deep}}
    else:
        tree = {deep: {}} if write is line_by_line else deep
    write(case_path, tree)
    template = case_path.read_bytes()
    for levels in (253, 254, 300, 500, 1000, 1020, 5000, 100_000):
        content = template.replace(b'"DEEP"', b"[" * levels + b"]" * levels)
        case_path.write_bytes(content)
        for words in (("status",), ("decide", "C5", "refuted")):
            result = run(*words)
            if (place, levels) == ("another table", 253):  # that table is kept as it is, and can be
                assert result.exit_code == 0
                continue
            assert result.exit_code == 2, result.stderr
            assert result.stderr.startswith(f"factcheck: {case_path}: ")
            assert result.stderr.count("\n") == 1
            assert case_path.read_bytes() == content


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--json"),
        ("claim", "list", "--json"),
        ("claim", "show", "C1", "--json"),
        ("claim", "show", "C1"),
        ("excerpt", "list", "--json"),
        ("source", "list", "--json"),
        ("history", "--json"),
        ("export", "json"),
        ("export", "markdown"),
        ("export", "html"),
        ("export", "csv"),
        ("warnings",),
        ("claim", "edit", "C1", "--text", "Otherwise."),
        ("claim", "remove", "C1"),
        ("source", "edit", "S1", "--note", "x"),
        ("excerpt", "edit", "E1", "--note", "x"),
        ("undo",),
        ("redo",),
    ],
    ids=" ".join,
)
def test_every_command_works_on_what_is_as_deep_as_can_be(run: Run, case_path: Path, words: tuple[str, ...]) -> None:
    run("claim", "edit", "C2", "--speaker", "eve")
    run("claim", "remove", "C2")
    tree = orjson.loads(case_path.read_bytes())
    for rows in tree.values():
        for row in [*rows.values()][:2]:
            row["own"] = nested(NESTING)
    in_one_line(case_path, tree)
    if words == ("redo",):
        assert run("undo").exit_code == 0
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert run("status").exit_code == 0
