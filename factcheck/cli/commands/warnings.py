"""`factcheck warnings` and `waive`: list warnings about verdicts, and dismiss them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_changes
from factcheck.cli.parameters import claim_names
from factcheck.errors import InvalidError
from factcheck.evidence.warnings import SharedText, VerdictWarning
from factcheck.evidence.warnings import warnings as warnings_of

if TYPE_CHECKING:
    from factcheck.case.records import Claim
    from factcheck.workspace.workspace import Workspace

    Found = tuple[Claim, list[VerdictWarning]]


@click.command(
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: ref, name of the warning, text, and if
it was dismissed the reason, who and when.

\b
Exit status 1 if there are warnings that are not dismissed; `factcheck waive`
dismisses one. The former name of this command, `guards`, still works.""",
)
@click.argument("claims", nargs=-1, metavar="[CLAIM...]", shell_complete=claim_names)
@output.json_option
@click.pass_obj
def warnings(setup: Setup, claims: tuple[str, ...], as_json: bool) -> int:
    """Show warnings about verdicts.

    Quotes that differ from their sources, evidence from a single source or publisher, excerpts that do not fit the
    label, impossible dates. CLAIM is a ref (C5) or id; the default is all claims with a verdict.
    """
    with setup.reading() as workspace:
        setup.warn_as_set(workspace)
        warned = list(_warned_claims(workspace, claims))
        checked = len(workspace.case.index.checked)
    output.print_list(
        (_object(claim, warning) for claim, found in warned for warning in found),
        (_row(claim, warning) for claim, found in warned for warning in found),
        lambda: views.tables.show_warnings(warned),
        as_json=as_json,
    )
    left = sum(warning.waiver is None for _, found in warned for warning in found)
    if not warned:
        output.narrate("No warnings" if checked else "No claim has a verdict yet")
    return 1 if left else 0


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck waive C5 one-source --reason "It is the court's own judgment."
  factcheck waive C5 "April 14" --reason "The court's register has it."
  factcheck waive C5 one-source --take-back""",
)
@click.argument("claim", shell_complete=claim_names)
@click.argument("warning")
@click.option("--reason", metavar="TEXT", default="", help="Why the verdict is right nevertheless.")
@click.option("--take-back", is_flag=True, help="Show the warning again.")
@output.json_option
@click.pass_obj
def waive(setup: Setup, claim: str, warning: str, reason: str, take_back: bool, as_json: bool) -> int:
    """Dismiss a warning with a reason.

    CLAIM is a ref (C5) or id, WARNING a name that `factcheck warnings` shows, or the marked words of the claim, which
    `factcheck claim show` lists.
    """
    if take_back == bool(reason):
        raise usage_error("give either --reason or --take-back")
    with setup.writing() as workspace:
        setup.warn_as_set(workspace)
        found = workspace.case.claim(claim)
        if take_back:
            batch = workspace.unwaive(found.id, _name_of(workspace, found, warning) or warning)
        elif name := _name_of(workspace, found, warning):
            batch = workspace.waive(found.id, name, reason)
        else:
            names = ", ".join(_names(workspace, found)) or "none"
            raise InvalidError(f"{found.ref} has no warning {warning!r}; it has {names}")
        report_changes(workspace.case, batch, setup.path, f"{found.ref} is unchanged", as_json=as_json)
    return 0 if batch or not take_back else 1


def _warned_claims(workspace: Workspace, names: Iterable[str]) -> Iterator[Found]:
    """Yield the claims that have warnings, with these."""
    case, library = workspace.case, workspace.documents
    shares = SharedText(library.text)
    wanted = [case.claim(name).id for name in names] or [key for key in case.index.order() if key in case.index.checked]
    excerpts = (key for claim_id in wanted for key in case.index.excerpts.get(claim_id, ()))
    anchors = dict(library.quote_checks.anchors(excerpts))
    for claim_id in dict.fromkeys(wanted):
        if found := warnings_of(case, claim_id, shares, anchors.get, workspace.always_warn):
            yield case.claims[claim_id], found


def _names(workspace: Workspace, claim: Claim) -> dict[str, str]:
    """Return the names of the warnings and marks of a claim, each with another that it may be given by, or itself."""
    names = [warning.name for _, found in _warned_claims(workspace, [claim.id]) for warning in found]
    names += [text.partition(":")[0].strip() for text in claim.waived]
    assessment = workspace.marks_of(claim.id)
    marks = (*assessment.marks, *assessment.waived) if assessment else ()
    return {name: name for name in names} | {mark.name: mark.text for mark in marks}


def _name_of(workspace: Workspace, claim: Claim, given: str) -> str:
    """Return the name of a warning or mark of a claim, which may be given by its words; "" if there is none."""
    return next((name for name, words in _names(workspace, claim).items() if given in {name, words}), "")


def _object(claim: Claim, warning: VerdictWarning) -> dict[str, Any]:
    waiver = warning.waiver and warning.waiver._asdict()
    return {"claim": claim.id, "ref": claim.ref, "guard": warning.name, "words": warning.words, "waived": waiver}


def _row(claim: Claim, warning: VerdictWarning) -> list[object]:
    return [claim.ref, warning.name, warning.words, *(warning.waiver or ())]
