"""What prints or asks in a terminal, imported when it is first used: `views.tables.show_claims(...)`.

Apart from `lazy`, because these modules are built on those that use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.cli.lazy import importer

if TYPE_CHECKING:
    from factcheck.cli import drafts, judging, passages, tables
    from factcheck.cli.plain import prompt

    __all__ = ["drafts", "judging", "passages", "prompt", "tables"]

PLACES = {
    "drafts": "factcheck.cli.drafts",
    "judging": "factcheck.cli.judging",
    "passages": "factcheck.cli.passages",
    "prompt": "factcheck.cli.plain.prompt",
    "tables": "factcheck.cli.tables",
}
"""The modules by the name that they have here."""

if not TYPE_CHECKING:  # otherwise mypy would accept any name
    __getattr__ = importer(__name__, PLACES)
