"""List, add, edit and remove excerpts: `factcheck excerpt`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.records import Stance
from factcheck.cli import lazy, output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.json_lines import naming, read_entries
from factcheck.cli.output import print_changes, report_added, report_changes
from factcheck.cli.parameters import STANCE, can_ask, claim_names, excerpt_names, given, given_fields, source_names
from factcheck.workspace.same_quote import already_quoted

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Excerpt


@click.command(
    "list",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: ref, claim, stance, source, locator,
quote.""",
)
@click.argument("claim", required=False, shell_complete=claim_names)
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="Only excerpts from this source.")
@click.option("--stance", type=STANCE, help="Only excerpts with this stance.")
@output.json_option
@click.pass_obj
def list_excerpts(setup: Setup, claim: str | None, source: str | None, stance: str | None, as_json: bool) -> None:
    """List the excerpts.

    CLAIM is a ref (C5) or id; the default is all claims.
    """
    with setup.reading() as workspace:
        case = workspace.case
    excerpts = _chosen(case, claim, source, stance)
    output.print_list(
        (_object(case, found) for found in excerpts),
        (_row(case, found) for found in excerpts),
        lambda: views.passages.show_excerpts(case, excerpts),
        as_json=as_json,
    )
    if not excerpts:
        output.narrate("No such excerpts" if case.excerpts else "No excerpts yet; `factcheck excerpt add` adds one")


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
Before a quote that begins with a hyphen, put two hyphens:
  factcheck excerpt add --stance context -- C5 S2 "- one"

\b
Each line of excerpts.jsonl is a JSON object with claim, source, quote and
stance, and optionally locator and note. Either all lines are saved, as one
change, or none.
""",
)
@click.argument("claim", shell_complete=claim_names)
@click.argument("source", required=False, shell_complete=source_names)
@click.argument("quote", required=False)
@click.option("--stance", type=STANCE, help="What it means for the claim.  [required]")
@click.option("--locator", default="", help="Its place in the source: a page, a paragraph.")
@click.option("--note", default="", help="A note for readers.")
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

    CLAIM and SOURCE are refs (C5, S2) or ids. QUOTE is what the source says, word for word; - reads it from standard
    input. With - as CLAIM, excerpts are read from standard input as JSON Lines.
    """
    if claim == "-":
        if source is not None or stance is not None or any(fields.values()):
            raise usage_error("- cannot be combined with SOURCE, QUOTE and options; the lines have them")
        _add_lines(setup, as_json)
        return
    if source is None or quote is None:
        raise usage_error(f"Missing argument '{'SOURCE' if source is None else 'QUOTE'}'.")
    if stance is None:
        raise usage_error(f"Missing option '--stance'. Choose from: {', '.join(Stance)}")
    words = given(quote)
    with setup.writing() as workspace:
        claim_id, source_id = workspace.case.claim(claim).id, workspace.case.source(source).id
        _warn_of_draft(workspace.case, source_id, stance)
        adding = workspace.batch()
        adding.add_excerpt(claim_id, source_id, words, stance=stance, **fields)
        known = already_quoted(workspace.case, adding.known)
        batch = adding.save()
        if known:
            output.narrate(known)
        if not batch:
            report_added(workspace.case, batch, setup.path, "excerpt", as_json=as_json)
            return
        state = workspace.quote_checks.describe_state(batch[0].key)
        where = f": {workspace.case.sources[source_id].ref} {stance} {workspace.case.claims[claim_id].ref}"
        note = f"{where} · {state}" if state else where
        report_added(workspace.case, batch, setup.path, "excerpt", as_json=as_json, note=note)


def _warn_of_draft(case: Case, source_id: str, stance: str) -> None:
    """Warn of circular evidence; in a terminal, ask whether to add it. Raises Abort if the answer is no."""
    warning = lazy.warnings.circular(case, source_id, stance)
    if not warning:
        return
    output.narrate(f"factcheck: {warning}")
    if can_ask() and not click.confirm("Add it, without counting it as evidence?", err=True):
        raise click.Abort


def _add_lines(setup: Setup, as_json: bool) -> None:
    """Add the excerpts on standard input as one change. Raises InvalidError with the line."""
    entries = read_entries(("claim", "source", "quote", "stance"), ("locator", "note"))
    with setup.writing() as workspace:
        batch = workspace.batch()
        for entry in entries:
            with naming(entry.place):
                _warn_of_draft(workspace.case, workspace.key("sources", entry.fields["source"]), entry.fields["stance"])
                batch.add_excerpt(**entry.fields)
        known = batch.known
        changes = batch.save()
        for excerpt in known:
            output.narrate(already_quoted(workspace.case, [excerpt]))
        report_added(workspace.case, changes, setup.path, "excerpt", as_json=as_json)


@click.command(
    "edit",
    cls=Command,
    epilog="""\b
Examples:
  factcheck excerpt edit E12 --stance context --locator "p. 4"
  factcheck excerpt edit E12 --quote - < quote.txt""",
)
@click.argument("excerpt", shell_complete=excerpt_names)
@click.option("--quote", help="What the source says, word for word; - reads standard input.")
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="The source it is quoted from.")
@click.option("--claim", metavar="CLAIM", shell_complete=claim_names, help="The claim it belongs to.")
@click.option("--stance", type=STANCE, help="What it means for the claim.")
@click.option("--locator", help="Its place in the source: a page, a paragraph.")
@click.option("--note", help="A note for readers.")
@output.json_option
@click.pass_obj
def edit_excerpt(setup: Setup, /, excerpt: str, as_json: bool, **fields: str | None) -> None:
    """Edit an excerpt.

    EXCERPT is a ref (E12) or id. Only the given fields change; "" clears locator or note. A changed quote is checked
    against its source again.
    """
    values: dict[str, Any] = given_fields(**fields)
    if not values:
        raise usage_error("nothing to edit; give --quote, --source, --claim, --stance, --locator or --note")
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
            output.narrate(f"{workspace.quote_checks.describe_change(batch)}, saved in {setup.path}")
        else:
            output.narrate(f"{found.ref} is unchanged; nothing to save")


@click.command(
    "remove",
    cls=Command,
    epilog="""\b
Example:
  factcheck excerpt remove E12 E13
`factcheck forget` removes an excerpt permanently, without undo.""",
)
@click.argument("excerpts", metavar="EXCERPT", nargs=-1, required=True, shell_complete=excerpt_names)
@output.json_option
@click.pass_obj
def remove_excerpts(setup: Setup, excerpts: tuple[str, ...], as_json: bool) -> None:
    """Remove excerpts.

    EXCERPT is a ref (E12) or id, one or more. They are removed as one change; `factcheck undo` restores them.
    """
    with setup.writing() as workspace:
        batch = workspace.remove("excerpts", *excerpts)
        report_changes(workspace.case, batch, setup.path, "", as_json=as_json)


@click.command(
    "set",
    cls=Command,
    epilog="""\b
Examples:
  factcheck excerpt set E8 E9
  factcheck excerpt set E9 --take-back""",
)
@click.argument("excerpts", metavar="EXCERPT", nargs=-1, required=True, shell_complete=excerpt_names)
@click.option("--take-back", is_flag=True, help="Take them out of their sets.")
@output.json_option
@click.pass_obj
def set_excerpts(setup: Setup, excerpts: tuple[str, ...], take_back: bool, as_json: bool) -> None:
    """Join excerpts that are evidence only together.

    EXCERPT is a ref (E12) or id, of one claim and with one stance. They are joined as one change, with the sets in
    which they are; FEVER and SciFact get them as one set of evidence.
    """
    with setup.writing() as workspace:
        change = workspace.part_excerpts if take_back else workspace.join_excerpts
        batch = change(*excerpts)
        unchanged = f"{', '.join(excerpts)}: {'in no set' if take_back else 'a set already'}"
        report_changes(workspace.case, batch, setup.path, unchanged, as_json=as_json)
