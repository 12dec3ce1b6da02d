"""What is selected in a source, filed for a claim: as an excerpt of a stance, or as a claim of its own."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.records import Excerpt, Source, Stance
from factcheck.quotes import Span
from factcheck.text import visible, visible_line
from factcheck.tui.controllers.marks import Marking
from factcheck.tui.render.records import STANCE_NAMES
from factcheck.tui.widgets.prose.selection import Selection


class Excerpting(Marking):
    """The keys by which a text becomes evidence."""

    def action_file(self, stance: str) -> None:
        """File what is selected for the claim; a passage that is filed already changes its stance."""
        span, claim = self._trimmed(), self.claim
        if claim is None:
            self.status_line.problem(f"For which claim? {self.key('reader.claim')} chooses one")
        elif span is not None:
            filed = self._filed(span)
            batch = self._file(filed, Stance(stance), span)
            if batch:
                self.prose.select(Selection.of(span))
                self.show_case()

    def _file(self, filed: Excerpt | None, stance: Stance, span: Span) -> Batch | None:
        if filed is not None:
            already = f"{filed.ref}: it is filed there already"
            return self.attempt(lambda: self.workspace.set_stance(filed.id, stance), nothing=already)
        claim_id, ref = self.claim_id, self.claim.ref if self.claim else ""
        words = f"{self.workspace.case.next_ref('excerpts')} {STANCE_NAMES[stance].lower()} {ref}"
        return self.attempt(
            lambda: self.workspace.add_excerpt(
                claim_id, self.source.id, stance=stance, **self.library.excerpt_fields(self.source.id, *span)
            ),
            words=f"{words}: {_shortened(self.prose.text[slice(*span)])}",
        )

    def _trimmed(self) -> Span | None:
        """Return what is selected without the white space around it; None where there is nothing else."""
        start, end = self.prose.selection.span
        part = self.prose.text[start:end]
        span = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
        return span if span[0] < span[1] else None

    def _filed(self, span: Span) -> Excerpt | None:
        """Return the excerpt of the claim that quotes just this."""
        for mark in self.prose.marks.within(*span):
            if mark.whole == span:
                for key in self.prose.own & mark.excerpts.keys():
                    return self.workspace.case.excerpts[key]
        return None

    # Claims

    def action_choose(self) -> None:
        """Choose another claim to read for."""
        from factcheck.tui.screens.chooser import ChooseClaim

        self.app.push_screen(ChooseClaim(self.workspace.case, self.claim_id), self._chosen)

    def _chosen(self, claim_id: str | None) -> None:
        if claim_id is not None:
            self.read_for(claim_id)
            if self.claim is not None:
                self.status_line.say(Content(f" You read for {visible_line(self.claim.ref)} now."))

    def read_for(self, claim_id: str) -> None:
        """Read for another claim."""
        self.claim_id = claim_id
        self.show_case()

    def action_add_claim(self) -> None:
        """Make a claim of what is selected."""
        from factcheck.tui.screens.claim_form import ClaimForm
        from factcheck.tui.state.drafts import FormDraft

        if self.workspace.read_only:
            self.status_line.problem(f"No claim can be added: the case is read-only, {self.workspace.read_only}")
            return
        span = self._trimmed()
        text = visible_line(self.prose.text[slice(*span)]) if span else ""
        origin = self._origin(span)
        draft = FormDraft(self.workspace, f"claim of {origin}", {"text": text, "origin": origin})
        self.app.push_screen(ClaimForm(text=text, origin=origin, draft=draft), self._add_claim)

    def _origin(self, span: Span | None) -> str:
        place = self.library.excerpt_fields(self.source.id, *span)["locator"] if span else ""
        return _origin(self.source, place)

    def _add_claim(self, fields: dict[str, Any] | None) -> None:
        if fields is None:
            return
        batch = self.attempt(lambda: self.workspace.add_claim(**fields))
        if batch:
            self.read_for(batch[0].key)
            ref = self.workspace.case.claims[batch[0].key].ref
            words = f"{ref} added; you now read for {ref} · {self.key('reader.claim')} picks another"
            self.status_line.saved(words, f"{self.key('case.undo')} takes it back")


def _origin(source: Source, place: str) -> str:
    """Return where a claim comes from: the source's ref and title, and the place in it."""
    title = visible_line(source.title or source.file)
    return ", ".join(part for part in (f"{visible_line(source.ref)} {title}".strip(), place) if part)


def _shortened(text: str) -> str:
    line = visible(" ".join(text.split()))
    return f"“{line}”" if len(line) <= 60 else f"“{line[:60].rstrip()} …”"  # noqa: PLR2004
