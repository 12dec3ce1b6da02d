"""`factcheck adjudicate`: list and settle what checkers differ on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from factcheck.case.adjudication import CAUSES, agreed
from factcheck.case.case import Case
from factcheck.case.describe import label_words
from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_changes
from factcheck.cli.parameters import claim_names, label_names
from factcheck.text import counted
from factcheck.workspace.adjudication import Adjudication, Dispute


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck adjudicate
  factcheck adjudicate C4 refuted --rationale-of b
  factcheck adjudicate C4 refuted --cause "evidence overlooked"
  factcheck adjudicate --agreed
The verdicts on a claim are listed as a, b, c in an order that differs from
claim to claim; --names shows whose they are. A verdict that settles them is
listed too.

\b
The output is tab-separated: ref and text of a claim; then a line for each
verdict: its letter or "settled", label, with --names the checker, rationale.""",
)
@click.argument("claim", required=False, shell_complete=claim_names)
@click.argument("label", required=False, shell_complete=label_names)
@click.option("--rationale-of", "letters", metavar="LETTER", multiple=True, help="Copy the rationale of this verdict.")
@click.option("--cause", type=click.Choice(CAUSES), help="Why the checkers differ.")
@click.option("--agreed", "all_agreed", is_flag=True, help="Settle all claims on which their checkers agree.")
@click.option("--withdraw", is_flag=True, help="Withdraw the verdict that settles CLAIM.")
@click.option("--only", metavar="FILTER", default="", help="List only the claims that match this filter.")
@click.option("--names", is_flag=True, help="Show who gave which verdict.")
@output.json_option
@click.pass_obj
def adjudicate(
    setup: Setup,
    claim: str | None,
    label: str | None,
    letters: tuple[str, ...],
    cause: str | None,
    all_agreed: bool,
    withdraw: bool,
    only: str,
    names: bool,
    as_json: bool,
) -> None:
    """List the claims whose checkers differ, or settle one.

    Those whose verdicts differ most come first. CLAIM is a ref (C5) or id, LABEL the id, name or key of a label.
    """
    if claim is None and not all_agreed:
        if withdraw or letters or cause:
            raise usage_error("--withdraw, --rationale-of and --cause need a CLAIM")
        _list(setup, only, names=names, as_json=as_json)
        return
    if only or names:
        raise usage_error("--only and --names are for the list of claims; leave out CLAIM and --agreed")
    if all_agreed and (claim is not None or letters or cause):
        raise usage_error("--agreed takes no CLAIM, --rationale-of or --cause")
    if claim is not None and (label is None) is not withdraw:
        raise usage_error("give CLAIM and LABEL, or CLAIM --withdraw")
    with setup.writing() as workspace:
        desk, nothing = Adjudication(workspace), "It is settled so already"
        if all_agreed:
            changes, nothing = desk.settle_agreed(), "Nothing is agreed and not settled yet"
        elif withdraw:
            changes, nothing = desk.unsettle(claim or ""), "It was not settled"
        else:
            dispute = desk.dispute(claim or "")
            unknown = [each for each in letters if each not in {opinion.letter for opinion in dispute.opinions}]
            if unknown:
                known = ", ".join(opinion.letter for opinion in dispute.opinions)
                raise usage_error(
                    f"--rationale-of: no verdict {unknown[0]!r} on {dispute.claim.ref}; there are {known}"
                )
            reasons_of = dispute.named("".join(letters))
            changes = desk.settle(claim or "", label or "", reasons_of=reasons_of, cause=cause or "")
        report_changes(workspace.case, changes, setup.path, nothing, as_json=as_json)


def _list(setup: Setup, only: str, *, names: bool, as_json: bool) -> None:
    with setup.reading() as workspace:
        found, case = Adjudication(workspace).disputes(only), workspace.case
        waiting = len(agreed(case))
    if as_json:
        output.print_objects(_object(each) for each in found)
    else:
        output.print_rows(row for each in found for row in _rows(case, each, names=names))
    if waiting:
        output.narrate(f"{counted(waiting, 'claim')} agreed and not settled: factcheck adjudicate --agreed")
    if not found:
        output.narrate("Nothing to settle")


def _object(dispute: Dispute) -> dict[str, Any]:
    claim = dispute.claim
    return {
        "id": claim.id,
        "ref": claim.ref,
        "text": claim.text,
        "verdicts": [{"letter": each.letter, **each.verdict.to_row()} for each in dispute.opinions],
        "settled": dispute.settled and dispute.settled.to_row(),
        "changed": [change.words for change in dispute.changed],
    }


def _rows(case: Case, dispute: Dispute, *, names: bool) -> Iterator[list[str]]:
    yield [dispute.claim.ref, dispute.claim.text]
    for letter, verdict in dispute.opinions:
        who = [verdict.checker] if names else []
        yield [letter, label_words(case, verdict.label or ""), *who, *filter(None, [verdict.rationale])]
    if dispute.settled is not None:
        words = label_words(case, dispute.settled.label or "")
        yield ["settled", words, "; ".join(change.words for change in dispute.changed)]
