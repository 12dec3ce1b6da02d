"""The web server: a page that draws a terminal, a websocket for its workbench, and the files of the page."""

from __future__ import annotations

import asyncio
import errno
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shlex import join

from aiohttp import WSCloseCode, web
from jinja2 import Template
from textual_serve.download_manager import DownloadManager
from textual_serve.server import Server

from factcheck.errors import InvalidError
from factcheck.tui.served.access import Access
from factcheck.tui.served.page import Page, WorkbenchProcess, is_possible
from factcheck.tui.served.place import Place

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import factcheck; del sys.path[0]; "
    "from factcheck.cli import main; main()"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_DEFAULT_SIZE = (80, 24)
_PATIENCE = 15.0
"""Seconds in which the open workbenches store their drafts and end when the server ends."""


def workbench_command(path: Path, checker: str) -> str:
    """Return the shell command of a workbench on the case at `path`."""
    root = Path(__file__).parents[3]
    return join([sys.executable, "-P", "-c", _START, str(root), "--db", str(path.resolve()), "--checker", checker])


class BrowserServer:
    """Serves the workbench that a command starts to browsers that have the token."""

    def __init__(self, command: str, title: str, place: Place, access: Access) -> None:
        """Start `command` for each page; `title` is the title of the pages."""
        self._command = command
        self._title = title
        self._place = place
        self._access = access
        self._textual_serve = Server(command)
        self._downloads: DownloadManager = self._textual_serve.download_manager
        self._page = Template(Path(__file__).with_name("page.html.jinja").read_text("utf-8"), autoescape=True)
        self._open: set[web.WebSocketResponse] = set()

    def make_app(self) -> web.Application:
        """Return the application: the page, its websocket, downloads and the files of the page."""
        app = web.Application(middlewares=[self._access.middleware()])
        app.add_routes(
            [
                web.get("/", self._show_page),
                web.get("/ws", self._talk),
                web.get("/download/{key}", self._textual_serve.handle_download),
                web.static("/static", self._textual_serve.statics_path),
            ]
        )
        app.on_shutdown.append(self._close_all)
        return app

    async def _show_page(self, request: web.Request) -> web.Response:
        if "token" in request.query:  # away from the address bar, the history and what is copied from there
            answer = web.Response(status=303, headers={"Location": self._place.root, **_HEADERS})
            self._access.remember(answer)
            return answer
        text = self._page.render(title=self._title, root=self._place.root, websocket=self._place.websocket)
        policy = (
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
            f"font-src 'self'; img-src 'self' data:; connect-src 'self' {self._place.websocket}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return web.Response(
            text=text, content_type="text/html", headers={"Content-Security-Policy": policy, **_HEADERS}
        )

    async def _talk(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)
        self._open.add(socket)
        try:
            page = Page(socket, WorkbenchProcess(self._command, socket, self._downloads))
            await page.run(*_asked_size(request))
        finally:
            self._open.discard(socket)
        return socket

    async def _close_all(self, _app: web.Application) -> None:
        for socket in tuple(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)


def _asked_size(request: web.Request) -> tuple[int, int]:
    with suppress(ValueError):
        width, height = int(request.query.get("width", "")), int(request.query.get("height", ""))
        if is_possible(width, height):
            return width, height
    return _DEFAULT_SIZE


def serve(path: Path, checker: str, title: str, place: Place, ready: Callable[[str], None]) -> None:
    """Serve the workbench on a case until SIGINT or SIGTERM.

    Once the server listens, `ready` is called with the address to open. Raises InvalidError if it cannot listen.
    """
    access = Access(place)
    server = BrowserServer(workbench_command(path, checker), title, place, access)
    asyncio.run(_serve(server, place, lambda: ready(access.address)))


async def _serve(server: BrowserServer, place: Place, ready: Callable[[], None]) -> None:
    runner = web.AppRunner(server.make_app(), access_log=None, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        await _listen(runner, place)
        ready()
        await _end_signal()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, place: Place) -> None:
    try:
        await web.TCPSite(runner, place.host, place.port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InvalidError(f"port {place.port} is in use; choose another one with --port") from error
        raise InvalidError(f"{place.host}, port {place.port}: {error.strerror or error}") from error


async def _end_signal() -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: a KeyboardInterrupt ends the loop
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
