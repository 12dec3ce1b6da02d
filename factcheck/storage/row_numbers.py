"""The numbers of rows in a file: under which name TinyDB finds each.

A new row has the number of its ref, 77 for C77; verdicts and changes, which have no ref, have a hash of their key, so
that two people who work apart give one row one number. Numbers that other programs gave are kept until the case is
merged for the first time. From then on every copy of the case numbers its rows alike, and orders them by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from factcheck.case.ids import ref_number, sha256_of
from factcheck.case.index import LETTERS

_NUMBER_DIGITS = 18
_HASH_DIGITS, _HASH_SHIFT = 14, 3  # 53 bits: what a number of JavaScript holds exactly


class RowNumbers:
    """The number that each row has in its table of the file."""

    def __init__(self) -> None:
        self._read: dict[str, list[tuple[list[str], list[str]]]] = {}
        self._of: dict[str, dict[str, str]] = {}
        self._holders: dict[str, dict[str, str]] = {}
        self._own: dict[str, dict[str, int]] = {}

    def add(self, table: str, keys: list[str], numbers: list[str]) -> None:
        """Remember the numbers of rows that were read."""
        self._read.setdefault(table, []).append((keys, numbers))

    def items(self, table: str) -> Iterator[tuple[str, str]]:
        """Yield every key that was read with its number."""
        for keys, numbers in self._read.get(table, ()):
            yield from zip(keys, numbers, strict=True)

    def kept(self, table: str, rows: Mapping[str, bytes], refs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Yield rows with their numbers, in their order; those that were read have the numbers that they had.

        `refs` has the refs of the rows, by key.
        """
        known = self._known(table)
        for key, row in rows.items():
            number = known.get(key)
            yield self._give(table, key, rows, refs.get(key, "")) if number is None else number, row

    def canonical(self, table: str, rows: Mapping[str, bytes], refs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Yield rows with the numbers that they have in every copy, by these; changes in their own order."""
        own = self._own.setdefault(table, {})
        numbers: dict[str, int] = {}
        for key in rows:
            number = _of_ref(table, refs.get(key, ""))
            if not number and not (number := own.get(key, 0)):
                number = own[key] = own_number(table, key)
            numbers[key] = number
        if len(set(numbers.values())) != len(numbers):
            numbers = _spread(numbers)
        order: Iterable[str] = rows if table == "history" else sorted(numbers, key=numbers.__getitem__)
        return ((str(numbers[key]), rows[key]) for key in order)

    def _known(self, table: str) -> dict[str, str]:
        known = self._of.get(table)
        if known is None:
            known = dict(self.items(table))
            self._holders[table] = {number: key for key, number in known.items()}
            self._of[table] = known
            self._read.pop(table, None)
        return known

    def _give(self, table: str, key: str, rows: Mapping[str, bytes], ref: str) -> str:
        """Return the number of a new row: its own or, if another row has that, the next one that is free."""
        holders = self._holders[table]
        number = str(own_number(table, key, ref))
        if holders.get(number, key) != key and holders[number] in rows:
            last = _highest(holders) if table in LETTERS else int(number)
            while holders.get(number, key) != key and holders[number] in rows:
                last += 1
                number = str(last)
        self._of[table].pop(holders.get(number, key), None)  # a row that was removed had it
        holders[number] = key
        self._of[table][key] = number
        return number


def own_number(table: str, key: str, ref: str = "") -> int:
    """Return the number that a row has in every copy: that of its ref, or else 53 bits of a hash of its key."""
    if table == "case":
        return 1
    return _of_ref(table, ref) or int(sha256_of(key.encode())[:_HASH_DIGITS], 16) >> _HASH_SHIFT


def _of_ref(table: str, ref: str) -> int:
    letter = LETTERS.get(table)
    number = ref_number(ref, letter) if letter else 0
    return number if number and ref == f"{letter}{number}" else 0


def _spread(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return numbers of which no two are the same: the later of two rows takes the next one, by number and key."""
    taken: set[int] = set()
    spread = {}
    for key in sorted(numbers, key=lambda key: (numbers[key], key)):
        number = numbers[key]
        while number in taken:
            number += 1
        taken.add(number)
        spread[key] = number
    return spread


def _highest(numbers: Iterable[str]) -> int:
    found = (int(number) for number in numbers if number.isdecimal() and len(number) <= _NUMBER_DIGITS)
    return max(found, default=0)
