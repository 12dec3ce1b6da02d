"""Laws of merging, over programs of three people on copies of one case."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.merging.contested import contested, state_of
from factcheck.case.merging.fields import UNCONTESTED, unit_of
from factcheck.case.merging.merge import merge
from factcheck.case.rows import written
from factcheck.errors import ConflictError
from tests.case.merging.programs import Step, branches, contents, read_again, shown_by, steps, was_replaced
from tests.strategies import cases, workspace_on

programs = st.lists(steps, max_size=24)


@given(programs)
def test_the_order_of_copies_does_not_matter(program: list[Step]) -> None:
    one, other, third = branches(program)
    assert contents(merge([one, other]).case) == contents(merge([other, one]).case)
    assert contents(merge([one, other, third]).case) == contents(merge([third, one, other]).case)


@given(programs)
def test_nor_does_it_matter_which_were_merged_first(program: list[Step]) -> None:
    one, other, third = branches(program)
    whole = contents(merge([one, other, third]).case)
    assert contents(merge([merge([one, other]).case, third]).case) == whole
    assert contents(merge([one, merge([other, third]).case]).case) == whole


@given(programs)
def test_what_was_merged_is_not_changed_by_merging_it_again(program: list[Step]) -> None:
    one, other, _ = branches(program)
    whole = merge([one, other]).case
    assert contents(merge([whole, one]).case) == contents(whole)
    assert contents(merge([other, whole]).case) == contents(whole)


@given(programs)
def test_a_merged_case_can_be_written_and_read_again(program: list[Step]) -> None:
    whole = merge(branches(program)).case
    assert contents(read_again(whole)) == contents(whole)


@given(cases())
def test_without_branches_the_rows_are_what_the_changes_made_in_turn(case: Case) -> None:
    assert not case.history.branched
    for target in {change.target for change in case.history}:
        table, _, key = target.partition("/")
        row = state_of(case, target).row
        assert (row and written(table, row)) == case.tables[table].row(key), target


@given(programs)
def test_an_undo_changes_no_field_that_shows_the_value_of_another(program: list[Step]) -> None:
    whole = merge(branches(program)).case
    before = {target: shown_by(whole, target) for target in whole.history.branched}
    rows = contents(whole)
    workspace = workspace_on(whole, "ada")
    try:
        workspace.undo()
    except ConflictError:
        assert contents(whole) == rows
        return
    for target, writers in before.items():
        name, _, key = target.partition("/")
        row = whole.tables[name].row(key) or {}
        old = orjson.loads(rows[name].get(key, b"{}"))
        for field in row.keys() & old.keys() & {name for name, writer in writers.items() if writer != "ada"}:
            assert row[field] == old[field]


@given(programs)
def test_an_undo_that_is_redone_changes_nothing(program: list[Step]) -> None:
    whole = merge(branches(program)).case
    rows = {name: table.rows() for name, table in whole.tables.items()}
    workspace = workspace_on(whole, "ada")
    try:
        if not workspace.undo():
            return
    except ConflictError:
        return
    workspace.redo()
    assert {name: table.rows() for name, table in whole.tables.items()} == rows


@given(programs)
def test_every_value_that_nobody_replaced_is_shown_or_contested(program: list[Step]) -> None:
    copies = branches(program)
    whole = merge(copies).case
    shown = contested(whole)
    for copy in copies:
        for name, table in copy.tables.items():
            for key, row in table.rows().items():
                left_out = {"ref", "schema", "tags", "waived", "warn", "numbers"}
                for field in (each for each in row.keys() - left_out if unit_of(name, each)[0] not in UNCONTESTED):
                    target = f"{name}/{key}"
                    now = whole.tables[name].row(key) or {}
                    if now.get(field) != row[field]:
                        assert was_replaced(whole, target, field, row[field]) or target in shown
