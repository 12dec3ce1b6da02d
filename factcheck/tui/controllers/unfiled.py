"""The keys on a passage that is not filed yet: the one under the cursor, or from the claims the first one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.records import Claim, Stance
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.hit_filing import HitFiling
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from factcheck.workspace.search import Hit


class UnfiledPassages:
    """The keys of the sheet on a passage: file it, read it in its source, dismiss it."""

    def __init__(self, host: Host, changes: Changes, sheet: Sheet, reading: SourceReading) -> None:
        """Act on the passage of `sheet` that the cursor is on; `reading` opens its source."""
        self._host = host
        self._changes = changes
        self._sheet = sheet
        self._reading = reading
        self._filing = HitFiling(host, changes)

    def commands(self, others: Mapping[str, Command]) -> Mapping[str, Command]:
        """Return these commands by key id; where the cursor is on no passage, they run those of `others`."""
        filing = {stance: partial(self._filing.file, stance=stance) for stance in Stance}
        own: dict[str, Callable[[Claim, Hit], object]] = {"excerpt.read": self._read, "edit.remove": self._dismiss}
        return {
            **{name: partial(self._run, act, others[name]) for name, act in own.items()},
            **{
                f"excerpt.{stance}": partial(self._file, act, others[f"excerpt.{stance}"])
                for stance, act in filing.items()
            },
        }

    def _run(self, act: Callable[[Claim, Hit], object], otherwise: Command) -> None:
        claim, hit = self._host.claim, self._sheet.passage
        if claim is None or hit is None:
            otherwise()
        else:
            act(claim, hit)

    def _file(self, file: Callable[[Claim, Hit], object], otherwise: Command) -> None:
        """File the passage under the cursor; while keys act on the claims, the first one that is shown."""
        claim = self._host.claim
        if self._sheet.has_keys or claim is None:
            self._run(file, otherwise)
        elif (hit := self._sheet.first_passage) is not None:
            file(claim, hit)
        else:
            self._host.status_line.say(
                Content(f" No passage is shown for {visible_line(claim.ref)} that could be filed")
            )

    def _dismiss(self, claim: Claim, hit: Hit) -> None:
        if self._changes.may_write() and self._changes.attempt(
            lambda: self._host.workspace.search.dismiss(claim.id, hit)
        ):
            self._host.show_case(claim.id)

    def _read(self, _claim: Claim, hit: Hit) -> None:
        self._reading.read(self._host.workspace.case.sources[hit.source_id], passage=(hit.start, hit.end))
