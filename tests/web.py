"""A server on this machine whose every answer is what a test says, the wrong ones too."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import TypeAlias

Page: TypeAlias = "bytes | Callable[[Asked], None]"


class Asked(BaseHTTPRequestHandler):
    """A question to the server: its headers, and the way back."""

    server: Server
    body = b""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append((self.path, dict(self.headers.items())))
        page = self.server.pages.get(self.path, b"HTTP/1.1 404 Nope\r\nContent-Length: 0\r\n\r\n")
        with suppress(OSError):
            if callable(page):
                page(self)
            else:
                self.wfile.write(page)

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def until_closed(self) -> Iterator[None]:
        """Yield again and again, at intervals, until the test is over."""
        while not self.server.closing.wait(0.005):
            yield


class Server(ThreadingHTTPServer):
    """A server, its pages by their path, and what it was asked."""

    daemon_threads = True

    def __init__(self, pages: Mapping[str, Page]) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.pages = dict(pages)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        self.scheme = "http"

    def server_bind(self) -> None:
        """Bind without looking the own name up, which may ask the network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """Keep quiet: that a client hangs up is what is tested."""

    def url(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}{path}"


@contextmanager
def serving(pages: Mapping[str, Page], tls: SSLContext | None = None) -> Iterator[Server]:
    """Serve `pages` until the end of the block."""
    server = Server(pages)
    if tls is not None:
        server.scheme = "https"
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def page(body: bytes, kind: str = "text/html; charset=utf-8", *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def moved(to: str, status: int = 302) -> bytes:
    """Return an answer that sends the reader elsewhere."""
    return b"HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status, to.encode())
