"""`factcheck init` and `factcheck status`: create a case, and show its progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.adjudication import claims_to_settle
from factcheck.case.merging.contested import contested
from factcheck.case.scale import DEFAULT_SCALE, PRESETS
from factcheck.case.statistics import count_labels, count_stale, progress, source_loads, standing
from factcheck.cli import lazy, output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import print_changes
from factcheck.text import counted
from factcheck.workspace.git_setup import git_warnings
from factcheck.workspace.team.unshared import count_unshared, tell_unshared

if TYPE_CHECKING:
    from factcheck.workspace.workspace import Workspace


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck init --title "Bloody January"
  factcheck --db drafts/may.json init --scale editor
  factcheck init --sample""",
)
@click.option("--title", help="The title of the case.")
@click.option(
    "--scale",
    type=click.Choice(list(PRESETS)),
    help=f"The labels.  [default: {DEFAULT_SCALE.name}]",
)
@click.option("--sample", is_flag=True, help="Copy the sample case instead.")
@output.json_option
@click.pass_obj
def init(setup: Setup, title: str | None, scale: str | None, sample: bool, as_json: bool) -> None:
    """Create a case.

    The case is the file given by --db, db.json by default. An existing file is never overwritten.
    """
    if sample and (title or scale):
        raise usage_error("--sample cannot be combined with --title or --scale")
    if sample:
        lazy.create.begin_sample(setup.path)
    else:
        checker = setup.name or setup.checker(setup.settings())
        lazy.create.begin_case(setup.path, title or "", PRESETS[scale or DEFAULT_SCALE.name], checker)
    if as_json:
        with setup.reading() as workspace:
            print_changes(workspace.case, () if sample else list(workspace.case.history))
    output.narrate(f"Created {setup.path}; `factcheck claim add TEXT` adds a claim, `factcheck` opens the workbench")


@click.command(
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated, and the first cell names the row:
title, file, claims, checked, unchecked, stale (verdicts to look at again, if
any), mine (those that you have checked, if others have checked more),
differing (claims whose checkers differ, if any), label (key, glyph, id, name,
claims), source (ref, title, publisher, supporting, contradicting and context
excerpts), held (who has it open).""",
)
@output.json_option
@click.pass_obj
def status(setup: Setup, as_json: bool) -> None:
    """Show the progress of the case.

    How many claims have which verdict, the sources with their excerpts, and who has the case open for changes.
    """
    with setup.reading() as workspace:
        held_by, checker = workspace.holder(), workspace.reader
    if as_json:
        output.print_object(_object(workspace, held_by, checker))
    elif output.for_people():
        views.tables.show_status(workspace.case, setup.path, held_by, checker)
    else:
        output.print_rows(_rows(_object(workspace, held_by, checker)))
    if count := len(contested(workspace.case)):
        output.narrate(f"{counted(count, 'row')} contested: `factcheck settle` lists what two copies set differently")
    for line in tell_unshared(workspace):
        output.narrate(line)
    for warning in filter(None, (workspace.lost, *git_warnings(setup.path))):
        output.narrate(f"factcheck: {warning}")
    if not workspace.case.claims:
        output.narrate("No claims yet; `factcheck claim add TEXT` adds one")


def _object(workspace: Workspace, held_by: str, checker: str) -> dict[str, Any]:
    case = workspace.case
    counts = count_labels(case, case.in_order())
    fields = ("id", "ref", "title", "publisher")
    return {
        "title": case.title,
        "file": str(workspace.store.path),
        "created": case.info.created,
        "scale": case.scale.name,
        "claims": len(case.claims),
        "checked": len(case.index.checked),
        "unchecked": len(case.claims) - len(case.index.checked),
        "checker": checker or None,
        "mine": progress(case, checker).checked,
        "differing": sum(standing(case, claim.id).differ for claim in case.in_order()),
        "settled": len(case.index.settled),
        "to_settle": len(claims_to_settle(case)),
        "stale": count_stale(case),
        "excerpts": len(case.excerpts),
        "labels": [
            {"key": label.key, "glyph": label.glyph, "id": label.id, "name": label.name, "claims": counts[label.id]}
            for label in case.scale.labels
        ],
        "sources": [
            {
                **{field: getattr(load.source, field) for field in fields},
                **{stance.value: count for stance, count in load.stances.items()},
                "claims": load.claims,
            }
            for load in source_loads(case)
        ],
        "contested": len(contested(case)),
        "held_by": held_by or None,
        "unshared": count_unshared(workspace),
    }


def _rows(found: dict[str, Any]) -> list[list[object]]:
    rows: list[list[object]] = [[name, found[name]] for name in ("title", "file", "claims", "checked", "unchecked")]
    rows += [["mine", found["mine"], found["checker"]]] if found["mine"] != found["checked"] else []
    rows += [["stale", found["stale"]]] if found["stale"] else []
    rows += [["differing", found["differing"]]] if found["differing"] else []
    rows += [["label", *label.values()] for label in found["labels"]]
    fields = ("ref", "title", "publisher", "supports", "contradicts", "context")
    rows += [["source", *(source[field] for field in fields)] for source in found["sources"]]
    return [*rows, ["held", found["held_by"]]] if found["held_by"] else rows
