"""Making evidence of a selection: an excerpt with a stance, or a claim of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.records import Excerpt, Source, Stance
from factcheck.quotes import Span
from factcheck.text import visible, visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.circular import CircularQuestion
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseClaim
from factcheck.tui.form_screens import FormResult, OpenClaimForm
from factcheck.tui.render.styles import STANCE_NAMES
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.widgets.prose.marking import QuoteMarking
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.tui.widgets.prose.spans import TextSelection

SHORTENED = 60
"""Characters of a quote that are shown in a message."""


class SelectionFiling:
    """The keys by which a selection in a text becomes evidence for a claim."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        prose: Prose,
        quotes: QuoteMarking,
        source: Source,
        read_for: Callable[[str], object],
    ) -> None:
        """File selections of `prose`, the text of `source`, in which `quotes` are marked.

        `read_for` changes the claim that they are filed for.
        """
        self._quotes = quotes
        self._host = host
        self._changes = changes
        self._prose = prose
        self._source = source
        self._read_for = read_for
        self._asked = CircularQuestion(host)

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **{f"excerpt.{stance}": partial(self.file, stance) for stance in Stance},
            "reader.claim": self.choose_claim,
            "reader.add": self.add_claim,
        }

    def file(self, stance: Stance) -> None:
        """File the selection for the claim; a passage that is filed already gets another stance."""
        span, claim = self._trimmed(), self._host.claim
        if claim is None:
            self._host.status_line.problem(f"Attach to which claim? {self._host.key('reader.claim')} chooses one")
        elif span is not None and self._file(span, stance):
            self._prose.select(TextSelection.of(span))
            self._host.show_case()

    def _file(self, span: Span, stance: Stance) -> Batch | None:
        workspace, claim, filed = self._host.workspace, self._host.claim, self._filed(span)
        if filed is not None:
            nothing = f"{filed.ref} already has this stance"
            return self._changes.attempt(lambda: workspace.set_stance(filed.id, stance), nothing=nothing)
        if claim is None or not self._asked.may_file(claim.id, self._source.id, stance, span[0]):
            return None
        fields = self._host.workspace.documents.excerpt_fields(self._source.id, *span)
        words = f"{workspace.case.next_ref('excerpts')} {STANCE_NAMES[stance].lower()} {claim.ref}"
        return self._changes.attempt(
            lambda: workspace.add_excerpt(claim.id, self._source.id, stance=stance, **fields),
            words=f"{words}: {_shortened(self._prose.text[slice(*span)])}",
            nothing=f"{claim.ref} already has this quote as {STANCE_NAMES[stance].lower()}",
        )

    def _trimmed(self) -> Span | None:
        """Return the selection without the white space around it; None where there is nothing else."""
        start, end = self._prose.selection.span
        part = self._prose.text[start:end]
        span = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
        return span if span[0] < span[1] else None

    def _filed(self, span: Span) -> Excerpt | None:
        """Return the excerpt of the claim that quotes exactly this."""
        for mark in self._quotes.marks.within(*span):
            if mark.whole == span:
                for key in self._quotes.own & mark.excerpts.keys():
                    return self._host.workspace.case.excerpts[key]
        return None

    # Claims

    def choose_claim(self) -> None:
        """Choose another claim to read for."""
        current = self._host.claim.id if self._host.claim else ""
        self._host.post_message(ChooseClaim(self._host.session, current, then=self._chosen))

    def _chosen(self, claim_id: str | None) -> None:
        if claim_id is not None:
            self._read_for(claim_id)
            if self._host.claim is not None:
                self._host.status_line.say(Content(f" Selections go to {visible_line(self._host.claim.ref)}"))

    def add_claim(self) -> None:
        """Make a claim of the selection."""
        if not self._changes.may_write():
            return
        span = self._trimmed()
        text = visible_line(self._prose.text[slice(*span)]) if span else ""
        values = {"text": text, "origin": self._origin(span)}
        draft = FormDraft(self._host.workspace, f"claim of {values['origin']}", values)
        self._host.post_message(OpenClaimForm("New claim", values, draft=draft, then=self._add_claim))

    def _origin(self, span: Span | None) -> str:
        """Return where a claim comes from: the source's ref and title, and the place in it."""
        source = self._source
        place = self._host.workspace.documents.excerpt_fields(source.id, *span)["locator"] if span else ""
        title = visible_line(source.title or source.file)
        return ", ".join(part for part in (f"{visible_line(source.ref)} {title}".strip(), place) if part)

    def _add_claim(self, result: FormResult | None) -> None:
        values = result.values if result else None
        if values is None:
            return
        batch = self._changes.attempt(lambda: self._host.workspace.add_claim(**values))
        if batch:
            self._read_for(batch[0].key)
            ref = self._host.workspace.case.claims[batch[0].key].ref
            picks = self._host.key("reader.claim")
            draft = self._host.workspace.case.is_draft(self._source.id)
            role = f" · {visible_line(self._source.ref)} counts as a draft" if draft else ""
            self._changes.say_saved(f"{ref} added; selections go to {ref} · {picks} picks another{role}")


def _shortened(text: str) -> str:
    line = visible(" ".join(text.split()))
    return f"“{line}”" if len(line) <= SHORTENED else f"“{line[:SHORTENED].rstrip()} …”"
