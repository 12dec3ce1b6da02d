"""The draft: the text under check, every sentence with its state, beside it the claim of the one under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.widgets import Input, Static

from factcheck.case.document import Document
from factcheck.case.records import Claim, Source
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.claim_sheet import ClaimSheet
from factcheck.tui.controllers.draft_claims import DraftClaims
from factcheck.tui.controllers.draft_cursor import DraftCursor
from factcheck.tui.controllers.draft_evidence import DraftEvidence
from factcheck.tui.controllers.draft_looking import DraftLooking
from factcheck.tui.controllers.draft_sentences import DraftSentences
from factcheck.tui.controllers.draft_switching import DraftSwitching
from factcheck.tui.controllers.find_in_text import FindInText
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.verdicts import Verdicts
from factcheck.tui.keys import ANYWHERE, MOVING
from factcheck.tui.render.draft import head_lines, sentence_lines
from factcheck.tui.runtime.key_queue import Loaded
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.draft_view import DraftView
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.tui.widgets.prose.sentence_marking import SentenceMarking
from factcheck.tui.widgets.sheet import Sheet
from factcheck.workspace.draft_sentences import DraftSentence

_AT_ONCE = {"draft.back", *(binding.id for binding in (*MOVING, *ANYWHERE))}
"""Keys that work while the text is looked through."""


class DraftScreen(CaseScreen[Destination]):
    """Go through a draft, sentence by sentence."""

    AUTO_FOCUS = "#prose"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["draft"].bindings]

    head = query_one("#head", Static)

    def __init__(self, session: Session, source: Source, document: Document, claim_id: str = "") -> None:
        """Check `document`, the text of the draft `source`; begin at a claim if it is from there."""
        super().__init__(session)
        self.source = source
        self.document = document
        self._begin_at = claim_id
        self.marking = SentenceMarking()
        self.prose = Prose(self.marking, id="prose")
        self.sheet = Sheet(id="sheet")
        self.sheet.can_focus = True
        self.looking = DraftLooking(self, source, self._looked, self._show_measured)
        self.cursor = DraftCursor(self, self.prose, lambda: self.looking.view, self._show)
        self.claim_sheet = ClaimSheet(self, self.sheet, lambda _: None, lambda: None)
        self.changes = Changes(self, changed=self.claim_sheet.quote_checks.note)
        self.search_input = Field(placeholder="words in this draft", id="search", compact=True)
        self.find = FindInText(self, self.prose, self.search_input, "draft")
        self.switching = DraftSwitching(self, self.changes, source, self.leave)
        self.verdicts = Verdicts(self, self.changes, lambda: self.cursor.claim_after)
        self.claims = DraftClaims(self, self.changes, self.cursor, self.looking.when_prepared)
        self.sentences = DraftSentences(self, self.changes, source, self.cursor)
        self.evidence = DraftEvidence(self, self.changes, self.sheet, self.sentences.set_aside)

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **self.verdicts.commands,
            **self.cursor.commands,
            **self.claims.commands,
            **self.sentences.commands,
            **self.evidence.commands,
            **self.find.commands,
            **self.switching.commands,
            "draft.back": self._back,
            "pane.next": self._go_to_pane,
            "pane.previous": self._go_to_pane,
        }

    def compose(self) -> ComposeResult:
        """Build the text with the sheet beside it."""
        yield Static(id="head")
        with Container(id="draft"):
            yield self.prose
            yield self.sheet
        yield self.search_input
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the text at once, and look through it."""
        super().begin()
        self.search_input.display = False
        self.watch(self.prose, "moves", self._show, init=False)
        self.watch(self.sheet, "has_focus", self._focus_moved, init=False)
        self.sheet.arrangement = self.session.settings.evidence
        language = self.document.language or self.source.language
        self.prose.show(self.document.text, language, None)
        self._say_keys()
        self._show()
        self.looking.begin()

    def _looked(self, view: DraftView) -> None:
        """Go by the sentences from now on, and mark them."""
        if self.is_attached:
            self.marking.view = view
            self.prose.walk(view)
            self.refresh_bindings()
            self.show_case(self._begin_at or None)
        self.post_message(Loaded())

    @property
    def loaded(self) -> bool:
        """Whether the text was looked through, or cannot be."""
        return self.looking.is_done

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before that."""
        return active is not None and (active.node is self.app or active.binding.id in _AT_ONCE)

    def enables(self, name: str) -> bool:
        """Tell whether a key works: all do once the text was looked through; to leave, at any time."""
        return name in _AT_ONCE or (self.looking.view is not None and self.session.enables(name))

    @property
    def claim(self) -> Claim | None:
        """The claim that is shown."""
        return self.cursor.claim

    # Showing

    def show_case(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the sentence of the claim `wanted`."""
        self.looking.update()
        self.cursor.go_to(self.workspace.case.claims.get(wanted or ""))
        self.prose.redraw()
        self._show()

    def _show_measured(self) -> None:
        """Show what was covered anew, if the screen is still there."""
        if self.is_attached:
            self.show_case()

    def _show(self) -> None:
        """Show where the cursor is, and the claim there."""
        view, sentence, claim = self.cursor.view, self.cursor.sentence, self.cursor.claim
        case = self.workspace.case
        covered = view.line if view else ""
        ref = claim.ref if claim else ""
        self.head.update(
            head_lines(self.source, covered, case, sentence, self.head.content_size.width, ref), layout=False
        )
        parts = view.open_within((sentence.unit.start, sentence.unit.end)) if view and sentence else ()
        self.sheet.hint = sentence_lines(sentence, parts, self._keys_of(sentence), self.workspace.clock())
        self.claim_sheet.show()
        self.show_labels()

    def _keys_of(self, sentence: DraftSentence | None) -> list[tuple[str, str]]:
        if sentence is None or sentence.claims:
            return []
        words = {
            "draft.claim": "makes a claim of it",
            "draft.aside": "sets it aside, or takes it back",
            "draft.query": "asks about it",
        }
        return [(self.key(name).split()[0], does) for name, does in words.items()]

    def _say_keys(self) -> None:
        hints = [("j k", "move"), ("1-9", "decide"), (self.key("draft.claim"), "claim")]
        hints += [(self.key("reader.end-back"), "select a part"), (self.key("draft.next-unseen").split()[0], "next")]
        hints += [(self.key("draft.search"), "search")]
        self.status_line.say_keys(hints)

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.is_attached and self.ready:
            self._show()

    def _go_to_pane(self) -> None:
        """Go from the text to the sheet if there is anything to select there, else to the text."""
        if self.prose.has_focus and self.sheet.can_enter:
            self.sheet.enter()
        else:
            self.prose.focus()

    def _focus_moved(self) -> None:
        self.sheet.keys_here = self.sheet.has_focus

    # Searching, and going back

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self.find.typed(event.value)

    @on(Input.Submitted, "#search")
    def _entered(self) -> None:
        self.find.entered()

    def _back(self) -> None:
        """End the search, or drop the selection; else go back to the claims."""
        if self.find.end():
            return
        if not self.prose.has_focus:
            self.prose.focus()
        elif self.prose.selection.altered:
            self.prose.let_go()
        elif self.is_current:
            claim = self.claim
            self.leave(Destination(claim_id=claim.id if claim else ""))
