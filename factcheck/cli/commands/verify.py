"""`factcheck verify`: hold every quote against the text of its source."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names
from factcheck.quotes import GLYPHS, State

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Excerpt
    from factcheck.quotes import QuoteCheck
    from factcheck.workspace.library import Library


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck verify && factcheck export markdown
  factcheck verify C5 E12
Piped, a line is: excerpt, claim, source, state, start, end, what differs or
where else it stands; parted by tabs. "238 → 283" is the source's word, then
the quote's.""",
)
@click.argument("names", metavar="[CLAIM|EXCERPT...]", nargs=-1, shell_complete=claim_names)
@click.option("--fix-typography", is_flag=True, help="Offer to set quotes as their sources have them.")
@click.option("--store-places", is_flag=True, help="Keep where quotes stand, for excerpts that lack it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@output.json_option
@click.pass_obj
def verify(
    setup: Setup, names: tuple[str, ...], fix_typography: bool, store_places: bool, yes: bool, as_json: bool
) -> int:
    """Hold quotes against the texts of their sources.

    All of the case, or those of the CLAIMs and EXCERPTs named (C5, E12). Exits with 1 if one was altered, stands
    elsewhere or is not found. Nothing is changed but on request, and `factcheck undo` takes that back as one.
    """
    if fix_typography and not yes and not can_ask():
        raise click.UsageError("--fix-typography asks on a terminal; without one, say --yes")
    if not (fix_typography or store_places):
        with setup.reading() as workspace:
            return _told(workspace.documents, names, as_json)
    with setup.writing() as workspace:
        library = workspace.documents
        status = _told(library, names, as_json)
        found = library.workspace.verify(*names)
        if fix_typography:
            _set_typography(library, found, setup, yes)
        if store_places:
            _store_places(library, library.workspace.verify(*names), setup)
    return status


def can_ask() -> bool:
    """Return whether there is somebody to ask."""
    return sys.stdin.isatty()


Found = list[tuple["Excerpt", "QuoteCheck"]]


def _told(library: Library, names: tuple[str, ...], as_json: bool) -> int:
    """Print how the excerpts stand and count them; return the exit status."""
    case, found = library.workspace.case, library.workspace.verify(*names)
    if as_json:
        output.print_objects(_object(case, *each) for each in found)
    elif output.for_people():
        from factcheck.cli import tables

        worst_last = sorted(found, key=lambda each: (each[1].anchor.state is not State.NO_TEXT, _rank(each[1])))
        tables.show_standings(_cells(case, *each) for each in worst_last)
    else:
        output.print_rows(_row(case, *each) for each in found)
    counts = Counter(standing.anchor.state for _, standing in found)
    said = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    output.narrate(f"{len(found)} excerpt{'s' * (len(found) != 1)}{': ' if said else ''}{said}")
    return int(any(state.is_mismatch for state in counts))


def _rank(standing: QuoteCheck) -> int:
    return [*State].index(standing.anchor.state)


def _remark(case: Case, standing: QuoteCheck) -> str:
    from factcheck.workspace.quote_checks import remark

    return remark(standing, lambda source_id: case.sources[source_id].ref)


def _cells(case: Case, excerpt: Excerpt, standing: QuoteCheck) -> list[str]:
    state = standing.anchor.state
    claim, source = case.claims[excerpt.claim].ref, case.sources[excerpt.source].ref
    return [excerpt.ref, claim, source, GLYPHS[state], state.value, _remark(case, standing)]


def _row(case: Case, excerpt: Excerpt, standing: QuoteCheck) -> list[object]:
    found = standing.anchor
    ref, claim, source, _, state, words = _cells(case, excerpt, standing)
    place = ["" if at is None else at for at in (found.start, found.end)]
    return [ref, claim, source, state, *place, words]


def _object(case: Case, excerpt: Excerpt, standing: QuoteCheck) -> dict[str, Any]:
    found = standing.anchor
    source = found.source or (excerpt.source if found.parts else "")
    return {
        "id": excerpt.id,
        "ref": excerpt.ref,
        "claim_ref": case.claims[excerpt.claim].ref,
        "source_ref": case.sources[excerpt.source].ref,
        "state": found.state.value,
        "score": round(found.score, 4),
        "start": found.start,
        "end": found.end,
        "parts": [list(part) for part in found.parts],
        "quote": excerpt.quote,
        "text": standing.passage,
        "found_in": case.sources[source].ref if source else None,
        "differences": [
            {"quote": each.wording, "text": each.original, "at": list(each.quote), "weight": each.weight.value}
            for each in standing.differences
        ],
        "gap": found.gap,
        "inserted": found.inserted,
        "warning": found.warning,
    }


def _set_typography(library: Library, found: Found, setup: Setup, yes: bool) -> None:
    """Set quotes as their sources have them, if the user agrees. White space alone is no reason to."""
    wished = {}
    for excerpt, standing in found:
        wording = " ".join(standing.passage.split())
        if _is_typography(standing) and wording != " ".join(excerpt.quote.split()):
            wished[excerpt.id] = {"quote": wording, **_place(library, excerpt, standing)}
            output.narrate(f"{excerpt.ref}: “{excerpt.quote}”")
            output.narrate(f"{'':{len(excerpt.ref)}}→ “{wording}”")
    if not wished:
        output.narrate("no quote differs from its source in typography but for white space")
    elif yes or click.confirm(f"Set {_count(len(wished))} as in the source?", err=True):
        library.workspace.edit_all("excerpts", wished)
        output.narrate(
            f"{_count(len(wished))} set as in the source, saved in {setup.path}; `factcheck undo` takes it back"
        )


def _is_typography(standing: QuoteCheck) -> bool:
    """Tell whether a quote differs by typography that is no mark of the editor's, as the bracket in "[T]wo" is."""
    return standing.anchor.state is State.TYPOGRAPHIC and not standing.anchor.inserted


def _store_places(library: Library, found: Found, setup: Setup) -> None:
    """Keep prefix, suffix, start and end of quotes that stand in their source and lack one of them."""
    places = {
        excerpt.id: _place(library, excerpt, standing)
        for excerpt, standing in found
        if standing.anchor.state in {State.EXACT, State.TYPOGRAPHIC} and excerpt.start is None
    }
    if places:
        library.workspace.edit_all("excerpts", places)
        words = f"the places of {_count(len(places))} kept, saved in {setup.path}; `factcheck undo` takes it back"
        output.narrate(words)
    else:
        output.narrate("every quote that stands in its source has its place already")


def _place(library: Library, excerpt: Excerpt, standing: QuoteCheck) -> dict[str, Any]:
    from factcheck.quotes.selectors import position_fields

    start, end = standing.anchor.parts[0]
    return position_fields(library.text(excerpt.source) or "", start, end)


def _count(number: int) -> str:
    return f"{number} quote{'s' * (number != 1)}"
