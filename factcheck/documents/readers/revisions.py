"""Tracked changes and comments of a text: how many there are, and how they were read.

`Revisions` follows those of a Word document: the text is read with them, or as the original before them.

A paragraph can be changed too: the mark at its end is inserted or deleted, and without it the next one continues it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from factcheck.case.document import ORIGINAL
from factcheck.text import clean_line

_KINDS = {"ins": "insertion", "del": "deletion", "moveTo": "move", "moveFrom": ""}
"""The elements of changes, and what each counts as; what was moved counts where it stands now."""
ADDING, REMOVING = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
"""The elements of changes that add text, and those that remove it: what was moved was removed, and added elsewhere."""
REVISIONS = frozenset(_KINDS)
PROPERTY_CHANGES = frozenset({"pPrChange", "rPrChange"})
"""What a paragraph or run was formatted as before: no text, and no property of it now."""


class Revisions:
    """The tracked changes that were met, and which are open where the reader is."""

    def __init__(self, *, original: bool = False) -> None:
        """Read the text with the changes; the `original`, that before them, if so asked."""
        self.original = original
        self._left_out = ADDING if original else REMOVING
        self._counts: Counter[str] = Counter()
        self._authors: dict[str, None] = {}
        self._open: list[str] = []
        self._last = ""

    def begin(self, name: str, author: str) -> None:
        """Begin a change."""
        self._open.append(name)
        if author := clean_line(author):
            self._authors.setdefault(author)

    def end(self) -> None:
        """End the innermost change."""
        self._open.pop()

    def leaves_out(self) -> bool:
        """Tell whether the text here is not read."""
        return any(name in self._left_out for name in self._open)

    def meet_text(self) -> None:
        """Count the change of a piece of text, if it is not the one of the piece before."""
        self._count(_KINDS[self._open[-1]] if self._open else "")

    def meet_mark(self, name: str) -> bool:
        """Count a change of a paragraph mark; return whether the paragraph continues in the next one."""
        if kind := _KINDS[name]:
            self._count(kind)
        return name in self._left_out

    def _count(self, kind: str) -> None:
        if kind and kind != self._last:
            self._counts[kind] += 1
        self._last = kind

    @property
    def remark(self) -> str:
        """How many changes there are, how they were read, and how they are read otherwise; "" without any."""
        told = count_changes(self._counts)
        by = _people(self._authors)
        if told and self.original:
            return f"tracked changes left out: {told}{by}; this is the text before them"
        return f"tracked changes read as accepted: {told}{by}; --{ORIGINAL} reads the text before them" if told else ""


def count_changes(counts: Mapping[str, int]) -> str:
    """Return "2 insertions, 1 deletion and 1 move"; "" without any."""
    kinds = filter(None, _KINDS.values())
    found = [f"{count} {kind}{'s' * (count > 1)}" for kind in kinds if (count := counts.get(kind, 0))]
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def count_comments(authors: Sequence[str]) -> str:
    """Return a remark on the comments of a text, which `authors` wrote, one each; "" without any."""
    by = _people(dict.fromkeys(filter(None, authors)))
    if len(authors) > 1:
        return f"{len(authors)} comments{by} follow the text and are no part of it"
    return f"one comment{by} follows the text and is no part of it" if authors else ""


def _people(names: Iterable[str]) -> str:
    """Return " by Ada and 2 others"; "" of nobody."""
    first, *others = [*names] or [""]
    more = f" and {others[0]}" if len(others) == 1 else f" and {len(others)} others" if others else ""
    return f" by {first}{more}" if first else ""


def comments_at(text: str, places: Iterable[tuple[int, str]], count: int) -> tuple[int, ...]:
    """Return where the comments begin, as `Document.outside`, if there are as many; () if they are all there is."""
    at = next((offset for offset, name in places if name.startswith("comment")), len(text)) if count else 0
    return (at, at) if text[:at].strip() else ()
