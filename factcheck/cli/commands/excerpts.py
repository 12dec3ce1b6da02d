"""`factcheck excerpt`: list the excerpts of a case, and add one; `excerpt` has what changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.records import Stance
from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.commands.excerpt import edit_excerpt, remove_excerpts
from factcheck.cli.context import Group, Setup
from factcheck.cli.json_lines import naming, read_entries
from factcheck.cli.parameters import STANCE, claim_names, given, source_names

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Excerpt


@click.group(cls=Group)
def excerpt() -> None:
    """List, add, edit and remove excerpts."""


@excerpt.command(
    "list",
    epilog="""\b
Piped, a line is: ref, claim, stance, source, place in the source, quote;
parted by tabs.""",
)
@click.argument("claim", required=False, shell_complete=claim_names)
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="List those of this source.")
@click.option("--stance", type=STANCE, help="List those of this stance.")
@output.json_option
@click.pass_obj
def list_excerpts(setup: Setup, claim: str | None, source: str | None, stance: str | None, as_json: bool) -> None:
    """List the excerpts, by claim. With a CLAIM (C5, or its id) only those of that claim."""
    with setup.reading() as workspace:
        case = workspace.case
    excerpts = _chosen(case, claim, source, stance)
    if as_json:
        output.print_objects(_object(case, found) for found in excerpts)
    elif output.for_people():
        from factcheck.cli import tables

        tables.show_excerpts(case, excerpts)
    else:
        output.print_rows(_row(case, found) for found in excerpts)
    if not excerpts:
        output.narrate("no such excerpts" if case.excerpts else "no excerpts yet; `factcheck excerpt add` adds one")


def _chosen(case: Case, claim: str | None, source: str | None, stance: str | None) -> list[Excerpt]:
    claims = case.in_order() if claim is None else [case.claim(claim)]
    source_id = None if source is None else case.source(source).id
    excerpts = (
        found for each in claims for found in case.excerpts_of(each.id, None if stance is None else Stance(stance))
    )
    return [found for found in excerpts if source_id in (None, found.source)]


def _object(case: Case, found: Excerpt) -> dict[str, Any]:
    refs = {"claim_ref": case.claims[found.claim].ref, "source_ref": case.sources[found.source].ref}
    return {**found.to_row(), **refs}


def _row(case: Case, found: Excerpt) -> list[object]:
    claim, source = case.claims[found.claim].ref, case.sources[found.source].ref
    return [found.ref, claim, found.stance.value, source, found.locator, found.quote]


@excerpt.command(
    "add",
    epilog="""\b
Examples:
  factcheck excerpt add C5 S2 "opened in spring 1933" --stance contradicts
  factcheck excerpt add C5 S2 - --stance supports < quote.txt
  factcheck excerpt add - < excerpts.jsonl
A quote that begins with a hyphen goes after two:
  factcheck excerpt add --stance context -- C5 S2 "- one"

\b
A line of excerpts.jsonl is a JSON object with claim, source, quote and
stance, and if wanted locator and note. All lines are saved as one change, or
none is.
""",
)
@click.argument("claim", shell_complete=claim_names)
@click.argument("source", required=False, shell_complete=source_names)
@click.argument("quote", required=False)
@click.option("--stance", type=STANCE, help="What the quote says about the claim.  [required]")
@click.option("--locator", default="", help="Where it stands in the source: a page, a paragraph.")
@click.option("--note", default="", help="What a reader should know about it.")
@output.json_option
@click.pass_obj
def add_excerpt(
    setup: Setup,
    /,
    claim: str,
    source: str | None,
    quote: str | None,
    stance: str | None,
    as_json: bool,
    **fields: str,
) -> None:
    """Add an excerpt to a claim.

    CLAIM and SOURCE are named by their refs (C5, S2) or ids. QUOTE is what the source says, word for word; - takes
    it from standard input. With - as CLAIM the excerpts are read from standard input, one JSON object a line.
    """
    context = click.get_current_context()
    if claim == "-":
        if source is not None or stance is not None or any(fields.values()):
            raise click.UsageError("- goes without SOURCE, QUOTE and options: the lines have them", context)
        _add_lines(setup, as_json)
        return
    if source is None or quote is None:
        raise click.UsageError(f"Missing argument '{'SOURCE' if source is None else 'QUOTE'}'.", context)
    if stance is None:
        raise click.UsageError(f"Missing option '--stance'. Choose from: {', '.join(Stance)}", context)
    from factcheck.workspace import excerpts as quoting

    words = given(quote)
    with setup.writing() as workspace:
        claim_id, source_id = workspace.case.claim(claim).id, workspace.case.source(source).id
        batch = workspace.add_excerpt(claim_id, source_id, words, stance=stance, **fields)
        added, state = workspace.case.excerpts[batch[0].key], quoting.state_of(workspace.documents, batch[0].key)
        where = f"{workspace.case.sources[source_id].ref} {stance} {workspace.case.claims[claim_id].ref}"
        if as_json:
            print_changes(workspace.case, batch)
        else:
            output.print_added([added.ref])
    told = f" · {state}" if state else ""
    output.narrate(f"{added.ref} added: {where}{told}, saved in {setup.path}")


def _add_lines(setup: Setup, as_json: bool) -> None:
    """Add the excerpts on standard input as one change. Raises InvalidError that names the line."""
    entries = read_entries(("claim", "source", "quote", "stance"), ("locator", "note"))
    with setup.writing() as workspace:
        batch = workspace.batch()
        for entry in entries:
            with naming(entry.place):
                batch.add_excerpt(**entry.fields)
        changes = batch.save()
        refs = [workspace.case.excerpts[change.key].ref for change in changes]
        if as_json:
            print_changes(workspace.case, changes)
        else:
            output.print_added(refs)
    said = refs[0] if len(refs) == 1 else f"{len(refs)} excerpts, {refs[0]} to {refs[-1]}," if refs else ""
    output.narrate(
        f"{said} added, saved in {setup.path}" if refs else "no excerpt on standard input; nothing was added"
    )


excerpt.add_command(edit_excerpt)
excerpt.add_command(remove_excerpts)
