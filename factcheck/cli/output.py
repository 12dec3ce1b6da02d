"""Printing: data to standard output, messages to standard error.

In a pipe, data is tab-separated rows. Control characters in the text of a case are made visible, so that they do not
act on a terminal; JSON is exact, in ASCII. Every command that changes a case prints its changes as JSON in one shape.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

import click

from factcheck.cli import lazy
from factcheck.text import counted, visible, visible_line

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.case.case import Case
    from factcheck.case.changes import Batch, Change
    from factcheck.evidence.marks.assessment import ClaimAssessment


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

WRONG, FAULT, INTERRUPTED, READER_GONE = 2, 70, 130, 141
"""Exit statuses: wrong use or unreadable input, an error in this program, interrupted, the reader of a pipe is gone."""

_SAVED = f"{__name__}.saved"


def for_people() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def narrate(line: str) -> None:
    """Print a message in one line on standard error; an error in writing it is ignored."""
    try:
        click.echo(visible_line(line), err=True)
    except OSError:
        silence(sys.stderr)


def open_closed_streams() -> None:
    """Open standard streams that are closed: reading returns nothing, writing raises OSError.

    Otherwise a file of the case might be opened under the number of one of them.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDONLY)
            setattr(sys, name, os.fdopen(handle, mode, encoding="utf-8", errors="replace", closefd=False))


def silence(stream: TextIO) -> None:
    """Discard unwritten output, which the interpreter would otherwise try to write at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def refusal(error: OSError) -> str:
    """Return the message of an error of the system: the file or stream, and the reason."""
    place = error.filename if isinstance(error.filename, str | bytes) else "standard output"
    why = "is closed" if error.errno == errno.EBADF else error.strerror or type(error).__name__
    return f"{os.fsdecode(place)}: {why}"


def keep_status_once(saved: Callable[[], bool]) -> None:
    """Ignore errors in printing once the change of this command is `saved`."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[_SAVED] = saved


def write(data: str | bytes, *, newline: bool = False) -> None:
    """Write to standard output. Raises OSError, unless the change of the command is saved: then it is reported."""
    try:
        click.echo(data, nl=newline)
    except OSError as error:
        context = click.get_current_context(silent=True)
        if context is None or not context.meta.get(_SAVED, bool)():
            raise
        silence(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            narrate(f"factcheck: {refusal(error)}; the change is saved")


def print_rows(rows: Iterable[Iterable[object]]) -> None:
    """Print tab-separated rows."""
    lines = ("\t".join(visible_line(str(cell)) for cell in row) for row in rows)
    write("".join(f"{line}\n" for line in lines))


def print_objects(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a JSON array with a line for each object."""
    lines = ",\n".join(json.dumps(row) for row in rows)
    write(f"[\n{lines}\n]" if lines else "[]", newline=True)


def print_object(value: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    write(json.dumps(value, indent=2), newline=True)


def print_list(
    objects: Iterable[Mapping[str, Any]],
    rows: Iterable[Iterable[object]],
    show: Callable[[], None],
    *,
    as_json: bool,
) -> None:
    """Print a list: as JSON `objects`, in a terminal by `show`, otherwise as tab-separated `rows`."""
    if as_json:
        print_objects(objects)
    elif for_people():
        show()
    else:
        print_rows(rows)


def print_added(refs: Iterable[str]) -> None:
    """Print the refs of what was added, unless standard output is a terminal: the message names them."""
    if not for_people():
        print_rows([ref] for ref in refs)


def print_text(text: str) -> None:
    """Print a text: unchanged in UTF-8 to a pipe, to a terminal with control characters made visible."""
    if for_people():
        write(visible(text), newline=True)
    else:
        write(text.encode("utf-8", "replace"))


def mark(there: bool) -> str:
    """Return the sign for yes or no."""
    return "✓" if there else "–"


def print_changes(case: Case, changes: Sequence[Change]) -> None:
    """Print a change set as JSON."""
    print_object(change_set(case, changes))


def change_set(case: Case, changes: Sequence[Change]) -> dict[str, Any]:
    """Return a change set as JSON values: the id of the batch, None if it is empty, and the changes."""
    return {
        "batch": changes[0].batch if changes else None,
        "changes": [
            {
                "id": change.id,
                "kind": str(change.kind),
                "ref": ref_of(case, change),
                "target": change.target,
                "before": change.before,
                "after": change.after,
                "by": change.by,
                "at": change.at,
            }
            for change in changes
        ],
    }


def with_changes(
    rows: Iterable[dict[str, Any]], field: str, case: Case, changes: Iterable[Change]
) -> Iterator[dict[str, Any]]:
    """Yield each row with its own change set; `field` is the name of the field with the ref."""
    made: dict[str | None, list[Change]] = {}
    for change in changes:
        made.setdefault(ref_of(case, change), []).append(change)
    for row in rows:
        yield {**row, **change_set(case, made.get(row[field], []) if row[field] else [])}


def ref_of(case: Case, change: Change) -> str | None:
    """Return the ref of the changed row; for a verdict that of its claim, for the case None."""
    table, key, row = change.table, change.key, change.before or change.after or {}
    if table == "verdicts":
        table, key, row = "claims", key.partition("/")[0], {}
    found = case.tables[table].row(key) or row
    return str(found.get("ref", "")) or None


def mark_objects(assessment: ClaimAssessment | None) -> list[dict[str, object]]:
    """Return the marks of a claim as JSON values, the surest first; waived ones are left out."""
    return [mark.to_object() for mark in assessment.marks] if assessment else []


def report_changes(case: Case, batch: Batch, path: Path, unchanged: str = "", *, as_json: bool) -> None:
    """Report what was changed in the case at `path`, or `unchanged` if nothing was; with `as_json`, print it too."""
    if as_json:
        print_changes(case, batch)
    said = lazy.describe.describe(case, batch)
    narrate(f"{said}, saved in {path}" if said else f"{unchanged}; nothing to save")


def report_added(
    case: Case,
    batch: Batch,
    path: Path,
    noun: str,
    *,
    as_json: bool,
    note: str = "",
    rows: Iterable[dict[str, Any]] | None = None,
) -> None:
    """Report which claims or excerpts were added, and print their refs, or with `as_json` the change set.

    `noun` is "claim" or "excerpt"; `note` is added to the message. With `rows`, the JSON is these, each with its own
    change set.
    """
    refs = [str(change.after["ref"]) for change in batch if change.after and "ref" in change.after]
    if as_json and rows is not None:
        print_objects(with_changes(rows, noun, case, batch))
    elif as_json:
        print_changes(case, batch)
    else:
        print_added(refs)
    said = f"{counted(len(refs), noun)} added: {refs[0]} to {refs[-1]}" if len(refs) > 1 else f"{''.join(refs)} added"
    narrate(f"{said}{note}, saved in {path}" if refs else f"No new {noun}s{note}; nothing to save")
