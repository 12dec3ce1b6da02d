"""An excerpt is read in its source, another screen is opened for the claim, and what it was left for is gone to."""

from __future__ import annotations

from factcheck.case.records import Excerpt
from factcheck.tui.case_screens import Destination, OpenMatrix, OpenMissingText, OpenReader, OpenSuggestions
from factcheck.tui.controllers.navigation import Navigation
from factcheck.tui.dialogs import ChooseSource
from tests.tui.controllers.fakes import FakeHost, FakeSheet


class Went:
    """Notes where the controller went."""

    def __init__(self) -> None:
        self.claims: list[str] = []
        self.came_back = 0

    def back(self) -> None:
        """Note that the library was left."""
        self.came_back += 1


def navigation(host: FakeHost, sheet: FakeSheet | None = None, went: Went | None = None) -> Navigation:
    """Return the controller."""
    went, sheet = went or Went(), sheet or FakeSheet()
    listed = [claim.id for claim in host.workspace.case.in_order()]
    return Navigation(host.host, host.changes, sheet.sheet, lambda: listed, went.claims.append, went.back)


def excerpt_of_claim(host: FakeHost) -> Excerpt:
    """Return the first excerpt of the claim."""
    assert host.claim is not None
    return host.workspace.case.excerpts_of(host.claim.id)[0]


def test_an_excerpt_is_read_in_its_source(host: FakeHost) -> None:
    excerpt = excerpt_of_claim(host)
    navigation(host, FakeSheet(first=excerpt)).read()
    assert isinstance(host.opened, OpenReader | OpenMissingText)
    assert host.opened.source.id == excerpt.source
    assert host.opened.excerpt == excerpt


def test_without_an_excerpt_a_source_is_chosen(host: FakeHost) -> None:
    navigation(host).read()
    assert isinstance(host.opened, ChooseSource)
    assert host.opened.title.plain == "C1 has no excerpts yet. Read which source?"


def test_the_screen_that_was_left_says_where_to_go(host: FakeHost) -> None:
    went, sheet, excerpt = Went(), FakeSheet(), excerpt_of_claim(host)
    controller = navigation(host, sheet, went)
    controller.commands["case.matrix"]()
    assert isinstance(host.opened, OpenMatrix)
    host.opened.returned(Destination(excerpt=excerpt))
    assert went.claims == [excerpt.claim]
    assert sheet.chosen == [excerpt.id]
    controller.open_suggestions()
    assert isinstance(host.opened, OpenSuggestions)
    host.opened.returned(None)
    assert went.claims == [excerpt.claim]
    assert host.shown == []


def test_after_the_library_quotes_are_checked_again(host: FakeHost) -> None:
    went = Went()
    navigation(host, went=went).open_library()
    host.opened.returned(None)
    assert went.came_back == 1
    assert host.shown == [None]
