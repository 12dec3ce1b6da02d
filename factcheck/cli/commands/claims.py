"""`factcheck claim`: list the claims of a case, and add some; `claim` has what changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.records import Stance
from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.commands.claim import edit_claim, move_claim, remove_claims
from factcheck.cli.commands.claim_show import show_claim
from factcheck.cli.commands.extract import extract_claims
from factcheck.cli.commands.import_ import import_claims
from factcheck.cli.context import Group, Setup
from factcheck.cli.parameters import date, given
from factcheck.text import clean_line
from factcheck.workspace.filter import FIELDS

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Claim
    from factcheck.quotes import AnchorLookup

_FILTER = "\n".join(f"  {f'{name}:':<10}{values}" for name, values in FIELDS.items())


@click.group(cls=Group)
def claim() -> None:
    """List, show, add, extract, edit, move and remove claims."""


@claim.command(
    "list",
    epilog=f"""\b
A filter is words and fields, all of which must hold; a minus turns one round:
  factcheck claim list --only 'death is:unchecked -source:S3'
{_FILTER}

\b
Piped, a line is: ref, label or "unchecked", how many excerpts support,
contradict and give context, text; parted by tabs. Where what the verdict was
based on has changed since, "look again" follows.""",
)
@click.option("--only", metavar="FILTER", default="", help="List the claims that pass this filter.")
@output.json_option
@click.pass_obj
def list_claims(setup: Setup, only: str, as_json: bool) -> None:
    """List the claims.

    Each with its verdict, and how many excerpts support and contradict it.
    """
    with setup.reading() as workspace:
        case, claims, anchor_of = workspace.case, workspace.select(only), workspace.quote_checks.lookup()
    if as_json:
        output.print_objects(_object(case, found, anchor_of) for found in claims)
    elif output.for_people():
        from factcheck.cli import tables

        tables.show_claims(case, claims)
    else:
        output.print_rows(_row(case, found) for found in claims)
    if not case.claims:
        output.narrate("no claims yet; `factcheck claim add TEXT` adds one")
    elif not claims:
        output.narrate(f"none of {len(case.claims)} claims passes the filter {only}")


def _counts(case: Case, found: Claim) -> dict[str, int]:
    return {stance.value: len(case.excerpts_of(found.id, stance)) for stance in Stance}


def _object(case: Case, found: Claim, anchor_of: AnchorLookup) -> dict[str, Any]:
    from factcheck.case.staleness import is_stale
    from factcheck.evidence.warnings import warnings

    verdict = case.verdict_of(found.id)
    return {
        **found.to_row(),
        "verdict": verdict and verdict.to_row(),
        "stale": is_stale(case, found.id),
        "warnings": [
            warning.name for warning in warnings(case, found.id, anchor_of=anchor_of) if warning.waiver is None
        ],
        **_counts(case, found),
    }


def _row(case: Case, found: Claim) -> list[object]:
    from factcheck.case.staleness import is_stale

    verdict = case.verdict_of(found.id)
    label = verdict.label if verdict else "unchecked"
    again = ["look again"] if is_stale(case, found.id) else []
    return [found.ref, label, *_counts(case, found).values(), found.text, *again]


@claim.command(
    "add",
    epilog="""\b
Examples:
  factcheck claim add "It opened in 1932." --speaker "A. Mayor" --tag date
  factcheck claim add - < claims.txt""",
)
@click.argument("claim_text", metavar="TEXT")
@click.option("--speaker", default="", help="Who said it.")
@click.option("--date", type=date, default="", metavar="DATE", help="When it was said: 2023-04-25, 2023-04 or 2023.")
@click.option("--origin", default="", help="Where it was said: a speech, an article, a link.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given again.")
@output.json_option
@click.pass_obj
def add_claims(setup: Setup, /, claim_text: str, tags: tuple[str, ...], as_json: bool, **fields: str) -> None:
    """Add a claim.

    TEXT is the claim; with - each line of standard input that is not blank is one, and all are one change.
    """
    from factcheck.case.describe import repeated

    texts = [line for line in given(claim_text).splitlines() if clean_line(line)] if claim_text == "-" else [claim_text]
    with setup.writing() as workspace:
        batch = workspace.add_claims({"text": line, "tags": tuple(filter(None, tags)), **fields} for line in texts)
        refs = [workspace.case.claims[change.key].ref for change in batch]
        same = repeated(workspace.case, [change.key for change in batch])
        if as_json:
            print_changes(workspace.case, batch)
        else:
            output.print_added(refs)
    said = refs[0] if len(refs) == 1 else f"{len(refs)} claims, {refs[0]} to {refs[-1]}," if refs else "no claim"
    output.narrate(f"{said} added, saved in {setup.path}" if refs else "no claim on standard input; nothing was added")
    for line in same:
        output.narrate(line)


claim.add_command(show_claim)
claim.add_command(extract_claims)
claim.add_command(edit_claim)
claim.add_command(move_claim)
claim.add_command(remove_claims)
claim.add_command(import_claims)
