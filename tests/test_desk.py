"""The desk: what it says is done is on the disk, can be undone, and outlives whatever happens to the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tinydb import TinyDB

from factcheck.beginning import begin_case, begin_sample, sample_path
from factcheck.case import SCHEMA
from factcheck.changes import Batch
from factcheck.desk import Desk
from factcheck.errors import ExistsError, InvalidError, NotSavedError, ReadOnlyError, UnknownError, UnreadableError
from factcheck.model import Confidence, Stance
from factcheck.scale import DEFAULT_SCALE, PRESETS
from factcheck.store import Drafts
from tests.conftest import ticking
from tests.strategies import OPENING, Wish, elsewhere, state, wishes


def first(desk: Desk) -> str:
    return desk.case.in_order()[0].id


def names_beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


# Beginning


def test_a_new_case_has_a_sheet_and_its_beginning_in_the_history(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    begin_case(path, "  Bloody\nJanuary ", PRESETS["editor"], "ada", clock=ticking())
    assert names_beside(path) == ["db.json"]
    with Desk.open(path, "ada") as desk:
        assert (desk.case.title, desk.case.scale.name) == ("Bloody January", "editor")
        assert (desk.case.sheet.schema, desk.case.sheet.created) == (SCHEMA, "2026-11-22T09:00:00Z")
        (begun,) = desk.case.history
        assert (begun.kind, begun.by, begun.at) == ("create", "ada", "2026-11-22T09:00:00Z")
        assert desk.undo() == ()


def test_a_case_without_a_title_is_untitled(tmp_path: Path) -> None:
    begin_case(tmp_path / "db.json", " \x1b ", DEFAULT_SCALE, "ada")
    with Desk.open(tmp_path / "db.json", "ada", write=False) as desk:
        assert desk.case.title == "Untitled case"


@pytest.mark.parametrize(
    "start",
    [lambda path: begin_case(path, "x", DEFAULT_SCALE, "ada"), begin_sample],
    ids=["new", "sample"],
)
def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, start: Callable[[Path], None]) -> None:
    path = tmp_path / "db.json"
    path.write_text("mine")
    with pytest.raises(ExistsError, match="is there already; it was not overwritten"):
        start(path)
    assert path.read_text() == "mine"
    assert names_beside(path) == ["db.json"]


@pytest.mark.parametrize(
    "start",
    [lambda path: begin_case(path, "x", DEFAULT_SCALE, "ada"), begin_sample],
    ids=["new", "sample"],
)
def test_the_journal_of_a_case_that_is_gone_is_not_taken_for_the_new_ones(
    case_path: Path, tmp_path: Path, start: Callable[[Path], None]
) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.decide(first(desk), "refuted")
        path = elsewhere(case_path, tmp_path / "crashed")
    path.unlink()
    with pytest.raises(ExistsError, match=r"db\.json\.journal is there"):
        start(path)
    assert names_beside(path) == ["db.json.journal"]


def test_the_sample_is_a_whole_case_nobody_has_decided(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    begin_sample(path)
    assert path.read_bytes() == sample_path().read_bytes()
    with Desk.open(path, "ada") as desk:
        assert len(desk.case.claims) >= 60
        assert not desk.case.verdicts


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
    with Desk.open(path, given) as desk:
        desk.add_claim("It rained.")
        desk.decide(first(desk), "refuted")
    with Desk.open(path, given) as desk:
        assert {change.by for change in desk.case.history} == {kept}
        assert [verdict.checker for verdict in desk.case.verdicts.values()] == [kept]
        assert desk.withdraw(first(desk))


def test_what_is_typed_is_cleaned_and_what_is_quoted_stays(desk: Desk) -> None:
    desk.add_claim(" It\x1b\nrained. ", speaker="Noah\u202e", tags=(" wet\n", "we\x00ather"))
    claim = desk.case.in_order()[-1]
    assert (claim.text, claim.speaker, claim.tags) == ("It rained.", "Noah", ("wet", "weather"))
    desk.edit("claims", claim.id, text=" It\u200b poured.\n", date=" 2022 ")
    assert (desk.case.claims[claim.id].text, desk.case.claims[claim.id].date) == ("It poured.", "2022")
    source = next(iter(desk.case.sources))
    desk.edit("sources", source, note=" one\r\ntwo ", publisher="The\nTimes")
    assert (desk.case.sources[source].note, desk.case.sources[source].publisher) == ("one\ntwo", "The Times")
    (added,) = desk.add_excerpt(claim.id, source, Stance.SUPPORTS, " a\u200b  b\n", prefix="\u202ex ")
    excerpt = desk.case.excerpts[added.key]
    assert (excerpt.quote, excerpt.prefix) == ("a\u200b  b", "\u202ex ")
    desk.set_rationale(claim.id, " one\r\n\x1btwo ", "if\nthen")
    (verdict,) = desk.case.verdicts_of(claim.id)
    assert (verdict.rationale, verdict.condition) == ("one\ntwo", "if then")


@pytest.mark.parametrize(
    "blank",
    [
        lambda desk: desk.add_claim(" \x1b\n"),
        lambda desk: desk.edit("claims", first(desk), text=" "),
        lambda desk: desk.edit("excerpts", next(iter(desk.case.excerpts)), quote=""),
        lambda desk: desk.add_excerpt(first(desk), next(iter(desk.case.sources)), Stance.CONTEXT, " \n"),
        lambda desk: desk.retitle("\u202e "),
    ],
    ids=["claim", "reworded claim", "altered quote", "excerpt", "title"],
)
def test_what_needs_a_text_is_refused_without_one(desk: Desk, blank: Callable[[Desk], Batch]) -> None:
    before = state(desk.case)
    with pytest.raises(InvalidError, match="needs a"):
        blank(desk)
    assert state(desk.case) == before


def test_times_are_utc_and_never_go_back(case_path: Path) -> None:
    east = timezone(timedelta(hours=5))
    times = iter(datetime(2026, 1, 1, hour, tzinfo=east) for hour in (12, 12, 10, 10, 13, 13))
    with Desk.open(case_path, "ada", clock=lambda: next(times)) as desk:
        for label in ("refuted", "supported", "conflicting"):
            desk.decide(first(desk), label)
        assert [change.at for change in desk.case.history][-3:] == [
            "2026-01-01T07:00:00Z",
            "2026-01-01T07:00:00Z",
            "2026-01-01T08:00:00Z",
        ]


def test_a_label_that_is_not_in_the_scale_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownError, match="'maybe'"):
        desk.decide(first(desk), "maybe")
    assert desk.case.verdict_of(first(desk)) is None


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
    desk: Desk, table: str, values: dict[str, Any]
) -> None:
    before, changes = state(desk.case), len(desk.case.history)
    key = next(iter(desk.case.tables[table]))
    with pytest.raises(InvalidError) as raised:
        desk.edit(table, key, **values)
    assert str(raised.value).isprintable()
    assert (state(desk.case), len(desk.case.history)) == (before, changes)
    assert not desk.store.unfolded


def test_a_scale_that_lacks_a_label_in_use_is_refused(desk: Desk) -> None:
    desk.decide(first(desk), "conflicting")
    with pytest.raises(InvalidError, match="'conflicting' is not in the scale"):
        desk.edit("case", "case", scale="editor")
    desk.undo()
    desk.edit("case", "case", scale="editor")
    assert desk.case.scale is PRESETS["editor"]


# Reading only


def test_a_second_desk_is_told_who_has_the_case_and_changes_nothing(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.decide(first(desk), "refuted")
        with Desk.open(case_path, "bob") as second:
            assert "held by ada (process " in second.read_only
            assert state(second.case) == state(desk.case)
            with pytest.raises(ReadOnlyError, match="held by ada"):
                second.decide(first(second), "supported")
            with pytest.raises(ReadOnlyError):
                second.undo()
            assert not second.fold()
            assert "Verdict" in second.export("markdown") or second.case.title in second.export("markdown")
        desk.decide(first(desk), "supported")
    with Desk.open(case_path, "bob") as second:
        assert not second.read_only
        assert second.case.verdicts_of(first(second))[0].label == "supported"


def test_a_desk_that_is_closed_saves_nothing_more(case_path: Path) -> None:
    desk = Desk.open(case_path, "ada")
    claim = first(desk)
    desk.close()
    with pytest.raises(ReadOnlyError, match="closed"):
        desk.decide(claim, "refuted")
    assert not desk.fold()
    desk.close()
    assert names_beside(case_path) == ["db.json"]


# Drafts


def test_a_draft_is_kept_until_the_rationale_is_saved(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        claim = first(desk)
        desk.keep_draft(claim, "half a th", "")
    with Desk.open(case_path, "ada") as desk:
        assert desk.draft(claim) == ("half a th", "")
        desk.set_rationale(claim, "half a thought", "")
        assert desk.draft(claim) is None
    assert names_beside(case_path) == ["db.json"]


def test_drafts_of_two_checkers_are_apart(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.keep_draft(first(desk), "ada's", "")
    with Desk.open(case_path, "bob") as desk:
        assert desk.draft(first(desk)) is None
        desk.keep_draft(first(desk), "bob's", "")
        desk.drop_draft(first(desk))
    with Desk.open(case_path, "ada") as desk:
        assert desk.draft(first(desk)) == ("ada's", "")


def test_a_draft_is_found_by_every_way_to_the_case(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = case_path.with_name("link.json")
    link.symlink_to(case_path.name)
    monkeypatch.chdir(case_path.parent)
    with Desk.open(Path("link.json"), "ada") as desk:
        monkeypatch.chdir("/")
        desk.keep_draft(first(desk), "half", "")
    with Desk.open(case_path, "ada") as desk:
        assert desk.draft(first(desk)) == ("half", "")


def test_a_reader_leaves_the_drafts_of_the_writer_alone(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        desk.keep_draft(first(desk), "one", "")
        with Desk.open(case_path, "ada", write=False) as reader:
            desk.keep_draft(first(desk), "two", "")
            reader.keep_draft(first(reader), "three", "")
            reader.drop_draft(first(reader))
    with Desk.open(case_path, "ada") as desk:
        assert desk.draft(first(desk)) == ("two", "")


def test_a_rationale_that_is_saved_is_not_said_to_be_lost_for_a_draft_that_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keep_draft(first(desk), "half", "")

    def refuse(*_: object) -> None:
        raise NotSavedError("NOT saved")

    monkeypatch.setattr(Drafts, "drop", refuse)
    assert desk.set_rationale(first(desk), "whole", "")
    assert desk.case.verdicts_of(first(desk))[0].rationale == "whole"


# Rows that another program has built upon


def test_an_undo_that_would_leave_an_excerpt_hanging_is_refused(case_path: Path) -> None:
    with Desk.open(case_path, "ada") as desk:
        (added,) = desk.add_claim("It rained.")
        source = next(iter(desk.case.sources))
    row = {"id": "x", "claim": added.key, "source": source, "stance": "context", "quote": "Rain."}
    with TinyDB(case_path) as plain:
        plain.table("excerpts").insert(row)
    with Desk.open(case_path, "ada") as desk:
        with pytest.raises(InvalidError, match="cannot go: excerpts E"):
            desk.undo()
        assert desk.case.excerpts_of(added.key)
        desk.decide(added.key, "refuted")
    with Desk.open(case_path, "ada") as desk:
        assert desk.case.verdict_of(added.key)


def test_a_file_without_a_cover_sheet_can_be_given_a_title(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path) as plain:
        plain.table("claims").insert({"id": "a", "text": "It rained."})
    with Desk.open(path, "ada") as desk:
        desk.retitle("Rain")
        desk.undo()
        assert desk.case.title == "Untitled case"
        desk.redo()
    with Desk.open(path, "ada") as desk:
        assert desk.case.title == "Rain"


# Whatever happens


class DeskMachine(RuleBasedStateMachine):
    """A checker at work, who undoes, quits, and whose machine crashes; beside it, every state there should be."""

    def __init__(self) -> None:
        super().__init__()
        self.root = TemporaryDirectory()
        self.places = (Path(self.root.name) / str(number) for number in range(10_000))
        self.path = self.new_place() / "db.json"
        self.clock = ticking()
        begin_case(self.path, "A case", DEFAULT_SCALE, "ada", clock=self.clock)
        self.desk = self.open()
        self.line, self.here = [state(self.desk.case)], 0
        for wish in OPENING:
            self.wish(wish)

    def new_place(self) -> Path:
        place = next(self.places)
        place.mkdir()
        return place

    def open(self) -> Desk:
        return Desk.open(self.path, "ada", clock=self.clock)

    def teardown(self) -> None:
        try:
            self.desk.close()
            assert names_beside(self.path) == ["db.json"]
        finally:
            self.root.cleanup()

    @property
    def journal(self) -> Path:
        return self.path.with_name("db.json.journal")

    @rule(wish=wishes)
    def wish(self, wish: Wish) -> None:
        if wish.at(self.desk):
            self.line[self.here + 1 :] = [state(self.desk.case)]
            self.here += 1

    @rule(checker=st.sampled_from(["ada", "bob"]))
    def undo(self, checker: str) -> None:
        self.desk.checker = checker
        assert bool(self.desk.undo()) == (self.here > 0)
        self.here = max(self.here - 1, 0)

    @rule()
    def redo(self) -> None:
        last = len(self.line) - 1
        assert bool(self.desk.redo()) == (self.here < last)
        self.here = min(self.here + 1, last)

    @rule()
    def fold(self) -> None:
        self.desk.fold()
        assert not self.desk.store.unfolded

    @rule()
    def reopen(self) -> None:
        self.desk.close()
        assert names_beside(self.path) == ["db.json"]
        self.desk = self.open()
        assert self.desk.store.recovered == 0

    def crash(self, prepare: Callable[[Path], object] = lambda path: None) -> None:
        """Go on with what was on the disk at this moment, in another directory."""
        left_behind, copied = self.desk, elsewhere(self.path, self.new_place())
        prepare(copied)
        left_behind.close()
        self.path = copied
        self.desk = self.open()
        assert not self.desk.read_only

    @rule()
    def crash_between_two_steps(self) -> None:
        self.crash()

    @rule(torn=st.sampled_from([b"0", b"00000000 [", b'deadbeef [{"id": "x"}]\n', bytes(40), b"\n"]))
    def crash_in_an_append(self, torn: bytes) -> None:
        def tear(path: Path) -> None:
            journal = path.with_name("db.json.journal")
            whole = journal.read_bytes()[: self.desk.store.unfolded] if journal.exists() else b""
            journal.write_bytes(whole + torn)

        self.crash(tear)

    @rule()
    def crash_before_the_rename_of_a_fold(self) -> None:
        self.crash(lambda path: path.with_name(".db.json.0123456789ab.tmp").write_bytes(b'{"case": {'))

    @precondition(lambda self: self.journal.exists())
    @rule()
    def crash_between_the_rename_of_a_fold_and_the_emptying_of_the_journal(self) -> None:
        journal = self.journal.read_bytes()
        self.desk.fold()
        self.crash(lambda path: path.with_name("db.json.journal").write_bytes(journal))

    @invariant()
    def the_state_is_the_one_that_should_be(self) -> None:
        assert state(self.desk.case) == self.line[self.here]

    @invariant()
    def a_copy_of_the_two_files_is_the_same_case_with_the_same_ways_on(self) -> None:
        copied = elsewhere(self.path, self.new_place())
        with Desk.open(copied, "eve", write=False) as other:
            assert state(other.case) == self.line[self.here]
            assert list(other.case.history) == list(self.desk.case.history)
            assert other.case.history.undoable == self.desk.case.history.undoable
            assert other.case.history.redoable == self.desk.case.history.redoable

    @invariant()
    def plain_tinydb_reads_the_file(self) -> None:
        with TinyDB(self.path, access_mode="r") as plain:
            for table in ("case", "sources", "claims", "excerpts", "verdicts", "history"):
                plain.table(table).all()
            assert len(plain.table("case")) == 1


class TestDeskMachine(DeskMachine.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=20, stateful_step_count=25, deadline=None)


@pytest.mark.slow
class TestDeskMachineLong(DeskMachine.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=300, stateful_step_count=50, deadline=None)


def test_undo_and_redo_cross_a_restart(case_path: Path) -> None:
    with Desk.open(case_path, "ada", clock=ticking()) as desk:
        claim = first(desk)
        states = [state(desk.case)]
        desk.decide(claim, "refuted")
        states.append(state(desk.case))
        desk.set_confidence(claim, Confidence.HIGH)
        states.append(state(desk.case))
        desk.remove("claims", claim)
        states.append(state(desk.case))
    for before in reversed(states[:-1]):
        with Desk.open(case_path, "ada", clock=ticking()) as desk:
            assert desk.undo()
            assert state(desk.case) == before
    for after in states[1:]:
        with Desk.open(case_path, "ada", clock=ticking()) as desk:
            assert desk.redo()
            assert state(desk.case) == after


def test_what_is_no_case_opens_no_desk(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        Desk.open(tmp_path / "db.json", "ada")
    assert list(tmp_path.iterdir()) == []


def test_the_clock_of_the_world_is_utc() -> None:
    from factcheck.entry import utc_now

    assert utc_now().tzinfo is UTC
