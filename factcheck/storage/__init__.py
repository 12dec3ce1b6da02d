"""Keeps a case on disk. Nothing outside this package knows TinyDB or the files."""

from factcheck.storage.atomic import write_atomically
from factcheck.storage.creation import begin, create
from factcheck.storage.documents import Texts
from factcheck.storage.drafts import Draft, Drafts
from factcheck.storage.storage import CaseStorage

__all__ = [
    "CaseStorage",
    "Draft",
    "Drafts",
    "Texts",
    "begin",
    "create",
    "write_atomically",
]
