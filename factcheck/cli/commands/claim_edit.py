"""Edit one claim or all that match a filter, and rename a tag: `factcheck claim edit` and `tag rename`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.describe import describe
from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_changes
from factcheck.cli.parameters import claim_names, date, given, given_fields, language
from factcheck.errors import InvalidError
from factcheck.text import clean_line, counted

if TYPE_CHECKING:
    from factcheck.case.changes import ChangeSet
    from factcheck.case.records import Claim
    from factcheck.workspace.workspace import Workspace

_dry_run_option = click.option("--dry-run", is_flag=True, help="Only say what would change.")


@click.command(
    "edit",
    cls=Command,
    epilog="""\b
Examples:
  factcheck claim edit C5 --text "It opened in 1933." --tag date
  factcheck claim edit C5 --speaker "" --untag money
  factcheck claim edit --only 'tag:trial is:unchecked' --tag court --flag
With --only, tags are removed from the claims that have them.""",
)
@click.argument("claim", required=False, shell_complete=claim_names)
@click.option("--only", metavar="FILTER", help="Edit all claims that match this filter, as one change.")
@click.option("--text", help="The claim itself; - reads it from standard input.")
@click.option("--speaker", help="Who said it.")
@click.option("--date", type=date, metavar="DATE", help="When it was said: 2023-04-25, 2023-04 or 2023.")
@click.option("--origin", help="Where it was said: a speech, an article, a link.")
@click.option("--language", type=language, metavar="CODE", help="Its language: en, kk … (default: recognised).")
@click.option("--tag", "tags", multiple=True, help="Add a tag; repeatable.")
@click.option("--untag", "untags", multiple=True, help="Remove a tag; repeatable.")
@click.option("--flag/--no-flag", "flagged", default=None, help="Flag it to come back to it, or remove the flag.")
@_dry_run_option
@output.json_option
@click.pass_obj
def edit_claim(
    setup: Setup,
    /,
    claim: str | None,
    only: str | None,
    text: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    flagged: bool | None,
    dry_run: bool,
    as_json: bool,
    **fields: str | None,
) -> None:
    """Edit a claim, or all claims that match a filter.

    CLAIM is a ref (C5) or id. Only the given fields change; "" clears a field.
    """
    if (claim is None) == (only is None):
        raise usage_error("give either CLAIM or --only")
    if only is not None and text is not None:
        raise usage_error("--text needs CLAIM: claims that match a filter cannot all get one text")
    values: dict[str, Any] = given_fields(text=None if text is None else given(text), **fields)
    if flagged is not None:
        values["flagged"] = flagged
    if not (values or tags or untags):
        raise usage_error(
            "nothing to edit; give --text, --speaker, --date, --origin, --language, --tag, --untag or --flag"
        )
    with setup.reading() if dry_run else setup.writing() as workspace:
        if claim is None:
            setup.warn_as_set(workspace)
            wanted = workspace.claims(only or "")
            which = f"{counted(len(wanted), 'claim')} match{'es' * (len(wanted) == 1)} {only}"
        else:
            wanted = [workspace.case.claim(claim)]
            which = wanted[0].ref
            _require_tags(wanted[0], untags)
        edited = {each.id: {**values, **_tags_of(each, tags, untags)} for each in wanted}
        if claim is None or dry_run:
            _edit_all(workspace, setup, edited, which, dry_run, as_json)
        else:
            batch = workspace.edit_all("claims", edited)
            report_changes(workspace.case, batch, setup.path, f"{which} is unchanged", as_json=as_json)


def _require_tags(claim: Claim, tags: Iterable[str]) -> None:
    """Raise InvalidError for a tag that a claim does not have."""
    if missing := next((tag for tag in tags if tag not in claim.tags), None):
        raise InvalidError(f"{claim.ref} has no tag {missing!r}")


def _tags_of(claim: Claim, tags: Iterable[str], untags: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the tags of a claim with some added and some removed, as a field; nothing if none are given."""
    added, removed = tuple(tags), set(untags)
    if not (added or removed):
        return {}
    kept = (tag for tag in claim.tags if tag not in removed)
    return {"tags": tuple(dict.fromkeys(filter(None, (*kept, *added))))}


@click.command(
    "rename",
    cls=Command,
    epilog="""\b
Example:
  factcheck tag rename toll deaths""",
)
@click.argument("old")
@click.argument("new")
@_dry_run_option
@output.json_option
@click.pass_obj
def rename_tag(setup: Setup, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Rename a tag on all claims, as one change.

    A claim that has the tag NEW already keeps it once.
    """
    wanted = clean_line(new)
    if not wanted:
        raise usage_error("NEW is empty; `claim edit --only tag:OLD --untag OLD` removes a tag")
    with setup.reading() if dry_run else setup.writing() as workspace:
        having = [claim for claim in workspace.case.in_order() if old in claim.tags]
        if not having:
            raise InvalidError(f"no claim has the tag {old!r}")
        edited = {
            claim.id: {"tags": tuple(dict.fromkeys(wanted if tag == old else tag for tag in claim.tags))}
            for claim in having
        }
        _edit_all(workspace, setup, edited, f"{counted(len(having), 'claim')} tagged {old}", dry_run, as_json)


def _edit_all(
    workspace: Workspace,
    setup: Setup,
    edited: Mapping[str, Mapping[str, Any]],
    which: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Edit claims as one change set and say for how many of them that changed anything; or only say it."""
    case = workspace.case
    if dry_run:
        planned = workspace.plan_edits("claims", edited)
        refs = ", ".join(case.claims[edit.target.partition("/")[2]].ref for edit in planned)
        output.narrate(f"{which}; {counted(len(planned), 'claim')} would change{f': {refs}' if refs else ''}")
        if as_json:
            output.print_changes(case, ())
        return
    batch: ChangeSet = workspace.edit_all("claims", edited)
    if as_json:
        output.print_changes(case, batch)
    said = f"{which}; {counted(len(batch), 'claim')} changed"
    output.narrate(f"{said}: {describe(case, batch)}, saved in {setup.path}" if batch else f"{said}; nothing to save")
