"""The workspace: what it says is done is on the disk, can be undone, and outlives whatever happens to the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from factcheck.case.changes import Batch
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE, PRESETS
from factcheck.errors import ConflictError, InvalidError, NotSavedError, ReadOnlyError, UnknownError, UnreadableError
from factcheck.storage import DraftFiles
from factcheck.workspace.create import begin_case
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.strategies import state


def first(workspace: Workspace) -> str:
    return workspace.case.in_order()[0].id


# Names, texts and times


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ada", "ada"),
        ("AC/DC", "AC-DC"),
        (" Ada \n Lovelace\x1b[2J", "Ada Lovelace[2J"),
        ("", "somebody"),
        ("/", "-"),
        ("\udcff\u202e", "somebody"),
    ],
    ids=ascii,
)
def test_a_checker_has_a_name_of_one_clean_line(tmp_path: Path, given: str, kept: str) -> None:
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, given)
    with Workspace.open(path, given) as workspace:
        workspace.add_claim("It rained.")
        workspace.decide(first(workspace), "refuted")
    with Workspace.open(path, given) as workspace:
        assert {change.by for change in workspace.case.history} == {kept}
        assert [verdict.checker for verdict in workspace.case.verdicts.values()] == [kept]
        assert workspace.withdraw(first(workspace))


def test_what_is_typed_is_cleaned_and_what_is_quoted_stays(workspace: Workspace) -> None:
    workspace.add_claim(" It\x1b\nrained. ", speaker="Noah\u202e", tags=(" wet\n", "we\x00ather"))
    claim = workspace.case.in_order()[-1]
    assert (claim.text, claim.speaker, claim.tags) == ("It rained.", "Noah", ("wet", "weather"))
    workspace.edit("claims", claim.id, text=" It\u200b poured.\n", date=" 2022 ")
    assert (workspace.case.claims[claim.id].text, workspace.case.claims[claim.id].date) == ("It poured.", "2022")
    source = next(iter(workspace.case.sources))
    workspace.edit("sources", source, note=" one\r\ntwo ", publisher="The\nTimes")
    assert (workspace.case.sources[source].note, workspace.case.sources[source].publisher) == ("one\ntwo", "The Times")
    (added,) = workspace.add_excerpt(claim.id, source, " a\u200b  b\n", stance=Stance.SUPPORTS, prefix="\u202ex ")
    excerpt = workspace.case.excerpts[added.key]
    assert (excerpt.quote, excerpt.prefix) == ("a\u200b  b", "\u202ex ")
    workspace.set_rationale(claim.id, " one\r\n\x1btwo ", "if\nthen")
    (verdict,) = workspace.case.verdicts_of(claim.id)
    assert (verdict.rationale, verdict.condition) == ("one\ntwo", "if then")


@pytest.mark.parametrize(
    "blank",
    [
        lambda workspace: workspace.add_claim(" \x1b\n"),
        lambda workspace: workspace.edit("claims", first(workspace), text=" "),
        lambda workspace: workspace.edit("excerpts", next(iter(workspace.case.excerpts)), quote=""),
        lambda workspace: workspace.add_excerpt(
            first(workspace), next(iter(workspace.case.sources)), " \n", stance=Stance.CONTEXT
        ),
        lambda workspace: workspace.retitle("\u202e "),
    ],
    ids=["claim", "reworded claim", "altered quote", "excerpt", "title"],
)
def test_what_needs_a_text_is_refused_without_one(workspace: Workspace, blank: Callable[[Workspace], Batch]) -> None:
    before = state(workspace.case)
    with pytest.raises(InvalidError, match="needs a"):
        blank(workspace)
    assert state(workspace.case) == before


def test_times_are_utc_and_never_go_back(case_path: Path) -> None:
    east = timezone(timedelta(hours=5))
    times = iter(datetime(2026, 1, 1, hour, tzinfo=east) for hour in (12, 12, 10, 10, 13, 13))
    with Workspace.open(case_path, "ada", clock=lambda: next(times)) as workspace:
        for label in ("refuted", "supported", "conflicting"):
            workspace.decide(first(workspace), label)
        assert [change.at for change in workspace.case.history][-3:] == [
            "2026-01-01T07:00:00Z",
            "2026-01-01T07:00:00Z",
            "2026-01-01T08:00:00Z",
        ]


def test_a_label_that_is_not_in_the_scale_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UnknownError, match="'maybe'"):
        workspace.decide(first(workspace), "maybe")
    assert workspace.case.verdict_of(first(workspace)) is None


# Fields that would make the case unreadable


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("claims", {"ref": "C2"}),
        ("claims", {"ref": "c2"}),
        ("claims", {"ref": ""}),
        ("claims", {"id": "other"}),
        ("claims", {"position": "first"}),
        ("claims", {"position": False}),
        ("excerpts", {"claim": "gone"}),
        ("excerpts", {"source": "gone"}),
        ("excerpts", {"stance": "nonsense"}),
        ("excerpts", {"start": 1.5}),
        ("sources", {"title": None}),
        ("case", {"scale": "nonsense"}),
        ("case", {"schema": 99}),
    ],
    ids=str,
)
def test_an_edit_that_could_not_be_read_again_is_refused_without_a_trace(
    workspace: Workspace, table: str, values: dict[str, Any]
) -> None:
    before, changes = state(workspace.case), len(workspace.case.history)
    key = next(iter(workspace.case.tables[table]))
    with pytest.raises(InvalidError) as raised:
        workspace.edit(table, key, **values)
    assert str(raised.value).isprintable()
    assert (state(workspace.case), len(workspace.case.history)) == (before, changes)
    assert not workspace.store.unfolded


def test_a_scale_that_lacks_a_label_in_use_is_refused(workspace: Workspace) -> None:
    workspace.decide(first(workspace), "conflicting")
    with pytest.raises(InvalidError, match="'conflicting' is not in the scale"):
        workspace.edit("case", "case", scale="editor")
    workspace.undo()
    workspace.edit("case", "case", scale="editor")
    assert workspace.case.scale is PRESETS["editor"]


# Undo where several work on a case


def test_undo_takes_back_ones_own_last_change(workspace: Workspace, case_path: Path) -> None:
    claim = first(workspace)
    workspace.decide(claim, "refuted")
    workspace.close()
    with Workspace.open(case_path, "bob") as bob:
        bob.set_rationale(claim, "Only one source.", "")
        assert bob.undo()[0].by == "bob"
        assert bob.undo() == ()
        assert bob.redo()
    with Workspace.open(case_path, "ada") as ada:
        assert ada.undo()[0].kind == "decide"
        assert ada.undo() == ()
        assert [verdict.rationale for verdict in ada.case.verdicts_of(claim)] == ["Only one source."]
        assert ada.undo("bob")
        assert ada.case.verdicts_of(claim) == []
        assert ada.redo()[0].by == "ada"
        assert ada.redo()[0].by == "ada"
        assert {verdict.checker for verdict in ada.case.verdicts_of(claim)} == {"ada", "bob"}


def test_what_a_colleague_has_built_on_is_not_undone(workspace: Workspace, case_path: Path) -> None:
    (added,) = workspace.add_claim("It rained.")
    workspace.close()
    with Workspace.open(case_path, "bob") as bob:
        bob.add_excerpt(added.key, next(iter(bob.case.sources)), "It rained.", stance=Stance.CONTEXT)
    with Workspace.open(case_path, "ada") as ada:
        before, changes = state(ada.case), len(ada.case.history)
        with pytest.raises(ConflictError, match=r"^NOT undone: C77 added: .*cannot go: excerpts E[0-9]+ is of it"):
            ada.undo()
        assert (state(ada.case), len(ada.case.history)) == (before, changes)


def test_what_a_colleague_has_changed_since_is_not_undone(workspace: Workspace, case_path: Path) -> None:
    claim = first(workspace)
    workspace.edit("claims", claim, text="One.")
    workspace.close()
    with Workspace.open(case_path, "bob") as bob:
        bob.edit("claims", claim, text="Two.")
    with Workspace.open(case_path, "ada") as ada:
        with pytest.raises(ConflictError, match="NOT undone: C1 text edited: changed since by bob"):
            ada.undo()
        assert ada.case.claims[claim].text == "Two."
        assert ada.undo("bob")
        assert ada.case.claims[claim].text == "One."


# Reading only


def test_a_second_workspace_is_told_who_has_the_case_and_changes_nothing(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        with Workspace.open(case_path, "bob") as second:
            assert "held by ada (process " in second.read_only
            assert state(second.case) == state(workspace.case)
            with pytest.raises(ReadOnlyError, match="held by ada"):
                second.decide(first(second), "supported")
            with pytest.raises(ReadOnlyError):
                second.undo("ada")
            assert not second.fold()
            assert second.case.title in b"".join(ExportJob(second.documents, "markdown").chunks()).decode()
        workspace.decide(first(workspace), "supported")
    with Workspace.open(case_path, "bob") as second:
        assert not second.read_only
        assert second.case.verdicts_of(first(second))[0].label == "supported"


def test_a_workspace_that_is_closed_saves_nothing_more(case_path: Path) -> None:
    workspace = Workspace.open(case_path, "ada")
    claim = first(workspace)
    workspace.close()
    with pytest.raises(ReadOnlyError, match="closed"):
        workspace.decide(claim, "refuted")
    assert not workspace.store.fold()
    workspace.close()
    assert names_in(case_path.parent) == ["db.json"]


# Drafts


def test_a_draft_is_kept_until_the_rationale_is_saved(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        claim = first(workspace)
        workspace.unsaved.keep(claim, "half a th", "")
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.unsaved.of(claim) == ("half a th", "")
        workspace.set_rationale(claim, "half a thought", "")
        assert workspace.unsaved.of(claim) is None
    assert names_in(case_path.parent) == ["db.json"]


def test_drafts_of_two_checkers_are_apart(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.unsaved.keep(first(workspace), "ada's", "")
    with Workspace.open(case_path, "bob") as workspace:
        assert workspace.unsaved.of(first(workspace)) is None
        workspace.unsaved.keep(first(workspace), "bob's", "")
        workspace.unsaved.drop(first(workspace))
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.unsaved.of(first(workspace)) == ("ada's", "")


def test_a_draft_is_found_by_every_way_to_the_case(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = case_path.with_name("link.json")
    link.symlink_to(case_path.name)
    monkeypatch.chdir(case_path.parent)
    with Workspace.open(Path("link.json"), "ada") as workspace:
        monkeypatch.chdir("/")
        workspace.unsaved.keep(first(workspace), "half", "")
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.unsaved.of(first(workspace)) == ("half", "")


def test_a_reader_leaves_the_drafts_of_the_writer_alone(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.unsaved.keep(first(workspace), "one", "")
        with Workspace.open(case_path, "ada", write=False) as reader:
            workspace.unsaved.keep(first(workspace), "two", "")
            reader.unsaved.keep(first(reader), "three", "")
            reader.unsaved.drop(first(reader))
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.unsaved.of(first(workspace)) == ("two", "")


def test_a_rationale_that_is_saved_is_not_said_to_be_lost_for_a_draft_that_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.unsaved.keep(first(workspace), "half", "")

    def refuse(*_: object) -> None:
        raise NotSavedError("NOT saved")

    monkeypatch.setattr(DraftFiles, "drop", refuse)
    assert workspace.set_rationale(first(workspace), "whole", "")
    assert workspace.case.verdicts_of(first(workspace))[0].rationale == "whole"


# Rows that another program has built upon


def test_an_undo_that_would_leave_an_excerpt_hanging_is_refused(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        (added,) = workspace.add_claim("It rained.")
        source = next(iter(workspace.case.sources))
    row = {"id": "x", "claim": added.key, "source": source, "stance": "context", "quote": "Rain."}
    with TinyDB(case_path) as plain:
        plain.table("excerpts").insert(row)
    with Workspace.open(case_path, "ada") as workspace:
        with pytest.raises(ConflictError, match=r"NOT undone: C77 added: .* cannot go: excerpts E"):
            workspace.undo()
        assert workspace.case.excerpts_of(added.key)
        workspace.decide(added.key, "refuted")
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.case.verdict_of(added.key)


def test_a_file_without_a_cover_sheet_can_be_given_a_title(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path) as plain:
        plain.table("claims").insert({"id": "a", "text": "It rained."})
    with Workspace.open(path, "ada") as workspace:
        workspace.retitle("Rain")
        workspace.undo()
        assert workspace.case.title == "Untitled case"
        workspace.redo()
    with Workspace.open(path, "ada") as workspace:
        assert workspace.case.title == "Rain"


# Opening


def test_what_is_no_case_opens_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        Workspace.open(tmp_path / "db.json", "ada")
    assert list(tmp_path.iterdir()) == []


def test_the_clock_of_the_world_is_utc() -> None:
    from factcheck.case.input import utc_now

    assert utc_now().tzinfo is UTC
