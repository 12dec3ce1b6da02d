"""How many quotes of a case are in which state, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factcheck.case.records import Excerpt
from factcheck.quotes import QuoteCheck, State
from factcheck.text import counted


def verify_words(found: Sequence[tuple[Excerpt, QuoteCheck]]) -> str:
    """Return the number of excerpts in each state: "24 excerpts: 22 exact, 2 altered"."""
    counts = Counter(check.anchor.state for _, check in found)
    said = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    number = counted(len(found), "excerpt")
    if len(found) > 1 and all(state.is_faithful for state in counts):
        return f"All {number} match their sources: {said}"
    return f"{number}: {said}" if said else number
