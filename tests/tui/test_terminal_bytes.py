"""No bytes of a terminal end the program: those that Textual's parser fails at are skipped."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.message import Message

from tests.tui.terminal import fcntl, program, termios

if sys.platform == "win32":
    pytest.skip("this system has no pseudo-terminals", allow_module_level=True)

from factcheck.tui.runtime.driver import LARGEST, TolerantDriver

BASE_LAYOUT_KEY = b"\x1b[1086::106;;1086u"
KNOWN = [
    BASE_LAYOUT_KEY,
    b"\xff\xfe",
    b"\x1b[1114112u",
    b"\x1b[99999999999u",
    b"\x1b[97;;99999999999u",
    b"\x1b[97;1:3;55296u",
    b"\x1b[;;u",
    b"\x1b[:;:;:u",
    b"\x1b[48;0;0;0;0t\x1b[<0;1;1M",
    b"\x1b[48;10;10;0;0t\x1b[<0;1;1M",
    b"\x1b[48;99999999;99999999;9;9t",
    b"\x1b[48;30;100;600;1000t\x1b[<35;99999999;99999999M",
    b"\x1b[M\xff\xff\xff",
    b"\x1b[<0;;M",
    b"\x1b[999999999;999999999R",
    b"\x1b[?2026;9$y\x1b[?2048;1$y",
    b"\x1b\x1b\x1b\x1b",
    b"\x1b[200~\x1b[1086::106;;1086u",
]
"""Bytes that end a program with Textual's own driver, and others that are nearly such."""

NUMBER = st.sampled_from([b"", b"0", b"1", b"97", b"1086", b"55296", b"1114112", b"9" * 12, b"-1"])
SEPARATOR = st.sampled_from([b";", b":", b"::", b";;", b"?", b"<", b"$"])
END = st.sampled_from([bytes([code]) for code in b"u~ABCDEFHPQRSMmtyIOcn"])
SEQUENCE = st.tuples(
    st.sampled_from([b"\x1b[", b"\x1b[<", b"\x1b[?", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b[48;", b"\x1b"]),
    st.lists(NUMBER | SEPARATOR, max_size=9).map(b"".join),
    END,
).map(b"".join)
BYTES = st.lists(SEQUENCE | st.binary(max_size=6) | st.sampled_from(KNOWN), max_size=8).map(b"".join)

CLOSING = b"\x1b[201~" + b"0" * 40
"""Ends a paste and whatever sequence was begun."""


class Reading:
    """The thread of a driver that reads from a pipe, and the keys that it has read."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._reader, self._writer = os.pipe()
        driver = asyncio.run(_driver())
        driver.fileno = self._reader
        driver.send = self._note
        self._driver = driver
        self._failed: list[BaseException] = []
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._driver.run_input_thread()
        except Exception as error:  # noqa: BLE001 (whatever it is, the thread is over)
            self._failed.append(error)

    def _note(self, message: Message) -> None:
        if isinstance(message, events.Key):
            self.keys.append(message.key)
        if isinstance(message, events.Resize):
            assert all(0 < side <= LARGEST for side in message.size)

    def feed(self, data: bytes) -> None:
        """Write bytes; return when they are read."""
        os.write(self._writer, data)
        self.waits_for(lambda: not int.from_bytes(fcntl.ioctl(self._reader, termios.FIONREAD, bytes(4)), sys.byteorder))

    def reads_on(self) -> bool:
        """Tell whether a key that is typed now arrives."""
        self.feed(CLOSING)
        self.keys.clear()
        self.feed(b"Z" * 40)
        return self.waits_for(lambda: "Z" in self.keys)

    def waits_for(self, holds: Callable[[], bool]) -> bool:
        """Wait until something holds; tell whether it does."""
        until = time.monotonic() + 5
        while not holds() and time.monotonic() < until and not self._failed:
            time.sleep(0.0005)
        return holds()

    def close(self) -> None:
        """End the thread."""
        self._driver.exit_event.set()
        self._thread.join(5)
        os.close(self._reader)
        os.close(self._writer)


class _Silent(TolerantDriver):
    """A driver that hands messages to a function in place of a running app."""

    send: Callable[[Message], None]

    def send_message(self, message: Message) -> None:
        self.send(message)


async def _driver() -> _Silent:
    return _Silent(App())


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    """A driver that reads from a pipe; it goes on from one test to the next."""
    reading = Reading()
    yield reading
    reading.close()


@pytest.mark.parametrize("data", KNOWN, ids=repr)
def test_the_driver_reads_on_after_bytes_that_end_other_programs(reading: Reading, data: bytes) -> None:
    reading.feed(data)
    assert reading.reads_on()


@given(data=BYTES)
def test_the_driver_reads_on_after_any_bytes(reading: Reading, data: bytes) -> None:
    reading.feed(data)
    assert reading.reads_on()


def test_a_key_arrives_once(reading: Reading) -> None:
    reading.feed(BASE_LAYOUT_KEY)
    assert reading.reads_on()
    reading.keys.clear()
    reading.feed(b"abc")
    assert reading.waits_for(lambda: reading.keys == ["a", "b", "c"])


def test_the_program_goes_on_in_a_terminal(case_path: Path) -> None:
    with program(case_path) as terminal:
        terminal.type("", until="C1")
        for data in KNOWN:
            terminal.send_bytes(data)
            terminal.send_bytes(CLOSING[:6])
        terminal.type("\x1b", until="")
        terminal.type("?", until="Keys")
        terminal.type("\x1b", until="C1")
        assert terminal.leave("\x11") == 0
        assert b"Traceback" not in terminal.written
