"""Claims out of a draft: of a sentence, of a part of it that is selected, of the rest; a name put in for "he"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.describe import describe
from factcheck.case.records import Claim
from factcheck.case.statistics import known_tags
from factcheck.evidence.claims.checkworthy import Proposal
from factcheck.quotes import Span
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.draft_cursor import DraftCursor
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.form_screens import OpenClaimForm
from factcheck.tui.state.draft_view import DraftView
from factcheck.workspace.draft_sentences import DraftSentence

_BETWEEN = " \t\n.,;:!?–—-"
"""What stands between the parts of a sentence."""
_FEWEST_WORDS = 3
"""Words of the shortest rest of a sentence that is offered."""


def uncovered(text: str, whole: Span, parts: Iterable[Span]) -> Iterator[Span]:
    """Yield the stretches of `whole` that no part has, without the signs around them, if they are words enough."""
    begin, end = whole
    inside = sorted(part for part in parts if part[0] < end and begin < part[1])
    if not inside:
        return
    for start, following in pairwise([(begin, begin), *inside, (end, end)]):
        words = text[start[1] : following[0]]
        first, last = len(words) - len(words.lstrip(_BETWEEN)), len(words.rstrip(_BETWEEN))
        if len(words[first:last].split()) >= _FEWEST_WORDS:
            yield start[1] + first, start[1] + last


class DraftClaims:
    """The keys that make claims of the sentence under the cursor, and edit them."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        cursor: DraftCursor,
        when_prepared: Callable[[Callable[[], None]], object],
    ) -> None:
        """Act on the sentence of `cursor`.

        `when_prepared` calls what it is given once it is known who says what in the text.
        """
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)
        self._cursor = cursor
        self._when_prepared = when_prepared

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"draft.claim": self.make_claim, "draft.edit": self.edit_claim, "draft.name": self.take_name}

    def make_claim(self) -> None:
        """Make a claim of the sentence or of what is selected, once it is known who says it."""
        if self._cursor.sentence is not None and self._changes.may_write():
            self._when_prepared(self._make_claim)

    def _make_claim(self) -> None:
        view, sentence, part = self._cursor.view, self._cursor.sentence, self._cursor.part
        if view is None or sentence is None:
            return
        if part is not None:
            self._claim_of(view, sentence, part)
            return
        text, unit = view.text, sentence.unit
        number = next((at for at, each in self._proposals(view, sentence) if not each.part_of), 0)
        ref = view.text.already().get(number, "") if number else self._made_of(view, (unit.begin, unit.end))
        if ref:
            self._offer_part(view, sentence, ref)
        elif number:
            self._add(lambda: text.take([number]))
        else:
            self._claim_of(view, sentence, (unit.begin, unit.end))

    def _claim_of(self, view: DraftView, sentence: DraftSentence, span: Span) -> None:
        """Make a claim of a passage: as proposed if it is a proposal, else with the speaker of its sentence."""
        ref = self._made_of(view, span)
        if ref:
            if not self._offer_rest(view, sentence, f"{ref} is this passage already"):
                self._host.status_line.problem(f"{visible_line(ref)} is this passage already")
            return
        proposed = self._proposals(view, sentence)
        fields: dict[str, Any] = {}
        for number, each in proposed:
            if (each.start, each.end) == span:
                fields = view.text.fields(number)
                break
        else:
            fields["speaker"] = next((each.speaker for _, each in proposed), "")
        for name in ("origin", "draft", "start", "end", "sentence"):
            fields.pop(name, None)
        text = fields.pop("text", "")
        self._add(lambda: view.text.claim_of(*span, text, **fields))

    def _offer_part(self, view: DraftView, sentence: DraftSentence, ref: str) -> None:
        """Select the next clause of a sentence that is no claim yet."""
        claim = self._host.key("draft.claim")
        for _, each in self._proposals(view, sentence):
            if each.part_of and not self._made_of(view, (each.start, each.end)):
                self._cursor.select_part((each.start, each.end))
                self._say(f"{ref} is this sentence; selected is a part of it: {claim} makes a claim of that")
                return
        if self._offer_rest(view, sentence, f"{ref} is this sentence already"):
            return
        less, wider = self._host.key("reader.end-back"), self._host.key("reader.start-on")
        self._say(f"{ref} is this sentence already; to divide it, select a part ({less}, {wider}) and press {claim}")

    def _offer_rest(self, view: DraftView, sentence: DraftSentence, told: str) -> bool:
        """Select what no claim of a part of the sentence has; tell whether there is anything."""
        whole = sentence.unit.begin, sentence.unit.end
        parts = [span for span, _ in view.text.made_here() if span != whole]
        rest = next(uncovered(view.text.document.text, whole, parts), None) if parts else None
        if rest is None:
            return False
        self._cursor.select_part(rest)
        self._say(f"{told}; selected is the rest of it: {self._host.key('draft.claim')} makes a claim of that")
        return True

    def _proposals(self, view: DraftView, sentence: DraftSentence) -> list[tuple[int, Proposal]]:
        """Return the proposals out of a sentence with their numbers: the whole, then its clauses."""
        return [(number, view.text.proposals[number - 1]) for number in view.text.proposals_in(sentence.unit)]

    def _made_of(self, view: DraftView, span: Span) -> str:
        """Return the ref of the claim that was made of exactly this passage; "" if there is none."""
        return next((ref for passage, ref in view.text.made_here() if passage == span), "")

    def _add(self, make: Callable[[], Batch]) -> None:
        batch = self._changes.attempt(make, nothing="This is a claim already")
        if batch:
            self._host.show_case(batch[0].key)
            self._tell_needs(batch)

    def _tell_needs(self, batch: Batch) -> None:
        """Say what is to be known to understand a claim that was made, and which key puts a suggested name in."""
        proposal = self._proposal_of(self._host.workspace.case.claims.get(batch[0].key))
        if proposal is not None and proposal.context:
            needs = " · ".join(proposal.context)
            puts = f" {self._host.key('draft.name')} puts the name in" if proposal.resolved else ""
            self._changes.say_saved(f"{describe(self._host.workspace.case, batch)} · {needs}{puts}")

    def _proposal_of(self, claim: Claim | None) -> Proposal | None:
        """Return the proposal of which a claim was made, None if it was made otherwise."""
        view = self._cursor.view
        place = view.text.place_of(claim) if view and claim else None
        if view is None or place is None:
            return None
        return next((each for each in view.text.proposals if (each.start, each.end) == place), None)

    def take_name(self) -> None:
        """Put the name that is suggested for "he" into the claim that is shown."""
        claim = self._host.claim
        if claim is not None and self._changes.may_write():
            self._when_prepared(partial(self._take_name, claim.id))

    def _take_name(self, claim_id: str) -> None:
        claim = self._host.claim
        proposal = self._proposal_of(claim)
        if claim is None or claim.id != claim_id:
            return
        if proposal is None or not proposal.resolved or claim.text != proposal.said:
            self._host.status_line.problem("No name is suggested for the beginning of this claim")
        elif self._changes.attempt(lambda: self._forms.save("claims", claim_id, {"text": proposal.resolved})):
            self._host.show_case(claim_id)

    def edit_claim(self) -> None:
        """Edit the claim that is shown."""
        claim = self._host.claim
        if claim is None:
            self._host.status_line.problem("This sentence has no claim to edit")
        elif self._changes.may_write():
            save = partial(self._forms.save, "claims", claim.id)
            values, tags = claim.to_row(), known_tags(self._host.workspace.case)
            draft = self._forms.draft(f"claim {claim.id}", values)
            form = OpenClaimForm(f"Edit {claim.ref}", values, tags, save, draft)
            self._forms.open(form, "draft.edit", lambda _: self._host.show_case(claim.id))

    def _say(self, words: str) -> None:
        self._host.status_line.say(f" {visible_line(words)}")
