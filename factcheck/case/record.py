"""What all records have in common: they are immutable, equal by value, and read from and written to rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

Row = Mapping[str, Any]
"""A JSON object: the fields of a record by name."""

Readers = Mapping[str, Callable[[Any], Any]]
"""Functions by the name of a field, each of which returns its value from that in a row."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Record:
    """Base of all records: conversion from and to rows, and equality.

    `dataclass` would write `__eq__`, `__hash__` and `__repr__` anew for each of them, which takes a third of the
    time in which the command line starts; so they stand here, once for all.
    """

    readers: ClassVar[Readers] = {}
    """How fields are read whose value is no plain JSON."""
    unwritten: ClassVar[tuple[str, ...]] = ()
    """The fields that a row leaves out while they have their default, so that it is written as before they came."""

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a row; fields that are absent take their default, fields that are not ours are left out."""
        names: tuple[str, ...] = cls.__slots__
        values = {name: row[name] for name in names if name in row}
        for name in values.keys() & cls.readers.keys():
            values[name] = cls.readers[name](values[name])
        return cls(**values)

    def to_row(self) -> dict[str, Any]:
        """Return the row of this record: plain JSON values, in the order of the fields."""
        names: tuple[str, ...] = self.__slots__
        row = {name: getattr(self, name) for name in names}
        for name, value in row.items():
            if type(value) not in _PLAIN:
                row[name] = _plain(value)
        return row

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        names: tuple[str, ...] = self.__slots__
        fields = (f"{name}={value!r}" for name, value in zip(names, self._values(), strict=True))
        return f"{type(self).__name__}({', '.join(fields)})"

    def _values(self) -> tuple[Any, ...]:
        names: tuple[str, ...] = self.__slots__
        return tuple(getattr(self, name) for name in names)


_PLAIN = frozenset({str, int, float, bool, type(None), dict, list})
"""The types of values that a row holds as they are."""


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
