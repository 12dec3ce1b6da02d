"""The selected excerpt is edited before the claim; a claim is moved only in the order of the case."""

from __future__ import annotations

from factcheck.case.records import Excerpt, Stance
from factcheck.tui.controllers.editing import Editing
from factcheck.tui.controllers.marked_claims import MarkedClaims
from factcheck.tui.form_screens import OpenClaimForm, OpenExcerptForm
from factcheck.tui.state.claim_listing import Listing, Order
from factcheck.tui.widgets.claim_list import ClaimList
from tests.tui.controllers.fakes import FakeHost, FakeSheet


def editing(host: FakeHost, selected: Excerpt | None = None, listing: Listing | None = None) -> Editing:
    """Return the controller with an excerpt selected, or none."""
    marked = MarkedClaims(host.host, host.changes, ClaimList)
    return Editing(host.host, host.changes, FakeSheet(selected).sheet, lambda: listing or Listing(), marked)


def first_excerpt(host: FakeHost) -> Excerpt:
    """Return the first excerpt of the claim."""
    assert host.claim is not None
    return host.workspace.case.excerpts_of(host.claim.id)[0]


def test_the_selected_excerpt_is_edited_before_the_claim(host: FakeHost) -> None:
    editing(host, first_excerpt(host)).edit()
    assert isinstance(host.opened, OpenExcerptForm)
    editing(host).edit()
    assert isinstance(host.opened, OpenClaimForm)


def test_a_stance_is_changed_once(host: FakeHost) -> None:
    excerpt = first_excerpt(host)
    controller = editing(host, excerpt)
    controller.set_stance(Stance.CONTEXT)
    assert host.workspace.case.excerpts[excerpt.id].stance is Stance.CONTEXT
    controller.set_stance(Stance.CONTEXT)
    assert host.status_line.last == f"{excerpt.ref} is already listed as context"


def test_a_claim_moves_in_the_order_of_the_case_alone(host: FakeHost) -> None:
    before = list(host.workspace.case.index.order())
    editing(host, listing=Listing(order=Order.VERDICT)).move(1)
    assert host.status_line.last == "problem: C1 was not moved: this is not the order of the case (o changes it)"
    assert list(host.workspace.case.index.order()) == before
    editing(host).move(1)
    assert host.status_line.last == "saved: C1 moved down (u undo)"
    editing(host).move(-1)
    editing(host).move(-1)
    assert host.status_line.last == "C1 is the first claim already"


def test_a_claim_that_the_filter_hides_is_told(host: FakeHost) -> None:
    editing(host, listing=Listing(words="is:checked")).select_excerpt(first_excerpt(host).id)
    assert host.status_line.last == "saved: C1, hidden by the filter (u undo)"
