"""`factcheck assign`: give the claims out to checkers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from factcheck.case.assignment import Assignment
from factcheck.case.days import EXAMPLES, parse_day
from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_changes
from factcheck.cli.parameters import can_ask
from factcheck.text import counted
from factcheck.workspace.assign import assign, plan


def _share(_context: click.Context, _parameter: click.Parameter, value: str) -> float:
    try:
        return float(value.strip().removesuffix("%")) / 100
    except ValueError:
        raise click.BadParameter(f"{value!r} is no share like 20%") from None


@click.command(
    cls=Command,
    name="assign",
    epilog="""\b
Examples:
  factcheck assign --to ada,bob,cy --dry-run
  factcheck assign --to ada,bob,cy --each 2 --overlap 20% --due friday
Each claim becomes a task of its checkers: `is:mine` and `is:overdue` list
them. The same seed gives the same plan.

\b
The output is tab-separated: checker, number of claims, those of each tag;
with --dry-run then each claim: ref, its checkers, text.""",
)
@click.option("--to", "names", metavar="NAME,NAME", required=True, help="The checkers.")
@click.option("--each", metavar="N", type=int, default=1, show_default=True, help="How many checkers share a claim.")
@click.option(
    "--overlap",
    metavar="SHARE",
    default="100%",
    show_default=True,
    callback=_share,
    help="The share of claims that --each checkers share.",
)
@click.option("--seed", metavar="N", type=int, default=0, show_default=True, help="Another seed gives another plan.")
@click.option("--due", metavar="DAY", default="", help=f"The day by which it is to be done: {EXAMPLES}.")
@click.option("--only", metavar="FILTER", default="", help="Only the claims that match this filter.")
@click.option("--dry-run", is_flag=True, help="Only show the plan.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@output.json_option
@click.pass_obj
def assign_claims(
    setup: Setup,
    names: str,
    each: int,
    overlap: float,
    seed: int,
    due: str,
    only: str,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Assign the claims to checkers.

    Each gets about the same number of claims of each tag. The plan is shown first.
    """
    with setup.reading() as workspace:
        day = parse_day(due, workspace.clock().astimezone().date())
        planned = plan(workspace, names.split(","), each=each, overlap=overlap, seed=seed, only=only)
    if as_json and dry_run:
        output.print_objects({"ref": claim.ref, "id": claim.id, "checkers": [*to]} for claim, to in planned)
    elif not as_json:
        output.print_rows(_rows(planned, whole=dry_run))
    if dry_run or not planned:
        output.narrate("Nothing was assigned" if dry_run else "No claim to assign")
        return
    if not yes:
        if not can_ask():
            raise usage_error("--yes is needed where nobody can be asked; --dry-run shows the plan")
        click.confirm("Assign them so?", abort=True, err=True)
    with setup.writing() as workspace:
        changes = assign(workspace, planned, day)
        report_changes(workspace.case, changes, setup.path, "They have these tasks already", as_json=as_json)


def _rows(planned: Sequence[Assignment], *, whole: bool) -> Iterator[list[str]]:
    """Yield how many claims each checker has, of each first tag, and with `whole` each claim with its checkers."""
    loads = Counter(checker for _, to in planned for checker in to)
    for checker in sorted(loads):
        tags = Counter(claim.tags[0] if claim.tags else "no tag" for claim, to in planned if checker in to)
        by_tag = ", ".join(f"{tag} {count}" for tag, count in sorted(tags.items()))
        yield [checker, counted(loads[checker], "claim"), by_tag]
    shared = sum(len(to) > 1 for _, to in planned)
    yield ["shared", counted(shared, "claim"), f"of {len(planned)}"]
    if whole:
        yield from ([claim.ref, ", ".join(to), claim.text] for claim, to in planned)
