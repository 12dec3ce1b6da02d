"""Which screen carries which keys: two keys may clash only if a screen carries both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from textual.binding import Binding

from factcheck.tui.keys import (
    ADD,
    ADDRESS,
    ADJUDICATION,
    ANYWHERE,
    ATTACH,
    BACK,
    COLUMNS,
    DECIDING,
    DOCUMENTS,
    DRAFT,
    EDIT,
    EDITING,
    EDITOR,
    ENTRIES,
    ENTRY_LIST,
    EVIDENCE,
    EXPORT,
    FILTER,
    FORM,
    LEAVE,
    LIBRARY,
    LINES,
    MATRIX,
    MOVING,
    NOTES,
    ORDER,
    PANES,
    PROPOSALS,
    QUOTING,
    READ,
    READER,
    REMOVE,
    SELECTING,
    STANCES,
    SUGGEST,
    SUGGESTIONS,
    UNCHECKED,
    UNDO,
    VERDICTS,
    WORKBENCH,
)


class ScreenKeys(NamedTuple):
    """The keys of a screen: those bound by itself, those of its widgets, and the ids that its key row shows."""

    own: tuple[Binding, ...]
    widgets: tuple[Binding, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def bindings(self) -> list[Binding]:
        """The bindings of the screen itself, each shown in the key row or not."""
        return [replace(binding, show=binding.id in self.shown) for binding in self.own]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all keys that work on the screen."""
        return frozenset(binding.id for binding in (*self.own, *self.widgets) if binding.id)


def _of(*bindings: Binding | Iterable[Binding]) -> tuple[Binding, ...]:
    parts = ([part] if isinstance(part, Binding) else part for part in bindings)
    return tuple(binding for part in parts for binding in part)


_STANCES = ("excerpt.supports", "excerpt.contradicts", "excerpt.context")
_ALWAYS = ("app.help", "app.quit-q")

SCREENS: Mapping[str, ScreenKeys] = {
    "workbench": ScreenKeys(
        _of(DECIDING, WORKBENCH, STANCES, EDITING, EVIDENCE, ANYWHERE),
        _of(MOVING, COLUMNS),
        (
            *("verdict.rationale", "case.undo", "claim.next-unchecked", "claims.filter", "case.export"),
            *("edit.add", "case.sources", "claim.suggest", *_ALWAYS),
        ),
    ),
    "library": ScreenKeys(
        _of(READ, ADDRESS, DOCUMENTS, NOTES, ADD, EDIT, REMOVE, LIBRARY, UNDO, FILTER, BACK, ANYWHERE),
        _of(MOVING),
        ("excerpt.read", "edit.add", "pane.back", "case.undo", "claims.filter", *_ALWAYS),
    ),
    "reader": ScreenKeys(
        _of(STANCES, DECIDING, READER, ADDRESS, UNDO, ANYWHERE),
        _of(MOVING, SELECTING),
        (*_STANCES, "reader.search", "reader.add", "reader.back", "case.undo", *_ALWAYS),
    ),
    "draft": ScreenKeys(
        _of(DECIDING, DRAFT, STANCES, READ, SUGGEST, EXPORT, PANES, UNDO, ANYWHERE),
        _of(MOVING, SELECTING),
        (
            *("draft.claim", "draft.aside", "draft.query", "draft.next-unseen", "excerpt.read"),
            *("verdict.rationale", "case.undo", *_ALWAYS),
        ),
    ),
    "missing text": ScreenKeys(
        _of(QUOTING, LEAVE, ATTACH, ADDRESS, UNDO, ANYWHERE), _of(MOVING), ("reader.back", "case.undo", *_ALWAYS)
    ),
    "suggestions": ScreenKeys(
        _of(STANCES, DECIDING, SUGGESTIONS, READ, ADDRESS, UNDO, UNCHECKED, BACK, ANYWHERE),
        _of(MOVING),
        (*_STANCES, "lens.dismiss", "excerpt.read", "suggest.judge", "case.undo", *_ALWAYS),
    ),
    "search": ScreenKeys(
        _of(STANCES, READ, ADDRESS, UNDO, FILTER, PANES, BACK, ANYWHERE),
        _of(MOVING),
        (*_STANCES, "excerpt.read", "case.undo", *_ALWAYS),
    ),
    "matrix": ScreenKeys(
        _of(DECIDING, READ, MATRIX, ORDER, UNDO, BACK, ANYWHERE), _of(MOVING), ("excerpt.read", "case.undo", *_ALWAYS)
    ),
    "adjudication": ScreenKeys(
        _of(VERDICTS, ADJUDICATION, UNDO, BACK, ANYWHERE),
        (),
        (
            *("adjudicate.reasons", "adjudicate.cause", "adjudicate.names", "adjudicate.agreed", "case.undo"),
            *_ALWAYS,
        ),
    ),
    "extraction": ScreenKeys(
        _of(PROPOSALS, UNDO, ANYWHERE),
        _of(MOVING),
        (
            *("proposal.tick", "proposal.edit", "proposal.take", "proposal.drop", "proposal.back"),
            *("case.undo", *_ALWAYS),
        ),
    ),
    "entries": ScreenKeys(
        _of(ENTRY_LIST, NOTES, ENTRIES, UNDO, FILTER, BACK, ANYWHERE),
        _of(MOVING),
        (
            *("entry.go", "entry.answered", "entry.silent", "entry.declined", "entry.done", "entry.view"),
            *("case.undo", "claims.filter", *_ALWAYS),
        ),
    ),
    "form": ScreenKeys(_of(FORM), (EDITOR, LINES), ("rationale.save", "rationale.keep")),
}
"""The keys of every screen that has more than its own escape and enter."""
