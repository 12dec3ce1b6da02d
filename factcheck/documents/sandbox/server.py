"""The process that reads documents, each in a fork of its own, so that the libraries are loaded once.

Its standard input is a socket. A request is answered with the status of the fork and what the fork wrote: its answer,
as in `child`. The process has one thread, opens no document itself, and ends with the program that started it, or after
a while without a request. Which libraries are loaded is decided by the name and the media type of a document alone.
"""

from __future__ import annotations

import gc
import io
import os
import select
import socket
from collections import Counter
from contextlib import suppress
from signal import SIGKILL
from time import monotonic
from typing import NoReturn

from factcheck.documents import READERS, read
from factcheck.documents.formats import HTML, DocumentFormat, named_format
from factcheck.documents.sandbox.child import answer
from factcheck.documents.sandbox.confinement import confine, end_with_parent, prepare
from factcheck.documents.sandbox.frames import Frame, receive, send
from factcheck.documents.sandbox.limits import SandboxLimits, apply_limits
from factcheck.errors import FactcheckError

_COLLECT_AFTER = 50_000
"""Objects after which the garbage is collected: a fork makes many that stay, and is gone soon."""
_IDLE = 60.0
"""Seconds without a request after which the process ends."""
_CHUNK = 1 << 20
_WARM_UP = {
    HTML: (
        b"<html lang=de><head><title>Warm-up | A paper</title><meta name=author content='Ada Brown'></head><body>"
        b"<nav><ul><li><a href=/a>A</a><li><a href=/b>B</a></ul></nav><article><h1>Warm-up</h1>"
        b"<p class=byline>By Ada Brown, <time datetime=2020-05-03>3 May 2020</time></p><h2>A heading</h2>"
        + b"<p>Ein Absatz <b>\xfcber</b> nichts, lang genug, um als <a href=/c>Text</a> zu gelten, am 3. Mai 2020.</p>"
        * 8
        + b"<figure><img src=a.jpg><figcaption>A caption</figcaption></figure><ul><li>One</li></ul><blockquote>Two<br>"
        b"</blockquote><table><tr><th>A</th></tr><tr><td>1</td></tr></table></article><footer><a href=/d>D</a></footer>"
        b"</body></html>"
    )
}
"""Documents of our own, by which what a reader loads late is loaded before the first fork of a batch."""


def main() -> None:
    """Answer requests until the program that started this ends, or nothing has come for a while."""
    warm_up = _WarmUp()
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    prepare()
    with socket.socket(fileno=os.dup(0)) as control:
        os.close(0)
        while select.select([control], [], [], _IDLE)[0] and (request := receive(control)) is not None:
            warm_up.prepare(request.fields["name"], request.fields["media_type"])
            fields, body = _read_in_fork(request, control)
            del request
            send(control, fields, body)


class _WarmUp:
    """Loads the reader of a format when the first document of it comes, and the rest with the second."""

    def __init__(self) -> None:
        self._seen: Counter[DocumentFormat | None] = Counter()

    def prepare(self, name: str, media_type: str) -> None:
        """Load what a document of this name and type needs; an error is that of the fork, which tells it."""
        expected = named_format(name, media_type)
        self._seen[expected] += 1
        with suppress(FactcheckError, ImportError):
            _ = READERS.added
            if expected is not None:
                READERS.find(expected.name)
                if self._seen[expected] == 2 and expected in _WARM_UP:  # noqa: PLR2004
                    read(_WARM_UP[expected], f"a{expected.suffixes[0]}")
            if self._seen[expected] <= 2:  # noqa: PLR2004
                gc.freeze()  # a collection in a fork would copy the memory that it shares with this process


def _read_in_fork(request: Frame, control: socket.socket) -> tuple[dict[str, object], bytes]:
    """Return how a fork ended that read the document, and what it wrote."""
    limits = SandboxLimits(**request.fields["limits"])
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        control.close()
        os.close(reading)
        _answer(request, limits, writing)
    os.close(writing)
    late, written = False, bytearray()
    try:
        end = monotonic() + limits.clock
        while len(written) <= limits.answer:
            ready = select.select([reading, control.fileno()], [], [], max(0.0, end - monotonic()))[0]
            if control.fileno() in ready:  # nothing is sent while a document is read: the program has closed its end
                os.kill(pid, SIGKILL)
                raise SystemExit(0)
            late = not ready
            if late or not (chunk := os.read(reading, _CHUNK)):
                break
            written += chunk
        if late or len(written) > limits.answer:
            os.kill(pid, SIGKILL)
    finally:
        os.close(reading)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return {"status": status, "late": late}, bytes(written)


def _answer(request: Frame, limits: SandboxLimits, writing: int) -> NoReturn:
    """Read the document within the limits, and write the answer; this is the fork, and it ends here."""
    status = 1
    try:
        end_with_parent()
        apply_limits(limits)
        confine()
        reply = answer(request.fields, io.BytesIO(request.body), limits)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(reply)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    finally:
        os._exit(status)
