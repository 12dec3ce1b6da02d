"""One key decides: it saves, durably, and goes on to what is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.case.records import Confidence
from factcheck.errors import NotSavedError
from factcheck.settings import Settings
from factcheck.storage import CaseStorage
from factcheck.tui.app import FactcheckApp
from factcheck.tui.widgets.header import Header
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, labels, on_disk, ref, refs, sheet_text, status
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, screen_text, text_of


async def test_digit_gives_the_label_saves_and_goes_on(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("2")
        assert labels(case_of(app)) == {"C1": "refuted"}
        assert labels(on_disk(app)) == {"C1": "refuted"}
        assert ref(app) == "C2"
        assert "✗ C1" in text_of(bench(app).claim_list)
        assert "1 of 76 checked" in text_of(bench(app).query_one(Header))
        assert status(app) == "saved C1 ✗ Refuted r why · u undo"
        await pilot.press("k")
        assert "✗ Refuted · ada," in sheet_text(app)


async def test_going_on_passes_what_is_checked_and_wraps_round(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1", "j", "1")
        assert ref(app) == "C4"
        await pilot.press("G", "3")
        assert labels(case_of(app)) == {"C1": "supported", "C3": "supported", "C76": "conflicting"}
        assert ref(app) == "C2"


async def test_deciding_anew_replaces_the_label(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1", "k", "2")
        assert labels(case_of(app)) == {"C1": "refuted"}
        assert ref(app) == "C2"
        await pilot.press("k", "2")
        assert len(case_of(app).history) == 2
        assert status(app) == "C1 ✗ Refuted: already so"


async def test_without_advance_the_cursor_stays(build: Build) -> None:
    app = build(settings=Settings(advance=False))
    async with app.run_test() as pilot:
        await pilot.press("j", "4")
        assert (labels(case_of(app)), ref(app)) == ({"C2": "not-enough-evidence"}, "C2")


async def test_a_filter_for_the_unchecked_lets_go_of_what_is_decided(build: Build, start: Callable[..., Path]) -> None:
    app = build(start("One is odd.", "Two is odd.", "Three is odd."))
    async with app.run_test() as pilot:
        await pilot.press("slash", *"is:unchecked", "enter", "j", "2")
        assert (refs(app), ref(app)) == (["C1", "C3"], "C3")
        await pilot.press("1")
        assert (refs(app), ref(app)) == (["C1"], "C1")
        await pilot.press("1")
        assert (refs(app), ref(app)) == ([], "")
        assert "Escape clears it" in text_of(bench(app).claim_list)
        await pilot.press("2", "0", "plus", "r", "h", "y", "s", "j", "right_square_bracket")
        assert labels(case_of(app)) == {"C1": "supported", "C2": "refuted", "C3": "supported"}
        assert len(case_of(app).history) == 7
        await pilot.press("escape")
        assert refs(app) == ["C1", "C2", "C3"]


async def test_the_last_one_is_the_end_of_the_walk(build: Build, start: Callable[..., Path]) -> None:
    app = build(start("One is odd.", "Two is odd."))
    async with app.run_test() as pilot:
        await pilot.press("1", "2")
        assert labels(case_of(app)) == {"C1": "supported", "C2": "refuted"}
        assert ref(app) == "C2"
        await pilot.press("right_square_bracket")
        assert status(app) == "Every claim in this list is checked."


async def test_digits_without_a_label_do_nothing(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        before = status(app)
        await pilot.press(*"56789")
        assert (len(case_of(app).history), ref(app), status(app)) == (0, "C1", before)


async def test_zero_withdraws_and_says_what_was(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("0")
        assert status(app) == "You have no verdict on this claim"
        await pilot.press("1", "k", "0")
        assert labels(on_disk(app)) == {}
        assert ref(app) == "C1"
        assert status(app) == "saved C1 ✓ Supported withdrawn u undo"
        assert "○ C1" in text_of(bench(app).claim_list)


async def test_plus_and_minus_walk_the_confidence(build: Build) -> None:
    app = build(settings=Settings(advance=False))
    async with app.run_test() as pilot:
        await pilot.press("plus")
        assert status(app) == "C1 has no verdict of ada's yet: decide first"
        assert len(case_of(app).history) == 0
        await pilot.press("1")
        low, medium, high = Confidence
        for key, confidence in (
            ("plus", medium),
            ("plus", high),
            ("plus", high),
            ("minus", medium),
            ("minus", low),
            ("minus", low),
            ("plus", medium),
        ):
            before = len(case_of(app).history)
            await pilot.press(key)
            (verdict,) = on_disk(app).verdicts.values()
            assert verdict.confidence == confidence
            if len(case_of(app).history) == before:
                assert status(app) == f"Already at the {'highest' if key == 'plus' else 'lowest'} confidence"


async def test_a_step_down_from_a_confidence_that_is_not_stated_is_low(build: Build) -> None:
    app = build(settings=Settings(advance=False))
    async with app.run_test() as pilot:
        await pilot.press("1", "minus")
        (verdict,) = on_disk(app).verdicts.values()
        assert verdict.confidence is Confidence.LOW
        assert status(app) == "saved C1 confidence low u undo"
        await pilot.press("u", "plus")
        (verdict,) = on_disk(app).verdicts.values()
        assert verdict.confidence is Confidence.MEDIUM
        assert "✓ Supported · medium confidence · ada" in sheet_text(app)


async def test_a_click_on_a_label_decides(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        bar = bench(app).key_line
        await pilot.click(bar, offset=(lines_of(bar)[0].index("2 ") - 1, 0))
        assert labels(case_of(app)) == {}
        await pilot.click(bar, offset=(lines_of(bar)[0].index("Refuted") + 2, 0))
        assert labels(on_disk(app)) == {"C1": "refuted"}
        assert ref(app) == "C2"


async def test_what_another_checker_decided_stands_beside(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide(bob.case.claim("C1").id, "supported")
    ada = build()
    async with ada.run_test() as pilot:
        await pilot.press("g")
        assert "✓ Supported · bob" in sheet_text(ada)
        await pilot.press("minus")
        assert status(ada) == "C1 has no verdict of ada's yet: decide first"
        await pilot.press("0")
        assert status(ada) == "You have no verdict on this claim"
        await pilot.press("2", "k")
        assert len(on_disk(ada).verdicts) == 2
        assert "✗ Refuted · ada" in sheet_text(ada)
        assert "Checkers differ: no verdict stands until that is settled" in sheet_text(ada)
        assert "✓ Supported · bob" in sheet_text(ada)


async def test_what_the_disk_refuses_is_not_shown_as_saved(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise NotSavedError("NOT saved: No space left on device")

    async with app.run_test() as pilot:
        monkeypatch.setattr(CaseStorage, "save", refuse)
        for key in ("1", "u", "0"):
            await pilot.press(key)
        await pilot.press("2")
        assert status(app) == "NOT saved: No space left on device"
        assert (labels(case_of(app)), labels(on_disk(app)), ref(app)) == ({}, {}, "C1")
        assert "○ C1" in text_of(bench(app).claim_list)


async def test_the_reason_for_another_label_becomes_a_draft_and_is_said(app: FactcheckApp) -> None:
    claim = case_of(app).claim("C1")
    assert app.workspace is not None
    app.workspace.decide(claim.id, "refuted", rationale="Because.")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "1")
        assert "the reason for the other label is kept as a draft" in status(app)
        assert case_of(app).verdicts[f"{claim.id}/ada"].rationale == ""
        await pilot.press("u")
        assert case_of(app).verdicts[f"{claim.id}/ada"].rationale == "Because."


async def test_a_reason_straight_after_a_verdict_is_about_the_claim_just_decided(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        assert (ref(app), status(app)) == ("C2", "saved C1 ✗ Refuted r why · u undo")
        await pilot.press("plus", "r")
        assert "Rationale · C1" in screen_text(app)
        assert "C1 Karim Masimov was sentenced" in screen_text(app), "its evidence stays in sight beside the window"
        await pilot.press(*"why", "ctrl+s")
        (verdict,) = on_disk(app).verdicts.values()
        assert (verdict.rationale, verdict.confidence) == ("why", Confidence.MEDIUM)
        assert ref(app) == "C2"
        await pilot.press("j", "k", "r")
        assert "Rationale · C2" in screen_text(app)
