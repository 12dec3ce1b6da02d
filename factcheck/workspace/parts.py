"""The parts of a workspace, each imported when it is first used, so that no command loads what it does not need.

`parts.Library` imports `factcheck.workspace.source_library` and is its `Library`. Nowhere else does the workspace
import late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.evidence.parts import importer

if TYPE_CHECKING:
    from factcheck.evidence.claims.coverage import Coverage
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.evidence.warnings import warnings
    from factcheck.imports.plan import Plan
    from factcheck.quotes import Anchor, AnchorLookup, QuoteCheck
    from factcheck.workspace.change_sets import ChangeBatch, redo, undo
    from factcheck.workspace.claim_facts import ClaimFacts
    from factcheck.workspace.claim_marks import ClaimMarks
    from factcheck.workspace.draft_text import DraftText
    from factcheck.workspace.drafts import Drafts
    from factcheck.workspace.entries import Entries
    from factcheck.workspace.export_job import ExportJob
    from factcheck.workspace.filter import parse_filter, select
    from factcheck.workspace.filter_syntax import both
    from factcheck.workspace.import_documents import DocumentImport
    from factcheck.workspace.import_file import ImportResult, plan_file
    from factcheck.workspace.merge_lines import contested_about
    from factcheck.workspace.quote_checks import QuoteChecker
    from factcheck.workspace.quote_comparison import remark
    from factcheck.workspace.results import AddResult, DraftResult
    from factcheck.workspace.search import EvidenceSearch, Suggestion
    from factcheck.workspace.shared_file import SharedFile
    from factcheck.workspace.source_library import Library

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
    "SharedFile",
    "Suggestion",
    "both",
    "contested_about",
    "parse_filter",
    "plan_file",
    "redo",
    "remark",
    "select",
    "undo",
    "warnings",
]

_PLACES = {
    "ChangeBatch": "workspace.change_sets",
    "ClaimFacts": "workspace.claim_facts",
    "ClaimMarks": "workspace.claim_marks",
    "DocumentImport": "workspace.import_documents",
    "Drafts": "workspace.drafts",
    "Entries": "workspace.entries",
    "EvidenceSearch": "workspace.search",
    "ExportJob": "workspace.export_job",
    "ImportResult": "workspace.import_file",
    "Library": "workspace.source_library",
    "QuoteChecker": "workspace.quote_checks",
    "SharedFile": "workspace.shared_file",
    "both": "workspace.filter_syntax",
    "contested_about": "workspace.merge_lines",
    "parse_filter": "workspace.filter",
    "plan_file": "workspace.import_file",
    "redo": "workspace.change_sets",
    "remark": "workspace.quote_comparison",
    "select": "workspace.filter",
    "undo": "workspace.change_sets",
    "warnings": "evidence.warnings",
}


if not TYPE_CHECKING:  # else mypy would take any name for one that is there
    __getattr__ = importer(globals(), _PLACES)
