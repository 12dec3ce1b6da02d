"""Walking through the claims by keyboard and by mouse, views and orders."""

from __future__ import annotations

from factcheck.case.records import Stance
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from tests.tui.bench import bench, case_of, labels, ref, refs, selected_excerpt, sheet_text, side_text, wheel
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, screen_text, text_of


async def test_letters_arrows_and_page_keys_walk_the_list(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        seen = [ref(app)]
        for key in ("j", "down", "k", "up", "up", "G", "j", "home", "end", "g"):
            await pilot.press(key)
            seen.append(ref(app))
        assert seen == ["C1", "C2", "C3", "C2", "C1", "C1", "C76", "C76", "C1", "C76", "C1"]
        await pilot.press("pagedown")
        page = refs(app).index(ref(app))
        assert 10 < page < bench(app).claim_list.size.height
        await pilot.press("pagedown", "pageup")
        assert abs(refs(app).index(ref(app)) - page) <= 1, "claims are of one or two lines"
        await pilot.press("pageup", "pageup")
        assert ref(app) == "C1"


async def test_the_claim_under_the_cursor_is_shown_with_its_evidence(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j", "j")
        view = sheet_text(app)
        assert "C4 Security forces killed 26 demonstrators." in view
        assert "attributed to Kazakh authorities · 2022-01" in view
        assert "#number" in view
        assert "○ Unchecked" in view
        supports = side_text(app, Stance.SUPPORTS)
        assert "✓ supports 1" in supports
        assert "S5 Kazakhstan: Former Secur" in supports
        assert "✗ contradicts 0 · no excerpt contradicts this claim" in side_text(app, Stance.CONTRADICTS)
        assert "· context 1" in side_text(app, Stance.CONTEXT)


async def test_space_and_brackets_walk_the_unchecked(build: Build) -> None:
    app = build(settings=Settings(advance=False))
    async with app.run_test() as pilot:
        await pilot.press("j", "1", "j", "1", "k")
        seen = []
        for key in ("right_square_bracket", "left_square_bracket", "left_square_bracket", "space"):
            await pilot.press(key)
            seen.append(ref(app))
        assert seen == ["C4", "C1", "C76", "C1"]


async def test_views_and_orders_keep_the_claim(build: Build) -> None:
    app = build(settings=Settings(advance=False))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "2", "j", "1", "v")
        assert refs(app)[:3] == ["C1", "C4", "C5"]
        assert "All 76 Unchecked 74 Disputed 8" in screen_text(app)
        await pilot.press("v")
        assert len(refs(app)) == 8
        assert "C3" in refs(app)
        await pilot.press("v")
        assert refs(app) == []
        await pilot.press("v", "g", "j")
        assert (len(refs(app)), ref(app)) == (76, "C2")
        await pilot.press("o")
        first = case_of(app).claim(refs(app)[0])
        sides = [len(case_of(app).excerpts_of(first.id, side)) for side in (Stance.SUPPORTS, Stance.CONTRADICTS)]
        assert sides == [2, 2]
        assert ref(app) == "C2"
        await pilot.press("o")
        assert refs(app)[-2:] == ["C3", "C2"]
        await pilot.press("o")
        assert refs(app)[:2] == ["C3", "C2"]
        await pilot.press("o")
        assert refs(app)[:3] == ["C1", "C2", "C3"]
        assert labels(case_of(app)) == {"C2": "refuted", "C3": "supported"}


async def test_a_view_without_claims_says_how_to_leave_it(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash", *"source:S2 source:S3 source:S4", "enter", "v", "v", "v")
        assert refs(app) == []
        assert "No claim matches this filter." in text_of(bench(app).claim_list)
        assert "No claim is selected." in text_of(bench(app).sheet)
        await pilot.press("v")
        assert refs(app) != []


async def test_the_mouse_chooses_and_the_wheel_scrolls(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        listed = bench(app).claim_list
        await pilot.click(listed, offset=(10, next(y for y, line in enumerate(lines_of(listed)) if "C5 " in line)))
        assert ref(app) == "C5"
        await wheel(pilot, listed, 10)
        assert "C1 " not in text_of(listed)
        assert "C19" in text_of(listed)
        assert ref(app) == "C5"
        await pilot.press("j")
        assert ref(app) == "C6"
        assert "C6 " in text_of(listed)
        await wheel(pilot, listed, 10)
        await pilot.press("g", "k")
        assert ref(app) == "C1"
        assert "C1 " in text_of(listed)


async def test_first_comes_back_from_where_the_wheel_went(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        listed = bench(app).claim_list
        await wheel(pilot, listed, 10)
        assert "C1 " not in text_of(listed)
        await pilot.pause(0.7)  # marks come meanwhile, and move no line
        assert "C1 " not in text_of(listed)
        await pilot.press("g")
        assert "C1 " in text_of(listed)


async def test_resizing_keeps_the_cursor(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("G", "k")
        for size in ((80, 24), (200, 60), (52, 12), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert ref(app) == "C75"
            assert any("C75" in line for line in lines_of(bench(app).claim_list)), size


async def test_the_sides_stand_beside_each_other_where_there_is_room(app: FactcheckApp) -> None:
    def lines(words: str) -> list[int]:
        return [y for y, line in enumerate(lines_of(bench(app).sheet)) if words in line]

    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j")
        (contradicts,), (supports,) = lines("225 people died"), lines("led, in the government")
        assert contradicts < supports
        await pilot.resize_terminal(200, 36)
        await pilot.pause()
        assert lines("225 people died") == lines("led, in the government")
        await pilot.press("tab")
        assert selected_excerpt(app) == "E10"
        await pilot.press("right")
        assert selected_excerpt(app) == "E8"
        await pilot.press("j")
        assert selected_excerpt(app) == "E9"
        await pilot.press("k", "left")
        assert selected_excerpt(app) == "E10"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert selected_excerpt(app) == "E10"
        assert bench(app).sheet.region.y > bench(app).claim_list.region.bottom
