"""What can go wrong, each as one line that a person can act on.

Every error that may reach a user is a `FactcheckError`; its message says what, where and why.
"""

from __future__ import annotations


class FactcheckError(Exception):
    """One clear line for the user. The command line prints it and exits with 2; the screen shows it."""


class UnreadableError(FactcheckError):
    """A file could not be read as a case. The file is as it was."""


class UnknownError(FactcheckError):
    """Something was named that the case does not have: a claim, a label, a field of the filter."""


class GoneError(FactcheckError, KeyError):
    """A row is not there any more: it was removed, or its addition taken back, since somebody looked."""

    __str__ = Exception.__str__  # a KeyError would show the quotes of its repr


class InvalidError(FactcheckError):
    """What was asked would make the case contradict itself. Nothing was changed."""


class ConflictError(FactcheckError):
    """A change does not fit the state it is applied to."""


class ForeignError(ConflictError):
    """Another program has changed db.json while the case was open. Neither its work nor the own is lost."""


class NotSavedError(FactcheckError):
    """The disk refused. The case in memory and the file are as they were before the change."""


class InDoubtError(NotSavedError):
    """A file was written, but the system would not promise that it survives a power cut."""


class NotFoldedError(FactcheckError):
    """db.json could not be written now. Every change is safe in the journal, and no change need be made again."""


class NotForgottenError(NotFoldedError):
    """What was forgotten is still in files of the case, which the message names. Opening the case again removes it."""


class ExistsError(FactcheckError):
    """A file is there already and may not be overwritten."""


class ReadOnlyError(FactcheckError):
    """The case is open for reading only; the message says who holds it."""
