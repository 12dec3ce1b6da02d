"""The parts of a workspace, each imported when it is first used, so that no command loads what it does not need.

`parts.Library` imports `factcheck.workspace.library` and is its `Library`. Nowhere else does the workspace import late.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.evidence.claims.coverage import Coverage
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.imports.plan import Plan
    from factcheck.quotes import Anchor, AnchorLookup, QuoteCheck
    from factcheck.workspace.change_sets import ChangeBatch, redo, undo
    from factcheck.workspace.claim_facts import ClaimFacts
    from factcheck.workspace.claim_marks import ClaimMarks
    from factcheck.workspace.draft_text import DraftText
    from factcheck.workspace.drafts import DraftResult, Drafts
    from factcheck.workspace.entries import Entries
    from factcheck.workspace.export_job import ExportJob
    from factcheck.workspace.filter import select
    from factcheck.workspace.import_documents import DocumentImport
    from factcheck.workspace.import_file import ImportResult, plan_file
    from factcheck.workspace.library import Library
    from factcheck.workspace.quote_checks import QuoteChecker
    from factcheck.workspace.results import AddResult
    from factcheck.workspace.search import EvidenceSearch, Suggestion

__all__ = [
    "AddResult",
    "Anchor",
    "AnchorLookup",
    "ChangeBatch",
    "ClaimAssessment",
    "ClaimFacts",
    "ClaimMarks",
    "Coverage",
    "DocumentImport",
    "DraftResult",
    "DraftText",
    "Drafts",
    "Entries",
    "EvidenceSearch",
    "ExportJob",
    "ImportResult",
    "Library",
    "Plan",
    "QuoteCheck",
    "QuoteChecker",
    "Suggestion",
    "plan_file",
    "redo",
    "select",
    "undo",
]

_MODULES = {
    "ChangeBatch": "change_sets",
    "ClaimFacts": "claim_facts",
    "ClaimMarks": "claim_marks",
    "DocumentImport": "import_documents",
    "Drafts": "drafts",
    "Entries": "entries",
    "EvidenceSearch": "search",
    "ExportJob": "export_job",
    "ImportResult": "import_file",
    "Library": "library",
    "QuoteChecker": "quote_checks",
    "plan_file": "import_file",
    "redo": "change_sets",
    "select": "filter",
    "undo": "change_sets",
}


if not TYPE_CHECKING:  # else mypy would take any name for one that is there

    def __getattr__(name: str) -> Any:
        """Import the module that has a part, and keep the part here for the next use."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        part = globals()[name] = getattr(import_module(f"factcheck.workspace.{_MODULES[name]}"), name)
        return part
