"""A real terminal for commands, and what it is sent: by a process of their own, or by this one, which is quicker."""

from __future__ import annotations

import os
import re
import struct
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from unittest import mock

import pytest

from factcheck.cli import main

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def shown(command: Sequence[str], columns: int = 80, **variables: str) -> str:
    """Run a command in a terminal of its own, and return what both its outputs sent there."""
    import fcntl
    import termios

    ours, its = os.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    environment |= {"TERM": "xterm-256color", **variables}
    with subprocess.Popen(command, env=environment, stdin=its, stdout=its, stderr=its):
        os.close(its)
        return _read(ours).decode().replace("\r\n", "\n")


def shown_here(*words: str, columns: int = 80, **variables: str) -> str:
    """Run `factcheck` with `words` in this process, its streams a terminal, and return what it sent there."""
    ours, its = os.openpty()
    environment = {"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "24", **variables}
    with ThreadPoolExecutor(1) as executor, ExitStack() as stack:
        sent = executor.submit(_read, ours)
        stack.enter_context(mock.patch.dict(os.environ, environment))
        stack.enter_context(mock.patch("sys.argv", ["factcheck", *words]))
        streams = [stack.enter_context(os.fdopen(os.dup(its), mode, encoding="utf-8")) for mode in ("r", "w", "w")]
        os.close(its)
        stack.enter_context(mock.patch("sys.stdin", streams[0]))
        stack.enter_context(redirect_stdout(streams[1]))
        stack.enter_context(redirect_stderr(streams[2]))
        with pytest.raises(SystemExit):
            main()
        stack.close()
        return sent.result().decode().replace("\r\n", "\n")


def _read(handle: int) -> bytes:
    received = b""
    with os.fdopen(handle, "rb", buffering=0) as terminal:
        while True:
            try:
                part = terminal.read(65536)
            except OSError:  # Linux says so when the other end is closed
                return received
            if not part:
                return received
            received += part
