"""What a checker does with a sentence of a draft: a claim of it or of a part, set aside, asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.records import Entry, EntryKind, Source
from factcheck.case.statistics import known_tags
from factcheck.evidence.claims.checkworthy import Proposal
from factcheck.quotes import Span
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.draft_cursor import DraftCursor
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseNote, OpenClaimForm, OpenNoteForm
from factcheck.tui.state.draft_view import DraftView
from factcheck.workspace.draft_sentences import DraftSentence
from factcheck.workspace.entries import ASIDE

AUTHOR = "author"
"""To whom a query goes if it is not known who wrote the draft."""
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


class DraftSentences:
    """The keys that act on the sentence under the cursor."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        source: Source,
        cursor: DraftCursor,
        when_prepared: Callable[[Callable[[], None]], object],
    ) -> None:
        """Act on the sentence of `cursor`, in the draft `source`.

        `when_prepared` calls what it is given once it is known who says what in the text.
        """
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)
        self._source = source
        self._cursor = cursor
        self._when_prepared = when_prepared

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "draft.claim": self.make_claim,
            "draft.aside": self.set_aside,
            "draft.query": self.write_query,
            "draft.close": self.close_note,
            "draft.edit": self.edit_claim,
        }

    # Claims

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
        unit = sentence.unit
        numbered = enumerate(view.text.proposals, 1)
        return [(number, each) for number, each in numbered if unit.start <= each.start < unit.end]

    def _made_of(self, view: DraftView, span: Span) -> str:
        """Return the ref of the claim that was made of exactly this passage; "" if there is none."""
        return next((ref for passage, ref in view.text.made_here() if passage == span), "")

    def _add(self, make: Callable[[], Batch]) -> None:
        batch = self._changes.attempt(make, nothing="This is a claim already")
        if batch:
            self._host.show_case(batch[0].key)

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

    # Setting aside

    def set_aside(self) -> None:
        """Set the sentence aside, or take it back."""
        view, sentence = self._cursor.view, self._cursor.sentence
        if view is None or sentence is None or not self._changes.may_write():
            return
        number, text = sentence.number, view.text
        is_aside = any(entry.kind == ASIDE for entry in text.entries_on(number))
        if not is_aside and sentence.claims:
            refs = ", ".join(claim.ref for claim in sentence.claims)
            self._host.status_line.problem(f"{visible_line(refs)} {'is' if len(sentence.claims) == 1 else 'are'} in it")
            return
        change: Callable[[], Batch] = lambda: text.take_back([number]) if is_aside else text.set_aside([number])  # noqa: E731
        words = f"sentence {number} {'taken back' if is_aside else 'set aside as no matter of fact'}"
        if self._changes.attempt(change, words=words):
            self._host.show_case()

    # Asking

    def write_query(self) -> None:
        """Write a note on the sentence."""
        view, sentence = self._cursor.view, self._cursor.sentence
        if view is None or sentence is None or not self._changes.may_write():
            return
        number, text = sentence.number, view.text

        def save(values: dict[str, Any]) -> Batch:
            return text.note(number, **values)

        draft = self._forms.draft(f"query on {self._source.id} {sentence.text}", {})
        title = f"Query · {self._source.ref}, sentence {number}"
        query = Entry(id="", kind=EntryKind.QUERY, to=self._source.author or AUTHOR)
        form = OpenNoteForm(title, sentence.text, save, draft, self._host.workspace.entries.today(), query)
        self._forms.open(form, "draft.query", lambda _: self._host.show_case())

    def close_note(self) -> None:
        """Close the open note on the sentence, or the one chosen."""
        sentence = self._cursor.sentence
        notes = list(sentence.notes) if sentence else []
        if not self._changes.may_write():
            return
        if len(notes) > 1:
            self._host.post_message(ChooseNote(self._host.session, notes, then=self._close))
        else:
            self._close(notes[0] if notes else None)

    def _close(self, entry: Entry | None) -> None:
        names = [entry.id] if entry else []
        nothing = "No note was closed"
        if self._changes.attempt(lambda: self._host.workspace.entries.close(*names), nothing=nothing):
            self._host.show_case()

    def _say(self, words: str) -> None:
        self._host.status_line.say(f" {visible_line(words)}")
