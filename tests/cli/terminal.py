"""A real terminal for commands, and what it is sent."""

from __future__ import annotations

import os
import re
import struct
import subprocess
from collections.abc import Sequence

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
