"""Work in a thread that begins once the user rests: moving on to another claim calls it off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.timer import Timer

from factcheck.tui.controllers.host import Host


class RestingWork:
    """One kind of background work of a screen, of which at most one is under way."""

    def __init__(self, host: Host, group: str, rest: float) -> None:
        """Run it for `host` in the workers' group `group`, after `rest` seconds."""
        self._host = host
        self._group = group
        self._rest = rest
        self._soon: Timer | None = None

    def begin(self, work: Callable[[], object] | None) -> None:
        """Call off what was begun before, and run `work` after the rest; None only calls off."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
            self._host.cancel_workers(self._group)
        if work is not None:
            start = partial(self._host.run_worker, work, group=self._group, exit_on_error=False, thread=True)
            self._soon = self._host.set_timer(self._rest, start)
