"""The filter: it works while one types, counts its hits, and escape goes back one step at a time."""

from __future__ import annotations

import pytest

from factcheck.tui.app import FactcheckApp
from tests.tui.bench import bench, case_of, labels, ref, refs, status
from tests.tui.reading import screen_text, text_of


async def test_the_list_follows_while_one_types(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash")
        counts = []
        for key in "tag:date":
            await pilot.press(key)
            counts.append(len(refs(app)))
            assert status(app) == f"{counts[-1]} of 76 claims shown"
        dated = [claim.ref for claim in case_of(app).in_order() if "date" in claim.tags]
        assert refs(app) == dated
        assert counts == sorted(counts[:1], reverse=True) + counts[1:]
        assert f"{len(dated)} of 76" in screen_text(app)
        await pilot.press("enter", "j")
        assert ref(app) == dated[1]
        assert not bench(app).claims_panel.filter_input.has_focus


async def test_clearing_it_goes_back_to_where_one_stood_or_walked_to(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("j", "slash", *"knb", "escape", "escape")
        assert ref(app) == "C2"
        await pilot.press("slash", *"knb", "enter", "j")
        walked = ref(app)
        assert walked not in {"C1", "C2"}
        await pilot.press("escape")
        assert (len(refs(app)), ref(app)) == (76, walked)


async def test_letters_typed_into_the_filter_are_no_commands(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash", *"q2urve?0")
        assert bench(app).claims_panel.filter_input.value == "q2urve?0"
        assert labels(case_of(app)) == {}
        assert app.is_running


async def test_escape_goes_back_a_step_at_a_time_and_never_quits(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash", *"kgb", "enter")
        assert (refs(app), bench(app).claim_list.has_keys) == (["C75"], True)
        await pilot.press("slash", "x", "escape")
        assert (refs(app), bench(app).claim_list.has_keys) == (["C75"], True)
        await pilot.press("escape")
        assert (len(refs(app)), ref(app)) == (76, "C1")
        assert bench(app).claims_panel.filter_input.value == ""
        for _ in range(5):
            await pilot.press("escape")
        assert app.is_running
        assert bench(app).claim_list.has_keys


async def test_escape_while_typing_brings_back_the_filter_of_before(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash", *"tag:date", "enter")
        dated = refs(app)
        for typed in (" is:nonsense", "", "xyzzy"):
            await pilot.press("slash", *("space" if key == " " else "colon" if key == ":" else key for key in typed))
            await pilot.press("escape")
            panel = bench(app).claims_panel
            assert (refs(app), panel.filter_input.value, panel.listing.words) == (dated, "tag:date", "tag:date")
            assert bench(app).claim_list.has_keys
        await pilot.press("escape")
        assert len(refs(app)) == 76
        await pilot.press("slash", *"kgb", "escape")
        assert len(refs(app)) == 76


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("colour:red", "no field colour: in a filter; there are is, has, source, tag, speaker, by, quote"),
        ("is:red", "no is:red in a filter; there are unchecked, checked, supported"),
    ],
)
async def test_a_wrong_field_says_so_and_keeps_the_list(app: FactcheckApp, words: str, why: str) -> None:
    async with app.run_test() as pilot:
        field = bench(app).claims_panel.filter_input
        await pilot.press("slash")
        field.value = "kgb"
        await pilot.pause()
        field.value = words
        await pilot.pause()
        assert status(app).startswith(why)
        assert refs(app) == ["C75"]
        await pilot.press("enter")
        assert status(app).startswith(why)
        assert field.has_focus
        await pilot.press("escape", "escape")
        assert len(refs(app)) == 76
        assert why not in status(app)


async def test_what_was_said_about_a_filter_goes_with_it(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash", "k", "backspace")
        assert len(refs(app)) == 76
        assert "pass" not in status(app)


async def test_a_filter_without_hits_says_how_to_leave_it(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash")
        bench(app).claims_panel.filter_input.value = "xyzzy"
        await pilot.press("enter")
        assert refs(app) == []
        assert "No claim matches this filter. Escape clears it" in text_of(bench(app).claim_list)
        assert "No claim is selected." in text_of(bench(app).sheet)
        await pilot.press("1", "u", "tab", "k", "G", "pagedown", "h", "r", "y")
        assert (labels(case_of(app)), len(case_of(app).history)) == ({}, 0)
        await pilot.press("escape", "escape")
        assert ref(app) == "C1"


async def test_filter_and_view_work_together(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("slash")
        bench(app).claims_panel.filter_input.value = "source:S4 has:contradicts"
        await pilot.press("enter")
        found = refs(app)
        case = case_of(app)
        fourth = case.source("S4").id
        assert found == [
            claim.ref
            for claim in case.in_order()
            if any(excerpt.source == fourth for excerpt in case.excerpts_of(claim.id))
            and any(excerpt.stance == "contradicts" for excerpt in case.excerpts_of(claim.id))
        ]
        await pilot.press("2", "v")
        assert refs(app) == found[1:]
        await pilot.press("escape")
        assert refs(app) == [claim.ref for claim in case.in_order() if claim.ref != found[0]]


async def test_on_a_narrow_screen_the_filter_takes_no_room_until_it_is_wanted(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        field = bench(app).claims_panel.filter_input
        assert not field.display
        await pilot.press("slash")
        assert field.display
        await pilot.press("escape")
        assert not field.display
        await pilot.press("slash", "k", "enter")
        assert field.display
        await pilot.press("escape")
        assert not field.display


async def test_a_click_into_the_filter_is_as_good_as_the_slash(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.click(bench(app).claims_panel.filter_input)
        await pilot.press(*"kgb", "enter")
        assert refs(app) == ["C75"]
