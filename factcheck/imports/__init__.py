"""Import formats: claims, evidence and verdicts out of the files of other programs, one class a format.

`FORMATS` is their registry. A format reads bytes and returns what was found, row by row; nothing is in a case yet.
"""

from __future__ import annotations

from contextlib import suppress

from factcheck.case.registry import Registry
from factcheck.errors import FactcheckError, InvalidError, UnreadableError
from factcheck.imports.candidates import DEFAULT_OPTIONS, Candidates, ReadOptions
from factcheck.imports.import_format import ImportFormat
from factcheck.text import visible_line

LARGEST = 64 << 20
"""Bytes of the largest file that is read."""

FORMATS: Registry[ImportFormat] = Registry(
    "factcheck.imports",
    "format",
    ("about", "read"),
    {
        "csv": "factcheck.imports.formats.csv:Csv",
        "xlsx": "factcheck.imports.formats.xlsx:Xlsx",
        "markdown": "factcheck.imports.formats.markdown:Markdown",
        "fever": "factcheck.imports.formats.fever:Fever",
        "averitec": "factcheck.imports.formats.averitec:Averitec",
        "scifact": "factcheck.imports.formats.scifact:Scifact",
        "claimreview": "factcheck.imports.formats.claimreview:ClaimReview",
        "loki": "factcheck.imports.formats.loki:Loki",
        "annotations": "factcheck.imports.formats.annotations:Annotations",
        "json": "factcheck.imports.formats.json:CaseJson",
    },
)
"""The formats by their names; installed packages add some in the entry point group `factcheck.imports`."""

_LONGEST_REASON = 200


def read(data: bytes, name: str = "", format_name: str = "", asked: ReadOptions = DEFAULT_OPTIONS) -> Candidates:
    """Return what a file holds; its format is found by its content where it is not named.

    `name` is the file's, for what its ending tells. Raises UnreadableError and UnknownError, without the name.
    """
    if len(data) > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST >> 20} MiB")
    if not data.strip():
        raise UnreadableError("is empty")
    chosen = format_name or _recognised(data, name)
    found = FORMATS.find(chosen)
    try:
        return found.read(data, asked)
    except InvalidError as error:
        raise UnreadableError(f"cannot be read as {chosen}: {error}") from error
    except FactcheckError:
        raise
    except MemoryError as error:
        raise UnreadableError("needs more memory than there is to be read") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply to be read") from error
    except Exception as error:  # whatever a library says of a file that harms it
        why = visible_line(str(error))[:_LONGEST_REASON] or type(error).__name__
        raise UnreadableError(f"cannot be read as {chosen}: {why}") from error


def _recognised(data: bytes, name: str) -> str:
    """Return the name of the format of a file: of one that an installed package adds, else of one built in."""
    from factcheck.imports.detect import detect_format

    for format_name, found in FORMATS.added.items():
        with suppress(Exception):  # a package of others that fails here is not asked; named, it says why
            if found.recognises(data, name):
                return format_name
    return detect_format(data, name)
