"""Keeps a case on disk. Nothing outside this package knows TinyDB or the files."""

from factcheck.store.drafts import Draft, Drafts
from factcheck.store.files import ExistsError, write_atomically
from factcheck.store.storage import CaseStorage, create

__all__ = ["CaseStorage", "Draft", "Drafts", "ExistsError", "create", "write_atomically"]
