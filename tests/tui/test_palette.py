"""The palette: whatever a key does is found there by its words."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from factcheck.case.records import Stance
from factcheck.settings import Settings
from factcheck.tui import keys
from factcheck.tui.app import FactcheckApp
from factcheck.tui.commands import KeyCommands, match, score
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.rationale import RationaleScreen
from tests.tui.bench import bench, case_of, labels, on_disk, search_palette
from tests.tui.conftest import Build
from tests.tui.reading import screen_text


async def offered(app: FactcheckApp) -> list[str]:
    """Return what the palette lists of this screen before anything is typed."""
    provider = KeyCommands(app.screen)
    return [str(hit.text) async for hit in provider.discover()]


async def choose(pilot: Pilot[None], words: str) -> None:
    """Open the palette, type words and take the first hit."""
    await search_palette(pilot, words)
    await pilot.press("enter")
    await pilot.pause()


async def test_it_lists_what_the_keys_of_the_workbench_do(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        words = await offered(app)
        for binding in (*keys.MOVING, *keys.WORKBENCH, *keys.ANYWHERE):
            if binding not in (*keys.VERDICTS, *keys.TOUR):
                assert any(line.startswith(f"{binding.description} (") for line in words), binding.description
        assert [line for line in words if line.startswith("Decide")] == [
            "Decide: Supported (1)",
            "Decide: Refuted (2)",
            "Decide: Conflicting evidence (3)",
            "Decide: Not enough evidence (4)",
        ]
        assert "Contradicts (x)" in words
        assert words[-2:] == ["Theme", "Screenshot"]
        await pilot.press("tab")
        assert "Contradicts (x)" in await offered(app)
        assert len(words) == len(set(words))


async def test_it_begins_with_tasks_and_finds_them_by_what_they_mean(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        words = await offered(app)
        assert words[0].startswith("Find")
        assert [line for line in words[:8] if line.startswith(("Import", "Export"))]
        assert all(words.index(line) > len(words) - 14 for line in words if line.startswith(("Move (", "First (")))
        found = [str(hit.text) async for hit in KeyCommands(app.screen).search("confidence of your verdict")]
        assert found == ["More sure (+)", "Less sure (-)"]
        await pilot.pause()


async def test_it_does_what_it_says(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await choose(pilot, "refuted")
        assert labels(on_disk(app)) == {"C1": "refuted"}
        await pilot.press("k")
        await choose(pilot, "rationale")
        assert isinstance(app.screen, RationaleScreen)
        await pilot.press("x")
        await choose(pilot, "keep draft")
        assert bench(app).workspace.unsaved.of(case_of(app).claim("C1").id) == ("x", "")
        await pilot.press("tab")
        await choose(pilot, "contradicts")
        claim = case_of(app).claim("C1").id
        assert len(case_of(app).excerpts_of(claim, Stance.CONTRADICTS)) == 1


async def test_escape_leaves_it_and_nothing_is_done(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+p", *"xq", "enter", "escape")
        await pilot.press("escape")
        assert bench(app).claim_list.has_keys
        assert labels(case_of(app)) == {}


async def test_it_shows_the_keys_of_the_settings(build: Build) -> None:
    app = build(settings=Settings(keys={"case.undo": "backspace"}))
    async with app.run_test():
        assert "Undo (backspace)" in await offered(app)


async def test_help_and_quit_are_in_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await choose(pilot, "help (?)")
        assert isinstance(app.screen, HelpScreen)
        assert "Keys" in screen_text(app)
        await pilot.press("escape")
        await choose(pilot, "quit")
        assert not app.is_running


@pytest.mark.parametrize(
    ("query", "words", "letters"),
    [
        ("undo", "Undo (u)", "Undo"),
        ("unchecked next", "Next unchecked (])", "Nextunchecked"),
        ("nxt", "Next unchecked (])", "Nxt"),
        ("zebra", "Undo (u)", ""),
        ("a" * 60, "a" * 59, ""),
        ("a" * 60 + "b", "a" * 500, ""),
        ("a" * 60, "a" * 500, "a" * 60),
    ],
)
def test_a_query_matches_as_a_whole_by_words_or_by_letters(query: str, words: str, letters: str) -> None:
    assert "".join(words[offset] for offset in match(query, words)) == letters


def test_the_query_as_a_whole_is_better_than_its_letters() -> None:
    assert score(match("undo", "Undo (u)")) > score(match("undo", "Up and down (J)"))
