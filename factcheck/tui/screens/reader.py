"""The reader: a source's text as prose, with what is quoted from it marked, and the keys to quote more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from factcheck.case.document import Document
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.quotes import Span
from factcheck.tui.case_screens import Destination, OpenExtraction
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.excerpt_elsewhere import ExcerptElsewhere
from factcheck.tui.controllers.filing import SelectionFiling
from factcheck.tui.controllers.find_in_text import FindInText
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.marked_text import MarkedText
from factcheck.tui.controllers.verdicts import Verdicts
from factcheck.tui.dialogs import ChooseQuotingClaim
from factcheck.tui.render.passages import anchor_words, claim_words, place_words, title_words
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.prose.marking import QuoteMarking
from factcheck.tui.widgets.prose.prose import Prose


class ReaderScreen(CaseScreen[Destination]):
    """Read a source for a claim. Returns the excerpt to go to, where one was chosen."""

    AUTO_FOCUS = "#prose"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["reader"].bindings]

    head = query_one("#head", Static)
    for_claim = query_one("#for-claim", Static)

    def __init__(
        self,
        session: Session,
        source: Source,
        document: Document,
        claim_id: str = "",
        excerpt: Excerpt | None = None,
        passage: Span | None = None,
    ) -> None:
        """Read `document`, the text of `source`, for a claim; begin at a passage or an excerpt."""
        super().__init__(session)
        self.source = source
        self.document = document
        self.claim_id = claim_id
        self.quotes = QuoteMarking()
        self.prose = Prose(self.quotes, id="prose")
        self.search_input = Field(placeholder="words in this text", id="search", compact=True)
        self.marked = MarkedText(self, self.prose, self.quotes, source, document)
        self.changes = Changes(self)
        self.verdicts = Verdicts(self, self.changes, lambda: None)
        self.filing = SelectionFiling(self, self.changes, self.prose, self.quotes, source, self.read_for)
        self.find = FindInText(self, self.prose, self.search_input)
        self.elsewhere = ExcerptElsewhere(self, self.prose, self.marked, source, excerpt, self._back_from_elsewhere)
        self._excerpt = excerpt
        self._passage = passage
        self._is_open = False
        self._was_selecting = False

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **self.verdicts.commands,
            **self.filing.commands,
            **self.find.commands,
            "reader.next-excerpt": partial(self._go_to_quoted, 1),
            "reader.previous-excerpt": partial(self._go_to_quoted, -1),
            "reader.claims": self._show_claims,
            "reader.propose": self._propose_claims,
            "source.open": lambda: self.addresses.open(self.source),
            "reader.back": self._back,
        }

    def enables(self, name: str) -> bool:
        """Tell whether a key works: there is a text to read, unless the program is on its way out."""
        return self._is_open and self.prose.is_attached and self.session.enables(name)

    def compose(self) -> ComposeResult:
        """Build the text with its metadata above, and the claim below."""
        yield Static(id="head")
        yield self.prose
        yield self.search_input
        yield Static(id="for-claim")
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the text with the passage that was asked for in view."""
        self._is_open = True
        super().begin()
        self.watch(self.prose, "moves", self._show_position, init=False)
        self.search_input.display = False
        self.prose.show(self.document.text, self.document.language or self.source.language, self._opening())
        self._say_first()
        self.show_case()

    def _opening(self) -> Span | None:
        """Return where to begin: at the passage, or where the excerpt stands, or where it was noted to stand."""
        if self._passage is not None or self._excerpt is None:
            return self._passage
        anchor = self.workspace.quote_checks.anchor(self._excerpt.id)
        if anchor.source not in {"", self.source.id}:
            return None  # it stands in another text
        if anchor.start is not None and anchor.end is not None:
            return anchor.start, anchor.end
        start = self._excerpt.start
        return None if start is None else self.prose.sentence(min(start, len(self.document.text)))

    def _say_first(self) -> None:
        """Say what to press first; of an excerpt that is not in this text, that it is not."""
        if not self.elsewhere.tell():
            self._say_keys()

    def _say_keys(self) -> None:
        names = ("reader.more", "reader.next-excerpt", "reader.claims")
        more, following, claims = (self.key(name).split()[0] for name in names)
        hints = [("j k", "move"), (more, "select more"), ("← →", "by words")]
        hints += [(following, "next excerpt"), (claims, "its claims"), (self.key("reader.propose"), "propose claims")]
        self.status_line.say_keys(hints)

    @property
    def claim(self) -> Claim | None:
        """The claim for which the source is read."""
        return self.workspace.case.claims.get(self.claim_id)

    def read_for(self, claim_id: str) -> None:
        """Read for another claim."""
        self.claim_id = claim_id
        self.show_case()

    # Showing

    def show_case(self, wanted: str | None = None) -> None:
        """Show the marks as the case is now, and the claim that is read for."""
        if self.claim is None and wanted is not None:
            self.claim_id = wanted
        self.marked.mark()
        self._show_for_claim()
        self._show_position()

    def _show_for_claim(self) -> None:
        words = claim_words(self.claim, self.key("reader.claim"), self.size.width)
        self.for_claim.update(words, layout=False)
        self.show_labels()

    def _show_position(self) -> None:
        """Show where in the text this is, and how the excerpts that quote it compare with it."""
        span, case = self.prose.selection.span, self.workspace.case
        quoting = [(excerpt, self.marked.anchor(excerpt)) for excerpt in self._quoting(span)[:3]]
        title = title_words(self.source, self.document, self.size.width)
        state = anchor_words((excerpt, case.claims[excerpt.claim], anchor) for excerpt, anchor in quoting if anchor)
        is_selecting = self.prose.selection.growing
        selecting = (f"  selecting · {self._ends} ends ", "bold reverse") if is_selecting else ""
        position = Content.assemble((place_words(self.document, span[0]), "bold"), selecting, state)
        self.head.update(Content("\n").join([title, position]), layout=False)
        self._say_selecting(is_selecting)

    @property
    def _ends(self) -> str:
        return self.key("reader.back").split()[0]

    def _say_selecting(self, is_selecting: bool) -> None:
        """Say that movements extend the selection from now on, or no more."""
        if is_selecting and not self._was_selecting:
            words = f" every movement selects more · {self._ends} ends it · {self.key('reader.select')} keeps it"
            self.status_line.say(Content.assemble((" selecting ", "bold reverse"), (words, MUTED)))
        elif self._was_selecting and not is_selecting:
            self._say_keys()
        self._was_selecting = is_selecting

    def _quoting(self, span: Span) -> list[Excerpt]:
        """Return the excerpts that quote something of a passage, those of the claim first."""
        ids = {key: None for mark in self.quotes.marks.within(*span) for key in mark.excerpts}
        excerpts = [self.workspace.case.excerpts[key] for key in ids if key in self.workspace.case.excerpts]
        return sorted(excerpts, key=lambda excerpt: excerpt.claim != self.claim_id)

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self._is_open:
            self._show_for_claim()
            self._show_position()

    # Searching

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self.find.typed(event.value)

    @on(Input.Submitted, "#search")
    def _entered(self) -> None:
        self.find.entered()

    # Going on

    def _go_to_quoted(self, step: int) -> None:
        """Go to the next passage that is quoted, or the previous one."""
        marks, start = self.quotes.marks, self.prose.selection.start
        span = marks.after(start) if step > 0 else marks.before(start)
        if span is None:
            self.status_line.say(Content.styled(f" Nothing is quoted {'after' if step > 0 else 'before'} this.", MUTED))
        else:
            self.prose.go_to(span)

    def _show_claims(self) -> None:
        """List the claims for which the selected passage is quoted, to go to one."""
        quoting = self._quoting(self.prose.selection.span)
        if self.elsewhere.is_offered(bool(quoting)):
            self.elsewhere.open()
        elif quoting:
            self.post_message(ChooseQuotingClaim(self.session, quoting, then=self._go))
        else:
            self.status_line.say(Content.styled(" Not quoted yet: s x c file it for the claim below.", MUTED))

    def _go(self, excerpt: Excerpt | None) -> None:
        if excerpt is not None:
            self._is_open = False
            self.leave(Destination(excerpt=excerpt))

    def _back_from_elsewhere(self, destination: Destination | None) -> None:
        self.show_case()
        self._go(destination.excerpt if destination else None)

    def _propose_claims(self) -> None:
        """Propose the sentences of this text that are worth checking."""
        self.post_message(OpenExtraction(self.session, self.source.id, then=self._back_from_extraction))

    def _back_from_extraction(self, stopped: str | None) -> None:
        self.show_case()
        if stopped:
            self.status_line.say(Content(f" {stopped}"))

    def _back(self) -> None:
        """End the search, or the selection; else go back."""
        if self.find.end():
            return
        if self.prose.selection.altered:
            self.prose.let_go()
        elif self.is_current:
            self._is_open = False
            self.leave(Destination())
