"""Lines pasted into a new claim: one claim a line, as one change; what is in the case already is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.workspace.claim_lines import claim_lines
from tests.tui.bench import case_of, on_disk, ref, refs, status
from tests.tui.reading import text_of

LIST = "1. It rained in May.\n2. The bridge closed.\n\n3. Prices rose.\n"


async def paste(pilot: Pilot[None], text: str) -> None:
    """Open the form of a new claim and paste into it."""
    await pilot.press("a")
    assert isinstance(pilot.app.screen, ClaimForm)
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def hint(app: FactcheckApp) -> str:
    """Return what the form says."""
    return text_of(app.screen.query_one("#hint", Static))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_line_is_a_claim_in_one_change(app: FactcheckApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("j")
        await paste(pilot, LIST)
        assert hint(app) == "3 lines: ctrl+l adds 3 claims, ctrl+s one"
        await pilot.press("ctrl+l")
        assert (ref(app), refs(app)[:6]) == ("C77", ["C1", "C2", "C77", "C78", "C79", "C3"])
        texts = [case_of(app).claim(added).text for added in ("C77", "C78", "C79")]
        assert texts == ["It rained in May.", "The bridge closed.", "Prices rose."]
        assert status(app) == "saved C77, C78, C79 added u undo"
        await pilot.press("u")
        assert len(on_disk(app).claims) == 76


async def test_what_is_in_the_case_already_is_said_before_and_after(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await paste(pilot, f"It rained.\n{case_of(app).claim('C3').text.upper()}\nit  rained.")
        assert hint(app).endswith("ctrl+s one · 1 in the case already (C3), 1 repeated")
        await pilot.press("ctrl+l")
        assert status(app).startswith(
            "saved 3 claims added · C78 added; C3 says the same · C79 added; C77 says the same"
        )


async def test_the_lines_may_stay_one_claim(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await paste(pilot, "It rained\nin May.")
        await pilot.press("ctrl+s")
        assert case_of(app).claim("C77").text == "It rained in May."


async def test_one_line_is_one_claim_and_the_key_does_nothing(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await paste(pilot, "It rained.")
        await pilot.press("ctrl+l")
        assert isinstance(app.screen, ClaimForm)
        assert "lines" not in hint(app)


@given(st.lists(st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=20), max_size=6))
def test_no_line_with_words_is_lost(lines: list[str]) -> None:
    words = [" ".join(line.split()) for line in lines if line.split()]
    assert [" ".join(line.split()) for line in claim_lines("\n".join(lines))] == words
    bulleted = claim_lines("\n".join(f"- {line}" for line in words))
    assert [" ".join(line.split()) for line in bulleted] == words
