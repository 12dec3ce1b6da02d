"""The manual on the screen: opened from the help, a page for each topic, and back."""

from __future__ import annotations

import pytest

from factcheck import manual
from factcheck.tui.app import FactcheckApp
from factcheck.tui.render.markdown import markdown_content
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.manual import ManualScreen
from tests.tui.reading import screen_text


async def test_the_help_leads_to_it_and_it_leads_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("question_mark", "m")
        assert isinstance(app.screen, ManualScreen)
        await pilot.pause()
        assert manual.title("tour") in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HelpScreen)


async def test_the_page_follows_the_selected_topic(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("question_mark", "m", "j")
        await pilot.pause()
        assert manual.title(manual.TOPICS[1]) in screen_text(app)
        await pilot.press("G")
        await pilot.pause()
        assert manual.title(manual.TOPICS[-1]) in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (50, 12)])
async def test_a_long_page_is_read_to_its_end(app: FactcheckApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark", "m", "j", "j", "enter", "G")
        await pilot.pause()
        assert "settings." in screen_text(app)
        await pilot.press("g")
        await pilot.pause()
        assert "All keys" in screen_text(app)


@pytest.mark.parametrize("topic", manual.TOPICS)
def test_no_line_is_wider_than_the_page(topic: str) -> None:
    for width in (30, 55, 110):
        lines = markdown_content(manual.page(topic), width).split("\n")
        assert max(line.cell_length for line in lines) <= width
