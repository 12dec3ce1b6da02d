"""What the parts of a workspace import when they first use it; see `factcheck.workspace.parts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.evidence.parts import importer

if TYPE_CHECKING:
    from factcheck.case.merging.contested import state_of
    from factcheck.evidence.warnings import is_misquoted, is_warned
    from factcheck.quotes.anchor import find_faithful
    from factcheck.workspace.quote_comparison import (
        anchor_in,
        compared,
        language_of,
        may_be_elsewhere,
        said_since,
        state_words,
    )
    from factcheck.workspace.source_versions import quoted_version, version_name

__all__ = [
    "anchor_in",
    "compared",
    "find_faithful",
    "is_misquoted",
    "is_warned",
    "language_of",
    "may_be_elsewhere",
    "quoted_version",
    "said_since",
    "state_of",
    "state_words",
    "version_name",
]

_PLACES = {
    "anchor_in": "workspace.quote_comparison",
    "compared": "workspace.quote_comparison",
    "find_faithful": "quotes.anchor",
    "is_misquoted": "evidence.warnings",
    "is_warned": "evidence.warnings",
    "language_of": "workspace.quote_comparison",
    "may_be_elsewhere": "workspace.quote_comparison",
    "quoted_version": "workspace.source_versions",
    "said_since": "workspace.quote_comparison",
    "state_of": "case.merging.contested",
    "state_words": "workspace.quote_comparison",
    "version_name": "workspace.source_versions",
}

if not TYPE_CHECKING:  # else mypy would take any name for one that is there
    __getattr__ = importer(globals(), _PLACES)
