"""A file that is to be taken into the case: imported, or merged if it is a copy of the case or a file of changes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from factcheck.case.merging.merge import are_copies
from factcheck.errors import UnreadableError
from factcheck.imports.plan import Plan
from factcheck.storage.reader import read_bytes
from factcheck.workspace.import_file import plan_file
from factcheck.workspace.merge_copies import MergePlan, plan_merge
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.shared_changes import has_changes


class Mergeable(StrEnum):
    """What a file is that can be merged, in words."""

    COPY = "a copy of this case"
    CHANGES = "a file of changes"


def plan_import_or_merge(open_case: OpenCase, path: Path, data: bytes, **asked: Any) -> Plan | MergePlan:
    """Return what taking in a file would do: a merge of what can be merged, or else an import as `asked`.

    Raises UnreadableError; ConflictError for a file in which a change was altered.
    """
    return plan_merge(open_case, [path]) if mergeable(open_case, data) else plan_file(open_case, path, data, **asked)


def mergeable(open_case: OpenCase, data: bytes) -> Mergeable | None:
    """Return what the bytes of a file are, if that is something to be merged into the open case."""
    if not data.lstrip().startswith(b"{"):
        return None
    if has_changes(data.partition(b"\n")[0]):
        return Mergeable.CHANGES
    try:
        theirs = read_bytes(data).case
    except UnreadableError:
        return None  # no case file: an import says what it is
    return Mergeable.COPY if are_copies(open_case.record, theirs) else None
