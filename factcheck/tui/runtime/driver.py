"""The driver of the terminal: it reads on after bytes at which Textual's parser fails.

Textual ends the program with a traceback when its parser raises, as it does at `ESC[1086::106;;1086u` or a byte that is
no UTF-8. Here the parser begins anew; what was read together with those bytes is lost. Only public names of Textual are
used: `LinuxDriver`, its `run_input_thread`, `process_message` and `exit_event`.
"""

from __future__ import annotations

import sys

from textual import events
from textual.driver import Driver
from textual.message import Message

LARGEST = 2_000
"""Columns and lines that a terminal has at most; it can report any number."""

if sys.platform == "win32":

    def tolerant(driver: type[Driver]) -> type[Driver]:
        """Return the driver itself: it is not given bytes, but key events of the console."""
        return driver

else:
    from textual.drivers.linux_driver import LinuxDriver

    class TolerantDriver(LinuxDriver):
        """A driver that goes on after any bytes that the terminal may send."""

        def run_input_thread(self) -> None:
            """Read until the program ends. Raises OSError if the terminal is gone."""
            while not self.exit_event.is_set():
                try:
                    super().run_input_thread()
                except OSError:
                    raise
                except Exception:  # noqa: BLE001, S112 (the parser fails in many ways)
                    continue

        def process_message(self, message: Message) -> None:
            """Hand a message on, unless it reports a size that no terminal has."""
            if not isinstance(message, events.Resize) or _is_possible(message):
                super().process_message(message)

    def tolerant(driver: type[Driver]) -> type[Driver]:
        """Return TolerantDriver in place of Textual's driver; any other, such as a test's, stays as it is."""
        return TolerantDriver if driver is LinuxDriver else driver


def _is_possible(event: events.Resize) -> bool:
    """Tell whether a terminal can have this size; with pixels of none Textual would divide by zero."""
    pixels = event.pixel_size
    return all(0 < side <= LARGEST for side in event.size) and (pixels is None or all(side > 0 for side in pixels))
