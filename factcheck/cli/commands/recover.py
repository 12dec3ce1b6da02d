"""`factcheck recover` and `factcheck forget`: get a damaged case back, and get a text out of it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.context import Command, Setup

if TYPE_CHECKING:
    from factcheck.workspace.recovery import Finding


@click.command(cls=Command)
@click.option("--yes", is_flag=True, help="Do it; without this, only say what could be done.")
@click.pass_obj
def recover(setup: Setup, yes: bool) -> int:
    """Get back what can be saved of a damaged case.

    From the copy that the last fold left, and from the journals. Nothing is thrown away: the damaged files
    are kept beside it under other names. Exits with 1 while there is damage.
    """
    from factcheck.workspace.recovery import examine, recover_case

    finding = examine(setup.path)
    if not finding.fault:
        output.narrate(f"{setup.path} is whole; there is nothing to recover")
        return 0
    output.narrate(finding.fault)
    if finding.case is None:
        output.narrate("there is no copy beside it that can be read")
        return 1
    output.narrate(_offer(finding))
    if not yes:
        output.narrate("`factcheck recover --yes` puts that in its place, and keeps the damaged files beside it")
        return 1
    kept = ", ".join(path.name for path in recover_case(setup.path, finding))
    output.narrate(f"recovered {setup.path}; what was damaged is kept in {kept}" if kept else f"recovered {setup.path}")
    return 0


def _offer(finding: Finding) -> str:
    from factcheck.case.statistics import progress

    case = finding.case
    if case is None:
        return ""
    last = f", the last change of {case.history.last_at}" if case.history.last_at else ""
    lost = f"; {finding.lost} entries of the journal are damaged or do not fit" if finding.lost else ""
    return (
        f"{finding.source} and the journals give {len(case.claims)} claims, {len(case.excerpts)} excerpts, "
        f"{progress(case)}{last}{lost}"
    )


@click.command(
    cls=Command,
    epilog="""\b
Example:
  factcheck forget E12 --yes""",
)
@click.argument("excerpts", metavar="EXCERPT", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@output.json_option
@click.pass_obj
def forget(setup: Setup, excerpts: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove excerpts for good.

    EXCERPT is a ref (E12) or id; there may be several. Their texts go from the case, from its history, from
    the journal and from the copies beside the case. That cannot be undone. What was exported or copied
    elsewhere, and what was written into a rationale, is not reached.
    """
    if not yes:
        click.confirm(f"Remove {', '.join(excerpts)} for good, beyond undo?", abort=True, err=True)
    with setup.writing() as workspace:
        quotes = workspace.quotes_of(*excerpts)
        changes = workspace.forget(*excerpts)
        if as_json:
            print_changes(workspace.case, changes)
        again = [
            found.ref for found in workspace.case.excerpts.values() if any(quote in found.quote for quote in quotes)
        ]
        copies = workspace.store.set_aside_with(quotes)
    output.narrate(f"{', '.join(excerpts)} forgotten, in {setup.path} and in the copies beside it")
    if again:
        output.narrate(f"the same words still stand in {', '.join(again)}")
    if copies:
        output.narrate(f"the same words still stand in {', '.join(map(str, copies))}, which are kept for you")
