"""What compares quotes and figures, imported when it is first used: the first picture of a case does without it.

`parts.assess_passage` imports `factcheck.evidence.comparison` and is its `assess_passage`. `load` imports all for the
figures, which a thread may do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.evidence.assessment import derivations
    from factcheck.evidence.comparison import assess_passage, claim_text, disagreements, excerpt_marks, figure_values
    from factcheck.evidence.figures import prepare
    from factcheck.evidence.figures.relations import differences
    from factcheck.evidence.languages import language
    from factcheck.quotes.anchor import anchor

__all__ = [
    "anchor",
    "assess_passage",
    "claim_text",
    "derivations",
    "differences",
    "disagreements",
    "excerpt_marks",
    "figure_values",
    "importer",
    "language",
    "load",
    "prepare",
]

IMPORTING = RLock()
"""Held while modules are imported late: of two threads that import the same package, one would see the half of it."""

_FIGURES = {
    "assess_passage": "evidence.comparison",
    "claim_text": "evidence.comparison",
    "derivations": "evidence.assessment",
    "differences": "evidence.figures.relations",
    "disagreements": "evidence.comparison",
    "excerpt_marks": "evidence.comparison",
    "figure_values": "evidence.comparison",
    "language": "evidence.languages",
    "prepare": "evidence.figures",
}
_QUOTES = {"anchor": "quotes.anchor"}


def importer(namespace: dict[str, Any], places: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a module: it imports the part of a name from its place, and keeps it there.

    `namespace` holds the names of that module; `places` are modules of factcheck by the names of their parts.
    """

    def import_part(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {name!r}")
        with IMPORTING:
            part = namespace[name] = getattr(import_module(f"factcheck.{places[name]}"), name)
        return part

    return import_part


_import_part = importer(globals(), _FIGURES | _QUOTES)
if not TYPE_CHECKING:  # else mypy would take any name for one that is there
    __getattr__ = _import_part


def load() -> None:
    """Import what compares figures, and make the tables that it needs; see `factcheck.evidence.readiness`."""
    for name in _FIGURES:
        _import_part(name)
    prepare()
