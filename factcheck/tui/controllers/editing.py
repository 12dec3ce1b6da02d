"""Adding, editing, moving and removing claims and excerpts. All of it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.describe import repeated
from factcheck.case.records import Claim, Excerpt, Stance
from factcheck.case.statistics import known_tags
from factcheck.errors import InvalidError
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.marked_claims import MarkedClaims
from factcheck.tui.form_screens import OpenClaimForm, OpenExcerptForm, OpenTagsForm
from factcheck.tui.state.claim_listing import Listing, Order
from factcheck.tui.widgets.sheet import Sheet
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.claim_lines import KnownTexts
from factcheck.workspace.filter import parse_filter
from factcheck.workspace.same_quote import already_quoted

_REPEATED_AT_MOST = 2
"""Claims that say the same as others that are named after several were added."""

CLAIM_FIELDS = ("text", "origin", "speaker", "date", "language", "tags")


class Editing:
    """The keys that edit the case on the workbench."""

    def __init__(
        self, host: Host, changes: Changes, sheet: Sheet, listing: Callable[[], Listing], marked: MarkedClaims
    ) -> None:
        """Edit the claim of `host` and the excerpts on `sheet`; `listing` returns which claims are listed, and how.

        Tags, flag and removal apply to all `marked` claims, where there are any.
        """
        self._host = host
        self._changes = changes
        self._forms = Forms(host, changes)
        self._sheet = sheet
        self._listing = listing
        self._marked = marked

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **{f"excerpt.{stance}": partial(self.set_stance, stance) for stance in Stance},
            "edit.add": self.add_claim,
            "edit.edit": self.edit,
            "edit.excerpt": self.add_excerpt,
            "edit.tags": self.edit_tags,
            "claim.flag": self.flag,
            "edit.down": partial(self.move, 1),
            "edit.up": partial(self.move, -1),
            "edit.remove": self.remove,
        }

    # Claims

    def add_claim(self) -> None:
        """Write a new claim, which comes after the selected one."""
        if not self._changes.may_write():
            return
        after = self._host.claim.id if self._host.claim else ""
        workspace = self._host.workspace

        def save(values: dict[str, Any]) -> Batch:
            if lines := values.pop("lines", ()):
                return workspace.add_claims([{**values, "text": text} for text in lines], after=after)
            return workspace.add_claim(**values, after=after)

        known = cache(lambda: KnownTexts(workspace.case))
        form = OpenClaimForm(
            "New claim",
            {},
            known_tags(workspace.case),
            save,
            self._forms.draft("new claim", {}),
            known=lambda texts: known().describe(texts),
        )
        self._forms.open(form, "edit.add", self._show_new_claims)

    def edit(self) -> None:
        """Edit the selected excerpt, or else the claim."""
        if not self._changes.may_write():
            return
        if self._sheet.selected is not None:
            self._edit_excerpt(self._sheet.selected)
        elif self._host.claim is not None:
            self._edit_claim(self._host.claim)

    def _edit_claim(self, claim: Claim) -> None:
        values = {name: getattr(claim, name) for name in CLAIM_FIELDS}
        form = OpenClaimForm(
            f"Claim {claim.ref}",
            values,
            known_tags(self._host.workspace.case),
            save=partial(self._forms.save, "claims", claim.id),
            draft=self._forms.draft(f"claim {claim.id}", values),
        )
        self._forms.open(form, "edit.edit", lambda _: self._show_claim(claim.id))

    def edit_tags(self) -> None:
        """Edit the tags of the selected claim, or of all marked ones."""
        claim = self._host.claim
        if not self._changes.may_write():
            return
        if self._marked.ids:
            self._marked.edit_tags(self._done)
        elif claim is not None:
            save = partial(self._forms.save, "claims", claim.id)
            draft = self._forms.draft(f"tags of {claim.id}", {"tags": claim.tags})
            form = OpenTagsForm(claim, known_tags(self._host.workspace.case), save, draft)
            self._forms.open(form, "edit.tags", lambda _: self._show_claim(claim.id))

    def flag(self) -> None:
        """Flag the selected claim or all marked ones, or remove the flag if all have it."""
        case, claims = self._host.workspace.case, self._targets()
        flagged = not all(case.claims[claim].flagged for claim in claims)
        values = {claim: {"flagged": flagged} for claim in claims}
        if claims and self._changes.attempt(lambda: self._host.workspace.edit_all("claims", values)):
            self._done()

    def _targets(self) -> list[str]:
        """Return the ids of the marked claims, else that of the selected one, in the order of the case."""
        return self._marked.ids or ([self._host.claim.id] if self._host.claim else [])

    def _done(self) -> None:
        """Show what was changed, and take the marks away."""
        self._marked.clear()
        self._host.show_case(self._host.claim.id if self._host.claim else None)

    def move(self, step: int) -> None:
        """Move the selected claim down, or up, in the order of the case."""
        claim = self._host.claim
        if claim is None or not self._changes.may_write():
            return
        if why := self._why_unmovable():
            self._host.status_line.problem(f"{claim.ref} was not moved: {why}")
            return
        workspace, position = self._host.workspace, self._host.workspace.case.index.order().index(claim.id) + step
        batch = self._changes.attempt(
            lambda: workspace.move(claim.id, max(position, 0)),
            words=f"{claim.ref} moved {'down' if step > 0 else 'up'}",
            nothing=f"{claim.ref} is the {'last' if step > 0 else 'first'} claim already",
        )
        if batch:
            self._host.show_case(claim.id)

    def _why_unmovable(self) -> str:
        """Return why a claim cannot be moved in this list; empty where it can."""
        listing = self._listing()
        if listing.order is not Order.CASE:
            return f"this is not the order of the case ({self._host.key('claims.order')} changes it)"
        key = "pane.back" if listing.words else "claims.view"
        return f"not all claims are listed ({self._host.key(key)} changes it)" if listing.only else ""

    # Excerpts

    def set_stance(self, stance: Stance) -> None:
        """Give the selected excerpt another stance."""
        excerpt = self._sheet.selected
        if excerpt is None:
            return
        nothing = f"{excerpt.ref} is already listed as {_LISTED_AS[stance]}"
        if self._changes.attempt(lambda: self._host.workspace.set_stance(excerpt.id, stance), nothing=nothing):
            self._host.show_case(excerpt.claim)

    def add_excerpt(self) -> None:
        """Write a new excerpt for the selected claim."""
        claim, sources = self._host.claim, list(self._host.workspace.case.sources.values())
        if claim is None or not self._changes.may_write():
            return
        if not sources:
            self._host.status_line.problem(f"No source to quote from: {self._host.key('case.sources')} adds documents")
            return
        workspace = self._host.workspace

        def save(values: dict[str, Any]) -> Batch:
            adding = workspace.batch()
            adding.add_excerpt(claim.id, values.pop("source"), values.pop("quote"), **values)
            known.extend(adding.known)
            if changes := adding.save():
                return changes
            raise InvalidError(f"Not added: {already_quoted(workspace.case, adding.known)}")

        known: list[Excerpt] = []

        form = OpenExcerptForm(
            claim,
            sources,
            save,
            self._forms.draft(f"excerpt to {claim.id}", {}),
            stance=self._sheet.stance,
            places=workspace.quote_checks.sources_with,
        )
        self._forms.open(form, "edit.excerpt", partial(self._show_excerpt, known=known))

    def _edit_excerpt(self, excerpt: Excerpt) -> None:
        workspace, case = self._host.workspace, self._host.workspace.case
        form = OpenExcerptForm(
            case.claims[excerpt.claim],
            list(case.sources.values()),
            lambda values: workspace.edit("excerpts", excerpt.id, **values),
            self._forms.draft(f"excerpt {excerpt.id}", excerpt.to_row()),
            excerpt,
        )
        self._forms.open(form, "edit.edit", self._show_excerpt)

    def remove(self) -> None:
        """Remove the selected excerpt, or else the claim with its excerpts and verdicts."""
        if not self._changes.may_write():
            return
        excerpt = self._sheet.selected
        table, keys = ("claims", self._targets()) if excerpt is None else ("excerpts", [excerpt.id])
        if keys and self._changes.attempt(lambda: self._host.workspace.remove(table, *keys)):
            if excerpt is None:
                self._marked.clear()
            self._host.show_case()

    # Showing what was saved

    def _show_new_claims(self, batch: Batch) -> None:
        """Select the first claim that was added, and say which other claims have the same text."""
        added = [change.key for change in batch]
        self._show_claim(added[0])
        if words := repeated(self._host.workspace.case, added):
            more = f" and {len(words) - _REPEATED_AT_MOST} more" if len(words) > _REPEATED_AT_MOST else ""
            first = f"{len(added)} claims added · " if len(added) > 1 else ""
            self._changes.say_saved(f"{first}{' · '.join(words[:_REPEATED_AT_MOST])}{more}")

    def _show_claim(self, claim_id: str) -> bool:
        """Select a claim; where the filter hides it, say so and return False."""
        self._host.show_case(claim_id)
        workspace = self._host.workspace
        facts = ClaimFacts(workspace.case, always_warn=workspace.always_warn, checker=workspace.checker)
        is_in_filter = parse_filter(self._listing().only, facts, workspace.quote_checks.known_of)
        is_listed = is_in_filter(workspace.case, claim_id)
        if not is_listed:
            ref = visible_line(workspace.case.claims[claim_id].ref)
            self._changes.say_saved(f"{ref}, hidden by the filter")
        return is_listed

    def _show_excerpt(self, batch: Batch, known: Sequence[Excerpt] = ()) -> None:
        """Select the excerpt that was written; say how it compares with its source, and which have its quote too."""
        if self.select_excerpt(batch[0].key):
            workspace = self._host.workspace
            parts = (workspace.quote_checks.describe_change(batch), already_quoted(workspace.case, known))
            self._changes.say_saved(" · ".join(filter(None, parts)))

    def select_excerpt(self, excerpt_id: str) -> bool:
        """Select an excerpt, whatever its stance is now; return False if the filter hides its claim."""
        is_listed = self._show_claim(self._host.workspace.case.excerpts[excerpt_id].claim)
        self._sheet.select(excerpt_id)
        return is_listed


_LISTED_AS = {
    Stance.SUPPORTS: "supporting",
    Stance.CONTRADICTS: "contradicting",
    Stance.CONTEXT: "context",
}
