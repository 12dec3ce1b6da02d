"""Marking the passages of a text that excerpts quote, a few at a time, those of the claim first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

from factcheck.case.document import Document
from factcheck.case.records import Excerpt, Source
from factcheck.quotes import Anchor, State
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.quote_checks import QuoteChecks
from factcheck.tui.widgets.prose.marking import QuoteMarking
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.tui.widgets.prose.spans import QuotedSpans

PATIENCE, TURN = 0.008, 0.004
"""Seconds for which quotes are looked for at a time, and that other work has between."""


@dataclass(eq=False)
class _Pass:
    """Marks in the making: the ids of the excerpts that are left, and the excerpts that must be checked first."""

    left: Iterator[str]
    marks: QuotedSpans = field(default_factory=QuotedSpans)
    unknown: list[Excerpt] = field(default_factory=list)


class MarkedText:
    """The text of a source on the screen, with the passages marked that excerpts quote."""

    def __init__(self, host: Host, prose: Prose, quotes: QuoteMarking, source: Source, document: Document) -> None:
        """Mark by `quotes` what is quoted from `document`, the text of `source`, which `prose` shows."""
        self._host = host
        self._prose = prose
        self._quotes = quotes
        self._source = source
        self._text = document.text
        self._pass = _Pass(iter(()))
        self._checked: list[Excerpt] = []
        self.quote_checks = QuoteChecks(host, self.mark)

    def anchor(self, excerpt: Excerpt) -> Anchor | None:
        """Return where an excerpt stands, as far as that is known; one that stands where it was noted is known."""
        if known := self._host.workspace.quote_checks.known(excerpt):
            return known.anchor
        start = excerpt.start
        if start is None or start < 0 or not self._text.startswith(excerpt.quote, start):
            return None
        return Anchor(State.EXACT, ((start, start + len(excerpt.quote)),), 1.0)

    def mark(self) -> None:
        """Mark what is quoted as the case is now, for the claim at once; what takes long to find follows soon."""
        if not self._prose.is_attached:
            return
        case, quotes, claim = self._host.workspace.case, self._quotes, self._host.claim
        excerpts = case.excerpts_of(claim.id) if claim else []
        own = {excerpt.id: None for excerpt in excerpts if excerpt.source == self._source.id}
        marking = _Pass(iter([*own, *(key for key in case.quoting(self._source.id) if key not in own)]))
        if not quotes.own:  # the first time: better some marks than none
            quotes.marks = marking.marks
        quotes.own = frozenset(own)
        self._pass = marking
        self._mark_more(marking)

    def _mark_more(self, marking: _Pass) -> None:
        """Mark for a moment, unless all is being marked again; then other work has its turn."""
        if marking is not self._pass or not self._prose.is_attached:
            return
        until = monotonic() + PATIENCE
        for key in marking.left:
            self._mark(key, marking)
            if monotonic() > until:
                self._prose.call_later(self._wait, marking)
                break
        else:
            self._finish(marking)
        self._prose.redraw()

    def _mark(self, key: str, marking: _Pass) -> None:
        if key not in self._host.workspace.case.excerpts:
            return
        excerpt, quotes = self._host.workspace.case.excerpts[key], self._quotes
        anchor = self.anchor(excerpt)
        if anchor is None:
            marking.unknown.append(excerpt)
            return
        if anchor.source not in {"", self._source.id}:
            return  # its passages are in another text
        marking.marks.add(key, excerpt.stance, anchor.parts)
        if key in quotes.own and quotes.marks is not marking.marks:
            quotes.marks.add(key, excerpt.stance, anchor.parts)

    def _finish(self, marking: _Pass) -> None:
        """Show the marks, and have the rest checked while nobody types."""
        self._quotes.marks = marking.marks
        self._prose.moves += 1
        if marking.unknown != self._checked:
            self._checked = marking.unknown
            self.quote_checks.check(marking.unknown)

    async def _wait(self, marking: _Pass) -> None:
        await asyncio.sleep(TURN)
        self._mark_more(marking)
