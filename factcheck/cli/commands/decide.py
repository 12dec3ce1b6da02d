"""`factcheck decide`: a checker's verdict on a claim, or verdicts from JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.case.records import Confidence
from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.json_lines import naming, read_entries
from factcheck.cli.output import print_changes
from factcheck.cli.parameters import claim_names, given, label_names
from factcheck.text import counted

if TYPE_CHECKING:
    from factcheck.workspace.workspace import Workspace


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck decide C5 refuted --confidence high
  factcheck decide C5 2 --rationale "S4 gives the official figure, 225."
  factcheck decide - < verdicts.jsonl
`factcheck status` shows the labels and their keys, `factcheck undo` undoes a
verdict.

\b
Each line of verdicts.jsonl is a JSON object with claim and label, and
optionally rationale, confidence and condition. Either all lines are saved, as
one change, or none.""",
)
@click.argument("claim", shell_complete=claim_names)
@click.argument("label", required=False, shell_complete=label_names)
@click.option("--rationale", metavar="TEXT", help="The reasons; - reads them from standard input.")
@click.option(
    "--confidence", type=click.Choice([confidence.value for confidence in Confidence]), help="How sure you are."
)
@click.option("--condition", metavar="TEXT", help='A condition of the verdict: "true if …".')
@output.json_option
@click.pass_obj
def decide(setup: Setup, /, claim: str, label: str | None, as_json: bool, **written: str | None) -> None:
    """Record your verdict on a claim.

    CLAIM is a ref (C5) or id, LABEL the id, name or key of a label. With - as CLAIM, verdicts are read from standard
    input as JSON Lines.
    """
    if claim == "-":
        if label is not None or any(written.values()):
            raise usage_error("- cannot be combined with LABEL and options; the lines have them")
        _decide_lines(setup, as_json)
        return
    if label is None:
        raise usage_error("Missing argument 'LABEL'.")
    if written["rationale"] is not None:
        written["rationale"] = given(written["rationale"])
    with setup.writing() as workspace:
        narration = _decide(workspace, claim, label, as_json, setup, **written)
    output.narrate(narration)


def _decide(workspace: Workspace, claim: str, label: str, as_json: bool, setup: Setup, **written: str | None) -> str:
    """Record one verdict; return the message."""
    case, found, chosen = workspace.case, workspace.case.claim(claim), workspace.case.scale.find(label)
    draft = workspace.unsaved.of(found.id)
    changes = workspace.decide(found, chosen.id, **written)
    if as_json:
        print_changes(case, changes)
    said = lazy.describe.describe(case, changes)
    if workspace.unsaved.of(found.id) != draft:
        said += " (the rationale of the other label is kept as a draft)"
    already = f"{found.ref} is {lazy.describe.label_words(case, chosen.id)} already; nothing to save"
    return (
        f"{f'{said}, saved in {setup.path}' if said else already} ({lazy.statistics.progress(case, workspace.checker)})"
    )


def _decide_lines(setup: Setup, as_json: bool) -> None:
    """Record the verdicts on standard input as one change. Raises InvalidError with the line."""
    entries = read_entries(("claim", "label"), ("rationale", "confidence", "condition"))
    with setup.writing() as workspace:
        batch = workspace.batch()
        for entry in entries:
            with naming(entry.place):
                batch.decide(**entry.fields)
        changes = batch.save()
        if as_json:
            print_changes(workspace.case, changes)
        progress = lazy.statistics.progress(workspace.case, workspace.checker)
    saved = f"{len(changes)} changed, saved in {setup.path}" if changes else "0 changed; nothing to save"
    output.narrate(f"{counted(len(entries), 'verdict')} read, {saved} ({progress})")
