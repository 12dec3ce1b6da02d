"""Finding words in the text that is read: hits are found as one types, and then stepped through."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial

from textual.content import Content
from textual.widgets import Input

from factcheck.text import visible_line
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.marked_text import PATIENCE, TURN
from factcheck.tui.render.styles import MUTED
from factcheck.tui.state.text_search import FoldedText, TextSearch
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.tui.widgets.prose.spans import TextSelection


class FindInText:
    """The search field below a text."""

    def __init__(self, host: Host, prose: Prose, field: Input, screen: str = "reader") -> None:
        """Search `prose` for what is typed into `field`; the ids of the keys begin with the name of the `screen`."""
        self._host = host
        self._screen = screen
        self._prose = prose
        self._field = field
        self._came_from: TextSelection | None = None
        self._folded: FoldedText | None = None

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            f"{self._screen}.search": self.open,
            f"{self._screen}.next-hit": partial(self.go_to_hit, 1),
            f"{self._screen}.previous-hit": partial(self.go_to_hit, -1),
        }

    @property
    def is_typing(self) -> bool:
        """Whether words are being typed."""
        return bool(self._field.display)

    def open(self) -> None:
        """Let the user type words."""
        self._came_from = self._prose.selection
        self._field.display = True
        self._field.focus()

    def typed(self, words: str) -> None:
        """Search from where the search began: further typing narrows it."""
        if self._came_from is None or not self.is_typing:
            return
        prose = self._prose
        prose.hit = None
        prose.search = self._search(words) if words.strip() else None
        if prose.search is None:
            prose.select(self._came_from)
            self._host.status_line.say("")
        else:
            self._search_more(prose.search)

    def _search(self, words: str) -> TextSearch:
        if self._folded is None:
            self._folded = FoldedText(self._prose.text)
        return TextSearch(self._folded, words, self._start())

    def entered(self) -> None:
        """Go from the field to the hit."""
        self._field.display = False
        self._prose.focus()
        if self._prose.search is not None:
            self._say_count()

    def go_to_hit(self, step: int) -> None:
        """Go to the next hit, or the previous one."""
        prose = self._prose
        if prose.search is None:
            hint = f" No search yet: {self._key('search')} starts one"
            self._host.status_line.say(Content.styled(hint, MUTED))
            return
        position = prose.hit[0] if prose.hit else prose.selection.start
        self._show(prose.search.next(position, step))

    def end(self) -> bool:
        """End the search, with its marks; tell whether there was one. Unfinished typing goes back to its start."""
        prose = self._prose
        if prose.search is None and not self.is_typing:
            return False
        if self.is_typing and self._came_from is not None:
            prose.select(self._came_from)
        prose.search = prose.hit = None
        self._field.display = False
        self._field.value = ""
        prose.focus()
        prose.redraw()
        self._host.status_line.say("")
        return True

    def _search_more(self, search: TextSearch) -> None:
        """Search for a moment, unless other words are searched for now; then other work has its turn."""
        if search is not self._prose.search:
            return
        is_whole = search.advance(PATIENCE)
        first = search.next(self._start() - 1, 1) if self._prose.hit is None else None
        if first is not None and (is_whole or first[0] >= self._start()):
            self._show(first)
        else:
            self._prose.redraw()
            self._say_count()
        if not is_whole:
            self._prose.call_later(self._wait, search)

    async def _wait(self, search: TextSearch) -> None:
        await asyncio.sleep(TURN)
        self._search_more(search)

    def _key(self, name: str) -> str:
        return self._host.key(f"{self._screen}.{name}")

    def _start(self) -> int:
        return self._came_from.start if self._came_from else 0

    def _show(self, hit: tuple[int, int] | None) -> None:
        """Put the cursor on the sentence with a hit in it."""
        if hit is not None:
            prose = self._prose
            prose.hit = hit
            prose.go_to(prose.sentence(hit[0]))
            prose.page.follow(*hit)
            prose.redraw()
        self._say_count()

    def _say_count(self) -> None:
        """Say which of how many hits this is."""
        search, say, key = self._prose.search, self._host.status_line.say, self._key
        if search is None:
            return
        words = visible_line(self._field.value)
        if not len(search):
            nothing = "not found" if search.whole else "searching …"
            say(Content.assemble((f" “{words}”", "bold"), (f" {nothing}", MUTED)))
            return
        position = f"{search.rank(self._prose.hit)} of " if self._prose.hit else ""
        more = "+" if search.full else "" if search.whole else " …"
        hint = f"  {key('next-hit')} {key('previous-hit')} next, previous · {key('back')} ends"
        say(Content.assemble((f" {words}", "bold"), f"  {position}{len(search)}{more}", (hint, MUTED)))
