"""List, add, edit, move and remove claims: `factcheck claim`."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.describe import repeated
from factcheck.case.records import Stance
from factcheck.case.staleness import is_stale
from factcheck.case.statistics import DIFFER, standing
from factcheck.cli import lazy, output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_added, report_changes
from factcheck.cli.parameters import claim_names, date, given, language
from factcheck.errors import InvalidError
from factcheck.text import clean_line
from factcheck.workspace.filter import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from factcheck.case.case import Case
    from factcheck.case.records import Claim
    from factcheck.quotes import AnchorLookup


_WIDTH, _INDENT = 76, 15
_FILTER = "\n".join(
    fill(values, _WIDTH, initial_indent=f"  {f'{name}:':<{_INDENT - 2}}", subsequent_indent=" " * _INDENT)
    for name, values in FIELDS.items()
)


@click.command(
    "list",
    cls=Command,
    epilog=f"""\b
A filter is words and fields that must all match; OR, brackets and a minus
combine them:
  factcheck claim list --only 'death is:unchecked -source:S3'
  factcheck claim list --only 'date:2019..2021 (is:refuted OR is:disputed)'
{_FILTER}

\b
In a pipe, the output is tab-separated: ref, label or "unchecked", number of
supporting, contradicting and context excerpts, text, and "look again" if the
evidence of the verdict has changed since.""",
)
@click.option("--only", metavar="FILTER", default="", help="List only the claims that match this filter.")
@output.json_option
@click.pass_obj
def list_claims(setup: Setup, only: str, as_json: bool) -> None:
    """List the claims.

    Each with its verdict and the number of excerpts that support and contradict it.
    """
    with setup.reading() as workspace:
        if only or as_json:
            setup.warn_as_set(workspace)
        case, claims, anchor_of = workspace.case, workspace.claims(only), workspace.anchor_lookup()
        always = workspace.always_warn
        marks = {found.id: output.mark_objects(workspace.marks_of(found.id)) for found in claims} if as_json else {}
    output.print_list(
        ({**_object(case, found, anchor_of, always), "marks": marks[found.id]} for found in claims),
        (_row(case, found) for found in claims),
        lambda: views.tables.show_claims(case, claims),
        as_json=as_json,
    )
    if not case.claims:
        output.narrate("No claims yet; `factcheck claim add TEXT` adds one")
    elif not claims:
        output.narrate(f"0 of {len(case.claims)} claims match the filter {only}")


def _counts(case: Case, found: Claim) -> dict[str, int]:
    return {stance.value: case.count(found.id, stance) for stance in Stance}


def _object(case: Case, found: Claim, anchor_of: AnchorLookup, always: Collection[str]) -> dict[str, Any]:
    verdict = case.verdict_of(found.id)
    warnings = lazy.warnings.warnings(case, found.id, anchor_of=anchor_of, always=always)
    return {
        **found.to_row(),
        "verdict": verdict and verdict.to_row(),
        "differ": standing(case, found.id).differ,
        "stale": is_stale(case, found.id),
        "warnings": [warning.name for warning in warnings if warning.waiver is None],
        **_counts(case, found),
    }


def _row(case: Case, found: Claim) -> list[object]:
    verdict = case.verdict_of(found.id)
    label = verdict.label if verdict else DIFFER if standing(case, found.id).differ else "unchecked"
    again = ["look again"] if is_stale(case, found.id) else []
    return [found.ref, label, *_counts(case, found).values(), found.text, *again]


@click.command(
    "add",
    cls=Command,
    epilog="""\b
Examples:
  factcheck claim add "It opened in 1932." --speaker "A. Mayor" --tag date
  factcheck claim add - < claims.txt""",
)
@click.argument("claim_text", metavar="TEXT")
@click.option("--speaker", default="", help="Who said it.")
@click.option("--date", type=date, default="", metavar="DATE", help="When it was said: 2023-04-25, 2023-04 or 2023.")
@click.option("--origin", default="", help="Where it was said: a speech, an article, a link.")
@click.option(
    "--language", type=language, default="", metavar="CODE", help="Its language: en, kk … (default: recognised)."
)
@click.option("--tag", "tags", multiple=True, help="A tag; repeatable.")
@output.json_option
@click.pass_obj
def add_claims(setup: Setup, /, claim_text: str, tags: tuple[str, ...], as_json: bool, **fields: str) -> None:
    """Add a claim.

    With - as TEXT, each line of standard input is a claim; all are added as one change, and blank lines are skipped.
    """
    texts = [line for line in given(claim_text).splitlines() if clean_line(line)] if claim_text == "-" else [claim_text]
    with setup.writing() as workspace:
        batch = workspace.add_claims({"text": line, "tags": tuple(filter(None, tags)), **fields} for line in texts)
        report_added(workspace.case, batch, setup.path, "claim", as_json=as_json)
        for line in repeated(workspace.case, [change.key for change in batch]):
            output.narrate(line)


@click.command(
    "move",
    cls=Command,
    epilog="""\b
Examples:
  factcheck claim move C9 --after C3
  factcheck claim move C9 --first""",
)
@click.argument("claim", shell_complete=claim_names)
@click.option("--before", metavar="CLAIM", shell_complete=claim_names, help="Before this claim.")
@click.option("--after", metavar="CLAIM", shell_complete=claim_names, help="After this claim.")
@click.option("--first", is_flag=True, help="To the top.")
@click.option("--last", is_flag=True, help="To the end.")
@output.json_option
@click.pass_obj
def move_claim(
    setup: Setup, /, claim: str, before: str | None, after: str | None, first: bool, last: bool, as_json: bool
) -> None:
    """Move a claim to another place in the list.

    CLAIM is a ref (C5) or id.
    """
    if [before is not None, after is not None, first, last].count(True) != 1:
        raise usage_error("give one of --before, --after, --first and --last")
    with setup.writing() as workspace:
        case, found = workspace.case, workspace.case.claim(claim)
        others = [key for key in case.index.order() if key != found.id]
        place = 0 if first else len(others)
        if name := before or after:
            place = _place_of(case.claim(name), found, others) + (after is not None)
        batch = workspace.move(found.id, place)
        report_changes(case, batch, setup.path, f"{found.ref} is there already", as_json=as_json)


def _place_of(neighbour: Claim, claim: Claim, others: list[str]) -> int:
    if neighbour.id == claim.id:
        raise InvalidError(f"{claim.ref} cannot be moved before or after itself")
    return others.index(neighbour.id)


@click.command(
    "remove",
    cls=Command,
    epilog="""\b
Example:
  factcheck claim remove C5 C9""",
)
@click.argument("claims", metavar="CLAIM", nargs=-1, required=True, shell_complete=claim_names)
@output.json_option
@click.pass_obj
def remove_claims(setup: Setup, claims: tuple[str, ...], as_json: bool) -> None:
    """Remove claims, with their excerpts and verdicts.

    CLAIM is a ref (C5) or id, one or more. They are removed as one change; `factcheck undo` restores them.
    """
    with setup.writing() as workspace:
        batch = workspace.remove("claims", *claims)
        report_changes(workspace.case, batch, setup.path, "", as_json=as_json)
