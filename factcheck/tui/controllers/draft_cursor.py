"""Where the cursor is in a draft: the sentence, what is selected of it, and which of its claims is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Protocol

from factcheck.case.records import Claim
from factcheck.quotes import Span
from factcheck.tui.controllers.host import Command
from factcheck.tui.state.draft_view import DraftView
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.tui.widgets.prose.spans import TextSelection
from factcheck.workspace.draft_sentences import DraftSentence, SentenceState

_BEHIND = " \t\n,;:–—"
"""What is not part of a claim where it stands at the end of what is selected."""


class DraftHost(Protocol):
    """A screen that shows a draft, as its cursor sees it."""

    @property
    def status_line(self) -> StatusLine:
        """Where messages are shown."""


class DraftCursor:
    """The sentence and the claim under the cursor of `prose`."""

    def __init__(
        self, host: DraftHost, prose: Prose, view: Callable[[], DraftView | None], show: Callable[[], object]
    ) -> None:
        """`view` returns the sentences, None while the text is looked through; `show` shows another claim."""
        self._host = host
        self._prose = prose
        self._view = view
        self._show = show
        self._chosen = ""

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "draft.next-unseen": partial(self.go_to_unseen, 1),
            "draft.previous-unseen": partial(self.go_to_unseen, -1),
            "draft.next-claim": self.next_claim,
        }

    @property
    def view(self) -> DraftView | None:
        """The sentences, None while the text is looked through."""
        return self._view()

    @property
    def sentence(self) -> DraftSentence | None:
        """The sentence under the cursor, or the one in which the selection begins."""
        return self.view.sentence_at(self._prose.selection.start) if self.view else None

    @property
    def part(self) -> Span | None:
        """What is selected, without white space around it or a comma behind; None for the sentence of the cursor."""
        selection = self._prose.selection
        words = self._prose.text[slice(*selection.span)]
        start, end = len(words) - len(words.lstrip()), len(words.rstrip(_BEHIND))
        return (selection.start + start, selection.start + end) if selection.altered and start < end else None

    @property
    def claims(self) -> list[Claim]:
        """The claims of the sentence, those of what is selected first."""
        view, sentence = self.view, self.sentence
        return view.claims(sentence, self._prose.selection.span) if view and sentence else []

    @property
    def claim(self) -> Claim | None:
        """The claim that is shown: the one chosen among those of the sentence, else the first."""
        claims = self.claims
        return next((claim for claim in claims if claim.id == self._chosen), claims[0] if claims else None)

    @property
    def claim_after(self) -> Claim | None:
        """The next claim without a verdict in the text."""
        view, sentence, claim = self.view, self.sentence, self.claim
        return view.next_unchecked(sentence.number, claim) if view and sentence and claim else None

    # Moving

    def select_part(self, span: Span) -> None:
        """Select a part of a sentence."""
        self._prose.select(replace(TextSelection.of(span), altered=True))

    def go_to(self, claim: Claim | None) -> None:
        """Go to the sentence of a claim, unless it is there already."""
        sentence = self.view.sentence_of(claim) if self.view and claim else None
        if sentence is not None and claim is not None:
            self._chosen = claim.id
            if sentence != self.sentence:
                self._go_to(sentence)

    def _go_to(self, sentence: DraftSentence) -> None:
        self._prose.select(TextSelection.of((sentence.unit.start, sentence.unit.end)))

    def go_to_unseen(self, step: int) -> None:
        """Go to the next sentence that nobody looked at, or the one before."""
        view, here = self.view, self.sentence
        found = view.next_unseen(here.number, step) if view and here else None
        if found is not None:
            self._go_to(found)
        elif here is not None and here.state is SentenceState.UNSEEN:
            self._host.status_line.say(" This is the last statement that nobody looked at.")
        else:
            self._host.status_line.say(" Every statement was looked at.")

    def next_claim(self) -> None:
        """Show the next claim of the sentence."""
        claims, claim = self.claims, self.claim
        if claim is None or len(claims) == 1:
            self._host.status_line.say(f" This sentence has {'one claim' if claims else 'no claim yet'}.")
        else:
            self._chosen = claims[(claims.index(claim) + 1) % len(claims)].id
            self._show()
