"""A case that somebody else holds: it can be read, and every key that would change it says why it does not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from factcheck.quotes import State
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.header import Header
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, labels, refs, status, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_lines, screen_text


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_it_says_who_holds_the_case(build: Build, case_path: Path, size: tuple[int, int]) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()):
        app = build()
        async with app.run_test(size=size):
            shown = screen_text(app)
            assert "read-only" in shown
            assert "held by bob" in shown


@pytest.mark.parametrize("keys", [[], ["l"]])
async def test_it_is_said_in_full_on_a_narrow_screen(build: Build, case_path: Path, keys: list[str]) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()):
        app = build()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            counts = Counter({State.EXACT: 7, State.ELIDED: 3, State.ALTERED: 4, State.NOT_FOUND: 3, State.NO_TEXT: 2})
            app.screen.query_one(Header).show_quotes(counts)
            await pilot.pause()
            (top, *_) = screen_lines(app)
            assert "Bloody January" in top
            assert top.endswith(" read-only")
            assert "0 of 76" in top
            assert "quotes 10 ✓  7 ✗" in top
            await pilot.resize_terminal(120, 36)
            await pilot.pause()
            assert "0 of 76 checked" in screen_lines(app)[0]


async def test_every_edit_is_refused_in_words_and_changes_nothing(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide(bob.case.claim("C1").id, "supported")
        bob.undo()
        bob.decide(bob.case.claim("C1").id, "supported")
        before = {path: path.read_bytes() for path in case_path.parent.iterdir()}
        app = build(checker="bob")
        async with app.run_test() as pilot:
            await pilot.press("g")
            for key in ("2", "0", "plus", "u", "r"):
                await pilot.press(key)
                assert "read-only" in status(app), key
                assert "bob" in status(app), key
                assert isinstance(app.screen, Workbench)
            await pilot.press("tab", "x")
            assert "read-only" in status(app)
            assert labels(case_of(app)) == {"C1": "supported"}
        app.close()
        assert {path: path.read_bytes() for path in case_path.parent.iterdir()} == before


async def test_reading_filtering_copying_and_exporting_still_work(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()):
        app = build()
        async with app.run_test() as pilot:
            await pilot.press("j", "y")
            assert app.clipboard.startswith("C2: ")
            await pilot.press("h", "escape", "e", "enter")
            await until(pilot, lambda: isinstance(app.screen, Workbench) and "written" in status(app))
            await pilot.press("slash", *"kgb", "enter")
            assert refs(app) == ["C75"]
        assert (case_path.parent / "bloody-january.md").exists()
        app.close()


async def test_a_mouse_on_the_labels_is_refused_too(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()):
        app = build()
        async with app.run_test() as pilot:
            await pilot.click(bench(app).key_line, offset=(5, 0))
            assert "read-only" in status(app)
            assert labels(case_of(app)) == {}
        app.close()
