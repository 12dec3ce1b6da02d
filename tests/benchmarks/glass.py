"""A terminal that shows nobody anything and tells when it was written to: drives an app key by key.

Every picture is drawn to the last byte, as for a real terminal; only the writing is left out. Textual's
`Pilot.press` will not do: it waits until the process is idle, which takes ten times as long as the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import factcheck.tui  # noqa: F401 (before textual is: it settles how many frames there are in a second)

# isort: split
from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from tests.benchmarks.moment import PATIENCE, Moment
from tests.benchmarks.terminal import SIZE

SILENCE = 0.025
"""Seconds without a picture after which a key is taken to be answered: three frames."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a key took until the first picture that it led to, and until the last: the whole of the screen."""

    first: Moment
    whole: Moment


class Glass:
    """The screen of one app: when it was drawn on, and the keys in front of it."""

    def __init__(self, app: App[Any], drawn: Callable[[], bool]) -> None:
        """Watch `app`, which has not been started; `drawn` tells when nothing more is to come after a key."""
        self.pictures: list[Moment] = []
        self.on_picture: Callable[[str], None] = lambda data: None
        self._app = app
        self._drawn = drawn
        self._fresh = asyncio.Event()
        app.driver_class = _driver_for(self)

    def take(self, data: str) -> None:
        """Note that something was drawn, and when."""
        self.pictures.append(Moment.now())
        self._fresh.set()
        self.on_picture(data)

    def send(self, key: str) -> None:
        """Press a key, and wait for nothing."""
        self._app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def press(self, key: str) -> Answer:
        """Press a key, and return once the screen has answered it and is silent. Raises TimeoutError."""
        self.pictures.clear()
        began = Moment.now()
        self.send(key)
        async with asyncio.timeout(PATIENCE):
            while not self.pictures:
                await self._drawn_on_within(SILENCE)
            await self.settle()
        return Answer(self.pictures[0].since(began), self.pictures[-1].since(began))

    async def settle(self) -> None:
        """Wait until all is drawn and the screen has been silent since."""
        quiet = False
        while not quiet:
            drawn = self._drawn()
            quiet = not await self._drawn_on_within(SILENCE) and drawn

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that comes about by itself, and the screen is silent. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(SILENCE)
            await self.settle()

    async def _drawn_on_within(self, seconds: float) -> bool:
        self._fresh.clear()
        try:
            await asyncio.wait_for(self._fresh.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def drive(self, act: Callable[[], Awaitable[None]]) -> None:
        """Run the app, do what `act` does with it once it is ready, and leave it. Raises what `act` raises."""

        async def pilot(_pilot: Pilot[Any]) -> None:
            await act()
            self._app.exit()

        await self._app.run_async(size=SIZE, auto_pilot=pilot)


def _driver_for(glass: Glass) -> type[HeadlessDriver]:
    class Driver(HeadlessDriver):
        """Writes nothing, but has textual draw everything."""

        @property
        def is_headless(self) -> bool:
            return False

        def write(self, data: str) -> None:
            glass.take(data)

    return Driver
