"""Keeps a case on disk. Nothing outside this package knows TinyDB or the files."""

from factcheck.store.creation import begin, create
from factcheck.store.drafts import Draft, Drafts
from factcheck.store.files import write_atomically
from factcheck.store.kept_index import read_index, write_index
from factcheck.store.storage import CaseStorage
from factcheck.store.texts import Texts

__all__ = [
    "CaseStorage",
    "Draft",
    "Drafts",
    "Texts",
    "begin",
    "create",
    "read_index",
    "write_atomically",
    "write_index",
]
