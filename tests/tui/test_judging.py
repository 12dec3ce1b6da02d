"""Judges asked about passages on the screen: only who may be, with what they say below, and nothing filed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from textual.pilot import Pilot

from factcheck.documents.web.agreed_hosts import agreed_path
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.consent import ConsentScreen
from factcheck.tui.screens.suggestions import SuggestionsScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.bars import StatusLine
from tests.evidence.judges.model_server import PATH, completion
from tests.tui import hostile
from tests.tui.bench import PATIENCE, on_disk, until
from tests.tui.conftest import Build
from tests.tui.lens import flood, found, looking, passages
from tests.tui.reading import screen_text, text_of
from tests.tui.screen_check import check_screen
from tests.web import Asked, Page, Server, serving

NOTHING = "suggests: nothing – I cannot tell. (tiny at"


def judging(asked: Asked) -> None:
    """Answer as a model does that reads figures."""
    passage = json.loads(asked.body)["messages"][-1]["content"].partition("Passage: ")[2]
    against = "killed 41 people" in passage
    said = {"stance": "contradicts", "quote": "killed 41 people", "reason": "It gives another number."}
    asked.wfile.write(completion(json.dumps(said if against else {"stance": "neither", "reason": "I cannot tell."})))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({PATH: judging}) as running:
        yield running


def build_at(build: Build, path: Path, server: Server, answer: Page = judging) -> FactcheckApp:
    """Build the program with a judge behind a server that answers so."""
    server.pages[PATH] = answer
    return build(flood(path / "flood.json"), settings=Settings(judge={"endpoint": server.url("/v1"), "model": "tiny"}))


def said(app: FactcheckApp) -> str:
    return text_of(looking(app).query_one(StatusLine))


def lines_under(app: FactcheckApp, start: str) -> list[str]:
    offer = next(offer for offer in passages(app).items if offer.found.text.startswith(start))
    return [line.plain.strip() for line in passages(app).lines(offer, 200)]


async def asks(pilot: Pilot[None]) -> None:
    """Find passages, and press the key for the judges; they ask whether they may."""
    await found(pilot, "f")
    await pilot.press("J")
    await until(pilot, lambda: isinstance(pilot.app.screen, ConsentScreen))


async def seen(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait while a thread goes on that does not end by itself."""
    deadline = monotonic() + PATIENCE
    while not holds() and monotonic() < deadline:
        await pilot.pause()
    assert holds()


async def test_where_no_judge_is_named_it_says_how(build: Build, tmp_path: Path) -> None:
    app = build(flood(tmp_path / "flood.json"))
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        before = lines_under(app, "The flood killed 41")
        await pilot.press("J")
        assert isinstance(app.screen, SuggestionsScreen)
        assert "No judge is named: [judge] in the settings" in said(app)
        assert lines_under(app, "The flood killed 41") == before
        assert "▲ suggests: contradicts – the same event, another number" in before


async def test_the_first_time_host_and_what_is_sent_are_shown(build: Build, tmp_path: Path, server: Server) -> None:
    app = build_at(build, tmp_path, server)
    async with app.run_test(size=(80, 24)) as pilot:
        await asks(pilot)
        shown = text_of(app.screen.query_one("#dialog"))
        assert f"The claim and the passages will be sent to {server.url('')}, to the model tiny." in shown
        assert "its source’s title and up to 300 characters before it" in shown


@pytest.mark.parametrize("key", ["escape", "n", "q", "enter"])
async def test_without_consent_nothing_is_sent(build: Build, tmp_path: Path, server: Server, key: str) -> None:
    app = build_at(build, tmp_path, server)
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen))
        assert said(app) == f"Nothing is sent to tiny at 127.0.0.1:{server.server_port}"
        await pilot.press("J")
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))
    assert server.asked == []
    assert not agreed_path().exists()


async def test_who_agreed_sees_what_is_suggested_and_by_whom(build: Build, tmp_path: Path, server: Server) -> None:
    app, by = build_at(build, tmp_path, server), f"(tiny at 127.0.0.1:{server.server_port})"
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "Their suggestions are below the passages" in said(app))
        lines = lines_under(app, "The flood killed 41")
        assert f"▲ suggests: contradicts – It gives another number. {by}" in lines
        assert "▲ suggests: contradicts – the same event, another number (the rules)" in lines
        assert any(line.startswith(NOTHING) for line in lines_under(app, "The flood killed 44"))
        assert on_disk(app).excerpts == {}
        asked = len(server.asked)
        assert asked == len(passages(app).items)
        await pilot.press("J")
        assert said(app) == "They have given their opinions on these passages"
        assert len(server.asked) == asked


async def test_an_own_decision_stands_beside_and_changes_nothing(build: Build, tmp_path: Path, server: Server) -> None:
    app = build_at(build, tmp_path, server)
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "Their suggestions are below the passages" in said(app))
        lines = lines_under(app, "The flood killed 41")
        passages(app).move_to([offer.found.text[:19] for offer in passages(app).items].index("The flood killed 41"))
        await pilot.press("s")
        await until(pilot, lambda: "✓ E1 supports" in screen_text(app))
        after = lines_under(app, "The flood killed 41")
        assert [line for line in lines if "suggests" in line] == [line for line in after if "suggests" in line]
        assert [excerpt.stance for excerpt in on_disk(app).excerpts.values()] == ["supports"]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        await found(pilot, "f")
        assert lines_under(app, "The flood killed 41") == after


async def test_escape_stops_the_asking_and_what_was_said_stays(build: Build, tmp_path: Path, server: Server) -> None:
    slow = Event()

    def dawdle(asked: Asked) -> None:
        if not slow.is_set():
            slow.set()
            judging(asked)
        else:
            for _ in asked.until_closed():
                pass

    app = build_at(build, tmp_path, server, dawdle)
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press("y")
        await seen(
            pilot,
            lambda: "about C1: 1 of 3 · at most 120 s an answer · esc stops" in " ".join(screen_text(app).split()),
        )
        assert said(app) == ""
        await pilot.press("J")
        assert "being asked already" in said(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped" in said(app) and "esc stops" not in screen_text(app))
        assert (
            sum("(tiny at" in line for offer in passages(app).items for line in lines_under(app, offer.found.text)) == 1
        )
        server.pages[PATH] = judging
        await pilot.press("J")
        await until(pilot, lambda: "Their suggestions are below the passages" in said(app))
        assert all("(tiny at" in " ".join(lines_under(app, offer.found.text)) for offer in passages(app).items)


async def test_leaving_while_judges_are_asked_is_safe(build: Build, tmp_path: Path, server: Server) -> None:
    def dawdle(asked: Asked) -> None:
        for _ in asked.until_closed():
            pass

    app = build_at(build, tmp_path, server, dawdle)
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press("y")
        await seen(pilot, lambda: bool(server.asked))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert len(server.asked) == 1


async def test_no_answer_is_one_line(build: Build, tmp_path: Path, server: Server) -> None:
    app = build_at(build, tmp_path, server, b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "the server answers 500" in said(app))
        assert len(server.asked) == 1
        assert passages(app).items


async def test_a_model_that_is_not_there_is_one_line(build: Build, tmp_path: Path) -> None:
    app = build(flood(tmp_path / "flood.json"), settings=Settings(judge={"nli": str(tmp_path / "none")}))
    async with app.run_test(size=(120, 40)) as pilot:
        await found(pilot, "f")
        await pilot.press("J")
        await until(pilot, lambda: "there is no model.onnx" in said(app))


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (52, 12)])
async def test_hostile_opinions_are_shown_as_text(
    build: Build, tmp_path: Path, server: Server, size: tuple[int, int]
) -> None:
    def answer(asked: Asked) -> None:
        asked.wfile.write(completion(json.dumps({"stance": "neither", "reason": hostile.HOSTILE + hostile.MARKUP})))

    app = build_at(build, tmp_path, server, answer)
    async with app.run_test(size=size) as pilot:
        await asks(pilot)
        check_screen(app, "asked")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen) and bool(passages(app).items[-1].opinions))
        check_screen(app, "judged")


async def test_an_agreement_that_cannot_be_kept_sends_nothing(build: Build, tmp_path: Path, server: Server) -> None:
    app = build_at(build, tmp_path, server)
    agreed_path().mkdir()
    async with app.run_test(size=(120, 40)) as pilot:
        await asks(pilot)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen) and "nothing is sent" in said(app))
    assert server.asked == []
