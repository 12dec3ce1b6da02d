"""The reader: a source's text as prose, with what is quoted of it marked, and the keys to quote more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.desk import Desk
from factcheck.document import Document
from factcheck.library import Library
from factcheck.model import Excerpt, Source
from factcheck.quotes import Span, State
from factcheck.tui import keys
from factcheck.tui.rendering import MUTED
from factcheck.tui.screens.excerpting import Excerpting
from factcheck.tui.screens.seeking import Seeking
from factcheck.tui.source_head import anchor_words, claim_words, place_words, title_words
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.fields import Field
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.prose import Prose


class ReaderScreen(Excerpting, Seeking):
    """Read a source for a claim. Once it is left, `goal` is the excerpt to go to, where one was chosen."""

    AUTO_FOCUS = "#prose"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.STANCES, *keys.READING, *keys.TAKING_BACK, *keys.ANYWHERE]

    head = query_one("#head", Static)
    for_claim = query_one("#for-claim", Static)

    def __init__(
        self, desk: Desk, keymap: Mapping[str, str], library: Library, source: Source, document: Document
    ) -> None:
        """Read `document`, the text of `source`."""
        super().__init__(desk, keymap, library, source, document)
        self.opened: Excerpt | None = None
        self.span: Span | None = None
        self.goal: Excerpt | None = None

    def compose(self) -> ComposeResult:
        """Build the text with its metadata above, and the claim below."""
        yield Static(id="head")
        yield Prose(id="prose")
        yield Field(placeholder="words in this text", id="search", compact=True)
        yield Static(id="for-claim")
        yield StatusLine()
        yield KeyLine()

    def begin(self, desk: Desk) -> None:
        """Show the text with the excerpt that was opened in view."""
        super().begin(desk)
        self.search_input.display = False
        self.prose.show(self.document.text, self.document.language or self.source.language, self._opening())
        self._say_first()
        self.show_case()

    def _opening(self) -> Span | None:
        """Return where to begin: at a passage, or where the excerpt stands, or where it was said to stand."""
        if self.span is not None or self.opened is None:
            return self.span
        found = self.library.anchor(self.opened.id)
        if found.start is not None and found.end is not None:
            return found.start, found.end
        start = self.opened.start
        return None if start is None else self.prose.sentence(min(start, len(self.document.text)))

    def _say_first(self) -> None:
        """Say what to press first; of an excerpt that is not here, that it is not."""
        found = self.where(self.opened) if self.opened else None
        if self.opened and found and found.state in {State.NOT_FOUND, State.ELSEWHERE}:
            elsewhere = self.desk.case.sources.get(found.source)
            where = f" It stands in {elsewhere.ref}." if elsewhere else ""
            self.status_line.problem(f"{self.opened.ref} was not found in this text.{where}")
            return
        keys_of = {name: self.key(name).split()[0] for name in ("reader.more", "reader.next-excerpt", "reader.claims")}
        hints = [("j k", "walk"), (keys_of["reader.more"], "selects more"), ("← →", "by words")]
        hints += [(keys_of["reader.next-excerpt"], "next excerpt"), (keys_of["reader.claims"], "its claims")]
        parts = [part for key, words in hints for part in ((f" {key}", "bold"), (f" {words} ", MUTED))]
        self.status_line.say(Content.assemble(*parts))

    def show_case(self, wanted: str | None = None) -> None:
        """Show the marks as the case is now, and the claim that is read for: the one it was."""
        if self.claim is None and wanted is not None:
            self.claim_id = wanted
        self.mark()
        self.for_claim.update(claim_words(self.claim, self.key("reader.claim"), self.size.width), layout=False)
        self._show_place()

    @on(Prose.Moved)
    def _show_place(self) -> None:
        """Say where in the text this is, and how what is quoted here stands to it."""
        span, case = self.prose.selection.span, self.desk.case
        width = self.size.width
        quoting = [(excerpt, self.where(excerpt)) for excerpt in self._quoting(span)[:3]]
        place = place_words(self.document, span[0])
        title = title_words(self.source, self.document, width)
        state = anchor_words((excerpt, case.claims[excerpt.claim], found) for excerpt, found in quoting if found)
        self.head.update(Content("\n").join([title, Content.assemble((place, "bold"), state)]), layout=False)

    def _quoting(self, span: Span) -> list[Excerpt]:
        """Return the excerpts that quote something of a stretch, those for the claim first."""
        found = {key: None for mark in self.prose.marks.within(*span) for key in mark.excerpts}
        excerpts = [self.desk.case.excerpts[key] for key in found if key in self.desk.case.excerpts]
        return sorted(excerpts, key=lambda excerpt: excerpt.claim != self.claim_id)

    # Going

    def action_passage(self, step: int) -> None:
        """Go to the next excerpt in the text, or the one before."""
        marks, start = self.prose.marks, self.prose.selection.start
        span = marks.after(start) if step > 0 else marks.before(start)
        if span is None:
            where = "after" if step > 0 else "before"
            self.status_line.say(Content.styled(f" Nothing is quoted {where} this.", MUTED))
        else:
            self.prose.go_to(span)

    def action_quoting(self) -> None:
        """List the claims for which the passage under the cursor is quoted, to go to one."""
        from factcheck.tui.screens.choosing import ChooseQuoting

        quoting = self._quoting(self.prose.selection.span)
        if quoting:
            self.app.push_screen(ChooseQuoting(self.desk.case, quoting), self._go)
        else:
            self.status_line.say(Content.styled(" Nobody quotes this yet: s x c file it for the claim below.", MUTED))

    def _go(self, excerpt: Excerpt | None) -> None:
        if excerpt is not None:
            self.goal = excerpt
            self.leave()

    def action_propose(self) -> None:
        """Look for sentences of this text that are worth checking."""
        from factcheck.tui.screens.extracting import ExtractScreen

        self.app.push_screen(ExtractScreen(self.desk, self.source.id, self._keys), lambda _: self.show_case())

    def action_back(self) -> None:
        """Let the search go, or the selection; else go back to where one was."""
        if self.end_search():
            return
        if self.prose.selection.altered:
            self.prose.let_go()
        else:
            self.leave()

    def on_resize(self) -> None:
        """Say again what depends on the width."""
        if self._standing:
            self.for_claim.update(claim_words(self.claim, self.key("reader.claim"), self.size.width), layout=False)
            self._show_place()
