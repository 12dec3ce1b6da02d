"""The excerpts on the sheet: walking into them, filing them, copying with the citation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from factcheck.case.records import Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.widgets.bars import KeyLine
from factcheck.tui.widgets.panes import Panes
from tests.tui.bench import bench, case_of, compared, on_disk, ref, selected_excerpt, side_text, status
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, text_of


def focus(app: FactcheckApp) -> str | None:
    """Return the id of the widget that has the keys."""
    focused = app.screen.focused
    if isinstance(focused, Panes):
        return focused.pane.id if focused.pane else None
    return focused.id if focused else None


def stances(app: FactcheckApp, claim: str) -> list[str]:
    """Return the stances of a claim's excerpts as they are on the disk, by ref."""
    case = on_disk(app)
    return [excerpt.stance.value for excerpt in case.excerpts_of(case.claim(claim).id)]


async def test_tab_goes_to_the_excerpts_and_back_and_the_cursor_passes_by_the_headings(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        seen = []
        for key in ("tab", "tab", "j", "j", "tab", "j", "j", "j", "j", "k", "shift+tab", "tab"):
            await pilot.press(key)
            seen.append((ref(app), selected_excerpt(app)))
        assert seen == [
            ("C1", "E1"),
            ("C1", ""),
            ("C2", ""),
            ("C3", ""),
            ("C3", "E10"),
            ("C3", "E8"),
            ("C3", "E9"),
            ("C3", "E11"),
            ("C3", "E11"),
            ("C3", "E9"),
            ("C3", ""),
            ("C3", "E9"),
        ]
        await pilot.press("g")
        assert (focus(app), selected_excerpt(app)) == ("sheet", "")
        await pilot.press("slash", "tab")
        assert focus(app) == "claims"


async def test_an_excerpt_stands_with_its_source_and_what_differs(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j")
        contradicts = side_text(app, Stance.CONTRADICTS)
        assert "✗ contradicts 1" in contradicts
        assert "225 people died" in contradicts
        assert "S4 The Masimov Affair" in contradicts
        await compared(pilot)
        assert "≠ differs: 238 / 225" in side_text(app, Stance.CONTRADICTS)


async def test_an_excerpt_is_filed_by_a_key_and_back_by_undo(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("tab")
        assert stances(app, "C1") == ["supports"] * 3
        await pilot.press("j", "x")
        assert stances(app, "C1") == ["supports", "contradicts", "supports"]
        assert "✗ contradicts 1" in side_text(app, Stance.CONTRADICTS)
        assert (focus(app), selected_excerpt(app)) == ("sheet", "E2")
        await pilot.press("j", "c", "s")
        assert stances(app, "C1") == ["supports", "contradicts", "supports"]
        assert selected_excerpt(app) == "E1"
        await pilot.press("s")
        assert status(app) == "E1 is already listed as supporting"
        await pilot.press("u", "u", "u")
        assert stances(app, "C1") == ["supports"] * 3
        assert status(app) == "Undone: E2 supports → contradicts ctrl+r redo"


async def test_a_sheet_without_excerpts_gives_the_keys_back(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("g", *"jjjj")
        await pilot.press("tab", *"d" * len(case_of(app).excerpts_of(case_of(app).claim("C5").id)))
        assert (ref(app), focus(app)) == ("C5", "claims")
        await pilot.press("tab")
        assert focus(app) == "claims"
        await pilot.press("u", "tab")
        assert focus(app) == "sheet"
        await pilot.press("right_square_bracket")
        assert (ref(app), focus(app)) == ("C6", "sheet")


async def test_deciding_and_walking_on_work_from_an_excerpt(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("tab", "1")
        assert (ref(app), focus(app)) == ("C2", "sheet")
        await pilot.press("right_square_bracket", "tab", "2")
        assert (ref(app), focus(app)) == ("C4", "claims")
        await pilot.press("escape")
        assert focus(app) == "claims"


async def test_the_first_hints_follow_the_focus_until_something_was_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "next unchecked" in status(app)
        await pilot.press("tab")
        assert "set stance" in status(app)
        assert "next unchecked" not in status(app)
        await pilot.press("escape")
        assert "next unchecked" in status(app)
        await pilot.press("2", "tab")
        assert status(app).startswith("saved C1")


async def test_help_and_quit_are_always_in_the_key_line(app: FactcheckApp) -> None:
    async with app.run_test(size=(60, 24)) as pilot:
        for way in ("escape", "tab", "l"):
            await pilot.press(way)
            for width in (80, 100, 120, 60):
                await pilot.resize_terminal(width, 24)
                assert text_of(app.screen.query_one(KeyLine)).endswith("? Help q Quit"), (way, width)


async def test_what_differs_stays_in_sight_while_the_other_side_is_read(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j")
        await pilot.press("tab")
        for key in ("j", "k"):
            assert "≠ differs: 238 / 225" in text_of(bench(app).sheet)
            assert ref(app) in text_of(bench(app).claim_list)
            await pilot.press(key)


async def test_a_quote_with_its_own_marks_gets_no_more(build: Build, start: Callable[..., Path]) -> None:
    from factcheck.workspace.workspace import Workspace

    path = start("No tender was held.")
    with Workspace.open(path, "ada") as workspace:
        workspace.add_source(title="Minutes")
        claim, source = workspace.case.claim("C1").id, workspace.case.source("S1").id
        for quote in ('"No tender was held in 1931."', "„Keine“ war es", "«Rien»"):
            workspace.add_excerpt(claim, source, quote, stance=Stance.SUPPORTS)
    app = build(path)
    async with app.run_test(size=(120, 36)) as pilot:
        shown = side_text(app, Stance.SUPPORTS)
        for words in ('"No tender was held in 1931."', "“„Keine“ war es”", "«Rien»"):
            assert words in shown
        assert '“"' not in shown
        assert "“«" not in shown
        await pilot.press("tab", "y")
        assert app.clipboard.startswith('"No tender was held in 1931." — ')


async def test_stance_keys_do_nothing_on_the_claims(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("s", "x", "c")
        assert len(case_of(app).history) == 0


async def test_copying_takes_the_claim_or_the_excerpt_in_focus(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("j", "j", "j", "y")
        assert app.clipboard == "C4: Security forces killed 26 demonstrators. (Kazakh authorities) — Unchecked"
        assert status(app) == "copied C4 with its citation"
        await pilot.press("2", "k", "y")
        assert app.clipboard.endswith("— Refuted")
        await pilot.press("tab", "y")
        (excerpt,) = case_of(app).excerpts_of(case_of(app).claim("C4").id, Stance.SUPPORTS)
        source = case_of(app).sources[excerpt.source]
        assert app.clipboard.startswith(f"“{excerpt.quote}” — ")
        for part in (source.title, source.publisher, source.published, f"[{source.ref}]"):
            assert part in app.clipboard
        assert status(app) == f"copied {excerpt.ref} with its citation"


async def test_a_click_chooses_an_excerpt(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        sheet = bench(app).sheet
        row = next(y for y, line in enumerate(lines_of(sheet)) if "Karim Massimov" in line)
        await pilot.click(sheet, offset=(5, row))
        assert (focus(app), selected_excerpt(app)) == ("sheet", "E2")
        await pilot.press("c")
        assert stances(app, "C1") == ["supports", "context", "supports"]


async def test_an_excerpt_taller_than_its_pane_is_read_to_its_end(build: Build, start: Callable[..., Path]) -> None:
    from factcheck.workspace.workspace import Workspace

    path = start("A claim with a long excerpt.")
    with Workspace.open(path, "ada") as workspace:
        workspace.add_source(title="A long book")
        claim, source = workspace.case.claim("C1").id, workspace.case.source("S1").id
        workspace.add_excerpt(claim, source, " ".join(f"word{number}" for number in range(500)), stance=Stance.SUPPORTS)
        workspace.add_excerpt(claim, source, "Another one.", stance=Stance.SUPPORTS)
    app = build(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        seen = ""
        for _ in range(60):
            seen += text_of(bench(app).sheet)
            if "Another one." in seen:
                break
            await pilot.press("j")
        assert [number for number in range(500) if f"word{number}" not in seen] == []
        assert "S1 A long book" in seen


async def test_a_claim_without_excerpts_says_so(build: Build, start: Callable[..., Path]) -> None:
    app = build(start("Nobody wrote about this."))
    async with app.run_test() as pilot:
        assert "✓ supports 0 · no excerpt supports this claim" in side_text(app, Stance.SUPPORTS)
        assert "✗ contradicts 0 · no excerpt contradicts this claim" in side_text(app, Stance.CONTRADICTS)
        assert side_text(app, Stance.CONTEXT) == ""
        await pilot.press("tab", "x", "j")
        assert focus(app) == "claims"
