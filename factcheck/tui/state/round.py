"""The order in which a session goes through the unchecked claims: those that were put off come last."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence


class Either:
    """Contains what one container has or for which a test is true."""

    def __init__(self, members: Container[str], test: Callable[[str], bool]) -> None:
        """Contain `members`, and what `test` is true for."""
        self._members = members
        self._test = test

    def __contains__(self, member: object) -> bool:
        return member in self._members or self._test(str(member))


class Round:
    """Says which unchecked claim comes next. Claims that were put off come last, the first one put off first."""

    def __init__(self) -> None:
        """Put off no claim yet."""
        self._put_off: dict[str, None] = {}

    def put_off(self, claim_id: str) -> bool:
        """Put a claim off to the end, or take that back; return whether it is put off now."""
        if claim_id in self._put_off:
            del self._put_off[claim_id]
            return False
        self._put_off[claim_id] = None
        return True

    def is_put_off(self, claim_id: str) -> bool:
        """Return whether a claim is put off."""
        return claim_id in self._put_off

    def next(self, claims: Sequence[str], cursor: int, step: int, checked: Container[str]) -> int | None:
        """Return the index of the next unchecked claim from `cursor` on, wrapping around; None if all are checked.

        `step` is 1, or -1 to go back. A claim that is put off comes once all others are checked.
        """
        places = ((cursor + step * distance) % len(claims) for distance in range(1, len(claims) + 1))
        left = (place for place in places if claims[place] not in checked)
        first_put_off = None
        for place in left:
            if claims[place] not in self._put_off:
                return place
            first_put_off = place
        return None if first_put_off is None else self._next_put_off(claims, cursor, step, checked)

    def _next_put_off(self, claims: Sequence[str], cursor: int, step: int, checked: Container[str]) -> int:
        there = set(claims)
        waiting = [claim for claim in self._put_off if claim in there and claim not in checked]
        current = claims[cursor]
        place = (waiting.index(current) + step) % len(waiting) if current in waiting else 0
        return claims.index(waiting[place])
