"""How far an export is, while it is written."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from factcheck.tui.render.records import MUTED
from factcheck.workspace.progress import Progress

BAR = 24
_TIMES_A_SECOND = 10
_KB, _MB = 1_000, 1_000_000


class ExportBar(Static):
    """A bar of the claims that were gone through, and how many bytes there are; hidden while nothing is written."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Wait for something to watch."""
        super().__init__(id=id)
        self._progress: Progress | None = None
        self._timer: Timer | None = None
        self.display = False

    def follow(self, progress: Progress | None) -> None:
        """Show how far `progress` is, until told otherwise; nothing with None."""
        self._progress, self.display = progress, progress is not None
        self._draw()
        if self._timer is None:
            self._timer = self.set_interval(1 / _TIMES_A_SECOND, self._draw)

    def _draw(self) -> None:
        if self._progress is not None:
            self.update(drawn(self._progress))


def drawn(progress: Progress) -> Content:
    """Return the bar, and what it says in numbers."""
    done, total = progress.claims, progress.total
    if not total and not progress.size:
        return Content.styled("looking the claims up …", MUTED)
    full = BAR * done // total if total else BAR
    bar = Content.assemble(("━" * full, "$success"), ("─" * (BAR - full), MUTED))
    return Content.assemble(bar, f" {done:,} of {total:,} claims · {_size(progress.size)}")


def _size(count: int) -> str:
    if count < _KB:
        return f"{count} bytes"
    return f"{count / _KB:,.0f} kB" if count < _MB else f"{count / _MB:,.1f} MB"
