"""Keeps a case on disk. Nothing outside this package knows TinyDB or the files."""

from factcheck.store.drafts import Draft, Drafts
from factcheck.store.files import write_atomically
from factcheck.store.storage import CaseStorage, begin, create

__all__ = ["CaseStorage", "Draft", "Drafts", "begin", "create", "write_atomically"]
