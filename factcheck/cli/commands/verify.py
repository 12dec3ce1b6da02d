"""`factcheck verify`: check quotes against the texts of their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.changes import Batch, Change
from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.parameters import can_ask, claim_names
from factcheck.quotes import GLYPHS, QuoteCheck, State
from factcheck.quotes.selectors import position_fields
from factcheck.text import counted
from factcheck.workspace.quote_comparison import remark
from factcheck.workspace.verified import verify_words

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Excerpt
    from factcheck.workspace.workspace import Workspace


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck verify && factcheck export markdown
  factcheck verify C5 E12
In a pipe, the output is tab-separated: excerpt, claim, source, state, start,
end, and what differs or in which source it is. "238 → 283": the source says
238, the quote 283.""",
)
@click.argument("names", metavar="[CLAIM|EXCERPT...]", nargs=-1, shell_complete=claim_names)
@click.option("--fix-typography", is_flag=True, help="Change quotes to the typography of the source.")
@click.option("--store-places", is_flag=True, help="Store the positions of quotes that have none yet.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@output.json_option
@click.pass_obj
def verify(
    setup: Setup, names: tuple[str, ...], fix_typography: bool, store_places: bool, yes: bool, as_json: bool
) -> int:
    """Check quotes against the texts of their sources.

    CLAIM and EXCERPT are refs (C5, E12) or ids; the default is all excerpts. Exit status 1 if a quote is altered, in
    another source or not found, or if a stored text was changed or damaged. Nothing is changed without --fix-typography
    or --store-places.
    """
    if fix_typography and not yes and not can_ask():
        raise usage_error("cannot ask for confirmation here: use --yes to fix typography")
    if not (fix_typography or store_places):
        with setup.reading() as workspace:
            found = workspace.verify(*names)
        _print(workspace.case, found, as_json=as_json)
        return _report(workspace.case, found)
    with setup.writing() as workspace:
        found, changes = workspace.verify(*names), list[Change]()
        objects = [_object(workspace.case, *each) for each in found]
        if not as_json:
            _print(workspace.case, found)
        if fix_typography:
            changes += _set_typography(workspace, found, setup, yes)
        if store_places:
            changes += _store_places(workspace, workspace.verify(*names), setup)
        if as_json:
            output.print_objects(output.with_changes(objects, "ref", workspace.case, changes))
    return _report(workspace.case, found)


Found = list[tuple["Excerpt", "QuoteCheck"]]
_PLACED = {State.EXACT, State.RECOGNIZED, State.TYPOGRAPHIC}
"""The states of quotes whose position can be stored."""


def _print(case: Case, found: Found, *, as_json: bool = False) -> None:
    worst_last = sorted(found, key=lambda each: (each[1].anchor.state is not State.NO_TEXT, _rank(each[1])))
    output.print_list(
        (_object(case, *each) for each in found),
        (_row(case, *each) for each in found),
        lambda: views.tables.show_standings(_cells(case, *each) for each in worst_last),
        as_json=as_json,
    )


def _report(case: Case, found: Found) -> int:
    """Report the number of excerpts in each state, and the texts that were changed since they were stored.

    Return the exit status, 1 if a quote does not match or a text was changed.
    """
    output.narrate(verify_words(found))
    damaged = {excerpt.source: check.anchor.warning for excerpt, check in found if _is_damaged(check)}
    for source_id, why in damaged.items():
        ref = case.sources[source_id].ref
        output.narrate(f"{ref} CANNOT be compared: {why}; `factcheck source attach {ref} FILE` stores its text again")
    return int(bool(damaged) or any(check.anchor.state.is_mismatch for _, check in found))


def _is_damaged(check: QuoteCheck) -> bool:
    """Return whether a quote was not compared because the stored text cannot be read, or is not what was stored."""
    return check.anchor.state is State.NO_TEXT and bool(check.anchor.warning)


def _rank(check: QuoteCheck) -> int:
    return [*State].index(check.anchor.state)


def _remark(case: Case, check: QuoteCheck) -> str:
    return remark(check, lambda source_id: case.sources[source_id].ref)


def _cells(case: Case, excerpt: Excerpt, check: QuoteCheck) -> list[str]:
    state = check.anchor.state
    claim, source = case.claims[excerpt.claim].ref, case.sources[excerpt.source].ref
    return [excerpt.ref, claim, source, GLYPHS[state], state.value, _remark(case, check)]


def _row(case: Case, excerpt: Excerpt, check: QuoteCheck) -> list[object]:
    found = check.anchor
    ref, claim, source, _, state, words = _cells(case, excerpt, check)
    place = ["" if at is None else at for at in (found.start, found.end)]
    return [ref, claim, source, state, *place, words]


def _object(case: Case, excerpt: Excerpt, check: QuoteCheck) -> dict[str, Any]:
    found = check.anchor
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
        "text": check.passage,
        "found_in": case.sources[source].ref if source else None,
        "differences": [
            {"quote": each.wording, "text": each.original, "at": list(each.quote), "weight": each.weight.value}
            for each in check.differences
        ],
        "gap": found.gap,
        "inserted": found.inserted,
        "warning": found.warning,
        "version": found.version or None,
    }


def _set_typography(workspace: Workspace, found: Found, setup: Setup, yes: bool) -> Batch:
    """Change quotes to the wording of their sources, if the user agrees; differences of white space are left."""
    wished = {}
    for excerpt, check in found:
        wording = " ".join(check.passage.split())
        if _is_typography(check) and wording != " ".join(excerpt.quote.split()):
            wished[excerpt.id] = {"quote": wording, **_place(workspace, excerpt, check)}
            output.narrate(f"{excerpt.ref}: “{excerpt.quote}”")
            output.narrate(f"{'':{len(excerpt.ref)}}→ “{wording}”")
    count = counted(len(wished), "quote")
    if not wished:
        output.narrate("No quote differs from its source only in typography")
    elif yes or click.confirm(f"Change {count} to the wording of the source?", err=True):
        return _edit(workspace, wished, f"{count} changed to the wording of the source", setup)
    return ()


def _is_typography(check: QuoteCheck) -> bool:
    """Return whether a quote differs only in typography, and not by a bracket of the editor's, as in "[T]wo"."""
    return check.anchor.state is State.TYPOGRAPHIC and not check.anchor.inserted and not check.anchor.version


def _store_places(workspace: Workspace, found: Found, setup: Setup) -> Batch:
    """Save prefix, suffix, start and end of the quotes that match their source and have no position yet."""
    places = {
        excerpt.id: _place(workspace, excerpt, check)
        for excerpt, check in found
        if check.anchor.parts and excerpt.start is None and check.anchor.state in _PLACED
    }
    if places:
        return _edit(workspace, places, f"Positions of {counted(len(places), 'quote')} stored", setup)
    output.narrate("Every quote that matches its source has its position already")
    return ()


def _edit(workspace: Workspace, values: dict[str, dict[str, Any]], done: str, setup: Setup) -> Batch:
    changes = workspace.edit_all("excerpts", values)
    output.narrate(f"{done}, saved in {setup.path}; `factcheck undo` undoes it")
    return changes


def _place(workspace: Workspace, excerpt: Excerpt, check: QuoteCheck) -> dict[str, Any]:
    start, end = check.anchor.parts[0]
    return position_fields(workspace.documents.text(excerpt.source) or "", start, end)
