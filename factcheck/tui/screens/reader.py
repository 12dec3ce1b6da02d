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

from factcheck.case.document import Document
from factcheck.case.records import Excerpt, Source
from factcheck.errors import FactcheckError
from factcheck.quotes import Anchor, Span, State
from factcheck.tui import keys
from factcheck.tui.controllers.filing import Excerpting
from factcheck.tui.controllers.find_in_text import Seeking
from factcheck.tui.render.records import MUTED
from factcheck.tui.render.source import anchor_words, claim_words, place_words, title_words
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.fields import Field
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.workspace.library import Library
from factcheck.workspace.workspace import Workspace


class ReaderScreen(Excerpting, Seeking):
    """Read a source for a claim. Once it is left, `goal` is the excerpt to go to, where one was chosen."""

    AUTO_FOCUS = "#prose"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.STANCES, *keys.READING, *keys.TAKING_BACK, *keys.ANYWHERE]

    head = query_one("#head", Static)
    for_claim = query_one("#for-claim", Static)

    def __init__(
        self, workspace: Workspace, keymap: Mapping[str, str], library: Library, source: Source, document: Document
    ) -> None:
        """Read `document`, the text of `source`."""
        super().__init__(workspace, keymap, library, source, document)
        self.opened: Excerpt | None = None
        self.span: Span | None = None
        self.goal: Excerpt | None = None
        self._begun: Span | None = None  # where it stood when it was told that enter opens another source
        self._selecting = False

    def compose(self) -> ComposeResult:
        """Build the text with its metadata above, and the claim below."""
        yield Static(id="head")
        yield Prose(id="prose")
        yield Field(placeholder="words in this text", id="search", compact=True)
        yield Static(id="for-claim")
        yield StatusLine()
        yield KeyLine()

    def begin(self, workspace: Workspace) -> None:
        """Show the text with the excerpt that was opened in view."""
        super().begin(workspace)
        self.search_input.display = False
        self.prose.show(self.document.text, self.document.language or self.source.language, self._opening())
        self._say_first()
        self.show_case()

    def _opening(self) -> Span | None:
        """Return where to begin: at a passage, or where the excerpt stands, or where it was said to stand."""
        if self.span is not None or self.opened is None:
            return self.span
        found = self.library.anchor(self.opened.id)
        if found.source not in {"", self.source.id}:
            return None  # what is known of its place is known of another text
        if found.start is not None and found.end is not None:
            return found.start, found.end
        start = self.opened.start
        return None if start is None else self.prose.sentence(min(start, len(self.document.text)))

    def _say_first(self) -> None:
        """Say what to press first; of an excerpt that is not here, that it is not."""
        found = self.where(self.opened) if self.opened else None
        if self.opened and found and found.state in {State.NOT_FOUND, State.ELSEWHERE}:
            self.status_line.problem(self._astray_words(self.opened, found))
            return
        self._say_walking()

    def _say_walking(self) -> None:
        keys_of = {name: self.key(name).split()[0] for name in ("reader.more", "reader.next-excerpt", "reader.claims")}
        hints = [("j k", "walk"), (keys_of["reader.more"], "selects more"), ("← →", "by words")]
        hints += [(keys_of["reader.next-excerpt"], "next excerpt"), (keys_of["reader.claims"], "its claims")]
        parts = [part for key, words in hints for part in ((f" {key}", "bold"), (f" {words} ", MUTED))]
        self.status_line.say(Content.assemble(*parts))

    def _astray_words(self, excerpt: Excerpt, found: Anchor) -> str:
        """Say where an excerpt stands that is not in the source that it is filed under, and how to go on."""
        sources, edit = self.workspace.case.sources, self.key("edit.edit")
        if found.source == self.source.id and excerpt.source != self.source.id:
            filed = sources[excerpt.source].ref
            return f"{excerpt.ref} stands here, but is filed under {filed}: {edit} on the excerpt sets its source"
        if found.source not in sources:
            return f"{excerpt.ref} was not found in this text."
        self._begun = self.prose.selection.span
        there, enter = sources[found.source].ref, self.key("reader.claims")
        opens = f"It stands in {there}: {enter} opens it there"
        return f"{excerpt.ref} was not found in this text. {opens}, {edit} on the excerpt sets its source."

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
        span, case = self.prose.selection.span, self.workspace.case
        width = self.size.width
        quoting = [(excerpt, self.where(excerpt)) for excerpt in self._quoting(span)[:3]]
        place = place_words(self.document, span[0])
        title = title_words(self.source, self.document, width)
        state = anchor_words((excerpt, case.claims[excerpt.claim], found) for excerpt, found in quoting if found)
        growing = (f"  selecting · {self._ends} ends ", "bold reverse") if self.prose.selection.growing else ""
        self.head.update(Content("\n").join([title, Content.assemble((place, "bold"), growing, state)]), layout=False)
        self._say_selecting()

    @property
    def _ends(self) -> str:
        return self.key("reader.back").split()[0]

    def _say_selecting(self) -> None:
        """Say that movements select from now on, or no more."""
        selecting = self.prose.selection.growing
        if selecting and not self._selecting:
            words = f" every movement selects more · {self._ends} ends it · {self.key('reader.select')} keeps it"
            self.status_line.say(Content.assemble((" selecting ", "bold reverse"), (words, MUTED)))
        elif self._selecting and not selecting:
            self._say_walking()
        self._selecting = selecting

    def _quoting(self, span: Span) -> list[Excerpt]:
        """Return the excerpts that quote something of a stretch, those for the claim first."""
        found = {key: None for mark in self.prose.marks.within(*span) for key in mark.excerpts}
        excerpts = [self.workspace.case.excerpts[key] for key in found if key in self.workspace.case.excerpts]
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
        from factcheck.tui.screens.chooser import ChooseQuoting

        quoting = self._quoting(self.prose.selection.span)
        if self._begun is not None and (not quoting or self._begun == self.prose.selection.span):
            self._open_there()
        elif quoting:
            self.app.push_screen(ChooseQuoting(self.workspace.case, quoting), self._go)
        else:
            self.status_line.say(Content.styled(" Nobody quotes this yet: s x c file it for the claim below.", MUTED))

    def _go(self, excerpt: Excerpt | None) -> None:
        if excerpt is not None:
            self.goal = excerpt
            self.leave()

    def _open_there(self) -> None:
        """Open the excerpt in the source in which it stands; back from there one is here again."""
        case, opened = self.workspace.case, self.opened
        found = self.where(opened) if opened is not None and opened.id in case.excerpts else None
        source = case.sources.get(found.source) if found else None
        try:
            document = self.library.document(source.id) if source else None
        except FactcheckError as error:
            self.status_line.problem(str(error))
            return
        if source is None or document is None:
            self.status_line.problem("It is not known any more where the excerpt stands.")
            return
        screen = ReaderScreen(self.workspace, self._keys, self.library, source, document)
        screen.opened, screen.claim_id = opened, self.claim_id
        self.app.push_screen(screen, lambda _: self._back_from_there(screen))

    def _back_from_there(self, screen: ReaderScreen) -> None:
        self.show_case()
        self._go(screen.goal)

    def action_propose(self) -> None:
        """Look for sentences of this text that are worth checking."""
        from factcheck.tui.screens.extraction import ExtractScreen

        self.app.push_screen(ExtractScreen(self.workspace, self.source.id, self._keys), lambda _: self.show_case())

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
