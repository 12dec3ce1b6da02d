"""Errors, each with a message of one line that a person can act on.

Every error that can reach a user is a `FactcheckError`; its message says what failed, where and why.
"""

from __future__ import annotations


class FactcheckError(Exception):
    """One clear line for the user. The command line prints it and exits with 2; the screen shows it."""


class UnreadableError(FactcheckError):
    """A file could not be read as a case. The file is unchanged."""


class EncryptedError(UnreadableError):
    """A document needs a password, or another one than was given."""


class ScanError(UnreadableError):
    """A document has no text, as its pages are pictures; OCR may read them."""


class AmbiguousDatesError(UnreadableError):
    """The dates of a file can be read in two ways, and it must be said which."""


class UnknownError(FactcheckError):
    """A name that the case does not have: of a claim, a label, a field of the filter."""


class GoneError(FactcheckError, KeyError):
    """A row does not exist any more: it was removed, or its addition was undone."""

    __str__ = Exception.__str__  # a KeyError would show the quotes of its repr


class InvalidError(FactcheckError):
    """The request would make the case inconsistent. Nothing was changed."""


class ConflictError(FactcheckError):
    """A change does not fit the state it is applied to."""


class ForeignError(ConflictError):
    """Another program has changed db.json while the case was open. Neither version is lost."""


class NotSavedError(FactcheckError):
    """The disk refused the write. The case in memory and the file are as before the change."""


class InDoubtError(NotSavedError):
    """A file was written, but could not be synced: it may not survive a power failure."""


class NotFoldedError(FactcheckError):
    """db.json could not be written. Every change is safe in the journal, and none has to be repeated."""


class NotForgottenError(NotFoldedError):
    """Forgotten text is still in files of the case, which the message names. Opening the case again removes it."""


class ExistsError(FactcheckError):
    """A file exists already and may not be overwritten."""


class ReadOnlyError(FactcheckError):
    """The case is open for reading only; the message says who holds the lock."""


class ServerError(FactcheckError):
    """The server of a team refused something, or is none that this program can use. The case here is unchanged."""


class OfflineError(ServerError):
    """The server of a team cannot be reached, or was lost in the middle. What was not shared yet is shared later."""
