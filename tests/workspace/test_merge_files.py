"""Merging two files line by line, as git's driver does, comes to the bytes that merging two cases comes to."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.merging.merge import merge
from factcheck.errors import UnreadableError
from factcheck.storage.layout import IrregularError, dump
from factcheck.storage.reader import read_case
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.tables import pack
from factcheck.workspace.merge_files import merge_files
from tests.case.merging.programs import Step, branches, branches_of, same_ids, steps
from tests.strategies import workspace_on

programs = st.lists(steps, max_size=12)


def merged_before(program: list[Step]) -> Case:
    """Return a case that was merged after a program, and so has a history with `n` and `seen`."""
    copies = branches(program)
    with same_ids(["merged", *program]):
        for number, copy in enumerate(copies):
            workspace_on(copy).add_claim(f"Claim {number} of this copy.")
    case = merge(copies).case
    assert case.info.schema > 1
    return case


def files(directory: Path, *cases: Case) -> list[Path]:
    """Write cases to files: the base, one side and the other."""
    paths = [directory / f"{number}.json" for number, _ in enumerate(cases)]
    for path, case in zip(paths, cases, strict=True):
        path.write_bytes(b"".join(dump(pack(case, RowNumbers(), {}))))
    return paths


@given(programs, programs)
def test_lines_are_merged_to_the_bytes_of_the_merged_cases(before: list[Step], since: list[Step]) -> None:
    base = merged_before(before)
    own, other, _ = branches_of(base, since)
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        by_lines, as_cases = files(Path(one), base, own, other), files(Path(two), base, own, other)
        with patch("factcheck.workspace.merge_files.lines_by_table", side_effect=IrregularError):
            expected = merge_files(*as_cases)
        with patch("factcheck.workspace.merge_files.merge", side_effect=AssertionError("lines suffice")):
            assert merge_files(*by_lines) == expected
        assert by_lines[1].read_bytes() == as_cases[1].read_bytes()


def test_a_row_that_only_one_side_has_is_checked(tmp_path: Path) -> None:
    base = merged_before([])
    paths = files(tmp_path, base, base, base)
    before = paths[1].read_bytes()
    paths[2].write_bytes(before.replace(b'"tags":[]', b'"tags":[5]', 1))
    with pytest.raises(UnreadableError, match=r"2\.json: claims row \d+: tags must hold texts"):
        merge_files(*paths)
    assert paths[1].read_bytes() == before


@pytest.mark.parametrize(
    ("valid", "fault"),
    [
        (b'"tags":[]', b'"tags":[5]'),
        (b'"ref":"C1"', b'"ref":7'),
        (b'"ref":"C1",', b""),
        (b'"kind":"add","target"', b'"kind":"add","n":"x","target"'),
        (b'"target":"', b'"target":5,"before":"'),
        (b'"n":', b'"m":'),
        (b'"seen":[]', b'"seen":7'),
    ],
)
def test_what_is_wrong_in_both_files_is_neither_hidden_nor_said_otherwise(
    tmp_path: Path, valid: bytes, fault: bytes
) -> None:
    base = merged_before([])
    own, other, _ = branches_of(base, [])
    workspace_on(own).edit("claims", "C2", text="The text of one side.")
    workspace_on(other).edit("claims", "C2", text="The text of the other.")
    paths = files(tmp_path, base, own, other)
    for path in paths:
        assert valid in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(valid, fault, 1))
    before = refusal(paths[1])
    try:
        merge_files(*paths)
    except UnreadableError as error:
        assert str(error) == before
    else:  # lines that both have are merged as they are: what was refused is refused
        assert refusal(paths[1]) == before


def refusal(path: Path) -> str:
    """Return why a file cannot be read; "" if it can."""
    try:
        read_case(path)
    except UnreadableError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "alter",
    [
        lambda data: data.replace(b"\n", b" \n", 3),
        lambda data: data.replace(b'"id":', b'"id": ', 1),
        lambda data: data.replace(b'},\n"sources"', b'}\n,"sources"', 1),
        lambda data: data.replace(b"\n", b""),
    ],
)
def test_a_file_in_another_form_is_merged_all_the_same(tmp_path: Path, alter: object) -> None:
    assert callable(alter)
    base = merged_before([])
    own, other, _ = branches_of(base, [])
    workspace_on(own).edit("claims", "C1", text="The text of one side.")
    workspace_on(other).edit("claims", "C2", text="The text of the other.")
    paths = files(tmp_path, base, own, other)
    paths[2].write_bytes(alter(paths[2].read_bytes()))
    assert merge_files(*paths) == []
    texts = [claim.text for claim in read_case(paths[1]).case.in_order()]
    assert {"The text of one side.", "The text of the other."} <= {*texts}
