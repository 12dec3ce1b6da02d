"""What a merge does across rows: a row that is needed is not gone, and no two rows have one ref."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import orjson

from factcheck.case.case import Case
from factcheck.case.ids import sha256_of
from factcheck.case.merging.row_state import RowState
from factcheck.case.record import Row

LINKS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "excerpts": {"claim": ("claims",), "source": ("sources",)},
    "verdicts": {"claim": ("claims",)},
    "entries": {"on": ("claims", "sources")},
    "sources": {"repeats": ("sources",)},
}
"""The tables whose rows hang on others: by which fields, and in which tables these are a key."""

OPTIONAL_LINKS = frozenset({"on", "repeats"})
"""The fields of `LINKS` that may be empty."""

_SUFFIX = re.compile(r"(?P<ref>.+)-(?P<hash>[0-9a-f]{4,64})")
_SUFFIX_LENGTH = 4


def parents(table: str, row: Row) -> Iterator[str]:
    """Yield the rows that a row hangs on, as "table/key"."""
    for name, tables in LINKS.get(table, {}).items():
        if row.get(name):
            yield from (f"{other}/{row[name]}" for other in tables)


def hanging_on(case: Case, target: str) -> Iterator[str]:
    """Yield the rows of a case that hang on a row; all as "table/key"."""
    table, _, key = target.partition("/")
    if table == "claims":
        yield from (f"excerpts/{excerpt}" for excerpt in case.index.excerpts.get(key, ()))
        yield from (f"verdicts/{verdict}" for verdict in case.index.verdicts.get(key, ()))
    if table == "sources":
        yield from (f"excerpts/{excerpt}" for excerpt in case.quoting(key))
        yield from (f"sources/{source.id}" for source in case.repeating(key))
    if table in {"claims", "sources"}:
        yield from (f"entries/{entry}" for entry in case.index.entries.get(key, ()))


class Hanging:
    """Which rows of a case hang on others, given the JSON of its rows; found when that is first asked."""

    def __init__(self, rows: Mapping[str, Mapping[str, bytes]]) -> None:
        """Find it in `rows`."""
        self._rows = rows

    def on(self, target: str) -> Iterable[str]:
        """Return the rows that hang on a row; all as "table/key"."""
        return self._found.get(target, ())

    @cached_property
    def _found(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for table in LINKS:
            for key, stored in self._rows.get(table, {}).items():
                for parent in parents(table, orjson.loads(stored)):
                    found.setdefault(parent, []).append(f"{table}/{key}")
        return found


def keep_needed(states: dict[str, RowState], hanging: Hanging) -> None:
    """Bring back the rows that others need, and those that were removed as one with a row that stays.

    `hanging` is of one of the copies: its rows that are not among `states` are the same in all copies.
    """
    linked = _linked_in_batches(states)
    for target, state in states.items():
        if state.row is None and any(child not in states for child in hanging.on(target)):
            states[target] = state.restore()
    waiting = [target for target, state in states.items() if state.row is not None]
    while waiting:
        target = waiting.pop()
        table = target.partition("/")[0]
        needed = [*parents(table, states[target].values), *linked.get(target, ())]
        for other in needed:
            if other in states and states[other].row is None:
                states[other] = states[other].restore()
                waiting.append(other)


def _linked_in_batches(states: Mapping[str, RowState]) -> dict[str, set[str]]:
    """Return the rows that were removed in one batch and hang on each other, each with the others."""
    removed: dict[str, set[str]] = {}
    for target, state in states.items():
        for removal in state.removals:
            removed.setdefault(target, set()).add(removal.batch)
    linked: dict[str, set[str]] = {}
    for target, batches in removed.items():
        for parent in parents(target.partition("/")[0], states[target].values):
            if batches & removed.get(parent, set()):
                linked.setdefault(target, set()).add(parent)
                linked.setdefault(parent, set()).add(target)
    return linked


def own_ref(ref: str, key: str) -> str:
    """Return the ref that a row was given, without what a merge may have put behind it."""
    match = _SUFFIX.fullmatch(ref)
    return match["ref"] if match and sha256_of(key.encode()).startswith(match["hash"]) else ref


def distinct_refs(refs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a ref for each row, given with the refs they have, those first that keep theirs: C77, C77-1a2b.

    `refs` has keys with refs; the ref of a row that comes later gets a hash of its id behind it.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, ref in refs:
        shown, length = ref, _SUFFIX_LENGTH
        while shown.upper() in taken:
            shown, length = f"{ref}-{sha256_of(key.encode())[:length]}", length + 1
        taken.add(shown.upper())
        found[key] = shown
    return found
