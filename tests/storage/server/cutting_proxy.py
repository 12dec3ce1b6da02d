"""A way to a server that is cut after some bytes, and a way that is counted."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.postgres import PORT

TO_SERVER, TO_CLIENT = "to the server", "to the client"
_PIECE = 4096


class CuttingProxy:
    """Listens on a socket and forwards to that of a server, until so many bytes went in one direction."""

    def __init__(self, server: Path, direction: str = TO_SERVER, after: int | None = None) -> None:
        """Forward to the server whose socket is in the directory `server`; cut `after` bytes, or never."""
        self._target = str(server / f".s.PGSQL.{PORT}")
        self.directory = Path(tempfile.mkdtemp(prefix="fc-cut-"))
        self._left = {direction: after}
        self.counted = {TO_SERVER: 0, TO_CLIENT: 0}
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.directory / f".s.PGSQL.{PORT}"))
        self._listener.listen()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cut()
        self._listener.close()
        for path in self.directory.iterdir():
            path.unlink()
        self.directory.rmdir()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                self._pairs.append((client, server))
                for direction, source, target in ((TO_SERVER, client, server), (TO_CLIENT, server, client)):
                    threading.Thread(target=self._forward, args=(direction, source, target), daemon=True).start()

    def _forward(self, direction: str, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                left = self._left.get(direction)
                self.counted[direction] += len(piece)
                if left is not None:
                    self._left[direction] = left - len(piece)
                    if left <= len(piece):
                        target.sendall(piece[:left])
                        self._cut()
                        return
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def _cut(self) -> None:
        for pair in self._pairs:
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    @staticmethod
    def moved(address: str, proxy: CuttingProxy) -> str:
        """Return an address of the server as it is through the proxy."""
        words = [f"host={proxy.directory}" if word.startswith("host=") else word for word in address.split()]
        return os.fspath(" ".join(words))
