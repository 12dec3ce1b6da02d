"""`factcheck decide`: a checker's verdict on a claim."""

from __future__ import annotations

import click

from factcheck.case.records import Confidence
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import narrate
from factcheck.cli.parameters import claim_names, given, label_names


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck decide C5 refuted --confidence high
  factcheck decide C5 2 --rationale "S4 gives the official figure, 225."
`factcheck status` shows the labels and their keys, `factcheck undo` takes a
decision back.""",
)
@click.argument("claim", shell_complete=claim_names)
@click.argument("label", shell_complete=label_names)
@click.option("--rationale", metavar="TEXT", help="Why; with - as TEXT, what stands on standard input.")
@click.option(
    "--confidence", type=click.Choice([confidence.value for confidence in Confidence]), help="How sure you are."
)
@click.option("--condition", metavar="TEXT", help='What must hold for it: "true if …".')
@click.pass_obj
def decide(
    setup: Setup,
    claim: str,
    label: str,
    rationale: str | None,
    confidence: str | None,
    condition: str | None,
) -> None:
    """Record your verdict on a claim.

    CLAIM is its ref (C5) or id, LABEL a label of the scale by its id, its name or its key.
    """
    from factcheck.case.describe import describe, label_words
    from factcheck.case.statistics import progress

    given_too = {
        "rationale": None if rationale is None else given(rationale),
        "condition": condition,
        "confidence": None if confidence is None else Confidence(confidence),
    }
    with setup.writing() as workspace:
        found, chosen = workspace.case.claim(claim), workspace.case.scale.find(label)
        written = {name: value for name, value in given_too.items() if value is not None}
        draft = workspace.drafts.of(found.id)
        said = describe(workspace.case, workspace.decide(found.id, chosen.id, **written))
        if workspace.drafts.of(found.id) != draft:
            said += " (the reason for the other label is kept as a draft)"
        already = f"{found.ref} is {label_words(workspace.case, chosen.id)} already, nothing to save"
        count = progress(workspace.case)
    narrate(f"{f'{said}, saved in {setup.path}' if said else already} ({count})")
