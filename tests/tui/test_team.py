"""A shared case on the screen: others' work appears and moves nothing, and the header says what is not shared."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import TextArea

from factcheck.case.records import verdict_key
from factcheck.errors import NotSavedError
from factcheck.storage import CasePaths
from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers import team as team_module
from factcheck.tui.controllers import team_messages
from factcheck.tui.screens.form import Form
from factcheck.tui.screens.rationale import RationaleScreen
from factcheck.tui.widgets.header import Header
from factcheck.workspace.merge_lines import contested_about
from factcheck.workspace.team import follower
from factcheck.workspace.team.exchange import Prepared
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.workspace import Workspace
from tests.tui.bench import bench, case_of, compared, ref, refs, sheet_text, status, until, wheel
from tests.tui.conftest import Build
from tests.tui.desk import Colleague, FakeDesk, copy_for, link, use
from tests.tui.reading import text_of

Start: TypeAlias = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def desk(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    """A desk to which ada's copy of the case is linked."""
    made = FakeDesk()
    use(made, monkeypatch)
    link(case_path)
    monkeypatch.setattr(follower, "STEP", 0.02)
    monkeypatch.setattr(follower, "RETRY", (0.15,))
    monkeypatch.setattr(team_module, "TICK", 0.15)
    monkeypatch.setattr(team_messages, "QUIET", 0.2)
    return made


@pytest.fixture
def bob(desk: FakeDesk, case_path: Path) -> Colleague:
    """A colleague with a copy of his own."""
    return copy_for("bob", case_path, desk)


@pytest.fixture
def start(desk: FakeDesk, build: Build) -> Start:
    """Opens the workbench; it has talked with the desk when the test begins."""

    @asynccontextmanager
    async def run(height: int = 30) -> AsyncIterator[Pilot[None]]:
        app = build()
        async with app.run_test(size=(120, height)) as pilot:
            await until(pilot, lambda: "ada" in desk.people or desk.is_away)
            yield pilot

    return run


def header(pilot: Pilot[None]) -> str:
    return text_of(pilot.app.screen.query_one(Header))


def app_of(pilot: Pilot[None]) -> FactcheckApp:
    assert isinstance(pilot.app, FactcheckApp)
    return pilot.app


def row(pilot: Pilot[None], name: str) -> str:
    """Return the first line of a claim in the list."""
    shown = bench(pilot.app).claim_list
    return shown.laid_out(refs(pilot.app).index(name))[0].plain


def seen(pilot: Pilot[None]) -> list[tuple[str, int]]:
    """Return which line of which claim each line of the list has."""
    shown = bench(pilot.app).claim_list
    names = refs(pilot.app)
    return [(names[index], line) for index, line in shown._window.rows()]


async def test_a_verdict_of_another_appears_and_is_named(start: Start, bob: Colleague) -> None:
    async with start() as pilot:
        await pilot.press("j")
        bob.decides("C3", "refuted")
        await until(pilot, lambda: status(pilot.app).strip() == "bob: C3 ✗ Refuted")
        assert "✗" in row(pilot, "C3")[:3]
        assert "anyone 1" in header(pilot)
        assert ref(pilot.app) == "C2"


async def test_what_one_decides_is_shared_and_the_header_says_so(start: Start, desk: FakeDesk) -> None:
    async with start() as pilot:
        await pilot.press("1")
        await until(pilot, lambda: "ada · saved · shared" in header(pilot))
        assert [change.target for change in desk.changes.values()] == [
            f"verdicts/{verdict_key(case_of(app_of(pilot)).claim('C1').id, 'ada')}"
        ]


async def test_what_a_reader_decides_stays_here_and_is_not_said_to_wait(
    desk: FakeDesk, start: Start, case_path: Path
) -> None:
    link(case_path, role="reader")
    async with start() as pilot:
        await pilot.press("1")
        await until(pilot, lambda: "saved · 1 only here" in header(pilot))
        desk.is_away = True
        await until(pilot, lambda: "saved · server away" in header(pilot))
    assert not desk.changes


async def test_without_the_server_all_works_and_is_shared_later(start: Start, desk: FakeDesk, bob: Colleague) -> None:
    desk.is_away = True
    async with start() as pilot:
        await until(pilot, lambda: "Saved here, and shared when the server is back" in status(pilot.app))
        assert "saved · server away" in header(pilot)
        await pilot.press("1", "2")
        assert "saved · 2 not shared yet" in header(pilot)
        bob.decides("C1", "refuted")
        desk.is_away = False
        await until(pilot, lambda: "saved · shared" in header(pilot))
        await until(pilot, lambda: case_of(app_of(pilot)).index.is_split(case_of(app_of(pilot)).claim("C1").id))
        assert len(desk.changes) == 3


async def test_a_server_that_goes_away_is_told_once(start: Start, desk: FakeDesk) -> None:
    async with start() as pilot:
        desk.is_away = True
        await until(pilot, lambda: "server away" in header(pilot))
        await until(pilot, lambda: "cannot be reached" in status(pilot.app))
        await pilot.press("1")
        assert "saved" in status(pilot.app)
        await until(pilot, lambda: "1 not shared yet" in header(pilot))
        await pilot.pause(0.4)
        assert "saved" in status(pilot.app)


async def test_the_claim_that_one_reads_stays_though_the_filter_has_it_no_more(start: Start, bob: Colleague) -> None:
    async with start() as pilot:
        bench(pilot.app).claims_panel.refilter("is:unchecked-by-anyone")
        await pilot.press(*"jj")
        before = refs(pilot.app), seen(pilot)
        bob.decides("C3", "refuted")
        await until(pilot, lambda: "bob: C3" in status(pilot.app))
        assert (ref(pilot.app), refs(pilot.app), seen(pilot)) == ("C3", *before)
        bob.decides("C2", "refuted")
        await until(pilot, lambda: "C2" not in refs(pilot.app))
        assert ref(pilot.app) == "C3"
        assert [line for line in seen(pilot) if line[0] == "C3"]


async def test_the_cursor_stays_where_it_is_on_the_screen_when_the_order_changes(start: Start, bob: Colleague) -> None:
    async with start() as pilot:
        while bench(pilot.app).claims_panel.listing.order != "last checked first":
            await pilot.press("o")
        bench(pilot.app).go_to_claim(case_of(app_of(pilot)).claim("C40").id)
        await pilot.pause()
        line = seen(pilot).index(("C40", 0))
        bob.decides("C60", "refuted")
        await until(pilot, lambda: refs(pilot.app)[0] == "C60")
        assert ref(pilot.app) == "C40"
        assert seen(pilot).index(("C40", 0)) == line


async def test_a_list_that_was_scrolled_by_the_mouse_stays(start: Start, bob: Colleague) -> None:
    async with start() as pilot:
        await wheel(pilot, bench(pilot.app).claim_list, 6)
        before = seen(pilot)
        assert before[0][0] != "C1"
        bob.decides("C3", "refuted")
        await until(pilot, lambda: "bob: C3" in status(pilot.app))
        assert seen(pilot) == before


async def test_the_sheet_keeps_its_place_when_evidence_of_its_claim_changes(
    start: Start, desk: FakeDesk, bob: Colleague
) -> None:
    async with start(height=14) as pilot:
        sheet = bench(pilot.app).sheet
        bench(pilot.app).go_to_claim(case_of(app_of(pilot)).claim("C3").id)
        await compared(pilot)
        await wheel(pilot, sheet, 1)
        before = [sheet.render_line(y).text for y in range(2)]
        assert "C3" not in before[0]
        last = bob.case.case.excerpts_of(bob.case.key("claims", "C3"))[-1]
        bob.case.change("excerpts", last.id, note="Read it again.")
        bob.share()
        await until(pilot, lambda: "Read it again." in sheet_text(pilot.app))
        await compared(pilot)
        assert [sheet.render_line(y).text for y in range(2)] == before


async def test_while_a_reason_is_written_nothing_comes_in_and_then_it_does(
    start: Start, desk: FakeDesk, bob: Colleague
) -> None:
    async with start() as pilot:
        await pilot.press("1", "r", *"because")
        assert isinstance(pilot.app.screen, RationaleScreen)
        count = len(desk.changes)
        bob.decides("C1", "refuted")
        bob.case.change("claims", bob.case.key("claims", "C1"), text="Another text.")
        bob.share()
        await pilot.pause(0.5)
        assert case_of(app_of(pilot)).claim("C1").text != "Another text."
        assert pilot.app.screen.query_one("#rationale", TextArea).text == "because"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Another text." in row(pilot, "C1"))
        await until(pilot, lambda: len(desk.changes) > count + 2)
        assert case_of(app_of(pilot)).verdicts[f"{bob.case.key('claims', 'C1')}/ada"].rationale == "because"


async def test_who_is_at_a_claim_is_seen_in_the_list_and_on_the_sheet(
    start: Start, bob: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "PRESENCE", 0.15)
    async with start() as pilot:
        text = row(pilot, "C2")
        bob.goes_to("C2")
        await until(pilot, lambda: row(pilot, "C2") == f"b{text[1:]}")
        assert "is at it" not in sheet_text(pilot.app)
        await pilot.press("j")
        assert "○ Unchecked · bob is at it" in sheet_text(pilot.app)
        del bob.desk.people["bob"]
        await until(pilot, lambda: row(pilot, "C2") == text)
        assert "is at it" not in sheet_text(pilot.app)


async def test_the_next_claim_is_one_that_nobody_has(start: Start, desk: FakeDesk, bob: Colleague) -> None:
    desk.leases |= {bob.case.key("claims", name): "bob" for name in ("C2", "C3")}
    async with start() as pilot:
        colleagues = bench(pilot.app).session.colleagues
        await until(pilot, lambda: bool(colleagues.next_from(bob.case.key("claims", "C1"))))
        await pilot.press("space")
        assert ref(pilot.app) == "C4"
        await until(pilot, lambda: bool(colleagues.next_from(bob.case.key("claims", "C4"))))
        await pilot.press("1")
        assert ref(pilot.app) == "C5"


async def test_without_the_server_the_next_claim_is_the_next_one(start: Start, desk: FakeDesk) -> None:
    desk.is_away = True
    async with start() as pilot:
        await pilot.press("space")
        assert ref(pilot.app) == "C2"


async def test_in_a_blind_case_no_verdict_of_another_is_named(start: Start, bob: Colleague, case_path: Path) -> None:
    async with start() as pilot:
        bob.case.set_rules(blind=True)
        bob.share()
        await until(pilot, lambda: app_of(pilot).workspace.record.info.blind)  # type: ignore[union-attr]
        bob.decides("C3", "refuted")
        await until(pilot, lambda: bench(pilot.app).workspace.record.history.count == bob.case.record.history.count)
        await pilot.pause(0.3)
        assert "Refuted" not in status(pilot.app)
        assert "✗" not in row(pilot, "C3")[:3]


async def test_a_link_that_cannot_be_read_is_told_and_the_case_is_there(build: Build, case_path: Path) -> None:
    directory = CasePaths.of(case_path).team
    directory.mkdir()
    (directory / "link.json").write_text("no json")
    async with build().run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert "is not a link to a server" in status(pilot.app)
        await pilot.press("1")
        assert "saved" in status(pilot.app)


async def test_a_case_of_ones_own_says_nothing_of_sharing(build: Build) -> None:
    async with build().run_test(size=(120, 30)) as pilot:
        assert header(pilot).rstrip().endswith("ada")


async def test_what_was_decided_last_is_shared_when_the_program_is_left(start: Start, desk: FakeDesk) -> None:
    async with start() as pilot:
        await pilot.press("1", "q")
        await pilot.pause()
    assert len(desk.changes) == 1
    assert "ada" not in desk.people


async def test_what_another_removed_is_gone_and_the_cursor_is_at_its_neighbour(start: Start, bob: Colleague) -> None:
    async with start() as pilot:
        await pilot.press("j", "j")
        bob.case.remove("claims", "C3")
        bob.share()
        await until(pilot, lambda: "C3" not in refs(pilot.app))
        assert ref(pilot.app) == "C4"
        assert "C3 removed" in status(pilot.app)
        assert sheet_text(pilot.app).startswith("C4")


async def test_a_form_is_saved_on_what_was_seen_and_both_texts_are_kept(start: Start, bob: Colleague) -> None:
    async with start() as pilot:
        await pilot.press("i", "end", "exclamation_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        claim = bob.case.key("claims", "C1")
        bob.case.change("claims", claim, text="Another text.")
        bob.share()
        await pilot.pause(0.4)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(contested_about(case_of(app_of(pilot)), claim)))
        told = contested_about(case_of(app_of(pilot)), claim)[0]
        assert "Another text." in told
        assert "in prison.!" in told


async def test_a_read_only_case_follows_nothing_until_it_is_given_over(
    start: Start, desk: FakeDesk, case_path: Path, build: Build
) -> None:
    with Workspace.open(case_path, "cy"):
        app = build()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.pause(0.3)
            assert "ada" not in desk.people
            assert "shared" not in header(pilot)


async def test_a_merge_of_a_large_case_is_announced(
    start: Start, bob: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team_module, "LARGE", 10)
    async with start() as pilot:
        claim = bob.case.key("claims", "C2")
        said: list[str] = []
        show = bench(pilot.app).status_line.say

        def say(words: Content | str) -> None:
            said.append(str(words).strip())
            show(words)

        monkeypatch.setattr(bench(pilot.app).status_line, "say", say)
        bob.decides("C3", "refuted")
        await until(pilot, lambda: "bob: C3" in status(pilot.app))
        bench(pilot.app).workspace.change("claims", claim, text="One.")
        bob.case.change("claims", claim, text="Another.")
        bob.share()
        await until(pilot, lambda: bool(contested_about(case_of(app_of(pilot)), claim)))
        assert [words for words in said if "Merging" in words] == ["Merging what others changed …"]
        assert "bob: C2" in status(pilot.app)


async def test_while_the_server_is_away_a_key_prepares_nothing_to_be_sent(
    start: Start, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.is_away = True
    async with start() as pilot:
        await until(pilot, lambda: "server away" in header(pilot))
        prepared: list[TeamLink] = []
        before = TeamLink.prepare

        def prepare(link: TeamLink) -> Prepared:
            prepared.append(link)
            return before(link)

        monkeypatch.setattr(TeamLink, "prepare", prepare)
        await pilot.press("1", "1", "1")
        assert "3 not shared yet" in header(pilot)
        assert prepared == []
        desk.is_away = False
        await until(pilot, lambda: len(desk.changes) == 3)
        await until(pilot, lambda: "saved · shared" in header(pilot))


async def test_what_the_disk_refuses_is_told_and_taken_later(
    start: Start, bob: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team_module, "WAIT", 0.2)
    async with start() as pilot:
        store = bench(pilot.app).workspace.store
        with monkeypatch.context() as patch:

            def refuse(_batch: object) -> None:
                raise NotSavedError("NOT saved: no space left on device")

            patch.setattr(store, "save", refuse)
            bob.decides("C3", "refuted")
            await until(pilot, lambda: "no space left" in status(pilot.app))
            assert "✗" not in row(pilot, "C3")[:3]
        await until(pilot, lambda: "✗" in row(pilot, "C3")[:3])
