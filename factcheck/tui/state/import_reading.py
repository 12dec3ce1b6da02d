"""Reading a file that is to be imported: what it offers or why it cannot be read, and what can be chosen about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.documents.options import without_remedies
from factcheck.errors import AmbiguousDatesError, FactcheckError
from factcheck.imports import file_bytes
from factcheck.imports.layout import NO_TABLE, TableLayout
from factcheck.tui.state.import_offer import Offer, offer_of
from factcheck.workspace.import_file import file_layout
from factcheck.workspace.workspace import Workspace

_OF_LAYOUT = ("header", "sheet", "encoding", "delimiter", "dates", "columns")


class FileReading(NamedTuple):
    """A file as it was read: its bytes, None if there are none; its layout if it is a table; its offer or the problem.

    `chosen` tells whether another choice of the options may help.
    """

    data: bytes | None = None
    layout: TableLayout = NO_TABLE
    offer: Offer | None = None
    problem: str = ""
    chosen: bool = False


def read_file(workspace: Workspace, name: str, data: bytes | None, asked: Mapping[str, Any]) -> FileReading:
    """Return a file read as `asked`; `data` are its bytes, if they are known."""
    layout = NO_TABLE
    try:
        path = Path(name).expanduser()
        data = file_bytes(path) if data is None else data
        layout = file_layout(data, path.name, asked["format_name"], **{each: asked[each] for each in _OF_LAYOUT})
        return FileReading(data, layout, offer_of(workspace, path, data, asked))
    except AmbiguousDatesError as error:
        return FileReading(
            data, layout, problem=f"{without_remedies(str(error))}. Choose how Dates are read.", chosen=True
        )
    except FactcheckError as error:
        problem = without_remedies(str(error))
        if layout.columns and all(column.field != "text" for column in layout.columns):
            problem = f"{path.name}: which column has the claims? Choose “claim” beside its name."
        return FileReading(data, layout, problem=problem, chosen=bool(layout.columns))
    except (OSError, ValueError, RuntimeError) as error:  # too long, a zero in it, nobody's home
        return FileReading(problem=f"{name}: {error}")
