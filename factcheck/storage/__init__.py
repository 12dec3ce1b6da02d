"""A case on disk. Nothing outside this package uses TinyDB or these files."""

from factcheck.storage.atomic import write_atomically
from factcheck.storage.case_files import begin, create
from factcheck.storage.documents import DocumentStore
from factcheck.storage.drafts import Draft, DraftFiles
from factcheck.storage.file_state import FileState, Observation
from factcheck.storage.paths import CasePaths
from factcheck.storage.storage import CaseStorage

__all__ = [
    "CasePaths",
    "CaseStorage",
    "DocumentStore",
    "Draft",
    "DraftFiles",
    "FileState",
    "Observation",
    "begin",
    "create",
    "write_atomically",
]
