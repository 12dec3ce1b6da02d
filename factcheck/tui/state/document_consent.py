"""What the user is asked before a document can be read: a private address, the password of a file, OCR of a scan."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from factcheck.documents.options import ReadOptions
from factcheck.documents.web import PrivateAddressError
from factcheck.errors import EncryptedError, FactcheckError, ScanError

_HELPED = (PrivateAddressError, EncryptedError, ScanError)


class DocumentConsent:
    """The last question about what was named, and what the user has answered to those before."""

    def __init__(self) -> None:
        """Begin with no question, and nothing allowed."""
        self.options = ReadOptions(remedies=False)
        self._allowed: set[str] = set()
        self._error: FactcheckError | None = None
        self._words = ""

    def ask(self, error: FactcheckError, words: str) -> None:
        """Ask about an error that came of `words`, if the user can do something about it."""
        if isinstance(error, _HELPED) and not (isinstance(error, ScanError) and self.options.ocr):
            self._error, self._words = error, words

    @property
    def wants_password(self) -> bool:
        """Whether the next thing that is entered is a password."""
        return isinstance(self._error, EncryptedError)

    @property
    def question(self) -> str:
        """The question in words; "" if there is none."""
        if isinstance(self._error, PrivateAddressError):
            host = urlsplit(self._words).hostname or self._words
            return f"{host} is an address of this machine or network; enter again asks it all the same · esc closes"
        if isinstance(self._error, EncryptedError):
            return "it is encrypted: type its password, enter opens it · esc closes"
        return "enter again reads the pages by OCR; that takes seconds for each · esc closes" if self._error else ""

    def answer(self, entered: str) -> str:
        """Take what was entered as the answer to the question; return what is to be read."""
        error, words = self._error, self._words
        self._error = None
        if isinstance(error, EncryptedError):
            self.options = replace(self.options, password=entered)
            return words
        if isinstance(error, PrivateAddressError) and entered == words:
            self._allowed.add(words)
        if isinstance(error, ScanError) and entered == words:
            self.options = replace(self.options, ocr=True)
        return entered

    def allows_private(self, words: str) -> bool:
        """Return whether private addresses in what was named may be asked."""
        return words in self._allowed
