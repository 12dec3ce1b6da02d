"""`W` in the library asks a web archive for a copy of the source, after asking the user once per host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.documents.web.agreed_hosts import agreed_path
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.consent import ConsentScreen
from factcheck.tui.screens.source_library import LibraryScreen
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import on_disk, until
from tests.tui.conftest import Build
from tests.tui.reading import text_of
from tests.web import Server, moved, page, serving

URL = "https://example.org/report"
PLACE = f"/web/20261119070000/{URL}"
COPY = page(b"<p>the copy</p>", "text/html", "Memento-Datetime: Thu, 19 Nov 2026 07:00:00 GMT")


@pytest.fixture
def server() -> Iterator[Server]:
    """A web archive on this machine that has a copy of one page."""
    with serving({f"/find/{URL}": moved(PLACE), PLACE: COPY}) as found:
        yield found


@pytest.fixture
def addressed(case_path: Path) -> Path:
    """The shipped case, whose first source has the address of the page, and whose second has none."""
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        for ref, url in (("S1", URL), ("S2", "")):
            workspace.change("sources", workspace.case.source(ref).id, url=url)
    return case_path


def build_at(build: Build, path: Path, server: Server | None) -> FactcheckApp:
    archive = {"find": server.url("/find/{url}")} if server else {}
    return build(path, settings=Settings(archive=archive))


async def asked(pilot: Pilot[None]) -> None:
    await pilot.press("l")
    await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen) and pilot.app.screen.source is not None)
    await pilot.press("K")


def said(app: FactcheckApp) -> str:
    return text_of(app.screen.query_one(StatusLine))


async def test_the_copy_is_stored_once_the_user_agreed_to_send_the_address(
    build: Build, addressed: Path, server: Server
) -> None:
    app = build_at(build, addressed, server)
    async with app.run_test(size=(120, 36)) as pilot:
        await asked(pilot)
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))
        shown = text_of(app.screen.query_one("#dialog"))
        assert "The web address of 1 source will be sent to" in shown
        assert "Only the address is sent, nothing else of the case. You are asked once per host." in shown
        assert server.asked == []
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing is sent to" in said(app))
        assert not agreed_path().exists()
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))
        await pilot.press("y")
        await until(pilot, lambda: "S1: archived on 2026-11-19 at" in said(app))
        source = on_disk(app).source("S1")
        assert (source.archived, source.archived_at) == (server.url(PLACE), "2026-11-19T07:00:00Z")
        await pilot.press("u")
        await until(pilot, lambda: not on_disk(app).source("S1").archived)
        server.pages = {}
        await pilot.press("K")
        await until(pilot, lambda: f"S1: the archive has no copy of {URL}" in said(app))
        await pilot.press("j", "K")
        await until(pilot, lambda: "S2 has no web address" in said(app))


async def test_without_an_archive_in_the_settings_it_says_where_its_address_goes(build: Build, addressed: Path) -> None:
    app = build_at(build, addressed, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await asked(pilot)
        await until(pilot, lambda: "the settings name no web archive; [archive] find takes its address" in said(app))
