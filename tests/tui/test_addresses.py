"""The address of a source opens in the browser by a key or a click, never without asking, and only http and https."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.records import Source
from factcheck.tui.render.addresses import web_address
from factcheck.tui.screens.browser import BrowserScreen
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, status, until
from tests.tui.conftest import Build
from tests.tui.lens import flood, found
from tests.tui.reading import screen_text, text_of

PAGE = "https://example.org/masimov?a=1&b=2"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser would have been asked to open."""
    asked: list[str] = []

    def note(address: str) -> bool:
        asked.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    monkeypatch.setattr("webbrowser.get", lambda: None)
    return asked


@pytest.fixture
def addressed(case_path: Path) -> Path:
    """The case, in which every source has an address."""
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        for source in workspace.sources():
            workspace.edit("sources", source.id, url=PAGE)
    return case_path


@pytest.mark.parametrize("way", [(), ("tab",), ("l",), ("enter",)], ids=["claim", "excerpt", "library", "reader"])
async def test_a_key_asks_and_then_opens_it(
    build: Build, addressed: Path, opened: list[str], way: tuple[str, ...]
) -> None:
    app = build(addressed)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*way)
        await app.workers.wait_for_complete()
        before = app.screen
        await pilot.press("B")
        await until(pilot, lambda: isinstance(app.screen, BrowserScreen) and PAGE in screen_text(app))
        assert opened == []
        await pilot.press("o")
        await until(pilot, lambda: app.screen is before)
        assert opened == [PAGE]
        said = text_of(app.screen.query_one(StatusLine))
        assert said.startswith("opened S")
        assert said.endswith(f"in the browser: {PAGE}")


async def test_a_key_opens_that_of_a_suggested_passage(build: Build, tmp_path: Path, opened: list[str]) -> None:
    path = flood(tmp_path / "flood.json")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for source in workspace.sources():
            workspace.edit("sources", source.id, url=PAGE)
    app = build(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f")
        await found(pilot)
        await pilot.press("B")
        await until(pilot, lambda: isinstance(app.screen, BrowserScreen))
        await pilot.press("o")
        await until(pilot, lambda: opened == [PAGE])


async def test_enter_or_escape_in_a_hurry_opens_nothing(build: Build, addressed: Path, opened: list[str]) -> None:
    app = build(addressed)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("enter", "escape"):
            await pilot.press("B", key)
            await until(pilot, lambda: app.screen is bench(app))
        assert opened == []


@pytest.mark.parametrize("way", [(), ("l",), ("enter",)], ids=["sheet", "library", "reader"])
async def test_a_click_on_the_title_of_a_source_asks(build: Build, addressed: Path, way: tuple[str, ...]) -> None:
    app = build(addressed)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*way)
        await pilot.pause()
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        y, x = next(
            (y, line.index(title)) for y, line in enumerate(lines) for title in ["Masimov gets"] if title in line
        )
        await pilot.click(offset=(x, y))
        await until(pilot, lambda: isinstance(app.screen, BrowserScreen) and PAGE in screen_text(app))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "has no address; it can be given one in the library"),
        ("file:///etc/passwd", "has no http or https address that could be opened: file:///etc/passwd"),
        ("javascript:alert(1)", "has no http or https address that could be opened: javascript:alert(1)"),
    ],
)
async def test_what_is_no_web_address_is_not_opened(
    build: Build, case_path: Path, opened: list[str], url: str, words: str
) -> None:
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        for source in workspace.sources():
            workspace.edit("sources", source.id, url=url)
    app = build(case_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("B")
        assert status(app).endswith(words)
        assert opened == []


@given(st.text(max_size=12), st.sampled_from(["http", "https", "ftp", "file", "data", "javascript", "mailto"]))
def test_only_http_and_https_with_a_host_are_web_addresses(rest: str, scheme: str) -> None:
    found = web_address(Source(id="s", ref="S1", url=f"{scheme}://{rest}"))
    assert not found or (scheme in {"http", "https"} and found.isprintable() and " " not in found)
    assert not web_address(Source(id="s", ref="S1", url=f"{scheme}:{rest.lstrip('/')}"))
