"""What a case says of itself: the one row of the table `case`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from factcheck.case.record import Readers, Record
from factcheck.case.scale import DEFAULT_SCALE

CASE_KEY = "case"
"""The key of the one row of the table `case`."""

SCHEMA = 1
"""The version of the tables of a new case."""

MERGED_SCHEMA = 2
"""The version from the first merge on: a reader that knows nothing of branches must not go on with the case."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CaseInfo(Record):
    """What a case says of itself: its title, its scale, when it was created.

    `verdict` is what stands for a claim whose checkers differ: "newest" their newest verdict, "settled" only one that
    settles them; empty where nobody said. In a `blind` case a checker sees the others' work on a claim once he has
    decided it. `warn` has the names of the warnings that it asks for under all circumstances. `numbers` are the ranges
    of numbers that checkers were given for their refs: see `factcheck.case.number_ranges`.
    """

    readers: ClassVar[Readers] = {"warn": tuple, "numbers": tuple}
    unwritten = ("verdict", "blind", "warn", "numbers")

    schema: int = SCHEMA
    title: str = "Untitled case"
    scale: Any = DEFAULT_SCALE.name
    created: str = ""
    verdict: str = ""
    blind: bool = False
    warn: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
