"""The workbench in a browser: nothing without the token, and with it the page, its websocket and the workbench."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, WSServerHandshakeError, web

from factcheck.tui.served.access import Access
from factcheck.tui.served.place import Place
from factcheck.tui.served.server import BrowserServer, workbench_command
from tests.tui.terminal import drafts

TOKEN = "known-to-the-test"


class Site(SimpleNamespace):
    """A server that runs, and a browser's session with it."""

    url: str
    client: ClientSession
    end: Callable[[], Awaitable[None]]

    async def status(self, path: str, **headers: str) -> int:
        async with self.client.get(self.url + path, allow_redirects=False, headers=headers) as answer:
            return answer.status

    async def visit(self) -> str:
        """Open the page with the token, as a person does, and return its text."""
        async with self.client.get(f"{self.url}?token={TOKEN}") as answer:
            assert answer.status == 200
            assert str(answer.url) == self.url  # the token is not in the address bar any more
            return await answer.text()


@pytest.fixture
async def site(case_path: Path, unused_tcp_port: int) -> AsyncIterator[Site]:
    place = Place("127.0.0.1", unused_tcp_port)
    server = BrowserServer(workbench_command(case_path, "ada"), "The <case>", place, Access(place, TOKEN))
    runner = web.AppRunner(server.make_app(), shutdown_timeout=15)
    await runner.setup()
    await web.TCPSite(runner, place.host, place.port).start()
    before = children()

    async def end() -> None:
        await runner.cleanup()
        async with asyncio.timeout(10):
            while children() - before:  # its outputs are closed, but the loop has still to be told of its end
                await asyncio.sleep(0.01)

    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        yield Site(url=place.address, client=client, end=end)
    await end()


def children() -> set[str]:
    """Return the numbers of the processes that this one started and that it has not seen end."""
    return {number for path in Path("/proc/self/task").glob("*/children") for number in path.read_text().split()}


@pytest.mark.parametrize("path", ["", "?token=", "?token=wrong", "ws", "static/js/textual.js", "download/x", "no-page"])
async def test_without_the_token_everything_is_refused(site: Site, path: str) -> None:
    assert await site.status(path) == 403


async def test_a_websocket_without_the_token_is_refused(site: Site) -> None:
    with pytest.raises(WSServerHandshakeError, match="403"):
        await site.client.ws_connect(f"{site.url}ws")


async def test_the_address_with_the_token_opens_the_page_and_what_it_is_made_of(site: Site) -> None:
    page = await site.visit()
    assert "The &lt;case&gt;" in page
    assert re.findall(r'(?:src|href)="([^"]+)"', page)
    assert not re.findall(r"https?://", page)  # nothing is fetched from elsewhere
    for path in re.findall(r'(?:src=|href=|url\()"/(static[^"]+)"', page):
        assert await site.status(path) == 200
    assert TOKEN not in page


async def test_a_page_of_somebody_else_cannot_use_the_cookie(site: Site) -> None:
    await site.visit()
    assert await site.status("", Origin="http://127.0.0.1:1") == 403
    with pytest.raises(WSServerHandshakeError, match="403"):
        await site.client.ws_connect(f"{site.url}ws", origin="http://other.example")


async def test_the_page_forbids_frames_and_other_sites(site: Site) -> None:
    async with site.client.get(f"{site.url}?token={TOKEN}") as answer:
        policy = answer.headers["Content-Security-Policy"]
        cookie = answer.history[0].headers["Set-Cookie"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


async def drawn(socket: ClientWebSocketResponse, wanted: bytes) -> bytes:
    """Return what the workbench draws until it has drawn `wanted`."""
    received = b""
    while wanted not in received:
        message = await socket.receive(timeout=30)
        assert message.type is WSMsgType.BINARY, message
        received += message.data
    return received


async def test_the_websocket_shows_the_workbench_takes_keys_and_keeps_the_draft_when_it_is_left(
    site: Site, case_path: Path
) -> None:
    await site.visit()
    async with site.client.ws_connect(f"{site.url}ws?width=100&height=30", origin=site.url.rstrip("/")) as socket:
        await drawn(socket, b"Karim Masimov was sentenced")
        for nonsense in ("no json", "[]", '["resize", {"width": 0, "height": 9999999}]', '["stdin", 7]', '{"a": 1}'):
            await socket.send_str(nonsense)
        await socket.send_json(["stdin", "r"])
        await drawn(socket, b"Keep draft")
        await socket.send_json(["stdin", "half a sentence"])
        await drawn(socket, b"half a sentence")
    await site.end()
    assert drafts(case_path) == ["half a sentence"]


async def test_a_workbench_that_ends_closes_its_page(site: Site) -> None:
    await site.visit()
    async with site.client.ws_connect(f"{site.url}ws") as socket:
        await drawn(socket, b"Masimov")
        await socket.send_str(json.dumps(["stdin", "q"]))
        while (message := await socket.receive(timeout=30)).type is WSMsgType.BINARY:
            pass
        assert message.type is WSMsgType.CLOSE
