"""Claims from a text: sentences that state something are ticked, edited or dropped, and added in one change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.case.records import Claim
from factcheck.errors import FactcheckError
from factcheck.text import counted, visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.proposal_choosing import ProposalChoosing
from factcheck.tui.keys import ANYWHERE
from factcheck.tui.render.styles import MUTED, plain
from factcheck.tui.runtime.key_queue import Loaded
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.proposals import ProposalChoices
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.header import Header
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.result_lists import ProposalList
from factcheck.workspace.draft_text import text_of_source
from factcheck.workspace.extraction import Extraction
from factcheck.workspace.progress import Progress, StoppedError

_AROUND = 200
"""Code points before and behind a sentence that are shown with it, as far as its paragraph goes."""

_AT_ONCE = {"proposal.back", "proposal.stop", *(binding.id for binding in ANYWHERE)}
"""Keys that work while the text is being read."""


class ExtractionScreen(CaseScreen[str | None]):
    """Go through the sentences of a source that state something, and take some as claims."""

    AUTO_FOCUS = "#proposals"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["extraction"].bindings]

    header = query_one(Header)
    panel = query_one("#extract", Vertical)
    proposals = query_one(ProposalList)
    in_text = query_one("#in-text", Static)

    def __init__(self, session: Session, source_id: str) -> None:
        """Propose claims from the text of a source."""
        super().__init__(session)
        self.source_id = source_id
        self.changes = Changes(self)
        self._choices: ProposalChoices | None = None
        self._asked = False
        self._is_failed = False
        self._progress = Progress()

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        choosing = ProposalChoosing(
            self, self.changes, self.source_id, self.proposals, lambda: self.choices, self._list
        )
        return {
            **self.changes.commands,
            **choosing.commands,
            "proposal.back": self._back,
            "proposal.stop": self._back,
        }

    def compose(self) -> ComposeResult:
        """Build the list, with the text around one of them below."""
        yield Header()
        with Vertical(id="extract"):
            yield ProposalList(id="proposals")
        yield Static(id="in-text")
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Begin to read the text."""
        super().begin()
        self.in_text.display = False
        self._title()
        self.proposals.hint = f"The text is being looked through … {self.key('proposal.back')} stops"
        self.proposals.show([])
        self.status_line.say(Content())
        self._look()

    @work(thread=True, group="extract", exit_on_error=False)
    def _look(self) -> None:
        try:
            extraction = text_of_source(self.workspace.documents, self.source_id, self._progress).prepare()
        except StoppedError:
            return
        except FactcheckError as error:
            self.app.call_from_thread(self._fail, str(error))
        else:
            self.app.call_from_thread(self._looked, extraction)

    @property
    def loaded(self) -> bool:
        """Whether the text was read, or cannot be."""
        return self._choices is not None or self._is_failed

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before that."""
        return active is not None and (active.node is self.app or active.binding.id in _AT_ONCE)

    def _fail(self, words: str) -> None:
        self._is_failed = True
        self.post_message(Loaded())
        self.proposals.hint = ""
        self.proposals.show([])
        self.header.show(self.workspace.case, self.workspace.checker, self.workspace.read_only)
        self.status_line.problem(words)

    def _looked(self, extraction: Extraction) -> None:
        if not self.is_attached:
            return
        self._choices = ProposalChoices(extraction)
        self.proposals.hint = "Nothing in this text states something: no sentence is judged checkable."
        self.refresh_bindings()
        self.show_case()
        hints = {"proposal.tick": "ticks", "proposal.take": "adds what is ticked", "proposal.tick-all": "ticks all"}
        hints |= {"proposal.order": "best first"}
        self.status_line.say_keys((self.key(name), does) for name, does in hints.items())
        self.post_message(Loaded())

    def enables(self, name: str) -> bool:
        """Tell whether a key works: all do once the text was read; to leave, at any time, and to stop before."""
        if name == "proposal.stop":
            return not self.loaded
        return self._choices is not None or name in _AT_ONCE

    @property
    def choices(self) -> ProposalChoices:
        """The proposals, and what was chosen among them."""
        if self._choices is None:
            raise LookupError("the text is still being read")
        return self._choices

    @property
    def number(self) -> int:
        """The number of the proposal under the cursor; 0 where there is none."""
        return self.proposals.current.number if self.proposals.current else 0

    @property
    def claim(self) -> Claim | None:
        """The claim that the proposal under the cursor is already."""
        ref = self.choices.existing.get(self.number)
        return self.workspace.case.claim(ref) if ref else None

    def show_case(self, wanted: str | None = None) -> None:
        """Show the proposals as they stand to the case now, once the text was read."""
        self.header.show(self.workspace.case, self.workspace.checker, self.workspace.read_only)
        if self._choices is not None:
            self._choices.update()
            self._list()

    def _list(self) -> None:
        stood = self.number
        choices, rows = self.choices, list(self.choices.rows())
        numbers = [row.number for row in rows]
        self.proposals.show(rows, numbers.index(stood) if stood in numbers else 0)
        self._title(
            counted(len(rows), "statement"),
            f"{len(choices.ticked)} ticked",
            f"{len(choices.existing)} claims already",
            f"not judged checkable: {len(choices.extraction.unjudged)}",
        )
        self._show_context()

    def _title(self, *counts: str) -> None:
        ref = visible_line(self.workspace.case.sources[self.source_id].ref)
        title = Content.assemble((f"Claims out of {ref}", "bold"), (" · ".join(("", *counts)), MUTED))
        self.panel.border_title = title

    @on(LineList.Moved)
    def _show_context(self) -> None:
        """Show the sentence under the cursor where it stands."""
        self._asked = False
        self.in_text.display = bool(self.number)
        if not self.number:
            return
        extraction = self.choices.extraction
        text, proposal = extraction.document.text, extraction.proposals[self.number - 1]
        before = text[max(0, proposal.start - _AROUND) : proposal.start].rpartition("\n")[2]
        after = text[proposal.end : proposal.end + _AROUND].partition("\n")[0]
        sentence = plain(text[proposal.start : proposal.end])
        self.in_text.border_title = Content(proposal.place)
        self.in_text.update(Content.assemble((plain(before), MUTED), sentence, (plain(after), MUTED)))

    def _back(self) -> None:
        """Go back; what is ticked and not added is asked for once."""
        ticked = len(self._choices.ticked) if self._choices else 0
        if ticked and not self._asked:
            self._asked = True
            count = f"{ticked} {'is' if ticked == 1 else 'are'} ticked and not added"
            back, add = self.key("proposal.back"), self.key("proposal.take")
            self.status_line.problem(f"{count}: {add} adds, {back} again leaves")
        elif self.loaded:
            self.leave(None)
        else:
            self._progress.stop()
            ref = visible_line(self.workspace.case.sources[self.source_id].ref)
            self.leave(f"Stopped: {ref} was not looked through for claims")

    def on_unmount(self) -> None:
        """Stop looking: the program is left."""
        self._progress.stop()
