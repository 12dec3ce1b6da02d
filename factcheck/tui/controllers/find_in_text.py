"""Words sought in the text that is read."""

from __future__ import annotations

import asyncio

from textual import on
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input

from factcheck.text import visible_line
from factcheck.tui.controllers.marks import PATIENCE, TURN, Marking
from factcheck.tui.render.records import MUTED
from factcheck.tui.state.text_search import FoldedText, TextSearch
from factcheck.tui.widgets.prose.selection import Selection


class Seeking(Marking):
    """The search below the text: hits are found as one types, and walked through then."""

    search_input = query_one("#search", Input)

    _came_from: Selection | None = None
    _folded: FoldedText | None = None

    @property
    def seeking(self) -> bool:
        """Whether words are being typed."""
        return bool(self.search_input.display)

    def action_search(self) -> None:
        """Type the words."""
        self._came_from = self.prose.selection
        self.search_input.display = True
        self.search_input.focus()

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        """Seek from where the search began: what is typed on narrows it."""
        if self._came_from is None or not self.seeking:
            return
        prose = self.prose
        prose.hit = None
        prose.search = self._search(event.value) if event.value.strip() else None
        if prose.search is None:
            prose.select(self._came_from)
            self.status_line.say("")
        else:
            self._seek_on(prose.search)

    def _search(self, words: str) -> TextSearch:
        if self._folded is None:
            self._folded = FoldedText(self.prose.text)
        return TextSearch(self._folded, words, self._start())

    @on(Input.Submitted, "#search")
    def _entered(self) -> None:
        self.search_input.display = False
        self.prose.focus()
        if self.prose.search is not None:
            self._tell()

    def action_hit(self, step: int) -> None:
        """Go to the next hit, or the one before."""
        prose = self.prose
        if prose.search is None:
            self.status_line.say(Content.styled(f" Nothing is sought: {self.key('reader.search')} does", MUTED))
            return
        place = prose.hit[0] if prose.hit else prose.selection.start
        self._show(prose.search.next(place, step))

    def end_search(self) -> bool:
        """Let the search go, with its marks; tell whether there was one. What is still typed goes back to its start."""
        prose = self.prose
        if prose.search is None and not self.seeking:
            return False
        if self.seeking and self._came_from is not None:
            prose.select(self._came_from)
        prose.search = prose.hit = None
        self.search_input.display = False
        self.search_input.value = ""
        prose.focus()
        prose.redraw()
        self.status_line.say("")
        return True

    def _seek_on(self, search: TextSearch) -> None:
        """Seek for a moment, unless other words are sought now; then others have their turn."""
        if search is not self.prose.search:
            return
        whole = search.advance(PATIENCE)
        first = search.next(self._start() - 1, 1) if self.prose.hit is None else None
        if first is not None and (whole or first[0] >= self._start()):
            self._show(first)
        else:
            self.prose.redraw()
            self._tell()
        if not whole:
            self.call_later(self._wait_for, search)

    async def _wait_for(self, search: TextSearch) -> None:
        await asyncio.sleep(TURN)
        self._seek_on(search)

    def _start(self) -> int:
        return self._came_from.start if self._came_from else 0

    def _show(self, hit: tuple[int, int] | None) -> None:
        """Put the cursor on the sentence with a hit in it."""
        if hit is not None:
            prose = self.prose
            prose.hit = hit
            prose.go_to(prose.sentence(hit[0]))
            prose.page.follow(*hit)
            prose.redraw()
        self._tell()

    def _tell(self) -> None:
        """Say which of how many hits this is."""
        prose, search = self.prose, self.prose.search
        if search is None:
            return
        words = visible_line(self.search_input.value)
        if not len(search):
            nothing = "stands nowhere in this text" if search.whole else "is sought …"
            self.status_line.say(Content.assemble((f" {words}", "bold"), (f" {nothing}", MUTED)))
            return
        place = f"{search.rank(prose.hit)} of " if prose.hit else ""
        more = "+" if search.full else "" if search.whole else " …"
        walk = f"{self.key('reader.next-hit')} {self.key('reader.previous-hit')} walk"
        hint = f"  {walk} · {self.key('reader.back')} ends"
        self.status_line.say(Content.assemble((f" {words}", "bold"), f"  {place}{len(search)}{more}", (hint, MUTED)))
