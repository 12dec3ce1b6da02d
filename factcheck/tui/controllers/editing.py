"""What a checker edits in the case itself: claims and excerpts, their text, tags and order. All of it can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from factcheck.case.changes import Batch
from factcheck.case.describe import repeated
from factcheck.case.records import Claim, Excerpt
from factcheck.text import visible_line
from factcheck.tui.controllers.forms import Writing
from factcheck.tui.widgets.evidence import EvidencePane, Side
from factcheck.workspace import filter as query
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.workspace.library import Library


class Editing(Writing):
    """The keys by which a case is written, and what is said then."""

    library: Library

    @property
    def sides(self) -> Sequence[Side]:
        """The panes of the excerpts."""
        raise NotImplementedError

    @property
    def only(self) -> str:
        """The filter that the claims on the screen have passed."""
        raise NotImplementedError

    @property
    def disorder(self) -> str:
        """Why a claim has no place here that could be changed; empty where it has."""
        raise NotImplementedError

    @property
    def excerpt(self) -> Excerpt | None:
        """The excerpt in focus."""
        return self.focused.current if isinstance(self.focused, EvidencePane) else None

    # Writing

    def action_add(self) -> None:
        """Write a new claim, which stands behind the one under the cursor."""
        from factcheck.tui.screens.claim_form import ClaimForm

        if not self.may_write():
            return
        after = self.claim.id if self.claim else ""
        draft = self.draft("new claim", {})
        save = partial(self._add_claim, after)
        form = ClaimForm(known_tags=known_tags(self.workspace), save=save, draft=draft)
        self.fill(form, "edit.add", lambda batch: self._show_new_claim(batch[0].key))

    def _add_claim(self, after: str, values: dict[str, Any]) -> Batch:
        return self.workspace.add_claim(**values, after=after)

    def action_edit(self) -> None:
        """Edit the excerpt in focus, or else the claim."""
        if not self.may_write():
            return
        if self.excerpt is not None:
            self._edit_excerpt(self.excerpt)
        elif self.claim is not None:
            self._edit_claim(self.claim)

    def _edit_claim(self, claim: Claim) -> None:
        from factcheck.tui.screens.claim_form import ClaimForm

        fields = {name: getattr(claim, name) for name in ("text", "origin", "speaker", "date", "tags")}
        form = ClaimForm(
            **fields,
            title=f"Claim {claim.ref}",
            known_tags=known_tags(self.workspace),
            save=partial(self.write, "claims", claim.id),
            draft=self.draft(f"claim {claim.id}", fields),
        )
        self.fill(form, "edit.edit", lambda _: self._show_claim_of(claim.id))

    def _edit_excerpt(self, excerpt: Excerpt) -> None:
        from factcheck.tui.screens.excerpt_form import ExcerptForm

        case = self.workspace.case
        form = ExcerptForm(
            case.claims[excerpt.claim],
            list(case.sources.values()),
            excerpt,
            save=lambda values: self.workspace.edit("excerpts", excerpt.id, **values),
            draft=self.draft(f"excerpt {excerpt.id}", excerpt.to_row()),
        )
        self.fill(form, "edit.edit", self._show_quote)

    def action_excerpt(self) -> None:
        """Write a new excerpt to the claim under the cursor."""
        from factcheck.tui.screens.excerpt_form import ExcerptForm
        from factcheck.workspace.excerpts import sources_with

        claim, sources = self.claim, list(self.workspace.case.sources.values())
        if not self.may_write() or claim is None:
            return
        if not sources:
            self.status_line.problem(f"There is no source to quote from: {self.key('case.sources')} adds documents")
            return
        save, draft = partial(self._add_excerpt, claim.id), self.draft(f"excerpt to {claim.id}", {})
        stance = self.focused.stance if isinstance(self.focused, EvidencePane) else None
        places = partial(sources_with, self.library)
        form = ExcerptForm(claim, sources, stance=stance, places=places, save=save, draft=draft)
        self.fill(form, "edit.excerpt", self._show_quote)

    def _add_excerpt(self, claim_id: str, values: dict[str, Any]) -> Batch:
        return self.workspace.add_excerpt(claim_id, values.pop("source"), values.pop("quote"), **values)

    def action_tags(self) -> None:
        """Write the tags of the claim under the cursor."""
        from factcheck.tui.screens.claim_form import TagsForm

        claim = self.claim
        if self.may_write() and claim is not None:
            save = partial(self.write, "claims", claim.id)
            draft = self.draft(f"tags of {claim.id}", {"tags": claim.tags})
            form = TagsForm(claim.ref, claim.tags, known_tags(self.workspace), save=save, draft=draft)
            self.fill(form, "edit.tags", lambda _: self._show_claim_of(claim.id))

    # Moving and removing

    def action_shift(self, step: int) -> None:
        """Move the claim under the cursor down, or up, in the order of the case."""
        claim = self.claim
        if not self.may_write() or claim is None:
            return
        if self.disorder:
            self.status_line.problem(f"{claim.ref} was not moved: {self.disorder}")
            return
        place = self.workspace.case.index.order().index(claim.id) + step
        way = "down" if step > 0 else "up"
        batch = self.attempt(
            lambda: self.workspace.move(claim.id, max(place, 0)),
            words=f"{claim.ref} moved {way}",
            nothing=f"{claim.ref} is the {'last' if step > 0 else 'first'} claim already",
        )
        if batch:
            self.show_case(claim.id)

    def action_remove(self) -> None:
        """Remove the excerpt in focus, or else the claim; what hangs on it goes with it, and comes back with it."""
        table, found = ("excerpts", self.excerpt) if self.excerpt else ("claims", self.claim)
        if not self.may_write() or found is None:
            return
        if self.attempt(lambda: self.workspace.remove(table, found.id)):
            self.show_case()

    def action_library(self) -> None:
        """Look after the sources."""
        from factcheck.tui.screens.library import LibraryScreen

        screen = LibraryScreen(self.library, self._keys, self.claim)
        self.app.push_screen(screen, lambda _: self._back_from_library(screen.goal))

    def look_again(self) -> None:
        """Look at all texts again, since there may be others."""
        raise NotImplementedError

    def _back_from_library(self, goal: Excerpt | None) -> None:
        self.show_case()
        self.look_again()
        if not self.workspace.read_only:
            self._fold_when_idle()
        if goal is not None and goal.id in self.workspace.case.excerpts:
            self._stand_on(goal.id)

    # Answers

    def _show_new_claim(self, claim_id: str) -> None:
        """Show the case with the cursor on a claim that was added, and say which others say the same."""
        self._show_claim_of(claim_id)
        for words in repeated(self.workspace.case, [claim_id]):
            self.status_line.saved(words, f"{self.key('case.undo')} takes it back")

    def _show_claim_of(self, claim_id: str) -> bool:
        """Show the case with the cursor on a claim; where the filter hides that, say so and return False."""
        self.show_case(claim_id)
        case = self.workspace.case
        passes = query.parse(self.only, case, self.workspace.quote_checks.known_of)(case, claim_id)
        if not passes:
            ref = visible_line(case.claims[claim_id].ref)
            self.status_line.saved(f"{ref}, which the filter hides", f"{self.key('case.undo')} takes it back")
        return passes

    def _show_quote(self, batch: Batch) -> None:
        """Stand on the excerpt that was written, and say with what was done how it stands to its own source."""
        from factcheck.workspace.excerpts import said

        if self._stand_on(batch[0].key):
            words = said(self.library, batch)
            self.status_line.saved(words, f"{self.key('case.undo')} takes it back")

    def _stand_on(self, excerpt_id: str) -> bool:
        """Show the case with the cursor on an excerpt, wherever it stands now; return False if the filter hides it."""
        excerpt = self.workspace.case.excerpts[excerpt_id]
        passes = self._show_claim_of(excerpt.claim)
        for side in self.sides:
            places = [item.id for item in side.pane.items]
            if excerpt_id in places:
                side.pane.focus()
                side.pane.move_to(places.index(excerpt_id))
        return passes


def known_tags(workspace: Workspace) -> list[str]:
    """Return the tags that the case has, the most frequent first."""
    return [tag for tag, _ in Counter(tag for claim in workspace.case.in_order() for tag in claim.tags).most_common()]
