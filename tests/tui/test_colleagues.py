"""Who is at a claim: initials, names, and that nobody stays for ever."""

from __future__ import annotations

import pytest

from factcheck.tui.state.colleagues import LASTING, Colleagues, presence_words
from factcheck.workspace.team.news import Moment, Person, Whereabouts


class Clock:
    """A clock that the test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def moment(*people: tuple[str, str, float], holder: str = "", chosen: str = "") -> Moment:
    return Moment(tuple(Person(*each) for each in people), Whereabouts("c1", True, ("c2",)), holder, chosen)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize(
    ("names", "initial", "words"),
    [
        ((), "", ""),
        (("bob",), "b", "bob is at it"),
        (("Жанна",), "Ж", "Жанна is at it"),
        (("李",), "•", "李 is at it"),
        (("\u0301x",), "•", "\u0301x is at it"),
        (("\x1bx",), "•", "\x1bx is at it"),
        (("cy", "bob"), "2", "bob and cy are at it"),
        (("cy", "bob", "eve"), "3", "bob, cy and eve are at it"),
        (tuple(f"n{number}" for number in range(12)), "9", ""),
    ],
)
def test_who_is_at_a_claim_is_one_cell_and_some_words(
    clock: Clock, names: tuple[str, ...], initial: str, words: str
) -> None:
    colleagues = Colleagues(clock)
    colleagues.follow(moment(*((name, "c1", 0.0) for name in names)))
    assert colleagues.initial("c1") == initial
    if words or not names:
        assert presence_words(colleagues.at("c1")) == words


def test_somebody_who_says_nothing_more_is_gone_after_a_while(clock: Clock) -> None:
    colleagues = Colleagues(clock)
    colleagues.follow(moment(("bob", "c1", 10.0), ("cy", "", 0.0)))
    assert colleagues.places() == {"c1": ("bob",)}
    assert colleagues.look()
    assert not colleagues.look()
    clock.now += LASTING - 10.5
    assert colleagues.at("c1") == ("bob",)
    clock.now += 1
    assert colleagues.at("c1") == ()
    assert colleagues.look()


def test_who_took_the_claim_before_is_named_first(clock: Clock) -> None:
    colleagues = Colleagues(clock)
    colleagues.follow(moment(("bob", "c1", 0.0), ("cy", "c1", 0.0), holder="cy"))
    assert colleagues.at("c1") == ("cy", "bob")
    colleagues.follow(moment(holder="cy"))
    assert colleagues.at("c1") == ("cy",)


def test_the_claim_that_was_given_out_is_the_next_only_from_where_it_was_asked_for(clock: Clock) -> None:
    colleagues = Colleagues(clock)
    colleagues.follow(moment(chosen="c2"))
    assert (colleagues.next_from("c1"), colleagues.next_from("c3")) == ("c2", "")
