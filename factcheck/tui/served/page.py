"""A page in a browser and its workbench: keys go one way, what is drawn the other."""

from __future__ import annotations

import json
from contextlib import suppress

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from factcheck.tui.runtime.driver import LARGEST


class WorkbenchProcess(AppService):
    """The process of one workbench. When it ends, for whatever reason, the websocket is closed."""

    def __init__(self, command: str, socket: web.WebSocketResponse, downloads: DownloadManager) -> None:
        """Prepare to run `command`, and to send what it draws to `socket`."""
        self._socket = socket
        super().__init__(
            command,
            write_bytes=self._send,
            write_str=self._send_text,
            close=self._close,
            download_manager=downloads,
        )

    async def _send(self, drawn: bytes) -> None:
        with suppress(ConnectionError):  # the page is gone: what is drawn is read on, or the process would wait
            await self._socket.send_bytes(drawn)

    async def _send_text(self, message: str) -> None:
        with suppress(ConnectionError):
            await self._socket.send_str(message)

    async def _close(self) -> None:
        await self._socket.close()

    async def run(self) -> None:
        """Hand on what the process draws until it ends."""
        await super().run()
        await self._socket.close()

    async def leave(self) -> None:
        """Let the workbench store its drafts and end, as when its terminal is closed, and wait until it has."""
        self.stdin.close()
        await self.stop()


class Page:
    """One page that is open in a browser."""

    def __init__(self, socket: web.WebSocketResponse, workbench: WorkbenchProcess) -> None:
        """Hand what `socket` receives to `workbench`."""
        self._socket = socket
        self._workbench = workbench

    async def run(self, width: int, height: int) -> None:
        """Start the workbench in so many columns and lines; return when it has ended or the page was left."""
        await self._workbench.start(width, height)
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(message.data)
        finally:
            await self._workbench.leave()

    async def _receive(self, text: str) -> None:
        """Hand on a message of the page: keys, a size, the focus; any other is ignored."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        match message:
            case ["stdin", str(keys)]:
                await self._workbench.send_bytes(keys.encode(errors="replace"))
            case ["resize", {"width": int(width), "height": int(height)}] if is_possible(width, height):
                await self._workbench.set_terminal_size(width, height)
            case ["ping", data]:
                with suppress(ConnectionError):
                    await self._socket.send_json(["pong", data])
            case ["blur", *_]:
                await self._workbench.blur()
            case ["focus", *_]:
                await self._workbench.focus()


def is_possible(width: int, height: int) -> bool:
    """Return whether a page can have so many columns and lines."""
    return 0 < width <= LARGEST and 0 < height <= LARGEST
