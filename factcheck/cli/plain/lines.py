"""What the prompt says: a claim with its evidence, passages, the labels and the commands, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck.case.records import Claim, Stance
from factcheck.cli.claim_rows import gather, rows_of
from factcheck.text import quoted

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.workspace.search import Suggestion
    from factcheck.workspace.workspace import Workspace

_SHOWN = ("speaker", "date", "origin", "tags", "flagged", "verdict", "excerpt", "note", "mark", "compared", "warning")
"""The rows that are said after the claim itself, in this order."""


def claim_lines(workspace: Workspace, claim: Claim, place: int, count: int) -> Iterator[str]:
    """Yield a claim, which is number `place` of `count`, with its verdicts and excerpts, contradicting first."""
    rows = [row for row in rows_of(gather(workspace, claim)) if row[0] in _SHOWN]
    yield f"{claim.ref} ({place} of {count}): {claim.text}"
    for name, *cells in sorted(rows, key=lambda row: (_SHOWN.index(row[0]), row[0] == "excerpt" and _side(row[2]))):
        if name == "excerpt":
            ref, stance, source, state, quote, *differs = cells
            yield "; ".join(
                [f"{stance}, {ref}: {quote} from {source}", f"quotation {state.partition(' ')[2]}", *differs]
            )
        else:
            yield f"{name}: {'; '.join(cells)}"
    if not any(row[0] == "excerpt" for row in rows):
        yield "no excerpts; f finds passages"


def _side(stance: str) -> int:
    return [Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT].index(Stance(stance))


def label_line(case: Case) -> str:
    """Return the labels of the scale with their keys, in one line."""
    return "labels: " + ", ".join(f"{label.key} {label.name}" for label in case.scale.labels)


def passage_lines(case: Case, found: Sequence[Suggestion]) -> Iterator[str]:
    """Yield passages with their numbers, and how one is added."""
    for number, passage in enumerate(found, 1):
        known = "; quoted already" if passage.known else ""
        source = case.sources[passage.source_id]
        yield f"{number}. {quoted(passage.text)} from {source.ref} {source.title}, {passage.place}{known}"
    yield (
        "s, x or c and a number adds a passage as supporting, contradicting or context" if found else "no passage found"
    )


def help_lines(commands: Mapping[str, str], case: Case) -> Iterable[str]:
    """Yield the commands with what they do, and the labels with what they mean."""
    yield from (f"{name}: {words}" for name, words in commands.items())
    yield from (f"{label.key}: {label.name}. {label.meaning}" for label in case.scale.labels)
