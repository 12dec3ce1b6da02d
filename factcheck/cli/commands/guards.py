"""`factcheck guards` and `waive`: what speaks against leaving a verdict as it is, and why that is all right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names
from factcheck.errors import InvalidError

if TYPE_CHECKING:
    from factcheck.case.records import Claim
    from factcheck.evidence.warnings import VerdictWarning
    from factcheck.workspace.workspace import Workspace

    Found = tuple[Claim, list[VerdictWarning]]


@click.command(
    cls=Command,
    epilog="""\b
Piped, a line is: ref, guard, what it says, and of a warning that is waived
the reason, who gave it and when; parted by tabs.

\b
Exits with 1 while there is a warning that is not waived; `factcheck waive`
lets one rest. Texts of sources are looked into where they are here.""",
)
@click.argument("claims", nargs=-1, metavar="[CLAIM...]", shell_complete=claim_names)
@output.json_option
@click.pass_obj
def guards(setup: Setup, claims: tuple[str, ...], as_json: bool) -> int:
    """Show what speaks against a verdict.

    Quotes that are not as in their sources, one source or publisher for all of it, excerpts that do not fit the
    label, dates that cannot be. CLAIM is a ref (C5) or an id; without one, all claims that have a verdict are looked
    at.
    """
    with setup.reading() as workspace:
        found = list(_warned(workspace, claims))
        checked = len(workspace.case.index.checked)
    if as_json:
        output.print_objects(_object(claim, warning) for claim, warnings in found for warning in warnings)
    elif output.for_people():
        from factcheck.cli import tables

        tables.show_warnings(found)
    else:
        output.print_rows(_row(claim, warning) for claim, warnings in found for warning in warnings)
    left = sum(warning.waiver is None for _, warnings in found for warning in warnings)
    if not found:
        output.narrate("no warning" if checked else "no claim has a verdict yet")
    return 1 if left else 0


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck waive C5 one-source --reason "It is the court's own judgment."
  factcheck waive C5 one-source --take-back""",
)
@click.argument("claim", shell_complete=claim_names)
@click.argument("guard")
@click.option("--reason", metavar="TEXT", default="", help="Why the verdict can stand all the same.")
@click.option("--take-back", is_flag=True, help="Let the warning count again.")
@click.pass_obj
def waive(setup: Setup, claim: str, guard: str, reason: str, take_back: bool) -> int:
    """Let a warning rest, for a reason that is kept.

    CLAIM is its ref (C5) or id, GUARD the name of a warning as `factcheck guards` shows it.
    """
    from factcheck.case.describe import describe

    if take_back == bool(reason):
        raise click.UsageError("give a reason, or --take-back", click.get_current_context())
    with setup.writing() as workspace:
        found = workspace.case.claim(claim)
        if take_back:
            batch = workspace.unwaive(found.id, guard)
        else:
            _require_warning(workspace, found, guard)
            batch = workspace.waive(found.id, guard, reason)
        said = describe(workspace.case, batch)
    output.narrate(f"{said}, saved in {setup.path}" if said else f"{found.ref}: nothing to change")
    return 0 if said or not take_back else 1


def _warned(workspace: Workspace, names: Iterable[str]) -> Iterator[Found]:
    """Yield the claims that are warned of, with the warnings."""
    from factcheck.evidence.warnings import SharedText, warnings
    from factcheck.workspace.library import Library

    case, library = workspace.case, Library(workspace)
    shares = SharedText(library.text)
    wanted = [case.claim(name).id for name in names] or [key for key in case.index.order() if key in case.index.checked]
    anchors = dict(library.anchors(key for claim_id in wanted for key in case.index.excerpts.get(claim_id, ())))
    for claim_id in dict.fromkeys(wanted):
        if found := warnings(case, claim_id, shares, anchors.get):
            yield case.claims[claim_id], found


def _require_warning(workspace: Workspace, claim: Claim, guard: str) -> None:
    """Refuse to waive what nobody warns of: a slip in a name would never be noticed. Raises InvalidError."""
    there = [warning.guard for _, warnings in _warned(workspace, [claim.id]) for warning in warnings]
    if guard not in there:
        raise InvalidError(f"{claim.ref} has no warning {guard!r}; there {_are(there)}")


def _are(there: list[str]) -> str:
    return f"{'is' if len(there) == 1 else 'are'} {', '.join(there)}" if there else "is none"


def _object(claim: Claim, warning: VerdictWarning) -> dict[str, Any]:
    waiver = warning.waiver and warning.waiver._asdict()
    return {"claim": claim.id, "ref": claim.ref, "guard": warning.guard, "words": warning.words, "waived": waiver}


def _row(claim: Claim, warning: VerdictWarning) -> list[object]:
    return [claim.ref, warning.guard, warning.words, *(warning.waiver or ())]
