"""List, add, edit and remove excerpts: `factcheck excerpt`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.records import Stance
from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup
from factcheck.cli.json_lines import naming, read_entries
from factcheck.cli.output import print_changes, report_added, report_changes
from factcheck.cli.parameters import STANCE, claim_names, excerpt_names, given, given_fields, source_names

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Excerpt


@click.command(
    "list",
    cls=Command,
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
    output.print_list(
        (_object(case, found) for found in excerpts),
        (_row(case, found) for found in excerpts),
        lambda: lazy.passages.show_excerpts(case, excerpts),
        as_json=as_json,
    )
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


@click.command(
    "add",
    cls=Command,
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
    words = given(quote)
    with setup.writing() as workspace:
        claim_id, source_id = workspace.case.claim(claim).id, workspace.case.source(source).id
        batch = workspace.add_excerpt(claim_id, source_id, words, stance=stance, **fields)
        state = lazy.excerpts.state_of(workspace.documents, batch[0].key)
        where = f": {workspace.case.sources[source_id].ref} {stance} {workspace.case.claims[claim_id].ref}"
        note = f"{where} · {state}" if state else where
        report_added(workspace.case, batch, setup, "excerpt", as_json=as_json, note=note)


def _add_lines(setup: Setup, as_json: bool) -> None:
    """Add the excerpts on standard input as one change. Raises InvalidError that names the line."""
    entries = read_entries(("claim", "source", "quote", "stance"), ("locator", "note"))
    with setup.writing() as workspace:
        batch = workspace.batch()
        for entry in entries:
            with naming(entry.place):
                batch.add_excerpt(**entry.fields)
        changes = batch.save()
        report_added(workspace.case, changes, setup, "excerpt", as_json=as_json)


@click.command(
    "edit",
    cls=Command,
    epilog="""\b
Examples:
  factcheck excerpt edit E12 --stance context --locator "p. 4"
  factcheck excerpt edit E12 --quote - < quote.txt""",
)
@click.argument("excerpt", shell_complete=excerpt_names)
@click.option("--quote", help="What the source says, word for word; with - as TEXT, from standard input.")
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="The source that it is from.")
@click.option("--claim", metavar="CLAIM", shell_complete=claim_names, help="The claim that it speaks to.")
@click.option("--stance", type=STANCE, help="What the quote says about the claim.")
@click.option("--locator", help="Where it stands in the source: a page, a paragraph.")
@click.option("--note", help="What a reader should know about it.")
@output.json_option
@click.pass_obj
def edit_excerpt(setup: Setup, /, excerpt: str, as_json: bool, **fields: str | None) -> None:
    """Change what is recorded of an excerpt.

    EXCERPT is its ref (E12) or id. What is not given stays as it is; "" empties a locator and a note. Where another
    quote stands in its source is looked up anew.
    """
    values: dict[str, Any] = given_fields(**fields)
    if not values:
        raise click.UsageError("nothing to change: give --quote, --source, --claim, --stance, --locator or --note")
    if "quote" in values:
        values["quote"] = given(values["quote"]).strip()
    if "stance" in values:
        values["stance"] = Stance(values["stance"])
    with setup.writing() as workspace:
        case, found = workspace.case, workspace.case.excerpt(excerpt)
        if "source" in values:
            values["source"] = case.source(values["source"]).id
        if "claim" in values:
            values["claim"] = case.claim(values["claim"]).id
        batch = workspace.edit("excerpts", found.id, **values)
        if as_json:
            print_changes(case, batch)
        if batch:
            output.narrate(f"{lazy.excerpts.said(workspace.documents, batch)}, saved in {setup.path}")
        else:
            output.narrate(f"{found.ref} is unchanged; nothing to save")


@click.command(
    "remove",
    cls=Command,
    epilog="""\b
Example:
  factcheck excerpt remove E12 E13
To remove one for good, beyond undo: factcheck forget E12""",
)
@click.argument("excerpts", metavar="EXCERPT", nargs=-1, required=True, shell_complete=excerpt_names)
@output.json_option
@click.pass_obj
def remove_excerpts(setup: Setup, excerpts: tuple[str, ...], as_json: bool) -> None:
    """Remove excerpts.

    EXCERPT is a ref (E12) or id; there may be several, which go as one, and `factcheck undo` takes that back.
    """
    with setup.writing() as workspace:
        batch = workspace.remove("excerpts", *excerpts)
        report_changes(workspace.case, batch, setup, "", as_json=as_json)
