"""Words are found in the text as they are typed, stepped through, and the search is ended where it began."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from factcheck.tui.controllers.find_in_text import FindInText
from tests.tui.controllers.fakes import FakeHost, FakeProse
from tests.tui.shelf import BRIDGE


def typed(host: FakeHost, prose: FakeProse, words: str) -> FindInText:
    """Return the controller after words were typed into its field."""
    field: Any = SimpleNamespace(display=False, value="", focus=lambda: None)
    find = FindInText(host.host, prose.prose, field)
    find.open()
    assert find.is_typing
    field.value = words
    find.typed(words)
    return find


def test_the_first_hit_is_shown_and_the_others_are_stepped_through(host: FakeHost) -> None:
    prose = FakeProse(BRIDGE)
    find = typed(host, prose, "ferrymen")
    first, second = BRIDGE.index("ferrymen"), BRIDGE.rindex("ferrymen")
    assert prose.hit == (first, first + len("ferrymen"))
    find.entered()
    assert not find.is_typing
    find.go_to_hit(1)
    assert prose.hit == (second, second + len("ferrymen"))
    assert host.status_line.last.startswith("ferrymen  2 of 2")


def test_words_that_are_not_there_are_not_found(host: FakeHost) -> None:
    prose = FakeProse(BRIDGE)
    typed(host, prose, "tunnel")
    assert prose.hit is None
    assert host.status_line.last == "“tunnel” not found"


def test_a_search_that_is_ended_goes_back_to_where_it_began(host: FakeHost) -> None:
    prose = FakeProse(BRIDGE, "Her books are lost.")
    before = prose.selection
    find = typed(host, prose, "ferrymen")
    assert find.end()
    assert (prose.selection, prose.search, prose.hit) == (before, None, None)
    assert not find.end()
