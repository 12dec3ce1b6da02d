"""Sequences whose elements are made when they are read, so that a report of any length takes little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lazy(Sequence[Result], Generic[Item, Result]):
    """A sequence whose elements are made from `items` on access and not kept. Pickled, it becomes a list."""

    items: Sequence[Item]
    make: Callable[[Item], Result]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Result]:
        return map(self.make, self.items)

    def __getitem__(self, index: Any) -> Any:
        items = self.items[index]
        return list(map(self.make, items)) if isinstance(index, slice) else self.make(items)

    def __reduce__(self) -> tuple[type, tuple[list[Result]]]:
        return list, (list(self),)


class Subset(Sequence[Item]):
    """The items that pass a test. Iteration goes through all of them, so that what counts them counts all."""

    def __init__(self, items: Sequence[Item], test: Callable[[Item], bool]) -> None:
        """Keep those of `items` for which `test` returns True."""
        self._items, self._test = items, test
        self._kept = [item for item in items if test(item)]

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Item]:
        return filter(self._test, self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._kept[index]
